"""Numbers that carry their range, their evidence and their source."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Generic, Literal, TypeVar

from glasshouse.ground.units import Duration, Money

__all__ = ["CALIBRATED", "Evidence", "Quantity", "Silence"]

Evidence = Literal["cited", "derived", "assumed", "unverified"]
Silence = Literal["silent", "not-found"]

CALIBRATED: Final = "calibrated"
"""Evidence of a number of the assumptions that was fitted to published figures; no rule can be."""

T = TypeVar("T")


@dataclass(frozen=True)
class Quantity(Generic[T]):
    """A value with what is known about it.

    A bare scalar in a file is ``Quantity(value=scalar)``: its evidence is None, which is not the same as
    assumed.

    Attributes:
        value: the central value; None means that the text says that there is none.
        low: lower end of the plausible range, same unit; None where no range is given.
        high: upper end of the plausible range, same unit.
        evidence: ``cited`` (stands in the source), ``derived`` (computed from sources), ``assumed`` (chosen
            by Glasshouse), ``unverified`` (reported, but not yet read in the source) or, of assumptions
            alone, ``calibrated`` (fitted to figures published up to the end of 2017).
        text: what the rule's own text says where it does not state the value: ``silent`` (it was read and
            says nothing) or ``not-found`` (it was not found).
        reference: id of the source.
        as_of: the date that the value holds for.
        note: anything a reader must know.
        unit: the unit, where the value itself does not carry one.
    """

    value: T
    low: T | None = None
    high: T | None = None
    evidence: Evidence | Literal["calibrated"] | None = None
    text: Silence | None = None
    reference: str | None = None
    as_of: datetime.date | None = None
    note: str | None = None
    unit: str | None = None

    def __post_init__(self) -> None:
        """Refuse a range that does not hold its value.

        Raises:
            ValueError: low > value, value > high, low > high, or amounts in different currencies.
        """
        match self.low, self.value, self.high:
            # Most numbers by far: a draw of the assumptions makes a thousand of them.
            case float(low), float(value), float(high) if low <= value <= high:
                return
        ends = [end for end in (self.low, self.value, self.high) if end is not None]
        if len({end.currency for end in ends if isinstance(end, Money)}) > 1:
            raise ValueError("the value and its range are in different currencies")
        named = (("low", self.low), ("value", self.value), ("high", self.high))
        sizes = [(name, end, size) for name, end in named if (size := _size(end)) is not None]
        for (name, end, size), (next_name, next_end, next_size) in pairwise(sizes):
            if not size <= next_size:
                raise ValueError(f"{name} ({end}) must not be greater than {next_name} ({next_end})")


def _size(end: object) -> float | None:
    """Return the size that orders a value; None for what has no order, such as text or none."""
    if isinstance(end, bool):
        return None
    if isinstance(end, int | float):
        return end
    if isinstance(end, Duration):
        return end.nominal_days
    if isinstance(end, Money):
        return end.amount
    return None
