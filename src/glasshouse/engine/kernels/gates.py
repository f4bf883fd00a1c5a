"""Gates: what a person asks for while a consequence is in force, and how it is met.

Requests are drawn only for days on which something happens at the gate: their addresses are (person, gate,
week, which one), so the same request exists in every arm, whether or not anybody looks.
"""

from __future__ import annotations

from numba import njit

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import GATE, NOTHING
from glasshouse.engine.kernels.counting import note_week
from glasshouse.engine.kernels.luck import block, exponential, share_of_word

__all__ = ["bit_of", "count_requests", "demand_at", "meet_demand"]

_MOST_REQUESTS = 63


@njit
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


@njit
def _lower_class_open(gate, mask, bit):
    """Whether some tier stays open for the purpose of a refused request."""
    for tier in range(gate.tiers):
        if not (mask >> (4 * tier + (bit & 3))) & 1:
            return True
    return False


@njit
def demand_at(world, who, gate):
    """Requests per week that the person makes at a gate."""
    demand = shelf.gates(world, gate).demand
    for dimension in range(who.dimensions):
        demand *= shelf.gate_relative(world, shelf.attributes(world, dimension).value, gate).value
    return demand


@njit
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


@njit
def meet_demand(world, number, kind, mask, start, end):
    """Requests at a touched gate on the days [start, end), while `mask` was in force.

    Kinds: 0 refused, 1 worsened, 2 favoured.
    """
    who = shelf.who(world, 0)
    touched = shelf.touched(world, number)
    gate = shelf.gates(world, touched.gate)
    column = touched.column
    if kind == 0:
        shelf.counts(world, column + 2).value += end - start
    demand = demand_at(world, who, touched.gate)
    if demand <= 0.0:
        return
    none = exponential(-demand)
    for week in range(start // 7, (end - 1) // 7 + 1):
        words = block(who, week, GATE, touched.gate, who.person, NOTHING, NOTHING)
        for request in range(count_requests(words[0], demand, none)):
            if request > 0:
                words = block(who, week, GATE, touched.gate, who.person, request, NOTHING)
            day = 7 * week + ((words[1] * 7) >> 32)
            if day < start or day >= end:
                continue
            bit = bit_of(world, gate, words[2], words[3])
            if not (mask >> bit) & 1:
                continue
            if kind == 0:
                shelf.counts(world, column).value += 1
                shelf.counts(world, column + 1).value = 1
                shelf.counts(world, shelf.arms(world, touched.arm).column + 3).value = 1
                if _lower_class_open(gate, mask, bit):
                    shelf.counts(world, column + 3).value += 1
                note_week(world, day, touched.weekly)
            else:
                shelf.counts(world, column + 3 + kind).value += 1
