"""Alias tables by the ten thousand, compiled from the plain function."""

from __future__ import annotations

import numpy as np
from numba import njit

from glasshouse.ground import alias as plain

__all__ = ["fill_alias_tables"]

_fill = njit(plain.fill_alias_table)


@njit(cache=True)
def fill_alias_tables(weights, threshold, alias):
    """Fill one table per row of `weights`, int64, shape (laws, outcomes)."""
    heights = np.zeros(weights.shape[1], np.int64)
    waiting = np.zeros(weights.shape[1], np.int64)
    for law in range(weights.shape[0]):
        _fill(weights[law], threshold[law], alias[law], heights, waiting)
