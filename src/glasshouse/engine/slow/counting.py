"""How often it takes: the count of a rule, "five times within twelve months".

Specification, "fire(book)": counts without a period, in a rolling window (t - period, t], in a calendar year.
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
        year: calendar years: the year that the counter is of.
        firings: how often the rule has applied.
    """

    dates: list[int] = field(default_factory=list)
    counter: int = 0
    year: int | None = None
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
            if terms.calendar.year(date) != self.year:
                self.year, self.counter = terms.calendar.year(date), 0
            self.counter += 1
            enough = self.counter >= needed
        else:
            enough = self._rolls(needed, within, date, terms)
        if not enough:
            return False
        if count.after == "reset":
            self.counter = 0
            self.dates.clear()
        return True

    def _rolls(self, needed: int, within: Duration, date: int, terms: Terms) -> bool:
        """Look back: the record that lies one fewer back must be younger than the period."""
        before = needed - 1
        enough = len(self.dates) == before and self.dates[0] > terms.calendar.earlier(date, within)
        self.dates.append(date)
        del self.dates[:-before]
        return enough
