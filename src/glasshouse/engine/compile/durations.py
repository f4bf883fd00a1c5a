"""Civil durations as tables of days: numbered when they are first asked for."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from glasshouse.engine.tables import NONE, Whole
from glasshouse.ground.units import Calendar, Duration

__all__ = ["Durations"]


class Durations:
    """The durations of a scenario's schemes and what they mean on each day of the run."""

    def __init__(self, calendar: Calendar) -> None:
        """Begin with none."""
        self._calendar = calendar
        self._numbers: dict[Duration, int] = {}

    def number(self, duration: Duration | None) -> int:
        """The number of a duration; NONE for none."""
        if duration is None:
            return NONE
        return self._numbers.setdefault(duration, len(self._numbers))

    def number_or_none(self, duration: Duration | None) -> int:
        """The same, but a duration of no length at all counts as none."""
        return NONE if duration is None or duration.amount == 0 else self.number(duration)

    def tables(self) -> tuple[Whole, Whole]:
        """Days later and days earlier, int64, shape (durations, days)."""
        shape = (max(1, len(self._numbers)), self._calendar.days)
        later = np.zeros(shape, np.int64)
        earlier = np.zeros(shape, np.int64)
        for duration, number in self._numbers.items():
            later[number], earlier[number] = _moved(self._calendar, duration)
        return later, earlier


@lru_cache(maxsize=64)
def _moved(calendar: Calendar, duration: Duration) -> tuple[Whole, Whole]:
    """Each day moved by a duration, later and earlier.

    The page compiles the same few durations anew for every slider that is moved.
    """
    days = range(calendar.days)
    later = np.array([calendar.later(day, duration) for day in days], np.int64)
    earlier = np.array([calendar.earlier(day, duration) for day in days], np.int64)
    return later, earlier
