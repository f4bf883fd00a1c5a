"""Share of the people covered who were ever on a list.

Definition: persons who were on the list on at least one day of the horizon, whether rightly or not. The
item ``any`` is any blacklist; it is asked of every group too.
Formula: 100 x sum of persons listed / sum of persons covered.
Unit: per cent. Denominator: invented people whom the scheme covers (age and place).
Source: own definition: a period prevalence (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch. 3).
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        lists = sample.items(arm, "listed")
        if not lists:
            continue
        asked = [(name, "listed", name, ALL) for name in lists]
        if any(entry.polarity == "black" for entry in sample.scheme(arm).lists):
            asked += [("any", "listed-any", "", group) for group in sample.groups]
        for name, count, item, group in asked:
            covered = sample.total(arm, "covered", group=group)
            if covered[0] == 0.0 and group != ALL:
                continue
            yield Fraction(
                arm,
                name,
                group,
                counted=sample.total(arm, count, item, group),
                per=covered,
                people=float(covered[0]),
                denominator="people covered",
            )


MEASURE = Measure("Ever listed", "per cent", 100.0, "share", _fractions)
