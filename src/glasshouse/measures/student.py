"""Student's t distribution: the factor by which a standard error becomes an interval."""

from __future__ import annotations

import math
from functools import cache

__all__ = ["student_distribution", "student_quantile"]

_STEPS = 200
"""Halvings of the bracket; far more than a float can tell apart."""


def student_distribution(t: float, freedom: int) -> float:
    """Probability that a Student variable lies between -t and t.

    The finite sums of Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4,
    which are exact for whole degrees of freedom.

    Args:
        t: any number >= 0.
        freedom: degrees of freedom, a whole number >= 1.
    """
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    if freedom == 1:
        return 2.0 * angle / math.pi
    odd = freedom % 2
    term = cosine if odd else 1.0
    total = term
    for k in range(3 if odd else 2, freedom - 1, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    return 2.0 / math.pi * (angle + sine * total) if odd else sine * total


@cache
def student_quantile(freedom: int, confidence: float = 0.95) -> float:
    """The t that a Student variable exceeds in size with probability 1 - confidence.

    Args:
        freedom: degrees of freedom, a whole number >= 1.
        confidence: in (0, 1).

    Raises:
        ValueError: an argument outside its range.
    """
    if freedom < 1 or not 0.0 < confidence < 1.0:
        raise ValueError(f"no Student quantile for {freedom} degrees of freedom and confidence {confidence}")
    low, high = 0.0, 1.0
    while student_distribution(high, freedom) < confidence:
        high *= 2.0
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        if not low < middle < high:
            break
        if student_distribution(middle, freedom) < confidence:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
