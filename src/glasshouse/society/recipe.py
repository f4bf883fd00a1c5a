"""The file in which a society is written down: places, dimensions, marginals, what was assumed and left out.

Every number is an annotated number; a marginal's evidence, reference, date and width are inherited by its
values. Names of dimensions and labels come from `vocabulary`, so a recipe has no room for a person.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from glasshouse.ground.errors import Problem, did_you_mean
from glasshouse.ground.quantity import Evidence, Quantity
from glasshouse.ground.sources import Reference
from glasshouse.ground.telling import tell
from glasshouse.ground.validation import Date, Identifier, Items, Part, QuantityOf
from glasshouse.society.tables import ADULT_AGE
from glasshouse.society.vocabulary import DIMENSIONS, age_range, household_sizes

__all__ = [
    "PLACE",
    "Association",
    "DimensionPart",
    "Head",
    "HouseholdsPart",
    "Marginal",
    "Never",
    "NeverCell",
    "PlacePart",
    "Recipe",
    "Row",
]

# How marginals and associations speak of places, beside the dimensions.
PLACE = "place"

Unit = Literal["share", "percent", "persons", "million persons", "households"]

# A table of shares may miss 1 by this much (rounding in the source) and is then scaled.
_ROUNDING = 0.006


class Sourced(Part):
    """A part whose values inherit its evidence, source, date and width."""

    evidence: Evidence | None = Field(None, description="how the values are known")
    reference: Identifier | None = Field(None, description="id of the reference that the values stand in")
    as_of: Date | None = Field(None, description="the date that the values hold for")
    note: str | None = Field(None, description="anything a reader must know")
    plus_or_minus: float | None = Field(
        None, ge=0, description="half the plausible range of each value, in the table's unit"
    )
    times: float | None = Field(
        None,
        ge=1,
        description="the same as a factor: from value / times to value x times",
    )

    @property
    def most(self) -> float:
        """The largest value that the table's unit allows."""
        return math.inf

    def annotated(self, value: Quantity[float]) -> Quantity[float]:
        """Return a value with what it inherits from its table; a range stays within what the unit allows."""
        below, above = value.value, value.value
        if self.plus_or_minus is not None:
            below, above = value.value - self.plus_or_minus, value.value + self.plus_or_minus
        elif self.times is not None:
            below, above = value.value / self.times, value.value * self.times
        ranged = self.plus_or_minus is not None or self.times is not None
        # A value that is itself out of bounds is told elsewhere; its range must still hold it.
        low = min(value.value, max(0.0, below)) if ranged and value.low is None else value.low
        high = max(value.value, min(self.most, above)) if ranged and value.high is None else value.high
        return replace(
            value,
            low=low,
            high=high,
            evidence=value.evidence or self.evidence,
            reference=value.reference or self.reference,
            as_of=value.as_of or self.as_of,
        )


class Head(Part):
    """What the society is."""

    noun: ClassVar[str] = "the head"
    plural: ClassVar[str] = "the head"

    id: Identifier = Field(description="name by which commands know the society")
    title: str = Field(description="name for readers", max_length=120)
    summary: str = Field(description="one or two plain sentences")
    jurisdiction: str = Field(description="ISO 3166 code of the country, or 'invented'", max_length=12)
    status: Literal["published", "invented", "own"] = Field(
        description="published: from published totals; invented; own: a user's own"
    )
    as_of: Date | None = Field(None, description="the day that the society is meant to be like")
    use: str | None = Field(None, description="what the society is good for, and what not")


class HouseholdsPart(Part):
    """What is known of households beside their sizes' shares."""

    noun: ClassVar[str] = "households"
    plural: ClassVar[str] = "households"

    mean_size: QuantityOf[float] = Field(
        description="persons per household; the open last size is filled so that this mean is met"
    )


class PlacePart(Part):
    """A place and its population."""

    noun: ClassVar[str] = "a place"
    plural: ClassVar[str] = "places"

    id: Identifier = Field(description="name of the place in files")
    title: str = Field(description="name of the place for readers", max_length=60)
    people: QuantityOf[int] = Field(description="population, persons")


class PlacesPart(Sourced):
    """The places, and where their populations come from."""

    noun: ClassVar[str] = "the places"
    plural: ClassVar[str] = "the places"

    list: Items[PlacePart] = Field(description="the places", min_length=1, max_length=1000)


class DimensionPart(Part):
    """A dimension and its categories, in order."""

    noun: ClassVar[str] = "a dimension"
    plural: ClassVar[str] = "dimensions"

    id: Identifier = Field(description="one of the dimensions that Glasshouse knows")
    categories: Items[str] = Field(
        description="labels of the categories, in order", min_length=1, max_length=12
    )


