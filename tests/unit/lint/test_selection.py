"""What is asked for: rules by id, family of norms, day and confidence; errors cannot be ignored."""

from __future__ import annotations

import datetime

import pytest

from glasshouse.ground.errors import BadInput
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.examples import AS_OF
from glasshouse.schemes.lint.rule import all_rules
from glasshouse.schemes.lint.selection import Selection, read_families
from glasshouse.schemes.reading import load


def ids(**asked: object) -> set[str]:
    return {rule.id for rule in Selection(as_of=AS_OF, **asked).rules()}  # type: ignore[arg-type]


def test_ids_beginnings_names_and_core_select() -> None:
    assert ids(select=("GH601",)) == {"GH601"}
    assert ids(select=("unrelated-sanction",)) == {"GH601"}
    assert all(id.startswith("GH6") for id in ids(select=("GH6",)))
    assert ids(select=("core",)) == {rule.id for rule in all_rules().values() if rule.core}


def test_preview_rules_need_to_be_asked_for() -> None:
    preview = {rule.id for rule in all_rules().values() if rule.status == "preview"}
    assert not preview & ids()
    assert preview <= ids(preview=True)
    assert all(ids(select=(id,)) == {id} for id in preview)


def test_errors_cannot_be_ignored() -> None:
    with pytest.raises(BadInput, match="GH601 cannot be ignored"):
        ids(ignore=("GH601",))
    with pytest.raises(BadInput, match="cannot be ignored"):
        ids(ignore=("GH",))


def test_what_is_no_rule_or_family_is_named_with_the_nearest() -> None:
    with pytest.raises(BadInput, match="unrelated-sanction"):
        ids(select=("unrelated-sanctions",))
    with pytest.raises(BadInput, match="'eu'"):
        read_families("un,eo")
    assert read_families("eu, un,eu") == ("eu", "un")


def test_a_rule_without_a_norm_of_the_families_is_not_applicable() -> None:
    asked = Selection(as_of=AS_OF, families=("ca",), select=("GH202",))
    (found,) = check(load("simpleland-points"), asked).findings
    assert found.kind == "notApplicable"


def test_norms_that_were_not_in_force_do_not_count() -> None:
    eve = datetime.date(2025, 2, 1)
    scheme = load("robodebt-2016", "scheme.jurisdiction=NL")
    before = check(scheme, Selection(as_of=eve, select=("GH601",), families=("eu",)))
    after = check(scheme, Selection(as_of=AS_OF, select=("GH601",), families=("eu",)))
    assert {finding.kind for finding in before.findings} == {"notApplicable"}
    assert {finding.kind for finding in after.findings} != {"notApplicable"}


def test_low_confidence_is_counted_though_not_shown() -> None:
    scheme = load("nanjing-2019")
    everything = check(scheme, Selection(as_of=AS_OF))
    sure = check(scheme, Selection(as_of=AS_OF, min_confidence="high"))
    assert {finding.confidence for finding in sure.shown} <= {"high"}
    assert sure.hidden == len(everything.shown) - len(sure.shown) > 0
    assert sure.rules_by_kind == everything.rules_by_kind


def test_every_rule_ends_in_exactly_one_kind() -> None:
    report = check(load("suining-2010"), Selection(as_of=AS_OF, preview=True))
    assert sum(report.rules_by_kind.values()) == len(all_rules())
