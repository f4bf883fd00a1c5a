"""Where somebody stands with the lists, in one book: coming onto them, staying, being shown, getting off.

Specification, lists: "A stay and its end", "Renewal", "Publication".
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from glasshouse.engine.slow.agenda import Agenda, Kind
from glasshouse.engine.slow.stays import (
    Entry,
    Place,
    decided_afresh_to_end,
    ends_on,
    exit_by,
    performed_on,
    renewal_of,
    renewed_until,
)
from glasshouse.engine.slow.terms import NEVER, Terms, stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glasshouse.engine.slow.amending import Amendment
    from glasshouse.engine.slow.luck import Luck
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.record import Record
    from glasshouse.engine.slow.witness import Way, Witness
    from glasshouse.schemes.model.lists import List
    from glasshouse.schemes.model.rules import Rule

__all__ = ["Places"]


class Places(Mapping[str, Place]):
    """The places of one book, by the id of the list."""

    def __init__(
        self, terms: Terms, person: Person, luck: Luck, agenda: Agenda, witness: Witness | None
    ) -> None:
        """Begin on no list.

        Args:
            terms: the text.
            person: whose book it is.
            luck: the neighbourhood's.
            agenda: the book's, for what is to be done.
            witness: who is told; nobody for a shadow.
        """
        self._terms = terms
        self._person = person
        self._luck = luck
        self._agenda = agenda
        self._witness = witness
        self._places = {entry.id: Place() for entry in terms.scheme.lists}

    def __getitem__(self, list_id: str) -> Place:
        """Return where the person stands with a list."""
        return self._places[list_id]

    def __iter__(self) -> Iterator[str]:
        """Run through the lists, in the order of the file."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return how many lists there are."""
        return len(self._places)

    def stand_as(self, other: Places) -> None:
        """Stand with every list as another book says."""
        self._places = copy.deepcopy(other._places)

    # ---------------------------------------------------------------------------------------- amendments

    def end(self, lists: Sequence[str], day: int) -> None:
        """End the stays on some lists, this morning."""
        for list_id in lists:
            if self[list_id].on:
                self.leave(list_id, day, "expired")

    def amend(self, amendment: Amendment) -> None:
        """Go by another text from this morning on: places on lists that it has, too, are kept."""
        self._terms = amendment.after
        self._places = amendment.places(self._places)
        for entry in self._terms.scheme.lists:
            place = self[entry.id]
            if self._terms.showing_time(entry) is None or entry.id not in amendment.lists_with_a_time:
                place.shown_until = 0
                if place.on:
                    self._show(entry, place, amendment.after.since)

    def reach_back(self, day: int) -> None:
        """Give each stay in force the end that the text gives its latest entry, today at the earliest."""
        for entry in self._terms.scheme.lists:
            place = self[entry.id]
            if not place.on or place.last is None:
                continue
            rule = self._rule_of_last_entry(entry)
            if place.renewed_on is None:
                ends = ends_on(entry, rule, place.last, self._person, self._terms, self._luck)
            else:
                ends = renewed_until(entry, rule, place.renewed_on, self._terms)
            place.until = max(day, ends)
            self._agenda.note(place.until, Kind.EXPIRY, list=entry.id)

    def _rule_of_last_entry(self, entry: List) -> Rule | None:
        """Return the rule that made the last entry on a list; None if it would not in the text of the day."""
        last = self[entry.id].last
        rules = {rule.id: rule for rule in self._terms.rules if rule.effect.enter == entry.id}
        return None if last is None else rules.get(last.rule)

    # --------------------------------------------------------------------------------------- coming and going

    def enter(self, list_id: str, rule: Rule, record: Record, day: int) -> bool:
        """Come onto a list, or be entered anew: then the later of the two ends holds.

        Returns:
            Whether the person was not on it.
        """
        entry, place = self._terms.scheme.list(list_id), self[list_id]
        newly = not place.on
        place.renewed_on = None
        self._show(entry, place, day)
        place.last = Entry(record, day, rule.id, repeated=place.spells - int(place.on) >= 1)
        until = ends_on(entry, rule, place.last, self._person, self._terms, self._luck)
        place.serial += 1
        if newly:
            place.enter(until, record, rule.id)
            self._agenda.note(until, Kind.EXPIRY, list=list_id)
        else:
            place.until = max(place.until, until)
        if self._witness is not None:
            self._witness.entered(list_id, day, record, newly, rule)

        performed = performed_on(entry, day, record, self._person, self._terms, self._luck)
        if performed is not None:
            self._agenda.note(performed, Kind.PERFORMED, list=list_id, serial=place.serial)
        return newly

    def perform(self, list_id: str, day: int) -> None:
        """Note the exit of somebody who is on a list and performs on this day."""
        way, place = exit_by(self._terms.scheme.list(list_id), "performance"), self[list_id]
        if way is not None and place.on:
            leaves = max(day + 1, self._terms.later(day, stated(way.within)))
            self._agenda.note(leaves, Kind.PERFORMED, list=list_id, serial=place.serial)

    def leave(self, list_id: str, day: int, way: Way) -> None:
        """Get off a list."""
        place = self[list_id]
        place.leave()
        if way in ("corrected", "repaired"):
            place.shown_until = min(place.shown_until, day)
        if self._witness is not None:
            self._witness.left(list_id, day, way)

    def expire(self, list_id: str, day: int) -> None:
        """Leave when the stay is over; if it was made longer meanwhile, look again then."""
        place = self[list_id]
        if not place.on:
            return
        if place.until <= day and not self._begins_again(list_id, day):
            self.leave(list_id, day, "expired")
        else:
            self._agenda.note(place.until, Kind.EXPIRY, list=list_id)

    def _begins_again(self, list_id: str, day: int) -> bool:
        """Let a stay that would run out today begin again, if that is so, and say whether it has."""
        entry, place = self._terms.scheme.list(list_id), self[list_id]
        rule = self._rule_of_last_entry(entry)
        renewal = renewal_of(entry, rule)
        if renewal == "none":
            return False
        if renewal == "fresh-decision":
            wrongful = self._witness is not None and self._witness.is_counted_wrongful(list_id)
            if decided_afresh_to_end(entry, day, wrongful, self._person, self._terms, self._luck):
                return False
        if self._witness is not None:
            self._witness.renewed(list_id, day, renewal, rule)
        place.renewed_on = day
        place.until = max(day + 1, renewed_until(entry, rule, day, self._terms))
        return True

    # ---------------------------------------------------------------------------------------- being shown

    def _show(self, entry: List, place: Place, day: int) -> None:
        """Show an entry of today to everybody for a time of its own, if the list is shown so."""
        time = self._terms.showing_time(entry)
        if time is not None:
            until = NEVER if time == "for-ever" else self._terms.later(day, time)
            if until > place.shown_until:
                place.shown_until = until
                self._agenda.note(until, Kind.SHARE)

    def is_shown(self, entry: List, day: int) -> bool:
        """Say whether everybody can read of somebody on a list, on a day."""
        if not self._terms.is_public(entry):
            return False
        place = self[entry.id]
        return place.on if self._terms.showing_time(entry) is None else day < place.shown_until

    def would_be_shown(self, entry: List, day: int) -> bool:
        """Say whether everybody could read of a stay, if it went on, on a day to come."""
        return self._terms.showing_time(entry) is None or day < self[entry.id].shown_until
