"""The hand-specialised kernel: the yardstick that the general engine is held to.

It does the scorebook workload and nothing else, as fast as we know how to write it in Numba without
changing the question: continuous time, one candidate stream per person at the bound rate, thinning in band
D, refused trips drawn as events while they can be refused, every draw a pure function of (seed, person,
index).

What makes it fast:

* one 64-bit hash per candidate (SplitMix64's finaliser; Steele, Lea and Flood 2014, with Stafford's
  constants) gives both the waiting time (40 bits) and the conduct (24 bits);
* waiting times by the ziggurat of 256 layers (Marsaglia and Tsang 2000): a multiplication in 98.9 % of
  draws, where a logarithm would cost 2.5 ns more;
* the conduct by Walker's alias method from tables of 8 slots; in band D from 16 slots, in which one outcome
  is 'rejected by thinning', so that thinning costs nothing apart;
* two loops, outside and inside band D, so that the common one carries no test for trips;
* unsigned indices (no wrap-around test), blocks of people on a thread pool with the interpreter lock
  released.

What it does not do, and the general engine does: any other scheme; an arm beside a baseline; tallies by
week, group or replicate; strata, households, contact, lists, windows, lapses, notice, remedies; a seen and
an unseen stream; draws that agree bit for bit with a slow twin on every machine (it calls the C library's
log, exp and cos once per person); a generator as well tested as Philox; progress, checkpoints, replay.

One thing that it could do and does not: leave out the waiting times of people who never enter band D. The
number of candidates is Poisson and their order is enough for the score, so most times are never looked at
(`benchmarks.exact` rests on this). That would answer another question: an engine that shows events in time
has to draw the times.
"""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks import scorebook as book
from benchmarks.alias import alias_table

__all__ = ["run", "waiting_times", "warm_up"]

BLOCK = 16_384
"""People in one unit of work: some 4 ms, so that balance between threads costs nothing visible."""

_LAYERS = 256
_COLUMNS = ("A", "B", "C", "D", "denials", "candidates", "score_sum", "score_squares", "denials_squares")

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MULTIPLIER_A = np.uint64(0xBF58476D1CE4E5B9)
_MULTIPLIER_B = np.uint64(0x94D049BB133111EB)
_TRIP_STREAM = np.uint64(0xD1342543DE82EF95)
"""Mixed into a person's key to address the trips: another stream than the candidates."""

# Shifts and masks as unsigned words: a signed one would turn the arithmetic to floating point.
_U1, _U7, _U8, _U11, _U12, _U15, _U27, _U30, _U31, _U32 = (
    np.uint64(bits) for bits in (1, 7, 8, 11, 12, 15, 27, 30, 31, 32)
)
_LAYER_MASK = np.uint64(_LAYERS - 1)
_LOW_WORD = np.uint64(0xFFFFFFFF)

_ALL_DAYS = float(book.DAYS)
_START = book.START
_EDGE_A, _EDGE_B, _EDGE_C = (edge for _, edge in book.BANDS if edge is not None)
_DAYS_PER_CANDIDATE = 1.0 / book.TOTAL_RATE
_DAYS_PER_TRIP = 1.0 / book.TRIPS_PER_DAY
_SPREAD = book.FRAILTY_SPREAD
_UNIT = 2.0**-53
_FULL_TURN = 2.0 * math.pi


