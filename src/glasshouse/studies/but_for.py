"""But for: which single record, had it never been made, would have kept somebody off a list.

Each act or false record that came before a listing is struck out alone, and the life is lived again with the
same luck and with everybody else as they were (`engine.slow.what_if`). The listing is avoided if no day of
the stay is left. Nobody in it is real, and it says what the rules do with records, not what anybody did.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glasshouse.engine.counted import conducts_counted
from glasshouse.engine.texts import united

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.slow import Event
    from glasshouse.engine.slow.what_if import Retelling

__all__ = ["ButFor", "Postponed", "Written", "but_for"]


@dataclass(frozen=True)
class Written:
    """A record that was made.

    Attributes:
        day: of the act, or of what is falsely said to be one, counted from the first day lived.
        conduct: what it is about, by its id.
        source: who wrote it.
        true: whether there is an act behind it.
    """

    day: int
    conduct: str
    source: str
    true: bool


@dataclass(frozen=True)
class Postponed:
    """A record without which a stay would have begun later.

    Attributes:
        record: which.
        day: on which the stay would have begun, counted from the first day lived.
    """

    record: Written
    day: int


@dataclass(frozen=True)
class ButFor:
    """One listing of one person in one arm, and the records that it hangs on.

    Attributes:
        list: onto which list, by its id; or under which consequence, where burdens are asked about.
        day: when, counted from the first day lived.
        looked_at: how many acts and false records came before that the scheme could look at; each was struck
            out alone.
        single: those without which no day of the stay would have been; in order.
        later: those without which it would have begun later; in order.
        rests_on_records: whether it would not have been without all of them.
    """

    list: str
    day: int
    looked_at: int
    single: tuple[Written, ...]
    later: tuple[Postponed, ...]
    rests_on_records: bool


_ON_A_LIST = ("entered", "left")
_IN_FORCE = ("in-force", "over")


@dataclass(frozen=True)
class _Stay:
    list: str
    begin: int
    end: float


def but_for(
    scenario: Scenario, arm: str, life: Retelling, burdens: Collection[str] = ()
) -> list[ButFor] | None:
    """Ask of each of somebody's stays on a blacklist which single record it hangs on.

    Args:
        scenario: in which the life is.
        arm: in which it is lived.
        life: as it is lived, and as it would be.
        burdens: consequences by their ids, of whose days it is asked instead, such as where a band brings
            them and there is no list.

    Returns:
        One answer a stay, in order; None where a score looks at friends' scores, so that no life can be lived
        again alone.
    """
    if not life.can_ask:
        return None
    scheme = united(scenario.texts(next(one for one in scenario.arms if one.name == arm)))
    black = {entry.id for entry in scheme.lists if entry.polarity == "black"}
    words, asked = (_IN_FORCE, set(burdens)) if burdens else (_ON_A_LIST, black)

    def spells(events: Iterable[Event]) -> list[_Stay]:
        return [stay for stay in _stays(events, words) if stay.list in asked]

    stays = spells(life.events)
    if not stays:
        return []
    counted = tuple(conducts_counted(scheme, scenario.assumptions))
    watched = {source.kind for source in scheme.data.sources}
    written = Counter(_told(life.events))
    records: dict[tuple[int, int], Written] = {}
    for one in life.candidates:
        record = Written(one.day, one.channel.conduct.id, one.channel.source.id, one.channel.true)
        struck = one.day <= stays[-1].begin and one.channel.records(counted)
        if struck and record.source in watched and written[record] > 0:
            records[one.stream, one.index] = record
    without = {at: spells(life.without([at])) for at in records}
    found = []
    for stay in stays:
        before = {at: record for at, record in records.items() if record.day <= stay.begin}
        begins = {at: _first_day(stay, without[at]) for at in before}
        single = tuple(before[at] for at, day in begins.items() if day is None)
        if single or not before:
            rests = bool(single)
        else:
            rests = _first_day(stay, spells(life.without(list(before)))) is None
        later = tuple(
            Postponed(before[at], day) for at, day in begins.items() if day is not None and day > stay.begin
        )
        found.append(ButFor(stay.list, stay.begin, len(before), single, later, rests))
    return found


def _told(events: Iterable[Event]) -> Iterable[Written]:
    """The acts that somebody saw and wrote down, and the false records."""
    for event in events:
        if event.happening in ("act", "false-record"):
            yield Written(event.day, event.item, event.detail, event.happening == "act")


def _stays(events: Iterable[Event], words: tuple[str, str]) -> list[_Stay]:
    """What begins and ends with these happenings, in the order of beginning; what is open has no end."""
    enters, leaves = words
    found: list[_Stay] = []
    since: dict[str, int] = {}
    for event in events:
        if event.happening == enters:
            since.setdefault(event.item, event.day)
        elif event.happening == leaves:
            found.append(_Stay(event.item, since.pop(event.item), event.day))
    found += [_Stay(name, begin, math.inf) for name, begin in since.items()]
    return sorted(found, key=lambda stay: (stay.begin, stay.list))


def _first_day(stay: _Stay, others: Sequence[_Stay]) -> int | None:
    """The first day of a stay on which somebody is on its list in another life; None if on none."""
    days = [
        max(stay.begin, other.begin)
        for other in others
        if other.list == stay.list and other.begin < stay.end and stay.begin < other.end
    ]
    return min(days, default=None)
