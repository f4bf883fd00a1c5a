"""People: turning to one subject of a neighbourhood, and what the tables of the society say of them."""

from __future__ import annotations

import math

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import DEMOGRAPHY, NONE, NOTHING, PERSONS, RECORD
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.luck import block

__all__ = [
    "day_of_age",
    "destination_of",
    "face",
    "joins",
    "lay_attributes",
    "lay_person",
    "live_in",
    "place_of_act",
    "relate",
]

_VISIT = np.int64(9)


@inner
def _multiply_row(target, row):
    """Multiply one row of real numbers by another."""
    for place in range(len(row)):
        target[place] *= row[place]


@inner
def _copy_row(target, row):
    """Copy one row of real numbers over another."""
    for place in range(len(row)):
        target[place] = row[place]


@inner
def _lay_dates(world, who, member):
    """When the person is next a year older, when they move, and when they die or the horizon is reached."""
    resident = shelf.residents(world, who.person)
    resident.older_on = member.older_on
    resident.end = member.end
    resident.moves = member.moves
    resident.destination = member.destination
    resident.moved = 0
    resident.sights = 0
    who.older_on = resident.older_on
    who.end = resident.end
    who.moves = resident.moves


@inner
def destination_of(world, place, word):
    """Where somebody goes from a place, for good or on a visit."""
    mark = word >> 1
    other = NOTHING
    total = shelf.destination_share(world, place, 0).value
    while total <= mark:
        other += 1
        total += shelf.destination_share(world, place, other).value
    return other


@inner
def place_of_act(world, who, index, stream):
    """The place in which the person does what a candidate stands for: at home, or on a visit."""
    away = shelf.away(world, who.place).value
    if away == 0 or who.subject != PERSONS:
        return who.place
    words = block(who, index, RECORD, stream, who.person, _VISIT, NOTHING)
    if words[0] >= away:
        return who.place
    return destination_of(world, who.place, words[1])


@inner
def live_in(world, who, place):
    """Turn to the place that the person being lived lives in."""
    shelf.residents(world, who.person).place = place
    who.place_attribute += place - who.place
    who.place = place
    shelf.attributes(world, who.dimensions - 1).value = who.place_attribute


@inner
def face(world, person):
    """Turn to one subject: who it is, and the seat where that life is kept."""
    who = shelf.who(world, 0)
    member = shelf.members(world, person)
    who.person = person
    who.age = member.age
    who.older_on = shelf.residents(world, person).older_on
    who.end = shelf.residents(world, person).end
    who.moves = shelf.residents(world, person).moves
    place = shelf.residents(world, person).place
    who.place_attribute += place - who.place
    who.place = place
    who.occupation = member.occupation
    if person < who.persons:
        who.subject = PERSONS
        who.dimensions = who.people_dimensions + 1
        who.groups = who.people_dimensions + 2 + who.crossings
    else:
        body = shelf.bodies(world, member.kind)
        who.subject = body.bit
        who.dimensions = body.dimensions + 1
        who.groups = body.dimensions + 1
    if who.seats > 1:
        # Firms and agencies live when all persons have lived: any seat is free.
        shelf.serve(world, person if person < who.persons else 0)


@inner
def day_of_age(who, age):
    """The first day on which the person being lived is of an age, in years."""
    if who.age >= age:
        return 0
    return who.older_on + int((age - who.age - 1) * 365.25)


@inner
def _lay_body(world, who, member):
    """The attributes and groups of a firm or agency: its own; the place has its rates, but no count of it."""
    dimensions = who.dimensions - 1
    shelf.group_rows(world, 0).value = shelf.bodies(world, member.kind).group
    for dimension in range(dimensions):
        attribute = shelf.body_attribute(world, member.kind, member.cell, dimension).value
        shelf.attributes(world, dimension).value = attribute
        shelf.group_rows(world, 1 + dimension).value = 1 + attribute
    shelf.attributes(world, dimensions).value = who.place_attribute


