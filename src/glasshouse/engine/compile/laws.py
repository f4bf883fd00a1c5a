"""Laws to draw from, as alias tables."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from glasshouse.engine.tables import ALIAS_BITS
from glasshouse.ground.alias import WHOLE

__all__ = ["alias_tables", "packed"]


def alias_tables(weights: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Thresholds and aliases of many laws at once, along the last axis.

    Args:
        weights: int64, shape (..., outcomes), >= 0, each law summing to 2**31.

    Returns:
        threshold: int64, and alias: int32, of the same shape as the weights.

    Raises:
        ValueError: a law does not sum to 2**31.
    """
    if not (weights.sum(axis=-1) == WHOLE).all():
        raise ValueError("every law must sum to 2**31")
    from glasshouse.engine.first_call import first_call
    from glasshouse.engine.kernels.laws import fill_alias_tables

    flat = np.ascontiguousarray(weights, np.int64).reshape(-1, weights.shape[-1])
    threshold = np.empty(flat.shape, np.int64)
    alias = np.empty(flat.shape, np.int32)
    with first_call(fill_alias_tables):
        fill_alias_tables(flat, threshold, alias)
    return threshold.reshape(weights.shape), alias.reshape(weights.shape)


def packed(threshold: NDArray[np.int64], alias: NDArray[np.int32]) -> NDArray[np.int64]:
    """Threshold and alias of each outcome in one word, so that a pick from a large table waits once."""
    return (threshold << ALIAS_BITS) | alias
