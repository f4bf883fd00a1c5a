"""Those whom somebody else's consequence reaches: household, children, officers.

Specification, consequences: "Reach". What is in force for one subject refuses what another asks for. Whoever
is reached is refused, and that is all: no burden, no strain, and nothing in the own book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from glasshouse.engine.slow.bodies import officer_of
from glasshouse.engine.slow.gates import doors_of, requests
from glasshouse.engine.slow.trace import Event
from glasshouse.schemes.model import REFUSES
from glasshouse.society.tables import ADULT_AGE

if TYPE_CHECKING:
    from glasshouse.engine.slow.gates import Doors, Request
    from glasshouse.engine.slow.life import Life
    from glasshouse.engine.slow.luck import Luck
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.terms import Terms
    from glasshouse.schemes.model.consequences import Consequence

__all__ = ["reached", "reaches_others", "told_of_others"]


class _Closed(NamedTuple):
    """Doors that another's consequence closes to somebody, from the first day to the one after the last."""

    consequence: Consequence
    subject: Person
    doors: Doors
    begin: int
    end: int

    def refuses(self, request: Request) -> bool:
        """Say whether a request at the consequence's gate meets it."""
        return request.door in self.doors and self.begin <= request.day < self.end


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
    closed = _closed_doors(people, lives, terms, luck)
    struck = {
        life.person.number
        for life in lives
        if any(count == "hits" and times for (count, _), times in life.chronicle.totals.items())
    }
    return [
        (person, _counts(person, closed[person.number], person.number not in struck, terms, luck, rates))
        for person in people
        if person.number in closed
    ]


def told_of_others(
    person: Person, people: Sequence[Person], lives: Sequence[Life], terms: Terms, luck: Luck, rates: Rates
) -> list[Event]:
    """Return what somebody is refused because of others, request by request, in the order of the days.

    Args:
        person: whose requests they are.
        people: as of `reached`.
        lives: those of all who may reach the person, or more.
        terms: as of `reached`.
        luck: the neighbourhood's.
        rates: for what is asked for at gates.
    """
    closed = _closed_doors(people, lives, terms, luck).get(person.number, ())
    told = [
        Event(
            request.day,
            "refused-for-another",
            gate_id,
            detail=f"{request.tier} {request.purpose}",
            amount=by[0].subject.number,
            because=tuple(dict.fromkeys(f"consequences.{there.consequence.id}" for there in by)),
            of=_stands_to(person, by[0].subject),
        )
        for gate_id, request, by in _refusals(person, closed, terms, luck, rates)
    ]
    return sorted(told, key=lambda event: event.day)


def _stands_to(person: Person, subject: Person) -> str:
    """Return what the subject of a consequence is to somebody whom it reaches."""
    if subject.kind != "person":
        return subject.kind
    return "parent" if subject.number in person.cared_for_by else "household"


def _closed_doors(
    people: Sequence[Person], lives: Sequence[Life], terms: Terms, luck: Luck
) -> dict[int, list[_Closed]]:
    """Return by number of the person what consequences of others close to them."""
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
                    _Closed(consequence, life.person, doors, stretch.begin, stretch.end)
                )
    return closed


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
    for gate_id, _, _ in _refusals(person, closed, terms, luck, rates):
        counts["reached-refused", gate_id] += 1
        counts["reached-persons", gate_id] = 1
        counts["reached-clear", gate_id] = int(clear)
        counts["reached-children", gate_id] = int(person.age < ADULT_AGE)
    return counts


def _refusals(
    person: Person, closed: Sequence[_Closed], terms: Terms, luck: Luck, rates: Rates
) -> Iterator[tuple[str, Request, list[_Closed]]]:
    """Run through what somebody asks for that others' consequences refuse: gate, request, by which."""
    for gate_id in sorted({there.consequence.gate for there in closed}):
        here = [there for there in closed if there.consequence.gate == gate_id]
        gate = terms.assumptions.gates[gate_id]
        end = min(terms.days, person.death)
        for request in requests(person, gate, terms.assumptions, rates, luck, terms.warm, end):
            if by := [there for there in here if there.refuses(request)]:
                yield gate_id, request, by
