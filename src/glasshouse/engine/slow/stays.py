"""How long one stays on a list, and when one gets off it early.

Specification, lists: "A stay and its end", "Renewal".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.engine.slow.record import STREAM_OF_BOOKS
from glasshouse.engine.slow.terms import NEVER, Terms, stated
from glasshouse.ground.arithmetic import exponential_of_word
from glasshouse.ground.random import Purpose
from glasshouse.ground.units import Duration

if TYPE_CHECKING:
    from glasshouse.engine.slow.luck import Words
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.record import Record
    from glasshouse.schemes.model.lists import Exit, Extension, List, Stay
    from glasshouse.schemes.model.rules import Rule

__all__ = [
    "Entry",
    "Place",
    "decided_afresh_to_end",
    "ends_on",
    "exit_by",
    "performed_on",
    "renewal_of",
    "renewed_until",
]


@dataclass(frozen=True)
class Entry:
    """One entry on a list: all that decides when the stay that rests on it runs out.

    Attributes:
        record: what it was made on.
        day: when it took effect.
        rule: id of the rule that made it.
        repeated: whether there had been an earlier stay.
    """

    record: Record
    day: int
    rule: str
    repeated: bool


@dataclass
class Place:
    """Where somebody stands with one list, in one book.

    Attributes:
        on: whether on it.
        until: the last day of the stay, not included; NEVER for none.
        serial: how many entries there were, so that what follows from an entry knows whether it is the
            latest.
        spells: how many spells there were, the present one included.
        record: what the present spell began with.
        began_by: id of the rule that the present spell began by.
        last: the latest entry, of this spell or of one before.
        renewed_on: the day on which the spell began again last, since that entry; None if it has not.
        shown_until: the first day on which a list that shows for a time of its own shows no entry any more.
        known: whether the person knows of it.
        suspended_by: which remedies that are being decided on keep its consequences waiting.
    """

    on: bool = False
    until: int = NEVER
    serial: int = 0
    spells: int = 0
    record: Record | None = None
    began_by: str = ""
    last: Entry | None = None
    renewed_on: int | None = None
    shown_until: int = 0
    known: bool = False
    suspended_by: set[str] = field(default_factory=set)

    @property
    def bears(self) -> bool:
        """Whether it brings about its consequences."""
        return self.on and not self.suspended_by

    def is_at(self, serial: int) -> bool:
        """Say whether one is on it, by this entry and no later one."""
        return self.on and self.serial == serial

    def is_in(self, spell: int) -> bool:
        """Say whether a spell on it, by its number, still goes on."""
        return self.on and self.spells == spell

    @property
    def origin(self) -> tuple[int, int]:
        """Index and stream of the luck of everything that follows from the present spell."""
        assert self.record is not None
        return self.record.index, self.record.stream

    def enter(self, until: int, record: Record, rule_id: str) -> None:
        """Begin a spell."""
        self.on, self.until, self.record, self.began_by = True, until, record, rule_id
        self.spells += 1

    def leave(self) -> None:
        """End the spell, and with it what was known of it and asked about it."""
        self.on = self.known = False
        self.suspended_by.clear()


def exit_by(entry: List, way: str) -> Exit | None:
    """Return a way off a list; None where it does not exist."""
    return next((found for found in entry.exit if found.by == way), None)


def ends_on(entry: List, rule: Rule | None, last: Entry, person: Person, terms: Terms, luck: Luck) -> int:
    """Return the day on which a stay runs out that begins, or is renewed, with an entry.

    Args:
        entry: the list, as the text of the day has it.
        rule: the rule that made the entry; None where that text has none any more that would.
        last: the entry.
        person: whose stay it is.
        terms: the text that decides.
        luck: of the person.
    """
    stay = _stay_by(entry, rule)
    term, expiry = stay.for_.value, exit_by(entry, "expiry")
    if not isinstance(term, Duration) or expiry is None:
        return NEVER
    until = terms.later(last.day, term)
    for number, extension in enumerate(stay.extend):
        pair, second = divmod(number, 2)
        words = _words(3 if pair == 0 else 32 + pair, entry, last.record, person, luck)
        whether, how_long = words[2:] if second else words[:2]
        if last.repeated if extension.if_ == "repeated" else _holds(extension, whether, terms):
            shortest = terms.later(until, extension.by[0].value)
            longest = terms.later(until, extension.by[-1].value)
            until = shortest + ((longest - shortest + 1) * how_long >> 32)
    return terms.later(until, stated(expiry.within))


def renewal_of(entry: List, rule: Rule | None) -> Literal["none", "fresh-decision", "automatic"]:
    """Return how a stay that runs out can begin again; not at all, if it is no length of time that does."""
    stay = _stay_by(entry, rule)
    runs_out = isinstance(stay.for_.value, Duration) and exit_by(entry, "expiry") is not None
    return stay.renewal if runs_out else "none"


def renewed_until(entry: List, rule: Rule | None, day: int, terms: Terms) -> int:
    """Return the day on which a stay runs out that begins again on a day; nothing makes it longer.

    Args:
        entry: the list, as the text of the day has it.
        rule: the rule that made the last entry; None where that text has none any more that would.
        day: the first day of its new length.
        terms: the text that decides.
    """
    term, expiry = _stay_by(entry, rule).for_.value, exit_by(entry, "expiry")
    if not isinstance(term, Duration) or expiry is None:
        return NEVER
    return terms.later(terms.later(day, term), stated(expiry.within))


def decided_afresh_to_end(
    entry: List, day: int, wrongful: bool, person: Person, terms: Terms, luck: Luck
) -> bool:
    """Say whether somebody who looks at a stay anew, on a day, lets it end."""
    words = luck.block(day, Purpose.RECORD, STREAM_OF_BOOKS, person.number, 11, entry.id)
    review = terms.assumptions.procedure.review
    return passes(words[0], (review.succeeds_if_wrong if wrongful else review.succeeds_if_right).value)


def _stay_by(entry: List, rule: Rule | None) -> Stay:
    return entry.stay if rule is None or rule.stay is None else rule.stay


def _holds(extension: Extension, word: int, terms: Terms) -> bool:
    share = terms.assumptions.procedure.conditions.get(extension.if_)
    return share is not None and passes(word, share.value)


def performed_on(
    entry: List, day: int, record: Record, person: Person, terms: Terms, luck: Luck
) -> int | None:
    """Return the day on which somebody who is able gets off a list by performing; None if not in this run."""
    way, rate = exit_by(entry, "performance"), terms.assumptions.procedure.performance.rate.value
    if way is None or record.unable or rate <= 0:
        return None
    words = _words(4, entry, record, person, luck)
    performs = day + int(exponential_of_word(words[0]) * (DAYS_PER_YEAR / rate))
    if performs >= terms.days:
        return None
    return max(day + 1, terms.later(performs, stated(way.within)))


def _words(step: int, entry: List, record: Record, person: Person, luck: Luck) -> Words:
    return luck.block(record.index, Purpose.RECORD, record.stream, person.number, step, entry.id)
