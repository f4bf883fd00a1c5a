"""Walker's alias method: a draw from a short list of weights by one comparison (Walker 1977; Vose 1991)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Alias", "alias_table"]


@dataclass(frozen=True)
class Alias:
    """One table. Draw a slot s and a word of `bits` bits; take points[2 s + (word >= threshold[s])].

    Args:
        threshold: words below it keep the slot's own outcome, shape (slots,), in [0, 2**bits].
        points: own and other outcome of each slot, shape (2 x slots,).
    """

    threshold: NDArray[np.uint64]
    points: NDArray[np.int64]


def alias_table(weights: NDArray[np.float64], points: NDArray[np.integer[Any]], bits: int) -> Alias:
    """The table for outcomes `points` with `weights` (any scale), thresholds rounded to `bits` bits."""
    slots = len(weights)
    share = weights * slots / weights.sum()
    other = np.arange(slots)
    small = [slot for slot in range(slots) if share[slot] < 1.0]
    large = [slot for slot in range(slots) if share[slot] >= 1.0]
    while small and large:
        poor, rich = small.pop(), large.pop()
        other[poor] = rich
        share[rich] -= 1.0 - share[poor]
        (small if share[rich] < 1.0 else large).append(rich)
    # What is left over differs from 1 by rounding only.
    share[[*small, *large]] = 1.0
    threshold = np.round(share * 2.0**bits).astype(np.uint64)
    return Alias(threshold, np.stack([points, points[other]], axis=1).ravel().astype(np.int64))
