"""A life: one person's days, in all arms at once, from one day on to another."""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import (
    DECISION,
    EXPIRY,
    LAPSE,
    MET,
    OUTCOME,
    PERFORMED,
    RELEASE,
    REVIEW,
    SHARE,
    pop,
    push,
)
from glasshouse.engine.kernels.amending import take_over
from glasshouse.engine.kernels.candidates import ACCEPTANCE, PROOF, TICK_BITS, go_to_lane, open_streams
from glasshouse.engine.kernels.consequences import close, settle
from glasshouse.engine.kernels.constants import (
    ACTS,
    ACTUAL,
    LANES,
    LANES_AT_ONCE,
    NEVER,
    NO,
    NONE,
    NOTHING,
    SHADOW,
    SHARED,
    TARGETS,
    YES,
)
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.knowledge import proceed
from glasshouse.engine.kernels.ledger import lapse, review
from glasshouse.engine.kernels.lists import count_stay_afresh, judge, leave, renew
from glasshouse.engine.kernels.livelihood import get_over, meet
from glasshouse.engine.kernels.moving import move
from glasshouse.engine.kernels.opening import covers, open_arm
from glasshouse.engine.kernels.people import place_of_act
from glasshouse.engine.kernels.plain import first_consequence, forget_reading, run_plainly
from glasshouse.engine.kernels.reach import note_strikes
from glasshouse.engine.kernels.redress import take_up
from glasshouse.engine.kernels.response import accepts, end_response
from glasshouse.engine.kernels.rules import (
    IN_BAND,
    apply_to_book,
    cast_shadow,
    drain,
    is_in_its_band,
    take_record,
)
from glasshouse.engine.kernels.slate import is_laid_late, lay_slate, open_counts, quiet_width, wipe_counts
from glasshouse.engine.kernels.terms import run_out

__all__ = ["begin", "count_afresh", "end", "live", "live_on", "next_event", "next_sight"]


@inner
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
        if flags & IN_BAND and not is_in_its_band(world, book, a, first):
            return
        apply_to_book(world, book, first, day, date, index, stream, (flags >> 1) & 1, (flags >> 2) & 1)
        return
    if first >= TARGETS and kind != LAPSE:
        take_up(world, a, kind, day, first, date, index, stream)
        return
    if kind == SHARE:
        shelf.my_arms(world, a).changed = 1
        # Of a condition that has ended since, and holds again from another day, nothing is heard yet.
        if first != NONE and date == 0:
            run_out(world, first, day)
            if shelf.my_consequences(world, first).begins == day:
                shelf.my_consequences(world, first).begins = SHARED
        return
    if kind == MET:
        meet(world, a, day, first, date, index)
        return
    if kind >= OUTCOME and kind != REVIEW:
        proceed(world, a, kind, day, first, date, index, stream, flags)
        return
    if kind == REVIEW:
        review(world, book, a, day)
    elif kind == LAPSE:
        lapse(world, book, a, day, first, index, stream, flags)
    elif kind == RELEASE:
        shelf.book_caps(world, book, first).used -= date
    else:
        entry = shelf.book_lists(world, book, first)
        if kind == EXPIRY:
            if entry.on and entry.spells == date:
                if entry.until > day:
                    push(world, book, a, entry.until, EXPIRY, first, date, NOTHING, NOTHING, NOTHING)
                elif not renew(world, book, first, day):
                    leave(world, book, first, day, kind)
        elif entry.on and entry.serial == date:
            mine = shelf.my_arms(world, a)
            if kind == PERFORMED and mine.level == 2:
                # The insolvent cannot pay: not before they are over a step.
                later = mine.relief >> 1
                push(world, book, a, later, PERFORMED, first, date, NOTHING, NOTHING, NOTHING)
            else:
                leave(world, book, first, day, kind)
    if shelf.who(world, 0).triggers > 0:
        drain(world, book, day)


