"""Candidates: what might happen to a person and be written down, one Poisson stream per source and context.

In a busy stream candidates are drawn many at a time, about as many as will be needed, by the sixteen: their
addresses are known beforehand, and a wide processor computes sixteen in the time of two. In a stream of which
a life sees none or one they are drawn one by one. Which way changes no draw.

A life can be dictated instead, as the life histories of scheme files are: then a script takes the place of
the draws, as many candidates at a time, and nothing else is different.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import CANDIDATE, LANES, LANES_AT_ONCE, SLOTS
from glasshouse.engine.kernels.inner import apart, inner
from glasshouse.engine.kernels.luck import block_of, exponential_of_word, lane_block, share_of_word
from glasshouse.engine.tables import TICKS_PER_DAY

__all__ = ["ACCEPTANCE", "PROOF", "TICK_BITS", "go_to_lane", "open_streams"]

TICK_BITS = TICKS_PER_DAY.bit_length() - 1
_LONGEST_GAP = 2.0**57
"""Above every horizon, and small enough for a row of gaps to be summed up."""
_ABOVE_ALL = 1e300
_BUSY = 2.0
"""Candidates expected in a life, from which on it pays to draw many at a time."""
_SPARE = 2
"""Candidates that are drawn beyond those expected in what is left of it, before the number is rounded up."""
_SHARE_OF_DAY = 1.0 / TICKS_PER_DAY

# Three rows of lanes follow each other: times, channels, and the words for acceptance and for proof, which
# are half as long. Unsigned, for Numba would test a signed place for being counted from the end.
_CHANNEL = np.uint64(LANES)
ACCEPTANCE = np.uint64(4 * LANES)
"""Where the words for the acceptance of candidates begin, in halves of the lanes' words;"""
PROOF = np.uint64(5 * LANES)
"""and where those for the proof of the records that they make."""
_U1, _U2, _U3, _U4, _U5, _U6, _U7 = (np.uint64(slot) for slot in range(1, SLOTS))

assert 1 << TICK_BITS == TICKS_PER_DAY


@inner
def _draw_one(world, who, s, stream, row, time, horizon):
    """Draw the next candidate of a quiet stream into its first lane."""
    purpose = CANDIDATE | (row.number << 8)
    words = block_of(who, stream.index, purpose)
    time += int(min(exponential_of_word(words[0]) * stream.gap, _LONGEST_GAP))
    shelf.candidates(world, s, 0).value = time
    if time >= horizon:
        return
    mark = share_of_word(words[1]) * stream.rate
    slot = row.slot
    while shelf.cumulative(world, slot).value <= mark:
        slot += 1
    shelf.candidates(world, s, LANES).value = row.first + slot - row.slot
    halves = shelf.halves(shelf.candidates(world, s, 0), 6 * LANES)
    halves[ACCEPTANCE] = words[2]
    halves[PROOF] = words[3]


@apart
def _draw_words(lanes, halves, marks, width, key_low, key_high, home, person, purpose, index, gap):
    """Draw candidates from `index` on: gap in ticks, and the words for channel, acceptance and proof.

    The lanes are an argument of their own, not fetched from the shelf, and their places are unsigned: only
    so does the compiler see that they can be computed at once. Words and logarithms have a loop each, for in
    one they would not find room in the processor's registers.
    """
    for lane in range(width):
        words = lane_block(key_low, key_high, home, index + lane, purpose, person)
        place = np.uint64(lane)
        lanes[place] = words[0]
        marks[place] = words[1]
        halves[place + ACCEPTANCE] = words[2]
        halves[place + PROOF] = words[3]
    for lane in range(width):
        place = np.uint64(lane)
        lanes[place] = int(min(exponential_of_word(lanes[place]) * gap, _LONGEST_GAP))


@inner
def _add_up(lanes, width, time):
    """Turn gaps into times, from the time of the candidate before."""
    for lane in range(width):
        time += lanes[np.uint64(lane)]
        lanes[np.uint64(lane)] = time


@inner
def _reach(lanes, marks, width, sums, group, rate):
    """Move each candidate's channel on by as many of eight cumulative rates as its mark has reached."""
    a, b, c, d = sums[group], sums[group + _U1], sums[group + _U2], sums[group + _U3]
    e, f, g, h = sums[group + _U4], sums[group + _U5], sums[group + _U6], sums[group + _U7]
    for lane in range(width):
        place = np.uint64(lane)
        mark = share_of_word(marks[place]) * rate
        low = (a <= mark) + (b <= mark) + (c <= mark) + (d <= mark)
        high = (e <= mark) + (f <= mark) + (g <= mark) + (h <= mark)
        lanes[place + _CHANNEL] += low + high


@inner
def _choose_channels(lanes, marks, width, sums, rate, first):
    """Choose the candidates' channels: as many as have a cumulative rate at or below the word's mark.

    Cumulative rates stand in groups of eight slots, filled up with what no mark reaches, so that all are
    compared at once.
    """
    for lane in range(width):
        lanes[np.uint64(lane) + _CHANNEL] = first
    for group in range(0, len(sums), SLOTS):
        _reach(lanes, marks, width, sums, np.uint64(group), rate)


