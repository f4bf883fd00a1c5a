"""Calendars agree with independent libraries: dateutil for months, NumPy for working days."""

from __future__ import annotations

import datetime
from typing import get_args

import numpy
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.ground.units import Calendar, Duration, DurationUnit, Money

UNITS = st.sampled_from(get_args(DurationUnit))
STARTS = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31))
DAYS = st.integers(-2_000, 40_000)
AMOUNTS = st.integers(0, 600)


def duration(text: str) -> Duration:
    return Duration.parse(text)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("24 months", 24, "month"),
        ("1 year", 1, "year"),
        ("3 working days", 3, "working day"),
        ("1 working day", 1, "working day"),
        ("0 days", 0, "day"),
        ("  2   weeks ", 2, "week"),
        ("2 working  days", 2, "working day"),
        ("1 years", 1, "year"),
    ],
)
def test_durations_are_read(text: str, amount: int, unit: str) -> None:
    assert duration(text) == Duration(amount, unit)  # type: ignore[arg-type]


@given(st.integers(0, 10**9), UNITS)
def test_text_and_duration_round_trip(amount: int, unit: DurationUnit) -> None:
    written = str(Duration(amount, unit))
    assert duration(written) == Duration(amount, unit)
    assert written.endswith("s") == (amount != 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("24", "has no unit"),
        ("-3 days", "negative"),
        ("1.5 years", "not a whole number"),
        ("1,5 years", "not a whole number"),
        ("two weeks", "not a duration"),
        ("24months", "not a duration"),
        ("3 fortnights", "not a duration"),
        ("3 working weeks", "not a duration"),
        ("", "not a duration"),
        ("٣ days", "not a duration"),
        ("1 year 2 months", "not a duration"),
    ],
)
def test_what_is_no_duration_is_told_so_with_an_example(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        duration(text)
    assert repr(text) in str(caught.value)
    assert "24 months" in str(caught.value)


@given(st.text(max_size=30))
def test_any_text_is_a_duration_or_a_value_error(text: str) -> None:
    try:
        read = duration(text)
    except ValueError:
        return
    assert duration(str(read)) == read


def test_durations_cannot_be_made_wrong() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        Duration(-1, "day")
    with pytest.raises(ValueError, match="not a unit of time"):
        Duration(1, "fortnight")  # type: ignore[arg-type]


def test_nominal_lengths_are_those_of_the_gregorian_cycle() -> None:
    cycle = (datetime.date(2401, 1, 1) - datetime.date(2001, 1, 1)).days
    working = int(numpy.busday_count("2001-01-01", "2401-01-01"))
    assert Duration(400, "year").nominal_days == pytest.approx(cycle)
    assert Duration(4800, "month").nominal_days == pytest.approx(cycle)
    assert Duration(working, "working day").nominal_days == pytest.approx(cycle)


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        ("2019-01-31", "1 month", "2019-02-28"),
        ("2020-01-31", "1 month", "2020-02-29"),
        ("2019-03-31", "1 month", "2019-04-30"),
        ("2019-11-30", "3 months", "2020-02-29"),
        ("2020-02-29", "1 year", "2021-02-28"),
        ("2020-02-29", "4 years", "2024-02-29"),
        ("2019-12-31", "12 months", "2020-12-31"),
        ("2017-05-01", "24 months", "2019-05-01"),
        ("2019-05-31", "0 months", "2019-05-31"),
        ("2019-05-03", "1 working day", "2019-05-06"),
        ("2019-05-04", "1 working day", "2019-05-06"),
        ("2019-05-05", "1 working day", "2019-05-06"),
        ("2019-05-06", "5 working days", "2019-05-13"),
        ("2019-05-05", "0 working days", "2019-05-05"),
        ("1900-02-28", "1 day", "1900-03-01"),
        ("2000-02-28", "1 day", "2000-02-29"),
    ],
)
def test_known_dates(start: str, text: str, end: str) -> None:
    calendar = Calendar(datetime.date.fromisoformat(start), 365)
    assert calendar.date(calendar.later(0, duration(text))).isoformat() == end


@given(STARTS, DAYS, AMOUNTS, st.sampled_from(["day", "week", "month", "year"]))
def test_civil_arithmetic_is_dateutils(
    start: datetime.date, day: int, amount: int, unit: DurationUnit
) -> None:
    calendar = Calendar(start, 365)
    date = start + datetime.timedelta(days=day)
    step = {f"{unit}s": amount}
    ahead = date + relativedelta(**step)  # type: ignore[arg-type]
    back = date - relativedelta(**step)  # type: ignore[arg-type]
    assert calendar.later(day, Duration(amount, unit)) == (ahead - start).days
    assert calendar.earlier(day, Duration(amount, unit)) == (back - start).days


