"""People: households and persons of a neighbourhood, firms and agencies, from the tables of the society."""

from __future__ import annotations

import math

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import (
    ALIAS_BITS,
    DEMOGRAPHY,
    HOUSEHOLD,
    MEMBER,
    MOVE,
    NEVER,
    NONE,
    NOTHING,
    PERSONS,
    RECORD,
    TRAITS_OF_HOUSEHOLD,
    TRAITS_OF_PERSON,
)
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.luck import block, exponential, exponential_of_word, normal_of_word

__all__ = [
    "day_of_age",
    "draw_neighbourhood",
    "draw_person",
    "face",
    "joins",
    "lay_attributes",
    "live_in",
    "place_of_act",
    "relate",
]

_NO_OCCUPATION = np.int64(62)
"""A bit that no category of occupation has; where all professions are meant it is set too."""

_VISIT = np.int64(9)

_AGELESS = np.int64(1000)
"""The age of firms and agencies, above every least age."""


@inner
def _draw_household_kind(world, who, place, household):
    words = block(who, NOTHING, HOUSEHOLD, NOTHING, household, NOTHING, NOTHING)
    kind = (words[0] * who.household_kinds) >> 32
    if words[1] >= shelf.household_threshold(world, place, kind).value:
        kind = shelf.household_alias(world, place, kind).value
    return kind


@inner
def _draw_member(world, who, place, kind, slot, household, person):
    words = block(who, NOTHING, MEMBER, NOTHING, person, NOTHING, NOTHING)
    law = shelf.role_law(world, place, kind, shelf.household_role(world, kind, slot).value).value
    cell = (words[0] * who.member_cells) >> 32
    entry = shelf.member_law(world, law, cell).value
    if words[1] >= entry >> ALIAS_BITS:
        cell = entry & ((1 << ALIAS_BITS) - 1)
    youngest = shelf.member_age_from(world, cell).value
    member = shelf.members(world, person)
    member.kind = kind
    member.cell = cell
    member.age = youngest + (((shelf.member_age_to(world, cell).value - youngest) * words[2]) >> 32)
    member.aware = words[3]
    member.household = household
    member.occupation = _NO_OCCUPATION


@inner
def _draw_body(world, who, place, kind, subject):
    """A firm (kind 0) or agency (1)."""
    words = block(who, NOTHING, MEMBER, NOTHING, subject, NOTHING, NOTHING)
    cell = (words[0] * shelf.bodies(world, kind).cells) >> 32
    entry = shelf.body_law(world, kind, place, cell).value
    if words[1] >= entry >> ALIAS_BITS:
        cell = entry & ((1 << ALIAS_BITS) - 1)
    member = shelf.members(world, subject)
    member.kind = kind
    member.cell = cell
    member.age = _AGELESS
    member.aware = words[3]
    member.household = NONE
    member.occupation = _NO_OCCUPATION


@inner
def draw_neighbourhood(world, place, persons, firms, bodies):
    """Fill the desk with the members of a neighbourhood, household by household.

    Its bodies follow, firms first, then agencies. The last household may be cut short.
    """
    who = shelf.who(world, 0)
    who.persons = persons
    person = NOTHING
    household = NOTHING
    while person < persons:
        kind = _draw_household_kind(world, who, place, household)
        head = person
        after = min(head + shelf.household_size(world, kind).value, persons)
        for person in range(head, after):
            _draw_member(world, who, place, kind, person - head, household, person)
            shelf.members(world, person).first = head
            shelf.members(world, person).last = after - 1
        person = after
        household += 1
    for body in range(bodies):
        _draw_body(world, who, place, 0 if body < firms else 1, persons + body)


