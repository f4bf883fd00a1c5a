"""Response: how much more or less somebody does of what an arm counts or changes.

Each arm has a few rows, one for every way of responding. A row's multiplier is a whole number of 2**-16; its
integral over the days is kept as a running sum, which changes only when the multiplier does.
"""

from __future__ import annotations

import math

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.constants import HIGHEST_LEVEL, LEVEL_BITS, NONE, NOTHING, REQUESTS
from glasshouse.engine.kernels.inner import inner

__all__ = ["ONE", "accepts", "begin_response", "end_response", "least_response", "most_response", "respond"]

ONE = np.int64(1 << 16)
"""The reference rate."""

ALL_LEVELS = np.int64(-1)
"""The highest level in every class of contexts."""


@inner
def begin_response(world, arm, aware, day):
    """The multipliers of somebody to whom nothing has happened yet, from a day on."""
    for number in range(arm.response_first, arm.response_end):
        mine = shelf.my_responses(world, number)
        mine.value = shelf.responses(world, number).knowing if aware else ONE
        mine.since = day
        mine.sum = NOTHING


@inner
def _is_shut_out(world, number):
    """Whether a conduct that needs a gate's service goes without: of what lasts, or of any while refused."""
    mine = shelf.my_touched(world, number, 0)
    if shelf.touched(world, number).lasts:
        return mine.without != 0
    return mine.mask & REQUESTS != 0


@inner
def _multiplier(world, mine, row, seen_punished, seen_praised):
    """The multiplier of one row in the person's present state, but seeing so much of others."""
    x = 1.0
    if mine.aware or mine.knows_burden:
        punished = (seen_punished >> (LEVEL_BITS * row.context)) & HIGHEST_LEVEL
        x = (1.0 - row.general) * (1.0 - row.contact * punished / 7.0)
        if (mine.knows_burden >> row.context) & 1:
            x *= 1.0 - row.own
        if row.gain > 0.0:
            praised = (seen_praised >> (LEVEL_BITS * row.context)) & HIGHEST_LEVEL
            x *= 1.0 + row.gain * (1.0 + row.praise * praised / 7.0)
    if mine.level:
        x *= row.half if mine.level == 1 else row.strained
    if row.needs != NONE and not mine.blank and _is_shut_out(world, row.needs):
        x *= 1.0 - row.incapacitates
    return min(math.floor(x * 65536.0 + 0.5), row.cap)


@inner
def respond(world, a, day):
    """Bring the multipliers into line with the person's state, from a day on."""
    arm = shelf.arms(world, a)
    mine = shelf.my_arms(world, a)
    for number in range(arm.response_first, arm.response_end):
        row = shelf.my_responses(world, number)
        value = _multiplier(world, mine, shelf.responses(world, number), mine.punished, mine.praised)
        if value != row.value:
            row.sum += (day - row.since) * (row.value - ONE)
            row.since = day
            row.value = value


@inner
def least_response(world, a, number):
    """The multiplier of a row if the person saw everybody punished and nobody praised."""
    return _multiplier(world, shelf.my_arms(world, a), shelf.responses(world, number), ALL_LEVELS, NOTHING)


@inner
def most_response(world, a, number):
    """The multiplier of a row if the person saw nobody punished and everybody praised."""
    return _multiplier(world, shelf.my_arms(world, a), shelf.responses(world, number), NOTHING, ALL_LEVELS)


@inner
def accepts(world, number, excess, word):
    """Whether a candidate of a row becomes an act, by its word of acceptance."""
    value = shelf.my_responses(world, number).value
    if not excess:
        return value >= ONE or word < value << 16
    return value > ONE and word < ((value - ONE) << 32) // (shelf.responses(world, number).cap - ONE)


@inner
def end_response(world, a, day):
    """Count what the responses add to each conduct's exposure, and the covered exposure itself.

    It is the end of a stretch in which the relative rates were the same, up to a day.
    """
    arm = shelf.arms(world, a)
    mine = shelf.my_arms(world, a)
    counted_from = max(shelf.who(world, 0).warm, mine.stretch)
    days = max(0, min(day, mine.ends) - counted_from)
    mine.stretch = day
    for number in range(arm.response_first, arm.response_end):
        row = shelf.my_responses(world, number)
        row.sum += (day - row.since) * (row.value - ONE)
        row.since = day
    for place in range(arm.change_first, arm.change_end):
        change = shelf.changes(world, place)
        relative = shelf.my_relative(world, change.conduct).value
        total = shelf.my_responses(world, change.response).sum
        if total != 0:
            shelf.counts(world, change.column).value += math.floor(relative * total + 0.5)
        shelf.counts(world, change.column + 1).value += math.floor(relative * 65536.0 + 0.5) * days
    for number in range(arm.response_first, arm.response_end):
        shelf.my_responses(world, number).sum = 0
