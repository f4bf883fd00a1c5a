"""Durations, calendars and money, as people write them and as days.

A duration is civil, not a number of days: ``24 months`` from 31 January differs from 730 days. Only a
`Calendar`, which knows the date of day 0, can turn one into day numbers.
"""

from __future__ import annotations

import calendar
import datetime
import math
import re
from dataclasses import dataclass
from typing import Literal, cast, get_args

__all__ = ["Calendar", "Duration", "DurationUnit", "Money"]

DurationUnit = Literal["day", "working day", "week", "month", "year"]

_UNITS: tuple[str, ...] = get_args(DurationUnit)
# Mean lengths of the Gregorian calendar, whose 400 years have 146,097 days; used to order durations only.
_DAYS_IN_400_YEARS = 146_097
_NOMINAL_DAYS: dict[str, float] = {
    "day": 1.0,
    "working day": 7 / 5,
    "week": 7.0,
    "month": _DAYS_IN_400_YEARS / 4800,
    "year": _DAYS_IN_400_YEARS / 400,
}
_DURATION = re.compile(r"\s*([0-9]+)\s+(working\s+days?|days?|weeks?|months?|years?)\s*")
_MONEY = re.compile(r"\s*([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)\s+([A-Za-z]+)\s*")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of civil time, as a law or a scheme states it.

    Attributes:
        amount: how many units, >= 0.
        unit: ``day``, ``working day``, ``week``, ``month`` or ``year``.
    """

    amount: int
    unit: DurationUnit

    def __post_init__(self) -> None:
        """Refuse what is not a length of time.

        Raises:
            ValueError: the amount is negative or the unit unknown.
        """
        if self.amount < 0:
            raise ValueError(f"a duration cannot be negative, but this one is {self.amount} {self.unit}s")
        if self.unit not in _UNITS:
            raise ValueError(f"{self.unit!r} is not a unit of time; use one of {', '.join(_UNITS)}")

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read a duration such as ``24 months``, ``1 year``, ``3 working days`` or ``0 days``.

        Args:
            text: a whole number, a space, a unit in the singular or plural.

        Raises:
            ValueError: with a sentence that says what a duration looks like.
        """
        match = _DURATION.fullmatch(text)
        if match is None:
            raise ValueError(_why_no_duration(text))
        unit = cast(DurationUnit, " ".join(match[2].split()).removesuffix("s"))
        return cls(int(match[1]), unit)

    def __str__(self) -> str:
        """Return the text that `parse` reads back: ``1 year``, ``3 working days``."""
        return f"{self.amount} {self.unit}" if self.amount == 1 else f"{self.amount} {self.unit}s"

    @property
    def nominal_days(self) -> float:
        """Mean length in days over the 400 Gregorian years; to order durations, not to date."""
        return self.amount * _NOMINAL_DAYS[self.unit]

    @property
    def months(self) -> int | None:
        """How many civil months it is, a year being twelve; None for days, working days and weeks."""
        return {"month": self.amount, "year": 12 * self.amount}.get(self.unit)


