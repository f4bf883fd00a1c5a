"""Change in the number of payments missed, against the baseline: what those short of money do more of.

Definition: expected acts of all conduct whose rate the assumptions make depend on means (`strained` other
than 1), in the arm less those of the same people without a scheme (paired in each life), whether or not the
law forbids it. Negative: fewer. A scheme that lists people for debts and refuses them work or credit can make
more of them.
Formula: 100,000 x sum over conducts of change x 2^-16 x rate / 365.25 / (invented people x years).
Unit: acts per 100,000 person-years. Denominator: person-years of all invented people.
Source: own definition. It carries the assumptions on response and livelihood and is no evidence that people
respond so.
"""

from __future__ import annotations

from glasshouse.measures.change import acts_changed
from glasshouse.measures.measure import Measure

__all__ = ["MEASURE"]

MEASURE = Measure(
    "Change in missed payments",
    "per 100,000 person-years",
    100_000.0,
    "signed",
    acts_changed(lambda conduct: "any" if conduct.strained.value != 1.0 else None),
    "economy",
    put_in=True,
)
