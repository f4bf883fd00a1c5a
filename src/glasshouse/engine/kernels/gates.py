"""Gates: what a person asks for while a consequence is in force, and how it is met.

Requests are drawn only for days on which something happens at the gate: their addresses are (person, gate,
week, which one), so the same request exists in every arm, whether or not anybody looks.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import GATE, LANES, NONE, NOTHING, PUBLICITY
from glasshouse.engine.kernels.counting import note_week
from glasshouse.engine.kernels.inner import apart, inner
from glasshouse.engine.kernels.luck import block, exponential, lane_block, share_of_word

__all__ = ["bit_of", "count_requests", "demand_at", "meet_demand", "turns_away"]

_MOST_REQUESTS = 63
_FAVOURED = np.int64(2)
_RESTRICTED = np.int64(10)
_FAVOURED_PERSONS = np.int64(11)
"""Where these persons stand among the counts of a gate."""
_RESTRICTED_ANY = np.int64(1)
"""The same, among those of a person ever burdened or restricted."""
_AT_ONCE = np.int64(8)
# Four rows of lanes follow each other, one for each word; unsigned, as in `kernels.candidates`.
_SECOND, _THIRD, _FOURTH = (np.uint64(row * LANES) for row in (1, 2, 3))


@inner
def bit_of(world, gate, tier_word, purpose_word):
    """Number of the mask's bit for one request: its tier and its purpose."""
    tier = 0
    for place in range(gate.tiers - 1):
        tier += shelf.tiers(world, gate.tier_first + place).value <= tier_word
    purpose = (
        (gate.not_other <= purpose_word)
        + (gate.not_medical <= purpose_word)
        + (gate.not_livelihood <= purpose_word)
    )
    return 4 * tier + purpose


@inner
def _lower_class_open(gate, mask, bit):
    """Whether some tier stays open for the purpose of a refused request."""
    for tier in range(gate.tiers):
        if not (mask >> (4 * tier + (bit & 3))) & 1:
            return True
    return False


@inner
def demand_at(world, who, gate):
    """Requests per week that the subject makes at a gate."""
    demand = shelf.gates(world, gate).demand
    if not shelf.gates(world, gate).by & who.subject:
        return 0.0
    for dimension in range(who.dimensions):
        demand *= shelf.gate_relative(world, shelf.attributes(world, dimension).value, gate).value
    return demand


@inner
def count_requests(word, demand, none):
    """The number of requests in a week, by inversion of the Poisson law; `none` is the chance of none."""
    u = share_of_word(word)
    requests = 0
    chance = none
    cumulative = none
    while u > cumulative and requests < _MOST_REQUESTS:
        requests += 1
        chance = chance * demand / requests
        cumulative += chance
    return requests


@inner
def turns_away(world, who, gate, week, request):
    """Whether an employer who reads public blacklists turns a request away."""
    words = block(who, week, GATE, gate, who.person, request + 64, NOTHING)
    return words[0] < shelf.procedure(world, 0).hiring


@inner
def _reached_before(world, who, number, bit, day, visit):
    """Whether a request of somebody whom others' consequences reach was met by a visit noted later."""
    place = shelf.visited(world, who.person).value
    while place != visit:
        other = shelf.visits(world, place)
        if other.touched == number and other.start <= day < other.end and (other.mask >> bit) & 1:
            return True
        place = other.before
    return False


@apart
def _draw_weeks(words, weeks, key_low, key_high, home, purpose, person, first):
    """The first block of each of some weeks, and of a few more: weeks are drawn eight at a time."""
    width = (weeks + _AT_ONCE - 1) & -_AT_ONCE
    for lane in range(width):
        drawn = lane_block(key_low, key_high, home, first + lane, purpose, person)
        place = np.uint64(lane)
        words[place] = drawn[0]
        words[place + _SECOND] = drawn[1]
        words[place + _THIRD] = drawn[2]
        words[place + _FOURTH] = drawn[3]


@inner
def meet_demand(world, number, kind, mask, start, end, visit):
    """Requests at a touched gate on the days [start, end), while `mask` was in force.

    Kinds: 0 refused, 1 worsened, 2 favoured. With a `visit` the person is refused because of somebody else,
    and each request counts once, whatever the number of visits that meet it; NONE: by the own consequences.
    """
    who = shelf.who(world, 0)
    touched = shelf.touched(world, number)
    gate = shelf.gates(world, touched.gate)
    column = touched.column
    if kind == 0 and mask != PUBLICITY and visit == NONE:
        shelf.counts(world, column + 2).value += end - start
        shelf.counts(world, column + _RESTRICTED).value = 1
        shelf.counts(world, shelf.arms(world, touched.arm).quiet_end + _RESTRICTED_ANY).value = 1
    demand = demand_at(world, who, touched.gate)
    if demand <= 0.0:
        return
    none = exponential(-demand)
    purpose = GATE | (touched.gate << 8)
    words = shelf.wholes(shelf.weeks(world, 0), 4 * LANES)
    first = start // 7
    last = (end - 1) // 7
    for week in range(first, last + 1):
        lane = np.uint64((week - first) % LANES)
        if lane == 0:
            weeks = min(last + 1 - week, LANES)
            _draw_weeks(words, weeks, who.key_low, who.key_high, who.home, purpose, who.person, week)
        for request in range(count_requests(words[lane], demand, none)):
            if request > 0:
                further = block(who, week, GATE, touched.gate, who.person, request, NOTHING)
                words[lane + _SECOND], words[lane + _THIRD], words[lane + _FOURTH] = further[1:]
            day = 7 * week + ((words[lane + _SECOND] * 7) >> 32)
            if day < start or day >= end:
                continue
            bit = bit_of(world, gate, words[lane + _THIRD], words[lane + _FOURTH])
            open_ = not (mask >> bit) & 1
            if open_ and not (mask & PUBLICITY and turns_away(world, who, touched.gate, week, request)):
                continue
            if visit != NONE:
                if not _reached_before(world, who, number, bit, day, visit):
                    shelf.reached(world, number).value += 1
            elif kind == 0:
                shelf.counts(world, column).value += 1
                shelf.counts(world, column + 1).value = 1
                shelf.counts(world, shelf.arms(world, touched.arm).column + 3).value = 1
                if not open_ and _lower_class_open(gate, mask, bit):
                    shelf.counts(world, column + 3).value += 1
                note_week(world, day, touched.weekly)
            else:
                shelf.counts(world, column + 3 + kind).value += 1
                if kind == _FAVOURED:
                    shelf.counts(world, column + _FAVOURED_PERSONS).value = 1
