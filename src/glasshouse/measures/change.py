"""Change in expected acts, of the acts that the same people would do without the scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from glasshouse.measures.expression import speaks_out
from glasshouse.measures.measure import Fraction
from glasshouse.measures.sample import ALL, Sample

__all__ = ["change_in"]


def change_in(*, expression: bool) -> Callable[[Sample], Iterator[Fraction]]:
    """The change in each conduct that is lawful expression, or in each that is not."""

    def fractions(sample: Sample) -> Iterator[Fraction]:
        people = float(sample.outcomes.tally.persons[:, 0].sum())
        conducts = sample.outcomes.scenario.assumptions.conducts
        for arm in sample.arms:
            for conduct in sample.items(arm, "change"):
                if speaks_out(conducts[conduct]) != expression:
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
