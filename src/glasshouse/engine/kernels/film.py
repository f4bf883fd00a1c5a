"""A film of a neighbourhood: how everybody stands at the end of each week, in every arm.

Nothing is recomputed for it: the same lives are lived, and looked at once a week.
"""

from __future__ import annotations

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.consequences import close
from glasshouse.engine.kernels.constants import ACTUAL, NONE
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.people import face

__all__ = ["portray", "shoot"]

_FRAME = 4


@inner
def _refusals(world, a):
    """Requests refused so far, under this text and those before it."""
    first = a
    while shelf.arms(world, first).before != NONE:
        first = shelf.arms(world, first).before
    end = shelf.arms(world, a).touched_end
    refused = 0
    for number in range(shelf.arms(world, first).touched_first, end):
        touched = shelf.touched(world, number)
        # The same gate in a later text has the same column. Mostly it is the next text's, which is known at
        # once; a gate that is left out for a while has to be looked for.
        again = touched.after != NONE and touched.after < end
        if not again:
            for later in range(number + 1, end):
                again = again or shelf.touched(world, later).column == touched.column
        if not again:
            refused += shelf.counts(world, touched.column).value
    return refused


@inner
def _flags(world, arm, a):
    """Bits: 0 covered, 1 on a black list, 2 on a red one, 3 wrongly listed, 4 burdened, 5 knows of it.

    Bit 7 is strained, bit 8 insolvent: the level of means.
    """
    mine = shelf.my_arms(world, a)
    wrong = False
    for number in range(arm.list_first, arm.list_end):
        on = shelf.book_lists(world, ACTUAL, number).on
        wrong = wrong or (on and shelf.my_lists(world, number).wrong_since != NONE)
    black = (mine.lists_on & arm.black_lists) != 0
    red = (mine.lists_on & ~arm.black_lists) != 0
    bound = 16 * (mine.burdened != 0) + 32 * (mine.knows_burden != 0)
    return 1 + 2 * black + 4 * red + 8 * wrong + bound + 128 * mine.level


@inner
def shoot(world, persons, week, day):
    """Take the picture of a week that ends before a day; those who died keep their last one, with bit 6."""
    who = shelf.who(world, 0)
    for person in range(persons):
        face(world, person)
        gone = who.end < day
        until = min(day, who.end)
        for a in range(who.arms):
            mine = shelf.my_arms(world, a)
            frame = _FRAME * person
            arm = shelf.arms(world, a)
            if not mine.covered or mine.opens >= day:
                # Of an amended scheme the first text tells of those whom no text covers.
                if gone and arm.before == NONE:
                    shelf.film(world, a, week, frame + 1).value = 64
                continue
            # Requests are met up to the end of the week, not only when something changes.
            if mine.lived and not gone:
                close(world, a, until)
            book = shelf.book_arms(world, ACTUAL, a)
            shelf.film(world, a, week, frame).value = book.band - arm.band_first
            shelf.film(world, a, week, frame + 1).value = _flags(world, arm, a) + 64 * gone
            shelf.film(world, a, week, frame + 2).value = _refusals(world, a)
            shelf.film(world, a, week, frame + 3).value = book.score


@inner
def portray(world, person):
    """Keep one person's counts, all columns."""
    for column in range(shelf.who(world, 0).columns):
        shelf.portraits(world, person, column).value = shelf.counts(world, column).value
