"""Time that people spend short of money because they were refused work or credit on a scheme's account.

Definition: person-days strained or insolvent (item ``any``) and person-days insolvent (item ``insolvent``).
Who is refused at a gate that strains is strained; who is refused again before getting over it, insolvent.
Refusals that have other causes are not counted. Asked of arms that refuse at such a gate, and whose people
answer to that.
Formula: 365.25 x sum of person-days / (sum of persons covered x days in force within the horizon).
Unit: days per person-year. Denominator: person-years of the people covered, while the scheme is in force.
Where nobody was strained, the upper limit lets 3 of the people have been so throughout (rule of three, per
person).
Source: own definition: a share of person-time. How long a refusal is felt is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.livelihood import of_person_time
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name, count in (("any", "strained-days"), ("insolvent", "insolvent-days")):
            if sample.can_happen(arm, count):
                yield from of_person_time(sample, arm, name, count)


MEASURE = Measure("Time strained", "days per person-year", 365.25, "rate", _fractions, "economy", put_in=True)
