"""Share of stays on a list that last longer than so many days, as if none were cut off by the horizon.

Definition: stays still open after a month, three months, half a year, one year and so on, as far as the
horizon reaches. Stays that the horizon or a death cuts off count for as long as they were watched. What is
beyond the horizon is not told: still listed at the horizon is not for ever.
Formula: 100 x product over the classes of length up to that day of (1 - ended / (at risk - cut off / 2)).
Unit: per cent. Denominator: stays on the list begun before the end of the horizon.
Source: the life table in classes, the grouped form of the product-limit estimate (Kaplan and Meier, JASA 53,
1958, 457-481; Cutler and Ederer 1958); the interval is the jackknife's.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.measures.life_table import open_after
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "spells"):
            people = float(sample.total(arm, "listed", name)[0])
            for days, still in open_after(sample, arm, name):
                yield Fraction(
                    arm,
                    f"{name}: {days} days",
                    ALL,
                    counted=still,
                    per=np.ones_like(still),
                    people=people,
                    denominator="stays on the list, by life table",
                )


MEASURE = Measure("Still listed after", "per cent", 100.0, "share", _fractions, "permanence")
