"""Holding what a verb prints against the width of a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from glasshouse.report.layout import Line

__all__ = ["WIDTHS", "hold_to_widths", "too_wide"]

WIDTHS = (60, 80, 120)
"""Columns: half a screen, a terminal as it opens, a wide one."""


def too_wide(lines: Iterable[str], width: int) -> list[str]:
    """Lines that a terminal would break; an address is none any more once it is broken."""
    return [line for line in lines if len(line) > width and "http" not in line]


def hold_to_widths(told: Callable[[int], Iterable[Line]]) -> None:
    """Fail where a page has a line that is wider than it was asked to be.

    Args:
        told: writes the page for so many columns.
    """
    for width in WIDTHS:
        assert too_wide((line.text for line in told(width)), width) == []
