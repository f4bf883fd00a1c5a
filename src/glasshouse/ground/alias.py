"""Alias tables: a draw from any discrete law with two random words and one comparison.

Walker's method as put by Vose (1991, "A linear algorithm for generating random numbers with a given
distribution"), in whole numbers throughout, so that every machine builds the same table.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["WHOLE", "alias_table", "fill_alias_table"]

WHOLE = 1 << 31
"""What the weights of a law sum to: shares are whole numbers in units of 2**-31, so no float is needed."""


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
        threshold: filled; int64, shape (outcomes,), in [0, 2**32].
        alias: filled; int32, shape (outcomes,).
        heights: scratch, int64, shape (outcomes,).
        waiting: scratch, int64, shape (outcomes,).
    """
    outcomes = len(weights)
    # A column is full at 2**31; weights are scaled by the number of columns, exactly. Short columns wait on
    # the left of one array, tall ones on the right.
    short = 0
    tall = outcomes
    for k in range(outcomes):
        threshold[k] = 2 * WHOLE
        alias[k] = k
        heights[k] = weights[k] * outcomes
    for k in range(outcomes - 1, -1, -1):
        if heights[k] < WHOLE:
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
        heights[high] -= WHOLE - heights[low]
        if heights[high] < WHOLE:
            tall += 1
            waiting[short] = high
            short += 1


def alias_table(weights: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Threshold and alias of one law, in plain Python.

    Shape (outcomes,) each, as the engine makes them by the ten thousand.
    """
    outcomes = len(weights)
    threshold = np.empty(outcomes, np.int64)
    alias = np.empty(outcomes, np.int32)
    fill_alias_table(weights, threshold, alias, np.empty(outcomes, np.int64), np.empty(outcomes, np.int64))
    return threshold, alias
