"""How often it takes: the count of a rule, "five times within twelve months".

Specification, records: "The count": counts without a period, in a rolling window (t - period, t], and in
civil periods of so many months each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glasshouse.engine.slow.terms import Terms, stated

if TYPE_CHECKING:
    from glasshouse.ground.units import Duration
    from glasshouse.schemes.model.rules import Count

__all__ = ["Tallying"]


@dataclass
class Tallying:
    """What a book remembers for the count of one rule.

    Attributes:
        dates: rolling window: the last dates, one fewer than it takes, oldest first.
        counter: other counts: how many so far.
        period: civil periods: the number of the one that the counter is of.
        firings: how often the rule has applied.
    """

    dates: list[int] = field(default_factory=list)
    counter: int = 0
    period: int | None = None
    firings: int = 0

    def reaches(self, count: Count | None, date: int, terms: Terms) -> bool:
        """Count one more record and say whether that makes enough of them.

        Args:
            count: what it takes; None for a single record.
            date: the day that the record is dated.
            terms: for the calendar.
        """
        if count is None or count.at_least.value == 1:
            return True
        needed, within = count.at_least.value, stated(count.within)
        if within is None:
            self.counter += 1
            enough = self.counter >= needed
        elif count.window == "calendar":
            if terms.civil_period(date, within) != self.period:
                self.period, self.counter = terms.civil_period(date, within), 0
            self.counter += 1
            enough = self.counter >= needed
        else:
            enough = self._rolls(needed, within, date, terms)
        if not enough:
            return False
        if count.after == "reset":
            self.start_anew()
        return True

    def start_anew(self) -> None:
        """Count from nothing again; how often the rule has applied stays."""
        self.counter = 0
        self.dates.clear()

    def forget_one(self, count: Count | None, date: int, terms: Terms) -> None:
        """Count one record less, and one firing, because what was entered for it is struck out.

        Args:
            count: what it takes; None for a single record.
            date: the day that the record is dated.
            terms: for the calendar.
        """
        self.firings -= 1
        if count is None or count.at_least.value == 1 or count.after == "reset":
            return
        within = stated(count.within)
        if within is None:
            self.counter = max(0, self.counter - 1)
        elif count.window == "calendar":
            if terms.civil_period(date, within) == self.period:
                self.counter = max(0, self.counter - 1)
        elif date in self.dates:
            latest = len(self.dates) - 1 - self.dates[::-1].index(date)
            del self.dates[latest]

    def _rolls(self, needed: int, within: Duration, date: int, terms: Terms) -> bool:
        """Look back: the record that lies one fewer back must be younger than the period."""
        before = needed - 1
        enough = len(self.dates) == before and self.dates[0] > terms.calendar.earlier(date, within)
        self.dates.append(date)
        del self.dates[:-before]
        return enough
