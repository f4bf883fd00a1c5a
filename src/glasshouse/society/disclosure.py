"""How coarse a table must be so that it cannot point to a person; nothing finer is let in by any door."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from glasshouse.ground.errors import Problem
from glasshouse.ground.telling import tell
from glasshouse.society.raking import Constraint, Raked, group_sums
from glasshouse.society.recipe import Recipe

__all__ = ["FEWEST_IN_ALL", "FEWEST_IN_CELL", "small_cells"]

FEWEST_IN_CELL = 50
FEWEST_IN_ALL = 1_000


def small_cells(recipe: Recipe, raked: Raked, tables: Sequence[Constraint], people: int) -> list[Problem]:
    """Find tables that are fine enough to point to persons: cells of 1 to 49 people, totals below 1,000.

    Args:
        recipe: the recipe, for the places of the problems.
        raked: the fitted table.
        tables: the marginals, as shares.
        people: population of the society.
    """
    if people < FEWEST_IN_ALL:
        return [
            tell(
                f"the society has {people} people; it needs at least {FEWEST_IN_ALL}",
                recipe.places.position,
                why="A small table describes persons, and Glasshouse studies rules, not people.",
                code="small-total",
            )
        ]
    problems = []
    for constraint in tables:
        counts = group_sums(raked.table, constraint) * people
        smallest = float(counts.min(initial=np.inf, where=constraint.share > 0))
        if smallest < FEWEST_IN_CELL:
            part = next((part for part in recipe.marginals if part.id == constraint.name), None)
            problems.append(
                tell(
                    f"a cell of {'the places' if part is None else repr(part.id)} stands for "
                    f"{smallest:.0f} people; at least {FEWEST_IN_CELL} are needed",
                    recipe.places.position if part is None else part.position,
                    why="A cell with few people in it can point to a person.",
                    remedy="Join categories or places.",
                    code="small-cell",
                )
            )
    return problems
