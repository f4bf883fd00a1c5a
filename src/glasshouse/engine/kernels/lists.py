"""Lists: entry, stay, the ways out, and whether a stay rests on true records."""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import CORRECTION, EXPIRY, PERFORMED, push
from glasshouse.engine.kernels.constants import (
    ACTUAL,
    NEVER,
    NO,
    NONE,
    NOTHING,
    RECORD,
    RULE_TRIGGER_STREAM,
    SHADOW,
    YES,
)
from glasshouse.engine.kernels.counting import note_week
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.knowledge import await_knowledge
from glasshouse.engine.kernels.ledger import later
from glasshouse.engine.kernels.luck import block, exponential_of_word
from glasshouse.engine.kernels.publication import show
from glasshouse.engine.kernels.terms import end_terms_of_list
from glasshouse.engine.tables import STAY_LENGTHS

__all__ = ["count_stay_afresh", "enter", "judge", "leave", "perform", "reach_back", "renew"]

_LENGTHS = np.array(STAY_LENGTHS)
_CLASSES = len(STAY_LENGTHS) + 1

_EXTENSION = np.int64(3)
_FURTHER_EXTENSIONS = np.int64(32)
_PERFORMANCE = np.int64(4)
_RENEWAL = np.int64(11)
_BY_DECISION = np.int64(1)
_ENTERS = np.int64(2)
"""The effect of a rule that leads onto a list."""


@inner
def _term(world, stay, row, entry):
    """The day on which a stay ends by its term, counted from an entry."""
    if stay.lasts == NONE:
        return NEVER
    until = later(world, stay.lasts, entry.day)
    if stay.extend_first == stay.extend_end or entry.renewed:
        return until
    who = shelf.who(world, 0)
    step = _EXTENSION
    words = block(who, entry.index, RECORD, entry.stream, who.person, step, row.name)
    for place in range(stay.extend_first, stay.extend_end):
        extend = shelf.extends(world, place)
        number = place - stay.extend_first
        if number % 2:
            chance, length = words[2], words[3]
        else:
            if number > 0:
                step = _FURTHER_EXTENSIONS + number // 2
                words = block(who, entry.index, RECORD, entry.stream, who.person, step, row.name)
            chance, length = words[0], words[1]
        holds = entry.repeated == YES if extend.condition == NONE else chance < extend.condition
        if holds and until < NEVER:
            least = later(world, extend.least, until)
            if least == NEVER:
                until = NEVER
            else:
                most = later(world, extend.most, until)
                until = least + ((most - least + 1) * length >> 32)
    return until


@inner
def _end_of(world, row, stay_row, entry):
    """The day on which an entry lets the person out again: its term, and what passes until the exit."""
    if not row.expires:
        return NEVER
    until = _term(world, shelf.stays(world, stay_row), row, entry)
    return later(world, row.expiry_within, until) if until < NEVER else NEVER


@inner
def _stay_of(world, row, number, entry):
    """The row of the stay that the text of the day gives an entry: its rule's, or else the list's."""
    arm = shelf.arms(world, row.arm)
    stay_row = row.stay
    for place in range(arm.rule_first, arm.rule_end):
        rule = shelf.rules(world, place)
        if rule.name == entry.rule and rule.effect == _ENTERS and rule.list == number:
            stay_row = rule.stay
    return stay_row


@inner
def renew(world, book, number, day):
    """Whether a stay that would end today by its term begins again; then its next end is noted."""
    row = shelf.lists(world, number)
    if not row.renews:
        return False
    mine = shelf.book_lists(world, book, number)
    stay_row = _stay_of(world, row, number, mine)
    renewal = shelf.stays(world, stay_row).renewal
    if renewal == 0:
        return False
    if renewal == _BY_DECISION:
        who = shelf.who(world, 0)
        procedure = shelf.procedure(world, 0)
        words = block(who, day, RECORD, RULE_TRIGGER_STREAM, who.person, _RENEWAL, row.name)
        wrong = book == ACTUAL and shelf.my_lists(world, number).wrong_since != NONE
        if words[0] < (procedure.ended_if_wrong if wrong else procedure.ended_if_right):
            return False
    mine.day = day
    mine.renewed = 1
    mine.until = max(day + 1, _end_of(world, row, stay_row, mine))
    push(world, book, row.arm, mine.until, EXPIRY, number, mine.spells, NOTHING, NOTHING, NOTHING)
    return True


