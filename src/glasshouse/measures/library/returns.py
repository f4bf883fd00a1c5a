"""How often people come back to a list on which they were before.

Definition: stays begun beyond the first one of each person.
Formula: 100 x (sum of stays - sum of persons ever on the list) / sum of persons ever on the list.
Unit: per 100 people listed. Denominator: invented people ever on the list within the horizon. Where nobody
came back, the upper limit lets 3 of the listed have come back once (rule of three).
Source: own definition: relapse, as a mean number of further spells.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "spells"):
            listed = sample.total(arm, "listed", name)
            yield Fraction(
                arm,
                name,
                ALL,
                counted=sample.total(arm, "spells", name) - listed,
                per=listed,
                people=float(listed[0]),
                denominator="people ever on the list",
            )


MEASURE = Measure("Coming back to the list", "per 100 people listed", 100.0, "rate", _fractions, "permanence")
