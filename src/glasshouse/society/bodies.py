"""Firms and agencies: how many a place has, and of what they are, from a recipe's tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from glasshouse.society.apportionment import apportion, significant
from glasshouse.society.raking import rake
from glasshouse.society.recipe import BodiesPart, Recipe
from glasshouse.society.strata import Layout, constraints, layout, seed
from glasshouse.society.tables import WHOLE

__all__ = ["Bodies", "bodies"]


@dataclass(frozen=True, eq=False)
class Bodies:
    """Firms or agencies, as the engine draws them.

    Attributes:
        frame: layout of their table; its rows are the places.
        per_thousand: float64 (place,), how many for each 1,000 people.
        share: int64 (place, cell), units of 2^-31.
    """

    frame: Layout
    per_thousand: npt.NDArray[np.float64]
    share: npt.NDArray[np.int64]


def bodies(recipe: Recipe, part: BodiesPart) -> Bodies:
    """Fit the table of firms or agencies of a recipe without problems.

    Raises:
        ImpossibleMarginal: a marginal cannot be met.
    """
    own = recipe.bodies(part)
    frame = layout(own)
    table = significant(rake(seed(own, frame), constraints(own, frame, {})).table)
    rates = {rate.of: rate.value.value for rate in part.by_place}
    return Bodies(
        frame=frame,
        per_thousand=np.array(
            [rates.get(place.id, part.per_thousand.value) for place in recipe.places.list], dtype=np.float64
        ),
        share=apportion(table, WHOLE),
    )
