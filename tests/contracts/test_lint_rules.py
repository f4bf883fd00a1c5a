"""Every rule of the lint, found by being there: its page, its norms, its examples, its patch."""

from __future__ import annotations

import importlib
import re

import pytest

from glasshouse.ground.patch import read_patch
from glasshouse.ground.paths import find
from glasshouse.ground.registry import Extensions
from glasshouse.ground.validation import Part
from glasshouse.measures.measure import measures
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.examples import AS_OF, Example, base, example
from glasshouse.schemes.lint.finding import Finding
from glasshouse.schemes.lint.fixing import patch_document
from glasshouse.schemes.lint.norms import norms
from glasshouse.schemes.lint.page import WRITTEN, sections
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reading import make

NAMES = list(Extensions("glasshouse.schemes.lint.rules", "RULE", Rule))
VERDICTS = re.compile(r"\billegal\b|\bviolates?\b|\bcompliant\b|\bcomplies\b|\bcleared\b", re.IGNORECASE)


def rule_of(name: str) -> Rule:
    """One rule by the name of its module, without importing the others."""
    module = importlib.import_module(f"glasshouse.schemes.lint.rules.{name.replace('-', '_')}")
    found: Rule = module.RULE
    return found


def asked(name: str) -> tuple[Rule, ...]:
    """The rule; with the one about answers, all, for it speaks of what the others find."""
    rule = rule_of(name)
    return tuple(rule_of(other) for other in NAMES) if rule.id == "GH001" else (rule,)


def lint(name: str, scheme: Scheme, shown: Example | None = None) -> Report:
    measured = shown.measured if shown else None
    return check(scheme, Selection(as_of=AS_OF, preview=True), measured, only=asked(name))


def seen(report: Report, rule: Rule, *kinds: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule is rule and finding.kind in kinds]


def must(shown: Example | None) -> Example:
    assert shown is not None, "the example is missing"
    return shown


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_is_called_as_its_module(name: str) -> None:
    assert rule_of(name).name == name


def test_no_id_is_used_twice() -> None:
    ids = [rule_of(name).id for name in NAMES]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", NAMES)
def test_its_norms_and_measures_exist(name: str) -> None:
    rule = rule_of(name)
    assert not set(rule.norms) - norms().keys()
    assert not set(rule.measures) - set(measures())
    assert len(set(rule.norms)) == len(rule.norms)


@pytest.mark.parametrize("name", NAMES)
def test_its_page_has_every_heading_with_something_under_it(name: str) -> None:
    rule = rule_of(name)
    written = sections(rule)
    assert tuple(written) == WRITTEN
    assert all(len(text.split()) >= 2 for text in written.values())
    assert rule.summary.endswith(".")
    assert len(rule.summary) < 100


@pytest.mark.parametrize("name", NAMES)
def test_it_passes_no_verdict(name: str) -> None:
    rule = rule_of(name)
    assert not VERDICTS.search(" ".join((rule.page, rule.would_show, rule.remedy)))
    for text in (rule.would_show, rule.remedy):
        assert not text.endswith(".")
        assert text[0].islower() or not text[1].islower()


@pytest.mark.parametrize("name", NAMES)
def test_it_finds_nothing_in_the_clean_scheme(name: str) -> None:
    rule = rule_of(name)
    assert not seen(lint(name, base()), rule, "fail", "justified")
    if rule.confidence != "review":
        assert not seen(lint(name, base()), rule, "review")


@pytest.mark.parametrize("name", NAMES)
def test_the_bad_example_fires_exactly_once_and_at_the_right_place(name: str) -> None:
    rule = rule_of(name)
    bad = must(example(rule.id, "bad"))
    found = seen(lint(name, bad.scheme, bad), rule, "fail", "review")
    assert len(found) == 1
    assert found[0].kind == ("review" if rule.confidence == "review" else "fail")
    ((marked, right),) = bad.places
    assert marked == rule.id
    assert found[0].position in right


@pytest.mark.parametrize("name", NAMES)
def test_the_good_example_is_silent(name: str) -> None:
    rule = rule_of(name)
    good = must(example(rule.id, "good"))
    assert not seen(lint(name, good.scheme, good), rule, "fail", "review", "notApplicable")


@pytest.mark.parametrize("name", NAMES)
def test_where_the_file_says_nothing_somebody_must_look(name: str) -> None:
    rule = rule_of(name)
    silent = example(rule.id, "silent")
    if silent is None:
        assert rule.never_silent, "add an example in which the file says nothing, or say why there is none"
        return
    assert rule.never_silent is None
    report = lint(name, silent.scheme, silent)
    assert not seen(report, rule, "fail", "pass", "notApplicable")
    (found,) = seen(report, rule, "review")
    ((marked, right),) = silent.places
    assert marked == rule.id
    assert found.position in right


@pytest.mark.parametrize("name", NAMES)
def test_its_patch_changes_what_the_engine_runs_and_the_finding_is_gone(name: str) -> None:
    rule = rule_of(name)
    if rule.patch is None:
        return
    bad = must(example(rule.id, "bad"))
    report = lint(name, bad.scheme, bad)
    (found,) = seen(report, rule, "fail", "review")
    document = patch_document(report, found)
    if document is None:
        pytest.fail(f"{rule.id} has a patch, but none for its own bad example")
    patch = read_patch(document)
    for change in patch.changes:
        if change.kind != "remove":
            assert role_of(bad.scheme, change.path) == "runs", f"{change.path} changes no life"
    mended = make(bad.scheme.document, [patch])
    assert not seen(lint(name, mended, bad), rule, "fail", "review")
    assert mended.text_hash != bad.scheme.text_hash


def role_of(scheme: Scheme, path: str) -> str:
    """The role of the key that a path ends in, from the model."""
    steps = find(scheme.document, path)
    part: object = scheme
    role = "runs"
    for step in steps:
        if isinstance(part, tuple) and isinstance(step, int):
            part = part[step]
        elif isinstance(part, Part):
            name = next(
                name
                for name, field in type(part).model_fields.items()
                if step in (name, field.alias, name.rstrip("_"))
            )
            extra = type(part).model_fields[name].json_schema_extra
            assert isinstance(extra, dict)
            role, part = str(extra["role"]), getattr(part, name)
    return role
