"""A difference of two arms in numbers: both values, how far apart, within which limits, in which unit."""

from __future__ import annotations

import math

from glasshouse.measures.estimate import Estimate
from glasshouse.report.numbers import number, reach, signed
from glasshouse.studies.comparison import Difference

__all__ = ["beyond_all", "in_numbers", "limits_of", "reach_of", "scale_of", "seen"]

_FEW_POINTS = 1.0
"""A difference that reaches no farther, in the unit of the measure, is told in a smaller unit."""

_MANY = 10_000
"""People of whom one can be told per 100,000."""

_ROUNDED_AWAY = 0.1
"""Per cent: a difference that reaches no farther would round to none: told per 100,000 of however few."""

_MOST_DECIMALS = 6

_ALL_ACTS = 100.0
"""Per 100 acts: as many as there were."""


def seen(entry: Difference) -> bool:
    """Whether a difference has a row: it is known, and something was seen that is not the same in both."""
    return entry.change.value is not None and not (entry.same or entry.unseen)


def beyond_all(entry: Difference) -> bool:
    """Whether more is counted than there were acts, in either arm."""
    return max(entry.first.value or 0.0, entry.second.value or 0.0) > _ALL_ACTS


def in_numbers(entry: Difference) -> tuple[str, str, str, str, str]:
    """Both values, the difference, its limits and the unit of all, in words.

    Shares that differ by less than a percentage point are told per 100,000 where there are people enough:
    one decimal of a per cent would round the difference away. So are those of few people of which it would
    leave nothing: "0.0 to 0.0 %" would read as certainty.
    """
    change = entry.change
    factor, unit = scale_of(entry)
    one, two, apart, low, high = (
        0.0 if size is None else size * factor
        for size in (entry.first.value, entry.second.value, change.value, change.low, change.high)
    )
    far = max(abs(low), abs(high))
    if 0.0 < far < (_FEW_POINTS if unit == "%" else _ROUNDED_AWAY):
        # A small difference of large numbers: in their unit all the same, with the decimals that it needs.
        digits = min(2 - math.floor(math.log10(10.0 * far)), _MOST_DECIMALS)
        finely = [_finely(size, digits) for size in (apart, low, high)]
        return number(one), number(two), finely[0], f"{finely[1]} to {finely[2]}", unit
    return number(one), number(two), signed(apart), f"{signed(low)} to {signed(high)}", unit


def limits_of(estimate: Estimate, factor: float) -> str:
    """The interval of one arm's own number, in the unit that the difference is told in."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f" ({number(estimate.low * factor)} to {number(estimate.high * factor)})"


def _finely(size: float, digits: int) -> str:
    """A small difference with its sign and so many decimals."""
    text = f"{size:+.{digits}f}"
    return text[1:] if float(text) == 0.0 else text


def scale_of(entry: Difference) -> tuple[float, str]:
    """Factor and unit in which a difference and its two values are told.

    How small the unit is depends on how far the difference reaches; where there is none, on the values.
    """
    told = (entry.first, entry.second) if entry.same else (entry.change,)
    little = 0.0 < max(map(reach, told)) < _FEW_POINTS
    unit = entry.first.unit
    if unit == "per cent":
        if max(abs(size or 0.0) for size in (entry.first.value, entry.second.value)) >= _FEW_POINTS:
            return 1.0, "%"
        many = min(entry.first.people, entry.second.people) >= _MANY
        fine = little and (many or max(map(reach, told)) < _ROUNDED_AWAY)
        return (1000.0, "per 100,000") if fine else (1.0, "%")
    if unit == "per 1,000 person-years":
        return 100.0, "per 100,000 person-years"
    if unit == "person-years per 1,000 person-years" and little:
        return 1000.0, "person-years per million person-years"
    return 1.0, unit


def reach_of(which: list[Difference]) -> str:
    """How far an event that nobody had could differ all the same, where that is one number for all."""
    told = {in_numbers(entry)[3:] for entry in which if entry.unseen}
    if len(told) != 1:
        return ""
    limits, unit = told.pop()
    return f" (95 % interval of each difference: {limits} {unit})"
