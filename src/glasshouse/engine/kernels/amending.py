"""Amending: on its day a life goes over from one text of a scheme to the next.

Each text is an arm of its own, whose columns are those of the whole arm. The next one waits, uncovered, until
its morning; then it takes over all that has an heir in it, and what has none ends.
"""

from __future__ import annotations

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.agenda import (
    ASK,
    DECISION,
    ENTRY,
    EXPIRY,
    KNOW,
    LAPSE,
    MET,
    OUTCOME,
    RELEASE,
    REVIEW,
    SHARE,
    drop,
    refresh,
)
from glasshouse.engine.kernels.consequences import settle
from glasshouse.engine.kernels.constants import ACTUAL, ENTRIES, NEVER, NO, NONE, SHADOW, TARGETS
from glasshouse.engine.kernels.entries import SUSPENDED, find_entry
from glasshouse.engine.kernels.gates import meet_demand
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.ledger import read_anew
from glasshouse.engine.kernels.lists import judge, leave, reach_back
from glasshouse.engine.kernels.livelihood import give_back, unsettle
from glasshouse.engine.kernels.objections import resume
from glasshouse.engine.kernels.publication import show
from glasshouse.engine.kernels.reach import visit_others
from glasshouse.engine.kernels.remedies import let_wait
from glasshouse.engine.kernels.response import begin_response, end_response
from glasshouse.engine.kernels.rules import drain
from glasshouse.engine.kernels.slate import clear_arm
from glasshouse.engine.tables import MOST_RECORDS

__all__ = ["take_over"]

_BY_GATE = 2
_CONDUCT = 0
_ROLLING = 2
_CALENDAR = 3
_ON_WRITE = 2
"""A ledger whose running balance, begun at the start, is bounded at each write."""


@inner
def _end_the_gone(world, p, day):
    """What the next text does not have ends: stays by their term, consequences, masks at gates."""
    old = shelf.arms(world, p)
    for number in range(old.list_first, old.list_end):
        if shelf.lists(world, number).after != NONE:
            continue
        if shelf.book_lists(world, ACTUAL, number).on:
            leave(world, ACTUAL, number, day, EXPIRY)
        shelf.book_lists(world, SHADOW, number).on = 0
    if shelf.my_arms(world, p).shadow:
        judge(world, p, day, NO)
    for number in range(old.consequence_first, old.consequence_end):
        state = shelf.my_consequences(world, number)
        row = shelf.consequences(world, number)
        if state.on and (row.after == NONE or row.reach):
            shelf.counts(world, row.column + 1).value += day - state.since
            if row.reach:
                visit_others(world, row, state.since, day)
            state.since = day
    for number in range(old.touched_first, old.touched_end):
        heir = shelf.touched(world, number).after
        if heir == NONE or not shelf.touched(world, heir).lasts:
            give_back(world, number, day)
        for kind in range(3):
            gate = shelf.my_touched(world, number, kind)
            if heir == NONE and gate.mask != 0 and day > gate.since:
                meet_demand(world, number, kind, gate.mask, gate.since, day, NONE)


@inner
def _is_of_remedy(item):
    """Whether an item means nothing where its remedy is gone."""
    return item.kind == ASK or item.kind == OUTCOME


@inner
def _heir_of_rule(world, rule):
    """The same rule in the next text, if entries are kept of it there; NONE if not."""
    if rule == NONE:
        return NONE
    heir = shelf.rules(world, rule).after
    return heir if heir != NONE and shelf.rules(world, heir).named else NONE


@inner
def _resume_entries(world, p, day):
    """Entries that a remedy suspends which is gone count again, by the old text."""
    while not shelf.who(world, 0).overflow:
        found = NONE
        first = NEVER
        for place in range(shelf.book_arms(world, ACTUAL, p).agenda):
            item = shelf.agenda(world, ACTUAL, p, place)
            gone = item.kind == OUTCOME and item.a >= ENTRIES and item.push < first
            if gone and _heir(world, item) == NONE:
                found = place
                first = item.push
        if found == NONE:
            return
        item = shelf.agenda(world, ACTUAL, p, found)
        rule = item.a - ENTRIES
        index = item.b
        stream = item.d
        part = shelf.remedies(world, item.c).part
        drop(world, ACTUAL, p, found)
        resume(world, p, rule, index, stream, part, day)


