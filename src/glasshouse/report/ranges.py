"""The ranges of a number in words and as columns: both causes together first, then each of them alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from glasshouse.measures.estimate import Estimate
from glasshouse.measures.joined import joined
from glasshouse.report.numbers import assumed, end, number, rounded, scale, unit

__all__ = [
    "ALONE",
    "JOINED",
    "NOT_TO_QUOTE",
    "TOGETHER",
    "Ranges",
    "farthest",
    "fine",
    "in_brackets",
    "in_full",
    "near_an_end",
    "with_ends",
]

TOGETHER = "luck and assumptions together"
"""Stands beside the one range that a reader is to quote."""

ALONE = "luck alone"
"""Stands beside a range that leaves out what is assumed."""

JOINED = "range, 95 %"
"""Heads the column of that range."""

NOT_TO_QUOTE = "do not quote"
"""Stands in that column where the published figures of the very thing were missed."""

_NOT_MOVED = "not moved"
"""Stands for the assumptions where every draw gave the same: '79.6 to 79.6' reads as a mistake."""

_LOPSIDED = 3.0
"""Times as far to one side as to the other: a reader wonders why."""

_SMALL = 10.0
"""In the unit that is told: an end below it has a decimal, however wide the range."""

_NOT_KNOWN = "too few"
"""Stands for the assumptions where too many draws gave no number."""


def fine(e: Estimate, factor: float) -> str:
    """A value, in a unit that a factor leads to, as fine as the widest range behind it bears."""
    size = (e.value or 0.0) * factor
    low, high = joined(e) or (e.low, e.high)
    if low is None or high is None or size == 0.0:
        return number(size)
    return _end(size, low * factor, high * factor)


def in_full(e: Estimate) -> str:
    """The value with its unit, whatever the unit is: ``5.5 yuan per person-year``; why there is none."""
    if e.value is None:
        return e.absent
    factor, told = scale(e)
    return f"{fine(e, factor)} {'%' if told == 'per cent' else told}"


def with_ends(e: Estimate, factor: float, unit: str) -> str:
    """The value with its unit and the ends of that range: what a row of a chart says."""
    ends = _ends(e, joined(e) or (e.low, e.high), factor)
    return f"{fine(e, factor)} {unit}{f' ({ends})' if ends else ''}"


def in_brackets(e: Estimate) -> tuple[str, str]:
    """The widest range that stands behind a number, and what it holds; empty where there is none."""
    both = joined(e)
    if both is not None:
        return _ends(e, both, scale(e)[0]), TOGETHER
    return _ends(e, (e.low, e.high), scale(e)[0]), ALONE


def farthest(e: Estimate) -> str:
    """The higher end of that range, with its unit."""
    return f"{in_brackets(e)[0].rpartition(' to ')[2]} {unit(e)}"


def near_an_end(e: Estimate) -> Literal["lower", "upper"] | None:
    """The end of its range near which a number lies; None where it lies about in the middle."""
    both = joined(e)
    if both is None or e.value is None:
        return None
    below, above = e.value - both[0], both[1] - e.value
    if max(below, above) < _LOPSIDED * min(below, above):
        return None
    return "lower" if above > below else "upper"


class Ranges:
    """Columns for the ranges of the numbers of one table."""

    def __init__(self, estimates: Iterable[Estimate]) -> None:
        """Columns for what these numbers have; of the assumptions none, where nobody drew them for any."""
        self._drawn = any(e.draws for e in estimates)

    @property
    def heads(self) -> tuple[str, ...]:
        """Above the cells."""
        return (JOINED, ALONE, "assumed alone") if self._drawn else (f"{ALONE}, 95 %",)

    def cells(self, e: Estimate, factor: float | None = None) -> tuple[str, ...]:
        """The ranges of a number.

        Args:
            e: one of the numbers.
            factor: to the unit of the table; None for the number's own.
        """
        if e.value is None:
            return ("",) * len(self.heads)
        by = scale(e)[0] if factor is None else factor
        luck = _ends(e, (e.low, e.high), by)
        if not self._drawn:
            return (luck,)
        if not e.draws:
            return "not known", luck, _NOT_KNOWN
        alone = _ends(e, (e.assumed_low, e.assumed_high), by)
        if e.assumed_low == e.assumed_high:
            alone = assumed(e) if e.assumed_low == 0.0 else _NOT_MOVED
        return _ends(e, joined(e), by), luck, alone


def _ends(e: Estimate, found: tuple[float | None, float | None] | None, factor: float) -> str:
    """Both ends of an interval of an estimate, in the unit of its table."""
    low, high = (None, None) if found is None else found
    if low is None or high is None:
        return ""
    if e.unit == "times" and number(1.0) in (number(low), number(high)):
        # One more digit, where one alone hides on which side of 1 an end lies.
        return f"{low:.2f} to {high:.2f}"
    low, high = low * factor, high * factor
    ends = (_end(low, low, high), _end(high, low, high))
    return f"{ends[0]} to {ends[1]}" if ends[0] != ends[1] or low == high else ends[0]


def _end(size: float, low: float, high: float) -> str:
    """An end as fine as its range bears; a small end of a wide range keeps what tells it from nought."""
    return end(size) if 0.0 < abs(size) < _SMALL else rounded(size, low, high)
