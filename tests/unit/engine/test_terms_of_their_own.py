"""By hand: what has a time of its own.

Terms of consequences, renewal of stays, lists that reset counts, calendar windows, extensions, publication.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from tests.by_hand import acts, history, holds, rule
from tests.counts import totals
from tests.invented import RED, START, Item, black, conduct, consequence, scheme, world
from tests.limits import assert_binomial, assert_poisson

from glasshouse.assumptions import Gate
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.simulate import simulate_tally
from glasshouse.ground.errors import BadInput
from glasshouse.society import plain

ENTERS = {"effect": {"enter": "noted"}}


def barred(**more: Any) -> Item:
    return consequence("bar", {"list": ["noted"]}, "flight", "deny", **more)


def at(day: int, *, listed: bool | None = None, denied: bool | None = None) -> Item:
    told: Item = {"day": day}
    if listed is not None:
        told["listed"] = ["noted"] if listed else []
    if denied is not None:
        told["denied"] = ["flight"] if denied else []
    return told


# ---------------------------------------------------------------------------------------- a. terms


def test_a_term_outlasts_the_stay_and_goes_on_when_its_condition_begins_again() -> None:
    days = [
        at(0, listed=True, denied=True),
        at(10, listed=False, denied=True),
        at(20, listed=True, denied=True),
        at(49, listed=False, denied=True),
        at(50, denied=False),
    ]
    lists, bars = [black("noted", "10 days")], [barred(duration="30 days")]
    rules = [rule("red", RED, **ENTERS)]
    holds(scheme(rules, lists=lists, consequences=bars, tests=history(acts(RED, 0, 20), days)))


def test_a_term_ends_on_its_day_though_the_stay_goes_on_and_a_further_entry_begins_none() -> None:
    # From 1 January a month: to 1 February, day 31.
    days = [at(30, denied=True), at(31, listed=True, denied=False), at(40, listed=True, denied=False)]
    lists, bars = [black("noted", "1 year")], [barred(duration="1 month")]
    rules = [rule("red", RED, **ENTERS)]
    holds(scheme(rules, lists=lists, consequences=bars, tests=history(acts(RED, 0, 40), days)))


def test_a_term_without_length_is_a_mistake_of_the_file() -> None:
    with pytest.raises(BadInput, match="no length"):
        scheme(
            [rule("red", RED, **ENTERS)],
            lists=[black("noted", "1 year")],
            consequences=[barred(duration="0 days")],
        )


# ---------------------------------------------------------------------------------------- b. renewal


@pytest.mark.parametrize(
    ("renewal", "again"), [("none", False), ("automatic", True), ("fresh-decision", True)]
)
def test_a_stay_begins_again_on_the_day_on_which_it_would_have_ended(renewal: str, again: bool) -> None:
    # 31 January and a month: 28 February, day 58; and again to 28 March, day 86. Nobody doubts the ground.
    exits = ({"by": "expiry", "within": "0 days"}, {"by": "performance", "within": "0 days"})
    entry = black("noted", "1 month", *exits)
    entry["stay"]["renewal"] = renewal
    days = [*acts(RED, 30), {"day": 100, "performs": "noted"}] if again else acts(RED, 30)
    expect = [
        at(57, listed=True),
        at(58, listed=again),
        at(86, listed=again),
        at(100, listed=again),
        at(101, listed=False),
    ]
    holds(scheme([rule("red", RED, **ENTERS)], lists=[entry], tests=history(days, expect)))


def once(entry: Item, **sections: Any) -> Any:
    """A scheme that puts everybody on a list once: when they come onto another, for ever."""
    rules = [
        rule("seen", RED, effect={"enter": "seen"}),
        {**rule("noted", RED, **ENTERS), "when": {"list": ["seen"]}},
    ]
    return scheme(rules, lists=[black("seen", "for-ever"), entry], **sections)


def lived(written: Any, people: int, days: int, **more: Any) -> Counter[tuple[str, str]]:
    """Everybody does it about four times a day, so that all are listed on day 0, 1 or 2."""
    assumptions = world(conduct(RED, 1500.0), **more)
    scenario = Scenario((Arm("arm", written),), plain(places=2), assumptions, people, days, 1, START)
    return totals(simulate_tally(scenario, threads=1), "arm")


def test_a_fresh_decision_ends_the_share_of_rightful_stays_that_a_review_would() -> None:
    entry = black("noted", "30 days")
    entry["stay"]["renewal"] = "fresh-decision"
    review = {"succeeds_if_right": 0.3, "succeeds_if_wrong": 1.0}
    people = 1000
    counted = lived(once(entry), people, 30 * 4 + 20, procedure={"review": review})
    assert counted["spells", "noted"] == counted["listed", "noted"] == people
    # Looked at on days 30, 60, 90 and 120 of the stay, whoever is still there.
    assert_binomial(counted["listed-end", "noted"], people, 0.7**4)
    assert_binomial(counted["ended-30", "noted"], people, 0.3)


# ---------------------------------------------------------------------------------------- c. resets


@pytest.mark.parametrize(("resets", "again"), [(False, True), (True, False)])
def test_a_list_that_resets_lets_the_count_start_anew_whatever_the_rule_says(
    resets: bool, again: bool
) -> None:
    counts = {"at_least": 2, "within": "10 days", "after": "keep"}
    entry = {**black("noted", "3 days"), "resets": resets}
    days = [at(1, listed=True), at(4, listed=False), at(5, listed=again), at(6, listed=True)]
    rules = [rule("red", RED, count=counts, **ENTERS)]
    holds(scheme(rules, lists=[entry], tests=history(acts(RED, 0, 1, 5, 6), days)))


# ---------------------------------------------------------------------------------------- d. calendar windows


@pytest.mark.parametrize(
    ("within", "days", "reached"),
    [
        # 30 and 31 March, 1, 2 and 3 April.
        ("3 months", [88, 89, 90, 91, 92], 92),
        ("6 months", [88, 89, 90], 90),
        ("1 month", [0, 30, 31, 32, 58], 58),
        # Periods of five months from January 2019: the second begins on 1 June, day 151.
        ("5 months", [149, 150, 151, 152, 153], 153),
        # 31 December 2019 is day 364.
        ("1 year", [363, 364, 365, 366, 367], 367),
        ("2 years", [363, 364, 365], 365),
    ],
)
def test_a_calendar_window_is_a_civil_period(within: str, days: list[int], reached: int) -> None:
    counts = {"at_least": 3, "within": within, "window": "calendar"}
    expect = [at(day, listed=day >= reached) for day in days]
    rules = [rule("red", RED, count=counts, **ENTERS)]
    holds(scheme(rules, lists=[black("noted", "for-ever")], tests=history(acts(RED, *days), expect)))


@pytest.mark.parametrize(
    ("within", "told"), [("30 days", "cannot be"), ("2 weeks", "cannot be"), (None, "needs")]
)
def test_a_calendar_window_of_days_or_of_no_length_is_a_mistake_of_the_file(
    within: str | None, told: str
) -> None:
    counts = {"at_least": 3, "within": within, "window": "calendar"}
    with pytest.raises(BadInput, match=told):
        scheme([rule("red", RED, count=counts, **ENTERS)], lists=[black("noted", "for-ever")])


# ---------------------------------------------------------------------------------------- e. extensions


def test_five_extensions_are_drawn_each_for_itself() -> None:
    entry = black("noted", "20 days")
    entry["stay"]["extend"] = [{"if": "violent", "by": ["10 days"]}] * 5
    people = 1000
    counted = lived(once(entry), people, 100, procedure={"conditions": {"violent": 0.4}})
    assert counted["expired", "noted"] == people
    longer, rest = divmod(counted["listed-days", "noted"] - 20 * people, 10)
    assert rest == 0
    assert_binomial(longer, 5 * people, 0.4)
    # All five: 70 days, and nobody stays longer.
    none, two = counted["ended-30", "noted"], counted["ended-91", "noted"]
    assert none + two == people
    # At most one of five: 30 days or less.
    assert_binomial(none, people, 0.6**5 + 5 * 0.4 * 0.6**4)


# ---------------------------------------------------------------------------------------- f. publication


@pytest.mark.parametrize(("time", "shown"), [("stay", 20), ("60 days", 60), ("5 days", 5)])
def test_employers_find_somebody_for_as_long_as_the_list_shows_them(time: str, shown: int) -> None:
    entry = {**black("noted", "20 days"), "publication": {"audience": "public", "for": time}}
    people, a_week = 500, 3.0
    more: Item = {"gates": [Gate(id="job", title="Job", demand=a_week * 52.1775)]}
    counted = lived(once(entry), people, 100, procedure={"publication": {"hiring": 1.0}}, **more)
    assert counted["listed-days", "noted"] == 20 * people
    assert_poisson(counted["refused", "job"], people * shown * a_week / 7)
