"""What a society is to the engine: integer weights and names, nothing else.

The household is drawn first: its type from ``household_share`` of the place. A type has a fixed number of
slots, and each slot a role: head, partner, child ... A member for each slot is drawn next: a member cell from
the distribution of its role. Together they give a person met at random the joint distribution of the raked
table. A member cell says what its persons have in common (sex, education ...); the exact age is uniform on
its years.

Firms and agencies live in the same neighbourhoods, so many for each thousand people; each is one cell of the
place's distribution.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, get_args

import numpy as np
import numpy.typing as npt

from glasshouse.ground.alias import WHOLE

__all__ = [
    "ADULT_AGE",
    "KINDS",
    "NOBODY",
    "ROLES",
    "WHOLE",
    "Category",
    "Dimension",
    "HeldBy",
    "HouseholdKind",
    "Place",
    "SocietyTables",
]

# The head of a household is at least this old, years.
ADULT_AGE = 18

HeldBy = Literal["household", "person", "firm", "agency"]

# What a member is to the household. A child is under 18 and somebody there has care of it; a parent is the
# old parent of the head or the partner; a grandchild has the role of a child.
ROLES: Final = ("head", "partner", "child", "parent", "other")

HouseholdKind = Literal[
    "single",
    "couple",
    "couple-with-children",
    "one-parent",
    "three-generations",
    "grandparents",
    "worker-away",
    "grown-children",
    "others",
]
"""Kinds of household. In those with a worker away, a parent lives and works elsewhere."""

KINDS: Final[tuple[str, ...]] = get_args(HouseholdKind)

# No slot, no role.
NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Category:
    """One value of a dimension: ``urban``, ``18-29``, ``q1``."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing by which people (or firms, or agencies) are told apart; a household may share it."""

    id: str
    title: str
    held_by: HeldBy
    categories: tuple[Category, ...]

    def index(self, category: str) -> int:
        """Return the number of a category, from 0.

        Raises:
            KeyError: the dimension has no such category.
        """
        for number, found in enumerate(self.categories):
            if found.id == category:
                return number
        raise KeyError(category)


@dataclass(frozen=True, slots=True)
class Place:
    """A province, a city, an invented town; the finest real label there is."""

    id: str
    title: str


