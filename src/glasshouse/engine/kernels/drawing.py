"""Drawing: what luck gives to everybody of a neighbourhood, households and persons, firms and agencies.

It is drawn for all of them at once, purpose by purpose: in a loop over people that holds nothing but
arithmetic a wide processor computes eight at a time. The rest, reading it off the tables, is done one by
one. Which way changes no draw.
"""

from __future__ import annotations

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
    TRAITS_OF_HOUSEHOLD,
    TRAITS_OF_PERSON,
)
from glasshouse.engine.kernels.inner import apart, inner
from glasshouse.engine.kernels.luck import exponential, exponential_of_word, lane_block, normal_of_word
from glasshouse.engine.kernels.people import destination_of

__all__ = ["draw_neighbourhood"]

_NO_OCCUPATION = np.int64(62)
"""A bit that no category of occupation has; where all professions are meant it is set too."""

_AGELESS = np.int64(1000)
"""The age of firms and agencies, above every least age."""

_AT_ONCE = np.int64(16)


@inner
def _whole(subjects):
    """So many subjects and a few more, such that no rest of them has to be computed one by one."""
    return (subjects + _AT_ONCE - 1) & -_AT_ONCE


@apart
def _fill_words(first, second, third, fourth, key_low, key_high, home, purpose):
    """The four words of every subject's block; arrays are arguments, and places unsigned, to be wide."""
    for subject in range(_whole(len(first))):
        words = lane_block(key_low, key_high, home, NOTHING, purpose, subject)
        place = np.uint64(subject)
        first[place] = words[0]
        second[place] = words[1]
        third[place] = words[2]
        fourth[place] = words[3]


@inner
def _draw_words(world, who, purpose, subjects):
    """Lay the words of subjects 0 to `subjects` - 1 for a purpose out on the desk."""
    _fill_words(
        shelf.wholes(shelf.words(world, 0, 0), subjects),
        shelf.wholes(shelf.words(world, 1, 0), subjects),
        shelf.wholes(shelf.words(world, 2, 0), subjects),
        shelf.wholes(shelf.words(world, 3, 0), subjects),
        who.key_low,
        who.key_high,
        who.home,
        purpose,
    )


@apart
def _draw_waits(waits, words):
    """Standard exponential variates."""
    for subject in range(_whole(len(words))):
        place = np.uint64(subject)
        waits[place] = exponential_of_word(words[place])


@apart
def _draw_normals(normals, words):
    """Standard normal variates."""
    for subject in range(_whole(len(words))):
        place = np.uint64(subject)
        normals[place] = normal_of_word(words[place])


@apart
def _draw_factors(factors, normals, slope, shift):
    """Trait factors: lognormal, of mean 1."""
    for subject in range(_whole(len(normals))):
        place = np.uint64(subject)
        factors[place] = exponential(slope * normals[place] - shift)


@inner
def _kind_of_household(world, who, place, household):
    kind = (shelf.words(world, 0, household).value * who.household_kinds) >> 32
    if shelf.words(world, 1, household).value >= shelf.household_threshold(world, place, kind).value:
        kind = shelf.household_alias(world, place, kind).value
    return kind


@inner
def _draw_households(world, who, place, persons):
    """Give every person a household; the last may be cut short. Returns how many there are."""
    _draw_words(world, who, HOUSEHOLD, persons)
    household = NOTHING
    head = NOTHING
    while head < persons:
        kind = np.int64(_kind_of_household(world, who, place, household))
        after = min(head + shelf.household_size(world, kind).value, persons)
        for person in range(head, after):
            member = shelf.members(world, person)
            member.kind = kind
            member.household = household
            member.first = head
            member.last = after - 1
        head = np.int64(after)
        household += 1
    return household


@inner
def _pick(world, cells, subject):
    """Of an alias table's outcomes the one to begin with; whether it is kept, the second word decides."""
    return (shelf.words(world, 0, subject).value * cells) >> 32


@inner
def _keep_or_change(world, subject, cell, entry):
    """The outcome picked, or else its alias."""
    if shelf.words(world, 1, subject).value >= entry >> ALIAS_BITS:
        return entry & ((1 << ALIAS_BITS) - 1)
    return cell


@inner
def _draw_member(world, who, place, person):
    """Who a person is, by the role in the household."""
    member = shelf.members(world, person)
    role = shelf.household_role(world, member.kind, person - member.first).value
    law = shelf.role_law(world, place, member.kind, role).value
    cell = _pick(world, who.member_cells, person)
    cell = _keep_or_change(world, person, cell, shelf.member_law(world, law, cell).value)
    youngest = shelf.member_age_from(world, cell).value
    years = shelf.member_age_to(world, cell).value - youngest
    member.cell = cell
    member.age = youngest + ((years * shelf.words(world, 2, person).value) >> 32)
    member.aware = shelf.words(world, 3, person).value
    member.occupation = _NO_OCCUPATION


