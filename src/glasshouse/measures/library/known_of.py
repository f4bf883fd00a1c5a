"""How often people come to know of a band, a consequence or points that a notice or a remedy is about.

Definition: stretches in a band, or under a consequence, and entries of points by a rule that became known;
the item is ``band NAME``, ``consequence NAME`` or ``rule NAME``. How people learn of a list is told by
how-learned.
Formula: 100 x sum of stretches and entries that became known / sum of persons covered.
Unit: per 100 people covered. Denominator: invented people whom the scheme covers. Where nobody came to
know, the upper limit lets 3 of them have done so once (rule of three).
Source: own definition; mostly put in by the assumptions on who reads what.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        covered = sample.total(arm, "covered")
        for kind in ("band", "consequence", "rule"):
            for name in sample.items(arm, f"{kind}-known"):
                known = sample.total(arm, f"{kind}-known", name)
                yield Fraction(
                    arm, f"{kind} {name}", ALL, known, covered, float(covered[0]), "people covered"
                )


MEASURE = Measure(
    "Bands, consequences and points learned of",
    "per 100 people covered",
    100.0,
    "rate",
    _fractions,
    "knowledge",
)
