"""Plain runs: stretches of a life in which nothing happens but points being entered.

Where every arm that looks at a stream does nothing with its records but enter points, at once and for ever,
a candidate needs neither agenda nor tests. Such arms are its readers. They know nothing of each other: one
after the other reads through what has been drawn. A run ends with the first entry that leaves the band, if
anything follows from that, or with the next thing due. Where nothing follows from any of its entries, which
can be seen from the lowest score and the highest, it is read as a whole: nothing then hangs on a single
candidate, and a processor need not guess what comes next.

Of candidates that are only read it can be told beforehand when the first of them might lead to more.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.candidates import ACCEPTANCE, TICK_BITS
from glasshouse.engine.kernels.constants import ACTUAL, LANES, LANES_AT_ONCE, NEVER, NONE, NOTHING
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.ledger import band_of, cross_edge, stand_in_band
from glasshouse.engine.kernels.response import ONE, least_response, most_response

__all__ = ["first_consequence", "forget_reading", "run_plainly"]

_ALWAYS = np.int64(1 << 32)
_ONE = np.uint64(1)
_CHANNEL = np.uint64(LANES)
_LONG = np.int64(6)
"""Candidates from which on it pays to read them as a whole."""
_FIRST = np.int64(1)
_FIELDS = np.int64(2)
"""Numbers of an entry, points first."""
_EIGHT = np.int64(8)
_WORD = np.int64(63)
_BYTE = np.int64(255)


@inner
def _range_of(arm, low, high):
    """A range of scores, its lower end included, before the score is bounded."""
    return (low if arm.floor < low else -NEVER), (high if arm.ceiling >= high else NEVER)


@inner
def _bounded(arm, score):
    return min(max(score, arm.floor), arm.ceiling)


@inner
def _sum_up(world, reader, row, drawn, lane, stop, score, threshold):
    """Note the score after each of the candidates in some lanes.

    Returns:
        The last score.
    """
    lanes = shelf.wholes(drawn, 2 * LANES)
    halves = shelf.halves(drawn, 6 * LANES)
    scores = shelf.wholes(shelf.scores(world, 0), LANES)
    first = row.first
    points = shelf.wholes(shelf.entries(world, reader.entry + first), _FIELDS * (row.end - first))
    for place in range(np.uint64(lane), np.uint64(stop)):
        # All bits of a negative difference, no bit of another: with a condition the processor would guess.
        accepted = (np.int64(halves[place + ACCEPTANCE]) - threshold) >> _WORD
        score += points[np.uint64(_FIELDS * (lanes[place + _CHANNEL] - first))] & accepted
        scores[place] = score
    return score


@inner
def _look_through(world, drawn, lane, stop, first, threshold):
    """What candidates come to whose scores are noted.

    Returns:
        The lowest score, the highest, and how many records each of eight channels from the first on writes,
        in a byte each.
    """
    lanes = shelf.wholes(drawn, 2 * LANES)
    halves = shelf.halves(drawn, 6 * LANES)
    scores = shelf.wholes(shelf.scores(world, 0), LANES)
    lowest = NEVER
    highest = -NEVER
    tallied = NOTHING
    # To the compiler's eyes a multiple of sixteen: it leaves out what would be for a rest.
    for place in range((stop + LANES_AT_ONCE - 1) & -LANES_AT_ONCE):
        here = np.uint64(place)
        inside = (place >= lane) & (place < stop)
        score = scores[here]
        lowest = min(lowest, score if inside else NEVER)
        highest = max(highest, score if inside else -NEVER)
        one = _FIRST << ((_EIGHT * (lanes[here + _CHANNEL] - first)) & _WORD)
        tallied += one if inside & (np.int64(halves[here + ACCEPTANCE]) < threshold) else NOTHING
    return lowest, highest, tallied


@inner
def _days_above(world, drawn, lane, stop, edge):
    """Days between the first and the last of some candidates on which the score is at an edge or above."""
    lanes = shelf.wholes(drawn, LANES)
    scores = shelf.wholes(shelf.scores(world, 0), LANES)
    days = NOTHING
    for place in range((stop + LANES_AT_ONCE - 1) & -LANES_AT_ONCE):
        here = np.uint64(place)
        day = lanes[here] >> TICK_BITS
        after = lanes[here + _ONE] >> TICK_BITS
        inside = (place >= lane) & (place + 1 < stop) & (scores[here] >= edge)
        days += after - day if inside else NOTHING
    return days


@inner
def _count_days(world, a, arm, book, drawn, lane, stop, lowest, highest):
    """Count the days in each of the bands that some candidates lead through, up to the last of them."""
    lanes = shelf.wholes(drawn, LANES)
    mine = shelf.my_arms(world, a)
    low = book.band
    while low > arm.band_first and shelf.bands(world, low).low > lowest:
        low -= 1
    high = book.band
    while high + 1 < arm.band_end and shelf.bands(world, high + 1).low <= highest:
        high += 1
    last = lanes[np.uint64(stop - 1)] >> TICK_BITS
    before = (lanes[np.uint64(lane)] >> TICK_BITS) - mine.band_since
    above = last - mine.band_since
    for band in range(low, high):
        further = _days_above(world, drawn, lane, stop, shelf.bands(world, band + 1).low)
        if band < book.band:
            further += before
        shelf.counts(world, shelf.bands(world, band).column + 1).value += above - further
        above = further
    shelf.counts(world, shelf.bands(world, high).column + 1).value += above
    mine.band_since = last


@inner
def _count_records(world, reader, row, drawn, lane, stop, threshold, tallied):
    """Count the records that some candidates make, by channel if there are few."""
    counts = shelf.wholes(shelf.counts(world, 0), shelf.who(world, 0).columns)
    if row.end - row.first <= _EIGHT:
        for channel in range(row.first, row.end):
            counts[np.uint64(shelf.entries(world, reader.entry + channel).column)] += tallied & _BYTE
            tallied >>= _EIGHT
    else:
        lanes = shelf.wholes(drawn, 2 * LANES)
        halves = shelf.halves(drawn, 6 * LANES)
        for place in range(np.uint64(lane), np.uint64(stop)):
            entry = shelf.entries(world, reader.entry + lanes[place + _CHANNEL])
            counts[np.uint64(entry.column)] += np.int64(halves[place + ACCEPTANCE] < threshold)


@inner
def _find(world, reader, row, drawn, lane, stop, before, threshold):
    """What some candidates come to, read as a whole from a score on; the scores after each of them are noted.

    Most often people stand in all arms alike: what was found in the arm before need not be found again.
    """
    found = shelf.reading(world, 0)
    if found.stop != stop or found.lane != lane or found.before != before or found.threshold != threshold:
        found.lane = lane
        found.stop = stop
        found.before = before
        found.threshold = threshold
        found.score = _sum_up(world, reader, row, drawn, lane, stop, before, threshold)
        found.lowest, found.highest, found.tallied = _look_through(
            world, drawn, lane, stop, row.first, threshold
        )
    return found


@inner
def forget_reading(world):
    """Other candidates are read, or other points are entered: nothing of what was found holds."""
    shelf.reading(world, 0).stop = NONE


@inner
def _read_whole(world, reader, row, drawn, lane, stop, threshold):
    """Enter the points of the candidates in some lanes, if nothing follows from any of them.

    Of those whose word of acceptance does not lie below a threshold the score stays what it is.

    Returns:
        Whether that is so; else nothing was done.
    """
    a = reader.arm
    book = shelf.book_arms(world, ACTUAL, a)
    arm = shelf.arms(world, a)
    found = _find(world, reader, row, drawn, lane, stop, arm.start + book.ledger, threshold)
    lowest = _bounded(arm, found.lowest)
    highest = _bounded(arm, found.highest)
    leaves = lowest < book.edge or highest >= book.next_edge
    if leaves:
        band = shelf.bands(world, book.band)
        if lowest < band.quiet_from or highest >= band.quiet_until:
            return False
    book.ledger = found.score - arm.start
    book.score = _bounded(arm, found.score)
    _count_records(world, reader, row, drawn, lane, stop, threshold, found.tallied)
    if leaves:
        _count_days(world, a, arm, book, drawn, lane, stop, lowest, highest)
        stand_in_band(world, ACTUAL, a, band_of(world, arm, book.score))
    return True


@inner
def run_plainly(world, reader, row, drawn, lane, stop):
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
    if stop - lane >= _LONG and _read_whole(world, reader, row, drawn, lane, stop, threshold):
        return stop, np.int64(-1)
    lanes = shelf.wholes(drawn, 2 * LANES)
    halves = shelf.halves(drawn, 6 * LANES)
    low, high = _range_of(arm, book.edge, book.next_edge)
    score = arm.start + book.ledger
    day = np.int64(-1)
    counts = shelf.wholes(shelf.counts(world, 0), shelf.who(world, 0).columns)
    place = np.uint64(lane)
    end = np.uint64(stop)
    while place < end:
        if np.int64(halves[place + ACCEPTANCE]) < threshold:
            entry = shelf.entries(world, reader.entry + lanes[place + _CHANNEL])
            counts[np.uint64(entry.column)] += 1
            score += entry.points
            if score < low or score >= high:
                book.score = _bounded(arm, score)
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
    book.score = _bounded(arm, score)
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
def _leaves(world, reader, drawn, lane, fall, rise, surely, perhaps, first):
    """The time of the first candidate with which the score may have fallen or risen by more, up to a time.

    A word of acceptance below one threshold is accepted whatever the person sees of others until then, and
    one that is not below the other is not.
    """
    lanes = shelf.wholes(drawn, 2 * LANES)
    halves = shelf.halves(drawn, 6 * LANES)
    place = np.uint64(lane)
    while lanes[place] < first:
        word = np.int64(halves[place + ACCEPTANCE])
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
    drawn = shelf.candidates(world, s, 0)
    first = min(shelf.candidates(world, s, stream.width - 1).value, until)
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
            first = _leaves(world, reader, drawn, stream.lane, falls, rises, surely, perhaps, first)
            fall = falls
            rise = rises
            sure = surely
            possible = perhaps
    return first
