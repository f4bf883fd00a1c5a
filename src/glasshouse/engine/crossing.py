"""Crossings: people counted by two things at once, such as income and registration, where that is asked for.

Each pair that is asked for adds one group to the tally for each pair of its categories, and nothing to a run
in which none is. Only pairs: the cells of three dimensions would hold too few people to say anything of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from glasshouse.ground.errors import BadInput, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glasshouse.society import SocietyTables

__all__ = ["BY", "Crossing", "crossings_of", "usual_crossings"]

BY = "*"
"""Stands between the names of two dimensions, and of two categories."""


_USUAL = (("registration", "income"), ("minority", "income"))
"""What is crossed where nobody says what: of whom it is told that rules strike them twice."""


class Crossing(NamedTuple):
    """Two dimensions of people, crossed.

    Attributes:
        name: of both, in the society's order: ``income*registration``.
        first, second: their numbers.
        first_attribute, second_attribute: attribute numbers of their first categories.
        cells: the pairs of categories, those of the second running faster.
        width: how many categories the second has.
        row: the group of the first cell.
    """

    name: str
    first: int
    second: int
    first_attribute: int
    second_attribute: int
    cells: tuple[str, ...]
    width: int
    row: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """The row of it that the kernels see."""
        return (
            self.first,
            self.second,
            self.first_attribute,
            self.second_attribute,
            self.width,
            self.row,
        )


def crossings_of(names: Iterable[str], tables: SocietyTables) -> tuple[Crossing, ...]:
    """The crossings that are asked for, in the society's order, each once; their groups stand last.

    Args:
        names: such as ``income*registration``; which of the two comes first does not matter.
        tables: of the society.

    Raises:
        BadInput: not two different dimensions of people that the society has; all mistakes at once.
    """
    known = [dimension.id for dimension in tables.people_dims]
    pairs: set[tuple[int, int]] = set()
    problems: list[Problem] = []
    for name in sorted(set(names)):
        asked = [part.strip() for part in name.split(BY)]
        if len(asked) == 2 and asked[0] != asked[1] and set(asked) <= set(known):
            one, other = sorted(known.index(part) for part in asked)
            pairs.add((one, other))
        else:
            meant = next((did_you_mean(part, known) for part in asked if part not in known), None)
            problems.append(
                Problem(
                    what=f"'{name}' is not two dimensions of the society '{tables.society}'",
                    why=f"Known: {', '.join(known) or 'none'}.",
                    remedy=f"Did you mean '{meant}'?"
                    if meant
                    else f"Write two of them with {BY} between them, such as income{BY}registration.",
                )
            )
    if problems:
        raise BadInput(*problems)
    bodies = bool(tables.firms_per_thousand.any() or tables.agencies_per_thousand.any())
    row = 1 + tables.attribute_count + len(tables.places) + 2 * bodies
    found: list[Crossing] = []
    for one, other in sorted(pairs):
        first, second = tables.people_dims[one], tables.people_dims[other]
        cells = tuple(f"{a.id}{BY}{b.id}" for a in first.categories for b in second.categories)
        found.append(
            Crossing(
                f"{first.id}{BY}{second.id}",
                one,
                other,
                int(tables.dim_offset[one]),
                int(tables.dim_offset[other]),
                cells,
                len(second.categories),
                row,
            )
        )
        row += len(cells)
    return tuple(found)


def usual_crossings(tables: SocietyTables) -> frozenset[str]:
    """The usual crossings, as far as a society has both dimensions."""
    known = {dimension.id for dimension in tables.people_dims}
    return frozenset(f"{one}{BY}{other}" for one, other in _USUAL if {one, other} <= known)
