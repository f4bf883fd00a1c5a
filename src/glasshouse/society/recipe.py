"""The file in which a society is written down: places, dimensions, marginals, what was assumed and left out.

Every number is an annotated number; a marginal's evidence, reference, date and width are inherited by its
values. Names of dimensions and labels come from `vocabulary`, so a recipe has no room for a person.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from glasshouse.ground.quantity import Evidence, Quantity
from glasshouse.ground.sources import Reference
from glasshouse.ground.validation import Date, Identifier, Items, Part, QuantityOf
from glasshouse.society.tables import HouseholdKind

__all__ = [
    "PLACE",
    "Association",
    "BodiesPart",
    "DeathsPart",
    "DimensionPart",
    "Head",
    "HouseholdsPart",
    "KindsPart",
    "Marginal",
    "MovesPart",
    "Never",
    "NeverCell",
    "PlacePart",
    "PlacesPart",
    "Recipe",
    "Row",
    "Table",
]

# How marginals and associations speak of places, beside the dimensions.
PLACE = "place"

Unit = Literal["share", "percent", "persons", "million persons", "households"]


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


class KindsPart(Part):
    """How many of all households are of some kinds."""

    noun: ClassVar[str] = "a share of kinds"
    plural: ClassVar[str] = "kinds"

    id: Identifier = Field(description="name of the share")
    kinds: Items[HouseholdKind] = Field(description="kinds of household", min_length=1)
    percent: QuantityOf[float] = Field(description="percent of all households that are of these kinds")


class HouseholdsPart(Part):
    """What is known of households beside their sizes' shares."""

    noun: ClassVar[str] = "households"
    plural: ClassVar[str] = "households"

    mean_size: QuantityOf[float] = Field(
        description="persons per household; the open last size is filled so that this mean is met"
    )
    kinds: Items[KindsPart] = Field((), description="shares of kinds of household, no kind twice")


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


class PlaceRate(Part):
    """A rate that holds for one place."""

    noun: ClassVar[str] = "a place's rate"
    plural: ClassVar[str] = "rates by place"

    of: Identifier = Field(description="id of the place")
    value: QuantityOf[float] = Field(description="how many for each 1,000 people there")


class BodiesPart(Part):
    """Firms, or agencies of government: how many there are and how they are told apart."""

    noun: ClassVar[str] = "firms or agencies"
    plural: ClassVar[str] = "firms or agencies"

    per_thousand: QuantityOf[float] = Field(description="how many for each 1,000 people")
    by_place: Items[PlaceRate] = Field(
        (), description="how many for each 1,000 people of a place, where it differs"
    )
    dimensions: Items[DimensionPart] = Field((), description="by what they are told apart", max_length=4)
    marginals: Items[Marginal] = Field((), description="the tables that they meet")


class DeathsPart(Sourced):
    """How many of 1,000 people die in a year, by sex and age."""

    noun: ClassVar[str] = "deaths"
    plural: ClassVar[str] = "deaths"

    id: ClassVar[str] = "deaths"
    rows: Items[Row] = Field(
        description="deaths per 1,000 person-years: one line for each sex, one value for each age",
        min_length=1,
    )


class MovesPart(Sourced):
    """How many of 1,000 people leave a place in a year, and how much each place draws those of the others."""

    noun: ClassVar[str] = "moves"
    plural: ClassVar[str] = "moves"

    id: ClassVar[str] = "moves"
    rows: Items[Row] = Field(
        description="for each place: moves away per 1,000 person-years, and its weight as a destination",
        min_length=2,
    )


class PlacePercent(Part):
    """A percentage that holds for one place."""

    noun: ClassVar[str] = "a place's percentage"
    plural: ClassVar[str] = "percentages by place"

    of: Identifier = Field(description="id of the place")
    value: QuantityOf[float] = Field(description="percent there")


class AwayPart(Part):
    """How much of what people do they do on a visit to another place; the weights of ``moves`` say where."""

    noun: ClassVar[str] = "visits"
    plural: ClassVar[str] = "visits"

    percent: QuantityOf[float] = Field(description="percent of people's acts that are done on a visit")
    by_place: Items[PlacePercent] = Field(
        (), description="percent of the acts of the people of a place, where it differs"
    )


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


Table = PlacesPart | Marginal | Association | DeathsPart | MovesPart


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
    firms: BodiesPart | None = Field(None, description="firms in the same neighbourhoods")
    agencies: BodiesPart | None = Field(None, description="agencies of government in the same neighbourhoods")
    deaths: DeathsPart | None = Field(None, description="death rates; nobody dies without them")
    moves: MovesPart | None = Field(None, description="moves between places; nobody moves without them")
    away: AwayPart | None = Field(
        None, description="acts done on visits to other places; without it everybody acts where they live"
    )
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

    def bodies(self, part: BodiesPart) -> Recipe:
        """Return a recipe of firms or agencies alone, so that they are checked and fitted as people are."""
        return self.model_copy(
            update={
                "households": None,
                "dimensions": part.dimensions,
                "marginals": part.marginals,
                "associations": (),
                "never": (),
                "firms": None,
                "agencies": None,
                "deaths": None,
                "moves": None,
                "away": None,
            }
        )

    def tables(self) -> tuple[Table, ...]:
        """Return every table of sourced numbers: places, marginals, associations, firms, deaths, moves."""
        bodies = [part.marginals for part in (self.firms, self.agencies) if part is not None]
        rates = [part for part in (self.deaths, self.moves) if part is not None]
        return (
            self.places,
            *self.marginals,
            *self.associations,
            *(marginal for marginals in bodies for marginal in marginals),
            *rates,
        )

    def single_numbers(self) -> list[Quantity[float]]:
        """Return the numbers that stand in no table: mean size, shares of kinds, firms per 1,000, visits."""
        found = []
        if self.households is not None:
            found += [self.households.mean_size, *(kind.percent for kind in self.households.kinds)]
        for part in (self.firms, self.agencies):
            if part is not None:
                found += [part.per_thousand, *(rate.value for rate in part.by_place)]
        if self.away is not None:
            found += [self.away.percent, *(rate.value for rate in self.away.by_place)]
        return found

    def numbers(self, part: Table) -> list[Quantity[float]]:
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
