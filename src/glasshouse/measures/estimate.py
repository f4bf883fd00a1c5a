"""An estimate: a number with its interval, its unit and its denominator, which never part."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

from glasshouse.ground.notebook import paragraph, table

__all__ = ["CENTRAL", "ESTIMATE_HEADS", "NOT_DETERMINED", "TOO_FEW", "Estimate"]

CENTRAL = "at the central assumptions only"
"""Said of every interval that covers the luck of the draw but not what was assumed."""

TOO_FEW = "too few"
"""What stands in the place of a number that so few people cannot carry."""

NOT_DETERMINED = "not determined"
"""What stands in the place of a ratio whose denominator may be nought."""

_MOST_DECIMALS = 9

ESTIMATE_HEADS = ("what", "value", "95 % interval, luck", "middle 95 %, assumptions", "note")
"""Above the cells of an estimate, where estimates stand in a table."""


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
        assumed_low, assumed_high: the middle 95 % of the value over joint draws of the assumptions, in
            `unit`; None where none were made.
        draws: how many draws of the assumptions gave a value; 0 where none were made.
        agreeing: in how many of these the value lies on the same side of nought (a ratio: of 1) as here;
            None where nobody counted.

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
    assumed_low: float | None = None
    assumed_high: float | None = None
    draws: int = 0
    agreeing: int | None = None

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
        assumed = (self.assumed_low, self.assumed_high)
        if (self.draws == 0) != (assumed == (None, None)) or (None in assumed and assumed != (None, None)):
            raise ValueError(f"estimate {self.id}: draws of the assumptions have two ends, or were not made")
        if self.agreeing is not None and not 0 <= self.agreeing <= self.draws:
            raise ValueError(f"estimate {self.id}: {self.agreeing} of {self.draws} draws cannot agree")

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.value is not None

    @property
    def absent(self) -> str:
        """What stands in the place of a missing value."""
        return NOT_DETERMINED if (self.note or "").startswith(NOT_DETERMINED) else TOO_FEW

    def as_dict(self) -> dict[str, str | float | int | bool | None]:
        """The fields by name, ready for JSON or a table."""
        return asdict(self)

    @property
    def even(self) -> float:
        """Where neither more nor less is: at 1 for a ratio, at nought for all else."""
        return 1.0 if self.unit == "times" else 0.0

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """As a table has it: value with unit, interval for luck, interval of the assumptions, note."""
        if self.value is None or self.low is None or self.high is None:
            return self.absent, "", "", self.note or ""
        assumed = (
            f"{_plain(self.assumed_low)} to {_plain(self.assumed_high)}"
            if self.assumed_low is not None and self.assumed_high is not None
            else "not drawn"
        )
        value, luck = f"{_plain(self.value)} {self.unit}", f"{_plain(self.low)} to {_plain(self.high)}"
        return value, luck, assumed, self.note or ""

    def _repr_html_(self) -> str:
        """A table of one row for a notebook: never the value without its intervals."""
        about = f"{self.id}{f' of {self.item}' if self.item else ''}, arm {self.arm}, {self.group}"
        told = table(about, ESTIMATE_HEADS, [(about, *self.cells)])
        return told + paragraph(f"Of: {self.denominator}. The first interval covers {self.covers}.")

    def __str__(self) -> str:
        """Return the number with intervals, unit, denominator and note, or why there is none."""
        if self.value is None or self.low is None or self.high is None:
            return f"{self.absent} ({self.note})"
        told = (
            f"{self.value:,.3g} {self.unit} ({self.denominator}), "
            f"95 % interval {self.low:,.3g} to {self.high:,.3g}; covers {self.covers}"
        )
        if self.assumed_low is not None and self.assumed_high is not None:
            told += (
                f"; over {self.draws} joint draws of the assumptions {self.assumed_low:,.3g} to "
                f"{self.assumed_high:,.3g}"
            )
        return f"{told}. {self.note}" if self.note else told


def _plain(size: float) -> str:
    """Three figures or so, without an exponent."""
    if abs(size) >= 100.0:
        return f"{size:,.0f}"
    if size == 0.0:
        return "0"
    if abs(size) >= 0.001:
        return f"{size:.3g}"
    # Two digits that say something, however small; never a nought with a sign.
    told = f"{size:.{min(1 - math.floor(math.log10(abs(size))), _MOST_DECIMALS)}f}"
    return told if float(told) else "0"
