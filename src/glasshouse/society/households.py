"""From the raked table of persons to weights for drawing households, their heads and their other members.

Persons are given; households must be found such that a person met at random in a random household is
distributed as in the table. A household type is drawn in proportion to (share of persons in the type) / size,
because a household of size s counts s persons. Its head is an adult, drawn from the type's adults. With p the
share of adults in a type of size s, a household expects s p adults; one is the head, so each of the other
s - 1 members is an adult with probability (s p - 1) / (s - 1), and is then drawn from the type's adults, or
else from its children. Where s p < 1 that probability would be negative: it is set to 0, and the households
of this type then hold more adults than the table has; `Households.added_adults` says how many.

The raked table comes out of floating-point sums. Before anything is divided it is rounded to 20 significant
bits and then to whole units of 2^-48 of its place, so that a difference in the last bits between two machines
disappears here; from then on the arithmetic is on whole numbers below 2^53 or on single divisions, which
IEEE 754 fixes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from glasshouse.society.apportionment import apportion
from glasshouse.society.strata import Layout, OpenSize
from glasshouse.society.tables import KINDS, NOBODY, ROLES, WHOLE

__all__ = ["AdultlessHousehold", "Households", "households"]

_SIGNIFICANT_BITS = 20
_UNIT_BITS = 48


class AdultlessHousehold(ValueError):
    """A household type that occurs has no adult; ``args`` are the row of the table and the place."""


@dataclass(frozen=True, eq=False)
class Households:
    """Household types and their members, as the engine draws them.

    Attributes:
        size: int32 (htype,), persons.
        row: intp (htype,), which row of a place's part of the joint table the type belongs to; types of an
            open size share a row.
        kind: int32 (htype,), number in `KINDS`: single or others.
        role: int32 (htype, slot), role of each slot, -1 beyond the size.
        parent: int32 (htype, slot, 2), who has care of a child's slot: nobody is a child here.
        household_share: int64 (place, htype), units of 2^-31.
        role_law: int32 (place, htype, role), number of the law of each role.
        role_share: int64 (law, columns), units of 2^-31.
        added_adults: adults who had to be put in the place of children so that every household has one, per
            person, float64 (place,).
    """

    size: npt.NDArray[np.int32]
    row: npt.NDArray[np.intp]
    kind: npt.NDArray[np.int32]
    role: npt.NDArray[np.int32]
    parent: npt.NDArray[np.int32]
    household_share: npt.NDArray[np.int64]
    role_law: npt.NDArray[np.int32]
    role_share: npt.NDArray[np.int64]
    added_adults: npt.NDArray[np.float64]


def households(
    table: npt.NDArray[np.float64], frame: Layout, adult: npt.NDArray[np.bool_], open_size: OpenSize
) -> Households:
    """Turn a table of persons into weights for drawing households.

    Args:
        table: float64 (rows, columns), >= 0; shares of persons.
        frame: layout of the table.
        adult: bool (columns,), whether the persons of a column are adults.
        open_size: which household sizes each category of the dimension ``size`` stands for.

    Raises:
        AdultlessHousehold: a type that occurs has no adult.
    """
    units = _whole_units(table.reshape(frame.places, -1, frame.columns))
    category = (
        frame.row["size"][: units.shape[1]] if "size" in frame.row else np.zeros(units.shape[1], np.intp)
    )
    kinds = [
        (row, size, share)
        for row, number in enumerate(category)
        for size, share in zip(open_size.sizes[number], open_size.shares[number], strict=True)
    ]
    row = np.array([kind[0] for kind in kinds], dtype=np.intp)
    size = np.array([kind[1] for kind in kinds], dtype=np.float64)
    # Households of one size among the persons of its category: share / mean size of the category.
    mean = np.array(open_size.mean)[category[row]]
    households_per_person = np.array([kind[2] for kind in kinds]) / mean

    members = units[:, row, :]
    everyone = members.sum(axis=2)
    adults = np.where(adult, members, 0).sum(axis=2)
    lonely = np.argwhere((everyone > 0) & (adults == 0))
    if len(lonely):
        raise AdultlessHousehold(int(row[lonely[0][1]]), int(lonely[0][0]))

    head = np.where(adult, members, 0).astype(np.float64)
    absent = everyone == 0
    head[absent] = _anybody(units, adult)[np.nonzero(absent)[0]]
    head_share = apportion(head, WHOLE)

    # Expected numbers of other adults and of children in a household, both times ``everyone``.
    other = np.where(
        adult,
        members * _ratio(np.maximum(size * adults - everyone, 0.0), adults)[:, :, None],
        members * _ratio(size * (everyone - adults), everyone - adults)[:, :, None],
    )
    nobody = (other.sum(axis=2) <= 0) | (size == 1)
    other[nobody] = head[nobody]
    weight = everyone * households_per_person
    added = np.maximum(everyone - size * adults, 0.0) * households_per_person
    laws = np.arange(head_share[..., 0].size, dtype=np.int32).reshape(head_share.shape[:2])
    role_law = np.repeat(laws[:, :, None], len(ROLES), axis=2)
    role_law[:, :, ROLES.index("other")] += laws.size
    slots = np.arange(int(size.max()))[None, :]
    role = np.where(slots == 0, ROLES.index("head"), ROLES.index("other"))
    role = np.where(slots < size[:, None], role, NOBODY).astype(np.int32)
    return Households(
        size=size.astype(np.int32),
        row=row,
        kind=np.where(size == 1, KINDS.index("single"), KINDS.index("others")).astype(np.int32),
        role=role,
        parent=np.full((*role.shape, 2), NOBODY, dtype=np.int32),
        household_share=apportion(weight, WHOLE),
        role_law=role_law,
        role_share=np.concatenate([head_share, apportion(other, WHOLE)]).reshape(-1, frame.columns),
        added_adults=added.sum(axis=1) / (weight * size).sum(axis=1),
    )


def _whole_units(table: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return whole units of 2^-48 of each place: int64, same shape; every place sums to about 2^48."""
    shares = table / table.sum(axis=(1, 2), keepdims=True)
    mantissa, exponent = np.frexp(shares)
    rounded = np.ldexp(np.rint(np.ldexp(mantissa, _SIGNIFICANT_BITS)), exponent - _SIGNIFICANT_BITS)
    units: npt.NDArray[np.int64] = np.rint(np.ldexp(rounded, _UNIT_BITS)).astype(np.int64)
    return units


def _ratio(above: npt.NDArray[np.float64], below: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return above / below, and 0 where below is 0."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _anybody(units: npt.NDArray[np.int64], adult: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Return the adults of each place, float64 (place, columns).

    They fill the rows of types that do not occur, from which nobody is drawn.
    """
    return np.where(adult, units.sum(axis=1), 0).astype(np.float64)
