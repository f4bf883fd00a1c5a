"""People: the households and persons of a neighbourhood, drawn from the society's tables."""

from __future__ import annotations

from numba import njit

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import (
    ALIAS_BITS,
    DEMOGRAPHY,
    HOUSEHOLD,
    MEMBER,
    NOTHING,
    TRAITS_OF_HOUSEHOLD,
    TRAITS_OF_PERSON,
)
from glasshouse.engine.kernels.luck import block, exponential, exponential_of_word, normal_of_word

__all__ = ["day_of_age", "draw_neighbourhood", "draw_person", "face"]


@njit
def _draw_household_kind(world, who, place, household):
    words = block(who, NOTHING, HOUSEHOLD, NOTHING, household, NOTHING, NOTHING)
    kind = (words[0] * who.household_kinds) >> 32
    if words[1] >= shelf.household_threshold(world, place, kind).value:
        kind = shelf.household_alias(world, place, kind).value
    return kind


@njit
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


@njit
def draw_neighbourhood(world, place, persons):
    """Fill the desk with the members of a neighbourhood, household by household.

    The last one may be cut short.
    """
    who = shelf.who(world, 0)
    person = 0
    household = 0
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


@njit
def _draw_factors(world, who, household):
    """The trait factors that some conduct depends on."""
    used = 0
    for number in range(who.traits):
        used += shelf.traits(world, number).uses
    if used == 0:
        return
    words = block(who, NOTHING, TRAITS_OF_PERSON, NOTHING, who.person, NOTHING, NOTHING)
    common = words
    fresh = who.household != household
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
        z = trait.common * shelf.household_normals(world, number).value + trait.own * normal_of_word(word)
        shift = 0.5 * trait.spread * trait.spread
        if trait.uses & 1:
            shelf.factors(world, 2 * number).value = exponential(trait.spread * z - shift)
        if trait.uses & 2:
            shelf.factors(world, 2 * number + 1).value = exponential(-trait.spread * z - shift)


@njit
def _multiply_row(target, row):
    """Multiply one row of real numbers by another."""
    for place in range(len(row)):
        target[place] *= row[place]


@njit
def _draw_dates(world, who, member):
    """When the person is next a year older, and when the person dies or the horizon is reached."""
    resident = shelf.residents(world, who.person)
    words = block(who, NOTHING, DEMOGRAPHY, NOTHING, who.person, NOTHING, NOTHING)
    resident.older_on = (words[0] * 365) >> 32
    resident.end = who.days
    mean = shelf.member_death(world, member.cell).value
    if mean > 0.0:
        left = exponential_of_word(words[1]) * mean
        if left < who.days:
            resident.end = int(left)
    who.older_on = resident.older_on
    who.end = resident.end


@njit
def face(world, person):
    """Turn to one person: who it is, and the seat where that life is kept."""
    who = shelf.who(world, 0)
    who.person = person
    who.age = shelf.members(world, person).age
    who.older_on = shelf.residents(world, person).older_on
    who.end = shelf.residents(world, person).end
    if who.seats > 1:
        shelf.serve(world, person)


@njit
def day_of_age(who, age):
    """The first day on which the person being lived is of an age, in years."""
    if who.age >= age:
        return 0
    return who.older_on + int((age - who.age - 1) * 365.25)


@njit
def draw_person(world, person):
    """Lay one person's attributes, groups, dates and relative rates on the desk."""
    who = shelf.who(world, 0)
    member = shelf.members(world, person)
    face(world, person)
    _draw_dates(world, who, member)
    shared = who.household_dimensions
    last = who.dimensions - 1
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
    _draw_factors(world, who, member.household)
    conducts = who.conducts
    relative = shelf.reals(shelf.my_relative(world, 0), conducts)
    relative[:] = 1.0
    for dimension in range(last + 1):
        attribute = shelf.attributes(world, dimension).value
        _multiply_row(relative, shelf.reals(shelf.relative(world, attribute, 0), conducts))
    for conduct in range(conducts):
        factor = shelf.conducts(world, conduct).factor
        if factor >= 0:
            shelf.my_relative(world, conduct).value *= shelf.factors(world, factor).value
