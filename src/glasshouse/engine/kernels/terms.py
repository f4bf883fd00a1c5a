"""Terms of consequences: those that last for a time of their own, whatever becomes of their condition."""

from __future__ import annotations

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import SHARE, push
from glasshouse.engine.kernels.constants import ACTUAL, NONE, NOTHING, SHADOW
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.ledger import later

__all__ = ["condition_holds", "end_terms_of_list", "end_terms_of_target", "keep_terms", "run_out"]


@inner
def condition_holds(world, book, a, item):
    """Whether a consequence's condition holds in a book, whatever keeps it from being in force."""
    arm = shelf.arms(world, a)
    for number in range(arm.list_first, arm.list_end):
        if item.lists & shelf.lists(world, number).bit and shelf.book_lists(world, book, number).on:
            return True
    mine = shelf.book_arms(world, book, a)
    if item.bands and (item.bands >> (mine.band - arm.band_first)) & 1:
        return True
    return item.by_score != 0 and item.at_least <= mine.score < item.below


@inner
def run_out(world, number, day):
    """The morning on which the term of a consequence ends, unless it has gone on meanwhile."""
    state = shelf.my_consequences(world, number)
    if state.until <= day:
        state.runs = 0


@inner
def keep_terms(world, a, day):
    """Begin the terms of consequences whose condition has begun to hold, or let them go on."""
    arm = shelf.arms(world, a)
    for number in range(arm.consequence_first, arm.consequence_end):
        item = shelf.consequences(world, number)
        if item.lasts == NONE:
            continue
        state = shelf.my_consequences(world, number)
        holds = condition_holds(world, ACTUAL, a, item)
        if holds and not state.held:
            if not state.runs:
                state.knows = 0
            shadow = shelf.my_arms(world, a).shadow
            state.wrong = int(shadow and not condition_holds(world, SHADOW, a, item))
            state.runs = 1
            until = later(world, item.lasts, day)
            if until > state.until:
                state.until = until
                push(world, ACTUAL, a, until, SHARE, number, NOTHING, NOTHING, NOTHING, NOTHING)
        state.held = int(holds)


@inner
def _end_term(world, number, day):
    """A remedy ends what runs."""
    state = shelf.my_consequences(world, number)
    state.runs = 0
    state.until = min(state.until, day)


@inner
def end_terms_of_list(world, row, day):
    """A remedy has ended a stay: the terms end that came from this list, and from no other still on."""
    a = row.arm
    arm = shelf.arms(world, a)
    if not arm.terms:
        return
    on = shelf.my_arms(world, a).lists_on
    for number in range(arm.consequence_first, arm.consequence_end):
        item = shelf.consequences(world, number)
        if item.lists & row.bit and not item.lists & on:
            _end_term(world, number, day)


@inner
def end_terms_of_target(world, a, row, day):
    """A remedy against a band or consequence was granted: the terms that it is about end."""
    arm = shelf.arms(world, a)
    if not arm.terms:
        return
    shelf.my_arms(world, a).changed = 1
    if row.band == NONE:
        _end_term(world, row.consequence, day)
        return
    for number in range(arm.consequence_first, arm.consequence_end):
        if (shelf.consequences(world, number).bands >> (row.band - arm.band_first)) & 1:
            _end_term(world, number, day)
