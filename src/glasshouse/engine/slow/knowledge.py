"""Who comes to know that they are on a list: by a notice, by hearsay, or by being refused.

Specification, part K, "Notice before effect" and "Knowledge of a stay". Knowledge is about the actual book;
the shadow, which nobody sees, knows of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from glasshouse.engine.slow.agenda import Item, Kind
from glasshouse.engine.slow.gates import first_request
from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.engine.slow.terms import Terms, stated
from glasshouse.ground.arithmetic import exponential_of_word
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from glasshouse.engine.slow.book import Book
    from glasshouse.engine.slow.gates import Doors
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.record import Record

__all__ = ["Knowledge"]

_STEP = 6


class Knowledge:
    """How somebody learns of what is in the book.

    What a gate tells is looked for ahead: as long as the same doors are closed for the same lists, the next
    request at one of them is the one at which its lists become known.
    """

    def __init__(self, terms: Terms, person: Person, luck: Luck, rates: Rates) -> None:
        """Begin with nothing to learn."""
        self._terms = terms
        self._person = person
        self._luck = luck
        self._rates = rates
        self._at_gates: dict[str, tuple[Doors, frozenset[str]]] = {}

    def amend(self, terms: Terms) -> None:
        """Go by another text of the scheme."""
        self._terms = terms

    def entered(self, book: Book, list_id: str, day: int, record: Record) -> None:
        """Note when somebody who has come onto a list will learn of it, by notice or by hearsay."""
        terms, assumed = self._terms, self._terms.assumptions.procedure
        words = self._luck.block(
            record.index, Purpose.RECORD, record.stream, self._person.number, _STEP, list_id
        )
        ways: list[tuple[int, int, str]] = []
        notice = terms.notice_of(list_id)
        if notice is not None and passes(words[0], terms.notice_reaches):
            later = 0 if notice.due == "before-effect" else stated(notice.days) or 0
            ways.append((day + later, 0, "notice"))
        if terms.is_public(terms.scheme.list(list_id)) and passes(words[1], assumed.publication.tells.value):
            later = int(exponential_of_word(words[2]) * assumed.publication.after.value)
            ways.append((day + later, 1, "public"))
        if ways:
            learns, _, way = min(ways)
            book.agenda.note(learns, Kind.KNOW, list=list_id, spell=book.places[list_id].spells, way=way)

    def look_at_gates(self, book: Book, day: int, closed: Mapping[str, Doors]) -> None:
        """Note at which request somebody will learn of a list, wherever that may have changed.

        Args:
            book: the actual one.
            day: today; requests from now on count.
            closed: by gate, the doors at which somebody is refused.
        """
        for gate_id in sorted({*self._at_gates, *closed}):
            now = (closed.get(gate_id, frozenset()), frozenset(self._telling(book, gate_id)))
            if now == self._at_gates.get(gate_id, (frozenset(), frozenset())):
                continue
            self._at_gates[gate_id] = now
            book.agenda.strike_all(lambda item, gate=gate_id: item.way == "gate" and item.gate == gate)  # type: ignore[misc]
            doors, telling = now
            if not telling:
                continue
            request = first_request(
                self._person,
                self._terms.assumptions.gates[gate_id],
                self._terms.assumptions,
                self._rates,
                self._luck,
                day,
                self._terms.days,
                doors,
            )
            if request is not None:
                book.agenda.note(request.day, Kind.KNOW, gate=gate_id, way="gate")

    def move(self, book: Book) -> None:
        """Forget what was found at gates: somebody who moves asks on as people do elsewhere."""
        self._at_gates.clear()
        book.agenda.strike_all(lambda item: item.way == "gate")

    def learned(self, book: Book, item: Item) -> list[str]:
        """Return the lists that become known by an item of the agenda, in the order of the scheme."""
        if item.way == "gate":
            return list(self._telling(book, item.gate))
        place = book.places[item.list]
        return [item.list] if place.on and place.spells == item.spell and not place.known else []

    def _telling(self, book: Book, gate_id: str) -> Iterator[str]:
        """Run through the lists of which a refusal at a gate would tell."""
        for list_id, place in book.places.items():
            if place.bears and not place.known and self._terms.refuses_by(list_id, gate_id):
                yield list_id
