"""Remedies: who asks for what, from when on the consequences wait, and what is decided.

Corrections and reviews of a list form a chain, in which a refusal opens the next; a repair stands beside it.
Both begin when the person comes to know of the stay, and end with it.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import ASK, CORRECTION, OUTCOME, REPAIRED, push
from glasshouse.engine.kernels.constants import ACTUAL, NEVER, NONE, NOTHING, RECORD, SHADOW
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.ledger import later
from glasshouse.engine.kernels.luck import block, days_of_word

__all__ = ["ask", "begin_remedy", "day_of_asking", "day_of_decision", "decide", "is_granted", "let_wait"]

_ALL = 4294967296.0
_STEP = np.int64(6)
_REPAIR = np.int64(2)


@inner
def _is_wrongful(world, a, number):
    """Whether true records alone would not have the person on the list now."""
    return shelf.my_arms(world, a).shadow and not shelf.book_lists(world, SHADOW, number).on


@inner
def _words(world, who, row, number):
    """The draws about one remedy of the stay that the person is in."""
    mine = shelf.my_lists(world, number)
    return block(who, mine.index, RECORD, mine.stream, who.person, _STEP + row.part, row.name)


@inner
def day_of_asking(world, row, wrongful, words, day):
    """When the person asks for a remedy that is open from a day on; NEVER if they do not, or not in time."""
    who = shelf.who(world, 0)
    chance = row.asks_if_wrong if wrongful else row.asks_if_right
    if row.varies:
        for dimension in range(who.dimensions):
            chance *= shelf.asking(world, shelf.attributes(world, dimension).value).value
    if words[0] >= int(min(chance, 1.0) * _ALL + 0.5):
        return NEVER
    asked = day + days_of_word(words[1], row.asks_after)
    if row.ask_within != NONE and asked > later(world, row.ask_within, day):
        return NEVER
    return asked


@inner
def day_of_decision(world, row, day):
    """When a remedy that is asked for today is decided."""
    return max(day + 1, later(world, row.decides, day) + row.takes)


@inner
def is_granted(row, wrongful, words):
    """Whether a remedy is granted, by whether it is asked for rightly."""
    return words[2] < (row.granted_if_wrong if wrongful else row.granted_if_right)


@inner
def begin_remedy(world, a, number, remedy, day):
    """A remedy is open from today on: does the person ask for it, and when?"""
    row = shelf.remedies(world, remedy)
    words = _words(world, shelf.who(world, 0), row, number)
    asked = day_of_asking(world, row, _is_wrongful(world, a, number), words, day)
    entry = shelf.book_lists(world, ACTUAL, number)
    push(world, ACTUAL, a, asked, ASK, number, entry.spells, remedy, NOTHING, NOTHING)


@inner
def let_wait(world, a, number, parts):
    """Say which remedies, chain (1) and repair (2), keep a list from bringing anything about."""
    mine = shelf.my_arms(world, a)
    bit = shelf.lists(world, number).bit
    shelf.my_lists(world, number).suspended = parts
    mine.lists_suspended = mine.lists_suspended | bit if parts else mine.lists_suspended & ~bit
    mine.changed = 1


@inner
def ask(world, a, day, number, spell, remedy):
    """The person asks, unless the stay is over."""
    entry = shelf.book_lists(world, ACTUAL, number)
    if not entry.on or entry.spells != spell:
        return
    row = shelf.remedies(world, remedy)
    shelf.counts(world, shelf.lists(world, number).column + 18).value += 1
    if row.suspends:
        let_wait(world, a, number, shelf.my_lists(world, number).suspended | row.part)
    decided = day_of_decision(world, row, day)
    push(world, ACTUAL, a, decided, OUTCOME, number, spell, remedy, NOTHING, NOTHING)


@inner
def decide(world, a, day, number, spell, remedy):
    """A remedy is decided: the stay will end, or the next remedy opens."""
    entry = shelf.book_lists(world, ACTUAL, number)
    if not entry.on or entry.spells != spell:
        return
    row = shelf.remedies(world, remedy)
    if shelf.my_lists(world, number).suspended & row.part:
        let_wait(world, a, number, shelf.my_lists(world, number).suspended & ~row.part)
    words = _words(world, shelf.who(world, 0), row, number)
    if is_granted(row, _is_wrongful(world, a, number), words):
        shelf.counts(world, shelf.lists(world, number).column + 19).value += 1
        out = max(day, later(world, row.within, later(world, row.then, day)))
        ends = REPAIRED if row.part == _REPAIR else CORRECTION
        push(world, ACTUAL, a, out, ends, number, entry.serial, NOTHING, NOTHING, NOTHING)
        shadow = shelf.book_lists(world, SHADOW, number)
        if shelf.my_arms(world, a).shadow and shadow.on:
            push(world, SHADOW, a, out, ends, number, shadow.serial, NOTHING, NOTHING, NOTHING)
    elif row.next != NONE:
        begin_remedy(world, a, number, row.next, day)