class Row(Part):
    """One line of a two-way table."""

    noun: ClassVar[str] = "a row"
    plural: ClassVar[str] = "rows"

    of: str = Field(description="the category that this line is for")
    values: Items[QuantityOf[float]] = Field(description="one value for each category")


class Marginal(Sourced):
    """A published (or assumed) table over one dimension, or over one within each category of another."""

    noun: ClassVar[str] = "a marginal"
    plural: ClassVar[str] = "marginals"

    id: Identifier = Field(description="name of the marginal")
    over: Identifier = Field(description="the dimension whose categories the values are for")
    given: Identifier | None = Field(
        None, description="a second dimension, or place: one row of values for each of its categories"
    )
    among: Items[str] = Field((), description="age bands: the values are shares among persons of these only")
    unit: Unit = Field(description="what the values count", examples=["percent"])
    values: Items[QuantityOf[float]] = Field((), description="one value for each category of a one-way table")
    rows: Items[Row] = Field((), description="the lines of a two-way table")
    file: str | None = Field(
        None, description="a CSV file beside the recipe that holds the table instead", max_length=64
    )

    @property
    def most(self) -> float:
        """1 for shares, 100 for percent."""
        return {"share": 1.0, "percent": 100.0}.get(self.unit, math.inf)


class Association(Sourced):
    """How strongly two dimensions go together where no marginal says so: odds for the seed of the raking."""

    noun: ClassVar[str] = "an association"
    plural: ClassVar[str] = "associations"

    id: Identifier = Field(description="name of the association")
    over: Identifier = Field(description="the dimension whose categories the odds are for")
    given: Identifier = Field(description="the other dimension: one row of odds for each of its categories")
    rows: Items[Row] = Field(description="odds, relative; only their ratios count", min_length=1)


class NeverCell(Part):
    """A dimension and some of its categories."""

    noun: ClassVar[str] = "a never-cell"
    plural: ClassVar[str] = "cells of never"

    dimension: Identifier = Field(description="the dimension")
    categories: Items[str] = Field(description="the categories", min_length=1)


class Never(Part):
    """Categories of two dimensions that never meet in one person: a structural zero."""

    noun: ClassVar[str] = "an entry of never"
    plural: ClassVar[str] = "never"

    cells: Items[NeverCell] = Field(description="two dimensions with categories", min_length=2, max_length=2)
    why: str = Field(description="why nobody is both")


