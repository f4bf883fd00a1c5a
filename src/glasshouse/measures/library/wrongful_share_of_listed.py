"""Share of the people on a list who were on it wrongfully on some day.

Definition: persons with a wrongful day on the list (see wrongfully-listed-share).
Formula: 100 x sum of persons wrongfully listed / sum of persons ever on the list.
Unit: per cent. Denominator: invented people ever on the list within the horizon.
Source: own definition: a false discovery rate, by person.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "wrongful"):
            listed = sample.total(arm, "listed", name)
            yield Fraction(
                arm,
                name,
                ALL,
                counted=sample.total(arm, "wrongful", name),
                per=listed,
                people=float(listed[0]),
                denominator="people ever on the list",
            )


MEASURE = Measure("Wrongful, of the listed", "per cent", 100.0, "share", _fractions)
