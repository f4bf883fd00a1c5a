"""Distributions over a few outcomes, as alias tables.

Specification, subjects: "People of a neighbourhood": how a cell is picked with two words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.ground.alias import alias_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from glasshouse.engine.slow.luck import Words

__all__ = ["Law"]


class Law:
    """A distribution over a few outcomes, drawn from with two words."""

    def __init__(self, weights: NDArray[np.int64]) -> None:
        """Write the distribution down as an alias table."""
        thresholds, aliases = alias_table(weights)
        self._thresholds = [int(threshold) for threshold in thresholds]
        self._aliases = [int(alias) for alias in aliases]

    def pick(self, words: Words) -> int:
        """Pick an outcome: one uniformly, kept or handed on to its alias."""
        outcome = words[0] * len(self._thresholds) >> 32
        return outcome if words[1] < self._thresholds[outcome] else self._aliases[outcome]
