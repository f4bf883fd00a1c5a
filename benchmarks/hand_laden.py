"""The laden workload by hand: the yardstick that does the same work as the laden engine.

Three arms of the scorebook side by side (`benchmarks.laden`), each with the list of those who have sunk into
band D, its notice, its review, and with neighbours who look at each other every week; and nothing else, as
fast as we know how to write it in Numba. Where `benchmarks.hand_kernel` answers what the engine is asked to
keep up with to the letter, this one says how much of the distance is the work itself.

What makes it fast, besides what makes the plain kernel fast:

* one candidate stream for the three arms, whose scores, levels and thresholds lie side by side;
* of everything that follows from being listed it is settled at the entry when it will be known, and whether
  a review is asked for: a year is too short for a stay to end, and no review succeeds, so there is no agenda;
* requests are drawn from the entry on only, and looked at when band D is entered or left, and at the end;
* what is seen of others is worked out for all at once, from one byte a person and arm.

What it leaves out is what the plain kernel leaves out, but for contact, list, notice, review and arms:
tallies by week, group and replicate, days in bands and on lists, households (in the workload everybody lives
alone), any other number of anything. It lives everybody week by week, as one would write it first: that
nobody need be lived before somebody could see the difference (`glasshouse.engine.kernels.contact`) would
serve it too.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks import scorebook as book
from benchmarks.alias import alias_table
from benchmarks.hand_kernel import _GOLDEN, _mix, _seed_word, _share, _wait

__all__ = ["ARMS", "Laden", "run"]

ARMS = 3
_TOLD = np.array([True, False, True])
"""In which arms a notice of the entry is sent."""
_NOTICE_DAYS = 30
_REVIEW_DAYS = 30
_ASKS = 0.2
_DETERRED = 0.3
"""Share of conducts that goes away at the highest level seen."""
_PEERS = int(0.3 * 65536 + 0.5)
_NEIGHBOURHOOD = int(0.2 * 65536 + 0.5)
_FULL = 0.02
_HOME = 1000
"""People in a neighbourhood."""

_U1, _U7, _U8, _U11, _U40 = (np.uint64(bits) for bits in (1, 7, 8, 11, 40))
_LOW_WORD = np.uint64(0xFFFFFFFF)
_ACCEPT_STREAM = np.uint64(0xA0761D6478BD642F)
_TRIP_STREAM = np.uint64(0xD1342543DE82EF95)
_HOME_STREAM = np.uint64(0xE7037ED1A0B428DB)

_DAYS = book.DAYS
_ALL_DAYS = float(book.DAYS)
_EDGE_A, _EDGE_B, _EDGE_C = (edge for _, edge in book.BANDS if edge is not None)
_DAYS_PER_CANDIDATE = 1.0 / book.TOTAL_RATE
_DAYS_PER_TRIP = 1.0 / book.TRIPS_PER_DAY
_SPREAD = book.FRAILTY_SPREAD
_FULL_TURN = 2.0 * math.pi
_NEVER = 1 << 20

_COLUMNS = ("A", "B", "C", "D", "listed", "known_notice", "known_gate", "asked", "denials", "denials_squares")


def _thresholds() -> NDArray[np.uint64]:
    """By own burden and level seen: accepted are words of 24 bits below it."""
    kept = [[own * (1.0 - _DETERRED * level / 7.0) for level in range(8)] for own in (1.0, book.SLOWED)]
    return np.round(np.array(kept) * 2.0**24).astype(np.uint64)


# What is kept of a person in an arm, side by side for the arms.
_SCORE, _LISTED, _KNOWN, _DENIALS, _ASKED, _TOLD_BY_NOTICE = range(6)


@numba.njit(inline="always")
def _draw_trip(words: Any, trips: Any, arm: int) -> None:
    words[arm] += _GOLDEN
    trips[arm] += _wait(_mix(words[arm])) * _DAYS_PER_TRIP


@numba.njit
def _meet_trips(state: Any, words: Any, trips: Any, arm: int, sunk: bool, day: int) -> None:
    """Refuse the trips before a day; while a review is under way only if the person is in band D."""
    while trips[arm] < day:
        since = np.int64(trips[arm]) - state[_KNOWN, arm]
        state[_DENIALS, arm] += sunk or not state[_ASKED, arm] or since < 0 or since >= _REVIEW_DAYS
        _draw_trip(words, trips, arm)


@numba.njit
def _list(state: Any, words: Any, trips: Any, key: Any, arm: int, told: bool, day: int) -> None:
    """Enter the list, which becomes known by notice or by the first trip, as that is refused."""
    state[_LISTED, arm] = day
    words[arm] = (key ^ _TRIP_STREAM) + np.uint64(arm)
    trips[arm] = day
    _draw_trip(words, trips, arm)
    by_notice = day + _NOTICE_DAYS if told else _NEVER
    by_trip: Any = np.int64(min(trips[arm], float(_NEVER)))
    known = min(by_notice, by_trip)
    state[_KNOWN, arm] = known
    state[_TOLD_BY_NOTICE, arm] = by_notice <= by_trip
    state[_ASKED, arm] = known < _DAYS and _share(_mix(words[arm] ^ _HOME_STREAM)) < _ASKS


@numba.njit
def _look(seen: Any, posted: Any, levels: Any, people: int, near: int, far: int) -> None:
    """What everybody sees of others in one arm: friends so many doors away, and the public board."""
    full = max(1, int(people * _FULL + 0.5))
    board = _NEIGHBOURHOOD * min(full, posted) // full
    own = _NEIGHBOURHOOD * min(full, posted - 1) // full
    for other in range(people):
        seen[people + other] = seen[other]
    for person in range(people):
        friends = (
            np.int64(seen[person + near])
            + seen[person + people - near]
            + seen[person + far]
            + seen[person + people - far]
        )
        levels[person] = (_PEERS * friends // 4 + (own if seen[person] else board)) >> 13


@numba.njit(nogil=True, error_model="numpy", cache=True)
def _simulate(
    seed: Any,
    first: int,
    last: int,
    alias: Any,
    points: Any,
    accepted: Any,
    told: Any,
    addresses: Any,
    paces: Any,
    following: Any,
    states: Any,
    words: Any,
    trips: Any,
    seen: Any,
    levels: Any,
    tally: Any,
) -> None:
    """Live through one neighbourhood of people `first` to `last` - 1, and add it to the arms' rows."""
    people = last - first
    word = _mix(seed ^ (_HOME_STREAM * np.uint64(first + 1)))
    near = 1 + np.int64(_share(word) * (people - 1))
    far = 1 + np.int64(_share(_mix(word + _GOLDEN)) * (people - 1))
    posted = np.zeros(ARMS, np.int64)
    changed = np.zeros(ARMS, np.bool_)
    for place in range(people):
        key = _mix(seed + np.uint64(first + place + 1) * _GOLDEN)
        z = math.sqrt(-2.0 * math.log(_share(_mix(key)))) * math.cos(_FULL_TURN * _share(_mix(key + _GOLDEN)))
        paces[place] = math.exp(-_SPREAD * z) * _DAYS_PER_CANDIDATE
        addresses[place] = key + _GOLDEN + _GOLDEN
        following[place] = _wait(_mix(addresses[place])) * paces[place]
        for arm in range(ARMS):
            states[place, _SCORE, arm] = book.START
            states[place, _LISTED, arm] = _NEVER
            states[place, _KNOWN, arm] = _NEVER
            states[place, _DENIALS, arm] = 0
            states[place, _ASKED, arm] = 0
            seen[arm, place] = 0
            levels[arm, place] = 0
    for start in range(0, _DAYS, 7):
        until = min(float(start + 7), _ALL_DAYS)
        for arm in range(ARMS):
            if changed[arm] and people > 1:
                changed[arm] = False
                _look(seen[arm], posted[arm], levels[arm], people, near, far)
        for place in range(people):
            now = following[place]
            if now >= until:
                continue
            state = states[place]
            address = addresses[place]
            pace = paces[place]
            while now < until:
                word = _mix(address)
                slot = (word >> _U8) & _U7
                other = ((word & _LOW_WORD) >> _U11) >= alias[slot]
                entered = points[(slot << _U1) + np.uint64(other)]
                mark = _mix(address ^ _ACCEPT_STREAM) >> _U40
                day = np.int64(now)
                for arm in range(ARMS):
                    before = state[_SCORE, arm]
                    sunk = before < _EDGE_C
                    burdened = sunk or state[_KNOWN, arm] < day
                    if mark >= accepted[np.uint64(burdened), np.uint64(levels[arm, place])]:
                        continue
                    score = before + entered
                    state[_SCORE, arm] = score
                    if (score < _EDGE_C) == sunk:
                        continue
                    if state[_LISTED, arm] != _NEVER:
                        _meet_trips(state, words[place], trips[place], arm, sunk, day)
                    else:
                        _list(state, words[place], trips[place], address ^ word, arm, told[arm], day)
                        seen[arm, place] = 1
                        posted[arm] += 1
                        changed[arm] = True
                address += _GOLDEN
                now += _wait(_mix(address)) * pace
            addresses[place] = address
            following[place] = now
    for place in range(people):
        state = states[place]
        for arm in range(ARMS):
            score = state[_SCORE, arm]
            row = tally[arm]
            row[np.int64(score < _EDGE_A) + np.int64(score < _EDGE_B) + np.int64(score < _EDGE_C)] += 1
            if state[_LISTED, arm] == _NEVER:
                continue
            _meet_trips(state, words[place], trips[place], arm, score < _EDGE_C, _DAYS)
            row[4] += 1
            if state[_KNOWN, arm] < _DAYS:
                row[5] += state[_TOLD_BY_NOTICE, arm]
                row[6] += 1 - state[_TOLD_BY_NOTICE, arm]
            row[7] += state[_ASKED, arm]
            row[8] += state[_DENIALS, arm]
            row[9] += np.int64(state[_DENIALS, arm]) ** 2