@inner
def reach_back(world, book, number, day):
    """Give a stay that goes on the end that the text which takes over today gives its last entry."""
    mine = shelf.book_lists(world, book, number)
    if not mine.on:
        return
    row = shelf.lists(world, number)
    until = _end_of(world, row, _stay_of(world, row, number, mine), mine)
    if until != mine.until:
        # What was noted of the former end finds the stay over, or goes by the later end.
        mine.until = until
        push(world, book, row.arm, max(day, until), EXPIRY, number, mine.spells, NOTHING, NOTHING, NOTHING)


@inner
def _reset_counts(world, book, a, number):
    """The counts of all rules that enter a list start anew."""
    arm = shelf.arms(world, a)
    for place in range(arm.rule_first, arm.rule_end):
        rule = shelf.rules(world, place)
        if rule.effect == _ENTERS and rule.list == number:
            counting = shelf.book_rules(world, book, place)
            counting.counter = 0
            counting.filled = 0
            counting.next = 0


@inner
def enter(world, book, rule, day, index, stream, unable, protected):
    """Put the person on a rule's list, or, if on it already, move the end of the stay to the later date."""
    who = shelf.who(world, 0)
    number = shelf.rules(world, rule).list
    row = shelf.lists(world, number)
    mine = shelf.book_lists(world, book, number)
    mine.day = day
    mine.rule = shelf.rules(world, rule).name
    mine.index = index
    mine.stream = stream
    mine.repeated = int(mine.spells - mine.on >= 1)
    mine.renewed = 0
    if row.resets:
        _reset_counts(world, book, row.arm, number)
    until = _end_of(world, row, shelf.rules(world, rule).stay, mine)
    mine.serial += 1
    fresh = mine.on == 0
    if fresh:
        mine.on = 1
        mine.until = until
        mine.spells += 1
        push(world, book, row.arm, until, EXPIRY, number, mine.spells, NOTHING, NOTHING, NOTHING)
    else:
        mine.until = max(mine.until, until)
    shelf.my_arms(world, row.arm).lists_changed = 1
    if book == ACTUAL:
        column = row.column
        show(world, row, number, day)
        if fresh:
            shelf.my_lists(world, number).since = day
            shelf.my_lists(world, number).protected = 0
            shelf.my_lists(world, number).ground = shelf.rules(world, rule).stays
            await_knowledge(world, row, number, day, index, stream, rule)
            shelf.my_arms(world, row.arm).lists_on |= row.bit
            shelf.my_arms(world, row.arm).changed = 1
            shelf.counts(world, column).value = 1
            shelf.counts(world, column + 1).value += 1
            if row.black:
                shelf.counts(world, shelf.arms(world, row.arm).column + 1).value = 1
            note_week(world, day, row.weekly)
        if unable:
            shelf.counts(world, column + 7).value = 1
            if shelf.my_lists(world, number).unable_since == NONE:
                shelf.my_lists(world, number).unable_since = day
        if protected:
            shelf.counts(world, column + 9).value = 1
            shelf.my_lists(world, number).protected = 1
    if row.performs and not unable:
        mean = shelf.procedure(world, 0).performance_days
        if mean > 0.0:
            words = block(who, index, RECORD, stream, who.person, _PERFORMANCE, row.name)
            wait = exponential_of_word(words[0]) * mean
            if wait < who.days:
                out = later(world, row.performed_within, day + int(wait))
                push(
                    world,
                    book,
                    row.arm,
                    max(day + 1, out),
                    PERFORMED,
                    number,
                    mine.serial,
                    NOTHING,
                    NOTHING,
                    NOTHING,
                )
    if fresh:
        for place in range(row.trigger_end - 1, row.trigger_first - 1, -1):
            shelf.stack(world, who.triggers).value = shelf.triggers(world, place).value
            who.triggers += 1


@inner
def perform(world, book, number, day):
    """Note the exit of somebody who is on a list and performs on a day that is dictated, not drawn."""
    row = shelf.lists(world, number)
    mine = shelf.book_lists(world, book, number)
    if mine.on:
        out = max(day + 1, later(world, row.performed_within, day))
        push(world, book, row.arm, out, PERFORMED, number, mine.serial, NOTHING, NOTHING, NOTHING)


@inner
def _count_defects(world, row, mine, day):
    """Count the days of a stay without the notice owed, or unknown where to know of it could suspend it."""
    untold = max(min(mine.untold_since, day), mine.since)
    days = day - untold
    if row.waits:
        days += max(0, min(mine.known_on, untold) - mine.since)
    if days > 0:
        shelf.counts(world, row.defects).value = 1
        shelf.counts(world, row.defects + 1).value += 1
        shelf.counts(world, row.defects + 2).value += days


