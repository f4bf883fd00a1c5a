"""How much more often one group has something than everybody else, of its size or of what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from glasshouse.measures.jackknife import Vector
from glasshouse.measures.leading import SCORE, by_scorecard, rules_leading_to
from glasshouse.measures.measure import Fraction
from glasshouse.measures.sample import Group, Sample
from glasshouse.schemes.model import Rule

__all__ = ["Expected", "Places", "more_often", "more_often_given_conduct"]

Expected = Callable[[Sample, str, Group], Vector]
"""What a group would have if only its size, or what it does, counted."""

Places = Callable[[Sample, str], Sequence[str]]
"""Where people of an arm stand whom something befalls: on lists, at the score (see `leading`)."""


def more_often(
    count: str, of: Expected, denominator: str, beside: Callable[[Sample, str], str | None] | None = None
) -> Callable[[Sample], Iterator[Fraction]]:
    """Persons counted in a group over what is expected of it, over the same of all others.

    Others are those told apart by the same dimension. Groups of whom nobody is covered, and dimensions in
    which nothing is expected, are passed over.

    Args:
        count: persons of an arm; schemes that count no such thing have none.
        of: what is expected of a group, such as the number of people covered.
        denominator: of the ratio, in words.
        beside: what an arm's ratios leave out; None where they leave nothing out.
    """

    def fractions(sample: Sample) -> Iterator[Fraction]:
        for arm in sample.arms:
            if not sample.can_happen(arm, count):
                continue
            for dimension in sample.dimensions:
                yield from _in_dimension(sample, arm, dimension)

    def _in_dimension(sample: Sample, arm: str, dimension: str) -> Iterator[Fraction]:
        groups = [(dimension, category) for category in sample.categories(dimension)]
        counted = [sample.total(arm, count, group=group) for group in groups]
        covered = [sample.total(arm, "covered", group=group) for group in groups]
        expected = [of(sample, arm, group) for group in groups]
        for number, group in enumerate(groups):
            if covered[number][0] == 0.0 or expected[number][0] == 0.0:
                continue
            others_counted = sum(counted) - counted[number]
            others_expected = sum(expected) - expected[number]
            others_covered = float((sum(covered) - covered[number])[0])
            per = expected[number] * others_counted
            # One person more in the group moves the ratio by so much, for the limit where it has none.
            one = float(others_expected[0]) / float(per[0]) if per[0] > 0.0 else 0.0
            people = min(float(covered[number][0]), others_covered)
            yield Fraction(
                arm,
                "any",
                group,
                counted=counted[number] * others_expected,
                per=per,
                people=people,
                denominator=denominator,
                at_most=one * people or 1.0,
                beside=None if beside is None else beside(sample, arm),
            )

    return fractions


def more_often_given_conduct(count: str, places: Places) -> Callable[[Sample], Iterator[Fraction]]:
    """Persons counted in a group over the records that its conduct would bring, over the same of all others.

    Args:
        count: as in `more_often`.
        places: where the records lead of which it is the question.
    """

    def expected(sample: Sample, arm: str, group: Group) -> Vector:
        rules = rules_leading_to(sample.scheme(arm), places(sample, arm))
        return _records_expected(sample, arm, group, rules)

    def left_out(sample: Sample, arm: str) -> str | None:
        scored = by_scorecard(sample.scheme(arm), places(sample, arm))
        if not scored:
            return None
        named = " and ".join("what goes by the score" if place == SCORE else f"'{place}'" for place in scored)
        return (
            f"a scorecard leads to {named} too; it enters no record, so those it leads there have none here"
        )

    return more_often(count, expected, "what others have who do the same", left_out)


def _records_expected(sample: Sample, arm: str, group: Group, rules: Iterable[Rule]) -> Vector:
    """Times that rules would take effect on a group, were each act recorded against anybody alike.

    Of each rule: how often it took effect for each act of its conducts among all, times the acts of its
    conducts in the group. Nought where there is no rule, or nobody acts.
    """
    total = np.zeros_like(sample.persons())
    for rule in rules:
        conducts = rule.when.conducts or ()
        among_all = sum((sample.acts(arm, conduct) for conduct in conducts), np.zeros(1))
        if (among_all <= 0.0).any():
            continue
        acts = sum((sample.acts(arm, conduct, group) for conduct in conducts), np.zeros(1))
        total += sample.total(arm, "hits", rule.id) / among_all * acts
    return total
