"""Denials: how often people are refused a service because of the scheme.

Definition: requests at a gate that a consequence in force refuses (deny, disqualify), carve-outs taken into
account.
Formula: 1,000 x sum of refusals / (sum of persons covered x years in force within the horizon).
Unit: per 1,000 person-years. Denominator: person-years of the people covered, while the scheme is in force.
Where nobody was refused, the upper limit lets 3 of the people have been refused once (rule of three, per
person).
Source: own definition: an incidence rate per person-time (Rothman, Greenland and Lash, 2008, ch. 3).
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.rates import per_year_in_force
from glasshouse.measures.sample import Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        yield from per_year_in_force(sample, arm, "refused", sample.items(arm, "refused"))


MEASURE = Measure("Refusals", "per 1,000 person-years", 1000.0, "rate", _fractions, "liberty")
