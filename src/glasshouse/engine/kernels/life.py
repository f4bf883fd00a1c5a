"""A life: one person from the first day to the last, in all arms at once."""

from __future__ import annotations

import math

from numba import njit

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import DECISION, EXPIRY, LAPSE, PERFORMED, REVIEW, pop, push
from glasshouse.engine.kernels.candidates import TICK_BITS, open_streams, take_next
from glasshouse.engine.kernels.consequences import close, settle
from glasshouse.engine.kernels.constants import ACTUAL, LANES, NEVER, NO, NONE, NOTHING, SHADOW, YES
from glasshouse.engine.kernels.ledger import lapse, open_ledger, review
from glasshouse.engine.kernels.lists import BY_CORRECTION, BY_PERFORMANCE, BY_TERM, judge, leave
from glasshouse.engine.kernels.plain import run_plainly
from glasshouse.engine.kernels.rules import apply_to_book, cast_shadow, drain, take_record

__all__ = ["live"]


@njit
def _begin_arm(world, who, a):
    """A clean slate in one arm, and what is in force from the start."""
    arm = shelf.arms(world, a)
    mine = shelf.my_arms(world, a)
    mine.covered = who.age >= arm.min_age and shelf.arm_places(world, a, who.place).value != 0
    mine.due = NEVER
    # Of the uncovered nothing counts on any day.
    mine.opens = arm.force_from if mine.covered else NEVER
    mine.ends = arm.force_until
    if not mine.covered:
        return
    mine.shadow = 0
    mine.changed = 0
    mine.lists_changed = 0
    mine.lists_on = 0
    mine.state = 0
    mine.state_since = 0
    mine.days_aware = 0
    mine.days_burdened = 0
    mine.aware = shelf.members(world, who.person).aware < arm.aware
    mine.band_since = arm.force_from
    book = shelf.book_arms(world, ACTUAL, a)
    book.agenda = 0
    book.pushes = 0
    book.due = NEVER
    open_ledger(world, a)
    for rule in range(arm.rule_first, arm.rule_end):
        counting = shelf.book_rules(world, ACTUAL, rule)
        counting.counter = 0
        counting.firings = 0
        counting.year = NONE
        counting.filled = 0
        counting.next = 0
    for cap in range(arm.cap_first, arm.cap_end):
        shelf.book_caps(world, ACTUAL, cap).year = NONE
    for number in range(arm.list_first, arm.list_end):
        entry = shelf.book_lists(world, ACTUAL, number)
        entry.on = 0
        entry.serial = 0
        entry.spells = 0
        shelf.my_lists(world, number).unable_since = NONE
        shelf.my_lists(world, number).wrong_since = NONE
    for number in range(arm.consequence_first, arm.consequence_end):
        shelf.my_consequences(world, number).on = 0
    for number in range(arm.touched_first, arm.touched_end):
        for kind in range(3):
            shelf.my_touched(world, number, kind).mask = 0
    if arm.force_from < who.days:
        if arm.starts_bound:
            settle(world, a, arm.force_from)
        else:
            mine.state = mine.aware
            mine.state_since = arm.force_from


@njit
def _happen(world, book, a):
    """The first item of a book comes due."""
    kind, day, first, date, index, stream, flags = pop(world, book, a)
    if kind == DECISION:
        if flags & 1:
            if book == SHADOW:
                # Copied from the actual book while it was still to be decided: the shadow hears of no false
                # record.
                return
            if not shelf.my_arms(world, a).shadow:
                cast_shadow(world, a)
        apply_to_book(world, book, first, day, date, index, stream, (flags >> 1) & 1, (flags >> 2) & 1)
        return
    if kind == REVIEW:
        review(world, book, a, day)
    elif kind == LAPSE:
        lapse(world, book, a, day, first)
    else:
        entry = shelf.book_lists(world, book, first)
        if kind == EXPIRY:
            if entry.on and entry.spells == date:
                if entry.until > day:
                    push(world, book, a, entry.until, EXPIRY, first, date, NOTHING, NOTHING, NOTHING)
                else:
                    leave(world, book, first, day, BY_TERM)
        elif entry.on and entry.serial == date:
            if kind == PERFORMED:
                leave(world, book, first, day, BY_PERFORMANCE)
            elif not shelf.book_lists(world, SHADOW, first).on:
                leave(world, book, first, day, BY_CORRECTION)
    if shelf.who(world, 0).triggers > 0:
        drain(world, book, day)


@njit
def _advance(world, a, moment):
    """Let everything happen that is due up to a moment (twice the day, plus one for its evening)."""
    mine = shelf.my_arms(world, a)
    while mine.due <= moment:
        now = mine.due
        if mine.shadow and shelf.book_arms(world, SHADOW, a).due == now:
            _happen(world, SHADOW, a)
        else:
            _happen(world, ACTUAL, a)
        if mine.changed:
            settle(world, a, now >> 1)
        if mine.due != now and mine.lists_changed and mine.shadow:
            judge(world, a, now >> 1, NO)
        if shelf.who(world, 0).overflow:
            return


