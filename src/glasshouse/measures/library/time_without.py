"""Time that people spend without work, or without credit, because they were refused it on a scheme's account.

Definition: person-days without what a gate gives, one item for each gate whose service lasts: from the day
after a refusal until a request is let through. Who was never refused there is taken to have it. Asked of
gates at which the arm refuses and which some conduct needs that it counts or changes.
Formula: 365.25 x sum of person-days / (sum of persons covered x days in force within the horizon).
Unit: days per person-year. Denominator: person-years of the people covered, while the scheme is in force.
Where nobody was without, the upper limit lets 3 of the people have been so throughout (rule of three, per
person).
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
        for gate in sample.items(arm, "without-days"):
            yield from of_person_time(sample, arm, gate, "without-days", gate)


MEASURE = Measure(
    "Time without work or credit", "days per person-year", 365.25, "rate", _fractions, "economy"
)
