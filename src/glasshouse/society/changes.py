"""What is wrong with how a recipe says that people change: by dying, by moving, by going on visits."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.ground.errors import Problem
from glasshouse.ground.telling import tell
from glasshouse.society.recipe import PLACE, Recipe
from glasshouse.society.rows import by_place_problems, row_problems

__all__ = ["change_problems"]


def change_problems(recipe: Recipe) -> Iterator[Problem]:
    """Find what is wrong with deaths, moves and visits; a recipe may have none of them."""
    yield from _death_problems(recipe)
    yield from _move_problems(recipe)
    yield from _away_problems(recipe)


def _death_problems(recipe: Recipe) -> Iterator[Problem]:
    part = recipe.deaths
    if part is None:
        return
    if recipe.dimension("sex") is None or recipe.dimension("age") is None:
        yield tell(
            "deaths are told by sex and age, and this society lacks one of them",
            part.position,
            remedy="Add the dimensions 'sex' and 'age', or drop 'deaths'.",
            code="unknown-dimension",
        )
        return
    yield from row_problems(part, part.rows, "sex", recipe.categories("sex"), "age", recipe.categories("age"))


def _move_problems(recipe: Recipe) -> Iterator[Problem]:
    part = recipe.moves
    if part is None:
        return
    places = recipe.categories(PLACE)
    yield from row_problems(part, part.rows, PLACE, places, "moves", ("leaving", "weight"), may_be_zero=True)
    drawing = [row.of for row in part.rows if len(row.values) == 2 and row.values[1].value > 0]
    if len(drawing) < 2:
        yield tell(
            "those who leave have nowhere to go",
            part.position_of("rows"),
            remedy="Give at least two places a weight above 0.",
            code="empty-table",
        )


def _away_problems(recipe: Recipe) -> Iterator[Problem]:
    part = recipe.away
    if part is None:
        return
    if recipe.moves is None:
        yield tell(
            "visits have nowhere to go",
            part.position,
            why="The weights of 'moves' say where people go, for good or on a visit.",
            remedy="Add 'moves'; where nobody leaves for good its first values may be 0.",
            code="empty-table",
        )
    yield from by_place_problems(
        part, "percent", recipe.categories(PLACE), 100, "is no percentage of what people do"
    )
