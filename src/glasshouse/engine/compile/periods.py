"""Calendar periods as tables of days: which month, quarter or year a day belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from glasshouse.engine.tables import Whole
    from glasshouse.ground.units import Calendar

__all__ = ["Periods"]


class Periods:
    """The kinds of calendar periods in which a scenario's rules count, numbered when first asked for."""

    def __init__(self, calendar: Calendar) -> None:
        """Begin with none."""
        self._calendar = calendar
        self._numbers: dict[tuple[int, int], int] = {}

    def number(self, months: int, year: int) -> int:
        """The number of periods of so many months, of which one begins with a year."""
        return self._numbers.setdefault((months, 12 * year % months), len(self._numbers))

    def table(self) -> Whole:
        """In which period of each kind a day lies, int64, shape (kinds, days)."""
        days = self._calendar.days
        table = np.zeros((max(1, len(self._numbers)), days), np.int64)
        dates = [self._calendar.date(day) for day in range(days)]
        months = np.array([12 * date.year + date.month - 1 for date in dates], np.int64)
        for (length, first), number in self._numbers.items():
            table[number] = (months - first) // length
        return table
