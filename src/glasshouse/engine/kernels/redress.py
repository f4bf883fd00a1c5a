"""Redress: what a remedy of a band or consequence does once it is granted.

A correction strikes false records out of the score: the actual book takes over what the shadow has. What true
records alone have brought about is set aside until it ends. After a repair, bad points and records are
forgotten, in both books.
"""

from __future__ import annotations

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import (
    ASK,
    CORRECTION,
    ENTRY,
    KNOW,
    LAPSE,
    OUTCOME,
    RELEASE,
    SHARE,
    refresh,
)
from glasshouse.engine.kernels.constants import ACTUAL, ENTRIES, SHADOW, TARGETS
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.objections import take_up_entry
from glasshouse.engine.kernels.rules import copy_rules, review_anew
from glasshouse.engine.kernels.spells import (
    ask_about,
    decide_about,
    end_wait,
    is_wrong,
    learn_at_gate,
    learn_by_notice,
)
from glasshouse.engine.kernels.terms import end_terms_of_target

__all__ = ["take_up"]


@inner
def _drop_items(world, book, a, last):
    """Take the items of all kinds up to one out of a book's agenda, and the entries that stand."""
    mine = shelf.book_arms(world, book, a)
    kept = 0
    for place in range(mine.agenda):
        item = shelf.agenda(world, book, a, place)
        if item.kind > last and item.kind != ENTRY:
            shelf.copy(shelf.agenda(world, book, a, kept), item)
            kept += 1
    mine.agenda = kept


@inner
def _strike_out(world, a, day):
    """Make the score in the actual book that of true records alone."""
    who = shelf.who(world, 0)
    actual = shelf.book_arms(world, ACTUAL, a)
    shadow = shelf.book_arms(world, SHADOW, a)
    _drop_items(world, ACTUAL, a, RELEASE)
    for place in range(shadow.agenda):
        item = shelf.agenda(world, SHADOW, a, place)
        if item.kind > RELEASE and item.kind != ENTRY:
            continue
        if actual.agenda == who.agenda_places:
            who.overflow = 1
            return
        shelf.copy(shelf.agenda(world, ACTUAL, a, actual.agenda), item)
        actual.agenda += 1
    actual.pushes = max(actual.pushes, shadow.pushes)
    refresh(world, ACTUAL, a)
    actual.ledger = shadow.ledger
    copy_rules(world, a, ACTUAL, SHADOW)
    review_anew(world, SHADOW, a, day)
    review_anew(world, ACTUAL, a, day)


@inner
def _forgive(world, book, a, day):
    """End what stands against the person in one book, and forget the records that a scorecard looks at."""
    arm = shelf.arms(world, a)
    mine = shelf.book_arms(world, book, a)
    clean = 0 if arm.score == 1 else arm.opening
    if arm.score < 3 and mine.ledger < clean:
        mine.ledger = clean
        _drop_items(world, book, a, LAPSE)
        refresh(world, book, a)
    for number in range(arm.input_first, arm.input_end):
        shelf.book_inputs(world, book, number).records = 0
    review_anew(world, book, a, day)


@inner
def _correct(world, a, day, target, spell):
    """A correction or review was granted: strike out what is false, or set aside what is not."""
    mine = shelf.my_targets(world, target)
    if not mine.on or mine.spell != spell:
        return
    end_terms_of_target(world, a, shelf.targets(world, target), day)
    if is_wrong(world, a, shelf.targets(world, target)):
        _strike_out(world, a, day)
    else:
        mine.aside = 1
        shelf.my_arms(world, a).changed = 1


@inner
def take_up(world, a, kind, day, about, spell, third, fourth):
    """An item about a target comes due, or about an entry."""
    if about >= ENTRIES:
        take_up_entry(world, a, kind, day, about - ENTRIES, spell, fourth, third)
        return
    number = about - TARGETS
    if kind == SHARE:
        end_wait(world, a, number, spell)
    elif kind == KNOW:
        if third == 0:
            learn_by_notice(world, a, number, spell, day)
        else:
            learn_at_gate(world, a, number, spell, day)
    elif kind == ASK:
        ask_about(world, a, day, number, spell, third)
    elif kind == OUTCOME:
        decide_about(world, a, day, number, spell, third)
    elif kind == CORRECTION:
        _correct(world, a, day, number, spell)
    else:
        end_terms_of_target(world, a, shelf.targets(world, number), day)
        if shelf.my_arms(world, a).shadow:
            _forgive(world, SHADOW, a, day)
        _forgive(world, ACTUAL, a, day)
