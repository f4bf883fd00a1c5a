"""Requests served worse: how often people get a service later, dearer, in a lower quality or looked into.

Definition: requests at a gate that no consequence refuses and that one in force makes worse (delay, degrade,
surcharge, inspect, claim). They are no refusals, and refusals are none of them.
Formula: 1,000 x sum of such requests / (sum of persons covered x years in force within the horizon).
Unit: per 1,000 person-years. Denominator: person-years of the people covered, while the scheme is in force.
Where nobody was served worse, the upper limit lets 3 of the people have been so once (rule of three, per
person).
Source: own definition: an incidence rate per person-time (Rothman, Greenland and Lash, 2008, ch. 3).
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.rates import per_year_in_force
from glasshouse.measures.sample import Sample

__all__ = ["MEASURE", "WORSENS"]

WORSENS = frozenset({"delay", "degrade", "surcharge", "inspect", "claim"})
"""What a consequence does that makes a request worse and does not refuse it."""


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        worse = {
            item.gate
            for text in sample.texts(arm)
            for item in text.scheme.consequences
            if item.does in WORSENS
        }
        gates = [gate for gate in sample.items(arm, "worsened") if gate in worse]
        yield from per_year_in_force(sample, arm, "worsened", gates)


MEASURE = Measure("Requests served worse", "per 1,000 person-years", 1000.0, "rate", _fractions, "liberty")
