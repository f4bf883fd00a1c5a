"""How stays on a list end: by term, by performance, by correction or review, by repair, or not yet.

Definition: stays (spells) that ended in each way; the item is the list and the way, such as ``defaulters:
performed``. ``still-listed`` counts persons on the list after the last day; each of them is in one stay.
Formula: 100 x sum of stays that ended so / sum of stays.
Unit: per cent. Denominator: stays begun within the horizon. A stay that is still open is no stay for ever:
a longer horizon would see more of them end.
Source: own definition; a stay still open is told as open, never as for ever.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]

_WAYS = {
    "expired": "expired",
    "performed": "performed",
    "corrected": "corrected",
    "repaired": "repaired",
    "still-listed": "listed-end",
}


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "spells"):
            spells = sample.total(arm, "spells", name)
            people = float(sample.total(arm, "listed", name)[0])
            for way, count in _WAYS.items():
                yield Fraction(
                    arm,
                    f"{name}: {way}",
                    ALL,
                    counted=sample.total(arm, count, name),
                    per=spells,
                    people=people,
                    denominator="stays on the list",
                )


MEASURE = Measure("How stays end", "per cent", 100.0, "share", _fractions, "permanence")
