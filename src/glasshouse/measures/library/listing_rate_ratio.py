"""How much more often one group is listed than everybody else.

Definition: share of a group's people ever on a blacklist, over the share of all others told apart by the
same dimension (income, sex, registration, ...). Above 1 the group is listed more often. It is a description
of who is listed, not of why: groups differ in what they do, in who sees them, and in whom a rule strikes,
all of it assumed.
Formula: (listed in the group / covered in the group) / (listed elsewhere / covered elsewhere).
Unit: times the share of the others. Denominator: as named. Where nobody in the group is listed, the upper
limit lets 3 of its people be (rule of three).
Source: a risk ratio (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch. 3).
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        if all(entry.polarity != "black" for entry in sample.scheme(arm).lists):
            continue
        for dimension in sample.dimensions:
            groups = [(dimension, category) for category in sample.categories(dimension)]
            listed = [sample.total(arm, "listed-any", group=group) for group in groups]
            covered = [sample.total(arm, "covered", group=group) for group in groups]
            for number, group in enumerate(groups):
                if covered[number][0] == 0.0:
                    continue
                others_listed = sum(listed) - listed[number]
                others_covered = sum(covered) - covered[number]
                elsewhere = float(others_listed[0]) / max(float(others_covered[0]), 1.0)
                yield Fraction(
                    arm,
                    "any",
                    group,
                    counted=listed[number] * others_covered,
                    per=covered[number] * others_listed,
                    people=min(float(covered[number][0]), float(others_covered[0])),
                    denominator="the share of everybody else",
                    at_most=1.0 / elsewhere if elsewhere > 0.0 else 1.0,
                )


MEASURE = Measure("Listed more often than others", "times", 1.0, "rate", _fractions, "equality")
