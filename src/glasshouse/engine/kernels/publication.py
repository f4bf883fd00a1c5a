"""Publication: for how long somebody is shown on a public list that shows people for a time of its own.

On all other public lists one is shown for as long as one is on them.
"""

from __future__ import annotations

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import SHARE, push
from glasshouse.engine.kernels.constants import ACTUAL, FOR_EVER, NEVER, NONE, NOTHING, YES
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.ledger import later

__all__ = ["hide", "lists_shown", "show"]


@inner
def lists_shown(arm, mine):
    """The lists on which others would find the person, if they are public: a bit each."""
    return (mine.lists_on & ~arm.own_time) | mine.lists_shown


@inner
def show(world, row, number, day):
    """An entry on a list shows the person for the list's own time, if it has one."""
    if row.shown_for == NONE:
        return
    mine = shelf.my_lists(world, number)
    until = NEVER if row.shown_for == FOR_EVER else later(world, row.shown_for, day)
    mine.shown_until = max(mine.shown_until, until)
    if mine.shown_until > day:
        arm = shelf.my_arms(world, row.arm)
        arm.lists_shown |= row.bit
        arm.changed = 1
        push(world, ACTUAL, row.arm, mine.shown_until, SHARE, number, YES, NOTHING, NOTHING, NOTHING)


@inner
def hide(world, a, day):
    """Take the person off the boards whose time is over."""
    arm = shelf.arms(world, a)
    mine = shelf.my_arms(world, a)
    for number in range(arm.list_first, arm.list_end):
        if shelf.my_lists(world, number).shown_until <= day:
            mine.lists_shown &= ~shelf.lists(world, number).bit
