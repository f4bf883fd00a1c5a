"""Knowledge: when somebody comes to know of being on a list, by a notice, by hearsay, or at a gate.

The refusal that will tell is looked for ahead, request by request, and put on the agenda; when the refusing
mask changes, or which lists it stems from, it is looked for anew.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import ASK, KNOW, push
from glasshouse.engine.kernels.constants import ACTUAL, GATE, NEVER, NONE, NOTHING, RECORD, REQUESTS, YES
from glasshouse.engine.kernels.gates import bit_of, count_requests, demand_at
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.luck import block, days_of_word, exponential
from glasshouse.engine.kernels.remedies import ask, begin_remedy, decide

__all__ = ["await_knowledge", "first_request", "proceed", "seek", "stop_seeking"]

_KNOWLEDGE = np.int64(6)

_BY_NOTICE = np.int64(0)
_BY_PUBLICITY = np.int64(1)
_BY_GATE = np.int64(2)


@inner
def await_knowledge(world, row, number, day, index, stream, rule):
    """A stay begins, by a rule, on a record of that index and stream: note when somebody will tell of it."""
    mine = shelf.my_lists(world, number)
    mine.entered = day
    mine.unknown_since = day
    mine.index = index
    mine.stream = stream
    mine.rule = rule
    notice = row.notice
    days = row.notice_days
    owes = row.owes
    by = shelf.rules(world, rule)
    if by.told != NONE:
        notice = by.told
        days = by.told_days
        owes = YES
    mine.untold_since = day + days if owes else NEVER
    mine.known_on = NEVER
    if notice == 0 and row.tells == 0:
        return
    who = shelf.who(world, 0)
    words = block(who, index, RECORD, stream, who.person, _KNOWLEDGE, row.name)
    told = NEVER
    if words[0] < notice:
        told = day + days
        mine.untold_since = NEVER
    way = _BY_NOTICE
    if words[1] < row.tells:
        heard = day + days_of_word(words[2], shelf.procedure(world, 0).publication_days)
        if heard < told and (row.shown_for == NONE or heard < mine.shown_until):
            told = heard
            way = _BY_PUBLICITY
    spell = shelf.book_lists(world, ACTUAL, number).spells
    push(world, ACTUAL, row.arm, told, KNOW, number, spell, way, NOTHING, NOTHING)


@inner
def first_request(world, number, mask, day):
    """The day of the first request at a touched gate, from a day on, that a mask touches."""
    who = shelf.who(world, 0)
    place = shelf.touched(world, number).gate
    gate = shelf.gates(world, place)
    demand = demand_at(world, who, place)
    if demand <= 0.0:
        return NEVER
    none = exponential(-demand)
    for week in range(day // 7, (who.end - 1) // 7 + 1):
        words = block(who, week, GATE, place, who.person, NOTHING, NOTHING)
        first = NEVER
        for request in range(count_requests(words[0], demand, none)):
            if request > 0:
                words = block(who, week, GATE, place, who.person, request, NOTHING)
            asked = 7 * week + ((words[1] * 7) >> 32)
            if day <= asked < first and (mask >> bit_of(world, gate, words[2], words[3])) & 1:
                first = asked
        if first < NEVER:
            return first
    return NEVER


@inner
def _telling_lists(world, arm, number, unknown):
    """Which of the unknown lists a refusal at a touched gate stems from."""
    telling = 0
    for place in range(arm.consequence_first, arm.consequence_end):
        item = shelf.consequences(world, place)
        if item.touched == number and item.kind == 0 and shelf.my_consequences(world, place).on:
            telling |= item.lists
    return telling & unknown


@inner
def _forget_refusal(world, a, number):
    """Void what was found ahead at a touched gate; what is found instead is noted later than other ways."""
    for place in range(shelf.book_arms(world, ACTUAL, a).agenda):
        item = shelf.agenda(world, ACTUAL, a, place)
        if item.kind == KNOW and item.c == _BY_GATE and item.a == number:
            item.e = NONE


@inner
def seek(world, a, day):
    """Look ahead to the refusals that will make unknown lists known, where they are not what they were."""
    mine = shelf.my_arms(world, a)
    arm = shelf.arms(world, a)
    unknown = mine.lists_on & ~mine.lists_known & ~mine.lists_suspended
    mine.seeks = 0
    for number in range(arm.touched_first, arm.touched_end):
        gate = shelf.my_touched(world, number, 0)
        mask = gate.mask & REQUESTS
        telling = _telling_lists(world, arm, number, unknown)
        mine.seeks |= telling
        if telling != 0 and (telling != gate.telling or mask != gate.sought):
            _forget_refusal(world, a, number)
            refused = first_request(world, number, mask, day)
            push(world, ACTUAL, a, refused, KNOW, number, NOTHING, _BY_GATE, telling, mask)
        gate.telling = telling
        gate.sought = mask


@inner
def stop_seeking(world, a):
    """Void the refusals that were found ahead: the person will ask for other things than was looked at."""
    arm = shelf.arms(world, a)
    for number in range(arm.touched_first, arm.touched_end):
        shelf.my_touched(world, number, 0).telling = 0
        _forget_refusal(world, a, number)


@inner
def _learn(world, a, number, day, way):
    """A stay becomes known: count it, and begin what the person can do about it."""
    mine = shelf.my_lists(world, number)
    row = shelf.lists(world, number)
    shelf.my_arms(world, a).lists_known |= row.bit
    shelf.my_arms(world, a).changed = 1
    shelf.counts(world, row.column + 14 + way).value += 1
    shelf.counts(world, row.column + 17).value += day - mine.unknown_since
    mine.unknown_since = NONE
    mine.known_on = day
    chain = row.chain
    repair = row.repair
    if mine.rule != NONE and shelf.rules(world, mine.rule).list == number:
        # The remedies of the rule that the stay began by go before the list's own.
        by = shelf.rules(world, mine.rule)
        chain = chain if by.chain == NONE else by.chain
        repair = repair if by.repair == NONE else by.repair
    if chain != NONE:
        begin_remedy(world, a, number, chain, day)
    if repair != NONE:
        begin_remedy(world, a, number, repair, day)


@inner
def _hear(world, a, day, place, spell, way, telling, mask):
    """What was to be heard is heard, if it still holds: of one stay, at a gate of all behind the refusal."""
    if way != _BY_GATE:
        entry = shelf.book_lists(world, ACTUAL, place)
        if entry.on and entry.spells == spell and shelf.my_lists(world, place).unknown_since != NONE:
            _learn(world, a, place, day, way)
        return
    gate = shelf.my_touched(world, place, 0)
    if gate.mask & REQUESTS != mask or gate.telling != telling:
        return
    arm = shelf.arms(world, a)
    for number in range(arm.list_first, arm.list_end):
        if telling & shelf.lists(world, number).bit:
            _learn(world, a, number, day, way)


@inner
def proceed(world, a, kind, day, first, second, third, fourth, fifth):
    """An item of knowing, asking or deciding comes due."""
    if kind == KNOW:
        _hear(world, a, day, first, second, third, fourth, fifth)
    elif kind == ASK:
        ask(world, a, day, first, second, third)
    else:
        decide(world, a, day, first, second, third)
