"""Stays as rows: how long an entry in a list lasts, and what makes it longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.compile.quantities import length
from glasshouse.engine.compile.rows import Rows, threshold
from glasshouse.engine.tables import NONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.compile.durations import Durations
    from glasshouse.schemes.model import Stay

__all__ = ["add_stay"]

_RENEWALS = ("none", "fresh-decision", "automatic")


def add_stay(stay: Stay, rows: Mapping[str, Rows], durations: Durations, assumptions: Assumptions) -> int:
    """Add a stay and its extensions; return the number of its row."""
    first = len(rows["extend"])
    for extension in stay.extend:
        share = assumptions.procedure.conditions.get(extension.if_)
        lengths = [durations.number(duration.value) for duration in extension.by]
        rows["extend"].add(
            condition=NONE if extension.if_ == "repeated" or share is None else threshold(share.value),
            least=lengths[0],
            most=lengths[-1],
        )
    lasts = length(stay.for_)
    # Only a stay with a term can be extended.
    end = len(rows["extend"]) if lasts is not None else first
    return rows["stay"].add(
        lasts=durations.number(lasts),
        extend_first=first,
        extend_end=end,
        renewal=_RENEWALS.index(stay.renewal) if lasts is not None else 0,
    )
