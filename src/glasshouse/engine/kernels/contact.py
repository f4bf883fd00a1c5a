"""Contact: a neighbourhood of people who look at each other, lived week by week.

At the beginning of each week people see who around them is punished and who is praised, and answer to it for
the rest of the week. Nobody has to be lived before somebody might see the difference: until the day on which
what a person shows may change, they wait, and what they see meanwhile is noted with its day. So a week costs
what changes in it. Where a score depends on the friends' scores, a new stretch begins besides on each day on
which it is read.
"""

from __future__ import annotations

import math

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.candidates import TICK_BITS
from glasshouse.engine.kernels.constants import HIGHEST_LEVEL, LEVEL_BITS, NEVER, NOTHING, PEERS, SIGHTS
from glasshouse.engine.kernels.film import shoot
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.life import begin, count_afresh, live_on, next_event, next_sight
from glasshouse.engine.kernels.luck import block
from glasshouse.engine.kernels.people import face, lay_person
from glasshouse.engine.kernels.response import respond
from glasshouse.engine.kernels.sight import BLACK, RED, be_seen

__all__ = ["live_out", "live_together"]

_FRIENDS = 4


@inner
def _level(row, at_home, friends, others, full):
    """How much somebody sees, 0 to 7: at home (1 if anything), among four friends, on public boards."""
    value = row.household * at_home + row.peers * friends // 4
    return min(HIGHEST_LEVEL, (value + row.neighbourhood * min(full, others) // full) >> 13)


@inner
def _levels(world, row, a, contexts, persons, person, full, near, far):
    """What somebody sees of the punishment of others, and of their praise, in all classes of contexts."""
    member = shelf.members(world, person)
    household = NOTHING
    for other in range(member.first, member.last + 1):
        if other != person:
            household |= shelf.onlookers(world, a, other).shows
    # Friends are those so many doors away, in a circle.
    first = shelf.onlookers(world, a, (person + near) % persons).shows
    second = shelf.onlookers(world, a, (person + persons - near) % persons).shows
    third = shelf.onlookers(world, a, (person + far) % persons).shows
    fourth = shelf.onlookers(world, a, (person + persons - far) % persons).shows
    own = shelf.onlookers(world, a, person).shows
    punished = NOTHING
    praised = NOTHING
    for context in range(contexts):
        place = LEVEL_BITS * context
        friends = (
            ((first >> context) & 1)
            + ((second >> context) & 1)
            + ((third >> context) & 1)
            + ((fourth >> context) & 1)
        )
        others = shelf.posted(world, a, 0, context).value - ((own >> (BLACK + context)) & 1)
        punished |= _level(row, (household >> context) & 1, friends, others, full) << place
        red = RED + context
        friends = ((first >> red) & 1) + ((second >> red) & 1) + ((third >> red) & 1) + ((fourth >> red) & 1)
        others = shelf.posted(world, a, 1, context).value - ((own >> red) & 1)
        praised |= _level(row, (household >> red) & 1, friends, others, full) << place
    return punished, praised


@inner
def _boards(world, row, a, contexts, full):
    """What is to be seen by all those who are near nobody who shows anything: the public boards."""
    punished = NOTHING
    praised = NOTHING
    for context in range(contexts):
        place = LEVEL_BITS * context
        others = shelf.posted(world, a, 0, context).value
        punished |= _level(row, NOTHING, NOTHING, others, full) << place
        others = shelf.posted(world, a, 1, context).value
        praised |= _level(row, NOTHING, NOTHING, others, full) << place
    return punished, praised


@inner
def _point_out(world, persons, a, near, far):
    """Mark all who may see somebody in particular: whoever shows something, household and friends."""
    for person in range(persons):
        if shelf.onlookers(world, a, person).shows:
            member = shelf.members(world, person)
            for other in range(member.first, member.last + 1):
                shelf.onlookers(world, a, other).close = 1
            for distance in (near, far):
                shelf.onlookers(world, a, (person + distance) % persons).close = 1
                shelf.onlookers(world, a, (person + persons - distance) % persons).close = 1


@inner
def _catch_up(world, person):
    """Live up to each day from which on the person sees something else, and answer to it."""
    resident = shelf.residents(world, person)
    for place in range(resident.sights):
        sight = shelf.sights(world, person, place)
        live_on(world, sight.day)
        mine = shelf.my_arms(world, sight.arm)
        mine.punished = sight.punished
        mine.praised = sight.praised
        respond(world, sight.arm, sight.day)
    resident.sights = 0


@inner
def live_out(world, who):
    """Live a life among others to its end: who shows nothing new to anybody has waited."""
    _catch_up(world, who.person)
    live_on(world, who.end)


@inner
def _look(world, row, a, day, contexts, persons, person, full, near, far):
    """Set one person's levels in one arm anew, from a day on."""
    onlooker = shelf.onlookers(world, a, person)
    if onlooker.since > day or day >= shelf.residents(world, person).end:
        return
    punished, praised = _levels(world, row, a, contexts, persons, person, full, near, far)
    if punished == onlooker.punished and praised == onlooker.praised:
        return
    onlooker.punished = punished
    onlooker.praised = praised
    resident = shelf.residents(world, person)
    if resident.sights == SIGHTS:
        face(world, person)
        _catch_up(world, person)
    sight = shelf.sights(world, person, resident.sights)
    sight.day = day
    sight.arm = a
    sight.punished = punished
    sight.praised = praised
    resident.sights += 1


@inner
def _boards_matter(world, row, a, contexts, full):
    """Whether somebody may see more or less in public than a week ago, whatever they see near them."""
    for context in range(contexts):
        for kind in range(2):
            before = shelf.posted_before(world, a, kind, context).value
            now = shelf.posted(world, a, kind, context).value
            if before == now:
                continue
            for at_home in range(2):
                for friends in range(_FRIENDS + 1):
                    for own in range(2):
                        was = _level(row, at_home, friends, max(0, before - own), full)
                        if was != _level(row, at_home, friends, max(0, now - own), full):
                            return True
    return False


@inner
def _look_near(world, row, a, day, contexts, persons, full, near, far):
    """Set the levels anew of household and friends of everybody who shows something new."""
    for place in range(shelf.neighbourhood(world, a).changed):
        person = shelf.noted(world, a, place).value
        member = shelf.members(world, person)
        for other in range(member.first, member.last + 1):
            _look(world, row, a, day, contexts, persons, other, full, near, far)
        for distance in (near, far):
            for friend in ((person + distance) % persons, (person + persons - distance) % persons):
                _look(world, row, a, day, contexts, persons, friend, full, near, far)


@inner
def _forget_notes(world, a):
    """From here on it is noted anew who shows something else."""
    neighbourhood = shelf.neighbourhood(world, a)
    for place in range(neighbourhood.changed):
        shelf.onlookers(world, a, shelf.noted(world, a, place).value).noted = 0
    neighbourhood.changed = 0


@inner
def _look_around(world, a, day, persons, near, far):
    """Set levels in one arm anew, from a day on: everybody's, or of those near whom something changed."""
    row = shelf.contact(world, 0)
    contexts = shelf.arms(world, a).contexts
    full = max(1, math.floor(persons * row.full + 0.5))
    if shelf.neighbourhood(world, a).opening <= day or _boards_matter(world, row, a, contexts, full):
        _look_everywhere(world, row, a, day, contexts, persons, full, near, far)
    else:
        _look_near(world, row, a, day, contexts, persons, full, near, far)
    _forget_notes(world, a)
    for context in range(contexts):
        for kind in range(2):
            now = shelf.posted(world, a, kind, context).value
            shelf.posted_before(world, a, kind, context).value = now


@inner
def _look_everywhere(world, row, a, day, contexts, persons, full, near, far):
    """Set everybody's levels in one arm anew, from a day on."""
    neighbourhood = shelf.neighbourhood(world, a)
    neighbourhood.opening = NEVER
    black, red = _boards(world, row, a, contexts, full)
    _point_out(world, persons, a, near, far)
    for person in range(persons):
        onlooker = shelf.onlookers(world, a, person)
        close = onlooker.close
        onlooker.close = 0
        if onlooker.since > day:
            if onlooker.since < neighbourhood.opening and day < shelf.residents(world, person).end:
                neighbourhood.opening = onlooker.since
            continue
        if close or onlooker.punished != black or onlooker.praised != red:
            _look(world, row, a, day, contexts, persons, person, full, near, far)


@inner
def _leave_for_good(world, who, person):
    """The dead are seen no more."""
    for a in range(who.arms):
        be_seen(world, a, person, shelf.arms(world, a).contexts, NOTHING)


@inner
def _live_week(world, who, person, until):
    """One person's week, up to the morning of a day; the first day that is counted may lie in it."""
    face(world, person)
    _catch_up(world, person)
    until = min(until, who.end)
    if who.week < who.warm <= until and who.warm < who.end:
        live_on(world, who.warm)
        count_afresh(world, who.warm)
    live_on(world, until)
    # A film shows everybody every week.
    shelf.waiting(world, person).value = next_event(world, who) if who.filming else next_sight(world, who)


@inner
def _next_reading(world, who, day):
    """The first day after a day on which some score may be read that depends on the friends' scores."""
    first = who.days
    for a in range(who.arms):
        arm = shelf.arms(world, a)
        if arm.friends and day < arm.until:
            reads = arm.since
            if day >= arm.since and day + 1 < who.days:
                reads = shelf.review(world, a, day + 1).value
            if reads > day:
                first = min(first, reads)
    return first


@inner
def live_together(world, persons):
    """Live through a neighbourhood week by week, everybody up to their end; nobody is counted yet."""
    who = shelf.who(world, 0)
    for a in range(who.arms):
        _forget_notes(world, a)
        shelf.neighbourhood(world, a).opening = 0
        for context in range(shelf.arms(world, a).contexts):
            for kind in range(2):
                shelf.posted(world, a, kind, context).value = 0
                shelf.posted_before(world, a, kind, context).value = 0
    words = block(who, NOTHING, PEERS, NOTHING, NOTHING, NOTHING, NOTHING)
    near = 1 + ((words[0] * (persons - 1)) >> 32)
    far = 1 + ((words[1] * (persons - 1)) >> 32)
    who.near = near
    who.far = far
    who.neighbours = persons
    # Those to whom anything will happen, in their order: of the others only the neighbours are looked at.
    lively = NOTHING
    for person in range(persons):
        if person + 1 < persons:
            shelf.fetch_seat(world, person + 1)
        lay_person(world, person)
        begin(world)
        first = next_event(world, who)
        if first < who.days << TICK_BITS:
            shelf.lively(world, lively).value = person
            shelf.waiting(world, person).value = first if who.filming else next_sight(world, who)
            lively += 1
    until = NOTHING
    while until < who.days:
        first = until
        until = min(_next_reading(world, who, first), first - first % 7 + 7)
        who.week = first
        if who.contact and first > 0 and first % 7 == 0 and persons > 1:
            for a in range(who.arms):
                neighbourhood = shelf.neighbourhood(world, a)
                looks = shelf.arms(world, a).contexts > 0
                if looks and (neighbourhood.changed or neighbourhood.opening <= first):
                    _look_around(world, a, first, persons, near, far)
        everybody = first < who.warm <= until
        called = NOTHING
        for place in range(persons if everybody else lively):
            person = place if everybody else shelf.lively(world, place).value
            shelf.called(world, called).value = person
            called += everybody or shelf.waiting(world, person).value < until << TICK_BITS
        for place in range(called):
            person = shelf.called(world, place).value
            if place + 1 < called:
                shelf.fetch_seat(world, shelf.called(world, place + 1).value)
            end = shelf.residents(world, person).end
            if end > first:
                _live_week(world, who, person, until)
                if who.overflow:
                    return
            if end <= until and end < who.days:
                if who.contact:
                    _leave_for_good(world, who, person)
                shelf.waiting(world, person).value = who.days << TICK_BITS
        if who.filming and until > who.warm and (until % 7 == 0 or until == who.days):
            shoot(world, persons, (until - 1 - who.warm) // 7, until)
