"""Bands as rows: where each begins, and which consequences being in it brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.compile.quantities import LOWEST, whole
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
    for place, band in enumerate(scheme.score.bands):
        low = LOWEST if place == 0 else whole(band.from_, LOWEST)
        brought = sum(
            1 << number
            for number, item in enumerate(scheme.consequences)
            if band.id in (item.when.band or ())
        )
        yield {
            "low": low,
            "consequences": brought,
            "target": targets.get(band.id, NONE),
            "column": columns.of(place),
        }
