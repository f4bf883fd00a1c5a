"""Consequences: which are in force, what they do at the gates, and how the person responds."""

from __future__ import annotations

from numba import njit

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import ACTUAL
from glasshouse.engine.kernels.gates import meet_demand

__all__ = ["close", "settle"]


@njit
def _in_force(world, a, item):
    """Whether a consequence is in force in the person's present state."""
    if item.lists & shelf.my_arms(world, a).lists_on:
        return 1
    book = shelf.book_arms(world, ACTUAL, a)
    if item.bands and (item.bands >> (book.band - shelf.arms(world, a).band_first)) & 1:
        return 1
    if item.by_score and item.at_least <= book.score < item.below:
        return 1
    return 0


@njit
def _change_mask(world, number, kind, mask, day):
    """Put another mask in force at a gate, after meeting the requests made under the old one."""
    mine = shelf.my_touched(world, number, kind)
    if mine.mask == mask:
        return
    if mine.mask != 0 and day > mine.since:
        meet_demand(world, number, kind, mine.mask, mine.since, day)
    mine.mask = mask
    mine.since = day


@njit
def _change_state(world, a, state, day):
    """Another state of response: count the days of the one that ends."""
    mine = shelf.my_arms(world, a)
    if mine.state == state:
        return
    days = day - mine.state_since
    if mine.state == 1:
        mine.days_aware += days
    elif mine.state == 2:
        mine.days_burdened += days
    mine.state = state
    mine.state_since = day


@njit
def settle(world, a, day):
    """Bring consequences, gates and response into line with the actual book."""
    mine = shelf.my_arms(world, a)
    mine.changed = 0
    arm = shelf.arms(world, a)
    burdened = (mine.lists_on & arm.black_lists) != 0
    for number in range(arm.touched_first, arm.touched_end):
        for kind in range(3):
            shelf.masks(world, number, kind).value = 0
    for number in range(arm.consequence_first, arm.consequence_end):
        item = shelf.consequences(world, number)
        on = _in_force(world, a, item)
        state = shelf.my_consequences(world, number)
        if on != state.on:
            if on:
                shelf.counts(world, item.column).value += 1
            else:
                shelf.counts(world, item.column + 1).value += day - state.since
            state.on = on
            state.since = day
        if on:
            burdened = burdened or item.burdens
            if item.touched >= 0:
                shelf.masks(world, item.touched, item.kind).value |= item.mask
    for number in range(arm.touched_first, arm.touched_end):
        for kind in range(3):
            _change_mask(world, number, kind, shelf.masks(world, number, kind).value, day)
    _change_state(world, a, 2 if burdened else mine.aware, day)


@njit
def close(world, a, day):
    """The horizon: count what is still in force up to it."""
    arm = shelf.arms(world, a)
    mine = shelf.my_arms(world, a)
    for number in range(arm.consequence_first, arm.consequence_end):
        if shelf.my_consequences(world, number).on:
            shelf.counts(world, shelf.consequences(world, number).column + 1).value += (
                day - shelf.my_consequences(world, number).since
            )
    for number in range(arm.touched_first, arm.touched_end):
        for kind in range(3):
            _change_mask(world, number, kind, 0, day)
    _change_state(world, a, 0, day)
    shelf.counts(world, arm.column + 4).value += mine.days_burdened
