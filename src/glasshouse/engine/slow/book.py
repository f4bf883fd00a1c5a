"""One account of a person in one arm: what the rules have made of a sequence of records.

Specification, records: "Two books", "The count", "The score and the band". A life has one book, the actual
one. As soon as it holds a false record it has two: the *shadow* is a copy that from then on sees true records
alone, and tells where the person would stand without the mistake.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from glasshouse.engine.slow.agenda import Agenda, Item, Kind
from glasshouse.engine.slow.counting import Tallying
from glasshouse.engine.slow.entries import PointEntry
from glasshouse.engine.slow.ledger import Ledger, points_of
from glasshouse.engine.slow.places import Places
from glasshouse.engine.slow.record import Record, record_of_book
from glasshouse.engine.slow.rules import concerns, discretion_is_used
from glasshouse.engine.slow.scorecard import Scorecard
from glasshouse.engine.slow.terms import Terms, stated
from glasshouse.ground.units import Duration

if TYPE_CHECKING:
    from glasshouse.engine.slow.amending import Amendment
    from glasshouse.engine.slow.entries import Key
    from glasshouse.engine.slow.luck import Luck
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.witness import Way, Witness
    from glasshouse.schemes.model.rules import Rule

__all__ = ["Book"]

_OF_PERSONS = (Kind.KNOW, Kind.ASK, Kind.OUTCOME, Kind.MET)
"""What is in the actual book alone: people know of no other."""

_OF_POINTS = (Kind.LAPSE, Kind.RELEASE)

_WAYS: dict[Kind, Way] = {
    Kind.PERFORMED: "performed",
    Kind.CORRECTION: "corrected",
    Kind.REPAIRED: "repaired",
}


class Book:
    """A book.

    Attributes:
        truth: the shadow, for the actual book of a life that has one.
        witness: who is told; nobody for a shadow.
        agenda: what is yet to be done.
        card: what is remembered for a scorecard; None where the score is none.
        friends: what the friends' scores were when they were read last, hundredths.
        score: the reviewed score, hundredths.
        band: the reviewed band; None where the scheme has none.
        places: where the person stands with each list, by its id.
        entries: the entries of points that one may object to, in the order in which they began to stand.
    """

    def __init__(
        self,
        terms: Terms,
        person: Person,
        luck: Luck,
        witness: Witness | None,
        agenda: Agenda | None = None,
    ) -> None:
        """Open a book of somebody of whom nothing is recorded.

        Args:
            terms: the text.
            person: whose book it is.
            luck: the neighbourhood's.
            witness: who is told what happens in it; nobody for a shadow.
            agenda: what is yet to be done; nothing if there is none.
        """
        self._terms = terms
        self._person = person
        self._luck = luck
        self.witness = witness
        self.truth: Book | None = None
        self.agenda = Agenda(terms.days) if agenda is None else agenda
        self.places = Places(terms, person, luck, self.agenda, witness)
        self._ledger = Ledger(terms)
        self._counts = {rule.id: Tallying() for rule in terms.scheme.rules}
        self.entries: dict[Key, PointEntry] = {}
        self._review_is_noted = False
        self.card: Scorecard | None = None
        self.friends: tuple[int, ...] = ()
        self.score = self._ledger.score
        self.band = terms.band_at(self.score)

    def open_card(self, day: int) -> None:
        """Read a scorecard for the first time, on the day on which the scheme begins to cover somebody."""
        self.card = Scorecard(self._terms, self._person, since=day)
        self.score = self.card.score(day, ())
        self.band = self._terms.band_at(self.score)
        self._note_review(day)

    def shadow(self) -> Book:
        """Copy this book for a second account that knows of no false record, not even of an undecided one.

        Nor does anybody know of it, or ask for anything in it.
        """
        shadow = Book(self._terms, self._person, self._luck, witness=None, agenda=copy.deepcopy(self.agenda))
        shadow.agenda.strike_all(
            lambda item: (
                item.kind in _OF_PERSONS
                or (item.kind is Kind.CORRECTION and item.target is not None)
                or (item.kind in (Kind.CORRECTION, Kind.REPAIRED) and item.entry is not None)
                or (item.record is not None and not item.record.true)
            )
        )
        shadow.places.stand_as(self.places)
        shadow._ledger = copy.deepcopy(self._ledger)
        shadow._counts = copy.deepcopy(self._counts)
        shadow.entries = copy.deepcopy(self.entries)
        shadow._review_is_noted = self._review_is_noted
        shadow.card = copy.deepcopy(self.card)
        shadow.friends = self.friends
        shadow.score, shadow.band = self.score, self.band
        return shadow

    # ---------------------------------------------------------------------------------------- amendments

    def amend(self, amendment: Amendment) -> list[Item]:
        """Go by another text from this morning on, with all that goes on; the score is not read yet.

        Returns:
            What was noted and means nothing any more.
        """
        self._terms = amendment.after
        self._ledger.amend(amendment.after, amendment.caps)
        if self.card is not None:
            self.card.amend(amendment.after)
        self._counts = amendment.counts(self._counts)
        self.places.amend(amendment)
        void = self.agenda.read_as(amendment.noted)
        for item in void:
            place = self.places.get(item.list)
            if item.kind is Kind.OUTCOME and place is not None and place.spells == item.spell:
                place.suspended_by.discard(item.part)
        for key in [key for key, entry in self.entries.items() if entry.rule not in self._terms.rules_named]:
            if self.entries.pop(key).suspended_by:
                # What a remedy that was granted has taken out stays out.
                self._strike_lapse(key)
        return void

    def read_anew(self, day: int) -> None:
        """Read score and band on the morning of a day, whenever the next review is."""
        noted = self.agenda.strike_all(lambda item: item.kind is Kind.REVIEW)
        self._review_is_noted = False
        # A scorecard is read on every day of review, also where the old text had none before the horizon.
        if noted or self.card is not None:
            self._note_review(day)
        self._read(day)

    # ---------------------------------------------------------------------------------------- wrongs

    def is_wrongful(self, list_id: str) -> bool:
        """Say whether the person is on a list where true records alone would not have put or kept them."""
        on_in_truth = self.truth is None or self.truth.places[list_id].on
        return self.places[list_id].on and not on_in_truth

    # ---------------------------------------------------------------------------------------- what rules do

    def fire(self, rule: Rule, record: Record, day: int, date: int) -> None:
        """Count a record for a rule and, if that makes enough, do what the rule says.

        Args:
            rule: one that took the record.
            record: what it took.
            day: today.
            date: the day that the record is dated, for windows, years and lapses.
        """
        counted = self._counts[rule.id]
        if not counted.reaches(rule.count, date, self._terms):
            return
        counted.firings += 1
        if self.witness is not None:
            self.witness.rule_applied(rule.id, day)
        effect = rule.effect
        if effect.enter is not None:
            self._enter(effect.enter, rule, record, day)
        elif effect.to_band is not None:
            self._add(self._ledger.down_to(effect.to_band), rule, record, day, date)
        else:
            key = self._key_of_new_entry(rule, record)
            amount = self._within_cap(rule, points_of(rule, counted.firings), day, date, key)
            self._add(amount, rule, record, day, date)

    def _key_of_new_entry(self, rule: Rule, record: Record) -> Key | None:
        """Return what an entry of a rule on a record will be known by; None if it is not kept apart."""
        key = (rule.id, record.index, record.stream)
        return key if rule.id in self._terms.rules_named and key not in self.entries else None

    def _within_cap(self, rule: Rule, amount: int, day: int, date: int, key: Key | None) -> int:
        """Return what a limit leaves of an amount; under a rolling one, note when that is given back."""
        found = self._ledger.cap_of(rule)
        if found is None:
            return amount
        number, cap = found
        if cap.years == "calendar":
            return self._ledger.within_calendar_year(number, cap, amount, date)
        given = self._ledger.within_any_year(number, cap, amount)
        year_after = self._terms.later(date, Duration(1, "year"))
        if given != 0 and year_after > day:
            self._ledger.use(number, abs(given))
            self.agenda.note(year_after, Kind.RELEASE, amount=abs(given), cap=number, entry=key)
        return given

    def _add(self, amount: int, rule: Rule, record: Record, day: int, date: int) -> None:
        """Enter points; those that would have lapsed by today are not entered at all."""
        if amount == 0:
            return
        lapse, key = stated(rule.lapse), self._key_of_new_entry(rule, record)
        if lapse is not None:
            due = self._terms.later(date, lapse)
            if due <= day:
                return
            self.agenda.note(due, Kind.LAPSE, amount=amount, rule=rule.id, entry=key)
        if key is not None:
            self.entries[key] = PointEntry(key, amount, date)
            if self.witness is not None:
                self.witness.points_entered(self.entries[key], day)
        self._enter_points(amount, day, rule.id)

    def _enter_points(self, amount: int, day: int, rule_id: str) -> None:
        self._ledger.enter(amount)
        if self.witness is not None:
            self.witness.points_changed(amount, day, rule_id)
        self._score_changed(day)

    # ---------------------------------------------------------------------------------------- reviews

    def _score_changed(self, day: int) -> None:
        """Review at once, or on the next day of review if none is awaited yet."""
        if not self._terms.review_days:
            self._review(day)
        elif not self._review_is_noted:
            self._note_review(day)

    def _note_review(self, day: int) -> None:
        """Note the first review from a day on: on day 0, or a whole number of periods after it."""
        for due in self._terms.review_days:
            if due >= day:
                self.agenda.note(due, Kind.REVIEW)
                self._review_is_noted = True
                return

    def _review(self, day: int) -> None:
        """Set the band anew from the score; rules about the band that is entered then apply."""
        self._review_is_noted = False
        if self.card is not None:
            self._note_review(day + 1)
        self._read(day)

    def _read(self, day: int) -> None:
        self.score = self._ledger.score if self.card is None else self.card.score(day, self.friends)
        band, self.band = self.band, self._terms.band_at(self.score)
        old, new = (None if read is None else read.id for read in (band, self.band))
        if old == new:
            return
        if self.witness is not None:
            self.witness.changed_band(day, new)
        for rule in self._terms.rules:
            if new in (rule.when.band or ()) and old not in (rule.when.band or ()):
                self._fire_of_itself(rule, day, wait=0 if new is None else self._terms.wait("band", new))

    def _fire_of_itself(self, rule: Rule, day: int, wait: int = 0) -> None:
        """Apply a rule about a band or list, whose occasion is in the book itself and needs no proof.

        Args:
            rule: the rule.
            day: today.
            wait: days by which a notice of the band puts it off; it then applies only in such a band.
        """
        record = record_of_book(day)
        if not concerns(rule, self._person, day, self._terms) or not discretion_is_used(
            rule, record, self._person, self._terms, self._luck
        ):
            return
        due = day + self._terms.notice_delay(rule) + wait
        if due > day:
            dated = due if rule.dated_by == "decision" else day
            self.agenda.note(due, Kind.DECISION, rule=rule.id, record=record, dated=dated, in_band=wait > 0)
        else:
            self.fire(rule, record, day, day)

    def take_over_score(self, other: Book) -> None:
        """Take over what another book has of the score: entries, uses of limits, counts and records."""
        self._ledger = copy.deepcopy(other._ledger)
        self._counts = copy.deepcopy(other._counts)
        self.entries = copy.deepcopy(other.entries)
        if self.card is not None and other.card is not None:
            self.card.dates = copy.deepcopy(other.card.dates)
        self.agenda.strike_all(lambda item: item.kind in _OF_POINTS)
        for item in other.agenda.of_kinds(_OF_POINTS):
            self.agenda.note(
                item.day, item.kind, amount=item.amount, cap=item.cap, rule=item.rule, entry=item.entry
            )

    def clear_score(self, day: int) -> None:
        """End all entries, with their lapses, if they are below nothing in sum, and forget all records."""
        if self._ledger.clear():
            self.agenda.strike_all(lambda item: item.kind is Kind.LAPSE)
            self.entries.clear()
        if self.card is not None:
            self.card.forget()
        self.reconsider(day)

    def suspend(self, key: Key, part: str, day: int) -> None:
        """Let an entry that stands here not count while a remedy is being decided on."""
        entry = self.entries.get(key)
        if entry is None:
            return
        counts = not entry.suspended_by
        entry.suspended_by.add(part)
        if counts:
            self._enter_points(-entry.amount, day, entry.rule)

    def resume(self, key: Key, part: str, day: int) -> None:
        """Let an entry that stands here count again, as far as a remedy is concerned."""
        entry = self.entries.get(key)
        if entry is None or part not in entry.suspended_by:
            return
        entry.suspended_by.discard(part)
        if not entry.suspended_by:
            self._enter_points(entry.amount, day, entry.rule)

    def take_out(self, key: Key, strikes: bool, day: int) -> None:
        """Take an entry out, if it stands here, because a remedy was granted.

        Args:
            key: which.
            strikes: whether it is struck out, as if the rule had not applied, and not forgiven.
            day: today.
        """
        entry = self.entries.pop(key, None)
        if entry is None:
            return
        self._strike_lapse(key)
        if not entry.suspended_by:
            self._ledger.enter(-entry.amount)
            if self.witness is not None:
                self.witness.points_changed(-entry.amount, day, entry.rule)
        if strikes:
            rule = self._terms.scheme.rule(entry.rule)
            self._counts[rule.id].forget_one(rule.count, entry.date, self._terms)
            self._give_back(rule, entry)
        self._score_changed(day)

    def _give_back(self, rule: Rule, entry: PointEntry) -> None:
        """Count what an entry had of a limit as not used."""
        for item in self.agenda.strike_all(
            lambda item: item.kind is Kind.RELEASE and item.entry == entry.key
        ):
            self._ledger.use(item.cap, -item.amount)
        found = self._ledger.cap_of(rule)
        if found is not None and found[1].years == "calendar" and rule.effect.points is not None:
            self._ledger.give_back(found[0], entry.amount, entry.date)

    def _strike_lapse(self, key: Key) -> None:
        self.agenda.strike_all(lambda item: item.kind is Kind.LAPSE and item.entry == key)

    def _lapse(self, item: Item) -> None:
        """Let points lapse; those of an entry that does not count at present are out already."""
        entry = None if item.entry is None else self.entries.pop(item.entry, None)
        if entry is None or not entry.suspended_by:
            self._enter_points(-item.amount, item.day, item.rule)

    def reconsider(self, day: int) -> None:
        """Review as after a change of points."""
        self._score_changed(day)

    @property
    def points(self) -> int:
        """What the score would be if it were read now, hundredths; scorecards are read on their days only."""
        return self.score if self.card is not None else self._ledger.score

    # ---------------------------------------------------------------------------------------- lists

    def _enter(self, list_id: str, rule: Rule, record: Record, day: int) -> None:
        """Put the person onto a list, or enter anew; rules about coming onto it then apply."""
        if self._terms.scheme.list(list_id).resets:
            for other in self._terms.rules:
                if other.effect.enter == list_id:
                    self._counts[other.id].start_anew()
        if self.places.enter(list_id, rule, record, day):
            for other in self._terms.rules:
                if other.when.list is not None and list_id in other.when.list:
                    self._fire_of_itself(other, day)

    # ---------------------------------------------------------------------------------------- the agenda

    def do(self, item: Item) -> None:
        """Do what the agenda says, except for what may concern both books of a life, or the person."""
        match item.kind:
            case Kind.LAPSE:
                self._lapse(item)
            case Kind.RELEASE:
                self._ledger.use(item.cap, -item.amount)
            case Kind.EXPIRY:
                self.places.expire(item.list, item.day)
            case Kind.PERFORMED | Kind.CORRECTION | Kind.REPAIRED:
                if self.places[item.list].is_at(item.serial):
                    self.places.leave(item.list, item.day, _WAYS[item.kind])
            case Kind.REVIEW:
                self._review(item.day)
            case _:
                raise ValueError(f"{item.kind.name} is the life's to do, not the book's")
