"""A block: some neighbourhoods lived through one after the other, added into a tally."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import NOTHING, PERSONS
from glasshouse.engine.kernels.contact import live_out, live_together
from glasshouse.engine.kernels.drawing import draw_neighbourhood
from glasshouse.engine.kernels.film import portray
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.kernels.life import end, live
from glasshouse.engine.kernels.people import face, lay_person
from glasshouse.engine.kernels.reach import forget_visits, meet_visits
from glasshouse.engine.kernels.slate import quiet_width

__all__ = ["DONE", "live_block"]

DONE = np.int64(-1)

_SHARED = np.int64(2)
"""Groups that all persons of a neighbourhood are in: everybody, and the place. Theirs stand first."""


@inner
def _add_row(target, row):
    """Add one row of whole numbers to another."""
    for place in range(len(row)):
        target[place] += row[place]


@inner
def _turn_sign(row):
    """What was to be added is to be taken away."""
    for place in range(len(row)):
        row[place] = -row[place]


@inner
def _expose(exposure, relative, days):
    """Relative rates as whole numbers of 2**-16, times the days."""
    for conduct in range(len(exposure)):
        exposure[conduct] = math.floor(relative[conduct] * 65536.0 + 0.5) * days


@inner
def _expose_moved(world, who, exposure):
    """The exposure of somebody who moved: that of the new place counts from then on only."""
    day = max(0, shelf.residents(world, who.person).moved_on - who.warm)
    days = who.end - who.warm
    for conduct in range(who.conducts):
        exposure[conduct] = (
            exposure[conduct] // days * (days - day) + shelf.exposed_before(world, conduct).value
        )


@inner
def _add_person(world, who, replicate):
    """Add one person's columns to the rows of that person's groups."""
    conducts = who.conducts
    exposure = shelf.wholes(shelf.my_exposure(world, 0), conducts)
    _expose(exposure, shelf.reals(shelf.my_relative(world, 0), conducts), who.end - who.warm)
    if shelf.residents(world, who.person).moved:
        _expose_moved(world, who, exposure)
    if who.sign < 0:
        _turn_sign(exposure)
    shared = NOTHING
    if who.subject == PERSONS:
        shared = _SHARED
        who.gathered += who.sign
        _add_row(shelf.wholes(shelf.gathered_exposure(world, 0), conducts), exposure)
    for place in range(shared, who.groups):
        group = shelf.group_rows(world, place).value
        shelf.persons(world, replicate, group).value += who.sign
        _add_row(shelf.wholes(shelf.exposure(world, replicate, group, 0), conducts), exposure)
    for a in range(who.arms):
        if not shelf.my_arms(world, a).covered:
            continue
        arm = shelf.arms(world, a)
        # Somebody of whom nothing is recorded fills the first columns only.
        width = arm.column_end - arm.column if shelf.my_arms(world, a).lived else quiet_width(arm)
        counts = shelf.wholes(shelf.counts(world, arm.column), width)
        if who.sign < 0:
            _turn_sign(counts)
        if shared:
            _add_row(shelf.wholes(shelf.gathered(world, arm.column), width), counts)
        for place in range(shared, who.groups):
            group = shelf.group_rows(world, place).value
            _add_row(shelf.wholes(shelf.totals(world, replicate, group, arm.column), width), counts)


@inner
def _add_gathered(world, who, replicate):
    """Add what a neighbourhood's persons come to together to the rows that all of them are in.

    Where an agenda has overflowed this is not reached: what was gathered is taken back by itself.
    """
    conducts = who.conducts
    columns = shelf.wholes(shelf.gathered(world, 0), who.columns)
    exposure = shelf.wholes(shelf.gathered_exposure(world, 0), conducts)
    place = 1 + who.place_attribute - who.place + shelf.plan(world, 0, who.home).value
    for group in (NOTHING, place):
        shelf.persons(world, replicate, group).value += who.gathered
        _add_row(shelf.wholes(shelf.exposure(world, replicate, group, 0), conducts), exposure)
        _add_row(shelf.wholes(shelf.totals(world, replicate, group, 0), who.columns), columns)
    who.gathered = 0
    exposure[:] = 0
    columns[:] = 0


@inner
def _live_neighbourhood(world, who, persons, bodies, replicate):
    """Live through the neighbourhood whose members are drawn, and add it to the tally."""
    who.overflow = 0
    forget_visits(world)
    if who.seated:
        live_together(world, persons)
    for person in range(persons + bodies):
        # Firms and agencies look at nobody: they live when the people have lived.
        together = who.seated and person < persons
        if together:
            if person + 1 < persons:
                shelf.fetch_seat(world, person + 1)
            face(world, person)
        else:
            lay_person(world, person)
        if who.overflow:
            return
        if who.end <= who.warm:
            continue
        if together:
            live_out(world, who)
            if not who.overflow:
                end(world)
        else:
            live(world)
        if who.overflow:
            return
        _add_person(world, who, replicate)
        if who.filming and person < persons:
            portray(world, person)
    _add_gathered(world, who, replicate)
    meet_visits(world, replicate)


@njit(nogil=True, cache=True)
def live_block(world, key_low, key_high, warm, days, place_attribute, first, last):
    """Live through neighbourhoods first to last - 1 of the world's plan, adding to its tally.

    Args:
        world: address of the directory of all arrays (see `shelf`).
        key_low: lower word of the seed.
        key_high: upper word of the seed.
        warm: days that are lived before the first that is counted.
        days: days in all.
        place_attribute: attribute number of the first place.
        first: the first neighbourhood.
        last: the one after the last.

    Returns:
        The neighbourhood in which an agenda overflowed, nothing of which is in the tally; DONE if none did.
    """
    who = shelf.who(world, 0)
    who.key_low = key_low
    who.key_high = key_high
    who.warm = warm
    who.days = days
    for home in range(first, last):
        who.home = home
        who.place = np.int64(shelf.plan(world, 0, home).value)
        who.place_attribute = place_attribute + who.place
        persons = np.int64(shelf.plan(world, 1, home).value)
        replicate = np.int64(shelf.plan(world, 2, home).value)
        bodies = shelf.plan(world, 3, home).value + shelf.plan(world, 4, home).value
        draw_neighbourhood(world, who.place, persons, shelf.plan(world, 3, home).value, bodies)
        who.sign = 1
        _live_neighbourhood(world, who, persons, bodies, replicate)
        if who.overflow:
            # Take back what was counted, by living it again with the sign turned; it stops at the same point.
            who.sign = -1
            _live_neighbourhood(world, who, persons, bodies, replicate)
            return home
    return DONE
