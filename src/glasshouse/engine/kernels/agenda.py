"""The agenda: what is due to happen to a person in one arm's book, by day.

Items of one day go in the order of the kinds below: what ends comes before what is decided; reviews, and
what people learn, ask for and meet with at gates, come in the evening, after the acts of the day. A step down
of means (`kernels.livelihood`) is no item of a book: it comes before all that is due on its morning. Entries
of points that somebody may object to (`kernels.entries`) are kept here too, and never come due.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import NEVER
from glasshouse.engine.kernels.inner import inner

__all__ = [
    "ASK",
    "CORRECTION",
    "DECISION",
    "ENTRY",
    "EXPIRY",
    "KNOW",
    "LAPSE",
    "MET",
    "OUTCOME",
    "PERFORMED",
    "RELEASE",
    "REPAIRED",
    "REVIEW",
    "SHARE",
    "drop",
    "note",
    "pop",
    "push",
    "reckon",
    "refresh",
]

LAPSE = np.int64(0)
RELEASE = np.int64(1)
EXPIRY = np.int64(2)
PERFORMED = np.int64(3)
CORRECTION = np.int64(4)
REPAIRED = np.int64(5)
DECISION = np.int64(6)
OUTCOME = np.int64(7)
SHARE = np.int64(8)
REVIEW = np.int64(9)
KNOW = np.int64(10)
ASK = np.int64(11)
MET = np.int64(12)
ENTRY = np.int64(13)


@inner
def _moment(day, kind):
    """Day and phase as one number: mornings are even, evenings odd."""
    return 2 * day + (1 if kind >= REVIEW else 0)


@inner
def refresh(world, book, arm):
    """Find the earliest moment again, in the book and over both books."""
    mine = shelf.book_arms(world, book, arm)
    due = NEVER
    for place in range(mine.agenda):
        item = shelf.agenda(world, book, arm, place)
        due = min(due, _moment(item.day, item.kind))
    mine.due = due
    reckon(world, arm)


@inner
def reckon(world, arm):
    """Find the earliest moment again over both books and the next step down of means."""
    mine = shelf.my_arms(world, arm)
    both = min(mine.relief, shelf.book_arms(world, 0, arm).due)
    if mine.shadow:
        both = min(both, shelf.book_arms(world, 1, arm).due)
    mine.due = both


@inner
def push(world, book, arm, day, kind, a, b, c, d, e):
    """Note an item, unless it lies beyond the person's end."""
    if day < shelf.who(world, 0).end:
        note(world, book, arm, day, kind, a, b, c, d, e)


@inner
def note(world, book, arm, day, kind, a, b, c, d, e):
    """Note an item, of whatever day; a full agenda raises the overflow flag."""
    who = shelf.who(world, 0)
    mine = shelf.book_arms(world, book, arm)
    if mine.agenda == who.agenda_places:
        who.overflow = 1
        return
    item = shelf.agenda(world, book, arm, mine.agenda)
    item.day = day
    item.kind = kind
    item.push = mine.pushes
    item.a = a
    item.b = b
    item.c = c
    item.d = d
    item.e = e
    mine.agenda += 1
    mine.pushes += 1
    moment = _moment(day, kind)
    mine.due = min(mine.due, moment)
    shelf.my_arms(world, arm).due = min(shelf.my_arms(world, arm).due, moment)


@inner
def pop(world, book, arm):
    """Take the first item out: its kind, day and five values."""
    mine = shelf.book_arms(world, book, arm)
    first = 0
    best = shelf.agenda(world, book, arm, 0)
    for place in range(1, mine.agenda):
        item = shelf.agenda(world, book, arm, place)
        a = (item.day << 4) + item.kind
        b = (best.day << 4) + best.kind
        if a < b or (a == b and item.push < best.push):
            first = place
            best = item
    taken = (best.kind, best.day, best.a, best.b, best.c, best.d, best.e)
    drop(world, book, arm, first)
    return taken


@inner
def drop(world, book, arm, place):
    """Take the item at a place out."""
    mine = shelf.book_arms(world, book, arm)
    mine.agenda -= 1
    if place != mine.agenda:
        shelf.copy(shelf.agenda(world, book, arm, place), shelf.agenda(world, book, arm, mine.agenda))
    refresh(world, book, arm)
