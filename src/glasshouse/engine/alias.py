"""Alias tables: a draw from any discrete law with two random words and one comparison.

Walker's method as put by Vose (1991, "A linear algorithm for generating random numbers with a given distribution"),
in whole numbers throughout, so that every machine builds the same table.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["alias_table", "alias_tables"]

_WHOLE = 1 << 31


def fill_alias_table(
    weights: NDArray[np.int64],
    threshold: NDArray[np.int64],
    alias: NDArray[np.int32],
    heights: NDArray[np.int64],
    waiting: NDArray[np.int64],
) -> None:
    """Build one table: outcome k is kept when a 32-bit word is below threshold[k], else alias[k] is taken.

    Args:
        weights: int64, shape (outcomes,), in units of 2**-31, summing to 2**31.
        threshold, alias: filled; int64 in [0, 2**32] and int32, shape (outcomes,).
        heights, waiting: scratch, int64, shape (outcomes,).
    """
    outcomes = len(weights)
    # A column is full at 2**31; weights are scaled by the number of columns, exactly. Short columns wait on the left
    # of one array, tall ones on the right.
    short = 0
    tall = outcomes
    for k in range(outcomes):
        threshold[k] = 2 * _WHOLE
        alias[k] = k
        heights[k] = weights[k] * outcomes
    for k in range(outcomes - 1, -1, -1):
        if heights[k] < _WHOLE:
            waiting[short] = k
            short += 1
        else:
            tall -= 1
            waiting[tall] = k
    while short > 0 and tall < outcomes:
        short -= 1
        low = waiting[short]
        high = waiting[tall]
        threshold[low] = 2 * heights[low]
        alias[low] = high
        heights[high] -= _WHOLE - heights[low]
        if heights[high] < _WHOLE:
            tall += 1
            waiting[short] = high
            short += 1


def alias_table(weights: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Threshold and alias of one law, in plain Python: shape (outcomes,) each, as `alias_tables` makes them."""
    outcomes = len(weights)
    threshold = np.empty(outcomes, np.int64)
    alias = np.empty(outcomes, np.int32)
    fill_alias_table(weights, threshold, alias, np.empty(outcomes, np.int64), np.empty(outcomes, np.int64))
    return threshold, alias


def alias_tables(
    weights: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Thresholds and aliases of many laws at once, along the last axis.

    Args:
        weights: int64, shape (..., outcomes), >= 0, each law summing to 2**31.

    Returns:
        threshold: int64, and alias: int32, of the same shape as the weights.

    Raises:
        ValueError: a law does not sum to 2**31.
    """
    if not (weights.sum(axis=-1) == _WHOLE).all():
        raise ValueError("every law must sum to 2**31")
    from glasshouse.engine.kernels.laws import fill_alias_tables

    flat = np.ascontiguousarray(weights, np.int64).reshape(-1, weights.shape[-1])
    threshold = np.empty(flat.shape, np.int64)
    alias = np.empty(flat.shape, np.int32)
    fill_alias_tables(flat, threshold, alias)
    return threshold.reshape(weights.shape), alias.reshape(weights.shape)