@inner
def _draw_factors(world, who, household):
    """The trait factors that some conduct depends on; a firm or agency has no household (NONE)."""
    used = 0
    in_common = False
    for number in range(who.traits):
        trait = shelf.traits(world, number)
        used += trait.uses
        in_common = in_common or (trait.uses != 0 and trait.common != 0.0)
    if used == 0:
        return
    words = block(who, NOTHING, TRAITS_OF_PERSON, NOTHING, who.person, NOTHING, NOTHING)
    common = words
    alone = household == NONE
    fresh = in_common and who.household != household and not alone
    if fresh:
        who.household = household
        common = block(who, NOTHING, TRAITS_OF_HOUSEHOLD, NOTHING, household, NOTHING, NOTHING)
    for number in range(who.traits):
        trait = shelf.traits(world, number)
        if trait.uses == 0:
            continue
        word = words[0]
        shared = common[0]
        if number == 1:
            word = words[1]
            shared = common[1]
        elif number == 2:
            word = words[2]
            shared = common[2]
        elif number == 3:
            word = words[3]
            shared = common[3]
        if fresh:
            shelf.household_normals(world, number).value = normal_of_word(shared)
        z = normal_of_word(word)
        if not alone:
            z = trait.common * shelf.household_normals(world, number).value + trait.own * z
        shift = 0.5 * trait.spread * trait.spread
        if trait.uses & 1:
            shelf.factors(world, 2 * number).value = exponential(trait.spread * z - shift)
        if trait.uses & 2:
            shelf.factors(world, 2 * number + 1).value = exponential(-trait.spread * z - shift)


@inner
def _multiply_row(target, row):
    """Multiply one row of real numbers by another."""
    for place in range(len(row)):
        target[place] *= row[place]


@inner
def _draw_dates(world, who, member):
    """When the person is next a year older, and when the person dies or the horizon is reached."""
    resident = shelf.residents(world, who.person)
    resident.end = who.days
    resident.moves = NEVER
    resident.moved = 0
    if who.subject == PERSONS:
        words = block(who, NOTHING, DEMOGRAPHY, NOTHING, who.person, NOTHING, NOTHING)
        resident.older_on = (words[0] * 365) >> 32
        mean = shelf.member_death(world, member.cell).value
        if mean > 0.0:
            left = exponential_of_word(words[1]) * mean
            if left < who.days:
                resident.end = int(left)
        _draw_move(world, who, resident)
    who.older_on = resident.older_on
    who.end = resident.end
    who.moves = resident.moves


@inner
def _draw_move(world, who, resident):
    """When the person moves, if ever, and to which place."""
    mean = shelf.mean_stay(world, who.place).value
    if mean <= 0.0:
        return
    words = block(who, NOTHING, MOVE, NOTHING, who.person, NOTHING, NOTHING)
    wait = exponential_of_word(words[0]) * mean
    if wait >= resident.end:
        return
    resident.moves = int(wait)
    resident.destination = _destination(world, who.place, words[1])


@inner
def _destination(world, place, word):
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
    return _destination(world, who.place, words[1])


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
        who.groups = who.people_dimensions + 2
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
    shelf.group_rows(world, 0).value = 0
    for dimension in range(last + 1):
        shelf.group_rows(world, 1 + dimension).value = 1 + shelf.attributes(world, dimension).value
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
def draw_person(world, person):
    """Lay one subject's attributes, groups, dates and relative rates on the desk."""
    who = shelf.who(world, 0)
    lay_attributes(world, person)
    member = shelf.members(world, person)
    _draw_dates(world, who, member)
    relate(world, who)


@inner
def _of_household(world, who, kind):
    """The product of the relative rates of what a household of a kind has in common; kept for the next."""
    shared = shelf.reals(shelf.household_relative(world, 0), who.conducts)
    if who.related != kind:
        who.related = kind
        shared[:] = 1.0
        for dimension in range(who.household_dimensions):
            attribute = shelf.attributes(world, dimension).value
            _multiply_row(shared, shelf.reals(shelf.relative(world, attribute, 0), who.conducts))
    return shared


@inner
def relate(world, who):
    """Lay the relative rates of the person being lived on the desk, those of the place where they live."""
    member = shelf.members(world, who.person)
    _draw_factors(world, who, member.household)
    conducts = who.conducts
    relative = shelf.reals(shelf.my_relative(world, 0), conducts)
    first = NOTHING
    if member.household == NONE:
        relative[:] = 1.0
    else:
        relative[:] = _of_household(world, who, member.kind)
        first = who.household_dimensions
    for dimension in range(first, who.dimensions):
        attribute = shelf.attributes(world, dimension).value
        _multiply_row(relative, shelf.reals(shelf.relative(world, attribute, 0), conducts))
    for conduct in range(conducts):
        row = shelf.conducts(world, conduct)
        if not row.by & who.subject:
            shelf.my_relative(world, conduct).value = 0.0
        elif row.factor >= 0:
            shelf.my_relative(world, conduct).value *= shelf.factors(world, row.factor).value
