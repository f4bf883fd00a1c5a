"""A block: some neighbourhoods lived through one after the other, added into a tally."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import NONE, NOTHING
from glasshouse.engine.kernels.life import live
from glasshouse.engine.kernels.people import draw_neighbourhood, draw_person

__all__ = ["DONE", "live_block"]

DONE = np.int64(-1)


@njit
def _add_row(target, row):
    """Add one row of whole numbers to another."""
    for place in range(len(row)):
        target[place] += row[place]


@njit
def _expose(exposure, relative, days):
    """Relative rates as whole numbers of 2**-16, times the days."""
    for conduct in range(len(exposure)):
        exposure[conduct] = math.floor(relative[conduct] * 65536.0 + 0.5) * days


@njit
def _add_person(world, who, replicate):
    """Add one person's columns to the rows of that person's groups."""
    conducts = who.conducts
    exposure = shelf.wholes(shelf.my_exposure(world, 0), conducts)
    _expose(exposure, shelf.reals(shelf.my_relative(world, 0), conducts), who.days)
    for place in range(who.groups):
        group = shelf.group_rows(world, place).value
        shelf.persons(world, replicate, group).value += 1
        _add_row(shelf.wholes(shelf.exposure(world, replicate, group, 0), conducts), exposure)
    for a in range(who.arms):
        if not shelf.my_arms(world, a).covered:
            continue
        first = shelf.arms(world, a).column
        width = shelf.arms(world, a).column_end - first
        counts = shelf.wholes(shelf.counts(world, first), width)
        for place in range(who.groups):
            group = shelf.group_rows(world, place).value
            _add_row(shelf.wholes(shelf.totals(world, replicate, group, first), width), counts)


@njit(nogil=True, cache=True)
def live_block(world, key_low, key_high, days, place_attribute, first, last, resume):
    """Live through neighbourhoods first to last - 1 of the world's plan, adding to its tally.

    Args:
        world: address of the directory of all arrays (see `shelf`).
        key_low: lower word of the seed.
        key_high: upper word of the seed.
        days: the horizon.
        place_attribute: attribute number of the first place.
        first: the first neighbourhood.
        last: the one after the last.
        resume: person of the first neighbourhood to begin with (0, or where an agenda overflowed).

    Returns:
        (neighbourhood, person) at which an agenda overflowed, before that person was counted; (DONE, 0) if
        none did.
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
