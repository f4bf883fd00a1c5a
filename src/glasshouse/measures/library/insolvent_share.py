"""Share of the people covered who were ever insolvent because they were refused work or credit.

Definition: persons who were insolvent on at least one day of the horizon: refused at a gate that strains, and
again before they had got over it. Refusals that have other causes are not counted. Asked of arms that refuse
at such a gate, and whose people answer to that.
Formula: 100 x sum of persons ever insolvent / sum of persons covered.
Unit: per cent. Denominator: invented people whom the scheme covers.
Source: own definition: a risk over the horizon (Rothman, Greenland and Lash, 2008, ch. 3). How long a refusal
is felt is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import Sample
from glasshouse.measures.shares import of_the_covered

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        if sample.can_happen(arm, "insolvent-any"):
            asked = [("any", "insolvent-any", "", group) for group in sample.groups]
            yield from of_the_covered(sample, arm, asked)


MEASURE = Measure("Ever insolvent", "per cent", 100.0, "share", _fractions, "economy", put_in=True)
