"""Days until somebody is off a list again, of the first so many after the entry, as if no stay were cut off.

Definition: the mean number of days on the list within the longest class of stays that the horizon reaches
(the item names it: ``defaulters: of 365 days``). Stays that the horizon or a death cuts off count for as
long as they were watched. Who is still listed then counts the whole of it and has not recovered: no mean is
told beyond the horizon (see exits, still-listed, and still-listed-after).
Formula: sum over the classes of length of (days of the class) x (share still open at its beginning + at its
end) / 2, the shares from the life table; within a class exits are taken as evenly spread.
Unit: days. Denominator: stays on the list begun before the end of the horizon.
Source: the restricted mean (Royston and Parmar, Statistics in Medicine 30, 2011, 2409-2421) as the area
under the life table in classes (Cutler and Ederer, Journal of Chronic Diseases 8, 1958, 699-712).
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
            table = list(open_after(sample, arm, name))
            if not table:
                continue
            days = [0, *(end for end, _ in table)]
            still = [np.ones_like(table[0][1]), *(share for _, share in table)]
            yield Fraction(
                arm,
                f"{name}: of {days[-1]} days",
                ALL,
                counted=np.asarray(np.trapezoid(still, days, axis=0)),
                per=still[0],
                people=float(sample.total(arm, "listed", name)[0]),
                denominator="stays on the list, by life table",
            )


MEASURE = Measure("Days to recovery", "days", 1.0, "rate", _fractions, "permanence")