class Recipe(Part):
    """A whole society file."""

    noun: ClassVar[str] = "a society"
    plural: ClassVar[str] = "the top level"

    format: Literal[1] = Field(description="version of the file format")
    society: Head = Field(description="what the society is")
    references: Items[Reference] = Field((), description="where the numbers come from")
    places: PlacesPart = Field(description="places and their populations")
    households: HouseholdsPart | None = Field(None, description="mean household size")
    dimensions: Items[DimensionPart] = Field((), description="by what people are told apart", max_length=12)
    marginals: Items[Marginal] = Field((), description="the tables that the society meets")
    associations: Items[Association] = Field((), description="odds that no table gives")
    never: Items[Never] = Field((), description="structural zeros")
    leaves_out: Items[str] = Field((), description="what the society does not have, said plainly")

    def dimension(self, name: str) -> DimensionPart | None:
        """Return the part for a dimension; None where the recipe does not have it."""
        return next((part for part in self.dimensions if part.id == name), None)

    def categories(self, name: str) -> tuple[str, ...]:
        """Return the labels of a dimension, or the ids of the places for ``place``.

        Raises:
            KeyError: the recipe has no such dimension.
        """
        if name == PLACE:
            return tuple(place.id for place in self.places.list)
        part = self.dimension(name)
        if part is None:
            raise KeyError(name)
        return part.categories

    def problems(self) -> Iterator[Problem]:
        """Find what pydantic cannot: names that do not fit together, tables of the wrong shape."""
        yield from self._place_problems()
        yield from self._dimension_problems()
        yield from self._table_problems()
        yield from self._never_problems()
        yield from self._reference_problems()
        yield from self._special_category_problems()
        for part in self.tables():
            if part.plus_or_minus is not None and part.times is not None:
                yield tell(
                    "a range is either 'plus_or_minus' or 'times', not both",
                    part.position_of("times"),
                    remedy="Keep one of the two.",
                    code="two-ranges",
                )

    def warnings(self) -> Iterator[Problem]:
        """Find tables with numbers of which nobody says how they are known."""
        for part in self.tables():
            silent = [value for value in self.numbers(part) if value.evidence is None]
            if silent:
                name = "the places" if isinstance(part, PlacesPart) else f"'{part.id}'"
                yield tell(
                    f"{len(silent)} numbers of {name} do not say how they are known",
                    part.position,
                    remedy="Add evidence: cited, derived, assumed or unverified, and a reference.",
                    severity="warning",
                    code="no-evidence",
                )

    def tables(self) -> tuple[PlacesPart | Marginal | Association, ...]:
        """Return everything that holds sourced numbers: places, marginals, associations."""
        return (self.places, *self.marginals, *self.associations)

    def numbers(self, part: PlacesPart | Marginal | Association) -> list[Quantity[float]]:
        """Return the numbers of a part with what they inherit from it, in the order of the file."""
        if isinstance(part, PlacesPart):
            people = [place.people for place in part.list]
            return [
                part.annotated(
                    Quantity(
                        float(number.value),
                        low=None if number.low is None else float(number.low),
                        high=None if number.high is None else float(number.high),
                        evidence=number.evidence,
                        reference=number.reference,
                        as_of=number.as_of,
                        note=number.note,
                    )
                )
                for number in people
            ]
        own = part.values if isinstance(part, Marginal) else ()
        return [
            part.annotated(value) for value in (*own, *(value for row in part.rows for value in row.values))
        ]

    def _place_problems(self) -> Iterator[Problem]:
        yield from _repeated("place", [(place.id, place) for place in self.places.list])
        for place in self.places.list:
            if place.people.value < 1:
                yield tell(
                    f"place '{place.id}' has no people",
                    place.position_of("people"),
                    remedy="leave the place out",
                    code="empty-place",
                )

    def _dimension_problems(self) -> Iterator[Problem]:
        yield from _repeated("dimension", [(part.id, part) for part in self.dimensions])
        tabled = {marginal.over for marginal in self.marginals}
        for part in self.dimensions:
            known = DIMENSIONS.get(part.id)
            if known is None:
                meant = did_you_mean(part.id, DIMENSIONS)
                yield tell(
                    f"'{part.id}' is not a dimension that Glasshouse knows."
                    + (f" Did you mean '{meant}'?" if meant else ""),
                    part.position_of("id"),
                    why="Names are fixed so that a table of people cannot become a list of persons.",
                    remedy="Dimensions: " + ", ".join(DIMENSIONS) + ".",
                    code="unknown-dimension",
                )
                continue
            labels = ", ".join(label for label, _ in known.labels) or known.pattern
            for number, label in enumerate(part.categories):
                if not known.allows(label):
                    yield tell(
                        f"'{label}' is not a label of dimension '{part.id}'",
                        part.position_of("categories", number),
                        why="Free-text labels are refused: a label could be a person's name.",
                        remedy=f"Labels: {labels}.",
                        code="unknown-label",
                    )
                elif label in part.categories[:number]:
                    yield tell(
                        f"label '{label}' is there twice",
                        part.position_of("categories", number),
                        code="repeated",
                    )
            if part.id not in tabled:
                yield tell(
                    f"dimension '{part.id}' has no marginal",
                    part.position,
                    why="Without a table nobody knows how many people are in each category.",
                    remedy=f"Add a marginal with 'over: {part.id}', or drop the dimension.",
                    code="no-marginal",
                )
        yield from self._age_problems()
        yield from self._size_problems()

    def _age_problems(self) -> Iterator[Problem]:
        part = self.dimension("age")
        bands = [band for label in part.categories if (band := age_range(label))] if part else []
        if part is None or len(bands) < len(part.categories):
            return
        for number, (first, second) in enumerate(pairwise(bands)):
            if first[1] != second[0]:
                yield tell(
                    f"age band '{part.categories[number + 1]}' does not begin where "
                    f"'{part.categories[number]}' ends",
                    part.position_of("categories", number + 1),
                    code="age-gap",
                )
        for number, band in enumerate(bands):
            if band[0] < ADULT_AGE < band[1]:
                yield tell(
                    f"age band '{part.categories[number]}' has children and adults in it",
                    part.position_of("categories", number),
                    why=f"Each household has a head of at least {ADULT_AGE}.",
                    remedy=f"Cut the band at {ADULT_AGE}, such as 0-17 and 18-29.",
                    code="age-mixed",
                )
        if bands and bands[-1][1] <= ADULT_AGE:
            yield tell("there are no adults", part.position, code="no-adults")
        if bands and bands[0][0] < ADULT_AGE and self.dimension("size") is None:
            yield tell(
                "there are children but no household sizes",
                part.position,
                why="Without the dimension 'size' everybody lives alone.",
                remedy="Add the dimension 'size', or begin ages at 18.",
                code="children-alone",
            )

    def _size_problems(self) -> Iterator[Problem]:
        part = self.dimension("size")
        sizes = [found for label in part.categories if (found := household_sizes(label))] if part else []
        if part is None or len(sizes) < len(part.categories):
            return
        for number, (first, second) in enumerate(pairwise(sizes)):
            if len(first) > 1 or second[0] != first[0] + 1:
                yield tell(
                    f"size '{part.categories[number + 1]}' does not follow '{part.categories[number]}'",
                    part.position_of("categories", number + 1),
                    remedy="Write sizes in order, with an open one only at the end: ['1', '2', '3+'].",
                    code="size-gap",
                )
        if len(sizes[-1]) > 1 and self.households is None:
            yield tell(
                f"the open size '{part.categories[-1]}' needs a mean household size",
                part.position_of("categories", len(sizes) - 1),
                remedy="Add, at the top level: households: {mean_size: 2.6}",
                code="no-mean-size",
            )
        if not any(marginal.over == "size" and marginal.given is None for marginal in self.marginals):
            yield tell(
                "the dimension 'size' has no one-way marginal",
                part.position,
                remedy="Add one with 'over: size' and no 'given'.",
                code="no-marginal",
            )

    def _table_problems(self) -> Iterator[Problem]:
        yield from _repeated("marginal", [(marginal.id, marginal) for marginal in self.marginals])
        yield from _repeated("association", [(part.id, part) for part in self.associations])
        for part in self._two_way():
            unknown = [name for name in ("over", "given") if not self._knows(getattr(part, name))]
            for name in unknown:
                yield self._unknown_dimension(getattr(part, name), part, name)
            if unknown:
                continue
            if part.over == part.given:
                yield tell(
                    f"'{part.id}' is over '{part.over}' and given the same",
                    part.position,
                    code="same-dimension",
                )
            elif isinstance(part, Marginal):
                yield from self._marginal_problems(part)
            else:
                yield from self._row_problems(part, part.rows, part.given)

    def _marginal_problems(self, part: Marginal) -> Iterator[Problem]:
        if part.over == PLACE:
            yield tell(
                f"marginal '{part.id}' is over places",
                part.position_of("over"),
                remedy="Give the population of each place under 'places'.",
                code="over-place",
            )
            return
        if part.among and (part.given is not None or part.over == "age"):
            yield tell(
                f"marginal '{part.id}' would be a table in three ways",
                part.position_of("among"),
                why="Tables have at most two ways: a finer one describes persons.",
                remedy="Use 'given' or 'among', not both.",
                code="three-way",
            )
        if part.among and self.dimension("age") is None:
            yield self._unknown_dimension("age", part, "among")
        elif part.among:
            for number, label in enumerate(part.among):
                if label not in self.categories("age"):
                    yield self._unknown_category(part, label, "age", ("among", number))
        if part.unit == "households" and (part.over != "size" or part.given is not None or part.among):
            yield tell(
                "households are counted by size only",
                part.position_of("unit"),
                remedy="Count persons here.",
                code="household-unit",
            )
        given = [name for name in ("values", "rows", "file") if getattr(part, name)]
        if len(given) != 1:
            yield tell(
                f"marginal '{part.id}' needs exactly one of 'values', 'rows' and 'file'",
                part.position,
                why=f"It has {' and '.join(given)}." if given else "It has none of them.",
                code="no-table",
            )
        elif part.values:
            if part.given is not None:
                yield tell(
                    f"marginal '{part.id}' is given '{part.given}', so it needs rows",
                    part.position_of("values"),
                    remedy="Write rows: [{of: ..., values: [...]}, ...], one for each category.",
                    code="no-rows",
                )
            else:
                yield from self._value_problems(part, part.over, part.values, ("values",), part.unit)
        elif part.rows:
            if part.given is None:
                yield tell(
                    f"marginal '{part.id}' has rows but no 'given'",
                    part.position_of("rows"),
                    remedy="Say which dimension the rows are for, or write 'values' instead.",
                    code="no-given",
                )
            else:
                yield from self._row_problems(part, part.rows, part.given, part.unit)

    def _row_problems(
        self, part: Marginal | Association, rows: tuple[Row, ...], given: str, unit: str | None = None
    ) -> Iterator[Problem]:
        wanted = self.categories(given)
        seen: set[str] = set()
        for number, row in enumerate(rows):
            if row.of not in wanted:
                yield self._unknown_category(part, row.of, given, ("rows", number, "of"))
            elif row.of in seen:
                yield tell(f"'{row.of}' has two rows", row.position, code="repeated")
            seen.add(row.of)
            yield from self._value_problems(part, part.over, row.values, ("rows", number, "values"), unit)
        missing = [label for label in wanted if label not in seen]
        if missing:
            yield tell(
                f"'{part.id}' has no row for {', '.join(missing[:5])}"
                + (f" and {len(missing) - 5} more" if len(missing) > 5 else ""),
                part.position_of("rows"),
                code="missing-row",
            )

    def _value_problems(
        self,
        part: Marginal | Association,
        over: str,
        values: tuple[Quantity[float], ...],
        path: tuple[str | int, ...],
        unit: str | None,
    ) -> Iterator[Problem]:
        wanted = self.categories(over)
        if len(values) != len(wanted):
            yield tell(
                f"{len(values)} values for {len(wanted)} categories of '{over}'",
                part.position_of(*path),
                remedy=f"One value for each, in this order: {', '.join(wanted)}.",
                code="wrong-length",
            )
            return
        for number, value in enumerate(values):
            if value.value < 0:
                yield tell(f"{value.value:g} is below 0", part.position_of(*path, number), code="negative")
        total = sum(value.value for value in values)
        if total <= 0:
            yield tell("the values sum to 0", part.position_of(*path), code="empty-table")
        whole = {"share": 1.0, "percent": 100.0}.get(unit or "")
        if whole is not None and abs(total / whole - 1) > _ROUNDING:
            yield tell(
                f"the values sum to {total:g}, not {whole:g}",
                part.position_of(*path),
                remedy="Check them, or count persons instead of shares.",
                code="wrong-sum",
            )

    def _never_problems(self) -> Iterator[Problem]:
        for entry in self.never:
            for cell in entry.cells:
                if not self._knows(cell.dimension) or cell.dimension == PLACE:
                    yield self._unknown_dimension(cell.dimension, cell, "dimension")
                    continue
                for number, label in enumerate(cell.categories):
                    if label not in self.categories(cell.dimension):
                        yield self._unknown_category(cell, label, cell.dimension, ("categories", number))
            if entry.cells[0].dimension == entry.cells[1].dimension:
                yield tell(
                    "a structural zero needs two different dimensions", entry.position, code="same-dimension"
                )

    def _reference_problems(self) -> Iterator[Problem]:
        known = [reference.id for reference in self.references]
        for part in self.tables():
            named = (part.reference, *(value.reference for value in self.numbers(part)))
            for name in dict.fromkeys(name for name in named if name is not None):
                if name not in known:
                    meant = did_you_mean(name, known)
                    yield tell(
                        f"there is no reference '{name}'" + (f". Did you mean '{meant}'?" if meant else ""),
                        part.position_of("reference"),
                        code="unknown-reference",
                    )

    def _special_category_problems(self) -> Iterator[Problem]:
        if self.society.jurisdiction == "invented":
            return
        for part in self._two_way():
            if "minority" in (part.over, part.given) and part.reference is None:
                yield tell(
                    f"'{part.id}' speaks of a minority of a real country without a reference",
                    part.position,
                    why="Ethnicity is told only where a source tells it, or where the country is invented.",
                    remedy="Add 'reference', or drop the dimension 'minority'.",
                    code="special-category",
                )

    def _two_way(self) -> tuple[Marginal | Association, ...]:
        return (*self.marginals, *self.associations)

    def _knows(self, name: str | None) -> bool:
        return name in (None, PLACE) or self.dimension(str(name)) is not None

    def _unknown_dimension(self, name: str, part: Part, key: str) -> Problem:
        options = [dimension.id for dimension in self.dimensions]
        meant = did_you_mean(name, options)
        return tell(
            f"this society has no dimension '{name}'." + (f" Did you mean '{meant}'?" if meant else ""),
            part.position_of(key),
            remedy="Its dimensions: " + (", ".join(options) or "none") + ".",
            code="unknown-dimension",
        )

    def _unknown_category(
        self, part: Part, label: str, dimension: str, path: tuple[str | int, ...]
    ) -> Problem:
        options = self.categories(dimension)
        meant = did_you_mean(label, options)
        return tell(
            f"'{label}' is not a category of '{dimension}'." + (f" Did you mean '{meant}'?" if meant else ""),
            part.position_of(*path),
            remedy="Categories: " + ", ".join(options[:40]) + ".",
            code="unknown-label",
        )


def _repeated(noun: str, named: list[tuple[str, Part]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, part in named:
        if name in seen:
            yield tell(f"{noun} '{name}' is there twice", part.position_of("id"), code="repeated")
        seen.add(name)
