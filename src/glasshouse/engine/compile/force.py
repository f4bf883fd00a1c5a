"""When a scheme is in force and when it looks at scores again, as days of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.engine.tables import NEVER, Whole
from glasshouse.ground.units import Calendar, Duration

if TYPE_CHECKING:
    from glasshouse.schemes import Scheme

__all__ = ["days_in_force", "review_days"]


def days_in_force(scheme: Scheme, calendar: Calendar, warm: int) -> tuple[int, int]:
    """First day in force and first day no longer in force; NEVER where no end is set.

    What is in force on the first day that is counted is deemed in force on all `warm` days before it.
    """
    force = scheme.scheme.force
    begins = max(0, calendar.day(force.from_))
    ends = NEVER if force.until is None else max(0, calendar.day(force.until))
    if begins <= warm < ends:
        begins = 0
    return begins, ends


def review_days(period: Duration | str | None, calendar: Calendar) -> Whole:
    """The first review day on or after each day, int64, shape (days,)."""
    days = calendar.days
    following = np.full(days, NEVER, np.int64)
    if not isinstance(period, Duration):
        return following
    previous = -1
    step = 0
    while previous < days - 1:
        review = calendar.later(0, Duration(period.amount * step, period.unit))
        following[previous + 1 : review + 1] = review
        previous = review
        step += 1
    return following
