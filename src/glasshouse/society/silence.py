"""What the tables hold where a society says nothing: nobody dies, moves or visits, there are no bodies."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.society.tables import WHOLE

__all__ = ["nobody_dies_or_moves", "without_bodies"]


def nobody_dies_or_moves(places: int, cells: int) -> dict[str, Any]:
    """Return the demography of a society of which it is not known, by the names of `SocietyTables`."""
    return {
        "death_rate": np.zeros(cells),
        "moves": np.zeros(places),
        "destination_share": np.zeros((places, places), dtype=np.int64),
        "away": np.zeros(places),
    }


def without_bodies(noun: str, places: int) -> dict[str, Any]:
    """Return the tables of firms or agencies where there are none, by the names of `SocietyTables`.

    Args:
        noun: ``firm`` or ``agency``.
        places: number of places.
    """
    plural = {"firm": "firms", "agency": "agencies"}[noun]
    return {
        f"{plural}_per_thousand": np.zeros(places),
        f"{noun}_share": np.full((places, 1), WHOLE, dtype=np.int64),
        f"{noun}_attribute": np.zeros((1, 0), dtype=np.int32),
    }
