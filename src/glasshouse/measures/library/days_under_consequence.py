"""Days that a consequence lasts once it has begun, as far as the horizon reaches.

Definition: person-days on which a consequence was in force, over the times it began; one that is still in
force counts the days up to the last, so a longer horizon gives a longer time. Not asked where days were
lived before the first that is counted: what began then has days and no beginning.
Formula: sum of person-days in force / sum of times it began. The item is the consequence.
Unit: days. Denominator: times it began within the horizon.
Source: a restricted mean, as days-per-stay, each time restricted by what is left of the horizon.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    if sample.outcomes.scenario.warm:
        return
    for arm in sample.arms:
        covered = float(sample.total(arm, "covered")[0])
        for name in sample.items(arm, "consequence-starts"):
            begun = sample.total(arm, "consequence-starts", name)
            yield Fraction(
                arm,
                name,
                ALL,
                counted=sample.total(arm, "consequence-days", name),
                per=begun,
                people=min(covered, float(begun[0])),
                denominator="times it began, as far as the horizon reaches",
            )


MEASURE = Measure("Length of a consequence", "days", 1.0, "rate", _fractions, "permanence")
