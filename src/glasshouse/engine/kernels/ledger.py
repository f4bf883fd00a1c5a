"""Points: entries, lapses, the score, and the review that reads the band off it."""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import LAPSE, REVIEW, push
from glasshouse.engine.kernels.constants import ACTUAL, NEVER, NO, NONE, NOTHING, YES
from glasshouse.engine.kernels.entries import begin_entry, end_entry
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.scorecard import compute, forget_records, show_score

__all__ = [
    "WAIT_BITS",
    "add",
    "band_of",
    "call_review",
    "count_points",
    "cross_edge",
    "lapse",
    "later",
    "open_ledger",
    "read_anew",
    "review",
    "score_of",
    "stand_in_band",
]

WAIT_BITS = np.int64(32)
"""On the stack a rule is in so many bits; above them the days by which its band's notice puts it off."""


@inner
def later(world, duration, day):
    """The day that lies a duration after a day; beyond the horizon nothing more happens."""
    if duration == NONE:
        return day
    if day >= shelf.who(world, 0).days:
        return NEVER
    return shelf.later(world, duration, day).value


@inner
def _clip(arm, value):
    return min(max(value, arm.floor), arm.ceiling)


@inner
def score_of(world, book, a):
    """The score as read now."""
    arm = shelf.arms(world, a)
    if arm.score == 1:
        return _clip(arm, arm.start + shelf.book_arms(world, book, a).ledger)
    return shelf.book_arms(world, book, a).ledger


@inner
def band_of(world, arm, score):
    """The row of the band that holds a score; the lowest band holds all below it."""
    band = arm.band_first
    while band + 1 < arm.band_end and score >= shelf.bands(world, band + 1).low:
        band += 1
    return band


@inner
def stand_in_band(world, book, a, band):
    """Note the band and the scores at which it would change."""
    arm = shelf.arms(world, a)
    mine = shelf.book_arms(world, book, a)
    mine.band = band
    mine.edge = -NEVER
    mine.next_edge = NEVER
    if arm.band_first < arm.band_end:
        if band > arm.band_first:
            mine.edge = shelf.bands(world, band).low
        if band + 1 < arm.band_end:
            mine.next_edge = shelf.bands(world, band + 1).low


@inner
def _note_review(world, book, a, day):
    """Note the first review on or after a day."""
    mine = shelf.book_arms(world, book, a)
    days = shelf.who(world, 0).days
    if mine.pending or day >= days:
        return
    due = shelf.review(world, a, day).value
    if due < days:
        mine.pending = 1
        push(world, book, a, due, REVIEW, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)


@inner
def open_ledger(world, a, day):
    """The score and band that everybody begins with, on the first day covered."""
    arm = shelf.arms(world, a)
    mine = shelf.book_arms(world, ACTUAL, a)
    mine.ledger = 0 if arm.score == 1 else arm.opening
    mine.score = arm.opening
    mine.pending = 0
    if arm.score == 3 and day < shelf.who(world, 0).days:
        forget_records(world, arm)
        mine.score = compute(world, ACTUAL, a, day, NO)
        if shelf.who(world, 0).contact:
            shelf.shown_scores(world, a, shelf.who(world, 0).person).since = day
            show_score(world, a, day, mine.score)
        _note_review(world, ACTUAL, a, day)
    stand_in_band(world, ACTUAL, a, band_of(world, arm, mine.score))


@inner
def review(world, book, a, day):
    """A review: read the score and the band; a scorecard's next review is noted."""
    shelf.book_arms(world, book, a).pending = 0
    if shelf.arms(world, a).score == 3:
        _note_review(world, book, a, day + 1)
    _read(world, book, a, day)


@inner
def read_anew(world, book, a, day, noted):
    """Read score and band by another text; a review that was noted comes on that text's next review day."""
    mine = shelf.book_arms(world, book, a)
    arm = shelf.arms(world, a)
    mine.edge = NEVER
    if arm.score == 3 or (arm.review == 2 and noted):
        _note_review(world, book, a, day)
    _read(world, book, a, day)


