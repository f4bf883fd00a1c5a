"""Rules: the tests a record has to pass, the counting, and the effect on a book."""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import DECISION, ENTRY, RELEASE, REVIEW, push, refresh
from glasshouse.engine.kernels.constants import (
    ACTUAL,
    NONE,
    NOTHING,
    OWN_PLACE,
    RECORD,
    RULE_TRIGGER_STREAM,
    SHADOW,
    TARGETS,
)
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.ledger import WAIT_BITS, add, call_review, later, score_of
from glasshouse.engine.kernels.lists import enter, perform
from glasshouse.engine.kernels.luck import block
from glasshouse.engine.kernels.people import day_of_age
from glasshouse.engine.kernels.scorecard import note_record

__all__ = [
    "IN_BAND",
    "apply_record",
    "apply_to_book",
    "cast_shadow",
    "copy_rules",
    "drain",
    "is_in_its_band",
    "review_anew",
    "take_record",
]

IN_BAND = np.int64(8)
"""A decision takes effect only if the band is then one of those that set its rule off."""

_TESTS = np.int64(1)
_DISCRETION = np.int64(2)
_RULE = np.int64((1 << int(WAIT_BITS)) - 1)


@inner
def _reached(world, book, rule, row, date):
    """Count a record towards the rule; true when enough of them lie close enough together."""
    mine = shelf.book_rules(world, book, rule)
    if row.window == 2:
        size = row.at_least - 1
        if mine.filled == size:
            oldest = shelf.rings(world, book, row.ring + mine.next).value
            if oldest > shelf.earlier(world, row.within, date).value:
                if row.resets:
                    mine.filled = 0
                    mine.next = 0
                else:
                    shelf.rings(world, book, row.ring + mine.next).value = date
                    mine.next = (mine.next + 1) % size
                return True
            shelf.rings(world, book, row.ring + mine.next).value = date
            mine.next = (mine.next + 1) % size
            return False
        shelf.rings(world, book, row.ring + (mine.next + mine.filled) % size).value = date
        mine.filled += 1
        return False
    if row.window == 3:
        period = shelf.period(world, row.within, date).value
        if mine.year != period:
            mine.year = period
            mine.counter = 0
    mine.counter += 1
    if mine.counter < row.at_least:
        return False
    if row.resets:
        mine.counter = 0
    return True


@inner
def _capped(world, book, rule, day, date, index, stream, amount):
    """The part of an entry that its group's yearly cap still admits."""
    row = shelf.rules(world, rule)
    mine = shelf.book_caps(world, book, row.cap)
    cap = shelf.caps(world, row.cap)
    if cap.rolling == NONE:
        year = shelf.year(world, date).value
        if mine.year != year:
            mine.year = year
            mine.used = 0
    size = min(abs(amount), max(0, cap.limit - mine.used))
    if cap.rolling == NONE:
        mine.used += size
    else:
        until = later(world, cap.rolling, date)
        if until > day and size > 0:
            mine.used += size
            kept = rule if row.named else NONE
            push(world, book, row.arm, until, RELEASE, row.cap, size, kept, index, stream)
    return size if amount > 0 else -size


@inner
def _take_effect(world, book, rule, day, date, index, stream, unable, protected):
    """Count the record and, when the count is reached, do what the rule says.

    Set-off rules go onto the stack.
    """
    row = shelf.rules(world, rule)
    if row.effect >= 3:
        if row.effect == 3:
            note_record(world, book, row.list, date)
        else:
            perform(world, book, row.list, day)
        return
    if row.window != 0 and not _reached(world, book, rule, row, date):
        return
    mine = shelf.book_rules(world, book, rule)
    mine.firings += 1
    if book == ACTUAL:
        shelf.counts(world, row.column).value += 1
    if row.effect == 2:
        enter(world, book, rule, day, index, stream, unable, protected)
        return
    if row.effect == 0:
        amount = row.points
        for place in range(row.repeat_first, row.repeat_end):
            if shelf.repeats(world, place).nth <= mine.firings:
                amount = shelf.repeats(world, place).points
        if row.cap != NONE:
            amount = _capped(world, book, rule, day, date, index, stream, amount)
        if amount == 0:
            return
    else:
        current = score_of(world, book, row.arm)
        if shelf.arms(world, row.arm).score == 1:
            current = shelf.arms(world, row.arm).start + shelf.book_arms(world, book, row.arm).ledger
        if current <= row.points:
            return
        amount = row.points - current
    add(world, book, rule, day, date, index, stream, amount)


@inner
def _strikes(who, row, day):
    """Whether a rule is meant for somebody like this on a day: by kind of subject, profession and age."""
    if not row.subjects & who.subject or not (row.professions >> who.occupation) & 1:
        return False
    return row.min_age <= who.age or day >= day_of_age(who, row.min_age)


@inner
def drain(world, book, day):
    """Carry out the rules that a band or a list has set off, depth first."""
    who = shelf.who(world, 0)
    while who.triggers > 0:
        who.triggers -= 1
        wait = shelf.stack(world, who.triggers).value >> WAIT_BITS
        rule = shelf.stack(world, who.triggers).value & _RULE
        row = shelf.rules(world, rule)
        if not _strikes(who, row, day):
            continue
        if row.tests & 8:
            words = block(who, day, RECORD, RULE_TRIGGER_STREAM, who.person, _DISCRETION, row.name)
            if words[0] >= row.may:
                continue
        if row.notice + wait != 0:
            due = day + wait + row.notice
            date = due if row.dated_by_decision else day
            flags = IN_BAND if wait != 0 else NOTHING
            push(world, book, row.arm, due, DECISION, rule, date, day, RULE_TRIGGER_STREAM, flags)
            continue
        _take_effect(world, book, rule, day, day, day, RULE_TRIGGER_STREAM, NOTHING, NOTHING)


