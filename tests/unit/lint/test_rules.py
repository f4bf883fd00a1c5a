"""The rules as a whole: the catalogue of issue D, its core, what can be fixed."""

from __future__ import annotations

from collections import Counter

from glasshouse.schemes.lint.justifying import UNSOUND
from glasshouse.schemes.lint.rule import all_rules
from glasshouse.schemes.lint.vocabulary import FAMILIES


def span(first: int, last: int) -> set[str]:
    return {f"GH{number}" for number in range(first, last + 1)}


# The specification's nine families, 62 rules.
CATALOGUE = (
    span(101, 106)
    | span(201, 212)
    | span(301, 307)
    | span(401, 408)
    | span(501, 506)
    | span(601, 608)
    | span(701, 704)
    | span(801, 805)
    | span(901, 906)
)
# The specification's default set, 40 rules.
CORE = (
    span(101, 104)
    | span(201, 208)
    | {"GH210", "GH306", "GH401", "GH408", "GH501", "GH503", "GH505"}
    | span(301, 304)
    | span(403, 406)
    | span(601, 606)
    | span(701, 703)
    | span(801, 802)
    | span(804, 805)
)
PAPER = {"GH101", "GH104", "GH901", "GH902", "GH905"}


def test_the_specification_is_read_rightly() -> None:
    assert (len(CATALOGUE), len(CORE)) == (62, 40)
    assert CORE < CATALOGUE


def test_every_rule_of_the_specification_stands() -> None:
    assert set(all_rules()) >= CATALOGUE


def test_the_core_is_the_core() -> None:
    assert {rule.id for rule in all_rules().values() if rule.core} - {UNSOUND} == CORE


def test_the_core_is_settled() -> None:
    assert {rule.status for rule in all_rules().values() if rule.core} == {"stable"}


def test_paper_has_no_fix() -> None:
    assert not {rule.id for rule in all_rules().values() if rule.patch is not None} & PAPER


def test_every_family_has_its_rules() -> None:
    found = Counter(rule.id[2] for rule in all_rules().values())
    assert set(found) == set(FAMILIES)


def test_remedies_and_demands_are_told_once() -> None:
    for words in ("remedy", "would_show", "summary"):
        told = Counter(getattr(rule, words) for rule in all_rules().values())
        assert not [text for text, count in told.items() if count > 1]


def test_pages_have_no_heading_without_a_word_of_their_own() -> None:
    told = Counter(rule.page for rule in all_rules().values())
    assert max(told.values()) == 1
