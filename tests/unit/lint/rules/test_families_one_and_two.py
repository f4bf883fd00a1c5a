"""Rules on legality and on what is scored, beyond their own examples."""

from __future__ import annotations

import pytest

from glasshouse.ground.document import read_text
from glasshouse.ground.patch import read_patch
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.examples import AS_OF, base
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.rules.double_counting import RULE as DOUBLE_COUNTING
from glasshouse.schemes.lint.rules.penalises_petition_or_litigation import RULE as PETITION
from glasshouse.schemes.lint.rules.poverty_as_misconduct import RULE as POVERTY
from glasshouse.schemes.lint.rules.purpose_missing_or_unbounded import RULE as PURPOSE
from glasshouse.schemes.lint.rules.retroactive_effect import RULE as RETROACTIVE
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.reading import make


def kinds(rule: Rule, text: str) -> list[str]:
    """What a rule says of the clean scheme under a patch: fail or review, in order."""
    scheme = make(base().document, [read_patch(read_text(text, "patch"))])
    report = check(scheme, Selection(as_of=AS_OF, preview=True), None, only=(rule,))
    return [found.kind for found in report.findings if found.kind in ("fail", "review")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("set: [{path: rules.speeding.lapse, value: 36 months}]", ["fail"]),
        ("set: [{path: rules.speeding.lapse, value: 12 months}]", []),
        ("remove: [remedies.clean-slate]", ["fail"]),
        ("remove: [consequences.no-new-credit-cards]", []),
        ("set: [{path: rules.speeding.fault, value: any}]", ["review"]),
    ],
)
def test_the_milder_law_may_reach_back_and_the_stricter_may_not(change: str, expected: list[str]) -> None:
    text = f"add: [{{path: amendments, value: {{from: 2025-01-01, reaches_back: true, {change}}}}}]"
    assert kinds(RETROACTIVE, text) == expected


@pytest.mark.parametrize(
    ("purpose", "expected"),
    [
        ("[]", ["fail"]),
        ("[trust]", ["fail"]),
        ("[trust in the land register]", []),
        ("[harmony, fewer injuries]", ["fail"]),
    ],
)
def test_a_wide_word_is_told_only_where_it_stands_alone(purpose: str, expected: list[str]) -> None:
    assert kinds(PURPOSE, f"set: [{{path: scheme.purpose, value: {purpose}}}]") == expected


def test_somebody_who_cannot_pay_is_never_a_ground() -> None:
    text = "set: [{path: rules.able-refuses.when.conducts, value: [cannot-perform-judgment]}]"
    assert kinds(POVERTY, text) == ["fail"]


def test_a_rule_on_repetition_is_left_to_a_reader() -> None:
    text = (
        "add: [{path: rules, value: {id: often, when: {conducts: [speeding]}, proof: judgment, "
        "count: {at_least: 5}, effect: {enter: refusers}}}]"
    )
    assert kinds(DOUBLE_COUNTING, text) == ["review"]


def test_suing_is_found_by_its_words() -> None:
    definition = "Bringing a lawsuit against an office of the town again"
    text = f"set: [{{path: rules.speeding.definition, value: {definition}}}]"
    assert kinds(PETITION, text) == ["fail"]