@dataclass(frozen=True, eq=False)
class SocietyTables:
    """A society as arrays; read-only, C-ordered.

    Index sets: ``place``; ``htype`` (household type: one combination of the household dimensions, one size
    and one kind); ``slot`` (members of the largest household); ``role`` (see `ROLES`); ``mcell`` (member
    cell: one combination of the person dimensions that can occur); ``law`` (one distribution over member
    cells); ``dim`` (dimensions, those of households first, then of persons, firms, agencies); *attribute*
    (one flat number for a dimension and a category: ``dim_offset[dim] + category``).

    Attributes:
        society: id of the society.
        places: ids and titles, length place.
        place_population: int64 (place,), persons, > 0.
        dims: the dimensions: of households, of persons, of firms, of agencies; may be empty.
        dim_offset: int32 (dim + 1,), first attribute number of each dimension; the last entry is the number
            of attributes.
        household_share: int64 (place, htype), share of the place's *households* (not persons) of this type,
            in units of 2^-31; every row sums to 2^31. Zero where a type does not occur in a place.
        household_size: int32 (htype,), persons in a household of this type, >= 1.
        household_kind: int32 (htype,), number in `KINDS`.
        household_attribute: int32 (htype, household dims), attribute numbers.
        household_role: int32 (htype, slot), role of each slot, -1 beyond the size. Slot 0 is the head.
        household_parent: int32 (htype, slot, 2), slots of the members who have care of a child's slot, -1
            where there is none; only children's slots have them.
        role_law: int32 (place, htype, role), the law from which a slot of that role is drawn; roles that do
            not occur in the type repeat the head's.
        role_share: int64 (law, mcell), distribution over member cells, in units of 2^-31; every row sums to
            2^31. A head is never younger than 18.
        member_attribute: int32 (mcell, person dims), attribute numbers.
        member_age_from: int32 (mcell,), youngest age, years, inclusive.
        member_age_to: int32 (mcell,), oldest age, years, exclusive.
        death_rate: float64 (mcell,), deaths per person-year; 0 where the society says nothing.
        moves: float64 (place,), moves to another place per person-year; 0 where the society says nothing.
        destination_share: int64 (place, place), where those who leave or visit from a place go, in units of
            2^-31; a row sums to 2^31, or to 0 where nobody does. Zero on the diagonal.
        away: float64 (place,), share of what the people of a place do that they do on a visit to another; 0
            where the society says nothing, and where the place's row of `destination_share` is empty.
        firms_per_thousand: float64 (place,), firms for each 1,000 people of the place, >= 0.
        firm_share: int64 (place, fcell), distribution of firms over cells, in units of 2^-31; every row sums
            to 2^31. Where there are no firms there is one cell, never drawn.
        firm_attribute: int32 (fcell, firm dims), attribute numbers.
        agencies_per_thousand, agency_share, agency_attribute: the same of the agencies of government.
    """

    society: str
    places: tuple[Place, ...]
    place_population: npt.NDArray[np.int64]
    dims: tuple[Dimension, ...]
    dim_offset: npt.NDArray[np.int32]
    household_share: npt.NDArray[np.int64]
    household_size: npt.NDArray[np.int32]
    household_kind: npt.NDArray[np.int32]
    household_attribute: npt.NDArray[np.int32]
    household_role: npt.NDArray[np.int32]
    household_parent: npt.NDArray[np.int32]
    role_law: npt.NDArray[np.int32]
    role_share: npt.NDArray[np.int64]
    member_attribute: npt.NDArray[np.int32]
    member_age_from: npt.NDArray[np.int32]
    member_age_to: npt.NDArray[np.int32]
    death_rate: npt.NDArray[np.float64]
    moves: npt.NDArray[np.float64]
    destination_share: npt.NDArray[np.int64]
    away: npt.NDArray[np.float64]
    firms_per_thousand: npt.NDArray[np.float64]
    firm_share: npt.NDArray[np.int64]
    firm_attribute: npt.NDArray[np.int32]
    agencies_per_thousand: npt.NDArray[np.float64]
    agency_share: npt.NDArray[np.int64]
    agency_attribute: npt.NDArray[np.int32]

    def __post_init__(self) -> None:
        """Make the arrays read-only: tables are shared between threads and cached."""
        for value in vars(self).values():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    @cached_property
    def household_dims(self) -> int:
        """How many dimensions a household shares."""
        return self._held_by("household")

    @cached_property
    def person_dims(self) -> int:
        """How many dimensions each person has apart from those of the household."""
        return self._held_by("person")

    @cached_property
    def people_dims(self) -> tuple[Dimension, ...]:
        """The dimensions by which people are told apart: of households, then of persons."""
        return self.dims[: self.household_dims + self.person_dims]

    def _held_by(self, holder: HeldBy) -> int:
        return sum(dim.held_by == holder for dim in self.dims)

    @cached_property
    def attribute_count(self) -> int:
        """How many attributes there are: the categories of all dimensions together."""
        return int(self.dim_offset[-1])

    def dimension(self, name: str) -> int | None:
        """Return the number of a dimension; None where this society does not know it."""
        for number, found in enumerate(self.dims):
            if found.id == name:
                return number
        return None

    def attribute(self, dimension: str, category: str) -> int:
        """Return the flat attribute number of a dimension's category.

        Raises:
            KeyError: the society has no such dimension or category.
        """
        number = self.dimension(dimension)
        if number is None:
            raise KeyError(dimension)
        return int(self.dim_offset[number]) + self.dims[number].index(category)

    def attribute_name(self, attribute: int) -> tuple[str, str]:
        """Return the ids of the dimension and category behind a flat attribute number.

        Raises:
            IndexError: there is no such attribute.
        """
        if not 0 <= attribute < self.attribute_count:
            raise IndexError(f"attribute {attribute} is not in 0..{self.attribute_count - 1}")
        number = int(np.searchsorted(self.dim_offset, attribute, side="right")) - 1
        dimension = self.dims[number]
        return dimension.id, dimension.categories[attribute - int(self.dim_offset[number])].id

    @cached_property
    def person_share(self) -> npt.NDArray[np.float64]:
        """Joint distribution of the persons that these tables draw.

        float64 (place, htype, mcell), shares of the place's persons; every place sums to 1 but for rounding.
        A household expects in a cell the sum of the cell's shares over its slots.
        """
        kinds, cells = len(self.household_size), self.role_share.shape[1]
        persons = np.zeros((len(self.places), kinds, cells))
        for role in range(len(ROLES)):
            slots = (self.household_role == role).sum(axis=1)
            for place, laws in enumerate(self.role_law[:, :, role]):
                households = slots * (self.household_share[place] / WHOLE)
                here = np.flatnonzero(households)
                persons[place, here] += households[here, None] * (self.role_share[laws[here]] / WHOLE)
        persons /= persons.sum(axis=(1, 2), keepdims=True)
        return persons