@inner
def lay_attributes(world, person):
    """Turn to one subject and lay their attributes and groups on the desk, those of where they began."""
    who = shelf.who(world, 0)
    shelf.residents(world, person).place = shelf.plan(world, 0, who.home).value
    face(world, person)
    member = shelf.members(world, person)
    if person >= who.persons:
        _lay_body(world, who, member)
        return
    shared = who.household_dimensions
    last = who.people_dimensions
    for dimension in range(shared):
        shelf.attributes(world, dimension).value = shelf.household_attribute(
            world, member.kind, dimension
        ).value
    for dimension in range(shared, last):
        shelf.attributes(world, dimension).value = shelf.member_attribute(
            world, member.cell, dimension - shared
        ).value
    shelf.attributes(world, last).value = who.place_attribute
    # First those that all persons of the neighbourhood are in: everybody, and the place.
    shelf.group_rows(world, 0).value = 0
    shelf.group_rows(world, 1).value = 1 + who.place_attribute
    for dimension in range(last):
        shelf.group_rows(world, 2 + dimension).value = 1 + shelf.attributes(world, dimension).value
    for number in range(who.crossings):
        crossing = shelf.crossings(world, number)
        one = shelf.attributes(world, crossing.first).value - crossing.first_attribute
        other = shelf.attributes(world, crossing.second).value - crossing.second_attribute
        shelf.group_rows(world, last + 2 + number).value = crossing.row + one * crossing.width + other
    if who.occupation_dimension != NONE:
        member.occupation = shelf.attributes(world, who.occupation_dimension).value - who.occupation_first
        who.occupation = member.occupation


@inner
def joins(world, who, arm):
    """Whether the subject is inside a scheme that one can stay out of."""
    share = arm.enrolled
    for dimension in range(who.dimensions):
        share *= shelf.consent_relative(world, shelf.attributes(world, dimension).value).value
    share = min(share, 1.0)
    word = block(who, NOTHING, DEMOGRAPHY, NOTHING, who.person, NOTHING, NOTHING)[2]
    if arm.joining == 1:
        return word < math.floor(share * 4294967296.0 + 0.5)
    return word >= math.floor((1.0 - share) * 4294967296.0 + 0.5)


@inner
def lay_person(world, person):
    """Lay what was drawn of one subject on the desk: attributes, groups, dates and relative rates."""
    who = shelf.who(world, 0)
    lay_attributes(world, person)
    member = shelf.members(world, person)
    _lay_dates(world, who, member)
    relate(world, who)


@inner
def _relate_household(world, who, kind):
    """The product of the relative rates of what a household of a kind has in common; kept for the next."""
    who.related = kind
    shared = shelf.reals(shelf.household_relative(world, 0), who.conducts)
    shared[:] = 1.0
    for dimension in range(who.household_dimensions):
        attribute = shelf.attributes(world, dimension).value
        _multiply_row(shared, shelf.reals(shelf.relative(world, attribute, 0), who.conducts))


@inner
def relate(world, who):
    """Lay the relative rates of the person being lived on the desk, those of the place where they live."""
    member = shelf.members(world, who.person)
    conducts = who.conducts
    relative = shelf.reals(shelf.my_relative(world, 0), conducts)
    first = NOTHING
    if member.household == NONE:
        relative[:] = 1.0
    else:
        if who.related != member.kind:
            _relate_household(world, who, member.kind)
        _copy_row(relative, shelf.reals(shelf.household_relative(world, 0), conducts))
        first = who.household_dimensions
    for dimension in range(first, who.dimensions):
        attribute = shelf.attributes(world, dimension).value
        _multiply_row(relative, shelf.reals(shelf.relative(world, attribute, 0), conducts))
    for conduct in range(conducts):
        row = shelf.conducts(world, conduct)
        if not row.by & who.subject:
            shelf.my_relative(world, conduct).value = 0.0
        elif row.factor >= 0:
            shelf.my_relative(world, conduct).value *= shelf.factors(world, row.factor, who.person).value
