"""Change in expected acts, against the same people without the scheme: of their acts, or in number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.measures.expression import speaks_out
from glasshouse.measures.measure import Fraction
from glasshouse.measures.sample import ALL, Sample

if TYPE_CHECKING:
    from glasshouse.assumptions import Conduct

__all__ = ["acts_changed", "change_in"]


def change_in(*, expression: bool) -> Callable[[Sample], Iterator[Fraction]]:
    """The change in each conduct that is lawful expression, or in each that is not."""

    def fractions(sample: Sample) -> Iterator[Fraction]:
        people = float(sample.outcomes.tally.persons[:, 0].sum())
        conducts = sample.outcomes.scenario.assumptions.conducts
        for arm in sample.arms:
            for conduct in sample.items(arm, "change"):
                # A percentage of acts of which there are none would say that nothing has changed a lot.
                if speaks_out(conducts[conduct]) != expression or not conducts[conduct].rate.value:
                    continue
                yield Fraction(
                    arm,
                    conduct,
                    ALL,
                    counted=sample.total(arm, "change", conduct),
                    per=sample.exposure(conduct),
                    people=people,
                    denominator="acts expected without the scheme",
                )

    return fractions


def acts_changed(
    class_of: Callable[[Conduct], str | None], weight: Callable[[Conduct], float] = lambda conduct: 1.0
) -> Callable[[Sample], Iterator[Fraction]]:
    """The change in the number of acts by class of conduct; a class that an arm leaves alone changes by 0.

    Args:
        class_of: the class of a conduct; None for one that is not asked after.
        weight: what an act more counts; below 0 an act averted counts.
    """

    def fractions(sample: Sample) -> Iterator[Fraction]:
        scenario = sample.outcomes.scenario
        persons = sample.persons()
        conducts = scenario.assumptions.conducts
        classes = {conduct.id: class_of(conduct) for conduct in conducts.values()}
        for arm in sample.arms:
            counted = {found: np.zeros_like(persons) for found in classes.values() if found is not None}
            for conduct in sample.items(arm, "change"):
                found = classes[conduct]
                if found is not None:
                    acts = sample.changed_acts(arm, conduct) * weight(conducts[conduct])
                    counted[found] = counted[found] + acts
            for found, acts in counted.items():
                yield Fraction(
                    arm,
                    found,
                    ALL,
                    counted=acts,
                    per=persons * (scenario.days / DAYS_PER_YEAR),
                    people=float(persons[0]),
                    denominator="person-years of all invented people",
                )

    return fractions
