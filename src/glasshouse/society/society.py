"""A society: a recipe, read and checked, from which tables for the engine are made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.telling import tell
from glasshouse.society.bodies import Bodies, bodies
from glasshouse.society.coherence import recipe_warnings
from glasshouse.society.demography import demography
from glasshouse.society.disclosure import small_cells
from glasshouse.society.households import AdultlessHousehold, Households, Mark, households
from glasshouse.society.misfit import MarginalMisfit, Misfit, measure_misfit
from glasshouse.society.neighbourhoods import NeighbourhoodPlan, plan_neighbourhoods
from glasshouse.society.plain import plain_tables
from glasshouse.society.raking import Constraint, ImpossibleMarginal, Raked, rake
from glasshouse.society.recipe import PLACE, BodiesPart, Recipe
from glasshouse.society.silence import without_bodies
from glasshouse.society.strata import Files, Layout, OpenSize, constraints, layout, open_size, seed
from glasshouse.society.tables import ADULT_AGE, KINDS, WHOLE, Category, Dimension, Place, SocietyTables
from glasshouse.society.vocabulary import DIMENSIONS, OLDEST, age_range

__all__ = ["Society", "plain"]

# Below this share of all people, a correction is rounding.
_NOTABLE = 1e-6


@dataclass(frozen=True, eq=False)
class Society:
    """A society, frozen. Raking happens when tables are first asked for, and once.

    Attributes:
        id: name by which commands know it.
        title: name for readers.
        status: ``published`` (from published totals), ``invented``, or ``own`` (a user's).
        recipe: the file it was read from; None for `plain`.
        files: counts from the recipe's CSV files.
        fingerprint: SHA-256 over the recipe's text and its CSV files, hexadecimal.
        ready: tables that need no raking, for `plain`.
    """

    id: str
    title: str
    status: str
    recipe: Recipe | None = field(repr=False)
    files: Files = field(default_factory=dict, repr=False)
    fingerprint: str = ""
    ready: SocietyTables | None = field(default=None, repr=False)

    @property
    def people(self) -> int:
        """Population of all places, persons."""
        return int(self.place_population.sum())

    @cached_property
    def place_population(self) -> npt.NDArray[np.int64]:
        """Population of each place, int64 (place,), persons."""
        if self.recipe is None:
            assert self.ready is not None
            return self.ready.place_population
        population = np.array([place.people.value for place in self.recipe.places.list], dtype=np.int64)
        population.flags.writeable = False
        return population

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a reader of results must be told: numbers without evidence, tables that could not be met.

        Raises:
            BadInput: as `tables`.
        """
        if self.recipe is None:
            return ()
        return (*recipe_warnings(self.recipe), *_misfit_warnings(self.misfit()))

    def evidence(self) -> dict[str, int]:
        """Count the recipe's numbers by how they are known.

        Returns:
            Counts for ``cited``, ``derived``, ``unverified``, ``assumed`` and ``none`` (does not say).
        """
        counts = dict.fromkeys(("cited", "derived", "unverified", "assumed", "none"), 0)
        if self.recipe is not None:
            for part in self.recipe.tables():
                for number in self.recipe.numbers(part):
                    counts[number.evidence or "none"] += 1
            for number in self.recipe.single_numbers():
                counts[number.evidence or "none"] += 1
        return counts

    def tables(self) -> SocietyTables:
        """Return the society as whole-number weights for the engine.

        Raises:
            BadInput: the marginals cannot be met at all, or a cell of a user's own table is too small.
        """
        return self._tables

    def misfit(self) -> Misfit:
        """Return how far the people that are drawn are from the marginals.

        Raises:
            BadInput: as `tables`.
        """
        return self._misfit

    def neighbourhoods(self, people: int) -> NeighbourhoodPlan:
        """Return how many neighbourhoods a number of people makes and where they lie.

        Raises:
            BadInput: ``people`` is not positive.
        """
        return plan_neighbourhoods(people, self.place_population)

    @cached_property
    def _frame(self) -> Layout:
        return layout(self._written)

    @cached_property
    def _seed(self) -> npt.NDArray[np.float64]:
        return seed(self._written, self._frame)

    @cached_property
    def _constraints(self) -> list[Constraint]:
        return constraints(self._written, self._frame, self.files)

    @cached_property
    def _open_size(self) -> OpenSize:
        return open_size(self._written, self.files)

    @property
    def _written(self) -> Recipe:
        if self.recipe is None:
            raise TypeError(f"society '{self.id}' has no recipe")
        return self.recipe

    @cached_property
    def _raked(self) -> Raked:
        try:
            raked = rake(self._seed, self._constraints)
        except ImpossibleMarginal as error:
            raise BadInput(_impossible(self._written, str(error.args[0]))) from None
        problems = small_cells(self._written, raked, self._constraints, self.people)
        if problems:
            raise BadInput(*problems)
        return raked

    @cached_property
    def _households(self) -> Households:
        frame = self._frame
        try:
            return households(self._raked.table, frame, self._ages, self._open_size, self._marks)
        except AdultlessHousehold as error:
            row, place = error.args
            labels = [self._written.categories(name)[frame.row[name][row]] for name in frame.household_dims]
            raise BadInput(
                tell(
                    f"households that are {', '.join(labels)} in {self._written.places.list[place].title} "
                    "have children and no adult",
                    remedy="Add a structural zero, or correct the marginals of age and size.",
                    code="no-adults",
                )
            ) from None

    @cached_property
    def _marks(self) -> list[Mark]:
        part = self._written.households
        return [Mark(mark.id, mark.kinds, mark.percent.value / 100) for mark in part.kinds] if part else []

    @cached_property
    def _ages(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """First age and the age after the last, of each column."""
        part = self._written.dimension("age")
        bands = [age_range(label) or (ADULT_AGE, OLDEST) for label in part.categories] if part else []
        if not bands:
            return (
                np.full(self._frame.columns, ADULT_AGE, dtype=np.int32),
                np.full(self._frame.columns, OLDEST, dtype=np.int32),
            )
        chosen = np.array(bands, dtype=np.int32)[self._frame.column["age"]]
        return chosen[:, 0], chosen[:, 1]

    @cached_property
    def _tables(self) -> SocietyTables:
        if self.ready is not None:
            return self.ready
        frame, homes = self._frame, self._households
        dims = tuple(
            _dimension(recipe, name)
            for recipe, known in ((self._written, frame), *self._body_recipes)
            for name in (*known.household_dims, *known.person_dims)
        )
        offset = np.cumsum([0, *(len(dim.categories) for dim in dims)]).astype(np.int32)
        here = dict(zip((dim.id for dim in dims), offset, strict=False))
        first, after = self._ages
        return SocietyTables(
            society=self.id,
            places=tuple(Place(place.id, place.title) for place in self._written.places.list),
            place_population=self.place_population.copy(),
            dims=dims,
            dim_offset=offset,
            household_share=homes.household_share,
            household_size=homes.size,
            household_kind=homes.kind,
            household_attribute=_attributes(frame.household_dims, frame.row, homes.row, here),
            household_role=homes.role,
            household_parent=homes.parent,
            role_law=homes.role_law,
            role_share=homes.role_share,
            member_attribute=_attributes(
                frame.person_dims, frame.column, np.arange(frame.columns, dtype=np.intp), here
            ),
            member_age_from=first.copy(),
            member_age_to=after.copy(),
            **demography(self._written, frame),
            **self._body_tables("firm", self._firms, here),
            **self._body_tables("agency", self._agencies, here),
        )

    @cached_property
    def _firms(self) -> Bodies | None:
        return self._bodies(self._written.firms)

    @cached_property
    def _agencies(self) -> Bodies | None:
        return self._bodies(self._written.agencies)

    def _bodies(self, part: BodiesPart | None) -> Bodies | None:
        if part is None:
            return None
        try:
            return bodies(self._written, part)
        except ImpossibleMarginal as error:
            raise BadInput(_impossible(self._written.bodies(part), str(error.args[0]))) from None

    @property
    def _body_recipes(self) -> list[tuple[Recipe, Layout]]:
        """The recipe and layout of firms, then of agencies, where there are any."""
        parts = ((self._written.firms, self._firms), (self._written.agencies, self._agencies))
        return [
            (self._written.bodies(part), found.frame)
            for part, found in parts
            if part is not None and found is not None
        ]

    def _body_tables(self, noun: str, found: Bodies | None, offset: Mapping[str, np.int32]) -> dict[str, Any]:
        """Return the tables of firms or agencies by the names of `SocietyTables`."""
        tables = without_bodies(noun, self._frame.places)
        if found is None:
            return tables
        frame = found.frame
        attribute = _attributes(
            frame.person_dims, frame.column, np.arange(frame.columns, dtype=np.intp), offset
        )
        return dict(zip(tables, (found.per_thousand, found.share, attribute), strict=True))

    def _kinds_met(self, per_place: npt.NDArray[np.float64]) -> list[MarginalMisfit]:
        """Compare shares of kinds with the recipe's; ``per_place``: households, in proportion."""
        tables = self.tables()
        share = np.tensordot(per_place / per_place.sum(), tables.household_share / WHOLE, axes=1)
        met = []
        for mark in self._marks:
            chosen = np.isin(tables.household_kind, [KINDS.index(kind) for kind in mark.kinds])
            error = abs(float(share[chosen].sum()) - mark.share)
            met.append(MarginalMisfit(mark.name, 1, error, error / mark.share))
        return met

    @cached_property
    def _misfit(self) -> Misfit:
        tables = self.tables()
        if self.recipe is None:
            return Misfit((), 0, True, 0, 1, 1, 1.0, 0.0, 1.0, None)
        frame, homes = self._frame, self._households
        persons = tables.person_share
        drawn = np.zeros((frame.places, frame.rows // frame.places, frame.columns))
        for number, row in enumerate(homes.row):
            drawn[:, row] += persons[:, number]
        weight = self.place_population / self.people
        drawn *= weight[:, None, None]
        per_place = (tables.household_share / WHOLE) @ tables.household_size
        wanted = self.recipe.households
        return measure_misfit(
            self._raked,
            self._seed,
            drawn.reshape(frame.rows, frame.columns),
            self._constraints,
            self._kinds_met(weight / per_place),
            household_sweeps=homes.sweeps,
            households_converged=homes.converged,
            added_adults=float((homes.added_adults * weight).sum()),
            mean_household_size=float(1 / (weight / per_place).sum()),
            wanted_household_size=None if wanted is None else wanted.mean_size.value,
        )


def plain(places: int = 1, people: int = 1_000_000) -> Society:
    """Return the plainest society: adults who live alone and have no trait at all.

    Args:
        places: number of places, of equal population.
        people: population of all places together; it sets the places' weights only.

    Raises:
        ValueError: fewer than one place, or a place without people.
    """
    return Society(
        id="plain",
        title="People without traits",
        status="invented",
        recipe=None,
        fingerprint=hashlib.sha256(f"plain {places} {people}".encode()).hexdigest(),
        ready=plain_tables(places, people),
    )


def _dimension(recipe: Recipe, name: str) -> Dimension:
    known = DIMENSIONS[name]
    return Dimension(
        id=name,
        title=known.title,
        held_by=known.held_by,
        categories=tuple(Category(label, known.title_of(label)) for label in recipe.categories(name)),
    )


def _attributes(
    names: tuple[str, ...],
    labels: Mapping[str, npt.NDArray[np.intp]],
    chosen: npt.NDArray[np.intp],
    offset: Mapping[str, np.int32],
) -> npt.NDArray[np.int32]:
    """Return flat attribute numbers, int32 (chosen, names)."""
    found = np.zeros((len(chosen), len(names)), dtype=np.int32)
    for number, name in enumerate(names):
        found[:, number] = labels[name][chosen] + offset[name]
    return found


def _misfit_warnings(misfit: Misfit) -> Iterator[Problem]:
    worst = max(misfit.marginals, key=lambda part: part.largest_relative)
    if not misfit.converged:
        yield tell(
            f"the marginals contradict each other: '{worst.id}' is off by up to {worst.largest_relative:.2%}",
            remedy="Give each number once, or tables that agree.",
            severity="warning",
            code="contradiction",
        )
    if misfit.added_adults > _NOTABLE:
        yield tell(
            f"{misfit.added_adults:.2%} of the people are adults in the place of children",
            why="There are more households than adults of some kind, and every household needs a head.",
            severity="warning",
            code="adults-added",
        )


def _impossible(recipe: Recipe, name: str) -> Problem:
    part = next((part for part in recipe.marginals if part.id == name), None)
    return tell(
        f"marginal '{name}' wants people where 'never' and the other marginals leave none",
        recipe.places.position if part is None or name == PLACE else part.position,
        remedy="Correct the marginal, or the structural zeros under 'never'.",
        code="impossible-marginal",
    )
