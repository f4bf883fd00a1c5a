"""The number: points entered, capped per year and lapsing, and the score that is read from them.

Specification, records: "The count" (points, to_band), "Caps", "The score and the band". Two readings of floor
and ceiling: on read, where only what is shown is cut, and on write, where a running balance is cut at every
entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glasshouse.engine.slow.terms import Terms, hundredths, stated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.schemes.model.rules import Rule
    from glasshouse.schemes.model.score import Cap

__all__ = ["Ledger", "points_of"]

_POINT = 100


@dataclass
class _Used:
    """How much of a yearly limit is used, hundredths."""

    year: int | None = None
    points: int = 0


@dataclass
class Ledger:
    """The points of one person in one book, hundredths.

    Attributes:
        terms: of the arm.
        entries: on read: the sum of all live entries.
        balance: on write: the running balance.
        used: per group of rules that share a limit, in the scheme's order.
    """

    terms: Terms
    entries: int = 0
    balance: int = 0
    used: dict[int, _Used] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open with the start."""
        self.balance = self.terms.clipped(self._start)

    @property
    def score(self) -> int:
        """What is read now."""
        return self.balance if self._cuts_on_write else self.terms.clipped(self._start + self.entries)

    def amend(self, terms: Terms, caps: Mapping[int, int]) -> None:
        """Go by another text: its start is read at once, its bounds on a running balance at the next entry.

        Args:
            terms: the new text.
            caps: the new numbers of the caps that stay, by their old ones.
        """
        before, self.terms = self._start, terms
        self.balance += self._start - before
        self.used = {caps[number]: used for number, used in self.used.items() if number in caps}

    def enter(self, amount: int) -> None:
        """Enter points, or take them back with the opposite sign."""
        if self._cuts_on_write:
            self.balance = self.terms.clipped(self.balance + amount)
        else:
            self.entries += amount

    def clear(self) -> bool:
        """End all entries if they are below nothing in sum, and say whether they were."""
        if self._cuts_on_write:
            start = self.terms.clipped(self._start)
            was_below = self.balance < start
            self.balance = max(self.balance, start)
        else:
            was_below = self.entries < 0
            self.entries = max(self.entries, 0)
        return was_below

    def cap_of(self, rule: Rule) -> tuple[int, Cap] | None:
        """Return the limit that a rule shares, with its number; None where it has none."""
        for number, cap in enumerate(self.terms.scheme.score.caps):
            if rule.id in cap.rules:
                return number, cap
        return None

    def within_calendar_year(self, number: int, cap: Cap, amount: int, date: int) -> int:
        """Return what the limit of the civil year of a date leaves of an amount, and count it as used."""
        used = self.used.setdefault(number, _Used())
        year = self.terms.calendar.year(date)
        if used.year != year:
            used.year, used.points = year, 0
        given = self._left_by(cap, used, amount)
        used.points += abs(given)
        return given

    def within_any_year(self, number: int, cap: Cap, amount: int) -> int:
        """Return what the limit leaves of an amount where each entry has its own year; count nothing."""
        return self._left_by(cap, self.used.setdefault(number, _Used()), amount)

    def use(self, number: int, points: int) -> None:
        """Count so much more of a limit as used, or less."""
        self.used.setdefault(number, _Used()).points += points

    def give_back(self, number: int, amount: int, date: int) -> None:
        """Count what an entry had of a limit by civil years as unused, if it is dated in the year counted."""
        used = self.used.setdefault(number, _Used())
        if used.year == self.terms.calendar.year(date):
            used.points = max(0, used.points - abs(amount))

    def down_to(self, band_id: str) -> int:
        """Return what puts the score one point below the upper end of a band; 0 if it is there or lower."""
        upper_end = stated(self.terms.scheme.band(band_id).to)
        if upper_end is None:
            return 0
        current = self.balance if self._cuts_on_write else self._start + self.entries
        return min(0, hundredths(upper_end) - _POINT - current)

    @property
    def _start(self) -> int:
        start: int | None = stated(self.terms.scheme.score.start)
        return 0 if start is None else hundredths(start)

    @property
    def _cuts_on_write(self) -> bool:
        return self.terms.scheme.score.clip == "on-write"

    @staticmethod
    def _left_by(cap: Cap, used: _Used, amount: int) -> int:
        size = min(abs(amount), max(0, hundredths(cap.limit.value) - used.points))
        return size if amount > 0 else -size


def points_of(rule: Rule, firings: int) -> int:
    """Return the points of a rule that applies for this time (1 for the first), hundredths."""
    points = rule.effect.points
    assert points is not None
    for repeat in rule.repeat:
        if repeat.nth <= firings:
            points = repeat.points
    return hundredths(points.value)
