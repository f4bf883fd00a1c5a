"""Totals since a day, and by how much they grew: a total hides how fast it grows of late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glasshouse.studies.held_figures import Row

__all__ = ["grown", "nearest", "totals"]

_TOTAL = "all, since "
"""How a file of figures calls a total since a day."""


def totals(rows: Iterable[Row]) -> list[list[Row]]:
    """Answered figures that are totals since a day, each kind by its dates."""
    kinds: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.figure.denominator.startswith(_TOTAL) and row.estimate is not None:
            kinds.setdefault((row.figure.what, row.figure.denominator), []).append(row)
    return [sorted(found, key=lambda row: row.figure.date) for found in kinds.values()]


def nearest(rows: Sequence[Row], first: date, last: date) -> tuple[Row, Row] | None:
    """The two of a total's rows, in the order of their dates, that lie nearest to a first and a last day."""
    if len(rows) == 1:
        return None
    place = min(range(len(rows) - 1), key=lambda at: abs(rows[at].figure.date - first))
    after = min(rows[place + 1 :], key=lambda row: abs(row.figure.date - last))
    return rows[place], after


def grown(before: Row, after: Row) -> float | None:
    """By how much a total grew, simulated over published; None where either is not known or did not grow."""
    first, last = before.estimate, after.estimate
    if first is None or last is None or first.value is None or last.value is None:
        return None
    published = after.figure.value - before.figure.value
    return (last.value - first.value) / published if published > 0.0 else None
