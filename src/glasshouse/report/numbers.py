"""Numbers as they are printed: one decimal at most, thousands separators, with intervals."""

from __future__ import annotations

import math
from datetime import date

from glasshouse.measures.estimate import Estimate

__all__ = [
    "assumed",
    "end",
    "interval",
    "number",
    "plural",
    "reach",
    "rounded",
    "scale",
    "signed",
    "told_date",
    "unit",
    "value",
]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_SMALL_PERCENT = 1.0
"""Below this, per cent with one decimal says too little; a share of many people is told per 100,000."""

_FEW_YEARS = 1.0
"""Of a thousand person-years: below this one decimal says too little."""

_COARSE = 10.0
"""Units that an interval spans from which on a decimal would sound like more than is known."""

_MANY = 10_000
"""People of whom one can be told per 100,000; of fewer it would sound like more than is known."""


def _scale(estimate: Estimate) -> tuple[float, str]:
    """Factor and unit in which an estimate is told, the same for its value and both limits."""
    size = max(abs(estimate.low or 0.0), abs(estimate.high or 0.0))
    if estimate.unit == "per cent":
        if size < _SMALL_PERCENT and estimate.people >= _MANY and estimate.low != estimate.high:
            return 1000.0, " per 100,000"
        return 1.0, " %"
    if estimate.unit == "per 1,000 person-years":
        return 100.0, " per 100,000 person-years"
    if estimate.unit == "person-years per 1,000 person-years" and size < _FEW_YEARS:
        return 100.0, " person-years per 100,000 person-years"
    return 1.0, " times" if estimate.unit == "times" else ""


def scale(estimate: Estimate) -> tuple[float, str]:
    """Factor and unit in which an estimate is told, for a chart whose axis is to say the same."""
    factor, told = _scale(estimate)
    return factor, told.strip() or estimate.unit


def value(estimate: Estimate) -> str:
    """The value, such as ``2.9 %``; where there is none, ``too few`` or ``not determined``."""
    if estimate.value is None:
        return estimate.absent
    factor, told = _scale(estimate)
    return f"{number(estimate.value * factor)}{told}"


def unit(estimate: Estimate) -> str:
    """The unit in which an estimate is told, such as ``%`` or ``per 100,000``."""
    return _scale(estimate)[1].strip()


def interval(estimate: Estimate) -> str:
    """The 95 % interval in the unit of the value, such as ``2.8 to 3.1``; empty where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    factor, _ = _scale(estimate)
    return f"{end(estimate.low * factor)} to {end(estimate.high * factor)}"


def assumed(estimate: Estimate) -> str:
    """The interval of the assumptions in the unit of the value; empty where none was drawn."""
    if estimate.assumed_low is None or estimate.assumed_high is None:
        return ""
    if estimate.assumed_low == estimate.assumed_high == 0.0:
        # '0.0 to 0.0' would sound like certainty.
        return f"none in 95 % of {plural(estimate.draws, 'draw')}"
    factor, _ = _scale(estimate)
    return f"{end(estimate.assumed_low * factor)} to {end(estimate.assumed_high * factor)}"


def number(size: float) -> str:
    """One decimal, thousands separators, no negative zero; from 10,000 on no decimal."""
    text = f"{size:,.0f}" if abs(size) >= 10_000 else f"{size:,.1f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0.0 else text


def end(size: float) -> str:
    """An end of a range: what is above nought, and would be told as 0.0, says so."""
    return "under 0.1" if size > 0.0 and number(size) == number(0.0) else number(size)


def signed(size: float) -> str:
    """A difference with its sign; none where it is told as 0.0."""
    text = number(size)
    return f"+{text}" if size > 0.0 and float(text.replace(",", "")) != 0.0 else text


def reach(estimate: Estimate) -> float:
    """The farthest that an interval reaches from zero."""
    return max(abs(estimate.low or 0.0), abs(estimate.high or 0.0))


def rounded(size: float, low: float, high: float) -> str:
    """A number as fine as its range bears: whole where that spans ten, in tens where it spans a thousand."""
    if high - low < _COARSE:
        return end(size)
    digits = min(0, 2 - math.floor(math.log10(high - low)))
    return f"{round(size, digits) + 0:,.0f}"


def told_date(day: date) -> str:
    """A date in words: ``8 July 2019``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: ``1 day``, ``365 days``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
