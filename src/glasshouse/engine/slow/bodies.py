"""The firms and agencies of a neighbourhood, and who answers for them.

Specification, subjects: "Firms and agencies", "Officers". To a scheme they are subjects as people are, so
many for each thousand people; they have no household, no age and no end, and stay where they are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from glasshouse.engine.slow.laws import Law
from glasshouse.engine.slow.people import Person
from glasshouse.engine.tables import NEVER
from glasshouse.ground.arithmetic import normal_of_word
from glasshouse.ground.random import Purpose
from glasshouse.society.tables import ADULT_AGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.slow.luck import Luck
    from glasshouse.engine.slow.people import Kind
    from glasshouse.society import SocietyTables

__all__ = ["Bodies", "officer_of"]


class Bodies:
    """The recipe from which firms and agencies are drawn."""

    def __init__(self, tables: SocietyTables, assumptions: Assumptions) -> None:
        """Keep the tables of the society and the traits of the assumptions."""
        self._traits = tuple(assumptions.traits)
        self._recipes: dict[Kind, tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int32]]] = {
            "firm": (tables.firms_per_thousand, tables.firm_share, tables.firm_attribute),
            "agency": (tables.agencies_per_thousand, tables.agency_share, tables.agency_attribute),
        }
        self._law_of = cache(self._law)

    def of(self, luck: Luck, place: int, persons: int) -> Iterator[Person]:
        """Draw the firms of one neighbourhood, then its agencies, numbered on from its people.

        Args:
            luck: the neighbourhood's.
            place: where it lies.
            persons: how many people live there.
        """
        number = persons
        for kind, (per_thousand, _, _) in self._recipes.items():
            for _ in range(math.floor(persons * float(per_thousand[place]) / 1000 + 0.5)):
                yield self._body(luck, place, kind, number)
                number += 1

    def _body(self, luck: Luck, place: int, kind: Kind, number: int) -> Person:
        words = luck.block(0, Purpose.MEMBER, 0, number, 0)
        cell = self._law_of(kind, place).pick(words)
        own = luck.block(0, Purpose.TRAITS_OF_PERSON, 0, number, 0)
        return Person(
            number=number,
            place=place,
            age=NEVER,
            attributes=tuple(int(attribute) for attribute in self._recipes[kind][2][cell]),
            awareness=words[3],
            traits={name: normal_of_word(word) for name, word in zip(self._traits, own, strict=False)},
            kind=kind,
            joining=luck.block(0, Purpose.DEMOGRAPHY, 0, number, 0)[2],
        )

    def _law(self, kind: Kind, place: int) -> Law:
        return Law(self._recipes[kind][1][place])


def officer_of(body: Person, people: Sequence[Person], luck: Luck) -> Person | None:
    """Return the legal representative of a firm, or the head of an agency; None where nobody is of age.

    Args:
        body: the firm or agency.
        people: all who live in the neighbourhood, in order.
        luck: the neighbourhood's.
    """
    first = luck.block(0, Purpose.DEMOGRAPHY, 0, body.number, 0)[3] * len(people) >> 32
    return next((person for person in [*people[first:], *people[:first]] if person.age >= ADULT_AGE), None)
