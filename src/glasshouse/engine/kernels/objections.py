"""Objections: what somebody learns about an entry of points, asks for, and is granted.

As for lists, bands and consequences, but about one entry that a record has made by a rule. While a remedy
suspends it, it does not count; when one is granted it is struck out, with what it counted for, or forgiven.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import (
    ASK,
    CORRECTION,
    ENTRY,
    KNOW,
    LAPSE,
    OUTCOME,
    RELEASE,
    REPAIRED,
    drop,
    push,
)
from glasshouse.engine.kernels.constants import ACTUAL, ENTRIES, NEVER, NONE, NOTHING, RECORD, SHADOW
from glasshouse.engine.kernels.entries import DATED, KNOWN, SUSPENDED, find_entry, take_out
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.ledger import count_points, later
from glasshouse.engine.kernels.luck import block
from glasshouse.engine.kernels.remedies import day_of_asking, day_of_decision, is_granted
from glasshouse.engine.kernels.rules import review_anew

__all__ = ["learn_entries", "resume", "take_up_entry"]

_STEP = np.int64(6)
_REPAIR = np.int64(2)
_LIFETIME = np.int64(1)
_ROLLING = np.int64(2)


@inner
def _is_wrong(world, a, rule, index, stream):
    """Whether true records alone would not have made an entry that stands."""
    return shelf.my_arms(world, a).shadow and find_entry(world, SHADOW, a, rule, index, stream) == NONE


@inner
def _words(world, row, index, stream):
    """The draws about one remedy of an entry."""
    who = shelf.who(world, 0)
    return block(who, index, RECORD, stream, who.person, _STEP + row.part, row.name)


@inner
def _begin(world, a, rule, index, stream, remedy, day):
    """A remedy is open from today on."""
    if remedy != NONE:
        row = shelf.remedies(world, remedy)
        wrong = _is_wrong(world, a, rule, index, stream)
        asked = day_of_asking(world, row, wrong, _words(world, row, index, stream), day)
        push(world, ACTUAL, a, asked, ASK, ENTRIES + rule, index, remedy, stream, NOTHING)


@inner
def _learn(world, a, rule, index, stream, day):
    """An entry becomes known, if it stands and is not: count it, and begin what one can do about it."""
    place = find_entry(world, ACTUAL, a, rule, index, stream)
    if place == NONE or shelf.agenda(world, ACTUAL, a, place).e & KNOWN:
        return
    shelf.agenda(world, ACTUAL, a, place).e |= KNOWN
    if shelf.my_arms(world, a).shadow:
        place = find_entry(world, SHADOW, a, rule, index, stream)
        if place != NONE:
            shelf.agenda(world, SHADOW, a, place).e |= KNOWN
    row = shelf.rules(world, rule)
    shelf.counts(world, row.redress).value += 1
    _begin(world, a, rule, index, stream, row.chain, day)
    _begin(world, a, rule, index, stream, row.repair, day)


@inner
def learn_entries(world, a, day):
    """All entries that stand become known, in their order."""
    while not shelf.who(world, 0).overflow:
        found = NONE
        first = NEVER
        for place in range(shelf.book_arms(world, ACTUAL, a).agenda):
            item = shelf.agenda(world, ACTUAL, a, place)
            if item.kind == ENTRY and not item.e & KNOWN and item.push < first:
                found = place
                first = item.push
        if found == NONE:
            return
        item = shelf.agenda(world, ACTUAL, a, found)
        _learn(world, a, item.a, item.b, item.c, day)


@inner
def _suspend(world, book, a, rule, index, stream, part, day):
    """Let the points of an entry not count in a book, for as long as a remedy is being decided on."""
    place = find_entry(world, book, a, rule, index, stream)
    if place == NONE:
        return
    item = shelf.agenda(world, book, a, place)
    counted = (item.e & SUSPENDED) == 0
    item.e |= 2 * part
    if counted:
        count_points(world, book, a, -item.d)
        review_anew(world, book, a, day)


@inner
def _resume(world, book, a, rule, index, stream, part, day):
    """Let them count again, unless another remedy suspends the entry too."""
    place = find_entry(world, book, a, rule, index, stream)
    if place == NONE:
        return
    item = shelf.agenda(world, book, a, place)
    if item.e & 2 * part:
        item.e &= ~(2 * part)
        if (item.e & SUSPENDED) == 0:
            count_points(world, book, a, item.d)
            review_anew(world, book, a, day)


@inner
def resume(world, a, rule, index, stream, part, day):
    """A remedy suspends an entry no more, in neither book."""
    if shelf.my_arms(world, a).shadow:
        _resume(world, SHADOW, a, rule, index, stream, part, day)
    _resume(world, ACTUAL, a, rule, index, stream, part, day)


@inner
def _ask(world, a, day, rule, index, stream, remedy):
    """The person asks, if the entry still stands."""
    row = shelf.remedies(world, remedy)
    shelf.counts(world, shelf.rules(world, rule).redress + 1).value += 1
    decided = day_of_decision(world, row, day)
    push(world, ACTUAL, a, decided, OUTCOME, ENTRIES + rule, index, remedy, stream, NOTHING)
    if row.suspends:
        if shelf.my_arms(world, a).shadow:
            _suspend(world, SHADOW, a, rule, index, stream, row.part, day)
        _suspend(world, ACTUAL, a, rule, index, stream, row.part, day)


@inner
def _decide(world, a, day, rule, index, stream, remedy):
    """A remedy is decided: the entry will be struck out or forgiven, or the next remedy opens."""
    row = shelf.remedies(world, remedy)
    wrong = _is_wrong(world, a, rule, index, stream)
    if is_granted(row, wrong, _words(world, row, index, stream)):
        shelf.counts(world, shelf.rules(world, rule).redress + 2).value += 1
        done = max(day, later(world, row.then, day))
        what = REPAIRED if row.part == _REPAIR else CORRECTION
        push(world, ACTUAL, a, done, what, ENTRIES + rule, index, NOTHING, stream, NOTHING)
        return
    resume(world, a, rule, index, stream, row.part, day)
    _begin(world, a, rule, index, stream, row.next, day)


@inner
def _forget_date(world, book, row, mine, date):
    """Take the latest of the dates that a rolling window keeps out that is the date of an entry."""
    size = row.at_least - 1
    for back in range(mine.filled - 1, -1, -1):
        if shelf.rings(world, book, row.ring + (mine.next + back) % size).value == date:
            for place in range(back, mine.filled - 1):
                shelf.rings(world, book, row.ring + (mine.next + place) % size).value = shelf.rings(
                    world, book, row.ring + (mine.next + place + 1) % size
                ).value
            mine.filled -= 1
            return


@inner
def _uncount(world, book, a, rule, index, stream, date, amount):
    """Undo what an entry counted for: its rule's firings and window, and the use of a cap."""
    row = shelf.rules(world, rule)
    mine = shelf.book_rules(world, book, rule)
    mine.firings -= 1
    if row.window == _ROLLING and not row.resets:
        _forget_date(world, book, row, mine, date)
    elif row.window != 0 and not row.resets:
        same = row.window == _LIFETIME or mine.year == shelf.period(world, row.within, date).value
        mine.counter -= int(same and mine.counter > 0)
    take_out(world, book, a, RELEASE, rule, index, stream)
    if row.cap != NONE and shelf.caps(world, row.cap).rolling == NONE:
        use = shelf.book_caps(world, book, row.cap)
        if use.year == shelf.year(world, date).value:
            use.used -= min(abs(amount), use.used)


