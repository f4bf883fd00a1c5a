"""Share of the people covered who were wrongfully on a list on some day.

Definition: persons with a day on which they are on the list although the entry and the stay, judged in the
same life on true, unexpired records of their own conduct alone, would not have put or kept them there. The
item ``any`` is any blacklist.
Formula: 100 x sum of persons wrongfully listed / sum of persons covered.
Unit: per cent. Denominator: invented people whom the scheme covers.
Source: own definition: a false positive, judged against the person's own life in the same run.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample
from glasshouse.measures.shares import of_the_covered

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        asked = [(name, "wrongful", name, ALL) for name in sample.items(arm, "wrongful")]
        if any(entry.polarity == "black" for entry in sample.scheme(arm).lists):
            asked.append(("any", "wrongful-any", "", ALL))
        yield from of_the_covered(sample, arm, asked)


MEASURE = Measure("Wrongfully listed", "per cent", 100.0, "share", _fractions, "accuracy")
