"""Share of the people covered who were ever refused a service because of the scheme.

Definition: persons with at least one request refused within the horizon, at any gate (item ``any``) or at
one gate.
Formula: 100 x sum of persons refused / sum of persons covered.
Unit: per cent. Denominator: invented people whom the scheme covers.
Source: own definition: a risk over the horizon (Rothman, Greenland and Lash, 2008, ch. 3).
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample
from glasshouse.measures.shares import of_the_covered

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        gates = sample.items(arm, "refused-persons")
        if not gates:
            continue
        asked = [("any", "refused-any", "", group) for group in sample.groups]
        asked += [(gate, "refused-persons", gate, ALL) for gate in gates]
        yield from of_the_covered(sample, arm, asked)


MEASURE = Measure("Ever refused", "per cent", 100.0, "share", _fractions, "liberty")
