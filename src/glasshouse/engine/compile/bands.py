"""Bands as rows: where each begins, and which consequences being in it brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.compile.quantities import HIGHEST, LOWEST, whole
from glasshouse.engine.tables import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from glasshouse.engine.compile.columns import Block
    from glasshouse.schemes import Scheme

__all__ = ["band_rows"]


def band_rows(scheme: Scheme, columns: Block, targets: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """One row a band, lowest first; the lowest takes every score below the second.

    Targets are the rows, by id, of those bands that a notice or remedy names.
    """
    bands = scheme.score.bands
    lows = [LOWEST, *(whole(band.from_, LOWEST) for band in bands[1:]), HIGHEST]
    brought = [
        sum(
            1 << number
            for number, item in enumerate(scheme.consequences)
            if band.id in (item.when.band or ())
        )
        for band in bands
    ]
    # What follows from being in a band, and what from coming into it.
    follows = [
        (
            brought[place],
            targets.get(band.id, NONE),
            [rule.id for rule in scheme.rules if band.id in (rule.when.band or ())],
        )
        for place, band in enumerate(bands)
    ]
    for place, band in enumerate(bands):
        first = last = place
        while first > 0 and follows[first - 1] == follows[place]:
            first -= 1
        while last + 1 < len(bands) and follows[last + 1] == follows[place]:
            last += 1
        yield {
            "low": lows[place],
            "quiet_from": lows[first],
            "quiet_until": lows[last + 1],
            "consequences": brought[place],
            "target": targets.get(band.id, NONE),
            "column": columns.of(place),
        }
