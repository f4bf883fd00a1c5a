"""Limits that counts of a known law are held to.

Every limit is at one in a million on each side, so that a few hundred tests together fail by chance less than
once in a thousand changes of the random numbers; for one set of random numbers they never flicker.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, chi2, poisson, t

__all__ = ["assert_binomial", "assert_fits", "assert_mean", "assert_poisson"]


ONE_IN_A_MILLION = 1e-6


def assert_poisson(count: int, mean: float) -> None:
    """A count that is Poisson."""
    low, high = poisson.ppf(ONE_IN_A_MILLION, mean), poisson.isf(ONE_IN_A_MILLION, mean)
    assert low <= count <= high, f"{count} is not a Poisson number of mean {mean:.1f}: {low} to {high}"


def assert_binomial(count: int, among: int, share: float) -> None:
    """A count of independent persons."""
    low = binom.ppf(ONE_IN_A_MILLION, among, share)
    high = binom.isf(ONE_IN_A_MILLION, among, share)
    assert low <= count <= high, f"{count} of {among} is not a share of {share:.4f}: {low} to {high}"


def assert_mean(totals: NDArray[np.int64], expected: float) -> None:
    """Totals of replicates that are alike and independent, whose sum has an expectation: Student's t.

    Args:
        totals: shape (replicates,).
        expected: expectation of their sum.
    """
    replicates = len(totals)
    assert replicates == 64
    error = float(totals.std(ddof=1)) * np.sqrt(replicates)
    distance = abs(float(totals.sum()) - expected) / error
    limit = float(t.isf(ONE_IN_A_MILLION, replicates - 1))
    assert distance < limit, f"{totals.sum()} instead of {expected:.1f}: {distance:.1f} standard errors"


def assert_fits(counts: NDArray[Any], shares: NDArray[Any]) -> None:
    """Counts of independent persons over classes of known shares: chi-square, small classes pooled."""
    among = counts.sum()
    assert abs(shares.sum() - 1.0) < 1e-9
    common = shares * among >= 8
    assert common.sum() >= 2
    seen = np.append(counts[common], counts[~common].sum())
    expected = np.append(shares[common], shares[~common].sum()) * among
    if expected[-1] < 8:
        # The rest joins the class before it.
        seen = np.append(seen[:-2], seen[-2:].sum())
        expected = np.append(expected[:-2], expected[-2:].sum())
    statistic = float(((seen - expected) ** 2 / expected).sum())
    p = float(chi2.sf(statistic, len(seen) - 1))
    assert p > ONE_IN_A_MILLION, f"{seen.tolist()} instead of {expected.round(1).tolist()}"
