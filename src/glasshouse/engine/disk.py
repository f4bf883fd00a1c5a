"""Whether a run's folder will have room: asked before the work, not found out in the middle of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from glasshouse.ground.errors import Problem, RunFailed

if TYPE_CHECKING:
    from glasshouse.engine.tally import Layout

__all__ = ["check_room", "room_needed"]

_BYTES_PER_COUNT = 4
"""On disk, of each number of a tally: a nation's chunks, in which next to nothing is zero, take 2.8."""


def room_needed(layout: Layout, chunks: int) -> int:
    """Bytes that so many chunks and the outcomes take at most; where most counts are zero, far fewer."""
    rows = layout.replicates * len(layout.groups)
    counts = rows * (1 + len(layout.conducts) + len(layout.totals))
    counts += layout.weeks * len(layout.groups) * len(layout.weekly)
    return (chunks + 2) * counts * _BYTES_PER_COUNT


def check_room(folder: Path, layout: Layout, chunks: int) -> None:
    """Refuse to begin what would not fit.

    Args:
        folder: of the run; it is there.
        layout: of its tally.
        chunks: how many are still to be written.

    Raises:
        RunFailed: the disk has less room than the folder may need.
    """
    needed = room_needed(layout, chunks)
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return
    if free < needed:
        raise RunFailed(
            Problem(
                f"There is too little room for this run in '{folder}': {_size(free)} free, "
                f"and up to {_size(needed)} needed.",
                why="Nothing was begun, and nothing was lost.",
                remedy="Make room or give --out a folder on another disk, then run the same command again.",
                code="no-room",
            )
        )


def _size(count: int) -> str:
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.1f} MB"