@inner
def _read(world, book, a, day):
    """Read the score and the band; rules set off by a new band go onto the stack."""
    mine = shelf.book_arms(world, book, a)
    arm = shelf.arms(world, a)
    if arm.score == 3:
        score = compute(world, book, a, day, YES)
        if book == ACTUAL and shelf.who(world, 0).contact:
            show_score(world, a, day, score)
    else:
        score = score_of(world, book, a)
    if book == ACTUAL and arm.scored_consequences and score != mine.score:
        shelf.my_arms(world, a).changed = 1
    mine.score = score
    if mine.edge <= score < mine.next_edge:
        return
    old = mine.band
    new = band_of(world, arm, score)
    stand_in_band(world, book, a, new)
    if new == old:
        return
    if old == NONE:
        shelf.my_arms(world, a).changed = 1
    elif book == ACTUAL:
        column = shelf.bands(world, old).column
        shelf.counts(world, column + 1).value += day - shelf.my_arms(world, a).band_since
        shelf.my_arms(world, a).band_since = day
        was = shelf.bands(world, old)
        now = shelf.bands(world, new)
        if was.consequences != now.consequences or was.target != now.target:
            shelf.my_arms(world, a).changed = 1
    wait = NOTHING
    if shelf.bands(world, new).target != NONE:
        wait = shelf.targets(world, shelf.bands(world, new).target).before << WAIT_BITS
    old_bit = 0 if old == NONE else 1 << (old - arm.band_first)
    new_bit = 1 << (new - arm.band_first)
    for place in range(
        shelf.band_triggers(world, a + 1).value - 1, shelf.band_triggers(world, a).value - 1, -1
    ):
        rule = shelf.band_rules(world, place).value
        bands = shelf.rules(world, rule).bands
        if bands & new_bit and not bands & old_bit:
            shelf.stack(world, shelf.who(world, 0).triggers).value = rule + wait
            shelf.who(world, 0).triggers += 1


@inner
def cross_edge(world, a, day):
    """Go over to the band of the score that stands in the actual book, if nothing else follows from it.

    Returns:
        Whether that is so; else nothing was done, and the score has to be reviewed.
    """
    mine = shelf.book_arms(world, ACTUAL, a)
    was = shelf.bands(world, mine.band)
    if not was.quiet_from <= mine.score < was.quiet_until:
        return False
    new = band_of(world, shelf.arms(world, a), mine.score)
    shelf.counts(world, was.column + 1).value += day - shelf.my_arms(world, a).band_since
    shelf.my_arms(world, a).band_since = day
    stand_in_band(world, ACTUAL, a, new)
    return True


@inner
def call_review(world, book, a, day):
    """Points have changed: review at once, or note the next review."""
    kind = shelf.arms(world, a).review
    if kind == 1:
        review(world, book, a, day)
    elif kind == 2:
        _note_review(world, book, a, day)


@inner
def lapse(world, book, a, day, amount, rule, index, stream):
    """Points entered earlier no longer count; of a rule, index and stream where that entry is kept."""
    if rule == NONE or end_entry(world, book, a, rule, index, stream):
        count_points(world, book, a, -amount)
        call_review(world, book, a, day)


@inner
def count_points(world, book, a, amount):
    """Let points count from now on, or, with the opposite sign, no longer."""
    mine = shelf.book_arms(world, book, a)
    mine.ledger += amount
    if shelf.arms(world, a).score != 1:
        mine.ledger = _clip(shelf.arms(world, a), mine.ledger)


@inner
def add(world, book, rule, day, date, index, stream, amount):
    """Enter points of a rule that count from `date`, and note when they lapse."""
    row = shelf.rules(world, rule)
    due = NEVER
    if row.lapse != NONE:
        due = later(world, row.lapse, date)
        if due <= day:
            return
    kept = NONE
    if row.named:
        kept = begin_entry(world, book, row, rule, day, date, index, stream, amount)
    push(world, book, row.arm, due, LAPSE, amount, NOTHING, kept, index, stream)
    count_points(world, book, row.arm, amount)
    call_review(world, book, row.arm, day)
