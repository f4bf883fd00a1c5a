"""Bands below and above the one in which everybody begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glasshouse.schemes.model import Score

__all__ = ["lower_bands", "upper_bands"]


def lower_bands(score: Score) -> list[str]:
    """Ids of the bands below the start; below 0 where nobody starts with a number."""
    start = 0 if score.start is None else score.start.value
    return [band.id for band in score.bands if band.lies_below(start)]


def upper_bands(score: Score) -> list[str]:
    """Ids of the bands above the start; none where nobody starts with a number."""
    if score.start is None:
        return []
    return [band.id for band in score.bands if band.lies_above(score.start.value)]
