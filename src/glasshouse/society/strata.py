"""From a recipe to the table that raking fits: its layout, its seed, its constraints.

Rows of the table are places times household categories, columns are person categories. Person categories that
can never occur (a child with a college degree) have no column.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from glasshouse.society.raking import Constraint
from glasshouse.society.recipe import PLACE, Association, Marginal, NeverCell, Recipe
from glasshouse.society.vocabulary import DIMENSIONS, household_sizes

__all__ = ["Files", "Layout", "OpenSize", "constraints", "layout", "open_size", "seed"]

Labels = npt.NDArray[np.intp]

# Counts that stand in CSV files: by id of the marginal, then by label of the second dimension ('' for none).
Files = Mapping[str, Mapping[str, Sequence[float]]]


@dataclass(frozen=True, eq=False)
class Layout:
    """Which cell of the joint table is what.

    Attributes:
        household_dims: ids of the household dimensions, in the order of the tables.
        person_dims: ids of the person dimensions (or of firms, or of agencies), in the order of the tables.
        row: category of each row by dimension (and ``place``), intp (rows,); places vary slowest.
        column: category of each column by person dimension, intp (columns,).
        rows: number of rows.
        columns: number of columns.
        places: number of places.
    """

    household_dims: tuple[str, ...]
    person_dims: tuple[str, ...]
    row: Mapping[str, Labels]
    column: Mapping[str, Labels]
    rows: int
    columns: int
    places: int

    def holds_rows(self, name: str) -> bool:
        """Say whether a dimension (or ``place``) belongs to the rows."""
        return name in self.row


@dataclass(frozen=True, slots=True)
class OpenSize:
    """What an open household size such as 5+ stands for.

    Attributes:
        sizes: household sizes of each category of the dimension, persons.
        shares: share of the category's *households* that have each of its sizes.
        mean: mean household size of each category, persons.
    """

    sizes: tuple[tuple[int, ...], ...]
    shares: tuple[tuple[float, ...], ...]
    mean: tuple[float, ...]


def layout(recipe: Recipe) -> Layout:
    """Lay out the joint table of a recipe."""
    household = tuple(
        name for name, known in DIMENSIONS.items() if known.held_by == "household" and recipe.dimension(name)
    )
    person = tuple(
        name for name, known in DIMENSIONS.items() if known.held_by != "household" and recipe.dimension(name)
    )
    row = _grid(recipe, (PLACE, *household))
    column = _grid(recipe, person)
    keep = np.ones(_length(recipe, person), dtype=bool)
    for entry in recipe.never:
        if all(cell.dimension in person for cell in entry.cells):
            keep &= ~_both(recipe, entry.cells, column)
    column = {name: labels[keep] for name, labels in column.items()}
    return Layout(
        household_dims=household,
        person_dims=person,
        row=row,
        column=column,
        rows=_length(recipe, (PLACE, *household)),
        columns=int(keep.sum()),
        places=len(recipe.places.list),
    )


def _length(recipe: Recipe, names: Sequence[str]) -> int:
    return math.prod(len(recipe.categories(name)) for name in names)


def _grid(recipe: Recipe, names: Sequence[str]) -> dict[str, Labels]:
    """Number all combinations of some dimensions, the first varying slowest."""
    counts = [len(recipe.categories(name)) for name in names]
    return {
        name: labels.ravel() for name, labels in zip(names, np.indices(counts, dtype=np.intp), strict=True)
    }


def _both(recipe: Recipe, cells: Sequence[NeverCell], labels: Mapping[str, Labels]) -> npt.NDArray[np.bool_]:
    masks = [
        np.isin(
            labels[cell.dimension],
            [recipe.categories(cell.dimension).index(name) for name in cell.categories],
        )
        for cell in cells
    ]
    met: npt.NDArray[np.bool_] = masks[0] & masks[1]
    return met


def seed(recipe: Recipe, frame: Layout) -> npt.NDArray[np.float64]:
    """Return the table before fitting: the product of all associations' odds, and zero where nobody can be.

    Returns:
        float64 (rows, columns), >= 0.
    """
    table = np.ones((frame.rows, frame.columns))
    for association in recipe.associations:
        table *= _odds(recipe, frame, association)
    for entry in recipe.never:
        rows = np.ones(frame.rows, dtype=bool)
        columns = np.ones(frame.columns, dtype=bool)
        for cell in entry.cells:
            wanted = [recipe.categories(cell.dimension).index(name) for name in cell.categories]
            if frame.holds_rows(cell.dimension):
                rows &= np.isin(frame.row[cell.dimension], wanted)
            else:
                columns &= np.isin(frame.column[cell.dimension], wanted)
        table[np.ix_(rows, columns)] = 0.0
    return table


def _odds(recipe: Recipe, frame: Layout, association: Association) -> npt.NDArray[np.float64]:
    by_label = {row.of: [value.value for value in row.values] for row in association.rows}
    odds = np.array([by_label[label] for label in recipe.categories(association.given)])
    labels = {}
    for axis, name in enumerate((association.given, association.over)):
        labels[axis] = frame.row[name][:, None] if frame.holds_rows(name) else frame.column[name][None, :]
    found: npt.NDArray[np.float64] = odds[labels[0], labels[1]]
    return found


def constraints(recipe: Recipe, frame: Layout, files: Files) -> list[Constraint]:
    """Return the marginals as raking sees them, the population of the places first.

    Args:
        recipe: the recipe, without problems.
        frame: its layout.
        files: counts of the marginals that stand in files.
    """
    population = np.array([place.people.value for place in recipe.places.list], dtype=np.float64)
    found = [
        Constraint(
            name=PLACE,
            rows=frame.row[PLACE],
            columns=np.zeros(frame.columns, dtype=np.intp),
            share=(population / population.sum())[:, None],
            base=np.zeros((frame.places, 1), dtype=np.intp),
        )
    ]
    found.extend(
        _constraint(recipe, frame, marginal, _person_shares(recipe, marginal, files))
        for marginal in recipe.marginals
    )
    return found


def _person_shares(recipe: Recipe, marginal: Marginal, files: Files) -> npt.NDArray[np.float64]:
    """Return a marginal's table as shares of persons: float64 (categories of given, or 1; of over)."""
    values = _numbers(recipe, marginal, files)
    if marginal.unit == "households":
        values = values * np.array(open_size(recipe, files).mean)[None, :]
    shares: npt.NDArray[np.float64] = values / values.sum(axis=1, keepdims=True)
    return shares


