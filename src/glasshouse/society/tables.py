"""What a society is to the engine: integer weights and names, nothing else.

A person is drawn in three steps. The household first: its type from ``household_share`` of the place. Its
first member next, the head: a member cell from ``head_share``, always an adult. Then the others, each from
``other_share``. The three together give every person, head or not, the joint distribution of the raked
table. A member cell says what its persons have in common (sex, education ...); the exact age is uniform on
its years.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

__all__ = ["ADULT_AGE", "WHOLE", "Category", "Dimension", "HeldBy", "Place", "SocietyTables"]

# Shares are integers in units of 2^-31, so that alias tables are built without a float.
WHOLE = 1 << 31

# The head of a household is at least this old, years.
ADULT_AGE = 18

HeldBy = Literal["household", "person"]


@dataclass(frozen=True, slots=True)
class Category:
    """One value of a dimension: ``urban``, ``18-29``, ``q1``."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing by which people are told apart, shared by a household or held by each person."""

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

    Index sets: ``place``; ``htype`` (household type: one combination of the household dimensions and one
    size); ``mcell`` (member cell: one combination of the person dimensions that can occur); ``dim``
    (dimensions, household dimensions first); *attribute* (one flat number for a dimension and a category:
    ``dim_offset[dim] + category``).

    Attributes:
        society: id of the society.
        places: ids and titles, length place.
        place_population: int64 (place,), persons, > 0.
        dims: the dimensions, household dimensions first, then person dimensions; may be empty.
        household_dims: how many of ``dims`` are household dimensions.
        dim_offset: int32 (dim + 1,), first attribute number of each dimension; the last entry is the number
            of attributes.
        household_share: int64 (place, htype), share of the place's *households* (not persons) of this type,
            in units of 2^-31; every row sums to 2^31. Zero where a type does not occur in a place.
        household_size: int32 (htype,), persons in a household of this type, >= 1.
        household_attribute: int32 (htype, household dims), attribute numbers.
        head_share: int64 (place, htype, mcell), distribution of the first member, in units of 2^-31; every
            row sums to 2^31; zero for every cell younger than 18.
        other_share: int64 (place, htype, mcell), distribution of each further member, in units of 2^-31;
            every row sums to 2^31. Rows of types of size 1 are never drawn from; they repeat ``head_share``.
        member_attribute: int32 (mcell, person dims), attribute numbers.
        member_age_from: int32 (mcell,), youngest age, years, inclusive.
        member_age_to: int32 (mcell,), oldest age, years, exclusive.
    """

    society: str
    places: tuple[Place, ...]
    place_population: npt.NDArray[np.int64]
    dims: tuple[Dimension, ...]
    household_dims: int
    dim_offset: npt.NDArray[np.int32]
    household_share: npt.NDArray[np.int64]
    household_size: npt.NDArray[np.int32]
    household_attribute: npt.NDArray[np.int32]
    head_share: npt.NDArray[np.int64]
    other_share: npt.NDArray[np.int64]
    member_attribute: npt.NDArray[np.int32]
    member_age_from: npt.NDArray[np.int32]
    member_age_to: npt.NDArray[np.int32]

    def __post_init__(self) -> None:
        """Make the arrays read-only: tables are shared between threads and cached."""
        for value in vars(self).values():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

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
        A household of size s holds one head and s - 1 others, so the expected persons of a cell per household
        are head + (s - 1) x other.
        """
        size = self.household_size.astype(np.float64)[None, :, None]
        expected = self.head_share / WHOLE + (size - 1) * (self.other_share / WHOLE)
        persons = expected * (self.household_share / WHOLE)[:, :, None]
        shares: npt.NDArray[np.float64] = persons / persons.sum(axis=(1, 2), keepdims=True)
        return shares
