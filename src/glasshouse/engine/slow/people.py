"""The people of a neighbourhood: households, their members, and the traits that differ between them.

Specification, subjects: "People of a neighbourhood". Households are drawn one after the other until the
neighbourhood is full; the last one is cut. Nobody here corresponds to anybody.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from glasshouse.engine.crossing import BY
from glasshouse.engine.slow.demography import dates_of, move_of
from glasshouse.engine.slow.laws import Law
from glasshouse.engine.slow.luck import Luck
from glasshouse.engine.tables import NEVER
from glasshouse.ground.arithmetic import normal_of_word
from glasshouse.ground.random import Purpose
from glasshouse.society.tables import NOBODY

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.society import SocietyTables

__all__ = ["Kind", "Person", "Society"]

Kind = Literal["person", "firm", "agency"]
"""What kind of subject somebody is to a scheme. Firms and agencies are persons in the sense of the law."""


@dataclass(frozen=True)
class Person:
    """Somebody invented.

    Attributes:
        number: number inside the neighbourhood, from 0.
        place: number of the place.
        age: whole years.
        attributes: one flat attribute number per dimension, in the order of the dimensions.
        awareness: the word that decides whether this person knows of a scheme.
        traits: normal score of each trait, by name.
        household: number of the household.
        older_on: the first day on which a year is added to the age; NEVER for one who does not age.
        death: the first day that is not lived; NEVER if it does not come.
        moves_on: the first day in another place; NEVER for one who stays.
        destination: number of that place.
        kind: a person, or a firm or agency: these have an age above any least age, and live for ever.
        cared_for_by: of a child, the numbers of those in the household who have care of it.
        joining: the word that decides whether somebody joins a scheme that one may stay out of.
    """

    number: int
    place: int
    age: int
    attributes: tuple[int, ...]
    awareness: int
    traits: dict[str, float]
    household: int = 0
    older_on: int = NEVER
    death: int = NEVER
    moves_on: int = NEVER
    destination: int = 0
    kind: Kind = "person"
    cared_for_by: tuple[int, ...] = ()
    joining: int = 0

    def at(self, day: int) -> Person:
        """Return the person as of a day: somebody who has moved lives in the other place."""
        return self if day < self.moves_on else self._moved

    @cached_property
    def _moved(self) -> Person:
        return replace(self, place=self.destination, moves_on=NEVER)

    def stretches(self, begin: int, end: int) -> list[tuple[Person, int, int]]:
        """Cut some days, from the first to the one after the last, where the person moves."""
        if begin < self.moves_on < end:
            return [(self, begin, self.moves_on), (self.at(self.moves_on), self.moves_on, end)]
        return [(self.at(begin), begin, end)] if begin < end else []


class Society:
    """The recipe from which people are drawn."""

    def __init__(
        self, tables: SocietyTables, assumptions: Assumptions, groups: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Keep the tables of the society, the traits of the assumptions, and the groups of the tally."""
        self.tables = tables
        self._groups = groups
        self._crossed = list(dict.fromkeys(name for name, _ in groups if BY in name))
        self.assumptions = assumptions
        # An alias table is a way of writing a distribution down; it is the same at each use.
        self._household_of = cache(self._household_law)
        self._member_of = cache(self._member_law)

    def people(self, luck: Luck, place: int, persons: int) -> Iterator[Person]:
        """Draw the people of one neighbourhood, in order.

        Args:
            luck: the neighbourhood's.
            place: where it lies.
            persons: how many live there.
        """
        household, number = 0, 0
        while number < persons:
            kind = self._household_of(place).pick(luck.block(0, Purpose.HOUSEHOLD, 0, household, 0))
            size = int(self.tables.household_size[kind])
            for slot in range(min(size, persons - number)):
                yield self._person(luck, place, household, kind, slot, number)
                number += 1
            household += 1

    def groups(self, person: Person) -> list[int]:
        """Return the numbers of the groups that a person is tallied in: all, each attribute, the place.

        Firms and agencies are in groups of their own and in those of their attributes alone.
        """
        own = [1 + attribute for attribute in person.attributes]
        places = 1 + self.tables.attribute_count
        if person.kind == "person":
            return [0, *own, places + person.place, *(self._cell(person, pair) for pair in self._crossed)]
        bodies = places + len(self.tables.places)
        return [*own, bodies + ("firm", "agency").index(person.kind)]

    def _cell(self, person: Person, crossed: str) -> int:
        """Return the number of the group of those who share a category of each of two dimensions."""
        categories = [
            self.tables.attribute_name(person.attributes[number])[1]
            for number, dimension in enumerate(self.tables.people_dims)
            if dimension.id in crossed.split(BY)
        ]
        return self._groups.index((crossed, BY.join(categories)))

    def _person(self, luck: Luck, place: int, household: int, kind: int, slot: int, number: int) -> Person:
        tables = self.tables
        words = luck.block(0, Purpose.MEMBER, 0, number, 0)
        role = int(tables.household_role[kind, slot])
        cell = self._member_of(int(tables.role_law[place, kind, role])).pick(words)
        youngest, after = int(tables.member_age_from[cell]), int(tables.member_age_to[cell])
        moves_on, destination = move_of(luck, number, place, tables)
        older_on, death, joining = dates_of(luck, number, float(tables.death_rate[cell]))
        carers = tables.household_parent[kind, slot]
        return Person(
            number=number,
            place=place,
            age=youngest + ((after - youngest) * words[2] >> 32),
            attributes=(
                *(int(attribute) for attribute in tables.household_attribute[kind]),
                *(int(attribute) for attribute in tables.member_attribute[cell]),
            ),
            awareness=words[3],
            traits=self._traits(luck, household, number),
            household=household,
            older_on=older_on,
            death=death,
            moves_on=moves_on if moves_on < death else NEVER,
            destination=destination,
            cared_for_by=tuple(number - slot + int(carer) for carer in carers if carer != NOBODY),
            joining=joining,
        )

    def _traits(self, luck: Luck, household: int, number: int) -> dict[str, float]:
        """Mix what a household shares and what is the person's own; the mixture is standard normal again."""
        shared = luck.block(0, Purpose.TRAITS_OF_HOUSEHOLD, 0, household, 0)
        own = luck.block(0, Purpose.TRAITS_OF_PERSON, 0, number, 0)
        scores: dict[str, float] = {}
        for position, (name, trait) in enumerate(self.assumptions.traits.items()):
            correlation = trait.household_correlation.value
            of_household = normal_of_word(shared[position])
            of_person = normal_of_word(own[position])
            scores[name] = math.sqrt(correlation) * of_household + math.sqrt(1.0 - correlation) * of_person
        return scores

    def _household_law(self, place: int) -> Law:
        return Law(self.tables.household_share[place])

    def _member_law(self, law: int) -> Law:
        return Law(self.tables.role_share[law])
