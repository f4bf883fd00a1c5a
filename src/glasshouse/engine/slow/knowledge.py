"""Who comes to know of a stay, a band or a consequence: by a notice, by hearsay, or at a gate.

Specification, procedure: "Notice before effect", "Knowledge". Knowledge is about the actual book; the shadow,
which nobody sees, knows of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from glasshouse.engine.slow.agenda import Item, Kind, Target
from glasshouse.engine.slow.gates import first_request
from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.engine.slow.terms import Terms, stated
from glasshouse.ground.arithmetic import exponential_of_word
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from glasshouse.assumptions import Gate
    from glasshouse.engine.slow.book import Book
    from glasshouse.engine.slow.entries import PointEntry
    from glasshouse.engine.slow.gates import Doors, Request
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.record import Record
    from glasshouse.engine.slow.spells import Spells
    from glasshouse.schemes.model.consequences import Consequence
    from glasshouse.schemes.model.procedure import Notice
    from glasshouse.schemes.model.rules import Rule

__all__ = ["Knowledge"]

_STEP = 6


class Knowledge:
    """How somebody learns of what is in the book.

    What a gate tells is looked for ahead: as long as the same doors are closed for the same lists, the next
    request at one of them is the one at which its lists become known.
    """

    def __init__(self, terms: Terms, person: Person, luck: Luck, rates: Rates, spells: Spells) -> None:
        """Begin with nothing to learn."""
        self._terms = terms
        self._person = person
        self._luck = luck
        self._rates = rates
        self._spells = spells
        self._at_gates: dict[str, tuple[Doors, frozenset[str]]] = {}
        self._in_force: Sequence[Consequence] = ()
        self._looked_at: set[str] = set()

    def amend(self, book: Book, terms: Terms) -> None:
        """Go by another text of the scheme, and forget what its consequences would tell at gates."""
        self._terms = terms
        self._looked_at.clear()
        book.agenda.strike_all(lambda item: item.kind is Kind.KNOW and item.consequence != "")

    def entered(self, book: Book, list_id: str, day: int, record: Record, rule: Rule) -> int | None:
        """Note when somebody who has come onto a list will learn of it, by notice or by hearsay.

        Returns:
            The first day on which a notice is owed that does not come; None where one comes or none is owed.
        """
        terms, assumed = self._terms, self._terms.assumptions.procedure
        words = self._luck.block(
            record.index, Purpose.RECORD, record.stream, self._person.number, _STEP, list_id
        )
        ways: list[tuple[int, int, str]] = []
        notice = terms.notice_of_rule(rule)
        told = self._told_on(notice, day, words[0])
        if told is not None:
            ways.append((told, 0, "notice"))
        if terms.is_public(terms.scheme.list(list_id)) and passes(words[1], assumed.publication.tells.value):
            later = int(exponential_of_word(words[2]) * assumed.publication.after.value)
            if book.places.would_be_shown(terms.scheme.list(list_id), day + later):
                ways.append((day + later, 1, "public"))
        if ways:
            learns, _, way = min(ways)
            book.agenda.note(learns, Kind.KNOW, list=list_id, spell=book.places[list_id].spells, way=way)
        return _due_on(notice, day) if told is None else None

    def begun(self, book: Book, target: Target, day: int) -> None:
        """Note when somebody will be told of a band or consequence whose spell begins, if they are."""
        spell = self._spells[target]
        index, stream = spell.origin
        words = self._luck.block(index, Purpose.RECORD, stream, self._person.number, _STEP, target[1])
        told = self._told_on(self._terms.notice_of(*target), day, words[0])
        if told is not None:
            book.agenda.note(told, Kind.KNOW, target=target, spell=spell.spells, way="notice")

    def points_entered(self, book: Book, entry: PointEntry, day: int) -> None:
        """Note when somebody will be told of an entry of points that begins to stand, if they are."""
        index, stream = entry.origin
        words = self._luck.block(index, Purpose.RECORD, stream, self._person.number, _STEP, entry.rule)
        told = self._told_on(self._terms.notice_of("rule", entry.rule), day, words[0])
        if told is not None:
            book.agenda.note(told, Kind.KNOW, entry=entry.key, way="notice")

    def _told_on(self, notice: Notice | None, day: int, word: int) -> int | None:
        """Return the day on which a notice of what begins on a day comes; None if none does."""
        return _due_on(notice, day) if passes(word, self._terms.notice_reaches) else None

    def look_at_consequences(self, book: Book, day: int, in_force: Sequence[Consequence]) -> None:
        """Note at which request somebody will learn of a band or consequence by what is done there.

        Each consequence is looked at once, until that request comes or it is no longer in force.

        Args:
            book: the actual one.
            day: today; requests from now on count.
            in_force: the consequences that are, in the order of the scheme.
        """
        for consequence_id in self._looked_at - {consequence.id for consequence in in_force}:
            self._looked_at.discard(consequence_id)
            book.agenda.strike_all(
                lambda item, gone=consequence_id: item.kind is Kind.KNOW and item.consequence == gone  # type: ignore[misc]
            )
        for consequence in in_force:
            if consequence.id in self._looked_at or not self._tells_anything(consequence, book):
                continue
            if not self._terms.touches_requests(consequence):
                continue
            self._looked_at.add(consequence.id)
            gate, doors = self._terms.assumptions.gates[consequence.gate], self._terms.doors[consequence.id]
            request = self._first_request(gate, day, doors)
            if request is not None:
                book.agenda.note(request.day, Kind.KNOW, consequence=consequence.id, way="gate")

    def _tells_anything(self, consequence: Consequence, book: Book) -> bool:
        """Say whether one would learn of something by what a consequence does."""
        return any(self._spells.told_by(consequence, book)) or bool(_entries_told_by(consequence, book))

    def _first_request(self, gate: Gate, day: int, doors: Doors) -> Request | None:
        """Return the first request from a day on, of the whole run, at one of some doors."""
        assumptions, until = self._terms.assumptions, self._terms.days
        return first_request(self._person, gate, assumptions, self._rates, self._luck, day, until, doors)

    def look_at_gates(
        self, book: Book, day: int, closed: Mapping[str, Doors], in_force: Sequence[Consequence]
    ) -> None:
        """Note at which request somebody will learn of a list, wherever that may have changed.

        Args:
            book: the actual one.
            day: today; requests from now on count.
            closed: by gate, the doors at which somebody is refused.
            in_force: the consequences that are; what is set aside or still to come tells of no list.
        """
        self._in_force = in_force
        for gate_id in sorted({*self._at_gates, *closed}):
            now = (closed.get(gate_id, frozenset()), frozenset(self._telling(book, gate_id)))
            if now == self._at_gates.get(gate_id, (frozenset(), frozenset())):
                continue
            self._at_gates[gate_id] = now
            book.agenda.strike_all(lambda item, gate=gate_id: item.way == "gate" and item.gate == gate)  # type: ignore[misc]
            doors, telling = now
            if not telling:
                continue
            request = self._first_request(self._terms.assumptions.gates[gate_id], day, doors)
            if request is not None:
                book.agenda.note(request.day, Kind.KNOW, gate=gate_id, way="gate")

    def move(self, book: Book) -> None:
        """Forget what was found at gates: somebody who moves asks on as people do elsewhere."""
        self._at_gates.clear()
        self._looked_at.clear()
        book.agenda.strike_all(lambda item: item.way == "gate")

    def learned(self, book: Book, item: Item) -> list[Target | PointEntry]:
        """Return what becomes known by an item of the agenda, in the order in which it does."""
        if item.entry is not None:
            entry = book.entries.get(item.entry)
            return [] if entry is None or entry.known else [entry]
        if item.target is not None:
            spell = self._spells[item.target]
            return [item.target] if spell.is_in(item.spell) and not spell.known else []
        if item.consequence:
            self._looked_at.discard(item.consequence)
            consequence = self._terms.consequence(item.consequence)
            return [*self._spells.told_by(consequence, book), *_entries_told_by(consequence, book)]
        if item.way == "gate":
            return [("list", list_id) for list_id in self._telling(book, item.gate)]
        place = book.places[item.list]
        return [("list", item.list)] if place.is_in(item.spell) and not place.known else []

    def _telling(self, book: Book, gate_id: str) -> Iterator[str]:
        """Run through the lists of which a refusal at a gate would tell."""
        for list_id, place in book.places.items():
            unknown = place.bears and not place.known
            if unknown and any(self._terms.refuses_by(item, list_id, gate_id) for item in self._in_force):
                yield list_id


def _entries_told_by(consequence: Consequence, book: Book) -> list[PointEntry]:
    """Return the unknown entries of points of which one learns by what a band or the score brings about."""
    if consequence.when.list is not None:
        return []
    return [entry for entry in book.entries.values() if not entry.known]


def _due_on(notice: Notice | None, day: int) -> int | None:
    """Return the day on which the text owes a notice of what begins on a day; None if it owes none."""
    if notice is None:
        return None
    return day if notice.due == "before-effect" else day + (stated(notice.days) or 0)