@inner
def _heir(world, item):
    """The row of the next text that an item is about; NONE where there is none any more."""
    if item.kind == LAPSE or item.kind == REVIEW:
        return item.a
    if item.kind == SHARE and item.a < TARGETS:
        if item.a == NONE:
            return NONE
        return shelf.lists(world, item.a).after if item.b else shelf.consequences(world, item.a).after
    if item.kind == RELEASE:
        return shelf.caps(world, item.a).after
    if item.kind == DECISION:
        return shelf.rules(world, item.a).after
    if item.kind == MET or (item.kind == KNOW and item.c == _BY_GATE):
        return NONE
    if item.kind == ENTRY:
        return _heir_of_rule(world, item.a)
    if item.a >= ENTRIES:
        rule = _heir_of_rule(world, item.a - ENTRIES)
        if rule == NONE or (_is_of_remedy(item) and shelf.remedies(world, item.c).after == NONE):
            return NONE
        return ENTRIES + rule
    if item.a >= TARGETS:
        target = shelf.targets(world, item.a - TARGETS).after
        if _is_of_remedy(item):
            return NONE if target == NONE or shelf.remedies(world, item.c).after == NONE else TARGETS + target
        return NONE if target == NONE else TARGETS + target
    if _is_of_remedy(item) and shelf.remedies(world, item.c).after == NONE:
        return NONE
    return shelf.lists(world, item.a).after


@inner
def _stop_waiting(world, a, item):
    """A remedy that is gone keeps nothing waiting any more."""
    others = ~shelf.remedies(world, item.c).part
    if item.a >= TARGETS:
        target = shelf.targets(world, item.a - TARGETS).after
        if target != NONE and shelf.my_targets(world, target).spell == item.b:
            shelf.my_targets(world, target).suspended &= others
        return
    heir = shelf.lists(world, item.a).after
    if heir != NONE and shelf.book_lists(world, ACTUAL, item.a).spells == item.b:
        let_wait(world, a, heir, shelf.my_lists(world, heir).suspended & others)


@inner
def _is_out(world, book, p, item):
    """Whether points that would lapse are out already, for good: suspended until a grant that is void now."""
    if item.c == NONE or _heir_of_rule(world, item.c) != NONE:
        return False
    entry = find_entry(world, book, p, item.c, item.d, item.e)
    return entry != NONE and shelf.agenda(world, book, p, entry).e & SUSPENDED != 0


@inner
def _carry_items(world, book, p, a):
    """Note for the next text what was noted for the one before."""
    old = shelf.book_arms(world, book, p)
    new = shelf.book_arms(world, book, a)
    new.agenda = 0
    if shelf.arms(world, a).anew:
        # Even a review that the person would not live to see is noted anew.
        new.pending = 0
    for place in range(old.agenda):
        item = shelf.agenda(world, book, p, place)
        heir = _heir(world, item)
        goes_on = heir != NONE
        if item.kind == LAPSE:
            goes_on = not _is_out(world, book, p, item)
        elif item.kind == REVIEW:
            goes_on = not shelf.arms(world, a).anew
        if goes_on:
            kept = shelf.agenda(world, book, a, new.agenda)
            shelf.copy(kept, item)
            kept.a = heir
            if _is_of_remedy(item):
                kept.c = shelf.remedies(world, item.c).after
            elif item.kind == LAPSE or item.kind == RELEASE:
                kept.c = _heir_of_rule(world, item.c)
            new.agenda += 1
        elif item.kind == OUTCOME:
            _stop_waiting(world, a, item)


