"""The dates of a life: when a year is added, a move, and the day of death.

Specification, subjects: "Ages and deaths", "Moves". Nobody is born and nobody's categories change; what
changes with the years is which least ages have been reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.engine.tables import NEVER
from glasshouse.ground.arithmetic import exponential_of_word
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from glasshouse.engine.slow.luck import Luck
    from glasshouse.society import SocietyTables

__all__ = ["Ageing", "dates_of", "move_of", "reaches"]

_DAYS_IN_A_YEAR = 365


class Ageing(Protocol):
    """Somebody with an age and a day on which it rises, as in `Person`."""

    @property
    def age(self) -> int:
        """Whole years when the run begins."""

    @property
    def older_on(self) -> int:
        """The first day on which a year is added to the age."""


def dates_of(luck: Luck, subject: int, death_rate: float) -> tuple[int, int, int]:
    """Return the days on which somebody is older and dies, NEVER where nobody dies, and a word.

    The word comes along: it decides whether somebody joins a scheme that one may stay out of.

    Args:
        luck: the neighbourhood's.
        subject: number of the person inside it.
        death_rate: deaths per person-year of people like this one.
    """
    words = luck.block(0, Purpose.DEMOGRAPHY, 0, subject, 0)
    older_on = words[0] * _DAYS_IN_A_YEAR >> 32
    if death_rate <= 0:
        return older_on, NEVER, words[2]
    return older_on, int(exponential_of_word(words[1]) * (DAYS_PER_YEAR / death_rate)), words[2]


def move_of(luck: Luck, subject: int, place: int, tables: SocietyTables) -> tuple[int, int]:
    """Return the day on which somebody moves, NEVER for one who stays, and the place that it is to.

    Args:
        luck: the neighbourhood's.
        subject: number of the person inside it.
        place: where the person lives.
        tables: of the society: how often people leave, and where they go.
    """
    rate = float(tables.moves[place])
    if rate <= 0:
        return NEVER, place
    words = luck.block(0, Purpose.MOVE, 0, subject, 0)
    up_to = 0
    for destination, share in enumerate(tables.destination_share[place]):
        up_to += int(share)
        if up_to > words[1] >> 1:
            return int(exponential_of_word(words[0]) * (DAYS_PER_YEAR / rate)), destination
    return NEVER, place


def reaches(person: Ageing, age: int) -> int:
    """Return the first day on which somebody is of an age; 0 for those who are when the run begins."""
    missing = age - person.age
    if missing <= 0:
        return 0
    return person.older_on + int((missing - 1) * DAYS_PER_YEAR)
