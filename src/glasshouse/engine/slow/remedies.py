"""What somebody can do about a stay, band, consequence or entry of points: correction, review, making good.

Specification, procedure: "Remedies", "What a grant brings", "Repair". Everything begins with knowing, and
what follows from it is in the actual book; what was granted about a stay is carried out in both.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from glasshouse.engine.slow.agenda import Item, Kind, Target
from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.engine.slow.offers import first_of, holder_of, repair_of
from glasshouse.engine.slow.spells import Spells, path_of
from glasshouse.engine.slow.stays import exit_by
from glasshouse.engine.slow.terms import Terms, stated
from glasshouse.ground.arithmetic import exponential_of_word
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from glasshouse.engine.slow.book import Book
    from glasshouse.engine.slow.chronicle import Chronicle
    from glasshouse.engine.slow.entries import Key, PointEntry
    from glasshouse.engine.slow.luck import Words
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.spells import Spell
    from glasshouse.engine.slow.stays import Place
    from glasshouse.engine.slow.trace import Tell
    from glasshouse.schemes.model.procedure import Remedy

__all__ = ["Part", "Remedies"]

Part = Literal["chain", "repair"]
"""A list, band, consequence or rule has at most one chain of corrections and reviews, and one repair."""

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
        kind, name = target
        if kind != "list":
            matter = _Matter(target, target=target, spell=self._spells[target].spells)
            self._open(book, matter, target, target, day)
            return
        place = book.places[name]
        chains, repairs = (
            holder_of(self._terms, name, place.began_by, repairs=wanted) for wanted in (False, True)
        )
        self._open(book, _Matter(target, list=name, spell=place.spells), chains, repairs, day)

    def begin_about(self, book: Book, entry: PointEntry, day: int) -> None:
        """Begin the chain of an entry of points, and its repair, on the day it becomes known."""
        target = ("rule", entry.rule)
        self._open(book, _Matter(target, entry=entry.key), target, target, day)

    def _open(self, book: Book, matter: _Matter, chains: Target, repairs: Target, day: int) -> None:
        """Begin the chain of some holder of remedies, and the repair of one."""
        chain, repair = first_of(self._terms, chains), repair_of(self._terms, repairs)
        if chain is not None:
            self._begin(book, matter.held_by(chains), chain, "chain", day)
        if repair is not None:
            self._begin(book, matter.held_by(repairs), repair, "repair", day)

    def ask(self, book: Book, item: Item) -> None:
        """Ask for a remedy; the decision comes within its term, the next day at the earliest."""
        matter = _Matter.of(item)
        spell = self._spell(book, matter)
        if spell is None:
            return
        remedy, part = self._terms.remedy(item.remedy), _part_of(item)
        self._count("asked", item.about)
        self._told(item, "asked")
        if remedy.suspends and matter.entry is not None:
            for account in _both(book):
                account.suspend(matter.entry, part, item.day)
        elif remedy.suspends:
            spell.suspended_by.add(part)
        if remedy.decides is None or stated(remedy.decides) is None:
            decided = item.day + math.floor(self._takes(remedy) + 0.5)
        else:
            decided = self._terms.later(item.day, stated(remedy.decides))
        book.agenda.note(
            max(decided, item.day + 1), Kind.OUTCOME, **matter.noted, remedy=item.remedy, part=part
        )

    def decide(self, book: Book, item: Item) -> None:
        """Decide on a remedy: what is granted is carried out; what is refused opens the next remedy."""
        matter = _Matter.of(item)
        spell = self._spell(book, matter)
        if spell is None:
            return
        remedy, part = self._terms.remedy(item.remedy), _part_of(item)
        if matter.entry is None:
            spell.suspended_by.discard(part)
        words = self._words(spell, remedy, part)
        if passes(words[2], self._succeeds(remedy, self._is_wrongful(book, matter))):
            self._count("granted", item.about)
            self._told(item, "granted")
            if matter.list:
                self._end_stay(book, item, remedy, part)
            else:
                self._do_away(book, item, remedy, part)
            return
        self._told(item, "turned-down")
        if matter.entry is not None:
            for account in _both(book):
                account.resume(matter.entry, part, item.day)
        if part == "chain" and remedy.next is not None:
            self._begin(book, matter, self._terms.remedy(remedy.next), part, item.day)

    # ---------------------------------------------------------------------------------------- how

    def _begin(self, book: Book, matter: _Matter, remedy: Remedy, part: Part, day: int) -> None:
        """Note when somebody will ask for a remedy, if they do, and in time."""
        spell = self._spell(book, matter)
        assert spell is not None
        words = self._words(spell, remedy, part)
        if not passes(words[0], self._asks(remedy, self._is_wrongful(book, matter), day)):
            return
        asks = day + int(exponential_of_word(words[1]) * self._asks_after(remedy))
        within = stated(remedy.ask_within)
        if asks >= self._terms.days or (within is not None and asks > self._terms.later(day, within)):
            return
        book.agenda.note(asks, Kind.ASK, **matter.noted, remedy=remedy.id, part=part)

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
        """Note what is done about a band, consequence or entry of points.

        The repair of a band or consequence counts in both books.
        """
        done = self._terms.later(item.day, stated(remedy.then))
        for account in (book, book.truth) if part == "repair" and item.entry is None else (book,):
            if account is not None:
                account.agenda.note(
                    done,
                    _CARRIED_OUT[part],
                    target=item.target,
                    spell=item.spell,
                    entry=item.entry,
                    remedy=item.remedy,
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

    def _spell(self, book: Book, matter: _Matter) -> Place | Spell | PointEntry | None:
        """Return what a remedy is about; None where that is over."""
        if matter.entry is not None:
            return book.entries.get(matter.entry)
        spell = book.places[matter.list] if matter.list else self._spells[matter.about]
        return spell if spell.is_in(matter.spell) else None

    def _is_wrongful(self, book: Book, matter: _Matter) -> bool:
        if matter.entry is not None:
            return book.truth is not None and matter.entry not in book.truth.entries
        if matter.list:
            return book.is_wrongful(matter.list)
        return self._spells.is_wrongful(matter.about, book)

    def _count(self, count: str, target: Target) -> None:
        kind, name = target
        self._chronicle.add(count if kind == "list" else f"{kind}-{count}", name)

    def _told(self, item: Item, happening: Literal["asked", "granted", "turned-down"]) -> None:
        kind, name = target = item.about
        because = (f"remedies.{item.remedy}", path_of(target))
        self._tell(item.day, happening, name, of=kind, because=because)

    def _words(self, spell: Place | Spell | PointEntry, remedy: Remedy, part: Part) -> Words:
        """Return the luck of a remedy: it follows from what began the stay, the spell or the entry."""
        index, stream = spell.origin
        return self._luck.block(index, Purpose.RECORD, stream, self._person.number, _STEPS[part], remedy.id)


class _Matter(NamedTuple):
    """What a remedy is about, as items of an agenda name it.

    Attributes:
        about: a list, band or consequence, or the rule of an entry of points.
        list, target, spell, entry, holder: as in `Item`.
    """

    about: Target
    list: str = ""
    target: Target | None = None
    spell: int = 0
    entry: Key | None = None
    holder: str = ""

    @classmethod
    def of(cls, item: Item) -> _Matter:
        """Return what something noted is about."""
        return cls(item.about, item.list, item.target, item.spell, item.entry, item.holder)

    @property
    def noted(self) -> dict[str, Any]:
        """What is noted of it."""
        return {name: value for name, value in self._asdict().items() if name != "about"}

    def held_by(self, holder: Target) -> _Matter:
        """Return the same, for remedies of a stay that are those of the rule that it began by, or not."""
        kind, name = holder
        return self._replace(holder=name if kind == "rule" and self.list else "")


def _both(book: Book) -> list[Book]:
    """Return the shadow, if there is one, and the actual book."""
    return [book] if book.truth is None else [book.truth, book]


def _part_of(item: Item) -> Part:
    return "repair" if item.part == "repair" else "chain"
