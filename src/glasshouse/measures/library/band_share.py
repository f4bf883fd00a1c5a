"""Share of the people covered in each band after the last day.

Definition: persons whose band, as last reviewed, is this one when the horizon ends.
Formula: 100 x sum of persons in the band / sum of persons covered.
Unit: per cent. Denominator: invented people whom the scheme covers.
Source: own definition: a point prevalence at the end of the horizon.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample
from glasshouse.measures.shares import of_the_covered

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        asked = [(band, "band-end", band, ALL) for band in sample.items(arm, "band-end")]
        yield from of_the_covered(sample, arm, asked)


MEASURE = Measure("In the band after the last day", "per cent", 100.0, "share", _fractions, "score")
