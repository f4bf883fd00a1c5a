"""How many remedies are asked for, for each 100 stays on a list.

Definition: requests for correction, review or repair that were made; one stay may have several.
Formula: 100 x sum of remedies asked for / sum of stays.
Unit: per 100 stays. Denominator: stays begun within the horizon. Where nobody asked, the upper limit lets
3 of the listed have asked once (rule of three).
Source: own definition.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "asked"):
            yield Fraction(
                arm,
                name,
                ALL,
                counted=sample.total(arm, "asked", name),
                per=sample.total(arm, "spells", name),
                people=float(sample.total(arm, "listed", name)[0]),
                denominator="stays on the list",
            )


MEASURE = Measure("Remedies asked for", "per 100 stays", 100.0, "rate", _fractions, "knowledge")
