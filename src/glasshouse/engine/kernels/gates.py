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

__all__ = ["meet_demand"]

_MOST_REQUESTS = 63


@njit
def _bit(world, gate, tier_word, purpose_word):
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
    demand = gate.demand
    for dimension in range(who.dimensions):
        demand *= shelf.gate_relative(world, shelf.attributes(world, dimension).value, touched.gate).value
    if demand <= 0.0:
        return
    none = exponential(-demand)
    for week in range(start // 7, (end - 1) // 7 + 1):
        words = block(who, week, GATE, touched.gate, who.person, NOTHING, NOTHING)
        u = share_of_word(words[0])
        requests = 0
        chance = none
        cumulative = none
        while u > cumulative and requests < _MOST_REQUESTS:
            requests += 1
            chance = chance * demand / requests
            cumulative += chance
        for request in range(requests):
            if request > 0:
                words = block(who, week, GATE, touched.gate, who.person, request, NOTHING)
            day = 7 * week + ((words[1] * 7) >> 32)
            if day < start or day >= end:
                continue
            bit = _bit(world, gate, words[2], words[3])
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
