"""Plain runs: stretches of a life in which nothing happens but points being entered.

Where one arm alone looks at a stream, and every record in it enters points at once and for ever, a
candidate needs neither agenda nor tests. The run ends with the first entry that leaves the band, with the
next thing due, or when another stream's turn has come. A band from which nothing follows is no end of it.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.candidates import TICK_BITS, draw_lanes
from glasshouse.engine.kernels.constants import ACTUAL, LANES, NEVER
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.ledger import cross_edge
from glasshouse.engine.kernels.response import ONE

__all__ = ["run_plainly"]

_ALWAYS = np.int64(1 << 32)
_ONE = np.uint64(1)
_CHANNEL = np.uint64(LANES)
_ACCEPT = np.uint64(2 * LANES)


@inner
def _range_of(arm, book):
    """The lowest score of the band, and the lowest above it, before the score is bounded."""
    low = book.edge if arm.floor < book.edge else -NEVER
    high = book.next_edge if arm.ceiling >= book.next_edge else NEVER
    return low, high


@inner
def run_plainly(world, who, s, stream, row, time, turn, horizon):
    """Enter points from the candidate at `time` on, up to `turn`.

    Returns:
        (time, day): the time of the next candidate, and the day of an entry that calls for a review, or -1.
    """
    a = row.arm
    mine = shelf.my_arms(world, a)
    book = shelf.book_arms(world, ACTUAL, a)
    arm = shelf.arms(world, a)
    threshold = _ALWAYS
    if row.response >= 0:
        threshold = min(shelf.my_responses(world, row.response).value, ONE) << 16
    # Nothing may be due, and the scheme must be in force, for as long as the run goes on.
    last = min(turn, min(mine.ends << TICK_BITS, (mine.due // 2) << TICK_BITS) - 1, horizon - 1)
    low, high = _range_of(arm, book)
    score = arm.start + book.ledger
    lanes = shelf.wholes(shelf.candidates(world, s, 0), 4 * LANES)
    counts = shelf.wholes(shelf.counts(world, 0), who.columns)
    lane = np.uint64(stream.lane)
    width = np.uint64(stream.width)
    day = np.int64(-1)
    while True:
        if lanes[lane + _ACCEPT] < threshold:
            channel = shelf.channels(world, lanes[lane + _CHANNEL])
            counts[np.uint64(channel.plain_column)] += 1
            score += channel.plain_points
            if score < low or score >= high:
                book.score = min(max(score, arm.floor), arm.ceiling)
                if cross_edge(world, a, time >> TICK_BITS):
                    low, high = _range_of(arm, book)
                else:
                    day = time >> TICK_BITS
        lane += _ONE
        if lane == width:
            lane = np.uint64(0)
            stream.index += stream.width
            draw_lanes(world, who, s, stream, row, horizon - time)
            width = np.uint64(stream.width)
        time += lanes[lane]
        if day >= 0 or time > last:
            break
    book.ledger = score - arm.start
    # It is read at once, though within a band nothing follows from it; a film shows it.
    book.score = min(max(score, arm.floor), arm.ceiling)
    stream.lane = np.int64(lane)
    return min(time, horizon), day
