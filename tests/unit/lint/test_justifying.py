"""Answers in the file: complete ones are shown beside the finding, others are findings themselves."""

from __future__ import annotations

import datetime

import pytest

from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.examples import AS_OF
from glasshouse.schemes.lint.justifying import UNANSWERABLE
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.reading import load

ANSWER = (
    "{rule: RULE, item: ITEM, legal_basis: this-file, aim: to show how an answer looks, "
    "necessity: nothing else would show it, less_intrusive: a comment was tried and not read, expires: DAY}"
)


def answered(rule: str, item: str, day: str = "2027-01-01", **changed: str) -> Report:
    text = ANSWER.replace("RULE", rule).replace("ITEM", item).replace("DAY", day)
    for old, new in changed.items():
        text = text.replace(old.replace("_", " "), new)
    scheme = load("simpleland-points", f"justify=[{text}]")
    return check(scheme, Selection(as_of=AS_OF))


def kinds(report: Report, rule: str, item: str) -> set[str]:
    return {f.kind for f in report.findings if f.rule.id == rule and f.item.startswith(item)}


def test_a_complete_answer_is_shown_and_hides_nothing() -> None:
    report = answered("GH404", "rules.drunk-driving")
    (found,) = [f for f in report.shown if f.rule.id == "GH404"]
    assert found.kind == "justified"
    assert found.justification is not None
    assert found.justification.aim == "to show how an answer looks"
    assert not found.is_blocking
    assert kinds(report, "GH001", "") == {"pass"}


def test_it_answers_its_own_item_only() -> None:
    report = answered("GH601", "consequences.no-flights")
    assert kinds(report, "GH601", "consequences.no-flights") == {"justified"}
    assert kinds(report, "GH601", "consequences.no-trains") == {"fail"}


def test_an_expired_answer_does_not_count_and_is_told() -> None:
    report = answered("GH404", "rules.drunk-driving", day=AS_OF.isoformat())
    assert kinds(report, "GH404", "rules.drunk-driving") == {"fail"}
    assert kinds(report, "GH001", "justify") == {"fail"}
    earlier = check(report.scheme, Selection(as_of=AS_OF - datetime.timedelta(days=1)))
    assert kinds(earlier, "GH404", "rules.drunk-driving") == {"justified"}


@pytest.mark.parametrize("empty", ["to show how an answer looks", "nothing else would show it"])
def test_a_half_empty_answer_does_not_count_and_is_told(empty: str) -> None:
    report = answered("GH404", "rules.drunk-driving", **{empty.replace(" ", "_"): "yes"})
    assert kinds(report, "GH404", "rules.drunk-driving") == {"fail"}
    assert kinds(report, "GH001", "justify") == {"fail"}


def test_an_answer_without_an_end_does_not_count() -> None:
    report = answered("GH404", "rules.drunk-driving", day="null")
    assert kinds(report, "GH404", "rules.drunk-driving") == {"fail"}


@pytest.mark.parametrize(
    "rule", ["GH201", "GH202", "GH203", "GH204", "GH205", "GH206", "GH301", "GH302", "GH303"]
)
def test_some_rules_take_no_answer(rule: str) -> None:
    assert rule in UNANSWERABLE


def test_a_penalty_on_speech_cannot_be_answered() -> None:
    report = answered("GH202", "rules.protest")
    assert kinds(report, "GH202", "rules.protest") == {"fail"}
    assert kinds(report, "GH001", "justify") == {"fail"}
    assert report.blocks


def test_an_answer_to_nothing_is_looked_at() -> None:
    assert kinds(answered("GH404", "rules.red-light"), "GH001", "justify") == {"review"}
    assert kinds(answered("GH999", "rules.red-light"), "GH001", "justify") == {"fail"}
