"""To how many people it happened: a share of few says of how many, for a rate alone would hide it."""

from __future__ import annotations

from glasshouse.measures.estimate import Estimate

__all__ = ["FEW_HIT", "counted", "hit"]

FEW_HIT = 20
"""People to whom it happened, below which they are counted and no rate of a group is told."""

_PEOPLE = ("people", "all invented people")


def hit(e: Estimate) -> int | None:
    """To how many it happened; None where the number is no share of people."""
    if e.unit != "per cent" or not e.denominator.startswith(_PEOPLE) or e.value is None or e.value < 0.0:
        return None
    return round(e.value * e.people / 100.0)


def counted(e: Estimate) -> str:
    """How many of how many: the same words for groups of every size, with the rate on the axis."""
    return f"{hit(e) or 0:,} of {e.people:,}"
