"""Livelihood: what being refused work or credit does to people's means, and to what they have that lasts.

The next day on which requests will change something is looked for ahead and put on the agenda, as the refusal
is that makes a list known. People at whose gates nothing is refused are not looked at.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import MET, push, reckon
from glasshouse.engine.kernels.constants import (
    ACTUAL,
    GATE,
    NEVER,
    NONE,
    NOTHING,
    PUBLICITY,
    RECORD,
    RULE_TRIGGER_STREAM,
)
from glasshouse.engine.kernels.gates import bit_of, count_requests, demand_at, turns_away
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.luck import block, days_of_word, exponential
from glasshouse.engine.kernels.response import respond

__all__ = ["begin_livelihood", "count_livelihood", "get_over", "give_back", "look_out", "meet", "unsettle"]

_STREAM = RULE_TRIGGER_STREAM - 1
_STEP = np.int64(10)
_INSOLVENT = 2
_REFUSED = 1
_GRANTED = 2
_WEEK = (1 << 7) - 1
_UNSEEN = np.int64(-1)
"""In the place of the mask that was looked at last: whatever the mask is now, it is looked for anew."""


@inner
def begin_livelihood(mine, day):
    """Solvent, from a day on."""
    mine.level = 0
    mine.level_since = day
    mine.relief = NEVER


@inner
def _count_level(world, arm, mine, day):
    """Count the days at the present level, up to a day."""
    days = day - mine.level_since
    mine.level_since = day
    if mine.level == 0 or days <= 0:
        return
    shelf.counts(world, arm.means).value += days
    if mine.level == _INSOLVENT:
        shelf.counts(world, arm.means + 1).value += days
        shelf.counts(world, arm.means + 2).value = 1


@inner
def _count_without(world, number, day):
    """Count the days without what lasts, up to a day."""
    gate = shelf.my_touched(world, number, 0)
    if gate.without:
        shelf.counts(world, shelf.touched(world, number).without).value += day - gate.without_since
        gate.without_since = day


@inner
def count_livelihood(world, a, day):
    """Count what is held up to a day, and go on from there."""
    arm = shelf.arms(world, a)
    if arm.means != NONE:
        _count_level(world, arm, shelf.my_arms(world, a), day)
    if arm.livelihood:
        for number in range(arm.touched_first, arm.touched_end):
            _count_without(world, number, day)


@inner
def give_back(world, number, day):
    """What lasts is not taken away at a gate any more, from a day on."""
    _count_without(world, number, day)
    shelf.my_touched(world, number, 0).without = 0


@inner
def _outcomes(world, who, touched, mask, week, demand, none):
    """The days of a week on which some request at a gate is refused: bits; and, above, let through."""
    gate = shelf.gates(world, touched.gate)
    words = block(who, week, GATE, touched.gate, who.person, NOTHING, NOTHING)
    days = 0
    for request in range(count_requests(words[0], demand, none)):
        if request > 0:
            words = block(who, week, GATE, touched.gate, who.person, request, NOTHING)
        day = (words[1] * 7) >> 32
        refused = (mask >> bit_of(world, gate, words[2], words[3])) & 1
        if not refused and mask & PUBLICITY:
            refused = int(turns_away(world, who, touched.gate, week, request))
        days |= 1 << (day if refused else day + 7)
    return days


@inner
def _look_ahead(world, a, number, day):
    """Note the next day, from a day on, whose requests at a gate will change something."""
    mine = shelf.my_touched(world, number, 0)
    mine.found += 1
    if mine.mask == 0 and not mine.without:
        return
    who = shelf.who(world, 0)
    touched = shelf.touched(world, number)
    demand = demand_at(world, who, touched.gate)
    if demand <= 0.0:
        return
    none = exponential(-demand)
    for week in range(day // 7, (who.end - 1) // 7 + 1):
        outcomes = _outcomes(world, who, touched, mine.mask, week, demand, none)
        if outcomes == 0:
            continue
        refused = outcomes & _WEEK
        granted = outcomes >> 7
        counts = refused if touched.strains else 0
        if touched.lasts:
            counts |= granted if mine.without else refused & ~granted
        for place in range(max(0, day - 7 * week), 7):
            if (counts >> place) & 1:
                what = _REFUSED * ((refused >> place) & 1) + _GRANTED * ((granted >> place) & 1)
                push(world, ACTUAL, a, 7 * week + place, MET, number, mine.found, what, NOTHING, NOTHING)
                return


@inner
def look_out(world, a, day):
    """Look ahead at the gates whose refusing mask is not what it was when last looked."""
    arm = shelf.arms(world, a)
    for number in range(arm.touched_first, arm.touched_end):
        touched = shelf.touched(world, number)
        mine = shelf.my_touched(world, number, 0)
        if touched.strains | touched.lasts and mine.mask != mine.looked:
            mine.looked = mine.mask
            _look_ahead(world, a, number, day)


@inner
def unsettle(world, a):
    """Void what was found ahead: the person will ask for other things than was looked at."""
    arm = shelf.arms(world, a)
    for number in range(arm.touched_first, arm.touched_end):
        shelf.my_touched(world, number, 0).looked = _UNSEEN
        shelf.my_touched(world, number, 0).found += 1


@inner
def _foresee(world, a, day, second):
    """When the person will be over one step, from a step on a day on: by the first word after a step up."""
    who = shelf.who(world, 0)
    words = block(who, day, RECORD, _STREAM, who.person, _STEP, NOTHING)
    word = words[1] if second else words[0]
    over = day + 1 + days_of_word(word, shelf.procedure(world, 0).recovers)
    shelf.my_arms(world, a).relief = 2 * over if over < who.end else NEVER
    reckon(world, a)


@inner
def _strain(world, a, day):
    """A step up, which holds from the next morning on."""
    mine = shelf.my_arms(world, a)
    if mine.level < _INSOLVENT:
        _count_level(world, shelf.arms(world, a), mine, day + 1)
        mine.level += 1
    _foresee(world, a, day, False)


@inner
def get_over(world, a, day):
    """A step down, on its morning."""
    mine = shelf.my_arms(world, a)
    _count_level(world, shelf.arms(world, a), mine, day)
    mine.level -= 1
    if mine.level > 0:
        _foresee(world, a, day, True)
    else:
        mine.relief = NEVER
        reckon(world, a)
    respond(world, a, day)


@inner
def meet(world, a, day, number, found, what):
    """The evening of a day whose requests change something at a gate, unless something came between."""
    mine = shelf.my_touched(world, number, 0)
    if mine.found != found:
        return
    touched = shelf.touched(world, number)
    if touched.strains and what & _REFUSED:
        _strain(world, a, day)
    if touched.lasts:
        if not what & _GRANTED:
            if not mine.without:
                mine.without = 1
                mine.without_since = day + 1
        elif mine.without:
            give_back(world, number, day + 1)
    respond(world, a, day + 1)
    _look_ahead(world, a, number, day + 1)
