"""The slate: what is remembered and counted of somebody in an arm, wiped clean when something first happens.

To most people nothing ever happens, and wiping is most of what they would cost. So an arm is blank to begin
with: of all that `clear_arm` wipes nothing may be read before `lay_slate` was called, and nothing may be
counted before `open_counts` was. Of those in whose life nothing is counted the end wipes a few columns.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import ACTUAL, NEVER, NONE
from glasshouse.engine.kernels.inner import inner

__all__ = ["clear_arm", "is_laid_late", "lay_slate", "open_counts", "quiet_width", "wipe_counts"]

_AT_ONCE = np.int64(32)


@inner
def clear_arm(world, book, arm):
    """Nothing remembered in a book, nothing in force."""
    for rule in range(arm.rule_first, arm.rule_end):
        counting = shelf.book_rules(world, book, rule)
        counting.counter = 0
        counting.firings = 0
        counting.year = NONE
        counting.filled = 0
        counting.next = 0
    for cap in range(arm.cap_first, arm.cap_end):
        shelf.book_caps(world, book, cap).year = NONE
        shelf.book_caps(world, book, cap).used = 0
    for number in range(arm.input_first, arm.input_end):
        shelf.book_inputs(world, book, number).records = 0
    for number in range(arm.list_first, arm.list_end):
        entry = shelf.book_lists(world, book, number)
        entry.on = 0
        entry.serial = 0
        entry.spells = 0
        shelf.my_lists(world, number).unable_since = NONE
        shelf.my_lists(world, number).wrong_since = NONE
        shelf.my_lists(world, number).suspended = 0
        shelf.my_lists(world, number).shown_until = 0
    for number in range(arm.consequence_first, arm.consequence_end):
        shelf.my_consequences(world, number).on = 0
        shelf.my_consequences(world, number).begins = NEVER
        shelf.my_consequences(world, number).awaits = 0
        shelf.my_consequences(world, number).held = 0
        shelf.my_consequences(world, number).runs = 0
        shelf.my_consequences(world, number).until = 0
    for target in range(arm.target_first, arm.target_end):
        shelf.my_targets(world, target).on = 0
        shelf.my_targets(world, target).suspended = 0
        shelf.my_targets(world, target).aside = 0
    for number in range(arm.touched_first, arm.touched_end):
        for kind in range(3):
            shelf.my_touched(world, number, kind).mask = 0
            shelf.my_touched(world, number, kind).telling = 0
            shelf.my_touched(world, number, kind).looked = 0
            shelf.my_touched(world, number, kind).without = 0


@inner
def wipe_counts(world, first, end):
    """Nothing counted in the columns from the first on, up to the end."""
    shelf.wholes(shelf.counts(world, first), end - first)[:] = 0


@inner
def quiet_width(arm):
    """Columns that are added of somebody of whom nothing is recorded.

    Some that stay nothing come along: so many numbers are added at once, and a rest of them one by one.
    """
    return min(arm.column_end - arm.column, -(-(arm.quiet_end - arm.column) // _AT_ONCE) * _AT_ONCE)


@inner
def is_laid_late(who, arm):
    """Whether an arm's slate may stay blank at first: one text alone, and nobody films it."""
    return int(arm.before == NONE and arm.until == NEVER and not who.filming)


@inner
def open_counts(world, a):
    """Something is counted in an arm: from now on all its columns are there, and clean."""
    mine = shelf.my_arms(world, a)
    if not mine.lived:
        mine.lived = 1
        if mine.blank:
            arm = shelf.arms(world, a)
            wipe_counts(world, arm.column, arm.column_end)


@inner
def lay_slate(world, a):
    """Something happens in an arm that is remembered: from now on all of it is there, and clean."""
    open_counts(world, a)
    mine = shelf.my_arms(world, a)
    if mine.blank:
        mine.blank = 0
        clear_arm(world, ACTUAL, shelf.arms(world, a))
