"""Consequences: which are in force, what they do at the gates, and how the person responds."""

from __future__ import annotations

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import SHARE, push
from glasshouse.engine.kernels.constants import (
    ACTUAL,
    ANY_CONTEXT,
    CONTEXTS,
    NEVER,
    NONE,
    NOTHING,
    PUBLICITY,
    SHARED,
)
from glasshouse.engine.kernels.gates import meet_demand
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.knowledge import seek
from glasshouse.engine.kernels.ledger import later
from glasshouse.engine.kernels.livelihood import count_livelihood, look_out
from glasshouse.engine.kernels.publication import hide, lists_shown
from glasshouse.engine.kernels.reach import visit_others
from glasshouse.engine.kernels.response import respond
from glasshouse.engine.kernels.sight import BLACK, RED, be_seen
from glasshouse.engine.kernels.slate import lay_slate
from glasshouse.engine.kernels.spells import await_requests, is_put_off, look_at_spells
from glasshouse.engine.kernels.terms import keep_terms

__all__ = ["close", "meet_requests", "settle", "still_burdened"]


@inner
def _in_force(world, a, number, item):
    """Whether a consequence is in force in the person's present state, as last settled."""
    if is_put_off(world, item.target):
        return 0
    if item.lasts != NONE:
        state = shelf.my_consequences(world, number)
        if not state.runs:
            return 0
        if not state.held:
            return 1
    if item.lists & shelf.my_arms(world, a).lists_on & ~shelf.my_arms(world, a).lists_suspended:
        return 1
    book = shelf.book_arms(world, ACTUAL, a)
    if item.bands and (item.bands >> (book.band - shelf.arms(world, a).band_first)) & 1:
        return int(not is_put_off(world, shelf.bands(world, book.band).target))
    if item.by_score and item.at_least <= book.score < item.below:
        return 1
    return 0


@inner
def _holds(world, a, number, item, state, day):
    """Whether a consequence's condition holds, its imposer knows by now, and reaches the person."""
    if not _in_force(world, a, number, item):
        state.begins = NEVER
        return 0
    if item.delay != NONE:
        if state.begins == NEVER:
            state.begins = later(world, item.delay, day)
            push(world, ACTUAL, a, state.begins, SHARE, number, NOTHING, NOTHING, NOTHING, NOTHING)
        if state.begins != SHARED:
            return 0
    return int(item.follows or not shelf.my_arms(world, a).outside)


@inner
def still_burdened(world, a):
    """Whether a burden that follows the person out of the scheme's places holds, or will after a delay."""
    arm = shelf.arms(world, a)
    for number in range(arm.consequence_first, arm.consequence_end):
        item = shelf.consequences(world, number)
        if item.burdens and item.follows and _in_force(world, a, number, item):
            return True
    return False


@inner
def meet_requests(world, a, day):
    """Meet the requests made up to a day under the masks in force, which stay in force."""
    arm = shelf.arms(world, a)
    for number in range(arm.touched_first, arm.touched_end):
        for kind in range(3):
            touched = shelf.my_touched(world, number, kind)
            if touched.mask != 0 and day > touched.since:
                meet_demand(world, number, kind, touched.mask, touched.since, day, NONE)
            touched.since = max(touched.since, day)


@inner
def _change_mask(world, number, kind, mask, day):
    """Put another mask in force at a gate, after meeting the requests made under the old one."""
    mine = shelf.my_touched(world, number, kind)
    if mine.mask == mask:
        return
    if mine.mask != 0 and day > mine.since:
        meet_demand(world, number, kind, mine.mask, mine.since, day, NONE)
    mine.mask = mask
    mine.since = day


@inner
def _change_burden(world, mine, burdened, day):
    """Begin or end a time under a burden."""
    if burdened == mine.burdened:
        return
    if mine.burdened:
        mine.days_burdened += day - mine.burdened_since
    mine.burdened = burdened
    mine.burdened_since = day


@inner
def _contexts_of(world, arm, lists):
    """The classes of contexts that some of an arm's lists have, and that there is one."""
    if lists == 0:
        return NOTHING
    contexts = ANY_CONTEXT
    for number in range(arm.list_first, arm.list_end):
        if lists & shelf.lists(world, number).bit:
            contexts |= shelf.lists(world, number).contexts
    return contexts