@given(STARTS, DAYS, st.integers(1, 600))
def test_working_days_are_numpys(start: datetime.date, day: int, amount: int) -> None:
    calendar = Calendar(start, 365)
    date = start + datetime.timedelta(days=day)
    ahead = numpy.busday_offset(numpy.datetime64(date), amount, roll="backward").item()
    back = numpy.busday_offset(numpy.datetime64(date), -amount, roll="forward").item()
    assert calendar.later(day, Duration(amount, "working day")) == (ahead - start).days
    assert calendar.earlier(day, Duration(amount, "working day")) == (back - start).days


@given(STARTS, DAYS, st.integers(1, 60))
def test_that_many_working_days_lie_after_the_day_and_up_to_the_term(
    start: datetime.date, day: int, amount: int
) -> None:
    calendar = Calendar(start, 365)
    term = calendar.later(day, Duration(amount, "working day"))
    between = [calendar.date(n).weekday() for n in range(day + 1, term + 1)]
    assert sum(weekday < 5 for weekday in between) == amount
    assert calendar.date(term).weekday() < 5


@given(STARTS, DAYS, AMOUNTS, UNITS)
def test_laws_of_the_calendar(start: datetime.date, day: int, amount: int, unit: DurationUnit) -> None:
    calendar = Calendar(start, 365)
    term, longer = Duration(amount, unit), Duration(amount + 1, unit)
    assert calendar.day(calendar.date(day)) == day
    assert calendar.year(day) == calendar.date(day).year
    assert calendar.later(day, Duration(0, unit)) == day == calendar.earlier(day, Duration(0, unit))
    assert calendar.earlier(day, term) <= day <= calendar.later(day, term) < calendar.later(day, longer)
    assert calendar.later(day, term) <= calendar.later(day + 1, term)
    # Going back and forth never overshoots: short months cut the day of the month, never lengthen it.
    assert calendar.earlier(calendar.later(day, term), term) <= day


@given(STARTS, DAYS, st.integers(0, 50))
def test_twelve_months_are_a_year_and_seven_days_a_week(start: datetime.date, day: int, amount: int) -> None:
    calendar = Calendar(start, 365)
    assert calendar.later(day, Duration(12 * amount, "month")) == calendar.later(
        day, Duration(amount, "year")
    )
    assert calendar.later(day, Duration(7 * amount, "day")) == calendar.later(day, Duration(amount, "week"))


@pytest.mark.parametrize("unit", get_args(DurationUnit))
def test_the_end_of_the_calendar_is_told(unit: DurationUnit) -> None:
    calendar = Calendar(datetime.date(2020, 1, 1), 365)
    for beyond in (10**6, 10**9):
        with pytest.raises(ValueError, match="9999"):
            calendar.later(0, Duration(beyond * 10, unit))
        with pytest.raises(ValueError, match="9999"):
            calendar.earlier(0, Duration(beyond * 10, unit))


def test_a_calendar_has_a_horizon() -> None:
    with pytest.raises(ValueError, match="-1 days"):
        Calendar(datetime.date(2020, 1, 1), -1)


@pytest.mark.parametrize(
    ("text", "amount", "currency", "written"),
    [
        ("100 yuan", 100.0, "yuan", "100 yuan"),
        ("250 AUD", 250.0, "AUD", "250 AUD"),
        ("1,800.50 euro", 1800.5, "euro", "1800.5 euro"),
        ("0 yuan", 0.0, "yuan", "0 yuan"),
    ],
)
def test_money_is_read(text: str, amount: float, currency: str, written: str) -> None:
    assert Money.parse(text) == Money(amount, currency)
    assert str(Money.parse(text)) == written


@given(st.floats(0, 1e30), st.from_regex(r"[A-Za-z]{3,8}", fullmatch=True))
def test_text_and_money_round_trip(amount: float, currency: str) -> None:
    money = Money(amount, currency)
    assert Money.parse(str(money)).amount == pytest.approx(amount, abs=1e-6)
    assert Money.parse(str(money)).currency == currency


@pytest.mark.parametrize(
    "text", ["100", "yuan", "-5 yuan", "1,80 yuan", "1e3 yuan", "nan yuan", "100 yuan a day", ""]
)
def test_what_is_no_money_is_told_so(text: str) -> None:
    with pytest.raises(ValueError, match="100 yuan"):
        Money.parse(text)


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), -1.0])
def test_money_is_finite_and_not_negative(amount: float) -> None:
    with pytest.raises(ValueError, match="finite and not negative"):
        Money(amount, "yuan")


def test_a_currency_is_a_word() -> None:
    with pytest.raises(ValueError, match="not a currency"):
        Money(1.0, "100 yuan")
