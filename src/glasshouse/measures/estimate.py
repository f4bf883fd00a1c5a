"""An estimate: a number with its interval, its unit and its denominator, which never part."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

__all__ = ["CENTRAL", "TOO_FEW", "Estimate"]

CENTRAL = "at the central assumptions only"
"""Said of every interval that covers the luck of the draw but not what was assumed."""

TOO_FEW = "too few"
"""What stands in the place of a number that so few people cannot carry."""


@dataclass(frozen=True)
class Estimate:
    """The answer to one question.

    Attributes:
        id: the measure, such as ``listed-share``.
        arm: name of the arm.
        item: the list, gate, band or conduct that it is about; empty where it is about none.
        group: ``all``, or a dimension and a category, such as ``income=q1``.
        value: in `unit`; None where there are too few people, which `note` explains.
        low, high: the 95 % interval, in `unit`; None where `value` is.
        unit: such as ``per cent`` or ``per 1,000 person-years``.
        denominator: whom or what it is a part of.
        covers: what the interval covers.
        people: invented people in the denominator.
        note: what a reader must know, such as how a limit came about; None where there is nothing to say.
        report_only: whether the number may only be reported: never sorted by, aimed at, or optimised.

    Raises:
        ValueError: a value without an interval, or outside its interval; such an estimate cannot be made.
    """

    id: str
    arm: str
    item: str
    group: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    denominator: str
    covers: str
    people: int
    note: str | None = None
    report_only: bool = False

    def __post_init__(self) -> None:
        """Refuse a number without its width."""
        ends = (self.low, self.value, self.high)
        if all(end is None for end in ends):
            if not self.note:
                raise ValueError(f"estimate {self.id}: a missing value needs a note that says why")
            return
        if any(end is None or not math.isfinite(end) for end in ends):
            raise ValueError(f"estimate {self.id}: a value needs a finite interval")
        low, value, high = (end for end in ends if end is not None)
        if not low <= value <= high:
            raise ValueError(f"estimate {self.id}: {value} lies outside its interval, {low} to {high}")

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.value is not None

    def as_dict(self) -> dict[str, str | float | int | bool | None]:
        """The fields by name, ready for JSON or a table."""
        return asdict(self)

    def __str__(self) -> str:
        """Return the number with interval, unit, denominator and note, or that there are too few people."""
        if self.value is None or self.low is None or self.high is None:
            return f"{TOO_FEW} ({self.note})"
        told = (
            f"{self.value:,.3g} {self.unit} ({self.denominator}), "
            f"95 % interval {self.low:,.3g} to {self.high:,.3g}; covers {self.covers}"
        )
        return f"{told}. {self.note}" if self.note else told
