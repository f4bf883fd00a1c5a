"""How much more often one group has something than everybody else, of its size or of what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from glasshouse.measures.jackknife import Vector
from glasshouse.measures.leading import SCORE, by_scorecard, rules_leading_to
from glasshouse.measures.measure import Fraction
from glasshouse.measures.sample import Group, Sample
from glasshouse.measures.shares import covered

__all__ = ["Places", "more_often", "more_often_given_conduct"]

Places = Callable[[Sample, str], Sequence[str]]
"""Where people of an arm stand whom something befalls: on lists, at the score (see `leading`)."""


class _Expected(NamedTuple):
    """What the groups of one arm would have if nothing else counted.

    Attributes:
        of: what is expected of a group; None where it is the number of its people covered.
        denominator: of the ratio, in words.
        beside: what the ratios of the arm leave out; None where they leave nothing out.
    """

    of: Callable[[Group], Vector] | None
    denominator: str
    beside: str | None


def more_often(count: str) -> Callable[[Sample], Iterator[Fraction]]:
    """Persons counted in a group over the people covered in it, over the same of all others.

    Others are those told apart by the same dimension. Groups of whom nobody is covered, and dimensions in
    which nothing is expected, are passed over.

    Args:
        count: persons of an arm; schemes that count no such thing have none.
    """
    return _over_others(count, lambda sample, arm: _Expected(None, "the share of everybody else", None))


def more_often_given_conduct(count: str, places: Places) -> Callable[[Sample], Iterator[Fraction]]:
    """Persons counted in a group over the records that its conduct would bring, over the same of all others.

    Args:
        count: as in `more_often`, as are the groups that are passed over.
        places: where the records lead of which it is the question.
    """

    def expected(sample: Sample, arm: str) -> _Expected:
        where = places(sample, arm)
        left_out = _left_out(by_scorecard(sample.scheme(arm), where))
        return _Expected(_records_expected(sample, arm, where), "what others have who do the same", left_out)

    return _over_others(count, expected)


def _over_others(
    count: str, expected_in: Callable[[Sample, str], _Expected]
) -> Callable[[Sample], Iterator[Fraction]]:
    def fractions(sample: Sample) -> Iterator[Fraction]:
        for arm in sample.arms:
            if sample.can_happen(arm, count):
                expected = expected_in(sample, arm)
                for dimension in sample.dimensions:
                    yield from _in_dimension(sample, arm, dimension, count, expected)

    return fractions


def _in_dimension(
    sample: Sample, arm: str, dimension: str, count: str, asked: _Expected
) -> Iterator[Fraction]:
    groups = [(dimension, category) for category in sample.categories(dimension)]
    counted = [sample.total(arm, count, group=group) for group in groups]
    people_covered = [covered(sample, arm, group) for group in groups]
    expected = people_covered if asked.of is None else [asked.of(group) for group in groups]
    for number, group in enumerate(groups):
        if people_covered[number][0] == 0.0 or expected[number][0] == 0.0:
            continue
        others_counted = sum(counted) - counted[number]
        others_expected = sum(expected) - expected[number]
        others_covered = float((sum(people_covered) - people_covered[number])[0])
        per = expected[number] * others_counted
        # One person more in the group moves the ratio by so much, for the limit where it has none.
        one = float(others_expected[0]) / float(per[0]) if per[0] > 0.0 else 0.0
        people = min(float(people_covered[number][0]), others_covered)
        yield Fraction(
            arm,
            "any",
            group,
            counted=counted[number] * others_expected,
            per=per,
            people=people,
            denominator=asked.denominator,
            at_most=one * people or 1.0,
            beside=asked.beside,
        )


def _left_out(scored: Sequence[str]) -> str | None:
    """What is said of places that a scorecard leads to as well."""
    if not scored:
        return None
    named = " and ".join("what goes by the score" if place == SCORE else f"'{place}'" for place in scored)
    return f"a scorecard leads to {named} too; it enters no record, so those it leads there have none here"


def _records_expected(sample: Sample, arm: str, places: Sequence[str]) -> Callable[[Group], Vector]:
    """Times that the rules behind some places would take effect on a group, were each act recorded alike.

    Of each rule: how often it took effect for each act of its conducts among all, times the acts of its
    conducts in the group. Nought where there is no rule, or nobody acts.
    """
    per_act: list[tuple[tuple[str, ...], Vector]] = []
    for rule in rules_leading_to(sample.scheme(arm), places):
        conducts = tuple(rule.when.conducts or ())
        among_all = sum((sample.acts(arm, conduct) for conduct in conducts), np.zeros(1))
        if not (among_all <= 0.0).any():
            per_act.append((conducts, sample.total(arm, "hits", rule.id) / among_all))

    def of(group: Group) -> Vector:
        acts = {
            conduct: sample.acts(arm, conduct, group)
            for conduct in dict.fromkeys(name for conducts, _ in per_act for name in conducts)
        }
        total = np.zeros_like(sample.persons())
        for conducts, times in per_act:
            total += times * sum((acts[conduct] for conduct in conducts), np.zeros(1))
        return total

    return of
