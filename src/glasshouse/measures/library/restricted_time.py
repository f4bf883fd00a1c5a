"""Time that people spend under a restriction of the scheme.

Definition: person-years with some burden of the scheme in force (item ``any``: a burdening consequence or a
blacklist), and person-years in which some request at a gate would be refused (one item for each gate).
Formula: 1,000 x sum of person-days restricted / 365.25 / (sum of persons covered x years in force within
the horizon).
Unit: person-years per 1,000 person-years. Denominator: person-years of the people covered, while the scheme
is in force. Where nobody was restricted, the upper limit lets 3 of the people have been so throughout (rule
of three, per person).
Source: own definition: a share of person-time.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.livelihood import of_person_time
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        asked = [("any", "sanctioned-days", "")]
        asked += [(gate, "restricted-days", gate) for gate in sample.items(arm, "restricted-days")]
        for name, count, item in asked:
            yield from of_person_time(sample, arm, name, count, item)


MEASURE = Measure(
    "Time restricted", "person-years per 1,000 person-years", 1000.0, "rate", _fractions, "liberty"
)
