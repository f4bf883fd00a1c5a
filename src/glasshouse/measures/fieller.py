"""Fieller sets: the interval of a ratio whose denominator may itself be nought.

E. C. Fieller, "Some problems in interval estimation", Journal of the Royal Statistical Society B 16 (1954),
175-185: all values of the ratio that a test at that level would not reject. Where the denominator may be
nought the set is unbounded, and no interval is told.
"""

from __future__ import annotations

import math

import numpy as np

from glasshouse.measures.jackknife import CONFIDENCE, Vector
from glasshouse.measures.student import student_quantile

__all__ = ["fieller_set"]


def fieller_set(counted: Vector, per: Vector, freedom: int) -> tuple[float, float, float] | None:
    """Value and 95 % set of a ratio of two totals, whose errors come from the same replicates.

    Args:
        counted: the numerator, any sign.
        per: the denominator, any sign.
        freedom: degrees of freedom, >= 1.

    Returns:
        Value, lower and upper limit; None where the set is unbounded.
    """
    replicates = len(per) - 1
    moved = np.stack([counted[1:] - counted[0], per[1:] - per[0]])
    spread = moved @ moved.T * ((replicates - 1) / replicates)
    t = student_quantile(freedom, CONFIDENCE) ** 2
    above, below = float(counted[0]), float(per[0])
    bottom = below**2 - t * float(spread[1, 1])
    if bottom <= 0.0:
        return None
    middle = above * below - t * float(spread[0, 1])
    root = max(middle**2 - bottom * (above**2 - t * float(spread[0, 0])), 0.0)
    reach = math.sqrt(root)
    ratio = above / below
    return ratio, min((middle - reach) / bottom, ratio), max((middle + reach) / bottom, ratio)