@inner
def _work_off(world, a, moment):
    """Let everything happen that is due up to a moment (twice the day, plus one for its evening)."""
    mine = shelf.my_arms(world, a)
    lay_slate(world, a)
    moment = min(moment, 2 * shelf.arms(world, a).until - 1)
    while mine.due <= moment:
        now = mine.due
        if mine.relief == now:
            get_over(world, a, now >> 1)
        elif mine.shadow and shelf.book_arms(world, SHADOW, a).due == now:
            _happen(world, SHADOW, a)
        else:
            _happen(world, ACTUAL, a)
        if mine.changed:
            settle(world, a, now >> 1)
        if mine.due != now and mine.lists_changed and mine.shadow:
            judge(world, a, now >> 1, NO)
        if shelf.who(world, 0).overflow:
            return


@inner
def _advance(world, a, moment):
    """The same, after the text has taken over from the one before it, if its day has come."""
    mine = shelf.my_arms(world, a)
    if mine.waits:
        first = a
        while shelf.my_arms(world, first).waits:
            first = shelf.arms(world, first).before
        for before in range(first, a):
            _work_off(world, before, moment)
            if shelf.who(world, 0).overflow:
                return
            if shelf.my_arms(world, before).covered:
                take_over(world, before + 1)
            shelf.my_arms(world, before + 1).waits = 0
        if not mine.covered:
            mine.opens = NEVER
            mine.due = NEVER
            return
    _work_off(world, a, moment)


@inner
def _review_at_once(world, a, day):
    """The review that an entry of a plain run calls for."""
    lay_slate(world, a)
    review(world, ACTUAL, a, day)
    if shelf.who(world, 0).triggers > 0:
        drain(world, ACTUAL, day)
    if shelf.my_arms(world, a).changed:
        settle(world, a, day)


@inner
def _meet_arm(world, interest, channel, day, index, stream, accept_word, proof_word, place):
    """Put one candidate, done in a place, to one arm."""
    a = interest.arm
    mine = shelf.my_arms(world, a)
    if day < mine.opens or day >= mine.ends:
        return
    if channel.located and not shelf.arm_places(world, a, place).value & ACTS:
        return
    if mine.due <= 2 * day:
        _advance(world, a, 2 * day)
        # A text that has just taken over may find that the person has left.
        if not mine.covered or day >= mine.ends:
            return
    if interest.response >= 0 and not accepts(world, interest.response, channel.excess, accept_word):
        return
    lay_slate(world, a)
    take_record(world, interest, channel, day, index, stream, proof_word, place)
    if mine.changed:
        settle(world, a, day)
    if mine.lists_changed and mine.shadow:
        judge(world, a, day, NO)


@inner
def _meet_arms(world, who, row, channel, day, index, accept_word, proof_word):
    """Put one candidate to every arm that has a rule on it."""
    place = place_of_act(world, who, index, row.number) if channel.located else who.place
    for number in range(channel.interest_first, channel.interest_end):
        interest = shelf.interests(world, number)
        _meet_arm(world, interest, channel, day, index, row.number, accept_word, proof_word, place)


@inner
def _words_of(drawn, lane):
    """The words for the acceptance and for the proof of the candidate in a lane."""
    halves = shelf.halves(drawn, 6 * LANES)
    place = np.uint64(lane)
    return np.int64(halves[place + ACCEPTANCE]), np.int64(halves[place + PROOF])


@inner
def _read_in_arm(world, who, s, stream, row, reader, number, stop):
    """One of a stream's readers reads the candidates up to a lane."""
    a = reader.arm
    mine = shelf.my_arms(world, a)
    lanes = shelf.wholes(shelf.candidates(world, s, 0), 2 * LANES)
    lane = stream.lane
    while lane < stop and not who.overflow:
        day = lanes[lane] >> TICK_BITS
        # The first day on which something is due before its acts, or from which on no act counts.
        until = min(mine.ends, (mine.due + 1) >> 1)
        if day >= mine.opens and day < until and not mine.shadow:
            end = stop
            while lanes[end - 1] >> TICK_BITS >= until:
                end -= 1
            open_counts(world, a)
            lane, day = run_plainly(world, reader, row, shelf.candidates(world, s, 0), lane, end)
            if day >= 0:
                _review_at_once(world, a, day)
        else:
            channel = shelf.channels(world, lanes[LANES + lane])
            interest = shelf.interests(world, channel.interest_first + number)
            accept_word, proof_word = _words_of(shelf.candidates(world, s, 0), lane)
            index = stream.index + lane
            _meet_arm(world, interest, channel, day, index, row.number, accept_word, proof_word, who.place)
            lane += 1


