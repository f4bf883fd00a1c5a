"""One person in one arm, from the first day to the last: the order of events.

Specification, "One arm, one person", "Agenda", "A1" and "A3". The order is this list:

1. On the first day in force the consequences of the opening score are settled.
2. Candidates come in the order of time. Before each, both books do what their agendas hold for earlier days
   and for the morning of its day, in the order of day and phase; on a tie the shadow goes first.
3. A candidate becomes a record if the scheme counts it and, where people do less of it in this arm, if it
   happens at all.
4. The rules that take the record apply in turn: at once, or as decisions noted for later.
5. After each item of an agenda and each record, consequences, gates and response are settled. Whether a
   listing is wrongful is looked at after each record and when both books are done with a phase of a day.
6. After the last candidate the agendas run to the end of the horizon; what is still open is counted to there.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from glasshouse.engine.slow.agenda import EVENING, MORNING, Item, Kind
from glasshouse.engine.slow.book import Book
from glasshouse.engine.slow.chronicle import Chronicle
from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.engine.slow.record import Record, record_of_candidate
from glasshouse.engine.slow.rules import matches, rules_that_strike
from glasshouse.engine.slow.standing import Standing, State, multiplier
from glasshouse.engine.slow.terms import Terms, stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glasshouse.assumptions import Conduct
    from glasshouse.engine.slow.candidates import Candidate
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.schemes.model.rules import Rule

__all__ = ["Life"]


class Life:
    """A life under one scheme. Only somebody whom the scheme covers has one.

    Attributes:
        actual: the book that the scheme keeps.
        chronicle: what is counted.
        standing: what the book means for the person.
    """

    def __init__(self, terms: Terms, person: Person, luck: Luck, rates: Rates) -> None:
        """Open the book and settle what holds from the first day in force."""
        self._terms = terms
        self._person = person
        self._luck = luck
        self._shadow: Book | None = None
        self.chronicle = Chronicle(terms)
        self.actual = Book(terms, person, luck, self.chronicle)
        self.standing = Standing(terms, person, luck, rates, self.chronicle)
        self.chronicle.add("covered")
        self.chronicle.begin(self.actual)
        if terms.first_day < terms.days:
            self.standing.settle(self.actual, terms.first_day)

    def live(self, candidates: Iterable[Candidate]) -> None:
        """Go through all candidates, in order, and to the end of the horizon."""
        for candidate in candidates:
            self.meet(candidate)
        self.run_agendas(self._terms.days - 1, EVENING)
        self.chronicle.end(self._terms.days)
        self.standing.end(self._terms.days)

    def change_of(self, conduct: Conduct, relative_rate: float) -> int:
        """Return what the person's answers add to the exposure to a counted conduct, in its units of 2**-16.

        Args:
            conduct: one that the scheme counts.
            relative_rate: the person's, as in `Rates.relative`.
        """
        shift = self.standing.days[State.AWARE] * (multiplier(conduct, State.AWARE, self._terms) - 1.0)
        shift += self.standing.days[State.SANCTIONED] * (
            multiplier(conduct, State.SANCTIONED, self._terms) - 1.0
        )
        return math.floor(relative_rate * 65536.0 * shift + 0.5)

    # ---------------------------------------------------------------------------------------- records

    def meet(self, candidate: Candidate) -> None:
        """Come to a candidate: if it becomes a record, the rules take it, at once or when it is final."""
        self.run_agendas(candidate.day, MORNING)
        if not self._is_recorded(candidate):
            return
        record, day = record_of_candidate(candidate), candidate.day
        for rule in rules_that_strike(candidate, record, self._person, self._terms, self._luck):
            wait = stated(rule.final_after)
            if wait is None or wait.amount == 0:
                self._apply(rule, record, day)
                continue
            final = self._terms.later(day, wait)
            for book in self._books(record):
                book.agenda.note(final, Kind.DECISION, rule=rule.id, record=record, act_day=day)
        self.chronicle.compare(self.actual, day)
        self.standing.settle(self.actual, day)

    def perform(self, list_id: str, day: int) -> None:
        """Perform what a list is about on a given day, not a drawn one (for the tests of scheme files)."""
        self.run_agendas(day, MORNING)
        for book in (self.actual, self._shadow):
            if book is not None:
                book.perform(list_id, day)

    def _is_recorded(self, candidate: Candidate) -> bool:
        """Say whether a candidate becomes a record that the scheme looks at, in this arm."""
        terms, channel = self._terms, candidate.channel
        in_force = terms.first_day <= candidate.day < terms.day_after_last
        watched = any(source.kind == channel.source.id for source in terms.scheme.data.sources)
        if not (
            in_force
            and watched
            and any(matches(rule, candidate, self._person, terms) for rule in terms.rules)
        ):
            return False
        if channel.true and terms.counts(channel.conduct):
            return passes(candidate.acceptance, multiplier(channel.conduct, self.standing.state, terms))
        return True

    def _apply(self, rule: Rule, record: Record, day: int) -> None:
        """Apply a rule at once, in the shadow first."""
        if not record.true:
            self._begin_shadow()
        for book in self._books(record):
            book.fire(rule, record, day, day)

    def _books(self, record: Record) -> list[Book]:
        """Return the books that see a record, the shadow first: it sees true ones only."""
        if self._shadow is not None and record.true:
            return [self._shadow, self.actual]
        return [self.actual]

    def _begin_shadow(self) -> None:
        """From the first false record on, keep a second book without it."""
        if self._shadow is None:
            self._shadow = self.actual.shadow()
            self.actual.truth = self._shadow

    # ---------------------------------------------------------------------------------------- agendas

    def run_agendas(self, day: int, phase: int) -> None:
        """Do everything that is due before the given phase of a day is over."""
        while (due := self._next_due()) is not None:
            book, item = due
            if (item.day, item.phase) > (day, phase):
                return
            book.agenda.strike(item)
            if item.kind is Kind.DECISION:
                self._decide(book, item)
            else:
                book.do(item)
            following = self._next_due()
            if following is None or following[1].turn[:2] != item.turn[:2]:
                # Only now have both books done what is due together: what ends in both is not wrongful.
                self.chronicle.compare(self.actual, item.day)
            self.standing.settle(self.actual, item.day)

    def _next_due(self) -> tuple[Book, Item] | None:
        """Return the next item of the two books; on one phase of one day the shadow's come first."""
        mine = self.actual.agenda.next
        if self._shadow is not None:
            other = self._shadow.agenda.next
            if other is not None and (mine is None or (other.day, other.phase) <= (mine.day, mine.phase)):
                return self._shadow, other
        return None if mine is None else (self.actual, mine)

    def _decide(self, book: Book, item: Item) -> None:
        """Apply a rule whose decision has become final, in the book that noted it."""
        assert item.record is not None
        if not item.record.true:
            self._begin_shadow()
        rule = self._terms.scheme.rule(item.rule)
        date = item.day if rule.dated_by == "decision" else item.act_day
        book.fire(rule, item.record, item.day, date)