@njit
def _review_at_once(world, a, day):
    """The review that an entry of a plain run calls for."""
    review(world, ACTUAL, a, day)
    if shelf.who(world, 0).triggers > 0:
        drain(world, ACTUAL, day)
    if shelf.my_arms(world, a).changed:
        settle(world, a, day)


@njit
def _meet_arm(world, interest, channel, day, index, stream, accept_word, proof_word):
    """Put one candidate to one arm."""
    a = interest.arm
    mine = shelf.my_arms(world, a)
    if day < mine.opens or day >= mine.ends:
        return
    if mine.due <= 2 * day:
        _advance(world, a, 2 * day)
    if interest.response >= 0 and mine.state > 0:
        response = shelf.responses(world, interest.response)
        if accept_word >= (response.aware if mine.state == 1 else response.burdened):
            return
    take_record(world, interest, channel, day, index, stream, proof_word)
    if mine.changed:
        settle(world, a, day)
    if mine.lists_changed and mine.shadow:
        judge(world, a, day, NO)


@njit
def _meet_arms(world, row, channel, day, index, accept_word, proof_word):
    """Put one candidate to every arm that has a rule on it."""
    for place in range(channel.interest_first, channel.interest_end):
        _meet_arm(
            world, shelf.interests(world, place), channel, day, index, row.number, accept_word, proof_word
        )


@njit
def _take_turn(world, who, s, time, turn, horizon):
    """One stream's candidates from `time` on, for as long as it is this stream's turn."""
    stream = shelf.my_streams(world, s)
    row = shelf.streams(world, s)
    while True:
        day = time >> TICK_BITS
        if row.plain:
            mine = shelf.my_arms(world, row.arm)
            if day >= mine.opens and day < mine.ends and mine.due > 2 * day and not mine.shadow:
                time, day = run_plainly(world, who, s, stream, row, time, turn, horizon)
                if day >= 0:
                    _review_at_once(world, row.arm, day)
                if time > turn or time >= horizon:
                    break
                continue
        lane = stream.lane
        channel = shelf.channels(world, shelf.candidates(world, s, LANES + lane).value)
        accept_word = shelf.candidates(world, s, 2 * LANES + lane).value
        proof_word = shelf.candidates(world, s, 3 * LANES + lane).value
        index = stream.index + lane
        time = take_next(world, who, s, stream, row, time, horizon)
        _meet_arms(world, row, channel, day, index, accept_word, proof_word)
        if time > turn or time >= horizon or who.overflow:
            break
    stream.time = time


@njit
def _live_through(world, who):
    """Candidates in the order of their times, stream by stream as their turns come."""
    horizon = who.days << TICK_BITS
    open_streams(world, who, horizon)
    streams = who.streams
    while not who.overflow:
        # The stream whose turn it is, and until when: ties go to the lower number.
        s = 0
        time = shelf.my_streams(world, 0).time
        turn = horizon
        for other in range(1, streams):
            following = shelf.my_streams(world, other).time
            if following < time:
                turn = time - 1
                time = following
                s = other
            elif following <= turn:
                turn = following
        if time >= horizon:
            return
        _take_turn(world, who, s, time, turn, horizon)


@njit
def _end_arm(world, who, a):
    """The horizon in one arm: what is still open is closed, and the arm's columns are complete."""
    arm = shelf.arms(world, a)
    mine = shelf.my_arms(world, a)
    _advance(world, a, 2 * who.days)
    if who.overflow:
        return
    close(world, a, who.days)
    judge(world, a, who.days, YES)
    if arm.band_first < arm.band_end:
        column = shelf.bands(world, shelf.book_arms(world, ACTUAL, a).band).column
        shelf.counts(world, column).value = 1
        if who.days > mine.band_since:
            shelf.counts(world, column + 1).value += who.days - mine.band_since
    shelf.counts(world, arm.column).value = 1
    if mine.days_aware or mine.days_burdened:
        for place in range(arm.change_first, arm.change_end):
            change = shelf.changes(world, place)
            response = shelf.responses(world, change.response)
            sigma = mine.days_aware * (response.aware_share - 1.0) + mine.days_burdened * (
                response.burdened_share - 1.0
            )
            shelf.counts(world, change.column).value = math.floor(
                shelf.my_relative(world, change.conduct).value * 65536.0 * sigma + 0.5
            )


@njit
def live(world):
    """Live one person's life; the person's columns are then in the desk's counts.

    When an agenda overflows, `who.overflow` is set and the counts are void.
    """
    who = shelf.who(world, 0)
    who.triggers = 0
    covered = 0
    for a in range(who.arms):
        arm = shelf.arms(world, a)
        for column in range(arm.column, arm.column_end):
            shelf.counts(world, column).value = 0
        _begin_arm(world, who, a)
        covered += shelf.my_arms(world, a).covered
    if covered and who.streams > 0:
        _live_through(world, who)
    for a in range(who.arms):
        if shelf.my_arms(world, a).covered and not who.overflow:
            _end_arm(world, who, a)
