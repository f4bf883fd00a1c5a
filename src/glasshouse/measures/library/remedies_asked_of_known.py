"""How many remedies are asked for against a band, a consequence or points, for each 100 that became known.

Definition: requests that were made about stretches in a band, or under a consequence, or about entries of
points by a rule, over those that became known; one may have several. The item is ``band NAME``,
``consequence NAME`` or ``rule NAME``. Remedies against lists are told by remedies-asked, what is granted by
remedies-granted.
Formula: 100 x sum of remedies asked for / sum of stretches and entries that became known.
Unit: per 100 that became known. Denominator: stretches and entries that became known within the horizon.
Where nobody asked, the upper limit lets it be 3 times (rule of three).
Source: own definition; mostly put in by the assumptions on who asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for kind in ("band", "consequence", "rule"):
            for name in sample.items(arm, f"{kind}-asked"):
                known = sample.total(arm, f"{kind}-known", name)
                yield Fraction(
                    arm,
                    f"{kind} {name}",
                    ALL,
                    counted=sample.total(arm, f"{kind}-asked", name),
                    per=known,
                    people=float(known[0]),
                    denominator="entries that became known"
                    if kind == "rule"
                    else "stretches that became known",
                )


MEASURE = Measure(
    "Remedies asked for against bands, consequences and points",
    "per 100 that became known",
    100.0,
    "rate",
    _fractions,
    "knowledge",
)