@inner
def _drawn_until(drawn, width, last):
    """How many of the candidates drawn, many of them, come at a tick or before."""
    times = shelf.wholes(drawn, LANES)
    many = NOTHING
    for lane in range(width):
        many += np.int64(times[np.uint64(lane)] <= last)
    return many


@inner
def _read_drawn(world, who, s, stream, row, last):
    """All readers of a stream read what is drawn of it, up to a tick, one after the other.

    Returns:
        The lane of the candidate after those.
    """
    stop = stream.width
    if shelf.candidates(world, s, stop - 1).value > last:
        stop = _drawn_until(shelf.candidates(world, s, 0), stream.width & -LANES_AT_ONCE, last)
    for place in range(row.reader_first, row.reader_end):
        reader = shelf.readers(world, place)
        if not reader.like:
            forget_reading(world)
        _read_in_arm(world, who, s, stream, row, reader, place - row.reader_first, stop)
    return stop


@inner
def _take_turn(world, who, s, time, turn, horizon):
    """One stream's candidates from `time` on, for as long as it is this stream's turn."""
    stream = shelf.my_streams(world, s)
    row = shelf.streams(world, s)
    last = min(turn, horizon - 1)
    while time <= last and not who.overflow:
        lane = stream.lane
        if row.reader_first < row.reader_end:
            lane = _read_drawn(world, who, s, stream, row, last)
        else:
            channel = shelf.channels(world, shelf.candidates(world, s, LANES + lane).value)
            accept_word, proof_word = _words_of(shelf.candidates(world, s, 0), lane)
            index = stream.index + lane
            _meet_arms(world, who, row, channel, time >> TICK_BITS, index, accept_word, proof_word)
            lane += 1
        time = go_to_lane(world, who, s, stream, row, lane, horizon)
    stream.time = time


@inner
def _meet_candidates(world, who, until):
    """Candidates before a tick, in the order of their times, stream by stream as their turns come."""
    horizon = who.end << TICK_BITS
    streams = who.streams
    while streams > 0 and not who.overflow:
        # The stream whose turn it is, and until when: ties go to the lower number.
        s = NOTHING
        time = shelf.my_streams(world, 0).time
        turn = until - 1
        for other in range(1, streams):
            following = shelf.my_streams(world, other).time
            if following < time:
                turn = min(turn, time - 1)
                time = following
                s = other
            elif following <= turn:
                turn = following
        if time >= until:
            return
        _take_turn(world, who, s, time, turn, horizon)


@inner
def live_on(world, day):
    """Live on up to the morning of a day, in all arms; what is due on that day is left, moving too."""
    who = shelf.who(world, 0)
    if who.moves < min(day, who.end):
        _live_at_home(world, who, who.moves)
        if not who.overflow:
            move(world)
    _live_at_home(world, who, day)


@inner
def _live_at_home(world, who, day):
    """Live on up to the morning of a day, in one place."""
    _meet_candidates(world, who, day << TICK_BITS)
    for a in range(who.arms):
        if shelf.my_arms(world, a).due < 2 * day and not who.overflow:
            _advance(world, a, 2 * day - 1)


@inner
def next_event(world, who):
    """The first tick at which something may happen to the person; their end if nothing does."""
    first = min(who.end, who.moves) << TICK_BITS
    for s in range(who.streams):
        first = min(first, shelf.my_streams(world, s).time)
    for a in range(who.arms):
        due = shelf.my_arms(world, a).due
        if due < 2 * who.end:
            first = min(first, (due >> 1) << TICK_BITS)
    return first


