"""How long one stays on a list, and when one gets off it early.

Specification, "Lists": the end of a stay with its extensions, performance, and correction of a wrongful
entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.engine.slow.terms import NEVER, Terms, stated
from glasshouse.ground.arithmetic import exponential_of_word
from glasshouse.ground.random import Purpose
from glasshouse.ground.units import Duration

if TYPE_CHECKING:
    from glasshouse.engine.slow.luck import Words
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.record import Record
    from glasshouse.schemes.model.procedure import Remedy
    from glasshouse.schemes.model.rules import Exit, Extension, List, Rule

__all__ = ["Place", "corrected_on", "ends_on", "exit_by", "performed_on"]


@dataclass
class Place:
    """Where somebody stands with one list, in one book.

    Attributes:
        on: whether on it.
        until: the last day of the stay, not included; NEVER for none.
        serial: how many entries there were, so that what follows from an entry knows whether it is the
            latest.
        spells: how many spells there were, the present one included.
    """

    on: bool = False
    until: int = NEVER
    serial: int = 0
    spells: int = 0


def exit_by(entry: List, way: str) -> Exit | None:
    """Return a way off a list; None where it does not exist."""
    return next((found for found in entry.exit if found.by == way), None)


def ends_on(
    entry: List, rule: Rule, place: Place, day: int, record: Record, person: Person, terms: Terms, luck: Luck
) -> int:
    """Return the day on which a stay that begins (or is renewed) on a day runs out."""
    stay = rule.stay or entry.stay
    term, expiry = stay.for_.value, exit_by(entry, "expiry")
    if not isinstance(term, Duration) or expiry is None:
        return NEVER
    until = terms.later(day, term)
    words = luck.block(record.index, Purpose.RECORD, record.stream, person.number, 3, entry.id)
    was_on_it_before = place.spells - int(place.on) >= 1
    for extension, (whether, how_long) in zip(stay.extend, (words[:2], words[2:]), strict=False):
        if was_on_it_before if extension.if_ == "repeated" else _holds(extension, whether, terms):
            shortest = terms.later(until, extension.by[0].value)
            longest = terms.later(until, extension.by[-1].value)
            until = shortest + ((longest - shortest + 1) * how_long >> 32)
    return terms.later(until, stated(expiry.within))


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


def corrected_on(
    entry: List, day: int, record: Record, person: Person, terms: Terms, luck: Luck
) -> int | None:
    """Return the day on which a wrongful entry is undone; None if it is not, or not in this run."""
    way, remedy = exit_by(entry, "overturned"), _correction_of(entry, terms)
    if way is None or remedy is None:
        return None
    correction = terms.assumptions.procedure.correction
    words = _words(5, entry, record, person, luck)
    if not passes(words[0], correction.succeeds.value):
        return None
    asks = day + int(exponential_of_word(words[1]) * correction.asks_after.value)
    if asks >= terms.days:
        return None
    ask_within = stated(remedy.ask_within)
    if ask_within is not None and asks > terms.later(day, ask_within):
        return None
    decided = terms.later(asks, stated(remedy.decides))
    undone = terms.later(decided, stated(remedy.then))
    return max(day + 1, terms.later(undone, stated(way.within)))


def _correction_of(entry: List, terms: Terms) -> Remedy | None:
    for remedy in terms.scheme.remedies:
        if remedy.kind == "correction" and entry.id in remedy.for_.lists:
            return remedy
    return None


def _words(step: int, entry: List, record: Record, person: Person, luck: Luck) -> Words:
    return luck.block(record.index, Purpose.RECORD, record.stream, person.number, step, entry.id)