def _ziggurat() -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Edges of the layers under exp(-x), exp(-edge), and the start of the tail (Marsaglia and Tsang 2000).

    The start of the tail is the root at which 256 layers of equal area close exactly at the top.
    """

    def edges(tail: float) -> list[float]:
        area = (tail + 1.0) * math.exp(-tail)
        found = [area / math.exp(-tail), tail]
        for _ in range(2, _LAYERS):
            height = math.exp(-found[-1]) + area / found[-1]
            found.append(-math.log(height) if height < 1.0 else 0.0)
            if height >= 1.0:
                found.extend([0.0] * (_LAYERS - len(found)))
                break
        return found

    low, high = 1.0, 20.0
    for _ in range(200):
        middle = 0.5 * (low + high)
        found = edges(middle)
        area = (middle + 1.0) * math.exp(-middle)
        closes = found[-1] > 0.0 and math.exp(-found[-1]) + area / found[-1] < 1.0
        low, high = (low, middle) if closes else (middle, high)
    layers = np.array([*edges(high), 0.0])
    return layers, np.exp(-layers), high


_EDGE, _HEIGHT, _TAIL = _ziggurat()
_WIDTH: NDArray[np.float64] = _EDGE[:_LAYERS] * 2.0**-32
_INSIDE: NDArray[np.uint64] = np.round(_EDGE[1:] / _EDGE[:_LAYERS] * 2.0**32).astype(np.uint64)


def _tables(slowed: float) -> tuple[Any, Any, Any, Any]:
    """Alias tables outside band D (8 slots) and inside (16 slots, one of which is 'rejected': no points)."""
    idle = np.zeros(8)
    idle[0] = (1.0 - slowed) * book.TOTAL_RATE
    inside = np.concatenate([slowed * book.DAILY_RATES, idle])
    points = np.concatenate([book.POINTS, np.zeros(8, np.int64)])
    usual, refused = alias_table(book.DAILY_RATES, book.POINTS, bits=21), alias_table(inside, points, bits=20)
    return usual.threshold, usual.points, refused.threshold, refused.points


@numba.njit(inline="always")
def _mix(word: Any) -> Any:
    """SplitMix64's finaliser: a bijection of 64-bit words that looks random."""
    word = (word ^ (word >> _U30)) * _MULTIPLIER_A
    word = (word ^ (word >> _U27)) * _MULTIPLIER_B
    return word ^ (word >> _U31)


@numba.njit(inline="always")
def _share(word: Any) -> Any:
    """A uniform variate on (0, 1) from the upper 53 bits."""
    return (np.float64(np.int64(word >> _U11)) + 0.5) * _UNIT


@numba.njit(cache=True)
def _wait_outside(word: Any) -> Any:
    """The ziggurat's slow path, taken by 1.1 % of the words: the wedge and the tail, by further hashes."""
    behind = 0.0
    while True:
        layer = np.int64(word & _LAYER_MASK)
        place = word >> _U32
        wait = np.float64(np.int64(place)) * _WIDTH[layer]
        if place < _INSIDE[layer]:
            return behind + wait
        word = _mix(word + _GOLDEN)
        if layer == 0:
            behind += _TAIL
        elif _HEIGHT[layer] + _share(word) * (_HEIGHT[layer + 1] - _HEIGHT[layer]) < math.exp(-wait):
            return behind + wait
        word = _mix(word + _GOLDEN)


@numba.njit(inline="always")
def _wait(word: Any) -> Any:
    """A standard exponential variate from bits 0 to 7 and 32 to 63."""
    layer = word & _LAYER_MASK
    place = word >> _U32
    if place < _INSIDE[layer]:
        return np.float64(np.int64(place)) * _WIDTH[layer]
    return _wait_outside(word)


