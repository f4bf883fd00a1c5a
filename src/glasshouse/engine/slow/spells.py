"""Bands and consequences that one may be told of and object to: since when, known or not, waiting or not.

Specification, procedure: "Spells". Only those are looked at that a notice or a remedy of the scheme names:
the *targets*. All is about the actual book.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glasshouse.engine.counted import targets_named
from glasshouse.engine.slow.agenda import Kind, Target
from glasshouse.engine.slow.record import STREAM_OF_BOOKS
from glasshouse.engine.slow.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from glasshouse.engine.slow.agenda import Item
    from glasshouse.engine.slow.book import Book
    from glasshouse.engine.slow.spans import Spans
    from glasshouse.schemes.model.consequences import Consequence

__all__ = ["Spell", "Spells", "path_of"]


@dataclass
class Spell:
    """Somebody's present time in a band or under the condition of a consequence, or the last one.

    Attributes:
        on: whether it goes on.
        began: its first day.
        spells: how many there were, this one included, so that what follows from one knows its own.
        known: whether the person knows of it.
        suspended_by: which remedies that are being decided on keep its consequences waiting.
        set_aside: whether it has no consequences any more.
        waits: whether a notice before effect still puts its consequences off.
    """

    on: bool = False
    began: int = 0
    spells: int = 0
    known: bool = False
    suspended_by: set[str] = field(default_factory=set)
    set_aside: bool = False
    waits: bool = False

    @property
    def bears(self) -> bool:
        """Whether it brings about its consequences."""
        return not self.suspended_by and not self.set_aside and not self.waits

    @property
    def origin(self) -> tuple[int, int]:
        """Index and stream of the luck of everything that follows from it."""
        return self.began, STREAM_OF_BOOKS

    def is_in(self, spell: int) -> bool:
        """Say whether a spell, by its number, still goes on."""
        return self.on and self.spells == spell

    def begin(self, day: int) -> None:
        """Begin another."""
        self.on, self.began = True, day
        self.spells += 1

    def end(self) -> None:
        """End it, and with it what was known of it, asked about it and decided."""
        self.on = self.known = self.set_aside = self.waits = False
        self.suspended_by.clear()


class Spells:
    """The spells of one life, by target."""

    def __init__(self, terms: Terms, spans: Spans) -> None:
        """Begin with none."""
        self._terms = terms
        self._spans = spans
        self._spells = {target: Spell() for target in targets_named(terms.scheme)}

    def __getitem__(self, target: Target) -> Spell:
        """Return the present spell of a target, or the last one."""
        return self._spells[target]

    def amend(self, terms: Terms, void: Iterable[Item]) -> None:
        """Go by another text of the scheme: of what it names too the spells go on.

        Args:
            terms: of the text.
            void: what was noted and means nothing under it: a remedy that is gone suspends nothing.
        """
        self._terms = terms
        self._spells = {target: self._spells.get(target, Spell()) for target in targets_named(terms.scheme)}
        for item in void:
            spell = self._spells.get(item.about)
            if item.kind is Kind.OUTCOME and spell is not None and spell.is_in(item.spell):
                spell.suspended_by.discard(item.part)

    def look(self, book: Book, day: int, at_once: Collection[Target] = ()) -> list[Target]:
        """End and begin spells as the book stands now; return those that begin, bands first.

        One that begins waits, where a notice of it is due some days before effect, unless it is among those
        that begin `at_once`.
        """
        begun = []
        for target, spell in self._spells.items():
            holds = self._holds(target, book)
            if spell.on and not holds:
                spell.end()
            elif holds and not spell.on:
                spell.begin(day)
                begun.append(target)
                wait = self._terms.wait(*target)
                if wait > 0 and target not in at_once:
                    spell.waits = True
                    book.agenda.note(day + wait, Kind.SHARE, target=target, spell=spell.spells)
        return begun

    def take_effect(self, item: Item) -> None:
        """Let the days of a notice before effect be over, if the spell still goes on."""
        assert item.target is not None
        spell = self._spells[item.target]
        if spell.is_in(item.spell):
            spell.waits = False

    def bears(self, kind: str, name: str) -> bool:
        """Say whether a band or consequence is effective where its condition holds."""
        spell = self._spells.get((kind, name))
        return spell is None or spell.bears

    def is_wrongful(self, target: Target, book: Book) -> bool:
        """Say whether true records alone would not have led there."""
        if not self._spells[target].on or book.truth is None:
            return False
        kind, name = target
        if kind == "band":
            return book.truth.band is None or book.truth.band.id != name
        return self._spans.is_wrongful(self._terms.consequence(name), book.truth)

    def told_by(self, consequence: Consequence, book: Book) -> Iterator[Target]:
        """Run through the unknown targets of which one learns by what a consequence does, the band last."""
        targets = [("consequence", consequence.id)]
        if (
            consequence.when.band is not None
            and book.band is not None
            and book.band.id in consequence.when.band
        ):
            targets.append(("band", book.band.id))
        for target in targets:
            if target in self._spells and self._spells[target].on and not self._spells[target].known:
                yield target

    def _holds(self, target: Target, book: Book) -> bool:
        kind, name = target
        if kind == "band":
            return book.band is not None and book.band.id == name
        return self._spans.lasts(self._terms.consequence(name), book)


def path_of(target: Target) -> str:
    """Return where something stands in its scheme, as reasons of events name it."""
    kind, name = target
    return f"score.bands.{name}" if kind == "band" else f"{kind}s.{name}"
