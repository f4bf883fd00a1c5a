"""Share of the requests for a remedy that are granted.

Definition: corrections, reviews and repairs granted, over those asked for; one stay can see several. The
item is the list; ``band NAME``, ``consequence NAME`` and ``rule NAME`` are those of a band, a consequence or
points that a rule has entered.
Formula: 100 x sum of remedies granted / sum of remedies asked for.
Unit: per cent. Denominator: remedies asked for within the horizon, decided by its end or not.
Source: own definition; mostly put in by the assumptions on correction, review and repair.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]

_KINDS = (("", ""), ("band ", "band-"), ("consequence ", "consequence-"), ("rule ", "rule-"))
"""How items are told, and how their counts begin: lists, bands, consequences, points of a rule."""


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for words, kind in _KINDS:
            for name in sample.items(arm, f"{kind}asked"):
                asked = sample.total(arm, f"{kind}asked", name)
                yield Fraction(
                    arm,
                    f"{words}{name}",
                    ALL,
                    counted=sample.total(arm, f"{kind}granted", name),
                    per=asked,
                    people=float(asked[0]),
                    denominator="remedies asked for",
                )


MEASURE = Measure("Remedies granted", "per cent", 100.0, "share", _fractions, "knowledge")
