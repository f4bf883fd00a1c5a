"""Counting by week: events go into the tally as they happen, in all groups of the person."""

from __future__ import annotations

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.inner import inner

__all__ = ["note_week"]


@inner
def note_week(world, day, column):
    """Count one event in the week of `day`, in each of the person's groups."""
    who = shelf.who(world, 0)
    if day < who.warm:
        return
    week = (day - who.warm) // 7
    for place in range(who.groups):
        shelf.weekly(world, week, shelf.group_rows(world, place).value, column).value += who.sign