@inner
def _take_dictation(world, s, stream):
    """Take the stream's next candidates from a script; all of them happen and are proved."""
    halves = shelf.halves(shelf.candidates(world, s, 0), 6 * LANES)
    for lane in range(stream.width):
        event = shelf.script(world, s, stream.index + lane)
        shelf.candidates(world, s, lane).value = event.wait
        shelf.candidates(world, s, LANES + lane).value = event.channel
        halves[np.uint64(lane) + ACCEPTANCE] = 0
        halves[np.uint64(lane) + PROOF] = 0


@inner
def draw_lanes(world, who, s, stream, row, time, horizon):
    """Draw the candidates that follow the one at `time`; no channels if the first reaches the horizon."""
    if stream.width == 1:
        _draw_one(world, who, s, stream, row, time, horizon)
        return
    lanes = shelf.wholes(shelf.candidates(world, s, 0), 3 * LANES)
    if who.dictated:
        _take_dictation(world, s, stream)
        _add_up(lanes, stream.width, time)
        return
    # A multiple of sixteen to the compiler's eyes too: it leaves out what would be for a rest.
    expected = int((horizon - time) * _SHARE_OF_DAY * stream.rate)
    width = min(expected + _SPARE + LANES_AT_ONCE, LANES) & -LANES_AT_ONCE
    stream.width = width
    purpose = CANDIDATE | (row.number << 8)
    marks = shelf.wholes(shelf.marks(world, 0), LANES)
    _draw_words(
        lanes,
        shelf.halves(shelf.candidates(world, s, 0), 6 * LANES),
        marks,
        width,
        who.key_low,
        who.key_high,
        who.home,
        who.person,
        purpose,
        stream.index,
        stream.gap,
    )
    _add_up(lanes, width, time)
    if shelf.candidates(world, s, 0).value < horizon:
        sums = shelf.reals(shelf.cumulative(world, row.slot), row.slot_end - row.slot)
        _choose_channels(lanes, marks, width, sums, stream.rate, row.first)


@inner
def go_to_lane(world, who, s, stream, row, lane, horizon):
    """Go on to one of the candidates drawn, or, past the last of them, to the one after.

    Returns:
        Its time, or the horizon if there is none.
    """
    if lane == stream.width:
        lane = 0
        stream.index += stream.width
        time = shelf.candidates(world, s, stream.width - 1).value
        draw_lanes(world, who, s, stream, row, time, horizon)
    stream.lane = lane
    return min(shelf.candidates(world, s, lane).value, horizon)


@inner
def _channel_rate(world, who, c):
    """Records per day that a channel would write of this person, without any response."""
    channel = shelf.channels(world, c)
    rate = shelf.channel_rate(world, c).value
    if channel.false:
        if not shelf.conducts(world, channel.conduct).by & who.subject:
            return 0.0
        if not channel.varies:
            return rate
        for dimension in range(who.dimensions):
            rate *= shelf.false_relative(
                world, shelf.attributes(world, dimension).value, channel.source
            ).value
        return rate
    if channel.varies:
        for dimension in range(who.dimensions):
            rate *= shelf.detection(world, shelf.attributes(world, dimension).value, channel.source).value
    conduct = shelf.conducts(world, channel.conduct)
    acts = conduct.rate * shelf.my_relative(world, channel.conduct).value
    rate = acts * min(rate, 1.0)
    return rate * conduct.excess if channel.excess else rate


@inner
def open_streams(world, who, start, horizon):
    """Rates of all channels for this person from a tick on, and the next candidate of every stream.

    At the start of a life that is its first one. Later it is the one after the candidate that was waited for,
    which is dropped: the gap to it was drawn at another rate.
    """
    for s in range(who.streams):
        row = shelf.streams(world, s)
        stream = shelf.my_streams(world, s)
        total = 0.0
        slot = row.slot
        for c in range(row.first, row.end):
            channel = shelf.channels(world, c)
            if channel.false | channel.varies | channel.excess:
                total += _channel_rate(world, who, c)
            else:
                # The same, without what it need not ask.
                acts = (
                    shelf.conducts(world, channel.conduct).rate
                    * shelf.my_relative(world, channel.conduct).value
                )
                total += acts * min(shelf.channel_rate(world, c).value, 1.0)
            shelf.cumulative(world, slot).value = total
            slot += 1
        # The last sum and the empty slots lie above every mark.
        for rest in range(slot - 1, row.slot_end):
            shelf.cumulative(world, rest).value = _ABOVE_ALL
        stream.time = horizon
        stream.index = 0 if start == 0 or stream.rate <= 0.0 else stream.index + stream.lane + 1
        stream.lane = 0
        stream.rate = total
        if total <= 0.0:
            continue
        stream.gap = TICKS_PER_DAY / total
        stream.width = LANES if total * who.days > _BUSY else 1
        draw_lanes(world, who, s, stream, row, start, horizon)
        stream.time = min(shelf.candidates(world, s, 0).value, horizon)