@inner
def is_in_its_band(world, book, a, rule):
    """Whether the reviewed band is one of those that set a rule off."""
    band = shelf.book_arms(world, book, a).band - shelf.arms(world, a).band_first
    return (shelf.rules(world, rule).bands >> band) & 1 != 0


@inner
def review_anew(world, book, a, day):
    """Points have changed: a review at once, with all that it sets off, or on the next review day."""
    call_review(world, book, a, day)
    drain(world, book, day)


@inner
def apply_to_book(world, book, rule, day, date, index, stream, unable, protected):
    """One record takes effect on one book, with all that it sets off."""
    _take_effect(world, book, rule, day, date, index, stream, unable, protected)
    if shelf.who(world, 0).triggers > 0:
        drain(world, book, day)


@inner
def cast_shadow(world, a):
    """Begin the shadow: a copy of the actual book, from which false records will be kept out."""
    mine = shelf.my_arms(world, a)
    mine.shadow = 1
    shelf.copy(shelf.book_arms(world, SHADOW, a), shelf.book_arms(world, ACTUAL, a))
    shadow = shelf.book_arms(world, SHADOW, a)
    shadow.agenda = 0
    for place in range(shelf.book_arms(world, ACTUAL, a).agenda):
        item = shelf.agenda(world, ACTUAL, a, place)
        # No decisions on false records; and what the person knows and asks for is kept in the actual book, as
        # is all about bands and consequences.
        if item.a >= TARGETS:
            continue
        kept = item.kind < DECISION or item.kind == REVIEW or item.kind == ENTRY
        if kept or (item.kind == DECISION and not item.e & 1):
            shelf.copy(shelf.agenda(world, SHADOW, a, shadow.agenda), item)
            shadow.agenda += 1
    refresh(world, SHADOW, a)
    copy_rules(world, a, SHADOW, ACTUAL)
    arm = shelf.arms(world, a)
    for number in range(arm.list_first, arm.list_end):
        shelf.copy(shelf.book_lists(world, SHADOW, number), shelf.book_lists(world, ACTUAL, number))


@inner
def copy_rules(world, a, target, source):
    """Make what one book remembers of rules, caps and a scorecard's inputs that of the other."""
    arm = shelf.arms(world, a)
    for rule in range(arm.rule_first, arm.rule_end):
        shelf.copy(shelf.book_rules(world, target, rule), shelf.book_rules(world, source, rule))
    for slot in range(arm.ring_first, arm.ring_end):
        shelf.rings(world, target, slot).value = shelf.rings(world, source, slot).value
    for cap in range(arm.cap_first, arm.cap_end):
        shelf.copy(shelf.book_caps(world, target, cap), shelf.book_caps(world, source, cap))
    for number in range(arm.input_first, arm.input_end):
        shelf.copy(shelf.book_inputs(world, target, number), shelf.book_inputs(world, source, number))


@inner
def apply_record(world, rule, day, date, index, stream, false, unable, protected):
    """A record takes effect: on the shadow first if it is true, then on the actual book."""
    a = shelf.rules(world, rule).arm
    if false:
        if not shelf.my_arms(world, a).shadow:
            cast_shadow(world, a)
    elif shelf.my_arms(world, a).shadow:
        apply_to_book(world, SHADOW, rule, day, date, index, stream, unable, protected)
    apply_to_book(world, ACTUAL, rule, day, date, index, stream, unable, protected)


@inner
def _passes_tests(world, row, index, stream, false, unable, mistaken):
    """Fault, ability, excuses and discretion: those tests of a rule that need a draw of their own."""
    who = shelf.who(world, 0)
    words = block(who, index, RECORD, stream, who.person, _TESTS, NOTHING)
    if row.tests & 1 and not false and words[0] >= row.fault:
        return False
    if row.tests & 2 and not false:
        if unable and mistaken:
            if words[1] >= row.unable_passes:
                return False
        elif words[1] < row.able_fails:
            return False
    if row.tests & 4 and words[2] < row.excused:
        return False
    if row.tests & 8:
        words = block(who, index, RECORD, stream, who.person, _DISCRETION, row.name)
        if words[0] >= row.may:
            return False
    return True


@inner
def take_record(world, interest, channel, day, index, stream, proof_word, done_in):
    """A record has been written of an act done in a place: hold it against each rule that it meets."""
    who = shelf.who(world, 0)
    taken = 0
    for place in range(interest.match_first, interest.match_end):
        match = shelf.matches(world, place)
        row = shelf.rules(world, match.rule)
        if row.displaced_by & taken:
            continue
        if proof_word >= (row.proof_false if channel.false else row.proof_true):
            continue
        if not _strikes(who, row, day):
            continue
        if row.place != NONE and done_in != (who.place if row.place == OWN_PLACE else row.place):
            continue
        if row.tests and not _passes_tests(
            world, row, index, stream, channel.false, channel.unable, match.mistaken
        ):
            continue
        taken |= row.bit
        if row.final_after == NONE and row.notice == 0:
            apply_record(
                world,
                match.rule,
                day,
                day,
                index,
                stream,
                channel.false,
                channel.unable,
                channel.protected,
            )
            continue
        due = later(world, row.final_after, day) + row.notice
        date = due if row.dated_by_decision else day
        flags = channel.false + 2 * channel.unable + 4 * channel.protected
        push(world, ACTUAL, interest.arm, due, DECISION, match.rule, date, index, stream, flags)
        if shelf.my_arms(world, interest.arm).shadow and not channel.false:
            push(world, SHADOW, interest.arm, due, DECISION, match.rule, date, index, stream, flags)
