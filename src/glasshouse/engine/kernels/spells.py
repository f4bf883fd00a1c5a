"""Spells: when a band or consequence that a notice or remedy names begins, becomes known, and is objected to.

A spell lasts for as long as the reviewed band is that band, or the condition of the consequence holds,
whatever is suspended meanwhile. What is granted is carried out in `kernels.redress`.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import ASK, CORRECTION, ENTRY, KNOW, OUTCOME, REPAIRED, SHARE, push
from glasshouse.engine.kernels.constants import (
    ACTUAL,
    NONE,
    NOTHING,
    RECORD,
    RULE_TRIGGER_STREAM,
    SHADOW,
    TARGETS,
)
from glasshouse.engine.kernels.entries import KNOWN
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.knowledge import first_request
from glasshouse.engine.kernels.ledger import later
from glasshouse.engine.kernels.luck import block
from glasshouse.engine.kernels.objections import learn_entries
from glasshouse.engine.kernels.remedies import day_of_asking, day_of_decision, is_granted
from glasshouse.engine.kernels.terms import condition_holds

__all__ = [
    "ask_about",
    "await_requests",
    "decide_about",
    "end_wait",
    "forget_requests",
    "is_put_off",
    "is_wrong",
    "learn_at_gate",
    "learn_by_notice",
    "look_at_spells",
]

_KNOWLEDGE = np.int64(6)
_STEP = np.int64(6)
_REPAIR = np.int64(2)
_BY_NOTICE = np.int64(0)
_BY_GATE = np.int64(2)
_WAITS = np.int64(4)
"""Beside the parts that suspend a target: a notice puts off what it brings about."""


@inner
def _holds(world, book, a, row):
    """Whether a target is there in a book: the reviewed band, or the condition of the consequence."""
    if row.band != NONE:
        return shelf.book_arms(world, book, a).band == row.band
    return condition_holds(world, book, a, shelf.consequences(world, row.consequence))


@inner
def _is_there(world, a, row):
    """Whether a target is there: as above, but of a consequence with a term, whether that runs."""
    if row.consequence != NONE and shelf.consequences(world, row.consequence).lasts != NONE:
        return shelf.my_consequences(world, row.consequence).runs != 0
    return _holds(world, ACTUAL, a, row)


@inner
def is_wrong(world, a, row):
    """Whether true records alone would not have a target that is there."""
    if not shelf.my_arms(world, a).shadow or _holds(world, SHADOW, a, row):
        return False
    if row.consequence != NONE and shelf.consequences(world, row.consequence).lasts != NONE:
        return shelf.my_consequences(world, row.consequence).wrong != 0
    return True


@inner
def is_put_off(world, target):
    """Whether nothing comes of a target for now: a remedy or notice makes it wait, or it is set aside."""
    if target == NONE:
        return False
    mine = shelf.my_targets(world, target)
    return (mine.suspended | mine.aside) != 0


@inner
def look_at_spells(world, a, day):
    """Begin and end the spells of an arm's targets, by what holds now."""
    arm = shelf.arms(world, a)
    for target in range(arm.target_first, arm.target_end):
        row = shelf.targets(world, target)
        mine = shelf.my_targets(world, target)
        on = int(_is_there(world, a, row))
        if on == mine.on:
            continue
        mine.on = on
        mine.known = 0
        mine.suspended = 0
        mine.aside = 0
        if not on:
            continue
        mine.spell += 1
        mine.began = day
        if row.before > 0 and not (row.fresh and day == arm.since):
            mine.suspended = _WAITS
            effect = day + row.before
            push(world, ACTUAL, a, effect, SHARE, TARGETS + target, mine.spell, NOTHING, NOTHING, NOTHING)
        if row.notice != 0:
            who = shelf.who(world, 0)
            words = block(who, day, RECORD, RULE_TRIGGER_STREAM, who.person, _KNOWLEDGE, row.name)
            if words[0] < row.notice:
                told = day + row.notice_days
                push(world, ACTUAL, a, told, KNOW, TARGETS + target, mine.spell, _BY_NOTICE, NOTHING, NOTHING)


@inner
def end_wait(world, a, target, spell):
    """The days between a notice and its effect are over."""
    mine = shelf.my_targets(world, target)
    if mine.on and mine.spell == spell:
        _let_wait(world, a, target, mine.suspended & ~_WAITS)


@inner
def _tells_of_entries(world, a):
    """Whether some entry of points stands of which the person does not know."""
    if shelf.arms(world, a).objects:
        for place in range(shelf.book_arms(world, ACTUAL, a).agenda):
            item = shelf.agenda(world, ACTUAL, a, place)
            if item.kind == ENTRY and not item.e & KNOWN:
                return True
    return False


@inner
def _is_unknown(world, target):
    """Whether a row is a target that is there and that the person does not know of."""
    return target != NONE and shelf.my_targets(world, target).on and not shelf.my_targets(world, target).known


