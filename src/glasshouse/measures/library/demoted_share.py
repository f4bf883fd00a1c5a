"""Share of the people covered in a band below the one in which everybody begins, after the last day.

Definition: persons whose band, as last reviewed, lies below the band of the score with which everybody
begins.
Formula: 100 x sum of persons in lower bands / sum of persons covered.
Unit: per cent. Denominator: invented people whom the scheme covers.
Source: own definition: a point prevalence at the end of the horizon.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.bands import lower_bands
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        lower = lower_bands(sample.scheme(arm).score)
        if not lower:
            continue
        covered = sample.total(arm, "covered")
        counted = [sample.total(arm, "band-end", band) for band in lower]
        yield Fraction(
            arm, "any", ALL, sum(counted[1:], counted[0]), covered, float(covered[0]), "people covered"
        )


MEASURE = Measure(
    "Below the band in which everybody begins, after the last day",
    "per cent",
    100.0,
    "share",
    _fractions,
    "score",
)