def _why_no_duration(text: str) -> str:
    example = (
        "write a whole number and a unit (days, working days, weeks, months, years), such as '24 months'"
    )
    bare = text.strip()
    if re.fullmatch(r"[0-9]+", bare):
        return f"{text!r} has no unit: {example}"
    if re.match(r"-\s*[0-9]", bare):
        return f"{text!r} is negative: {example}"
    if re.match(r"[0-9]+[.,][0-9]", bare):
        return f"{text!r} is not a whole number of units: {example}"
    return f"{text!r} is not a duration: {example}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Civil arithmetic on day numbers.

    Day 0 is ``start``; days before it are negative. Months and years are civil: a month after 31 January is
    the last day of February. Working days are Monday to Friday; public holidays, which differ by place and
    are announced year by year, are ignored, so that a term in working days comes out a little short around
    them.

    Attributes:
        start: the date of day 0.
        days: length of the horizon in days, >= 0; days outside it still have dates.
    """

    start: datetime.date
    days: int

    def __post_init__(self) -> None:
        """Refuse a horizon of negative length.

        Raises:
            ValueError: ``days`` is negative.
        """
        if self.days < 0:
            raise ValueError(f"a calendar cannot have {self.days} days")

    def date(self, day: int) -> datetime.date:
        """Return the date of a day.

        Raises:
            ValueError: the day lies outside the years 1 to 9999.
        """
        return _date(self.start.toordinal() + day)

    def day(self, date: datetime.date) -> int:
        """Return the day number of a date."""
        return date.toordinal() - self.start.toordinal()

    def year(self, day: int) -> int:
        """Return the civil year that a day belongs to.

        Raises:
            ValueError: the day lies outside the years 1 to 9999.
        """
        return self.date(day).year

    def later(self, day: int, duration: Duration) -> int:
        """Return the day on which ``duration``, begun on ``day``, has passed.

        Working days are counted strictly after ``day``: one working day after a Friday, a Saturday or a
        Sunday is the Monday. A duration of zero returns ``day`` itself.

        Raises:
            ValueError: the result lies outside the years 1 to 9999.
        """
        return self._moved(day, duration, 1)

    def earlier(self, day: int, duration: Duration) -> int:
        """Return the day from which ``duration`` reaches up to ``day``.

        Not the inverse of `later` at the ends of months: a month before 31 March is the last day of February,
        and a month after that is the 28th or 29th of March.

        Raises:
            ValueError: the result lies outside the years 1 to 9999.
        """
        return self._moved(day, duration, -1)

    def _moved(self, day: int, duration: Duration, direction: Literal[1, -1]) -> int:
        amount = direction * duration.amount
        match duration.unit:
            case "day":
                return self.day(self.date(day + amount))
            case "week":
                return self.day(self.date(day + 7 * amount))
            case "working day":
                return self.day(self.date(day + _working_days(self.date(day).weekday(), amount)))
            case "month":
                return self.day(_months_from(self.date(day), amount))
            case "year":
                return self.day(_months_from(self.date(day), 12 * amount))


def _date(ordinal: int) -> datetime.date:
    if not 1 <= ordinal <= datetime.date.max.toordinal():
        raise ValueError("this reaches beyond the calendar, which ends with the year 9999")
    return datetime.date.fromordinal(ordinal)


def _months_from(date: datetime.date, months: int) -> datetime.date:
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise ValueError("this reaches beyond the calendar, which ends with the year 9999")
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(date.day, last))


def _working_days(weekday: int, amount: int) -> int:
    """Count the calendar days that ``amount`` working days take from a weekday (Monday 0 to Sunday 6)."""
    if amount == 0:
        return 0
    if amount < 0:
        # Backwards the week is mirrored: Friday plays Monday, and the weekend stays the weekend.
        mirrored = 4 - weekday if weekday < 5 else 11 - weekday
        return -_working_days(mirrored, -amount)
    to_friday = max(weekday - 4, 0)
    weeks, rest = divmod(min(weekday, 4) + amount, 5)
    return 7 * weeks + rest - min(weekday, 4) - to_friday


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency, at the prices of its source; nothing converts currencies.

    Attributes:
        amount: in units of the currency, finite, >= 0.
        currency: a name (``yuan``) or an ISO 4217 code (``AUD``).
    """

    amount: float
    currency: str

    def __post_init__(self) -> None:
        """Refuse what is not an amount.

        Raises:
            ValueError: the amount is negative, infinite or not a number, or the currency is not one word.
        """
        if not (math.isfinite(self.amount) and self.amount >= 0):
            raise ValueError(
                f"an amount of money must be finite and not negative, but this one is {self.amount}"
            )
        if not re.fullmatch(r"[A-Za-z]+", self.currency):
            raise ValueError(
                f"{self.currency!r} is not a currency; write a name or a code, such as yuan or AUD"
            )

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read an amount such as ``100 yuan``, ``250 AUD`` or ``1,800.50 euro``.

        Raises:
            ValueError: with a sentence that says what an amount looks like.
        """
        match = _MONEY.fullmatch(text)
        if match is None:
            raise ValueError(
                f"{text!r} is not an amount of money: write a number and a currency, such as '100 yuan'"
            )
        return cls(float(match[1].replace(",", "")), match[2])

    def __str__(self) -> str:
        """Return the text that `parse` reads back."""
        if self.amount.is_integer():
            return f"{int(self.amount)} {self.currency}"
        return (
            f"{format(self.amount, 'f') if 'e' in repr(self.amount) else repr(self.amount)} {self.currency}"
        )
