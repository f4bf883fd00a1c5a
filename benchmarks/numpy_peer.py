"""The workload in vectorised NumPy, day by day: as usually written, and as well as we can.

Both hold whole blocks of people in arrays and step through the days, with NumPy's fastest generator
(SFC64), in 32 bits where that changes nothing, and with the block size that ran fastest here. Order inside
a day: the band held in the morning decides whether trips are refused and how fast conduct runs; then
conduct is counted; then the score moves. Both meet the exact law of that daily step (`benchmarks.exact`).

* `run_plain` is what a careful modeller writes first: a Poisson count for each person and conduct, each day.
* `run_sparse` does the least work that a daily step allows. One uniform word per person and day decides
  whether anything happens (it does on one person-day in eight); only then is the count drawn, by inverting
  the same word, and each event's conduct by Walker's alias method. Refused trips need only a total: one
  Poisson draw per block and day.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from benchmarks import scorebook as book
from benchmarks.alias import alias_table

__all__ = ["run_plain", "run_sparse"]

PLAIN_BLOCK = 16_384
SPARSE_BLOCK = 262_144


def _plain_block(generator: np.random.Generator, people: int, slowed: float) -> tuple[NDArray[np.int64], int]:
    """Scores on the last day and denials of one block, all counts drawn."""
    frailty = np.exp(book.FRAILTY_SPREAD * generator.standard_normal(people, dtype=np.float32))
    score = np.full(people, book.START, np.int32)
    pace = np.empty(people, np.float32)
    denials = 0
    for _ in range(book.DAYS):
        refused = score < book.REFUSED_BELOW
        denials += int(generator.poisson(book.TRIPS_PER_DAY, np.count_nonzero(refused)).sum())
        np.multiply(frailty, np.where(refused, np.float32(slowed), np.float32(1.0)), out=pace)
        for conduct in book.CONDUCTS:
            score += (generator.poisson(conduct.daily_rate * pace) * conduct.points).astype(np.int32)
    return book.band_counts(score), denials


_ALIAS = alias_table(book.DAILY_RATES, book.POINTS, bits=29)
_THRESHOLD = _ALIAS.threshold.astype(np.uint32)
_POINTS = _ALIAS.points.astype(np.int32)
_WORDS = 2.0**32


def _random_words(generator: np.random.Generator, count: int) -> NDArray[np.uint32]:
    """Uniform 32-bit words, drawn two at a time: twice as fast as NumPy's own 32-bit floats."""
    return generator.integers(0, 2**64, (count + 1) // 2, dtype=np.uint64).view(np.uint32)[:count]


def _points_of_events(generator: np.random.Generator, events: int) -> NDArray[np.int32]:
    """Points of so many events, each of a conduct in proportion to its rate."""
    word = _random_words(generator, events)
    slot = word & np.uint32(7)
    word >>= np.uint32(3)
    other = word >= _THRESHOLD.take(slot)
    slot <<= np.uint32(1)
    slot += other
    return _POINTS.take(slot)


def _limits(pace: NDArray[np.float64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Words from which on a day holds at least one event, and at least two, at `pace` events a day."""
    none = np.exp(-pace)
    return (none * _WORDS).astype(np.uint32), ((1.0 + pace) * none * _WORDS).astype(np.uint32)


def _sparse_block(
    generator: np.random.Generator, people: int, slowed: float
) -> tuple[NDArray[np.int64], int]:
    """Scores on the last day and denials of one block, only what happens drawn."""
    usual = book.TOTAL_RATE * np.exp(book.FRAILTY_SPREAD * generator.standard_normal(people))
    pace = usual.copy()
    one, two = _limits(pace)
    score = np.full(people, book.START, np.int32)
    people_refused = 0
    denials = 0
    for _ in range(book.DAYS):
        denials += int(generator.poisson(book.TRIPS_PER_DAY * people_refused))
        luck = _random_words(generator, people)
        today = np.flatnonzero(luck >= one)
        before = score.take(today)
        after = before + _points_of_events(generator, len(today))

        # Second and later events of the day: invert the Poisson law at the same uniform.
        rest = np.flatnonzero(luck.take(today) >= two.take(today))
        who = today[rest]
        share, mean = (luck[who] + 0.5) / _WORDS, pace[who]
        term = mean * np.exp(-mean)
        reached = np.exp(-mean) + term
        count = 2
        while len(rest):
            after[rest] += _points_of_events(generator, len(rest))
            term *= mean / count
            reached += term
            more = share >= reached
            rest, share, mean = rest[more], share[more], mean[more]
            term, reached = term[more], reached[more]
            count += 1

        score[today] = after
        crossed = np.flatnonzero((before < book.REFUSED_BELOW) != (after < book.REFUSED_BELOW))
        if len(crossed):
            who, refused = today[crossed], after[crossed] < book.REFUSED_BELOW
            people_refused += 2 * int(np.count_nonzero(refused)) - len(crossed)
            pace[who] = usual[who] * np.where(refused, slowed, 1.0)
            one[who], two[who] = _limits(pace[who])
    return book.band_counts(score), denials


def _run(
    engine: str,
    simulate: Callable[[np.random.Generator, int, float], tuple[NDArray[np.int64], int]],
    block: int,
    people: int,
    threads: int,
    seed: int,
    slowed: float,
) -> book.Tally:
    work = list(book.blocks(people, min(block, -(-people // threads))))
    seeds = np.random.SeedSequence(seed).spawn(len(work))

    def simulate_block(index: int) -> tuple[NDArray[np.int64], int]:
        first, last = work[index]
        return simulate(np.random.Generator(np.random.SFC64(seeds[index])), last - first, slowed)

    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(simulate_block, range(len(work))))
    seconds = time.perf_counter() - began
    a, b, c, d = np.sum([bands for bands, _ in parts], axis=0).tolist()
    return book.Tally(
        engine=engine,
        people=people,
        bands=(a, b, c, d),
        denials=sum(denials for _, denials in parts),
        seconds=seconds,
        threads=threads,
    )


def run_plain(people: int, threads: int = 1, seed: int = 1, slowed: float = book.SLOWED) -> book.Tally:
    """A Poisson count for each person, conduct and day."""
    return _run("NumPy, plain", _plain_block, PLAIN_BLOCK, people, threads, seed, slowed)


def run_sparse(people: int, threads: int = 1, seed: int = 1, slowed: float = book.SLOWED) -> book.Tally:
    """One uniform for each person and day; events drawn only where it says that there are some."""
    return _run("NumPy, tuned", _sparse_block, SPARSE_BLOCK, people, threads, seed, slowed)
