"""What somebody can do about a stay: have it corrected, have it reviewed, make good.

Specification, part K, "Remedies" and "Repair". Everything begins with knowing of the stay, and what follows
from it is in the actual book; what was granted is carried out in both.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from glasshouse.engine.slow.agenda import Item, Kind
from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.engine.slow.offers import first_of, repair_of
from glasshouse.engine.slow.stays import exit_by
from glasshouse.engine.slow.terms import Terms, stated
from glasshouse.ground.arithmetic import exponential_of_word
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from glasshouse.engine.slow.book import Book
    from glasshouse.engine.slow.chronicle import Chronicle
    from glasshouse.engine.slow.luck import Words
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.trace import Tell
    from glasshouse.schemes.model.procedure import Remedy

__all__ = ["Part", "Remedies"]

Part = Literal["chain", "repair"]
"""A list has at most one chain of corrections and reviews, and one repair beside it."""

_STEPS: dict[Part, int] = {"chain": 7, "repair": 8}
_WAYS: dict[Part, str] = {"chain": "overturned", "repair": "repair"}
_EXITS: dict[Part, Kind] = {"chain": Kind.CORRECTION, "repair": Kind.REPAIRED}


class Remedies:
    """The remedies of one person in one arm."""

    def __init__(
        self, terms: Terms, person: Person, luck: Luck, rates: Rates, chronicle: Chronicle, tell: Tell
    ) -> None:
        """Begin with nothing asked for."""
        self._terms = terms
        self._person = person
        self._luck = luck
        self._rates = rates
        self._chronicle = chronicle
        self._tell = tell

    def amend(self, terms: Terms) -> None:
        """Go by another text of the scheme."""
        self._terms = terms

    def begin(self, book: Book, list_id: str, day: int) -> None:
        """Begin the chain of a list, and its repair, on the day on which the stay becomes known."""
        chain, repair = first_of(self._terms, list_id), repair_of(self._terms, list_id)
        if chain is not None:
            self._begin(book, list_id, chain, "chain", day)
        if repair is not None:
            self._begin(book, list_id, repair, "repair", day)

    def ask(self, book: Book, item: Item) -> None:
        """Ask for a remedy; the decision comes within its term, the next day at the earliest."""
        place = book.places[item.list]
        if not place.on or place.spells != item.spell:
            return
        remedy, part = self._terms.remedy(item.remedy), _part_of(item)
        self._chronicle.add("asked", item.list)
        self._tell(item.day, "asked", item.list, because=(f"remedies.{item.remedy}",))
        if remedy.suspends:
            place.suspended_by.add(part)
        if remedy.decides is None or stated(remedy.decides) is None:
            decided = item.day + math.floor(self._takes(remedy) + 0.5)
        else:
            decided = self._terms.later(item.day, stated(remedy.decides))
        book.agenda.note(
            max(decided, item.day + 1),
            Kind.OUTCOME,
            list=item.list,
            spell=item.spell,
            remedy=item.remedy,
            part=part,
        )

    def decide(self, book: Book, item: Item) -> None:
        """Decide on a remedy: what is granted ends the stay; what is refused opens the next remedy."""
        place = book.places[item.list]
        remedy, part = self._terms.remedy(item.remedy), _part_of(item)
        if not place.on or place.spells != item.spell:
            return
        place.suspended_by.discard(part)
        words = self._words(book, item.list, remedy, part)
        if passes(words[2], self._succeeds(remedy, book.is_wrongful(item.list))):
            self._chronicle.add("granted", item.list)
            self._tell(item.day, "granted", item.list, because=(f"remedies.{item.remedy}",))
            self._carry_out(book, item, remedy, part)
            return
        self._tell(item.day, "turned-down", item.list, because=(f"remedies.{item.remedy}",))
        if part == "chain" and remedy.next is not None:
            self._begin(book, item.list, self._terms.remedy(remedy.next), part, item.day)

    # ---------------------------------------------------------------------------------------- how

    def _begin(self, book: Book, list_id: str, remedy: Remedy, part: Part, day: int) -> None:
        """Note when somebody will ask for a remedy, if they do, and in time."""
        words = self._words(book, list_id, remedy, part)
        if not passes(words[0], self._asks(remedy, book.is_wrongful(list_id))):
            return
        asks = day + int(exponential_of_word(words[1]) * self._asks_after(remedy))
        within = stated(remedy.ask_within)
        if asks >= self._terms.days or (within is not None and asks > self._terms.later(day, within)):
            return
        place = book.places[list_id]
        book.agenda.note(
            asks,
            Kind.ASK,
            list=list_id,
            spell=place.spells,
            remedy=remedy.id,
            part=part,
        )

    def _carry_out(self, book: Book, item: Item, remedy: Remedy, part: Part) -> None:
        """Note the end of the stay, in the actual book and in the shadow."""
        way = exit_by(self._terms.scheme.list(item.list), _WAYS[part])
        assert way is not None
        leaves = self._terms.later(self._terms.later(item.day, stated(remedy.then)), stated(way.within))
        for account in (book, book.truth):
            if account is not None and account.places[item.list].on:
                serial = account.places[item.list].serial
                account.agenda.note(max(leaves, item.day), _EXITS[part], list=item.list, serial=serial)

    def _asks(self, remedy: Remedy, wrongful: bool) -> float:
        assumed = self._terms.assumptions.procedure
        match remedy.kind:
            case "correction":
                return 1.0 if wrongful else 0.0
            case "review":
                share = (assumed.review.asks_if_wrong if wrongful else assumed.review.asks_if_right).value
                for factor in self._rates.factors(self._person, assumed.review.relative):
                    share *= factor
                return min(1.0, share)
            case "repair":
                return assumed.repair.asks.value

    def _asks_after(self, remedy: Remedy) -> float:
        return getattr(self._terms.assumptions.procedure, remedy.kind).asks_after.value  # type: ignore[no-any-return]

    def _takes(self, remedy: Remedy) -> float:
        return getattr(self._terms.assumptions.procedure, remedy.kind).takes.value  # type: ignore[no-any-return]

    def _succeeds(self, remedy: Remedy, wrongful: bool) -> float:
        assumed = self._terms.assumptions.procedure
        match remedy.kind:
            case "correction":
                return assumed.correction.succeeds.value if wrongful else 0.0
            case "review":
                review = assumed.review
                return (review.succeeds_if_wrong if wrongful else review.succeeds_if_right).value
            case "repair":
                return assumed.repair.succeeds.value

    def _words(self, book: Book, list_id: str, remedy: Remedy, part: Part) -> Words:
        """Return the luck of a remedy: it follows from the record that began the stay."""
        record = book.places[list_id].record
        assert record is not None
        return self._luck.block(
            record.index, Purpose.RECORD, record.stream, self._person.number, _STEPS[part], remedy.id
        )


def _part_of(item: Item) -> Part:
    return "repair" if item.part == "repair" else "chain"
