"""One person in one arm, from the first day to the last: the order of events.

Specification: "Order of what is due, complete"; records: "A candidate". The order is this list:

1. The scheme begins to cover somebody: on the first day in force, or when of age. The consequences of the
   opening score are settled.
2. On a morning death comes first: nothing happens on its day or later. Then all counts start again, on the
   first day that is counted. Then the scheme is amended: both books go by the new text, its score is read
   anew if anything in it has changed, and consequences are settled. Then comes a move to another place.
   Then, once a week, what is seen of others is settled. Then means recover a step, where they do.
3. Candidates come in the order of time. Before each, both books do what their agendas hold for earlier days
   and for the morning of its day, in the order of day, phase and kind (`agenda`); on a tie the shadow goes
   first.
4. A candidate becomes a record if the scheme counts it and, where people do less or more of it in this arm,
   if it happens at all.
5. The rules that take the record apply in turn: at once, or as decisions noted for later.
6. After each item of an agenda and each record, consequences, gates and response are settled. Whether a
   listing is wrongful is looked at after each record and when both books are done with a phase of a day.
7. After the last candidate the agendas run to the end of the horizon or of the life; what is still open is
   counted to there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.slow.agenda import EVENING, MORNING, Item, Kind, Target
from glasshouse.engine.slow.amending import Amendment
from glasshouse.engine.slow.book import Book
from glasshouse.engine.slow.chronicle import Chronicle
from glasshouse.engine.slow.contact import Shown
from glasshouse.engine.slow.demography import reaches
from glasshouse.engine.slow.entries import PointEntry
from glasshouse.engine.slow.knowledge import Knowledge
from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.engine.slow.means import INSOLVENT
from glasshouse.engine.slow.record import Record, record_of_candidate
from glasshouse.engine.slow.remedies import Remedies
from glasshouse.engine.slow.rules import matches, rules_that_strike
from glasshouse.engine.slow.spans import Spans
from glasshouse.engine.slow.spells import Spells, path_of
from glasshouse.engine.slow.standing import Standing
from glasshouse.engine.slow.terms import NEVER, Terms, stated
from glasshouse.engine.slow.trace import teller

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from glasshouse.engine.slow.candidates import Candidate
    from glasshouse.engine.slow.entries import Key
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.response import Levels
    from glasshouse.engine.slow.trace import Happening, Listener
    from glasshouse.engine.slow.witness import Way
    from glasshouse.schemes.model.rules import Rule

__all__ = ["Life"]


class Life:
    """A life under one scheme that covers the person, now or once old enough.

    Attributes:
        person: whose it is.
        begins, ends: the first day on which the scheme covers the person, and the day after the last of the
            life, or of the run.
        leaves_on: the first day on which the person lives where the scheme covers nobody; NEVER for one who
            stays.
        actual: the book that the scheme keeps.
        chronicle: what is counted.
        standing: what the book means for the person.
        spells: the bands and consequences that the person may be told of and object to.
        spans: the consequences that last for a time of their own.
    """

    def __init__(
        self,
        terms: Terms,
        person: Person,
        luck: Luck,
        rates: Rates,
        candidates: Sequence[Candidate] = (),
        listener: Listener | None = None,
        amended: Sequence[Terms] = (),
    ) -> None:
        """Open the book, on the first day lived.

        Args:
            terms: of the arm, on the first day lived.
            person: who lives.
            luck: the neighbourhood's.
            rates: for what is asked for at gates.
            candidates: all that may be written down of the person, in order.
            listener: who is told of all that happens, if anybody.
            amended: the terms that amendments leave on later days, in their order.
        """
        self.person = person
        of_age = max(terms.first_day, reaches(person, stated(terms.scheme.scope.min_age) or 0))
        here, there = terms.covers(person), terms.covers(person.at(person.moves_on))
        self.begins = of_age if here else max(of_age, person.moves_on)
        self.ends = min(terms.days, person.death)
        self.leaves_on = person.moves_on if here and not there else NEVER
        self._amended = [text for text in amended if text.since < self.ends]
        self._luck = luck
        self._rates = rates
        self._tell = teller(listener)
        self._is_listened_to = listener is not None
        self._coming = list(reversed(candidates))
        self._has_begun = False
        self._has_moved = False
        self._open(terms)

    def _open(self, terms: Terms) -> None:
        """Open everything, empty, under a text."""
        about = (terms, self.person, self._luck)
        self._terms = terms
        self._named_anew: frozenset[Target] = frozenset()
        self._shadow: Book | None = None
        self.chronicle = Chronicle(terms)
        self.spans = Spans(terms)
        self.spells = Spells(terms, self.spans)
        self.actual = Book(*about, witness=self)
        watched = (*about, self._rates, self.spells)
        self.standing = Standing(*watched, self.spans, self.chronicle, self._tell)
        self._knowledge = Knowledge(*watched)
        self._remedies = Remedies(*watched, self.chronicle, self._tell)

    @property
    def is_covered(self) -> bool:
        """Whether the scheme covers the person on any day of the run."""
        return self.begins < min(self.ends, self.leaves_on)

    # ---------------------------------------------------------------------------------------- time

    def live_until(self, day: int) -> None:
        """Go through everything before a day."""
        day = min(day, self.ends)
        while self._next_turn < day:
            turn = self._next_turn
            self._live_on_until(turn)
            self.turn(turn)
        self._live_on_until(day)

    def _live_on_until(self, day: int) -> None:
        if self.begins >= day:
            return
        self.begin()
        while self._coming and self._coming[-1].day < day:
            self.meet(self._coming.pop())
        self.run_agendas(day - 1, EVENING)

    @property
    def _next_turn(self) -> int:
        """The next morning on which the scheme is amended, or the person moves; NEVER if there is none."""
        moves_on = NEVER if self._has_moved else self.person.moves_on
        return min([moves_on, *(text.since for text in self._amended[:1])])

    def turn(self, day: int) -> None:
        """Wake up to another text or in another place, if this is the morning for it."""
        while self._amended and self._amended[0].since == day:
            self._amend(self._amended.pop(0))
        if day == self.person.moves_on and not self._has_moved and day < self.ends:
            self._has_moved = True
            if self.begins < day:
                self._tell(day, "moved")
                self.standing.move(self.actual, day, leaves=day == self.leaves_on)
                self._knowledge.move(self.actual)
                self._settle(day)

    def _amend(self, text: Terms) -> None:
        """Go by another text from this morning on."""
        if not self._has_begun:
            self._open(text)
            return
        day, amendment = text.since, Amendment(self._terms, text)
        self._tell(day, "amended")
        books = [book for book in (self._shadow, self.actual) if book is not None]
        self._let_count_again(books, amendment, day)
        for book in books:
            book.places.end(amendment.lists_gone, day)
        self.chronicle.compare(self.actual, day)

        self._terms = text
        self.spans.amend(text)
        self.spells.amend(text, [item for book in books for item in book.amend(amendment)])
        self.chronicle.amend(text)
        self.standing.amend(self.actual, text, day)
        self._knowledge.amend(self.actual, text)
        self._remedies.amend(text)
        if text.reaches_back:
            for book in books:
                book.places.reach_back(day)

        if amendment.changes_score:
            for book in books:
                book.read_anew(day)
            self.chronicle.compare(self.actual, day)
        self._named_anew = amendment.targets_new
        self._settle(day)

    def _let_count_again(self, books: Sequence[Book], amendment: Amendment, day: int) -> None:
        """Let entries of points count again that a remedy suspends which the new text does not have."""
        for item in self.actual.agenda.of_kinds((Kind.OUTCOME,)):
            if item.entry is not None and amendment.noted(item) is None:
                for book in books:
                    book.resume(item.entry, item.part, day)

    def begin(self) -> None:
        """Come under the scheme, unless that has happened: from this day on it has consequences."""
        if not self._has_begun:
            self._has_begun = True
            self._tell(self.begins, "covered")
            if self._terms.scheme.score.kind == "scorecard":
                self.actual.open_card(self.begins)
            self.chronicle.begin(self.actual, self.begins)
            self._settle(self.begins)

    def restart(self) -> None:
        """Start all counts again from nothing, on the morning of the first day that is counted."""
        if self._has_begun:
            self.chronicle.restart(self._terms.warm)
            self.standing.restart(self._terms.warm)

    def end(self) -> None:
        """Live to the end, and count what is still open to there."""
        self.live_until(self._terms.days)
        self.chronicle.add("covered-days", amount=sum(days for _, _, days in self.stretches()))
        alive = self.person.death >= self._terms.days
        if not alive:
            self._tell(self.ends, "died")
        self.chronicle.end(self.ends, alive)
        self.standing.end(self.ends)

    def stretches(self) -> list[tuple[Person, Mapping[str, int], int]]:
        """Return what was lived under each text of the scheme in each place where it applies.

        Each is the person as of then, what changed by conduct, and the days in force that are counted.
        """
        found = self.standing.response.stretches
        ends = [*(after.since for after in found[1:]), self.ends]
        return [
            (
                self.person.at(max(stretch.since, self.begins)),
                stretch.change,
                max(
                    0,
                    min(end, stretch.terms.day_after_last, self.leaves_on)
                    - max(stretch.since, stretch.terms.warm, self.begins),
                ),
            )
            for stretch, end in zip(found, ends, strict=True)
            if stretch.since < self.leaves_on
        ]

    # ---------------------------------------------------------------------------------------- others

    @property
    def knows_of_scheme(self) -> bool:
        """Whether the person knows that there is such a scheme."""
        return passes(self.person.awareness, self._terms.aware)

    def shown(self, day: int) -> Shown:
        """Return what others can see of the person on the morning of a day: what stood in the evening."""
        if not self._has_begun or day >= self.ends:
            return Shown()
        black, red = (
            frozenset(
                context
                for entry in lists
                if self.actual.places.is_shown(entry, day - 1)
                for context in self._terms.contexts_of_list(entry.id)
            )
            for lists in (self._terms.black_lists, self._terms.red_lists)
        )
        return Shown(self.standing.burden_known(self.actual) | black, black, red)

    def is_scored_before(self, day: int) -> bool:
        """Say whether the person has a score on the morning of a day that others can look at."""
        return self.begins < day < self.person.death

    def hear_of_friends(self, scores: tuple[int, ...]) -> None:
        """Have the friends' scores looked at from now on as they were read last, hundredths."""
        for book in (self.actual, self._shadow):
            if book is not None:
                book.friends = scores

    def look_around(self, day: int, levels: Mapping[str, Levels]) -> None:
        """See from the morning of a day on what happens to others."""
        if self.begins <= day < min(self.ends, self.leaves_on) and self.knows_of_scheme:
            self.begin()
            self.standing.look_around(self.actual, day, levels)

    # ---------------------------------------------------------------------------------------- records

    def meet(self, candidate: Candidate) -> None:
        """Come to a candidate: if it becomes a record, the rules take it, at once or when it is final."""
        self.run_agendas(candidate.day, MORNING)
        if self._is_listened_to:
            self._tell_of(candidate)
        if not self._is_recorded(candidate):
            return
        record, day = record_of_candidate(candidate), candidate.day
        about = (self.person.at(day), self._terms, self._luck, self._acted_in(candidate))
        for rule in rules_that_strike(candidate, record, *about):
            final = self._terms.later(day, stated(rule.final_after))
            final += self._terms.notice_delay(rule)
            if final == day:
                self._apply(rule, record, day)
                continue
            self._tell(day, "decision", rule.id, amount=final, because=(f"rules.{rule.id}",))
            for book in self._books(record):
                dated = final if rule.dated_by == "decision" else day
                book.agenda.note(final, Kind.DECISION, rule=rule.id, record=record, dated=dated)
        if self._is_remembered(candidate):
            if not record.true:
                self._begin_shadow()
            for book in self._books(record):
                assert book.card is not None
                book.card.note(candidate.channel, day)
        self.chronicle.compare(self.actual, day)
        self._settle(day)

    def perform(self, list_id: str, day: int) -> None:
        """Perform what a list is about on a given day, not a drawn one (for the tests of scheme files)."""
        self.run_agendas(day, MORNING)
        for book in (self.actual, self._shadow):
            if book is not None:
                book.places.perform(list_id, day)

    def _tell_of(self, candidate: Candidate) -> None:
        """Tell of an act that is seen, of one that the scheme keeps from being done, or of a false record."""
        channel, day = candidate.channel, candidate.day
        happening: Happening = "act"
        if not channel.true:
            happening = "false-record"
        elif not self.standing.response.accepts(candidate):
            if channel.excess:
                return
            happening = "not-done"
        acted_in, home = self._acted_in(candidate), self.person.at(day).place
        where = "" if acted_in == home else self._terms.places[acted_in]
        self._tell(day, happening, channel.conduct.id, detail=channel.source.id, where=where)

    def _is_recorded(self, candidate: Candidate) -> bool:
        """Say whether a candidate becomes a record that the scheme looks at, in this arm."""
        terms, channel = self._terms, candidate.channel
        in_force = self.begins <= candidate.day < min(terms.day_after_last, self.leaves_on)
        watched = any(source.kind == channel.source.id for source in terms.scheme.data.sources)
        if not (in_force and watched):
            return False
        person, acted_in = self.person.at(candidate.day), self._acted_in(candidate)
        met = self._is_remembered(candidate) or any(
            matches(rule, candidate, person, terms, acted_in) for rule in terms.rules
        )
        if not (met and terms.looks_at(acted_in)):
            return False
        return not channel.true or self.standing.response.accepts(candidate)

    def _acted_in(self, candidate: Candidate) -> int:
        """Return the place where what a candidate tells of is done."""
        return self._terms.travel.place_of_act(candidate, self.person.at(candidate.day), self._luck)

    def _is_remembered(self, candidate: Candidate) -> bool:
        """Say whether a scorecard looks at records of this kind."""
        return any(
            look.id is not None and candidate.channel.records((look.id,))
            for look in self._terms.conduct_inputs
        )

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
        while True:
            due = self._next_due()
            is_due = due is not None and (due[1].day, due[1].phase) <= (day, phase)
            morning = self.standing.livelihood.next_morning
            if morning <= (due[1].day if due is not None and is_due else day):
                self.standing.wake(self.actual, morning)
                continue
            if due is None or not is_due:
                return
            book, item = due
            book.agenda.strike(item)
            match item.kind:
                case Kind.DECISION:
                    self._decide(book, item)
                case Kind.OUTCOME:
                    self._remedies.decide(book, item)
                case Kind.SHARE if item.target is not None:
                    if book is self.actual:
                        self.spells.take_effect(item)
                case Kind.SHARE:
                    self.standing.tell(item, book is self.actual)
                    if book is self.actual:
                        self.spans.run_out(item.consequence, item.day)
                case Kind.KNOW:
                    self._learn(item)
                case Kind.CORRECTION | Kind.REPAIRED if item.entry is not None:
                    self._take_out(item, item.entry)
                case Kind.CORRECTION if item.target is not None:
                    self._strike_out_or_set_aside(item, item.target)
                case Kind.REPAIRED if item.target is not None:
                    self._make_good(book, item, item.target)
                case Kind.ASK:
                    self._remedies.ask(book, item)
                case Kind.MET:
                    self.standing.livelihood.meet(item, book.agenda)
                case Kind.PERFORMED if self.standing.livelihood.means.level == INSOLVENT:
                    self._put_off(book, item)
                case _:
                    book.do(item)
            following = self._next_due()
            if following is None or following[1].turn[:2] != item.turn[:2]:
                # Only now have both books done what is due together: what ends in both is not wrongful.
                self.chronicle.compare(self.actual, item.day)
            self._settle(item.day)

    def _next_due(self) -> tuple[Book, Item] | None:
        """Return the next item of the two books; on one phase of one day the shadow's come first."""
        mine = self.actual.agenda.next
        if self._shadow is not None:
            other = self._shadow.agenda.next
            if other is not None and (mine is None or (other.day, other.phase) <= (mine.day, mine.phase)):
                return self._shadow, other
        return None if mine is None else (self.actual, mine)

    def _put_off(self, book: Book, item: Item) -> None:
        """Put off what somebody insolvent cannot pay for, until things get better, as is foreseen now."""
        later = self.standing.livelihood.means.recovers_on
        book.agenda.note(later, Kind.PERFORMED, list=item.list, serial=item.serial)
        if book is self.actual and book.places[item.list].is_at(item.serial):
            self._tell(item.day, "put-off", item.list, amount=later, because=(f"lists.{item.list}",))

    def _decide(self, book: Book, item: Item) -> None:
        """Apply a rule whose decision has become final, in the book that noted it."""
        assert item.record is not None
        if not item.record.true:
            self._begin_shadow()
        rule = self._terms.scheme.rule(item.rule)
        if item.in_band and (book.band is None or book.band.id not in (rule.when.band or ())):
            return
        book.fire(rule, item.record, item.day, item.dated)

    # ---------------------------------------------------------------------------------------- what follows

    def _settle(self, day: int) -> None:
        """Settle what the book means for the person, and what the person will learn from it."""
        # Of what a text names anew no notice before effect is awaited on the day on which it takes over.
        self.spans.look(self.actual, day)
        at_once = self._named_anew if day == self._terms.since else frozenset[Target]()
        for target in self.spells.look(self.actual, day, at_once):
            self._knowledge.begun(self.actual, target, day)
        self.standing.settle(self.actual, day)
        in_force = self.standing.in_force
        self._knowledge.look_at_gates(self.actual, day, self.standing.closed(), in_force)
        self._knowledge.look_at_consequences(self.actual, day, in_force)

    def _learn(self, item: Item) -> None:
        """Come to know of lists, bands, consequences and points, and begin to do something about it."""
        for target in self._knowledge.learned(self.actual, item):
            if isinstance(target, PointEntry):
                self._learn_of_points(target, item)
                continue
            kind, name = target
            if kind == "list":
                self.actual.places[name].known = True
                self.chronicle.known(name, item.day, item.way)
            else:
                self.spells[target].known = True
                self.chronicle.add(f"{kind}-known", name)
            self._tell(item.day, "known", name, of=kind, detail=item.way, because=(path_of(target),))
            self._remedies.begin(self.actual, target, item.day)

    def _learn_of_points(self, entry: PointEntry, item: Item) -> None:
        """Come to know of points that were entered; what is known of an entry is so in both books."""
        for book in (self.actual, self._shadow):
            if book is not None and entry.key in book.entries:
                book.entries[entry.key].known = True
        self.chronicle.add("rule-known", entry.rule)
        because = (f"rules.{entry.rule}",)
        self._tell(item.day, "known", entry.rule, of="rule", detail=item.way, because=because)
        self._remedies.begin_about(self.actual, entry, item.day)

    # ---------------------------------------------------------------------------------------- what is granted

    def _strike_out_or_set_aside(self, item: Item, target: Target) -> None:
        """Carry out what was granted about a band or consequence: put the score right, or let it be."""
        spell, (kind, name) = self.spells[target], target
        if not spell.is_in(item.spell):
            return
        # Wrongful or not is how it stands now; then, first of all, what would go on for its own time ends.
        is_wrongful = self.spells.is_wrongful(target, self.actual)
        self.spans.end_with_target(kind, name, item.day)
        because = (f"remedies.{item.remedy}", path_of(target))
        if is_wrongful:
            assert self._shadow is not None
            before = self.actual.points
            self.actual.take_over_score(self._shadow)
            amount = self.actual.points - before
            self._tell(item.day, "struck-out", name, of=kind, amount=amount, because=because)
            for account in (self._shadow, self.actual):
                account.reconsider(item.day)
        else:
            spell.set_aside = True
            self._tell(item.day, "set-aside", name, of=kind, because=because)

    def _take_out(self, item: Item, key: Key) -> None:
        """Carry out what was granted about an entry of points, unless it stands no more."""
        entry = self.actual.entries.get(key)
        if entry is None:
            return
        strikes = item.kind is Kind.CORRECTION
        because = (f"remedies.{item.remedy}", f"rules.{entry.rule}")
        happening: Happening = "struck-out" if strikes else "cleared"
        self._tell(item.day, happening, entry.rule, of="rule", amount=-entry.amount, because=because)
        for book in (self._shadow, self.actual):
            if book is not None:
                book.take_out(key, strikes, item.day)

    def _make_good(self, book: Book, item: Item, target: Target) -> None:
        """Let points and records be forgotten, in a book, because a repair was granted."""
        if book is self.actual:
            kind, name = target
            because = (f"remedies.{item.remedy}", path_of(target))
            self._tell(item.day, "cleared", name, of=kind, because=because)
        self.spans.end_with_target(*target, item.day)
        book.clear_score(item.day)

    # ---------------------------------------------------------------------------------------- what books tell

    def rule_applied(self, rule_id: str, day: int) -> None:
        """A rule has applied in the actual book."""
        self.chronicle.rule_applied(rule_id)
        self._tell(day, "rule", rule_id, because=(f"rules.{rule_id}",))

    def points_changed(self, amount: int, day: int, rule_id: str) -> None:
        """Points were entered in the actual book, or lapsed."""
        self._tell(day, "points", amount=amount, because=(f"rules.{rule_id}",))

    def points_entered(self, entry: PointEntry, day: int) -> None:
        """Points that the person may object to are about to be entered in the actual book."""
        self._knowledge.points_entered(self.actual, entry, day)

    def entered(self, list_id: str, day: int, record: Record, newly: bool, rule: Rule) -> None:
        """The person came onto a list, or was entered anew while on it."""
        self.chronicle.entered(list_id, day, record, newly, rule.id)
        self._tell(day, "entered", list_id, because=(f"rules.{rule.id}", f"lists.{list_id}"))
        if newly:
            untold_since = self._knowledge.entered(self.actual, list_id, day, record, rule)
            if untold_since is not None:
                self.chronicle.untold(list_id, untold_since)

    def left(self, list_id: str, day: int, way: Way) -> None:
        """The person got off a list."""
        if way in ("corrected", "repaired"):
            self.spans.end_with_stay(list_id, self.actual, day)
        self.chronicle.left(list_id, day, way)
        self._tell(day, "left", list_id, detail=way, because=(f"lists.{list_id}",))

    def renewed(self, list_id: str, day: int, how: str, rule: Rule | None) -> None:
        """A stay that ran out has begun again."""
        said_by = f"lists.{list_id}" if rule is None or rule.stay is None else f"rules.{rule.id}"
        self._tell(day, "renewed", list_id, detail=how, because=(said_by,))

    def is_counted_wrongful(self, list_id: str) -> bool:
        """Say whether a stay was wrongful when that was looked at last."""
        return self.chronicle.is_wrongful(list_id)

    def changed_band(self, day: int, band_id: str | None) -> None:
        """A review found another band, or that there are none any more."""
        self.chronicle.changed_band(day, band_id)
        if band_id is not None:
            self._tell(day, "band", band_id, because=(f"score.bands.{band_id}",))
