"""Share of the people on a list with an entry that rests on protected conduct.

Definition: persons with an entry whose recorded conduct is an exercise of a protected right (protest,
petition, criticism, association).
Formula: 100 x sum of persons listed on a protected ground / sum of persons ever on the list.
Unit: per cent. Denominator: invented people ever on the list within the horizon.
Source: own definition; which conduct is protected stands in the assumptions, conduct by conduct.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "protected"):
            listed = sample.total(arm, "listed", name)
            yield Fraction(
                arm,
                name,
                ALL,
                counted=sample.total(arm, "protected", name),
                per=listed,
                people=float(listed[0]),
                denominator="people ever on the list",
            )


MEASURE = Measure("On a protected ground, of the listed", "per cent", 100.0, "share", _fractions)
