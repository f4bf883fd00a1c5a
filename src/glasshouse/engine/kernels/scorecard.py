"""Scorecards: a score computed anew from what is remembered, from who one is, and from one's friends.

Nothing is entered and nothing lapses: an input keeps the dates of its latest records, and a review counts
those that are still remembered. From 31 records on one more changes nothing, so no more are kept. All sums
are whole numbers of 2**-30.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import ACTUAL, NEVER, NONE
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.tables import MOST_RECORDS

__all__ = ["compute", "forget_records", "note_record", "show_score"]

_MOST = np.int64(MOST_RECORDS)
_ONE = np.int64(1 << 30)
_CONDUCT = np.int64(0)
_STATUS = np.int64(1)
_AGE = np.int64(2)


@inner
def forget_records(world, arm):
    """Begin with nothing remembered, in the actual book, for the first score."""
    for number in range(arm.input_first, arm.input_end):
        shelf.book_inputs(world, ACTUAL, number).records = 0


@inner
def note_record(world, book, number, day):
    """Keep the date of a record, in the place of the oldest that is kept."""
    mine = shelf.book_inputs(world, book, number)
    shelf.rings(world, book, shelf.inputs(world, number).ring + mine.records % _MOST).value = day
    mine.records += 1


@inner
def _remembered(world, book, number, row, day):
    """How many records an input remembers on a day; at most as many as make a difference."""
    kept = min(shelf.book_inputs(world, book, number).records, _MOST)
    if row.memory == NONE:
        return kept
    since = shelf.earlier(world, row.memory, day).value
    found = 0
    for slot in range(row.ring, row.ring + kept):
        found += shelf.rings(world, book, slot).value > since
    return found


@inner
def _of_friends(world, a, day):
    """The mean of what the friends' scores were before a day."""
    who = shelf.who(world, 0)
    arm = shelf.arms(world, a)
    total = 0
    friends = 0
    for place in range(4):
        distance = who.near if place < 2 else who.far
        step = distance if place & 1 == 0 else who.neighbours - distance
        friend = (who.person + step) % who.neighbours
        text = a
        # A friend whose turn has not come yet is still under the text before.
        while (
            shelf.shown_scores(world, text, friend).since == NEVER and shelf.arms(world, text).before != NONE
        ):
            text = shelf.arms(world, text).before
        shown = shelf.shown_scores(world, text, friend)
        # Who lives alone in a neighbourhood is nobody's friend, not even their own.
        if friend != who.person and shown.since < day and day < shelf.residents(world, friend).end:
            friends += 1
            score = shown.score if shown.read < day else shown.before
            total += min(max(score, arm.floor), arm.ceiling) - arm.floor
    if friends == 0:
        return _ONE >> 1
    return total * _ONE // (friends * (arm.ceiling - arm.floor))


@inner
def compute(world, book, a, day, met):
    """The score of a book on a day; somebody new, who has not `met` their friends yet, has none."""
    arm = shelf.arms(world, a)
    total = 0
    recorded = 0
    for dimension in range(arm.dimension_first, arm.dimension_end):
        part = shelf.dimensions(world, dimension)
        value = 0
        for number in range(part.input_first, part.input_end):
            row = shelf.inputs(world, number)
            if row.kind == _CONDUCT:
                count = _remembered(world, book, number, row, day)
                recorded += count
            elif row.kind == _STATUS:
                count = shelf.attributes(world, row.dimension).value - row.attribute
            elif row.kind == _AGE:
                count = min(4 * (day - shelf.my_arms(world, a).opens) // 1461, _MOST)
            else:
                value += _of_friends(world, a, day) if met else _ONE >> 1
                continue
            value += shelf.input_values(world, row.value + count).value
        total += part.weight * (value // (part.input_end - part.input_first))
    if arm.thin and recorded == 0:
        return arm.thin_file
    share = total >> 30
    return min(arm.ceiling, arm.floor + (((arm.ceiling - arm.floor) * share + (_ONE >> 1)) >> 30))


@inner
def show_score(world, a, day, score):
    """Let the friends see a score from the day after on."""
    shown = shelf.shown_scores(world, a, shelf.who(world, 0).person)
    if shown.read < day:
        shown.before = shown.score
    shown.read = day
    shown.score = score