@inner
def _carry_rule(world, book, number):
    """A rule's firings and count."""
    old_row = shelf.rules(world, number)
    row = shelf.rules(world, old_row.after)
    old = shelf.book_rules(world, book, number)
    new = shelf.book_rules(world, book, old_row.after)
    new.firings = old.firings
    if row.window != old_row.window or (row.window == _CALENDAR and row.within != old_row.within):
        return
    new.counter = old.counter
    new.year = old.year
    if row.window != _ROLLING:
        return
    kept = min(old.filled, row.at_least - 1)
    for place in range(kept):
        slot = (old.next + old.filled - kept + place) % (old_row.at_least - 1)
        shelf.rings(world, book, row.ring + place).value = shelf.rings(world, book, old_row.ring + slot).value
    new.filled = kept


@inner
def _carry_book(world, book, p, a):
    """All that one book remembers."""
    old = shelf.arms(world, p)
    shelf.copy(shelf.book_arms(world, book, a), shelf.book_arms(world, book, p))
    if shelf.arms(world, a).score == _ON_WRITE:
        shelf.book_arms(world, book, a).ledger += shelf.arms(world, a).start - old.start
    _carry_items(world, book, p, a)
    for number in range(old.rule_first, old.rule_end):
        if shelf.rules(world, number).after != NONE:
            _carry_rule(world, book, number)
    for number in range(old.cap_first, old.cap_end):
        heir = shelf.caps(world, number).after
        if heir != NONE:
            shelf.copy(shelf.book_caps(world, book, heir), shelf.book_caps(world, book, number))
    for number in range(old.input_first, old.input_end):
        row = shelf.inputs(world, number)
        if row.after == NONE or row.kind != _CONDUCT:
            # Only those that look at conduct keep dates.
            continue
        shelf.copy(shelf.book_inputs(world, book, row.after), shelf.book_inputs(world, book, number))
        for slot in range(MOST_RECORDS):
            shelf.rings(world, book, shelf.inputs(world, row.after).ring + slot).value = shelf.rings(
                world, book, row.ring + slot
            ).value
    for number in range(old.list_first, old.list_end):
        heir = shelf.lists(world, number).after
        if heir != NONE:
            shelf.copy(shelf.book_lists(world, book, heir), shelf.book_lists(world, book, number))


@inner
def _carry_standing(world, p, a):
    """What the person's stays, consequences and gates are counted from, and which lists are on and known."""
    old = shelf.arms(world, p)
    mine = shelf.my_arms(world, p)
    new = shelf.my_arms(world, a)
    new.lists_on = 0
    new.lists_known = 0
    new.lists_suspended = 0
    new.lists_shown = 0
    for number in range(old.list_first, old.list_end):
        row = shelf.lists(world, number)
        if row.after == NONE:
            continue
        bit = shelf.lists(world, row.after).bit
        shelf.copy(shelf.my_lists(world, row.after), shelf.my_lists(world, number))
        if mine.lists_on & row.bit and shelf.my_lists(world, number).rule != NONE:
            by = shelf.rules(world, shelf.my_lists(world, number).rule)
            shelf.my_lists(world, row.after).rule = by.after
        new.lists_on |= bit if mine.lists_on & row.bit else 0
        new.lists_known |= bit if mine.lists_known & row.bit else 0
        new.lists_suspended |= bit if mine.lists_suspended & row.bit else 0
    for number in range(old.consequence_first, old.consequence_end):
        heir = shelf.consequences(world, number).after
        if heir != NONE:
            shelf.copy(shelf.my_consequences(world, heir), shelf.my_consequences(world, number))
            shelf.my_consequences(world, heir).awaits = 0
            if shelf.consequences(world, heir).lasts == NONE:
                shelf.my_consequences(world, heir).held = 0
                shelf.my_consequences(world, heir).runs = 0
                shelf.my_consequences(world, heir).until = 0
    for target in range(old.target_first, old.target_end):
        heir = shelf.targets(world, target).after
        if heir != NONE:
            shelf.copy(shelf.my_targets(world, heir), shelf.my_targets(world, target))
    for number in range(old.touched_first, old.touched_end):
        heir = shelf.touched(world, number).after
        for kind in range(3):
            if heir != NONE:
                shelf.copy(shelf.my_touched(world, heir, kind), shelf.my_touched(world, number, kind))
                shelf.my_touched(world, heir, kind).telling = 0
    unsettle(world, a)


