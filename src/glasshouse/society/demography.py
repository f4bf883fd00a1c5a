"""Death rates of member cells, moves between places and visits to them, from a recipe's tables."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.society.apportionment import apportion
from glasshouse.society.recipe import Recipe
from glasshouse.society.silence import nobody_dies_or_moves
from glasshouse.society.strata import Layout
from glasshouse.society.tables import WHOLE

__all__ = ["demography"]


def demography(recipe: Recipe, frame: Layout) -> dict[str, Any]:
    """Return the fields of `SocietyTables` that tell of deaths, moves and visits; zeros where not told."""
    found = nobody_dies_or_moves(frame.places, frame.columns)
    if recipe.deaths is not None:
        by_sex = {row.of: [value.value / 1_000 for value in row.values] for row in recipe.deaths.rows}
        rates = np.array([by_sex[label] for label in recipe.categories("sex")])
        found["death_rate"] = rates[frame.column["sex"], frame.column["age"]]
    if recipe.away is not None:
        usual = recipe.away.percent.value
        elsewhere = {rate.of: rate.value.value for rate in recipe.away.by_place}
        found["away"] = np.array([elsewhere.get(place.id, usual) / 100 for place in recipe.places.list])
    if recipe.moves is not None:
        by_place = {row.of: [value.value for value in row.values] for row in recipe.moves.rows}
        leaving, drawing = np.array([by_place[place.id] for place in recipe.places.list]).T
        found["moves"] = leaving / 1_000
        weight = np.where(np.eye(frame.places, dtype=bool), 0.0, drawing[None, :])
        stays = (leaving == 0) & (found["away"] == 0)
        share = apportion(weight, WHOLE)
        share[stays] = 0
        found["destination_share"] = share
    return found
