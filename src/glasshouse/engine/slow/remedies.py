"""What somebody can do about a stay, a band or a consequence: have it corrected or reviewed, or make good.

Specification, part K, "Remedies" and "Repair", and part Q, which widens them from lists to bands and
consequences. Everything begins with knowing, and what follows from it is in the actual book; what was granted
about a stay is carried out in both.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from glasshouse.engine.slow.agenda import Item, Kind, Target
from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.engine.slow.offers import first_of, repair_of
from glasshouse.engine.slow.spells import Spells, path_of
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
    from glasshouse.engine.slow.spells import Spell
    from glasshouse.engine.slow.stays import Place
    from glasshouse.engine.slow.trace import Tell
    from glasshouse.schemes.model.procedure import Remedy

__all__ = ["Part", "Remedies"]

Part = Literal["chain", "repair"]
"""A list, band or consequence has at most one chain of corrections and reviews, and one repair beside it."""

_STEPS: dict[Part, int] = {"chain": 7, "repair": 8}
_WAYS: dict[Part, str] = {"chain": "overturned", "repair": "repair"}
_CARRIED_OUT: dict[Part, Kind] = {"chain": Kind.CORRECTION, "repair": Kind.REPAIRED}


class Remedies:
    """The remedies of one person in one arm."""

    def __init__(
        self,
        terms: Terms,
        person: Person,
        luck: Luck,
        rates: Rates,
        spells: Spells,
        chronicle: Chronicle,
        tell: Tell,
    ) -> None:
        """Begin with nothing asked for."""
        self._terms = terms
        self._person = person
        self._luck = luck
        self._rates = rates
        self._spells = spells
        self._chronicle = chronicle
        self._tell = tell

    def amend(self, terms: Terms) -> None:
        """Go by another text of the scheme."""
        self._terms = terms

    def begin(self, book: Book, target: Target, day: int) -> None:
        """Begin the chain of a list, band or consequence, and its repair, on the day it becomes known."""
        chain, repair = first_of(self._terms, target), repair_of(self._terms, target)
        if chain is not None:
            self._begin(book, target, chain, "chain", day)
        if repair is not None:
            self._begin(book, target, repair, "repair", day)

    def ask(self, book: Book, item: Item) -> None:
        """Ask for a remedy; the decision comes within its term, the next day at the earliest."""
        target = item.about
        spell = self._spell(book, target)
        if not spell.is_in(item.spell):
            return
        remedy, part = self._terms.remedy(item.remedy), _part_of(item)
        self._count("asked", target)
        self._told(item, "asked")
        if remedy.suspends:
            spell.suspended_by.add(part)
        if remedy.decides is None or stated(remedy.decides) is None:
            decided = item.day + math.floor(self._takes(remedy) + 0.5)
        else:
            decided = self._terms.later(item.day, stated(remedy.decides))
        book.agenda.note(
            max(decided, item.day + 1),
            Kind.OUTCOME,
            list=item.list,
            target=item.target,
            spell=item.spell,
            remedy=item.remedy,
            part=part,
        )

    def decide(self, book: Book, item: Item) -> None:
        """Decide on a remedy: what is granted is carried out; what is refused opens the next remedy."""
        target = item.about
        spell = self._spell(book, target)
        if not spell.is_in(item.spell):
            return
        remedy, part = self._terms.remedy(item.remedy), _part_of(item)
        spell.suspended_by.discard(part)
        words = self._words(book, target, remedy, part)
        if passes(words[2], self._succeeds(remedy, self._is_wrongful(book, target))):
            self._count("granted", target)
            self._told(item, "granted")
            if item.target is None:
                self._end_stay(book, item, remedy, part)
            else:
                self._do_away(book, item, remedy, part)
            return
        self._told(item, "turned-down")
        if part == "chain" and remedy.next is not None:
            self._begin(book, target, self._terms.remedy(remedy.next), part, item.day)

    # ---------------------------------------------------------------------------------------- how

    def _begin(self, book: Book, target: Target, remedy: Remedy, part: Part, day: int) -> None:
        """Note when somebody will ask for a remedy, if they do, and in time."""
        words = self._words(book, target, remedy, part)
        if not passes(words[0], self._asks(remedy, self._is_wrongful(book, target), day)):
            return
        asks = day + int(exponential_of_word(words[1]) * self._asks_after(remedy))
        within = stated(remedy.ask_within)
        if asks >= self._terms.days or (within is not None and asks > self._terms.later(day, within)):
            return
        kind, name = target
        book.agenda.note(
            asks,
            Kind.ASK,
            list=name if kind == "list" else "",
            target=None if kind == "list" else target,
            spell=self._spell(book, target).spells,
            remedy=remedy.id,
            part=part,
        )

    def _end_stay(self, book: Book, item: Item, remedy: Remedy, part: Part) -> None:
        """Note the end of the stay, in the actual book and in the shadow."""
        way = exit_by(self._terms.scheme.list(item.list), _WAYS[part])
        assert way is not None
        leaves = self._terms.later(self._terms.later(item.day, stated(remedy.then)), stated(way.within))
        for account in (book, book.truth):
            if account is not None and account.places[item.list].on:
                serial = account.places[item.list].serial
                account.agenda.note(max(leaves, item.day), _CARRIED_OUT[part], list=item.list, serial=serial)

    def _do_away(self, book: Book, item: Item, remedy: Remedy, part: Part) -> None:
        """Note what is done about a band or consequence; what has been repaired counts in both books."""
        done = self._terms.later(item.day, stated(remedy.then))
        for account in (book, book.truth) if part == "repair" else (book,):
            if account is not None:
                account.agenda.note(
                    done, _CARRIED_OUT[part], target=item.target, spell=item.spell, remedy=item.remedy
                )

    def _asks(self, remedy: Remedy, wrongful: bool, day: int) -> float:
        assumed = self._terms.assumptions.procedure
        match remedy.kind:
            case "correction":
                return 1.0 if wrongful else 0.0
            case "review":
                share = (assumed.review.asks_if_wrong if wrongful else assumed.review.asks_if_right).value
                for factor in self._rates.factors(self._person.at(day), assumed.review.relative):
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

    # ---------------------------------------------------------------------------------------- about what

    def _spell(self, book: Book, target: Target) -> Place | Spell:
        kind, name = target
        return book.places[name] if kind == "list" else self._spells[target]

    def _is_wrongful(self, book: Book, target: Target) -> bool:
        kind, name = target
        return book.is_wrongful(name) if kind == "list" else self._spells.is_wrongful(target, book)

    def _count(self, count: str, target: Target) -> None:
        kind, name = target
        self._chronicle.add(count if kind == "list" else f"{kind}-{count}", name)

    def _told(self, item: Item, happening: Literal["asked", "granted", "turned-down"]) -> None:
        kind, name = target = item.about
        because = (f"remedies.{item.remedy}", path_of(target))
        self._tell(item.day, happening, name, of=kind, because=because)

    def _words(self, book: Book, target: Target, remedy: Remedy, part: Part) -> Words:
        """Return the luck of a remedy: it follows from what began the stay or the spell."""
        index, stream = self._spell(book, target).origin
        return self._luck.block(index, Purpose.RECORD, stream, self._person.number, _STEPS[part], remedy.id)


def _part_of(item: Item) -> Part:
    return "repair" if item.part == "repair" else "chain"
