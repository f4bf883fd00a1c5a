"""Those whom somebody else's consequence reaches: household, children, officers.

Specification, consequences: "Reach". What is in force for one subject refuses what another asks for. Whoever
is reached is refused, and that is all: no burden, no strain, and nothing in the own book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from glasshouse.engine.counted import REFUSES
from glasshouse.engine.slow.bodies import officer_of
from glasshouse.engine.slow.gates import doors_of, requests
from glasshouse.society.tables import ADULT_AGE

if TYPE_CHECKING:
    from glasshouse.engine.slow.gates import Doors
    from glasshouse.engine.slow.life import Life
    from glasshouse.engine.slow.luck import Luck
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.terms import Terms
    from glasshouse.schemes.model.consequences import Consequence

__all__ = ["reached", "reaches_others"]


class _Closed(NamedTuple):
    """Doors at a gate that are closed to somebody, from the first day to the one after the last."""

    gate: str
    doors: Doors
    begin: int
    end: int


def reaches_others(consequence: Consequence) -> bool:
    """Say whether a consequence refuses anything to others than its subject."""
    others = consequence.binds != "self" or bool({"household", "children"} & set(consequence.falls_on))
    return others and consequence.does in REFUSES and consequence.gate != "none"


def reached(
    people: Sequence[Person], lives: Sequence[Life], terms: Terms, luck: Luck, rates: Rates
) -> list[tuple[Person, Counter[tuple[str, str]]]]:
    """Return all who are refused something because of others, with what is counted of it.

    Args:
        people: everybody in the neighbourhood, covered or not, its firms and agencies last.
        lives: the whole lives of those who are covered.
        terms: of the arm, whichever of its texts.
        luck: the neighbourhood's.
        rates: for what is asked for at gates.
    """
    persons = [person for person in people if person.kind == "person"]
    closed: dict[int, list[_Closed]] = {}
    for life in lives:
        for stretch in life.standing.stretches:
            consequence = stretch.consequence
            if not reaches_others(consequence):
                continue
            doors = doors_of(consequence, terms.assumptions.gates[consequence.gate])
            for person in _those_reached(consequence, life.person, persons, luck):
                closed.setdefault(person.number, []).append(
                    _Closed(consequence.gate, doors, stretch.begin, stretch.end)
                )
    struck = {
        life.person.number
        for life in lives
        if any(count == "hits" and times for (count, _), times in life.chronicle.totals.items())
    }
    return [
        (person, _counts(person, closed[person.number], person.number not in struck, terms, luck, rates))
        for person in persons
        if person.number in closed
    ]


def _those_reached(
    consequence: Consequence, subject: Person, persons: Sequence[Person], luck: Luck
) -> Iterator[Person]:
    """Run through the others whom a consequence of a subject reaches; somebody may come twice."""
    if subject.kind == "person":
        for person in persons:
            if "household" in consequence.falls_on and person.household == subject.household:
                if person.number != subject.number:
                    yield person
            elif "children" in consequence.falls_on and subject.number in person.cared_for_by:
                yield person
    elif consequence.binds != "self":
        officer = officer_of(subject, persons, luck)
        if officer is not None:
            yield officer


def _counts(
    person: Person, closed: Sequence[_Closed], clear: bool, terms: Terms, luck: Luck, rates: Rates
) -> Counter[tuple[str, str]]:
    """Count what somebody asks for at gates that others' consequences close, each request once."""
    counts: Counter[tuple[str, str]] = Counter()
    for gate_id in sorted({there.gate for there in closed}):
        gate = terms.assumptions.gates[gate_id]
        asked = requests(
            person, gate, terms.assumptions, rates, luck, terms.warm, min(terms.days, person.death)
        )
        refused = sum(
            any(
                there.gate == gate_id
                and request.door in there.doors
                and there.begin <= request.day < there.end
                for there in closed
            )
            for request in asked
        )
        if refused:
            counts["reached-refused", gate_id] = refused
            counts["reached-persons", gate_id] = 1
            counts["reached-clear", gate_id] = int(clear)
            counts["reached-children", gate_id] = int(person.age < ADULT_AGE)
    return counts
