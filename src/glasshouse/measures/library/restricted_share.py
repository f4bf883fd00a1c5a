"""Share of the people covered who were ever under a restriction of the scheme.

Definition: persons with a burden of the scheme in force on at least one day of the horizon (item ``any``: a
burdening consequence or a blacklist; it is asked of every group too), or with a refusal in force at a gate,
whether or not they asked there (one item for each gate). Who was refused when asking is told by
refused-share.
Formula: 100 x sum of persons ever restricted / sum of persons covered.
Unit: per cent. Denominator: invented people whom the scheme covers.
Source: own definition: a period prevalence (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch. 3).
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample
from glasshouse.measures.shares import gates_closed, of_the_covered

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        if not (sample.scheme(arm).lists or sample.scheme(arm).consequences):
            continue
        asked = [("any", "burdened-any", "", group) for group in sample.groups]
        asked += [(gate, "restricted-persons", gate, ALL) for gate in gates_closed(sample, arm)]
        yield from of_the_covered(sample, arm, asked)


MEASURE = Measure("Ever restricted", "per cent", 100.0, "share", _fractions, "liberty")
