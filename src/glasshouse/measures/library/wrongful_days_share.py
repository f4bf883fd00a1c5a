"""Share of the days on a list that were wrongful.

Definition: person-days on the list on which the person would not have been there on true, unexpired records
alone (see wrongfully-listed-share).
Formula: 100 x sum of wrongful person-days / sum of person-days on the list.
Unit: per cent. Denominator: person-days on the list. Where no day was wrongful, the upper limit lets 3 of
the listed have been so throughout (rule of three, per person).
Source: own definition: the false discovery rate by day rather than by person.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "wrongful-days"):
            yield Fraction(
                arm,
                name,
                ALL,
                counted=sample.total(arm, "wrongful-days", name),
                per=sample.total(arm, "listed-days", name),
                people=float(sample.total(arm, "listed", name)[0]),
                denominator="days on the list",
            )


MEASURE = Measure("Wrongful days on the list", "per cent", 100.0, "share", _fractions, "accuracy")
