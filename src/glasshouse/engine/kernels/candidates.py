"""Candidates: what might happen to a person and be written down, one Poisson stream per source and context.

Candidates are drawn eight at a time. Their addresses are known beforehand, so a wide processor computes eight as fast
as one; what is drawn and not needed is drawn again when it is.
"""

from __future__ import annotations

from numba import njit

from glasshouse.engine.kernels.constants import CANDIDATE, LANES
from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.luck import exponential_of_word, lane_block
from glasshouse.engine.scenario import TICKS_PER_DAY

__all__ = ["TICK_BITS", "open_streams", "take_next"]

TICK_BITS = TICKS_PER_DAY.bit_length() - 1
_LONGEST_GAP = 2.0**62
_ABOVE_ALL = 1e300

assert 1 << TICK_BITS == TICKS_PER_DAY


@njit
def _draw_lanes(world, who, s, stream, number):
    """Draw the stream's next eight candidates: gap in ticks, and the words for channel, acceptance and proof."""
    index = stream.index
    gap = stream.gap
    purpose = CANDIDATE | (number << 8)
    key_low, key_high, home, person = who.key_low, who.key_high, who.home, who.person
    for lane in range(LANES):
        words = lane_block(key_low, key_high, home, index + lane, purpose, person)
        shelf.candidates(world, s, lane).value = int(min(exponential_of_word(words[0]) * gap, _LONGEST_GAP))
        shelf.candidates(world, s, LANES + lane).value = words[1]
        shelf.candidates(world, s, 2 * LANES + lane).value = words[2]
        shelf.candidates(world, s, 3 * LANES + lane).value = words[3]


@njit
def take_next(world, who, s, stream, number, time, horizon):
    """Move on to the stream's next candidate; returns its time, or the horizon if there is none."""
    lane = stream.lane + 1
    if lane == LANES:
        lane = 0
        stream.index += LANES
        _draw_lanes(world, who, s, stream, number)
    stream.lane = lane
    return min(time + shelf.candidates(world, s, lane).value, horizon)


@njit
def _channel_rate(world, who, c):
    """Records per day that a channel would write of this person, without any response."""
    channel = shelf.channels(world, c)
    rate = shelf.channel_rate(world, c).value
    if channel.false:
        for dimension in range(who.dimensions):
            rate *= shelf.false_relative(world, shelf.attributes(world, dimension).value, channel.source).value
        return rate
    for dimension in range(who.dimensions):
        rate *= shelf.detection(world, shelf.attributes(world, dimension).value, channel.source).value
    acts = shelf.conducts(world, channel.conduct).rate * shelf.my_relative(world, channel.conduct).value
    return acts * min(rate, 1.0)


@njit
def open_streams(world, who, horizon):
    """Rates of all channels for this person, and the first candidate of every stream."""
    for s in range(who.streams):
        row = shelf.streams(world, s)
        stream = shelf.my_streams(world, s)
        total = 0.0
        slot = row.slot
        for c in range(row.first, row.end):
            total += _channel_rate(world, who, c)
            shelf.cumulative(world, slot).value = total
            slot += 1
        # The last sum and the empty slots lie above every mark.
        for rest in range(slot - 1, row.slot + row.width):
            shelf.cumulative(world, rest).value = _ABOVE_ALL
        stream.time = horizon
        if total <= 0.0:
            continue
        stream.rate = total
        stream.gap = TICKS_PER_DAY / total
        stream.index = 0
        stream.lane = 0
        _draw_lanes(world, who, s, stream, row.number)
        stream.time = min(shelf.candidates(world, s, 0).value, horizon)
