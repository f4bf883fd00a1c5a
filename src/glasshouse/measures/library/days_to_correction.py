"""Days that somebody is on a list before a correction or a review takes them off.

Definition: days from the entry to the exit, of the stays that a correction or a review ended.
Formula: sum of days from entry to exit / sum of exits by correction or review.
Unit: days. Denominator: exits by correction or review within the horizon; those who still wait are not among
them, so a longer horizon gives a longer time.
Source: own definition.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "corrected"):
            corrected = sample.total(arm, "corrected", name)
            yield Fraction(
                arm,
                name,
                ALL,
                counted=sample.total(arm, "days-to-correction", name),
                per=corrected,
                people=float(corrected[0]),
                denominator="exits by correction or review",
            )


MEASURE = Measure("Time to a correction", "days", 1.0, "rate", _fractions, "permanence")
