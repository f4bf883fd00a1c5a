"""Share of the people covered who were ever on a list.

Definition: persons who were on the list on at least one day of the horizon, whether rightly or not. The
item ``any`` is any blacklist; it is asked of every group too.
Formula: 100 x sum of persons listed / sum of persons covered.
Unit: per cent. Denominator: invented people whom the scheme covers (age and place).
Source: own definition: a period prevalence (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch. 3).
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample
from glasshouse.measures.shares import of_the_covered

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        lists = sample.items(arm, "listed")
        if not lists:
            continue
        asked = [(name, "listed", name, ALL) for name in lists]
        if any(entry.polarity == "black" for entry in sample.scheme(arm).lists):
            asked += [("any", "listed-any", "", group) for group in sample.groups]
        yield from of_the_covered(sample, arm, asked)


MEASURE = Measure("Ever listed", "per cent", 100.0, "share", _fractions, "accuracy")
