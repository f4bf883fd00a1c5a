"""Reach: whom a consequence refuses besides its subject, and the requests that this costs them.

While somebody lives, each interval of a consequence that reaches others is noted as a visit to each of them.
When all of a neighbourhood have lived, those visited meet their visits: their requests are found at the
addresses where their own consequences would find them.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import DEMOGRAPHY, NONE, NOTHING, PERSONS, YES
from glasshouse.engine.kernels.gates import meet_demand
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.luck import block
from glasshouse.engine.kernels.people import lay_attributes, live_in

__all__ = ["forget_visits", "meet_visits", "note_strikes", "visit_others"]

_HOUSEHOLD = np.int64(1)
_CHILDREN = np.int64(2)
_OFFICER = np.int64(4)
_ADULT = np.int64(18)
_REFUSED = np.int64(0)
_INPUT = np.int64(3)
_FIRST = np.int64(6)
"""The first of the counts of those reached, among those of a gate."""


@inner
def forget_visits(world):
    """A new neighbourhood: nobody has been visited."""
    who = shelf.who(world, 0)
    who.visits = 0
    for person in range(who.persons):
        shelf.visited(world, person).value = NONE
        for a in range(who.arms):
            shelf.struck(world, a, person).value = 0


@inner
def _visit(world, who, other, item, start, end):
    """Note one visit; a full log raises the overflow flag."""
    if who.visits == who.visit_places:
        who.overflow = 1
        return
    visit = shelf.visits(world, who.visits)
    visit.touched = item.reached
    visit.mask = item.mask
    visit.start = start
    visit.end = end
    visit.before = shelf.visited(world, other).value
    shelf.visited(world, other).value = who.visits
    who.visits += 1


@inner
def _officer(world, who):
    """The person who stands for the firm or agency being lived, NONE if nobody is of age."""
    words = block(who, NOTHING, DEMOGRAPHY, NOTHING, who.person, NOTHING, NOTHING)
    first = (words[3] * who.persons) >> 32
    for step in range(who.persons):
        person = (first + step) % who.persons
        if shelf.members(world, person).age >= _ADULT:
            return person
    return NONE


@inner
def visit_others(world, item, start, end):
    """A reaching consequence was in force on the days [start, end): note it with all whom it reached."""
    who = shelf.who(world, 0)
    start = max(start, who.warm)
    if start >= end:
        return
    if who.subject != PERSONS:
        if item.reach & _OFFICER:
            person = _officer(world, who)
            if person != NONE:
                _visit(world, who, person, item, start, end)
        return
    mine = shelf.members(world, who.person)
    own = who.person - mine.first
    for other in range(mine.first, mine.last + 1):
        slot = other - mine.first
        cares = (
            shelf.household_parent(world, mine.kind, slot, NOTHING).value == own
            or shelf.household_parent(world, mine.kind, slot, YES).value == own
        )
        if slot != own and (item.reach & _HOUSEHOLD or (item.reach & _CHILDREN and cares)):
            _visit(world, who, other, item, start, end)


@inner
def _meet_visit(world, visit, place, start, end):
    """Count the requests of the days [start, end) of a visit, lived in one place."""
    if end > start:
        meet_demand(world, visit.touched, _REFUSED, visit.mask, start, end, place)


@inner
def meet_visits(world, replicate):
    """All of the neighbourhood have lived: count the requests refused because of others."""
    who = shelf.who(world, 0)
    if who.visits == 0:
        return
    for person in range(who.persons):
        place = shelf.visited(world, person).value
        if place == NONE:
            continue
        lay_attributes(world, person)
        for number in range(who.touched):
            shelf.reached(world, number).value = 0
        while place != NONE:
            visit = shelf.visits(world, place)
            until = min(visit.end, who.end)
            moved = shelf.residents(world, person).moved_on if shelf.residents(world, person).moved else until
            _meet_visit(world, visit, place, visit.start, min(until, moved))
            if moved < until:
                live_in(world, who, shelf.residents(world, person).destination)
                _meet_visit(world, visit, place, max(visit.start, moved), until)
                live_in(world, who, np.int64(shelf.plan(world, 0, who.home).value))
            place = visit.before
        for number in range(who.touched):
            if shelf.reached(world, number).value > 0:
                _gather(world, who, number)
                _count(world, who, replicate, number)


@inner
def _gather(world, who, number):
    """Add the requests under later texts of the scheme at the same gate, which has the same columns."""
    for later in range(number + 1, who.touched):
        if shelf.touched(world, later).column == shelf.touched(world, number).column:
            shelf.reached(world, number).value += shelf.reached(world, later).value
            shelf.reached(world, later).value = 0


@inner
def _first_text(world, a):
    """The first text of the scheme that a text amends."""
    while shelf.arms(world, a).before != NONE:
        a = shelf.arms(world, a).before
    return a


@inner
def _count(world, who, replicate, number):
    """Add one person's requests at one gate to that person's groups."""
    touched = shelf.touched(world, number)
    requests = shelf.reached(world, number).value
    clear = not shelf.struck(world, _first_text(world, touched.arm), who.person).value
    child = shelf.members(world, who.person).age < _ADULT
    for place in range(who.groups):
        group = shelf.group_rows(world, place).value
        _add(
            shelf.wholes(shelf.totals(world, replicate, group, touched.column + _FIRST), 4),
            requests,
            clear,
            child,
        )
    if who.filming:
        _add(
            shelf.wholes(shelf.portraits(world, who.person, touched.column + _FIRST), 4),
            requests,
            clear,
            child,
        )


@inner
def _add(counts, requests, clear, child):
    """Add to the four counts of those reached at a gate."""
    counts[0] += requests
    counts[1] += 1
    counts[2] += clear
    counts[3] += child


@inner
def note_strikes(world, who, a):
    """Remember whether some rule of an arm that reaches people has struck the person who has lived.

    Nothing reaches a firm or an agency, and there is no room to remember them.
    """
    if who.subject != PERSONS:
        return
    struck = 0
    first = _first_text(world, a)
    for text in range(first, a + 1):
        for rule in range(shelf.arms(world, text).rule_first, shelf.arms(world, text).rule_end):
            row = shelf.rules(world, rule)
            # An input of a scorecard is no rule of the text, and has no count of its own.
            struck |= row.effect != _INPUT and shelf.counts(world, row.column).value != 0
    shelf.struck(world, first, who.person).value = struck
