"""Do counts agree with a law, or with each other? Distances and tests, without a statistics library."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["agree", "chi_square", "kolmogorov", "normal", "total_variation", "two_samples"]

Array = NDArray[np.float64]


def total_variation(counts: Sequence[int], law: Array) -> float:
    """Half the sum of absolute differences between the shares and the law, 0 to 1."""
    shares = np.asarray(counts, float)
    return float(0.5 * np.abs(shares / shares.sum() - law).sum())


def _tail_with_three_degrees(statistic: float) -> float:
    """P(chi-square with 3 degrees of freedom > statistic), in closed form."""
    half = statistic / 2.0
    return math.erfc(math.sqrt(half)) + 2.0 * math.sqrt(half / math.pi) * math.exp(-half)


def chi_square(counts: Sequence[int], law: Array) -> float:
    """p-value of Pearson's test that counts in four bands follow `law`."""
    observed = np.asarray(counts, float)
    expected = observed.sum() * law
    return _tail_with_three_degrees(float(np.sum((observed - expected) ** 2 / expected)))


def two_samples(first: Sequence[int], second: Sequence[int]) -> float:
    """p-value of Pearson's test that two rows of counts in four bands share one law: both pooled."""
    rows = np.array([first, second], float)
    expected = rows.sum(axis=1, keepdims=True) * rows.sum(axis=0) / rows.sum()
    return _tail_with_three_degrees(float(np.sum((rows - expected) ** 2 / expected)))


def normal(found: float, expected: float, error: float) -> float:
    """Two-sided p-value of a deviation under the normal law."""
    return math.erfc(abs(found - expected) / error / math.sqrt(2.0))


def kolmogorov(sample: Array) -> float:
    """p-value of Kolmogorov's test that a (large) sample is standard exponential; his series of 1933."""
    ordered = -np.expm1(-np.sort(sample))
    steps = np.arange(len(sample) + 1) / len(sample)
    distance = max(float(np.max(steps[1:] - ordered)), float(np.max(ordered - steps[:-1])))
    scaled = distance * math.sqrt(len(sample))
    if scaled < 0.2:
        # The series converges slowly here, and the p-value is 1 to twelve digits.
        return 1.0
    return float(2.0 * sum((-1) ** (k - 1) * math.exp(-2.0 * (k * scaled) ** 2) for k in range(1, 101)))


def agree(p_values: Sequence[float], level: float = 0.001) -> bool:
    """Whether no test rejects, at `level` for all of them together (Bonferroni)."""
    return min(p_values) >= level / len(p_values)