@inner
def _draw_body(world, who, place, kind, subject):
    """Which firm (kind 0) or agency (1) it is."""
    member = shelf.members(world, subject)
    cell = _pick(world, shelf.bodies(world, kind).cells, subject)
    member.kind = kind
    member.cell = _keep_or_change(world, subject, cell, shelf.body_law(world, kind, place, cell).value)
    member.age = _AGELESS
    member.aware = shelf.words(world, 3, subject).value
    member.household = NONE
    member.occupation = _NO_OCCUPATION
    member.older_on = 0
    member.end = who.days
    member.moves = NEVER


@inner
def _share_normals(world, trait, persons):
    """Mix into the persons' normal scores those that their households have in common."""
    for person in range(persons):
        of_household = shelf.household_normals(world, shelf.members(world, person).household).value
        of_person = shelf.drawn(world, person).value
        shelf.drawn(world, person).value = trait.common * of_household + trait.own * of_person


@inner
def _draw_traits(world, who, persons, subjects, households):
    """The trait factors that some conduct depends on; a firm or agency has no household."""
    for number in range(who.traits):
        trait = shelf.traits(world, number)
        if trait.uses == 0:
            continue
        normals = shelf.reals(shelf.drawn(world, 0), subjects)
        # Without anything in common the own score counts whole.
        if trait.common != 0.0:
            _draw_words(world, who, TRAITS_OF_HOUSEHOLD, households)
            of_households = shelf.reals(shelf.household_normals(world, 0), households)
            _draw_normals(of_households, shelf.wholes(shelf.words(world, number, 0), households))
        _draw_words(world, who, TRAITS_OF_PERSON, subjects)
        _draw_normals(normals, shelf.wholes(shelf.words(world, number, 0), subjects))
        if trait.common != 0.0:
            _share_normals(world, trait, persons)
        shift = 0.5 * trait.spread * trait.spread
        if trait.uses & 1:
            factors = shelf.reals(shelf.factors(world, 2 * number, 0), subjects)
            _draw_factors(factors, normals, trait.spread, shift)
        if trait.uses & 2:
            factors = shelf.reals(shelf.factors(world, 2 * number + 1, 0), subjects)
            _draw_factors(factors, normals, -trait.spread, shift)


@inner
def _draw_dates(world, who, persons):
    """When each person is next a year older, and when they die or the horizon is reached."""
    _draw_words(world, who, DEMOGRAPHY, persons)
    waits = shelf.reals(shelf.drawn(world, 0), persons)
    _draw_waits(waits, shelf.wholes(shelf.words(world, 1, 0), persons))
    for person in range(persons):
        member = shelf.members(world, person)
        member.older_on = (shelf.words(world, 0, person).value * 365) >> 32
        member.end = who.days
        member.moves = NEVER
        mean = shelf.member_death(world, member.cell).value
        if mean > 0.0:
            left = waits[np.uint64(person)] * mean
            if left < who.days:
                member.end = int(left)


@inner
def _draw_moves(world, who, place, persons):
    """When each person moves, if ever, and to which place."""
    mean = shelf.mean_stay(world, place).value
    if mean <= 0.0:
        return
    _draw_words(world, who, MOVE, persons)
    waits = shelf.reals(shelf.drawn(world, 0), persons)
    _draw_waits(waits, shelf.wholes(shelf.words(world, 0, 0), persons))
    for person in range(persons):
        member = shelf.members(world, person)
        wait = waits[np.uint64(person)] * mean
        if wait < member.end:
            member.moves = int(wait)
            member.destination = destination_of(world, place, shelf.words(world, 1, person).value)


@inner
def draw_neighbourhood(world, place, persons, firms, bodies):
    """Fill the desk with the members of a neighbourhood, household by household.

    Its bodies follow, firms first, then agencies.
    """
    who = shelf.who(world, 0)
    who.persons = persons
    subjects = persons + bodies
    households = _draw_households(world, who, place, persons)
    _draw_words(world, who, MEMBER, subjects)
    for person in range(persons):
        _draw_member(world, who, place, person)
    for body in range(bodies):
        _draw_body(world, who, place, 0 if body < firms else 1, persons + body)
    _draw_traits(world, who, persons, subjects, households)
    _draw_dates(world, who, persons)
    _draw_moves(world, who, place, persons)
