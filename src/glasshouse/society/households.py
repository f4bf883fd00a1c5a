"""From the raked table of persons to weights for drawing households of every kind, and who is in them.

Persons are given; households must be found such that a person met at random in a random household is
distributed as in the table. In each row of the table (a place, household categories, a size) the persons of
each age are divided over the roles of all kinds of household that have this size, so that

1. the persons of each age are as many as in the row,
2. in each kind, roles are filled as its template says: as many heads as partners, as many of both as a third
   of the persons in a couple with one child,
3. over all rows, a kind is as frequent as the recipe says, where it says.

As for persons, the three are met in turn by scaling until all hold, from a seed of odds by kind, role and
age (`kinds`). What else a member cell says (sex, schooling ...) goes with age as in the row; it does not
depend on the role. So the sex of partners is not matched, and within what a kind allows the age of a child
does not depend on the age of its parents.

A household has an adult head, so a row of size s in which more than (s - 1) / s of the persons are children
cannot be met: children are then replaced by adults, and `Households.added_adults` says how many.

The raked table comes out of floating-point sums. Before anything is divided it is rounded to 20 significant
bits and then to whole units of 2^-48 of its place, so that a difference in the last bits between two machines
disappears here. From then on only elementwise arithmetic and sums in a fixed order are used, whose results
IEEE 754 fixes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from glasshouse.society.apportionment import apportion, divide, significant
from glasshouse.society.kinds import FORMS, carers, odds_of_band, template
from glasshouse.society.strata import Layout, OpenSize
from glasshouse.society.tables import ADULT_AGE, KINDS, NOBODY, ROLES, WHOLE

__all__ = ["AdultlessHousehold", "Households", "Mark", "households"]

Floats = npt.NDArray[np.float64]

_UNIT_BITS = 48

# The fit stops when no row has an age off by more than this, relative; a unit of 2^-31 is 5e-10.
_TOLERANCE = 1e-8
_MOST_SWEEPS = 2_000
_FURTHER = 1.6
_NEAR = 0.5


class AdultlessHousehold(ValueError):
    """A household type that occurs has no adult; ``args`` are the row of the table and the place."""


@dataclass(frozen=True)
class Mark:
    """A published share of all households that are of some kinds."""

    name: str
    kinds: tuple[str, ...]
    share: float


@dataclass(frozen=True, eq=False)
class Households:
    """Household types and their members, as the engine draws them.

    Attributes:
        size: int32 (htype,), persons.
        kind: int32 (htype,), number in `KINDS`.
        row: intp (htype,), which row of a place's part of the joint table the type belongs to; the kinds, and
            the sizes of an open size, share a row.
        role: int32 (htype, slot), role of each slot, -1 beyond the size.
        parent: int32 (htype, slot, 2), slots of those who have care of a child's slot.
        household_share: int64 (place, htype), units of 2^-31.
        role_law: int32 (place, htype, role), number of the law of each role.
        role_share: int64 (law, columns), units of 2^-31.
        added_adults: adults who had to be put in the place of children so that every household has one, per
            person, float64 (place,).
        sweeps: how often the fit went through all conditions.
        converged: whether all were met.
    """

    size: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int32]
    row: npt.NDArray[np.intp]
    role: npt.NDArray[np.int32]
    parent: npt.NDArray[np.int32]
    household_share: npt.NDArray[np.int64]
    role_law: npt.NDArray[np.int32]
    role_share: npt.NDArray[np.int64]
    added_adults: Floats
    sweeps: int
    converged: bool


def households(
    table: Floats,
    frame: Layout,
    ages: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]],
    open_size: OpenSize,
    marks: Sequence[Mark] = (),
) -> Households:
    """Turn a table of persons into weights for drawing households.

    Args:
        table: float64 (rows, columns), >= 0; shares of persons.
        frame: layout of the table.
        ages: first age and the age after the last of each column, years; no column has children and adults.
        open_size: which household sizes each category of the dimension ``size`` stands for.
        marks: shares of kinds of household to meet.

    Raises:
        AdultlessHousehold: a type that occurs has no adult.
    """
    # Places weigh as many persons as they have: 2^48 units each, times their share of all.
    cells = table.reshape(frame.places, -1, frame.columns)
    units = _whole_units(cells)
    place_weight = significant(cells.sum(axis=(1, 2)))
    rows = units.shape[1]
    category = frame.row["size"][:rows] if "size" in frame.row else np.zeros(rows, np.intp)
    bands = sorted(set(zip(ages[0].tolist(), ages[1].tolist(), strict=True)))
    band = np.array(
        [bands.index(pair) for pair in zip(ages[0].tolist(), ages[1].tolist(), strict=True)], dtype=np.intp
    )
    by_band = np.stack([units[:, :, band == number].sum(axis=2) for number in range(len(bands))])
    child = np.array([pair[1] <= ADULT_AGE for pair in bands])
    _refuse_adultless(by_band, child)
    mean = np.array(open_size.mean)[category]
    wanted, added = _with_enough_adults(by_band.astype(np.float64), child, mean)
    wanted *= place_weight[None, :, None]

    parts = [
        _Part(number, np.flatnonzero(category == number), open_size, bands, wanted)
        for number in range(len(open_size.sizes))
    ]
    parts = [part for part in parts if len(part.rows)]
    # A share of kinds that nobody here is of the age for cannot be met, and is not tried.
    possible = [mark for mark in marks if any(kind in part.kinds for part in parts for kind in mark.kinds)]
    sweeps, worst = _fit(parts, possible)
    met = worst <= _TOLERANCE and len(possible) == len(marks)
    return _assemble(parts, units, band, child, frame, added, sweeps, met)


@dataclass(frozen=True)
class _Slots:
    """A role in a kind: how many slots of it a household has, on average over the sizes of the category."""

    kind: str
    roles: tuple[str, ...]
    number: float


class _Part:
    """The rows of one size category, with their persons by kind and role (pair), age band and row.

    Attributes:
        rows: numbers of the rows of a place.
        sizes: household sizes of the category, with the share of households that have each.
        kinds: kinds that have households of all these sizes and somebody for every role.
        pairs: roles in kinds; roles of the same ages are one.
        laws: for each distribution to draw from, its age band if it is of one only, and the first pair drawn
            from it.
        law_of: number in ``laws``, by pair.
        persons: float64 (pair, band, place x row).
        wanted: float64 (band, place x row), the persons there are.
        homes: float64 (place x row) by kind, the households of a kind when templates were last met: its
            persons divided by the mean size.
    """

    def __init__(
        self,
        category: int,
        rows: npt.NDArray[np.intp],
        open_size: OpenSize,
        bands: Sequence[tuple[int, int]],
        wanted: Floats,
    ) -> None:
        self.rows = rows
        self.sizes = tuple(zip(open_size.sizes[category], open_size.shares[category], strict=True))
        self.mean = open_size.mean[category]
        self.wanted = np.ascontiguousarray(wanted[:, :, rows].reshape(len(bands), -1))
        self.kinds: list[str] = []
        self.pairs: list[_Slots] = []
        seeds: list[Floats] = []
        ages: list[tuple[int, ...]] = []
        for kind, form in FORMS.items():
            found = self._slots(kind)
            odds = [
                np.array([odds_of_band(form.ages[slots.roles[0]], *band) for band in bands])
                for slots in found
            ]
            if found and all(of_slots.any() for of_slots in odds):
                self.kinds.append(kind)
                self.pairs += found
                weight = form.odds[min(self.sizes[0][0], len(form.odds)) - 1] or 1.0
                seeds += [
                    weight * slots.number * of_slots / of_slots.sum()
                    for slots, of_slots in zip(found, odds, strict=True)
                ]
                ages += [tuple(np.flatnonzero(of_slots).tolist()) for of_slots in odds]
        self.of_kind = {
            kind: [number for number, pair in enumerate(self.pairs) if pair.kind == kind]
            for kind in self.kinds
        }
        # Of one age band there is one law, whatever the kind: that of the children, above all.
        keys = [
            (bands_of_pair, None if len(bands_of_pair) == 1 else n) for n, bands_of_pair in enumerate(ages)
        ]
        distinct = list(dict.fromkeys(keys))
        self.laws = [(key[0][0] if len(key[0]) == 1 else None, keys.index(key)) for key in distinct]
        self.law_of = [distinct.index(key) for key in keys]
        self.homes: dict[str, Floats] = {}
        shape = (len(self.pairs), *self.wanted.shape)
        self.persons = np.ascontiguousarray(np.broadcast_to(np.stack(seeds)[:, :, None], shape)).copy()

    def _slots(self, kind: str) -> list[_Slots]:
        if kind == "others" and self.sizes[0][0] == 1 and len(self.sizes) == 1:
            return []
        roles = [template(kind, size) for size, _ in self.sizes]
        if not all(roles):
            return []
        numbers = {
            role: math.fsum(
                share * found.count(role) for found, (_, share) in zip(roles, self.sizes, strict=True)
            )
            for role in ROLES
        }
        # Roles of the same ages (both parents, adults together) are filled alike, so they are one.
        found_ages = {role: FORMS[kind].ages[role] for role, number in numbers.items() if number > 0}
        groups: dict[int, list[str]] = {}
        for role, ages in found_ages.items():
            groups.setdefault(id(ages), []).append(role)
        return [
            _Slots(kind, tuple(roles), math.fsum(numbers[role] for role in roles))
            for roles in groups.values()
        ]

    def meet_ages(self) -> float:
        """Scale to the persons of each age; return the largest relative error found."""
        factor = _over(self.wanted, _sum(self.persons))
        error = float(np.abs(factor - 1).max(initial=0.0, where=self.wanted > 0))
        # Steps in the same direction follow each other: going further than asked for takes half the sweeps.
        self.persons *= 1 + _FURTHER * (factor - 1) if error < _NEAR else factor
        return error

    def meet_templates(self) -> None:
        """Scale so that every role of a kind is filled as its template says."""
        for kind in self.kinds:
            filled = [_sum(self.persons[pair]) for pair in self.of_kind[kind]]
            # Where nobody can fill a role the kind does not occur, rather than fade from sweep to sweep.
            everyone = np.where(reduce(np.minimum, filled) > 0, reduce(np.add, filled), 0.0)
            self.homes[kind] = everyone / self.mean
            for pair, here in zip(self.of_kind[kind], filled, strict=True):
                self.persons[pair] *= _over(self.homes[kind] * self.pairs[pair].number, here)

    def scale(self, factors: Mapping[str, float]) -> None:
        """Make kinds more or less frequent in all rows alike."""
        self.persons *= np.array([factors[pair.kind] for pair in self.pairs])[:, None, None]


def _fit(parts: Sequence[_Part], marks: Sequence[Mark]) -> tuple[int, float]:
    """Meet ages, templates and marks in turn; return the sweeps and the largest relative error left."""
    sweep, worst = 0, np.inf
    while worst > _TOLERANCE and sweep < _MOST_SWEEPS:
        sweep += 1
        for part in parts:
            part.meet_templates()
        missed = _meet_marks(parts, marks) if marks else 0.0
        worst = max(missed, *(part.meet_ages() for part in parts))
    for part in parts:
        part.meet_templates()
    return sweep, worst


def _meet_marks(parts: Sequence[_Part], marks: Sequence[Mark]) -> float:
    number = {
        kind: math.fsum(_total(part.homes[kind]) for part in parts if kind in part.kinds) for kind in KINDS
    }
    everyone = math.fsum(number.values())
    marked = {kind for mark in marks for kind in mark.kinds}
    rest = Mark("rest", tuple(set(KINDS) - marked), 1 - math.fsum(mark.share for mark in marks))
    factors = dict.fromkeys(KINDS, 1.0)
    for mark in (*marks, rest):
        here = math.fsum(number[kind] for kind in mark.kinds)
        if here > 0 and mark.share > 0:
            factors |= dict.fromkeys(mark.kinds, mark.share * everyone / here)
    for part in parts:
        part.scale(factors)
    return max(abs(factors[mark.kinds[0]] - 1) for mark in marks)


def _assemble(
    parts: Sequence[_Part],
    units: npt.NDArray[np.int64],
    band: npt.NDArray[np.intp],
    child: npt.NDArray[np.bool_],
    frame: Layout,
    added: Floats,
    sweeps: int,
    converged: bool,
) -> Households:
    """Number the household types and laws, and round both to whole units."""
    types = [
        (int(row), position, size, share, kind, part)
        for part in parts
        for position, row in enumerate(part.rows)
        for size, share in part.sizes
        for kind in part.kinds
    ]
    types.sort(key=lambda entry: entry[0])
    most = max(entry[2] for entry in types)
    number = len(types)
    weight = np.zeros((frame.places, number))
    role = np.full((number, most), NOBODY, dtype=np.int32)
    parent = np.full((number, most, 2), NOBODY, dtype=np.int32)
    role_law = np.zeros((frame.places, number, len(ROLES)), dtype=np.int32)
    in_all = sum(len(part.laws) * part.wanted.shape[1] for part in parts)
    role_share = np.empty((in_all, frame.columns), dtype=np.int64)
    first_law: dict[int, int] = {}
    homes = {}
    laws = 0
    for part in parts:
        first_law[id(part)] = laws
        here = slice(laws, laws + len(part.laws) * part.wanted.shape[1])
        role_share[here] = _laws(part, units, band, child, frame)
        laws = here.stop
        # Each row has just its persons, whatever the fit left over.
        mended = _over(_sum(part.wanted), reduce(np.add, part.homes.values()) * part.mean)
        for kind in part.kinds:
            homes[id(part), kind] = (part.homes[kind] * mended).reshape(frame.places, -1)
    for entry, (_, position, size, share, kind, part) in enumerate(types):
        roles = template(kind, size)
        role[entry, :size] = [ROLES.index(name) for name in roles]
        for slot, name in enumerate(roles):
            if name == "child":
                parent[entry, slot] = carers(roles)
        weight[:, entry] = homes[id(part), kind][:, position] * share
        of_role = {role: pair for pair in part.of_kind[kind] for role in part.pairs[pair].roles}
        places = np.arange(frame.places) * len(part.rows) + position
        for code, name in enumerate(ROLES):
            pair = of_role.get(name, of_role["head"])
            law = part.law_of[pair] * part.wanted.shape[1]
            role_law[:, entry, code] = first_law[id(part)] + law + places
    return Households(
        size=np.array([entry[2] for entry in types], dtype=np.int32),
        kind=np.array([KINDS.index(entry[4]) for entry in types], dtype=np.int32),
        row=np.array([entry[0] for entry in types], dtype=np.intp),
        role=role,
        parent=parent,
        household_share=apportion(weight, WHOLE),
        role_law=role_law,
        role_share=role_share,
        added_adults=added,
        sweeps=sweeps,
        converged=converged,
    )


def _laws(
    part: _Part,
    units: npt.NDArray[np.int64],
    band: npt.NDArray[np.intp],
    child: npt.NDArray[np.bool_],
    frame: Layout,
) -> npt.NDArray[np.int64]:
    """Distribution over the columns for each law and row: int64 (law x place x row, columns).

    Within an age, the columns are as in the row. Laws that nobody is drawn from hold the place's adults.
    """
    here = units[:, part.rows, :].reshape(-1, frame.columns).astype(np.float64)
    found = np.empty((len(part.laws), *here.shape))
    for number in range(len(part.wanted)):
        columns = np.flatnonzero(band == number)
        within = here[:, columns]
        within /= np.maximum(_sum(within.T), 1.0)[:, None]
        for law, (only, pair) in enumerate(part.laws):
            persons = part.persons[pair, number] if only is None else part.wanted[number] * (only == number)
            found[law][:, columns] = persons[:, None] * within
    flat = found.reshape(-1, frame.columns)
    nobody = np.flatnonzero(~flat.any(axis=1))
    adults = np.where(child[band], 0, units.sum(axis=1)).astype(np.float64)
    flat[nobody] = adults[nobody % len(here) // len(part.rows)]
    return divide(flat, WHOLE)


def _refuse_adultless(by_band: npt.NDArray[np.int64], child: npt.NDArray[np.bool_]) -> None:
    everyone = by_band.sum(axis=0)
    lonely = np.argwhere((everyone > 0) & (by_band[~child].sum(axis=0) == 0))
    if len(lonely):
        raise AdultlessHousehold(int(lonely[0][1]), int(lonely[0][0]))


def _with_enough_adults(persons: Floats, child: npt.NDArray[np.bool_], mean: Floats) -> tuple[Floats, Floats]:
    """Return the persons of each age with as many adults as households, and how many were added by place."""
    everyone = _sum(persons)
    adults = _sum(persons[~child])
    least = everyone / mean
    short = np.maximum(least - adults, 0.0)
    short[short <= everyone * 1e-9] = 0.0
    children = everyone - adults
    mended = persons.copy()
    mended[child] *= np.where(short > 0, _over(children - short, children), 1.0)
    mended[~child] *= np.where(short > 0, _over(least, adults), 1.0)
    return mended, short.sum(axis=1) / everyone.sum(axis=1)


def _whole_units(table: Floats) -> npt.NDArray[np.int64]:
    """Return whole units of 2^-48 of each place: int64, same shape; every place sums to about 2^48."""
    shares = table / table.sum(axis=(1, 2), keepdims=True)
    units: npt.NDArray[np.int64] = np.rint(np.ldexp(significant(shares), _UNIT_BITS)).astype(np.int64)
    return units


def _sum(arrays: Floats | Iterable[Floats]) -> Floats:
    """Sum over the first axis, in order."""
    return reduce(np.add, arrays)


def _total(numbers: Floats) -> float:
    return float(np.add.accumulate(numbers)[-1])


def _over(above: Floats, below: Floats) -> Floats:
    """Return above / below, and 0 where below is 0."""
    return np.divide(above, below, out=np.zeros_like(below), where=below > 0)