@numba.njit(nogil=True, error_model="numpy", cache=True)
def _simulate(
    seed: Any,
    first: int,
    last: int,
    threshold: Any,
    points: Any,
    threshold_refused: Any,
    points_refused: Any,
    tally: Any,
) -> None:
    """Simulate people `first` to `last` - 1 and write one row of `_COLUMNS` into `tally`."""
    in_a = in_b = in_c = in_d = denials = candidates = score_sum = score_squares = denials_squares = 0
    for person in range(first, last):
        key = _mix(seed + np.uint64(person + 1) * _GOLDEN)
        z = math.sqrt(-2.0 * math.log(_share(_mix(key)))) * math.cos(_FULL_TURN * _share(_mix(key + _GOLDEN)))
        days_per_candidate = math.exp(-_SPREAD * z) * _DAYS_PER_CANDIDATE
        address = key + _GOLDEN
        trip_address = key ^ _TRIP_STREAM
        now = 0.0
        score = _START
        refused = 0
        while now < _ALL_DAYS:
            while score >= _EDGE_C:
                address += _GOLDEN
                word = _mix(address)
                now += _wait(word) * days_per_candidate
                if now >= _ALL_DAYS:
                    break
                candidates += 1
                slot = (word >> _U8) & _U7
                other = ((word & _LOW_WORD) >> _U11) >= threshold[slot]
                score += points[(slot << _U1) + np.uint64(other)]
            if now >= _ALL_DAYS:
                break
            # The memoryless wait for a trip may start at the entry into band D.
            trip_address += _GOLDEN
            trip = now + _wait(_mix(trip_address)) * _DAYS_PER_TRIP
            while score < _EDGE_C and now < _ALL_DAYS:
                address += _GOLDEN
                word = _mix(address)
                now += _wait(word) * days_per_candidate
                until = min(now, _ALL_DAYS)
                while trip < until:
                    refused += 1
                    trip_address += _GOLDEN
                    trip += _wait(_mix(trip_address)) * _DAYS_PER_TRIP
                if now < _ALL_DAYS:
                    candidates += 1
                    slot = (word >> _U8) & _U15
                    other = ((word & _LOW_WORD) >> _U12) >= threshold_refused[slot]
                    score += points_refused[(slot << _U1) + np.uint64(other)]
        denials += refused
        denials_squares += refused * refused
        score_sum += score
        score_squares += score * score
        if score >= _EDGE_A:
            in_a += 1
        elif score >= _EDGE_B:
            in_b += 1
        elif score >= _EDGE_C:
            in_c += 1
        else:
            in_d += 1
    tally[0], tally[1], tally[2], tally[3] = in_a, in_b, in_c, in_d
    tally[4], tally[5], tally[6], tally[7], tally[8] = (
        denials,
        candidates,
        score_sum,
        score_squares,
        denials_squares,
    )


@numba.njit
def _waits(seed: Any, waits: Any) -> None:
    for index in range(len(waits)):
        waits[index] = _wait(_mix(seed + np.uint64(index + 1) * _GOLDEN))


def waiting_times(seed: int, count: int) -> NDArray[np.float64]:
    """Standard exponential variates as the kernel draws them, for a test of their law."""
    waits = np.empty(count)
    _waits(_seed_word(seed), waits)
    return waits


def _seed_word(seed: int) -> np.uint64:
    """A well-mixed word for any seed, so that neighbouring seeds share nothing."""
    mask = (1 << 64) - 1
    word = (seed + 1) * int(_MULTIPLIER_A) & mask
    word = (word ^ (word >> 29)) * int(_MULTIPLIER_B) & mask
    return np.uint64(word ^ (word >> 32))


def warm_up() -> float:
    """Compile, or load from Numba's cache; seconds taken."""
    began = time.perf_counter()
    run(people=1, threads=1)
    return time.perf_counter() - began


def run(people: int, threads: int = 1, seed: int = 1, slowed: float = book.SLOWED) -> book.Tally:
    """Simulate `people` for the workload's year; `slowed` = 1 switches the feedback of band D off."""
    work = list(book.blocks(people, BLOCK))
    rows = np.zeros((len(work), len(_COLUMNS)), np.int64)
    tables = _tables(slowed)
    word = _seed_word(seed)

    def simulate(index: int) -> None:
        first, last = work[index]
        _simulate(word, first, last, *tables, rows[index])

    began = time.perf_counter()
    if threads == 1:
        for index in range(len(work)):
            simulate(index)
    else:
        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(simulate, range(len(work))):
                pass
    seconds = time.perf_counter() - began

    total = dict(zip(_COLUMNS, rows.sum(axis=0).tolist(), strict=True))
    return book.Tally(
        engine="hand kernel",
        people=people,
        bands=(total["A"], total["B"], total["C"], total["D"]),
        denials=total["denials"],
        seconds=seconds,
        threads=threads,
        candidates=total["candidates"],
        notes={name: total[name] for name in ("score_sum", "score_squares", "denials_squares")},
    )
