"""Plain runs: stretches of a life in which nothing happens but points being entered.

Where one arm alone looks at a stream, and every record in it enters points at once and for ever, a
candidate needs neither agenda nor tests. The run ends with the first entry that leaves the band, with the
next thing due, or when another stream's turn has come.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.candidates import TICK_BITS, draw_lanes
from glasshouse.engine.kernels.constants import ACTUAL, LANES
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.response import ONE

__all__ = ["run_plainly"]

_ALWAYS = np.int64(1 << 32)


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
    edge, next_edge = book.edge, book.next_edge
    floor, ceiling = arm.floor, arm.ceiling
    score = arm.start + book.ledger
    lane = stream.lane
    width = stream.width
    day = np.int64(-1)
    while True:
        if shelf.candidates(world, s, 2 * LANES + lane).value < threshold:
            channel = shelf.channels(world, shelf.candidates(world, s, LANES + lane).value)
            shelf.counts(world, channel.plain_column).value += 1
            score += channel.plain_points
            seen = min(max(score, floor), ceiling)
            if seen < edge or seen >= next_edge:
                day = time >> TICK_BITS
        lane += 1
        if lane == width:
            lane = np.int64(0)
            stream.index += width
            draw_lanes(world, who, s, stream, row, horizon - time)
        time = min(time + shelf.candidates(world, s, lane).value, horizon)
        if day >= 0 or time > last:
            break
    book.ledger = score - arm.start
    # It is read at once, though within a band nothing follows from it; a film shows it.
    book.score = min(max(score, floor), ceiling)
    stream.lane = lane
    return time, day
