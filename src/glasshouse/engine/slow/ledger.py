"""The number: points entered, capped per year and lapsing, and the score that is read from them.

Specification, "fire(book)" (points, to_band), "add" and "score". Two readings of floor and ceiling: on read,
where only what is shown is cut, and on write, where a running balance is cut at every entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glasshouse.engine.slow.terms import Terms, hundredths, stated

if TYPE_CHECKING:
    from glasshouse.schemes.model.rules import Cap, Rule

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

    def enter(self, amount: int) -> None:
        """Enter points, or take them back with the opposite sign."""
        if self._cuts_on_write:
            self.balance = self.terms.clipped(self.balance + amount)
        else:
            self.entries += amount

    def within_cap(self, rule: Rule, amount: int, date: int) -> int:
        """Return what the yearly limit leaves of an amount, and count it as used."""
        for number, cap in enumerate(self.terms.scheme.score.caps):
            if rule.id in cap.rules:
                return self._left_by(cap, number, amount, date)
        return amount

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

    def _left_by(self, cap: Cap, number: int, amount: int, date: int) -> int:
        used = self.used.setdefault(number, _Used())
        year = self.terms.calendar.year(date)
        if used.year != year:
            used.year, used.points = year, 0
        left = max(0, hundredths(cap.limit.value) - used.points)
        size = min(abs(amount), left)
        used.points += size
        return size if amount > 0 else -size


def points_of(rule: Rule, firings: int) -> int:
    """Return the points of a rule that applies for this time (1 for the first), hundredths."""
    points = rule.effect.points
    assert points is not None
    for repeat in rule.repeat:
        if repeat.nth <= firings:
            points = repeat.points
    return hundredths(points.value)