@inner
def _close_spell(world, number, day, still):
    """Count the days of a spell that ends, or that is still open at the horizon."""
    row = shelf.lists(world, number)
    mine = shelf.my_lists(world, number)
    shelf.counts(world, row.column + 2).value += day - mine.since
    shelf.counts(world, mine.ground).value += day - mine.since
    if row.defects != NONE:
        _count_defects(world, row, mine, day)
    spell = row.column + 21 + still * _CLASSES
    for limit in _LENGTHS:
        spell += day - mine.entered > limit
    shelf.counts(world, spell).value += 1
    if mine.unknown_since != NONE:
        shelf.counts(world, row.column + 17).value += day - mine.unknown_since
        mine.unknown_since = NONE
    if mine.unable_since != NONE:
        shelf.counts(world, row.column + 8).value += day - mine.unable_since
        mine.unable_since = NONE


@inner
def leave(world, book, number, day, kind):
    """Take the person off a list, by an item of that kind (EXPIRY, PERFORMED, CORRECTION or REPAIRED)."""
    row = shelf.lists(world, number)
    shelf.book_lists(world, book, number).on = 0
    shelf.my_arms(world, row.arm).lists_changed = 1
    if book == ACTUAL:
        _close_spell(world, number, day, NO)
        shelf.counts(world, row.column + 10 + kind - EXPIRY).value += 1
        if kind == CORRECTION:
            shelf.counts(world, row.column + 20).value += day - shelf.my_lists(world, number).entered
        mine = shelf.my_arms(world, row.arm)
        mine.lists_on &= ~row.bit
        mine.lists_known &= ~row.bit
        mine.lists_suspended &= ~row.bit
        mine.changed = 1
        if kind != EXPIRY and kind != PERFORMED:
            mine.lists_shown &= ~row.bit
            shelf.my_lists(world, number).shown_until = 0
            end_terms_of_list(world, row, day)
        shelf.my_lists(world, number).suspended = 0
        note_week(world, day, row.weekly + 1)


@inner
def judge(world, a, day, over):
    """Open and close the intervals in which a stay is wrongful: true records alone would not have it.

    With `over` (the end of a life) every open spell and interval is closed without an exit.
    """
    arm = shelf.arms(world, a)
    shelf.my_arms(world, a).lists_changed = 0
    for number in range(arm.list_first, arm.list_end):
        row = shelf.lists(world, number)
        mine = shelf.my_lists(world, number)
        on = shelf.book_lists(world, ACTUAL, number).on
        if shelf.my_arms(world, a).shadow:
            wrong = on and not shelf.book_lists(world, SHADOW, number).on and not over
            if wrong and mine.wrong_since == NONE:
                mine.wrong_since = day
                shelf.counts(world, row.column + 4).value = 1
                shelf.counts(world, row.column + 5).value += 1
                if row.black:
                    shelf.counts(world, arm.column + 2).value = 1
                note_week(world, day, row.weekly + 2)
            elif mine.wrong_since != NONE and not wrong:
                shelf.counts(world, row.column + 6).value += day - mine.wrong_since
                mine.wrong_since = NONE
                if not over:
                    note_week(world, day, row.weekly + 3)
        if over and on:
            _close_spell(world, number, day, YES)
            if shelf.who(world, 0).end == shelf.who(world, 0).days:
                shelf.counts(world, row.column + 3).value = 1


@inner
def count_stay_afresh(world, number, day):
    """A stay that goes on over the first day that is counted is counted from there."""
    row = shelf.lists(world, number)
    mine = shelf.my_lists(world, number)
    mine.since = day
    shelf.counts(world, row.column).value = 1
    shelf.counts(world, row.column + 1).value = 1
    if row.black:
        shelf.counts(world, shelf.arms(world, row.arm).column + 1).value = 1
    if mine.wrong_since != NONE:
        mine.wrong_since = day
        shelf.counts(world, row.column + 4).value = 1
        shelf.counts(world, row.column + 5).value = 1
        if row.black:
            shelf.counts(world, shelf.arms(world, row.arm).column + 2).value = 1
    if mine.unable_since != NONE:
        mine.unable_since = day
        shelf.counts(world, row.column + 7).value = 1
    if mine.unknown_since != NONE:
        mine.unknown_since = day
    if mine.protected:
        shelf.counts(world, row.column + 9).value = 1
