"""Share of the time on a list during which the person does not know to be on it.

Definition: person-days on the list without knowing, over all person-days on it. Who does not know
cannot ask for a correction, and does not change what they do.
Formula: 100 x sum of person-days on the list without knowing / sum of person-days on the list.
Unit: per cent. Denominator: person-days on the list within the horizon. Where all days were so, or none, the
limit lets 3 of the listed have been otherwise throughout (rule of three, per person).
Source: own definition.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "spells"):
            yield Fraction(
                arm,
                name,
                ALL,
                counted=sample.total(arm, "unknown-days", name),
                per=sample.total(arm, "listed-days", name),
                people=float(sample.total(arm, "listed", name)[0]),
                denominator="person-days on the list",
            )


MEASURE = Measure("Listed without knowing", "per cent", 100.0, "share", _fractions, "knowledge")
