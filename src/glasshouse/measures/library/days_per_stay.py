"""Days that a stay on a list lasts, as far as the horizon reaches.

Definition: person-days on the list over stays begun; a stay still open counts the days up to the last one, so
a longer horizon gives a longer stay.
Formula: sum of person-days on the list / sum of stays.
Unit: days. Denominator: stays begun within the horizon.
Source: a restricted mean (Royston and Parmar, Statistics in Medicine 30, 2011, 2409-2421), each stay
restricted by what is left of the horizon.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "spells"):
            yield Fraction(
                arm,
                name,
                ALL,
                counted=sample.total(arm, "listed-days", name),
                per=sample.total(arm, "spells", name),
                people=float(sample.total(arm, "listed", name)[0]),
                denominator="stays on the list, as far as the horizon reaches",
            )


MEASURE = Measure("Length of a stay", "days", 1.0, "rate", _fractions, "permanence")
