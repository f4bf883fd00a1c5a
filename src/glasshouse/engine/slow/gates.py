"""What somebody asks for at a gate, and which of it falls under what is in force.

Specification, consequences: "Settling" (masks), "Requests". Requests are the same in all arms; they are drawn
only where something is in force, week by week, and count if they fall on its days, class and purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.engine.slow.luck import Luck, threshold
from glasshouse.ground.arithmetic import exponential, share_of_word
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions, Gate
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.schemes.model.consequences import Consequence

__all__ = ["PURPOSES", "Door", "Doors", "Request", "doors_of", "first_request", "requests", "tiers_of"]

PURPOSES = ("other", "medical", "livelihood", "family")
"""Why a service is asked for."""

_MOST_REQUESTS = 63

Door = tuple[str, str]
"""A class of the service and a purpose: what a consequence can close, or leave open."""
Doors = frozenset[Door]


@dataclass(frozen=True)
class Request:
    """Somebody asks for a service.

    Attributes:
        day: when.
        tier: which class of the service.
        purpose: why.
        week, index: in which week, and as which of its requests, it was drawn.
    """

    day: int
    tier: str
    purpose: str
    week: int
    index: int

    @property
    def door(self) -> Door:
        """What it falls under."""
        return self.tier, self.purpose


def tiers_of(gate: Gate) -> tuple[str, ...]:
    """Return the classes of a service; one, called any, where it has none."""
    return tuple(gate.tiers) or ("any",)


def doors_of(consequence: Consequence, gate: Gate) -> Doors:
    """Return what a consequence acts on: its classes, for every purpose that it does not leave free."""
    tiers = tiers_of(gate)
    if consequence.tiers and "any" not in consequence.tiers:
        tiers = tuple(tier for tier in tiers if tier in consequence.tiers)
    return frozenset(
        (tier, purpose) for tier in tiers for purpose in PURPOSES if purpose not in consequence.except_
    )


def requests(
    person: Person, gate: Gate, assumptions: Assumptions, rates: Rates, luck: Luck, begin: int, end: int
) -> Iterator[Request]:
    """Draw what somebody asks for in the weeks of [begin, end), and yield what falls on these days.

    Somebody who moves asks on each day as people ask where they live on that day.
    """
    for settled, first, last in person.stretches(begin, end):
        yield from _requests_here(settled, gate, assumptions, rates, luck, first, last)


def _requests_here(
    person: Person, gate: Gate, assumptions: Assumptions, rates: Rates, luck: Luck, begin: int, end: int
) -> Iterator[Request]:
    if person.kind not in gate.by:
        return
    expected = gate.demand.value / DAYS_PER_YEAR * 7.0
    for factor in rates.factors(person, gate.relative):
        expected *= factor
    if expected <= 0:
        return
    number = list(assumptions.gates).index(gate.id)
    for week in range(begin // 7, (end - 1) // 7 + 1):
        how_many = _poisson(luck.block(week, Purpose.GATE, number, person.number, 0)[0], expected)
        for request in range(how_many):
            words = luck.block(week, Purpose.GATE, number, person.number, request)
            day = 7 * week + (words[1] * 7 >> 32)
            if begin <= day < end:
                yield Request(day, _tier(gate, words[2]), _purpose(gate, words[3]), week, request)


def first_request(
    person: Person,
    gate: Gate,
    assumptions: Assumptions,
    rates: Rates,
    luck: Luck,
    begin: int,
    end: int,
    doors: Doors,
) -> Request | None:
    """Return the first request of the days [begin, end) at one of some doors; None where there is none."""
    found: Request | None = None
    for request in requests(person, gate, assumptions, rates, luck, begin, end):
        if found is not None and request.day // 7 > found.day // 7:
            break
        if request.door in doors and (found is None or request.day < found.day):
            found = request
    return found


def _poisson(word: int, expected: float) -> int:
    """Draw a Poisson number by inversion of its cumulative distribution, cut at 63."""
    drawn, number = share_of_word(word), 0
    probability = exponential(-expected)
    up_to = probability
    while drawn > up_to and number < _MOST_REQUESTS:
        number += 1
        probability = probability * expected / number
        up_to += probability
    return number


def _tier(gate: Gate, word: int) -> str:
    return tiers_of(gate)[_pick([share.value for share in gate.tiers.values()], word)]


def _purpose(gate: Gate, word: int) -> str:
    medical, livelihood, family = (
        gate.purposes[name].value if name in gate.purposes else 0.0 for name in PURPOSES[1:]
    )
    other = 1.0 - (medical + livelihood + family)
    return PURPOSES[_pick([other, medical, livelihood, family], word)]


def _pick(shares: Sequence[float], word: int) -> int:
    """Pick an outcome by its share: the first whose cumulative share lies above the word, else the last."""
    return sum(1 for share in list(accumulate(shares))[:-1] if threshold(share) <= word)
