"""How much more often one group has something than everybody else: a ratio of two shares, group by group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from glasshouse.measures.jackknife import Vector
from glasshouse.measures.measure import Fraction
from glasshouse.measures.sample import Group, Sample
from glasshouse.schemes.model import Rule

__all__ = ["Expected", "more_often", "records_expected"]

Expected = Callable[[Sample, str, Group], Vector]
"""What a group would have if only its size, or what it does, counted."""


def more_often(count: str, of: Expected, denominator: str) -> Callable[[Sample], Iterator[Fraction]]:
    """Persons counted in a group over what is expected of it, over the same of all others.

    Others are those told apart by the same dimension. Groups of whom nobody is covered, and dimensions in
    which nothing is expected, are passed over.

    Args:
        count: persons of an arm; schemes that count no such thing have none.
        of: what is expected of a group, such as the number of people covered.
        denominator: of the ratio, in words.
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
            )

    return fractions


def records_expected(sample: Sample, arm: str, group: Group, rules: Iterable[Rule]) -> Vector | None:
    """Times that rules would take effect on a group, were each act recorded against anybody alike.

    Of each rule about conduct: how often it took effect for each act of its conducts among all, times the
    acts of its conducts in the group.

    Args:
        sample: of one run.
        arm: whose acts and rules.
        group: whose acts.
        rules: of the arm's scheme; those that are not about conduct add nothing.

    Returns:
        The sum over the rules; None where none of them is about conduct that anybody does.
    """
    total: Vector | None = None
    for rule in rules:
        conducts = rule.when.conducts or ()
        if not conducts:
            continue
        among_all = sum((sample.acts(arm, conduct) for conduct in conducts), np.zeros(1))
        if (among_all <= 0.0).any():
            continue
        acts = sum((sample.acts(arm, conduct, group) for conduct in conducts), np.zeros(1))
        records = sample.total(arm, "hits", rule.id) / among_all * acts
        total = records if total is None else total + records
    return total
