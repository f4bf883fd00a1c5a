"""Plain runs: stretches of a life in which nothing happens but points being entered.

Where every arm that looks at a stream does nothing with its records but enter points, at once and for ever,
a candidate needs neither agenda nor tests. Such arms are its readers. They know nothing of each other: one
after the other reads through what has been drawn. A run ends with the first entry that leaves the band, if
anything follows from that, or with the next thing due.

Of candidates that are only read it can be told beforehand when the first of them might lead to more.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.candidates import TICK_BITS
from glasshouse.engine.kernels.constants import ACTUAL, LANES, NEVER, NOTHING
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.ledger import cross_edge
from glasshouse.engine.kernels.response import ONE, least_response, most_response

__all__ = ["first_consequence", "run_plainly"]

_ALWAYS = np.int64(1 << 32)
_ONE = np.uint64(1)
_CHANNEL = np.uint64(LANES)
_ACCEPT = np.uint64(2 * LANES)


@inner
def _range_of(arm, low, high):
    """A range of scores, its lower end included, before the score is bounded."""
    return (low if arm.floor < low else -NEVER), (high if arm.ceiling >= high else NEVER)


@inner
def run_plainly(world, reader, lanes, lane, stop):
    """Enter the points of the candidates in some lanes.

    Nothing may be due up to the last of them, and the scheme must be in force.

    Returns:
        (lane, day): the lane of the next candidate, and the day of an entry that calls for a review, or -1.
    """
    a = reader.arm
    book = shelf.book_arms(world, ACTUAL, a)
    arm = shelf.arms(world, a)
    threshold = _ALWAYS
    if reader.response >= 0:
        threshold = min(shelf.my_responses(world, reader.response).value, ONE) << 16
    low, high = _range_of(arm, book.edge, book.next_edge)
    score = arm.start + book.ledger
    day = np.int64(-1)
    counts = shelf.wholes(shelf.counts(world, 0), shelf.who(world, 0).columns)
    place = np.uint64(lane)
    end = np.uint64(stop)
    while place < end:
        if lanes[place + _ACCEPT] < threshold:
            entry = shelf.entries(world, reader.entry + lanes[place + _CHANNEL])
            counts[np.uint64(entry.column)] += 1
            score += entry.points
            if score < low or score >= high:
                book.score = min(max(score, arm.floor), arm.ceiling)
                day = lanes[place] >> TICK_BITS
                if cross_edge(world, a, day):
                    low, high = _range_of(arm, book.edge, book.next_edge)
                    day = np.int64(-1)
                else:
                    place += _ONE
                    break
        place += _ONE
    book.ledger = score - arm.start
    # It is read at once, though within a band nothing follows from it; a film shows it.
    book.score = min(max(score, arm.floor), arm.ceiling)
    return np.int64(place), day


@inner
def _room(world, arm, reader, score):
    """By how much the score may fall, and rise, before anything follows.

    An arm that reads several streams leaves an equal part of the way to each.
    """
    low = -NEVER
    high = NEVER
    if arm.band_first < arm.band_end:
        band = shelf.bands(world, shelf.book_arms(world, ACTUAL, reader.arm).band)
        low, high = _range_of(arm, band.quiet_from, band.quiet_until)
    return (score - low) // reader.streams, (high - 1 - score) // reader.streams


@inner
def _leaves(world, reader, lanes, lane, fall, rise, surely, perhaps, first):
    """The time of the first candidate with which the score may have fallen or risen by more, up to a time.

    A word of acceptance below one threshold is accepted whatever the person sees of others until then, and
    one that is not below the other is not.
    """
    place = np.uint64(lane)
    while lanes[place] < first:
        word = lanes[place + _ACCEPT]
        if word < perhaps:
            points = shelf.entries(world, reader.entry + lanes[place + _CHANNEL]).points
            sure = word < surely
            fall += points if sure else min(points, 0)
            rise -= points if sure else max(points, 0)
            if fall < 0 or rise < 0:
                return lanes[place]
        place += _ONE
    return first


@inner
def first_consequence(world, s, stream, row, until):
    """The time of the first candidate from which more may follow than points and another band of no account.

    Some candidates are accepted or not whatever the person sees of others meanwhile. So the score lies
    between what it would be if of the rest all those were accepted that take points away, and no other, and
    what it would be the other way round. The last candidate drawn is taken for one from which more may
    follow: what comes after it is not known yet. Nobody asks about what comes after `until`.
    """
    if row.reader_first == row.reader_end:
        return stream.time
    lanes = shelf.wholes(shelf.candidates(world, s, 0), 3 * LANES)
    first = min(lanes[np.uint64(stream.width - 1)], until)
    fall = NEVER
    rise = NEVER
    sure = NEVER
    possible = NOTHING
    for number in range(row.reader_first, row.reader_end):
        reader = shelf.readers(world, number)
        mine = shelf.my_arms(world, reader.arm)
        if not mine.covered:
            # What was found for the arm before is not for the one after.
            possible = NOTHING
            continue
        if mine.shadow:
            return stream.time
        arm = shelf.arms(world, reader.arm)
        score = arm.start + shelf.book_arms(world, ACTUAL, reader.arm).ledger
        falls, rises = _room(world, arm, reader, score)
        surely = _ALWAYS
        perhaps = _ALWAYS
        if reader.response >= 0:
            surely = min(least_response(world, reader.arm, reader.response), ONE) << 16
            perhaps = min(most_response(world, reader.arm, reader.response), ONE) << 16
        # Most often people stand in all arms alike, and what was found holds for the next arm too.
        if not reader.like or falls < fall or rises < rise or surely < sure or perhaps > possible:
            first = _leaves(world, reader, lanes, stream.lane, falls, rises, surely, perhaps, first)
            fall = falls
            rise = rises
            sure = surely
            possible = perhaps
    return first