@inner
def _carry_shown(world, p, a, day):
    """On which lists the person is shown for a time of their own."""
    old = shelf.arms(world, p)
    mine = shelf.my_arms(world, p)
    for number in range(old.list_first, old.list_end):
        row = shelf.lists(world, number)
        if row.after == NONE:
            continue
        heir = shelf.lists(world, row.after)
        if heir.shown_for == NONE:
            shelf.my_lists(world, row.after).shown_until = 0
        elif row.shown_for != NONE:
            shelf.my_arms(world, a).lists_shown |= heir.bit if mine.lists_shown & row.bit else 0
        elif mine.lists_on & row.bit:
            show(world, heir, row.after, day)


@inner
def _carry_sight(world, who, p, a, day):
    """What the person sees of others; what others see of the person follows when consequences are settled."""
    old = shelf.onlookers(world, p, who.person)
    new = shelf.onlookers(world, a, who.person)
    new.since = NEVER if old.since == NEVER else max(old.since, day)
    new.punished = old.punished
    new.praised = old.praised
    new.shows = 0
    old.since = NEVER
    neighbourhood = shelf.neighbourhood(world, a)
    neighbourhood.opening = min(neighbourhood.opening, day)


@inner
def _give_ends(world, book, a, day):
    """A text that reaches back gives all stays in force their ends."""
    for number in range(shelf.arms(world, a).list_first, shelf.arms(world, a).list_end):
        reach_back(world, book, number, day)


@inner
def _read(world, book, p, a, day):
    """The band of a book by the next text; score and band are read anew if anything in them has changed."""
    mine = shelf.book_arms(world, book, a)
    arm = shelf.arms(world, a)
    old = shelf.arms(world, p)
    if old.band_first == old.band_end:
        mine.band = arm.band_first if arm.band_first == arm.band_end else NONE
        shelf.my_arms(world, a).band_since = day
    else:
        before = shelf.book_arms(world, book, p).band
        mine.band = shelf.bands(world, before).after
        if mine.band == NONE and book == ACTUAL:
            since = shelf.my_arms(world, a).band_since
            shelf.counts(world, shelf.bands(world, before).column + 1).value += day - since
            shelf.my_arms(world, a).band_since = day
    if arm.anew:
        read_anew(world, book, a, day, shelf.book_arms(world, book, p).pending)
        drain(world, book, day)


@inner
def take_over(world, a):
    """The morning on which a text takes over from the one before it."""
    who = shelf.who(world, 0)
    arm = shelf.arms(world, a)
    p = arm.before
    day = arm.since
    old = shelf.my_arms(world, p)
    mine = shelf.my_arms(world, a)
    if shelf.arms(world, p).objects:
        _resume_entries(world, p, day)
    _end_the_gone(world, p, day)
    if not old.left:
        end_response(world, p, day)
    clear_arm(world, SHADOW, arm)
    clear_arm(world, ACTUAL, arm)
    shelf.copy(mine, old)
    mine.ends = min(arm.force_until, arm.until)
    if old.left:
        mine.ends = min(mine.ends, old.ends)
    mine.waits = 0
    mine.seeks = mine.lists_on
    mine.lived = 1
    _carry_standing(world, p, a)
    _carry_book(world, ACTUAL, p, a)
    if mine.shadow:
        _carry_book(world, SHADOW, p, a)
        refresh(world, SHADOW, a)
    refresh(world, ACTUAL, a)
    _carry_shown(world, p, a, day)
    old.covered = 0
    old.opens = NEVER
    old.due = NEVER
    begin_response(world, arm, mine.aware, day)
    if who.contact:
        _carry_sight(world, who, p, a, day)
        # What friends see of the score is that of the text before until this one has read it.
        shelf.copy(shelf.shown_scores(world, a, who.person), shelf.shown_scores(world, p, who.person))
    if arm.reaches_back:
        if mine.shadow:
            _give_ends(world, SHADOW, a, day)
        _give_ends(world, ACTUAL, a, day)
    if mine.shadow:
        _read(world, SHADOW, p, a, day)
    _read(world, ACTUAL, p, a, day)
    settle(world, a, day)
    if mine.lists_changed and mine.shadow:
        judge(world, a, day, NO)
