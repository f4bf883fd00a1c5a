"""Moving: one person goes to live in another place, whose rates, eyes and schemes are others.

The neighbourhood, household and groups stay those that the person was drawn with. What counts by the
relative rate is summed up by stretches of one place; a scheme that is left behind goes on with what is due,
but nothing new counts for it, and of its consequences only those hold that are imposed by whom it shares
with.
"""

from __future__ import annotations

import math

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.candidates import TICK_BITS, open_streams
from glasshouse.engine.kernels.consequences import meet_requests, settle, still_burdened
from glasshouse.engine.kernels.constants import NEVER
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.knowledge import seek, stop_seeking
from glasshouse.engine.kernels.livelihood import look_out, unsettle
from glasshouse.engine.kernels.opening import covers, is_outside, open_arm, settle_opening
from glasshouse.engine.kernels.people import live_in, relate
from glasshouse.engine.kernels.response import end_response
from glasshouse.engine.kernels.slate import lay_slate
from glasshouse.engine.kernels.spells import await_requests, forget_requests

__all__ = ["move"]


@inner
def _expose(world, who, day):
    """Keep the exposure of the stretch that ends."""
    for conduct in range(who.conducts):
        relative = shelf.my_relative(world, conduct).value
        shelf.exposed_before(world, conduct).value = math.floor(relative * 65536.0 + 0.5) * max(
            0, day - who.warm
        )


@inner
def _leave_arm(world, who, a, day):
    """The scheme does not reach the new place."""
    arm = shelf.arms(world, a)
    mine = shelf.my_arms(world, a)
    if mine.opens >= day:
        # It would have begun to cover the person today or later.
        if who.contact:
            shelf.onlookers(world, a, who.person).since = NEVER
            shelf.onlookers(world, a, who.person).shows = 0
        mine.covered = 0
        mine.opens = NEVER
        mine.due = NEVER
        return
    mine.ends = min(mine.ends, day)
    mine.left = 1
    mine.outside = 1
    listed = (mine.lists_on & arm.black_lists) != 0
    if who.contact:
        shelf.onlookers(world, a, who.person).since = NEVER
    settle(world, a, day)
    if day >= who.warm:
        shelf.counts(world, arm.column + 6).value = 1
        if listed:
            shelf.counts(world, arm.column + 7).value = 1
            if not still_burdened(world, a):
                shelf.counts(world, arm.column + 8).value = 1


@inner
def _stay_in_arm(world, who, a, day):
    """The scheme goes on covering the person; in the new place all its consequences hold, or only some."""
    mine = shelf.my_arms(world, a)
    outside = is_outside(world, who, a)
    arm = shelf.arms(world, a)
    if mine.opens >= day:
        if outside != mine.outside or arm.target_first < arm.target_end or arm.livelihood:
            mine.outside = outside
            settle_opening(world, a, day)
    elif outside != mine.outside:
        mine.outside = outside
        settle(world, a, day)
    else:
        if mine.seeks:
            seek(world, a, day)
        await_requests(world, a, day)
        look_out(world, a, day)


@inner
def move(world):
    """Move the person being lived, on the morning of their day of moving."""
    who = shelf.who(world, 0)
    resident = shelf.residents(world, who.person)
    day = who.moves
    who.moves = NEVER
    resident.moves = NEVER
    resident.moved = 1
    resident.moved_on = day
    for a in range(who.arms):
        if shelf.my_arms(world, a).covered:
            lay_slate(world, a)
    _expose(world, who, day)
    for a in range(who.arms):
        mine = shelf.my_arms(world, a)
        if mine.covered and mine.opens < day:
            end_response(world, a, day)
            if mine.lived:
                meet_requests(world, a, day)
                stop_seeking(world, a)
                forget_requests(world, a)
                unsettle(world, a)
    live_in(world, who, resident.destination)
    relate(world, who)
    for a in range(who.arms):
        covered = covers(world, who, a, who.place)
        if shelf.my_arms(world, a).covered:
            if not covered:
                _leave_arm(world, who, a, day)
            else:
                _stay_in_arm(world, who, a, day)
        elif covered and not shelf.my_arms(world, a).waits:
            open_arm(world, who, a, day)
    open_streams(world, who, day << TICK_BITS, who.end << TICK_BITS)