def _numbers(recipe: Recipe, marginal: Marginal, files: Files) -> npt.NDArray[np.float64]:
    """Return a marginal's numbers as they were written: float64 (categories of given, or 1; of over)."""
    labels = [""] if marginal.given is None else list(recipe.categories(marginal.given))
    if marginal.file is not None:
        return np.array([files[marginal.id][label] for label in labels], dtype=np.float64)
    if marginal.given is None:
        return np.array([[value.value for value in marginal.values]])
    by_label = {row.of: [value.value for value in row.values] for row in marginal.rows}
    return np.array([by_label[label] for label in labels])


def _constraint(
    recipe: Recipe, frame: Layout, marginal: Marginal, lines: npt.NDArray[np.float64]
) -> Constraint:
    over, given = marginal.over, marginal.given
    rows = np.zeros(frame.rows, dtype=np.intp)
    columns = np.zeros(frame.columns, dtype=np.intp)
    groups = {True: 1, False: 1}
    for name in (given, over):
        if name is None:
            continue
        on_rows, count = frame.holds_rows(name), len(recipe.categories(name))
        if on_rows:
            rows = rows * count + frame.row[name]
        else:
            columns = columns * count + frame.column[name]
        groups[on_rows] *= count
    if marginal.among:
        ages = [recipe.categories("age").index(label) for label in marginal.among]
        columns = np.where(np.isin(frame.column["age"], ages), columns, -1)
    a, b = np.meshgrid(np.arange(groups[True]), np.arange(groups[False]), indexing="ij")
    wanted = len(recipe.categories(over))
    of_over = (a if frame.holds_rows(over) else b) % wanted
    of_given = np.zeros_like(a)
    if given is not None:
        side = a if frame.holds_rows(given) else b
        of_given = side // wanted if frame.holds_rows(given) == frame.holds_rows(over) else side
    return Constraint(
        name=marginal.id,
        rows=rows,
        columns=columns,
        share=lines[of_given, of_over],
        base=of_given.astype(np.intp),
    )


