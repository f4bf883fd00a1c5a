"""A block: some neighbourhoods lived through one after the other, added into a tally."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from glasshouse.engine.kernels.constants import NONE, NOTHING
from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.life import live
from glasshouse.engine.kernels.people import draw_neighbourhood, draw_person

__all__ = ["DONE", "live_block"]

DONE = np.int64(-1)


@njit
def _add_person(world, who, replicate):
    """Add one person's columns to the rows of that person's groups."""
    conducts = who.conducts
    days = who.days
    for conduct in range(conducts):
        relative = shelf.my_relative(world, conduct).value
        shelf.my_exposure(world, conduct).value = int(math.floor(relative * 65536.0 + 0.5)) * days
    for place in range(who.groups):
        group = shelf.group_rows(world, place).value
        shelf.persons(world, replicate, group).value += 1
        for conduct in range(conducts):
            shelf.exposure(world, replicate, group, conduct).value += shelf.my_exposure(world, conduct).value
    for a in range(who.arms):
        if not shelf.my_arms(world, a).covered:
            continue
        first = shelf.arms(world, a).column
        end = shelf.arms(world, a).column_end
        for place in range(who.groups):
            group = shelf.group_rows(world, place).value
            for column in range(first, end):
                shelf.totals(world, replicate, group, column).value += shelf.counts(world, column).value


@njit(nogil=True, cache=True)
def live_block(world, key_low, key_high, days, place_attribute, first, last, resume):
    """Live through neighbourhoods first to last - 1 of the world's plan, adding to its tally.

    Args:
        world: address of the directory of all arrays (see `shelf`).
        key_low, key_high: the seed's two words.
        days: the horizon.
        place_attribute: attribute number of the first place.
        first, last: neighbourhoods.
        resume: person of the first neighbourhood to begin with (0, or where an agenda overflowed).

    Returns:
        (neighbourhood, person) at which an agenda overflowed, before that person was counted; (DONE, 0) if none did.
    """
    who = shelf.who(world, 0)
    who.key_low = key_low
    who.key_high = key_high
    who.days = days
    for home in range(first, last):
        who.home = home
        who.place = shelf.plan(world, 0, home).value
        who.place_attribute = place_attribute + who.place
        who.household = NONE
        persons = shelf.plan(world, 1, home).value
        replicate = shelf.plan(world, 2, home).value
        draw_neighbourhood(world, who.place, persons)
        for person in range(resume, persons):
            draw_person(world, person)
            who.sign = 1
            who.overflow = 0
            live(world)
            if who.overflow:
                # Take back the weekly counts of the life cut short by living it again with the sign turned.
                who.sign = -1
                who.overflow = 0
                live(world)
                return home, person
            _add_person(world, who, replicate)
        resume = 0
    return DONE, NOTHING
