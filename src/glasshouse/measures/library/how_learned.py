"""How people come to know that they are on a list: by a notice, by hearsay, or when they are refused.

Definition: stays that became known in each way; the item is the list and the way, such as
``defaulters: gate``. The rest did not become known within the horizon.
Formula: 100 x sum of stays that became known so / sum of stays.
Unit: per cent. Denominator: stays begun within the horizon.
Source: own definition.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]

_WAYS = ("notice", "public", "gate")


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "spells"):
            for way in _WAYS:
                yield Fraction(
                    arm,
                    f"{name}: {way}",
                    ALL,
                    counted=sample.total(arm, f"known-{way}", name),
                    per=sample.total(arm, "spells", name),
                    people=float(sample.total(arm, "listed", name)[0]),
                    denominator="stays on the list",
                )


MEASURE = Measure("How the listed learn of it", "per cent", 100.0, "share", _fractions, "knowledge")