@inner
def _undo(world, book, a, rule, index, stream, strikes, day):
    """Take an entry out of a book: struck out, with all it counted for, or forgiven."""
    place = find_entry(world, book, a, rule, index, stream)
    if place == NONE:
        return
    item = shelf.agenda(world, book, a, place)
    amount = item.d
    date = item.e >> DATED
    counts = (item.e & SUSPENDED) == 0
    drop(world, book, a, place)
    take_out(world, book, a, LAPSE, rule, index, stream)
    if counts:
        count_points(world, book, a, -amount)
    if strikes:
        _uncount(world, book, a, rule, index, stream, date, amount)
    review_anew(world, book, a, day)


@inner
def take_up_entry(world, a, kind, day, rule, index, stream, remedy):
    """An item about an entry comes due; of one that stands no more nothing comes."""
    if find_entry(world, ACTUAL, a, rule, index, stream) == NONE:
        return
    if kind == KNOW:
        _learn(world, a, rule, index, stream, day)
    elif kind == ASK:
        _ask(world, a, day, rule, index, stream, remedy)
    elif kind == OUTCOME:
        _decide(world, a, day, rule, index, stream, remedy)
    else:
        strikes = kind == CORRECTION
        if shelf.my_arms(world, a).shadow:
            _undo(world, SHADOW, a, rule, index, stream, strikes, day)
        _undo(world, ACTUAL, a, rule, index, stream, strikes, day)