@dataclass(frozen=True)
class Laden:
    """What the kernel found.

    Args:
        people: how many lived a year in each arm.
        bands: per arm, people in bands A, B, C, D on the last day.
        counts: per arm, by name: people listed, stays known by notice and at the gate, reviews asked for,
            trips refused, and the sum of their squares by person.
        seconds: processor time of the simulation alone.
    """

    people: int
    bands: tuple[tuple[int, ...], ...]
    counts: tuple[dict[str, int], ...]
    seconds: float


def run(people: int, seed: int = 1) -> Laden:
    """Simulate `people` for the workload's year, in all three arms."""
    tables = alias_table(book.DAILY_RATES, book.POINTS, bits=21)
    tally = np.zeros((ARMS, len(_COLUMNS)), np.int64)
    most = min(people, _HOME)
    desk = (
        np.zeros(most, np.uint64),
        np.zeros(most),
        np.zeros(most),
        np.zeros((most, 6, ARMS), np.int64),
        np.zeros((most, ARMS), np.uint64),
        np.zeros((most, ARMS)),
        np.zeros((ARMS, 2 * most), np.uint8),
        np.zeros((ARMS, most), np.uint8),
    )
    word = _seed_word(seed)
    began = time.process_time()
    for first, last in book.blocks(people, _HOME):
        _simulate(word, first, last, tables.threshold, tables.points, _thresholds(), _TOLD, *desk, tally)
    seconds = time.process_time() - began
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in tally.tolist()]
    return Laden(
        people=people,
        bands=tuple(tuple(row.pop(name) for name in "ABCD") for row in rows),
        counts=tuple(rows),
        seconds=seconds,
    )
