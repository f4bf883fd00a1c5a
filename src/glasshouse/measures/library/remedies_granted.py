"""Share of the requests for a remedy that are granted.

Definition: corrections, reviews and repairs granted, over those asked for; one stay can see several.
Formula: 100 x sum of remedies granted / sum of remedies asked for.
Unit: per cent. Denominator: remedies asked for within the horizon, decided by its end or not.
Source: own definition; mostly put in by the assumptions on correction, review and repair.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "asked"):
            asked = sample.total(arm, "asked", name)
            yield Fraction(
                arm,
                name,
                ALL,
                counted=sample.total(arm, "granted", name),
                per=asked,
                people=float(asked[0]),
                denominator="remedies asked for",
            )


MEASURE = Measure("Remedies granted", "per cent", 100.0, "share", _fractions, "knowledge")