@inner
def _show(world, who, arm, a, mine):
    """What others may see, by class of contexts: punished, posted on a black list, on a red one."""
    shown = lists_shown(arm, mine)
    black = _contexts_of(world, arm, shown & arm.posted_black) & CONTEXTS
    red = _contexts_of(world, arm, shown & arm.posted_red) & CONTEXTS
    seen = (mine.knows_burden & CONTEXTS) | black
    be_seen(world, a, who.person, arm.contexts, seen | black << BLACK | red << RED)


@inner
def settle(world, a, day):
    """Bring consequences, gates and response into line with the actual book."""
    lay_slate(world, a)
    mine = shelf.my_arms(world, a)
    mine.changed = 0
    arm = shelf.arms(world, a)
    targets = arm.target_end > arm.target_first
    if mine.lists_shown:
        hide(world, a, day)
    if arm.terms:
        keep_terms(world, a, day)
    if targets:
        look_at_spells(world, a, day)
    known = mine.lists_on & (mine.lists_known | ~arm.black_lists)
    burdened = (mine.lists_on & arm.black_lists) != 0
    knows = _contexts_of(world, arm, known & arm.black_lists)
    for number in range(arm.touched_first, arm.touched_end):
        for kind in range(3):
            shelf.masks(world, number, kind).value = 0
    for number in range(arm.consequence_first, arm.consequence_end):
        item = shelf.consequences(world, number)
        state = shelf.my_consequences(world, number)
        on = _holds(world, a, number, item, state, day)
        if on != state.on:
            state.begun += 1
            state.awaits = 0
            if on:
                shelf.counts(world, item.column).value += 1
            else:
                shelf.counts(world, item.column + 1).value += day - state.since
                if item.reach:
                    visit_others(world, item, state.since, day)
            state.on = on
            state.since = day
        if on:
            if item.burdens:
                burdened = True
                if item.lists:
                    contexts = _contexts_of(world, arm, item.lists & known & ~mine.lists_suspended)
                    if item.lasts != NONE:
                        state.knows |= contexts
                        contexts = state.knows
                    knows |= contexts
                else:
                    knows |= arm.score_contexts | ANY_CONTEXT
            if item.touched >= 0:
                shelf.masks(world, item.touched, item.kind).value |= item.mask
    if arm.job != NONE and lists_shown(arm, mine) & arm.posted_black:
        shelf.masks(world, arm.job, 0).value |= PUBLICITY
    for number in range(arm.touched_first, arm.touched_end):
        for kind in range(3):
            _change_mask(world, number, kind, shelf.masks(world, number, kind).value, day)
    _change_burden(world, mine, burdened, day)
    mine.knows_burden = knows
    respond(world, a, day)
    if mine.seeks or mine.lists_on & ~mine.lists_known & arm.telling:
        seek(world, a, day)
    if targets or arm.objects:
        await_requests(world, a, day)
    if arm.livelihood:
        look_out(world, a, day)
    who = shelf.who(world, 0)
    if who.contact and arm.contexts:
        _show(world, who, arm, a, mine)


@inner
def close(world, a, day):
    """The end of a stretch that is counted: count what is in force up to it."""
    arm = shelf.arms(world, a)
    mine = shelf.my_arms(world, a)
    for number in range(arm.consequence_first, arm.consequence_end):
        if shelf.my_consequences(world, number).on:
            item = shelf.consequences(world, number)
            state = shelf.my_consequences(world, number)
            shelf.counts(world, item.column + 1).value += day - state.since
            if item.reach:
                visit_others(world, item, state.since, day)
            state.since = day
    meet_requests(world, a, day)
    count_livelihood(world, a, day)
    if mine.burdened:
        mine.days_burdened += day - mine.burdened_since
        mine.burdened_since = day
    if mine.days_burdened > 0:
        # The first column behind those of the quiet: ever under a burden.
        shelf.counts(world, arm.column + 4).value += mine.days_burdened
        shelf.counts(world, arm.quiet_end).value = 1
    mine.days_burdened = 0
