"""Share of the people on a list who got there for what they could not have done otherwise.

Definition: persons with an entry resting on a true record of a conduct that they were unable to avoid, such
as a debt that they cannot pay, taken for a refusal.
Formula: 100 x sum of persons listed while unable / sum of persons ever on the list.
Unit: per cent. Denominator: invented people ever on the list within the horizon.
Source: own definition; kept apart from wrongful, because the record itself is true.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "unable"):
            listed = sample.total(arm, "listed", name)
            yield Fraction(
                arm,
                name,
                ALL,
                counted=sample.total(arm, "unable", name),
                per=listed,
                people=float(listed[0]),
                denominator="people ever on the list",
            )


MEASURE = Measure("Could not act otherwise, of the listed", "per cent", 100.0, "share", _fractions)
