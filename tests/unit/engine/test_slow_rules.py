"""In which order rules are tried, and how often it takes: the count of a rule."""

from __future__ import annotations

import datetime
from functools import partial
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.engine.slow.counting import Tallying
from glasshouse.engine.slow.order import evaluation_order
from glasshouse.engine.slow.terms import Terms
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.units import Calendar, Duration
from glasshouse.schemes.model import Count, Rule

START = datetime.date(2019, 1, 31)


def named(name: str, *displaced: str) -> Rule:
    return cast(Rule, SimpleNamespace(id=name, instead_of=displaced))


def names(rules: tuple[Rule, ...]) -> str:
    return "".join(rule.id for rule in rules)


def test_without_displacement_the_order_of_the_file_holds() -> None:
    assert names(evaluation_order([named("c"), named("a"), named("b")])) == "cab"


def test_a_rule_comes_before_what_it_displaces_and_the_others_keep_their_places() -> None:
    assert names(evaluation_order([named("a"), named("b"), named("c", "a"), named("d")])) == "bcad"
    assert names(evaluation_order([named("a"), named("b", "a"), named("c", "b")])) == "cba"


def test_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        evaluation_order([named("a", "b"), named("b", "a")])


@given(st.lists(st.sets(st.integers(0, 7)), min_size=8, max_size=8))
def test_every_displacer_comes_first_whatever_the_rules(displaced: list[set[int]]) -> None:
    # Only later ones are displaced by earlier letters, so there is no circle; the file has them in reverse.
    rules = [named(f"{n}", *(f"{m}" for m in displaced[n] if m > n)) for n in range(8)][::-1]
    order = names(evaluation_order(rules))
    assert sorted(order) == sorted("01234567")
    for rule in rules:
        assert all(order.index(rule.id) < order.index(other) for other in rule.instead_of)


# ---------------------------------------------------------------------------------------- counting


def terms() -> Terms:
    """As much of the terms as counting looks at: the calendar, and when the scheme came into force."""
    head = SimpleNamespace(force=SimpleNamespace(from_=START))
    on = SimpleNamespace(calendar=Calendar(START, 5000), scheme=SimpleNamespace(scheme=head))
    on.civil_period = partial(Terms.civil_period, cast(Terms, on))
    return cast(Terms, on)


def count(at_least: int, within: str | None, **more: Any) -> Count:
    return Count.model_validate({"at_least": at_least, "within": within, **more})


def reached_on(counted: Count, days: list[int]) -> list[int]:
    kept, on = Tallying(), terms()
    return [day for day in days if kept.reaches(counted, day, on)]


def test_one_is_enough_where_no_count_is_given() -> None:
    assert Tallying().reaches(None, 3, terms())


def test_at_any_distance_every_nth_counts_and_with_keep_every_one_from_the_nth_on() -> None:
    days = [0, 900, 1800, 2700, 3600, 4500]
    assert reached_on(count(3, None), days) == [1800, 4500]
    assert reached_on(count(3, None, after="keep"), days) == [1800, 2700, 3600, 4500]


def test_a_civil_month_is_as_long_as_the_calendar_says() -> None:
    # A month before 27 February (day 27) is 27 January; a month before 3 March (day 31) is only 3 February.
    assert reached_on(count(2, "1 month"), [0, 27]) == [27]
    assert reached_on(count(2, "1 month"), [0, 31]) == []


def test_a_calendar_year_begins_anew_on_the_first_of_january() -> None:
    # 31 December 2019 is day 334, 1 January 2020 day 335.
    assert reached_on(count(2, "1 year", window="calendar"), [10, 335, 336]) == [336]
    assert reached_on(count(2, "1 year", window="calendar"), [10, 334]) == [334]
    assert reached_on(count(2, "12 months", window="calendar", after="keep"), [10, 20, 30, 335]) == [20, 30]


@given(
    st.lists(st.integers(0, 60), max_size=40).map(sorted),
    st.integers(2, 6),
    st.sampled_from(["1 day", "7 days", "2 weeks", "1 month", "5 working days"]),
    st.sampled_from(["reset", "keep"]),
)
def test_a_rolling_window_is_what_looking_back_at_all_records_finds(
    days: list[int], needed: int, within: str, after: str
) -> None:
    since: list[int] = []
    expected = []
    calendar, period = Calendar(START, 100), Duration.parse(within)
    for day in days:
        since.append(day)
        if sum(1 for other in since if other > calendar.earlier(day, period)) >= needed:
            expected.append(day)
            if after == "reset":
                since.clear()
    assert reached_on(count(needed, within, after=after), days) == expected


def test_windows_are_half_open_by_an_independent_calendar() -> None:
    second = START + relativedelta(months=12)
    days = [0, (second - START).days]
    assert reached_on(count(2, "12 months"), days) == []
    assert reached_on(count(2, "12 months"), [0, days[1] - 1]) == [days[1] - 1]
    assert all(later > earlier for earlier, later in pairwise(days))
    assert Quantity(value=Duration(12, "month")) == count(2, "12 months").within
