"""What is counted of one life in one arm.

Specification, lists: "Its days"; counting: "Lists", "Ever, moves, means, targets", "Warm days". Everything is
a whole number of persons, events or days; the simulation adds it to the rows of each group that the person
belongs to.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glasshouse.engine.counted import suspends
from glasshouse.engine.slow.terms import Terms
from glasshouse.engine.tally import SPELL_DAYS

if TYPE_CHECKING:
    from glasshouse.engine.slow.book import Book
    from glasshouse.engine.slow.record import Record
    from glasshouse.engine.slow.witness import Way

__all__ = ["Chronicle"]


@dataclass
class _Spell:
    """A stay on a list: since when, and what its entries so far add to it.

    Attributes:
        entered: the day of entry.
        since: the first day that is counted.
        unknown_since: the same, while the person does not know of it.
        untold_since: the first day without a notice that the text owes; None where one came, or none is owed.
        known_on: the day on whose evening it became known.
        rule: id of the rule that began it.
        unable_since: the first day that is counted of what rests on an entry of somebody unable.
        protected: whether an entry rests on the exercise of a right.
    """

    entered: int
    since: int
    unknown_since: int | None
    rule: str
    untold_since: int | None = None
    known_on: int | None = None
    unable_since: int | None = None
    protected: bool = False


class Chronicle:
    """The counts of one life.

    Attributes:
        totals: by name of the count and what it is of ("" for the person as a whole).
        weekly: by week, name of the count and what it is of.
    """

    def __init__(self, terms: Terms) -> None:
        """Begin with nothing counted."""
        self._terms = terms
        self.totals: Counter[tuple[str, str]] = Counter()
        self.weekly: Counter[tuple[int, str, str]] = Counter()
        self._spells: dict[str, _Spell] = {}
        self._wrongful_since: dict[str, int] = {}
        self._band: tuple[str, int] | None = None

    # ---------------------------------------------------------------------------------------- counting

    def add(self, count: str, item: str = "", amount: int = 1) -> None:
        """Count so many more."""
        self.totals[count, item] += amount

    def mark(self, count: str, item: str = "") -> None:
        """Count the person, once."""
        self.totals[count, item] = 1

    def add_in_week(self, day: int, count: str, item: str) -> None:
        """Count one more in the week of a day; weeks begin where counting does."""
        if day >= self._terms.warm:
            self.weekly[(day - self._terms.warm) // 7, count, item] += 1

    # ---------------------------------------------------------------------------------------- what books tell

    def rule_applied(self, rule_id: str) -> None:
        """Count a hit of a rule."""
        self.add("hits", rule_id)

    def entered(self, list_id: str, day: int, record: Record, newly: bool, rule_id: str) -> None:
        """Open a spell, or note what a further entry adds to it."""
        if newly:
            self._spells[list_id] = _Spell(entered=day, since=day, unknown_since=day, rule=rule_id)
            self._count_spell(list_id)
            self.add_in_week(day, "entries", list_id)
        spell = self._spells[list_id]
        spell.protected = spell.protected or record.protected
        if record.unable and spell.unable_since is None:
            spell.unable_since = day
        self._mark_spell(list_id)

    def untold(self, list_id: str, day: int) -> None:
        """Note from which day on a spell that began today lacks the notice that the text owes."""
        self._spells[list_id].untold_since = day

    def left(self, list_id: str, day: int, way: Way) -> None:
        """Close a spell."""
        self.add(way, list_id)
        self.add_in_week(day, "exits", list_id)
        length = day - self._spells[list_id].entered
        self.add(f"ended-{_class_of(length)}", list_id)
        if way == "corrected":
            self.add("days-to-correction", list_id, length)
        self._close_spell(list_id, day)

    def known(self, list_id: str, day: int, way: str) -> None:
        """Count how a spell became known, and close the days of it that were not."""
        self.add(f"known-{way}", list_id)
        self._spells[list_id].known_on = day
        self._close_unknown(list_id, day)

    def changed_band(self, day: int, band_id: str | None) -> None:
        """Close the days in one band and open those in another; None: there are no bands any more."""
        self._close_band(day)
        self._band = None if band_id is None else (band_id, day)

    # ------------------------------------------------------------------------------------- what a life tells

    def amend(self, terms: Terms) -> None:
        """Go by another text of the scheme."""
        self._terms = terms

    def begin(self, book: Book, day: int) -> None:
        """Open what is counted from the day on which the scheme begins to cover somebody."""
        self.mark("covered")
        if book.band is not None:
            self._band = (book.band.id, day)

    def restart(self, day: int) -> None:
        """Start again from nothing: what was only lived before this day is not counted, what goes on is."""
        self.totals.clear()
        self.mark("covered")
        for list_id, spell in self._spells.items():
            spell.since = day
            spell.unknown_since = None if spell.unknown_since is None else day
            spell.unable_since = None if spell.unable_since is None else day
            self._count_spell(list_id)
            self._mark_spell(list_id)
        for list_id in self._wrongful_since:
            self._wrongful_since[list_id] = day
            self._count_wrongful(list_id)
        if self._band is not None:
            self._band = (self._band[0], day)

    def compare(self, book: Book, day: int) -> None:
        """Open and close wrongful intervals, when both books have come to rest."""
        for list_id in book.places:
            wrongful, was = book.is_wrongful(list_id), list_id in self._wrongful_since
            if wrongful and not was:
                self._wrongful_since[list_id] = day
                self._count_wrongful(list_id)
                self.add_in_week(day, "wrongful-starts", list_id)
            elif was and not wrongful:
                self.add_in_week(day, "wrongful-ends", list_id)
                self._close_wrongful(list_id, day)

    def is_wrongful(self, list_id: str) -> bool:
        """Say whether a wrongful interval of a stay is open."""
        return list_id in self._wrongful_since

    def end(self, day: int, alive: bool) -> None:
        """Count the days of everything that is still open; nothing of it ends, unless the life does."""
        for list_id in list(self._spells):
            if alive:
                self.mark("listed-end", list_id)
            self.add(f"open-{_class_of(day - self._spells[list_id].entered)}", list_id)
            self._close_spell(list_id, day)
        for list_id in list(self._wrongful_since):
            self._close_wrongful(list_id, day)
        if self._band is not None:
            if alive:
                self.mark("band-end", self._band[0])
            self._close_band(day)

    def _count_spell(self, list_id: str) -> None:
        self.add("spells", list_id)
        self.mark("listed", list_id)
        self._mark_if_black("listed-any", list_id)

    def _mark_spell(self, list_id: str) -> None:
        if self._spells[list_id].protected:
            self.mark("protected", list_id)
        if self._spells[list_id].unable_since is not None:
            self.mark("unable", list_id)

    def _count_wrongful(self, list_id: str) -> None:
        self.add("wrongful-spells", list_id)
        self.mark("wrongful", list_id)
        self._mark_if_black("wrongful-any", list_id)

    def _close_spell(self, list_id: str, day: int) -> None:
        self._close_unknown(list_id, day)
        spell = self._spells.pop(list_id)
        self.add("listed-days", list_id, day - spell.since)
        self.add("stay-days", spell.rule, day - spell.since)
        self._count_defects(list_id, spell, day)
        if spell.unable_since is not None:
            self.add("unable-days", list_id, day - spell.unable_since)

    def _count_defects(self, list_id: str, spell: _Spell, day: int) -> None:
        """Count the days before this one on which the text's own procedure was not kept, if there are any."""
        waits = suspends(self._terms.scheme, list_id)
        defective = sum(
            (spell.untold_since is not None and spell.untold_since <= each)
            or (waits and (spell.known_on is None or each < spell.known_on))
            for each in range(spell.since, day)
        )
        if defective:
            self.mark("defective", list_id)
            self.add("defective-spells", list_id)
            self.add("defective-days", list_id, defective)

    def _close_unknown(self, list_id: str, day: int) -> None:
        spell = self._spells[list_id]
        if spell.unknown_since is not None:
            self.add("unknown-days", list_id, day - spell.unknown_since)
            spell.unknown_since = None

    def _close_wrongful(self, list_id: str, day: int) -> None:
        self.add("wrongful-days", list_id, day - self._wrongful_since.pop(list_id))

    def _close_band(self, day: int) -> None:
        if self._band is not None:
            band_id, since = self._band
            self.add("band-days", band_id, day - since)

    def _mark_if_black(self, count: str, list_id: str) -> None:
        if self._terms.scheme.list(list_id).polarity == "black":
            self.mark(count)


def _class_of(days: int) -> str:
    """Return the class of the length of a stay."""
    return next((upper for upper in SPELL_DAYS[:-1] if days <= int(upper)), SPELL_DAYS[-1])
