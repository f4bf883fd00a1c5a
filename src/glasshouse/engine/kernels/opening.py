"""Opening: the first day on which a scheme covers somebody."""

from __future__ import annotations

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import SHARE, push
from glasshouse.engine.kernels.consequences import settle
from glasshouse.engine.kernels.constants import ACTUAL, HOLDS, LIVES, NEVER, NONE, NOTHING, PERSONS, STANDS
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.ledger import open_ledger
from glasshouse.engine.kernels.livelihood import begin_livelihood, unsettle
from glasshouse.engine.kernels.people import day_of_age, joins
from glasshouse.engine.kernels.response import begin_response
from glasshouse.engine.kernels.slate import clear_arm, is_laid_late, lay_slate
from glasshouse.engine.kernels.spells import forget_requests

__all__ = ["covers", "is_outside", "open_arm", "settle_opening"]


@inner
def covers(world, who, a, place):
    """Whether an arm covers subjects like this who live in a place."""
    return shelf.arm_places(world, a, place).value & (LIVES if who.subject == PERSONS else STANDS)


@inner
def is_outside(world, who, a):
    """Whether the person lives where only those consequences of an arm hold that follow people."""
    return int(not shelf.arm_places(world, a, who.place).value & HOLDS)


@inner
def open_arm(world, who, a, day):
    """Begin in one arm, on a day at the earliest; a later text of a scheme waits for its own day."""
    arm = shelf.arms(world, a)
    _begin_arm(world, who, a, day)
    mine = shelf.my_arms(world, a)
    mine.waits = 0
    if arm.before == NONE or mine.covered or arm.since >= who.end:
        return
    before = shelf.my_arms(world, arm.before)
    if before.covered or before.waits:
        mine.waits = 1
        mine.opens = arm.since
        mine.due = 2 * arm.since


@inner
def settle_opening(world, a, day):
    """Settle again, on a day, what holds from the first day covered, which is still to come."""
    lay_slate(world, a)
    arm = shelf.arms(world, a)
    opens = shelf.my_arms(world, a).opens
    for column in range(arm.column, arm.column_end):
        shelf.counts(world, column).value = 0
    for number in range(arm.consequence_first, arm.consequence_end):
        shelf.my_consequences(world, number).on = 0
    forget_requests(world, a)
    unsettle(world, a)
    settle(world, a, opens)
    who = shelf.who(world, 0)
    if who.contact and opens > day:
        shelf.onlookers(world, a, who.person).shows = 0


@inner
def _begin_arm(world, who, a, day):
    """A clean slate in one arm, and what is in force from the start, on a day at the earliest."""
    arm = shelf.arms(world, a)
    mine = shelf.my_arms(world, a)
    opens = max(day, arm.force_from, day_of_age(who, arm.min_age))
    mine.covered = (
        opens < who.end
        and arm.since <= opens < arm.until
        and arm.subjects & who.subject
        and covers(world, who, a, who.place)
        and (arm.joining == 0 or joins(world, who, arm))
    )
    mine.due = NEVER
    # Of the uncovered nothing counts on any day.
    mine.opens = opens if mine.covered else NEVER
    mine.ends = min(arm.force_until, arm.until)
    mine.lived = 0
    mine.left = 0
    mine.outside = is_outside(world, who, a)
    mine.stretch = opens
    if who.contact:
        onlooker = shelf.onlookers(world, a, who.person)
        onlooker.since = NEVER
        onlooker.shows = 0
        onlooker.punished = 0
        onlooker.praised = 0
        shelf.shown_scores(world, a, who.person).since = NEVER
        shelf.shown_scores(world, a, who.person).read = -1
    if not mine.covered:
        return
    mine.shadow = 0
    mine.changed = 0
    mine.lists_changed = 0
    mine.lists_on = 0
    mine.lists_known = 0
    mine.lists_suspended = 0
    mine.lists_shown = 0
    mine.seeks = 0
    mine.burdened = 0
    mine.days_burdened = 0
    mine.knows_burden = 0
    begin_livelihood(mine, opens)
    mine.punished = 0
    mine.praised = 0
    mine.aware = shelf.members(world, who.person).aware < arm.aware
    mine.band_since = opens
    book = shelf.book_arms(world, ACTUAL, a)
    book.agenda = 0
    book.pushes = 0
    book.due = NEVER
    open_ledger(world, a, opens)
    mine.blank = is_laid_late(who, arm)
    if not mine.blank:
        clear_arm(world, ACTUAL, arm)
    begin_response(world, arm, mine.aware, opens)
    if arm.starts_bound:
        settle(world, a, opens)
        if who.contact and opens > day:
            # Others see it from its day on: then everything is settled once more.
            shelf.onlookers(world, a, who.person).shows = 0
            push(world, ACTUAL, a, opens, SHARE, NONE, NOTHING, NOTHING, NOTHING, NOTHING)
    if who.contact and mine.aware:
        shelf.onlookers(world, a, who.person).since = opens
        neighbourhood = shelf.neighbourhood(world, a)
        neighbourhood.opening = min(neighbourhood.opening, opens)
