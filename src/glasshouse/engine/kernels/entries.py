"""Entries: points that somebody may be told of and object to, for as long as they stand in a book.

Of a rule that a notice or remedy names each entry of points is kept, by the rule, index and stream that it
came from: in the agenda, as something that never comes due. What is known or suspended of it is kept with it.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import ENTRY, KNOW, RELEASE, drop, note, push
from glasshouse.engine.kernels.constants import ACTUAL, ENTRIES, NEVER, NONE, NOTHING, RECORD
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.luck import block

__all__ = ["DATED", "KNOWN", "SUSPENDED", "begin_entry", "end_entry", "find_entry", "take_out"]

KNOWN = np.int64(1)
SUSPENDED = np.int64(6)
"""Bits of what is known and suspended of an entry; each remedy that suspends has one, twice its part."""
DATED = np.int64(3)
"""Bits below the date of an entry."""

_KNOWLEDGE = np.int64(6)


@inner
def find_entry(world, book, a, rule, index, stream):
    """The place of an entry that stands in a book; NONE if it does not."""
    for place in range(shelf.book_arms(world, book, a).agenda):
        item = shelf.agenda(world, book, a, place)
        if item.kind == ENTRY and item.a == rule and item.b == index and item.c == stream:
            return place
    return NONE


@inner
def take_out(world, book, a, kind, rule, index, stream):
    """Void what was noted first of a kind about an entry, LAPSE or RELEASE; a RELEASE takes place now."""
    found = NONE
    first = NEVER
    for place in range(shelf.book_arms(world, book, a).agenda):
        item = shelf.agenda(world, book, a, place)
        if (
            item.kind == kind
            and item.c == rule
            and item.d == index
            and item.e == stream
            and item.push < first
        ):
            found = place
            first = item.push
    if found != NONE:
        if kind == RELEASE:
            item = shelf.agenda(world, book, a, found)
            shelf.book_caps(world, book, item.a).used -= item.b
        drop(world, book, a, found)


@inner
def begin_entry(world, book, row, rule, day, date, index, stream, amount):
    """Keep an entry of points, and note when a notice will tell of it, unless it stands already.

    Returns:
        The rule, which the item that ends the entry is to name; NONE where nothing new is kept.
    """
    a = row.arm
    if find_entry(world, book, a, rule, index, stream) != NONE:
        return NONE
    note(world, book, a, NEVER, ENTRY, rule, index, stream, amount, date << DATED)
    if book == ACTUAL:
        shelf.my_arms(world, a).changed = 1
        if row.told != 0:
            who = shelf.who(world, 0)
            words = block(who, index, RECORD, stream, who.person, _KNOWLEDGE, row.name)
            if words[0] < row.told:
                told = day + row.told_days
                push(world, ACTUAL, a, told, KNOW, ENTRIES + rule, index, NOTHING, stream, NOTHING)
    return rule


@inner
def end_entry(world, book, a, rule, index, stream):
    """An entry lapses: it stands no more. Returns whether its points count until then."""
    place = find_entry(world, book, a, rule, index, stream)
    if place == NONE:
        return True
    counts = (shelf.agenda(world, book, a, place).e & SUSPENDED) == 0
    drop(world, book, a, place)
    return counts