@inner
def next_sight(world, who):
    """A tick up to which nothing that happens to the person can be seen by others, in any arm.

    Until then nobody can tell whether the person was lived.
    """
    first = min(who.end, who.moves) << TICK_BITS
    if who.end < who.days:
        # The dead are seen no more from the morning of their day on.
        first = min(first, (who.end << TICK_BITS) - 1)
    for a in range(who.arms):
        first = min(first, (min(shelf.my_arms(world, a).due, 2 * who.end) >> 1) << TICK_BITS)
    for s in range(who.streams):
        stream = shelf.my_streams(world, s)
        if stream.time < first:
            first = first_consequence(world, s, stream, shelf.streams(world, s), first)
    return first


@inner
def begin(world):
    """Begin the life of the person whose traits lie on the desk, in all arms."""
    who = shelf.who(world, 0)
    who.triggers = 0
    covered = 0
    for a in range(who.arms):
        arm = shelf.arms(world, a)
        if arm.before == NONE and not is_laid_late(who, arm):
            wipe_counts(world, arm.column, arm.column_end)
        open_arm(world, who, a, NOTHING)
        covered += shelf.my_arms(world, a).covered
        if who.moves < who.end:
            covered += covers(world, who, a, shelf.residents(world, who.person).destination)
    if covered:
        open_streams(world, who, NOTHING, who.end << TICK_BITS)
    else:
        for s in range(who.streams):
            shelf.my_streams(world, s).time = who.end << TICK_BITS


@inner
def count_afresh(world, day):
    """The first day that is counted: what has been counted before is forgotten, what holds goes on."""
    who = shelf.who(world, 0)
    for a in range(who.arms):
        mine = shelf.my_arms(world, a)
        if not mine.covered or mine.opens >= day:
            continue
        arm = shelf.arms(world, a)
        if not mine.blank:
            close(world, a, day)
        if mine.lived or not mine.blank:
            wipe_counts(world, arm.column, arm.column_end)
        for number in range(arm.response_first, arm.response_end):
            shelf.my_responses(world, number).since = day
            shelf.my_responses(world, number).sum = 0
        mine.band_since = day
        for number in range(arm.list_first, arm.list_first if mine.blank else arm.list_end):
            if shelf.book_lists(world, ACTUAL, number).on:
                count_stay_afresh(world, number, day)


@inner
def _end_arm(world, who, a):
    """The end of a life in one arm: what is still open is closed, and the arm's columns are complete."""
    arm = shelf.arms(world, a)
    mine = shelf.my_arms(world, a)
    if not mine.blank:
        close(world, a, who.end)
        judge(world, a, who.end, YES)
    elif not mine.lived:
        wipe_counts(world, arm.column, arm.column + quiet_width(arm))
    counted_from = max(who.warm, mine.opens)
    shelf.counts(world, arm.column).value = 1
    shelf.counts(world, arm.column + 5).value = max(0, min(who.end, mine.ends) - counted_from)
    if arm.band_first < arm.band_end:
        column = shelf.bands(world, shelf.book_arms(world, ACTUAL, a).band).column
        if who.end == who.days:
            shelf.counts(world, column).value = 1
        if who.end > mine.band_since:
            shelf.counts(world, column + 1).value += who.end - mine.band_since
    if not mine.left:
        end_response(world, a, who.end)
    if arm.reaches and mine.lived:
        note_strikes(world, who, a)


@inner
def end(world):
    """The end of the life that is being lived; the person's columns are then in the seat's counts."""
    who = shelf.who(world, 0)
    for a in range(who.arms):
        if shelf.my_arms(world, a).covered:
            _end_arm(world, who, a)


@inner
def live(world):
    """Live one person's life, looking at nobody, from the first day to the last.

    When an agenda overflows, `who.overflow` is set and the counts are void.
    """
    who = shelf.who(world, 0)
    begin(world)
    if who.warm > 0 and who.warm < who.end:
        live_on(world, who.warm)
        count_afresh(world, who.warm)
    live_on(world, who.end)
    if not who.overflow:
        end(world)