def open_size(recipe: Recipe, files: Files) -> OpenSize:
    """Say what household sizes each category of the dimension ``size`` stands for.

    A closed size stands for itself. An open last one (5+) stands for three sizes (5, 6, 7), whose households
    fall off geometrically so that the mean household size of the whole society is the published one; where
    that would need a mean outside the three, the nearest end is taken, and the misfit shows it.

    Without the dimension, everybody lives alone.

    Sums are exactly rounded: these shares go into the weights as they are.
    """
    part = recipe.dimension("size")
    if part is None:
        return OpenSize(sizes=((1,),), shares=((1.0,),), mean=(1.0,))
    sizes = tuple(household_sizes(label) or () for label in part.categories)
    closed = tuple((1.0,) for _ in sizes)
    means = tuple(float(size[0]) for size in sizes)
    marginal = next((part for part in recipe.marginals if part.over == "size" and part.given is None), None)
    if len(sizes[-1]) == 1 or recipe.households is None or marginal is None:
        return OpenSize(sizes=sizes, shares=closed, mean=means)
    numbers = _numbers(recipe, marginal, files)[0]
    wanted = _open_mean(
        numbers / math.fsum(numbers),
        sizes,
        recipe.households.mean_size.value,
        of_households=marginal.unit == "households",
    )
    shares = _open_shares(wanted - sizes[-1][0])
    open_mean = math.fsum(share * size for share, size in zip(shares, sizes[-1], strict=True))
    return OpenSize(sizes=sizes, shares=(*closed[:-1], shares), mean=(*means[:-1], open_mean))


def _open_mean(
    shares: npt.NDArray[np.float64], sizes: Sequence[tuple[int, ...]], mean: float, *, of_households: bool
) -> float:
    """Return the mean size of the open category's households that makes the overall mean right.

    Args:
        shares: share of each category.
        sizes: sizes of each category; the last one is open.
        mean: persons per household, overall.
        of_households: whether the shares are of households; else of persons.
    """
    last = float(shares[-1])
    closed = [(float(share), size[0]) for share, size in zip(shares[:-1], sizes[:-1], strict=True)]
    if last <= 0:
        return float(sizes[-1][0])
    if of_households:
        return (mean - math.fsum(share * size for share, size in closed)) / last
    households = 1 / mean - math.fsum(share / size for share, size in closed)
    return last / households if households > 0 else float(sizes[-1][-1])


def _open_shares(beyond: float) -> tuple[float, ...]:
    """Return weights 1, r, r^2 (scaled to 1) on offsets 0, 1, 2 whose mean is ``beyond``.

    From (r + 2 r^2) / (1 + r + r^2) = d follows (2 - d) r^2 + (1 - d) r - d = 0; the positive root is taken.
    """
    mean = min(max(beyond, 0.0), 1.98)
    ratio = (-(1 - mean) + math.sqrt((1 - mean) ** 2 + 4 * mean * (2 - mean))) / (2 * (2 - mean))
    whole = 1 + ratio + ratio * ratio
    return (1 / whole, ratio / whole, ratio * ratio / whole)