@inner
def _band_behind(world, a, item):
    """The target that is the reviewed band, where a consequence's condition names it."""
    arm = shelf.arms(world, a)
    band = shelf.book_arms(world, ACTUAL, a).band
    if not item.bands or not (item.bands >> (band - arm.band_first)) & 1:
        return NONE
    return shelf.bands(world, band).target


@inner
def await_requests(world, a, day):
    """Look ahead to the requests at gates that will make unknown targets known."""
    arm = shelf.arms(world, a)
    entries = _tells_of_entries(world, a)
    for number in range(arm.consequence_first, arm.consequence_end):
        item = shelf.consequences(world, number)
        mine = shelf.my_consequences(world, number)
        if not mine.on or mine.awaits or item.touched == NONE:
            continue
        told = entries and item.lists == 0
        if told or _is_unknown(world, item.target) or _is_unknown(world, _band_behind(world, a, item)):
            mine.awaits = 1
            asked = first_request(world, item.touched, item.mask, day)
            push(world, ACTUAL, a, asked, KNOW, TARGETS + number, mine.begun, _BY_GATE, NOTHING, NOTHING)


@inner
def forget_requests(world, a):
    """Void the requests that were found ahead: the person will ask for other things than was looked at."""
    arm = shelf.arms(world, a)
    for number in range(arm.consequence_first, arm.consequence_end):
        shelf.my_consequences(world, number).begun += 1
        shelf.my_consequences(world, number).awaits = 0


@inner
def _words(world, row, target):
    """The draws about one remedy of the spell that the person is in."""
    who = shelf.who(world, 0)
    began = shelf.my_targets(world, target).began
    return block(who, began, RECORD, RULE_TRIGGER_STREAM, who.person, _STEP + row.part, row.name)


@inner
def _begin(world, a, target, remedy, day):
    """A remedy is open from today on."""
    if remedy == NONE:
        return
    row = shelf.remedies(world, remedy)
    wrong = is_wrong(world, a, shelf.targets(world, target))
    asked = day_of_asking(world, row, wrong, _words(world, row, target), day)
    spell = shelf.my_targets(world, target).spell
    push(world, ACTUAL, a, asked, ASK, TARGETS + target, spell, remedy, NOTHING, NOTHING)


@inner
def _learn(world, a, target, day):
    """A target becomes known: count it, and begin what the person can do about it."""
    if not _is_unknown(world, target):
        return
    row = shelf.targets(world, target)
    shelf.my_targets(world, target).known = 1
    shelf.counts(world, row.column).value += 1
    _begin(world, a, target, row.chain, day)
    _begin(world, a, target, row.repair, day)


@inner
def learn_by_notice(world, a, target, spell, day):
    """A notice arrives, if the spell is still the one that it tells of."""
    if shelf.my_targets(world, target).spell == spell:
        _learn(world, a, target, day)


@inner
def learn_at_gate(world, a, number, begun, day):
    """A request comes that a consequence touches, if it has been in force all along."""
    mine = shelf.my_consequences(world, number)
    if not mine.on or mine.begun != begun:
        return
    item = shelf.consequences(world, number)
    mine.awaits = 0
    _learn(world, a, item.target, day)
    _learn(world, a, _band_behind(world, a, item), day)
    if item.lists == 0 and shelf.arms(world, a).objects:
        learn_entries(world, a, day)


@inner
def _let_wait(world, a, target, parts):
    """Say which remedies, chain (1) and repair (2), suspend a target."""
    shelf.my_targets(world, target).suspended = parts
    shelf.my_arms(world, a).changed = 1


@inner
def ask_about(world, a, day, target, spell, remedy):
    """The person asks, unless the spell is over."""
    mine = shelf.my_targets(world, target)
    if not mine.on or mine.spell != spell:
        return
    row = shelf.remedies(world, remedy)
    shelf.counts(world, shelf.targets(world, target).column + 1).value += 1
    if row.suspends:
        _let_wait(world, a, target, mine.suspended | row.part)
    decided = day_of_decision(world, row, day)
    push(world, ACTUAL, a, decided, OUTCOME, TARGETS + target, spell, remedy, NOTHING, NOTHING)


@inner
def decide_about(world, a, day, target, spell, remedy):
    """A remedy is decided: something will be done, or the next remedy opens."""
    mine = shelf.my_targets(world, target)
    if not mine.on or mine.spell != spell:
        return
    row = shelf.remedies(world, remedy)
    if mine.suspended & row.part:
        _let_wait(world, a, target, mine.suspended & ~row.part)
    if is_granted(row, is_wrong(world, a, shelf.targets(world, target)), _words(world, row, target)):
        shelf.counts(world, shelf.targets(world, target).column + 2).value += 1
        done = max(day, later(world, row.then, day))
        what = REPAIRED if row.part == _REPAIR else CORRECTION
        push(world, ACTUAL, a, done, what, TARGETS + target, spell, NOTHING, NOTHING, NOTHING)
    else:
        _begin(world, a, target, row.next, day)
