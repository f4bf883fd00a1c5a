"""Known mathematics of lists: occupancy, spells, exits, and what is wrongful about them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.invented import FIRST_DAY_ONLY, RED, black, conduct, consequence, rule, scheme, world
from tests.known.worlds import PEOPLE, YEAR, run
from tests.limits import assert_binomial, assert_fits, assert_mean

from glasshouse.assumptions import Gate, Procedure


@pytest.mark.parametrize(("stay", "rate"), [(90, 1.5), (1, 10.0), (400, 0.2)])
def test_occupancy_follows_littles_law(stay: int, rate: float) -> None:
    """Entries at rate r that each hold for D days: at a time a Poisson number of mean r D hold (M/G/∞)."""
    days, daily = 365, rate / YEAR
    written = scheme([rule("red", [RED], effect={"enter": "noted"})], lists=[black("noted", f"{stay} days")])
    got = run(written, world(conduct(RED, rate)), days=days)
    # A day counts when an entry fell on one of the last `stay` days, itself included.
    on = [1 - math.exp(-daily * min(day + 1, stay)) for day in range(days)]
    assert_binomial(got.total("listed-end", "noted"), PEOPLE, on[-1])
    assert_binomial(got.total("listed", "noted"), PEOPLE, 1 - math.exp(-daily * days))
    assert_mean(got.column("listed-days", "noted")[:, 0], PEOPLE * sum(on))
    # A spell begins on a day with a record when no stay reaches into it.
    begins = [(1 - math.exp(-daily)) * math.exp(-daily * min(day, stay - 1)) for day in range(days)]
    assert_mean(got.column("spells", "noted")[:, 0], PEOPLE * sum(begins))
    # The stock at the end of each week is what came less what went.
    stock = np.cumsum(got.weekly("entries", "noted") - got.weekly("exits", "noted"))
    for week in (0, 3, 20, 51):
        assert_binomial(int(stock[week]), PEOPLE, on[7 * week + 6])


def test_performance_ends_stays_by_an_exponential_law() -> None:
    """Entry on the first day alone; those still listed after t days are exp(-t / mean)."""
    days, rate = 140, 6.0
    mean = YEAR / rate
    written = scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        lists=[black("noted", "until-performed", {"by": "performance", "within": "0 days"})],
        scheme=FIRST_DAY_ONLY,
    )
    about = world(conduct(RED, 1000.0), procedure=Procedure.model_validate({"performance": {"rate": rate}}))
    got = run(written, about, days=days)
    entered = got.total("listed", "noted")
    assert_binomial(entered, PEOPLE, 1 - math.exp(-1000.0 / YEAR))
    assert got.total("spells", "noted") == entered
    exits = np.append(got.weekly("exits", "noted"), got.total("listed-end", "noted"))
    # An exit within a day of entry is on the next day.
    still = np.append(np.exp(-np.arange(0, days + 1, 7) / mean), 0.0)
    assert exits.sum() == entered
    assert_fits(exits, -np.diff(still))


def test_wrongful_entries_are_undone_after_an_exponential_time() -> None:
    """Of false entries a share asks for correction after a mean time; each is undone five days later."""
    days, succeeds, mean = 145, 0.7, 20.0
    written = scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        lists=[black("noted", "for-ever", {"by": "overturned", "within": "0 days"})],
        remedies=[
            {
                "id": "fix",
                "kind": "correction",
                "for": {"lists": ["noted"]},
                "decides": "3 days",
                "then": "2 days",
            }
        ],
        notice=[{"for": {"lists": ["noted"]}, "due": "after"}],
        scheme=FIRST_DAY_ONLY,
    )
    procedure = Procedure.model_validate({"correction": {"succeeds": succeeds, "asks_after": mean}})
    # So rare that hardly anybody has two on one day, of which the later entry would count.
    about = world(conduct(RED, 0.0), false={RED: 2.0}, procedure=procedure)
    got = run(written, about, people=5 * PEOPLE, days=days)
    entered = got.total("listed", "noted")
    assert got.total("wrongful", "noted") == entered
    assert_binomial(entered, 5 * PEOPLE, 1 - math.exp(-2.0 / YEAR))
    exits = got.weekly("exits", "noted")
    bounds = np.append(np.maximum(0, np.arange(0, days + 1, 7) - 5.0), days - 5.0)
    undone = succeeds * -np.diff(np.exp(-bounds / mean))
    counts = np.append(exits, got.total("listed-end", "noted"))
    assert_fits(counts, np.append(undone[: len(exits)], 1 - undone[: len(exits)].sum()))
    assert got.total("corrected", "noted") == exits.sum()


def test_wrongful_days_are_those_that_false_records_alone_explain() -> None:
    """One record is enough for a stay of D days: wrongful is listed and without a true record in D days."""
    days, stay, true, false = 365, 60, 1.0 / YEAR, 2.0 / YEAR
    written = scheme([rule("red", [RED], effect={"enter": "noted"})], lists=[black("noted", f"{stay} days")])
    got = run(written, world(conduct(RED, 1.0), false={RED: 2.0}), days=days)
    held = np.minimum(np.arange(days) + 1, stay)
    listed = 1 - np.exp(-(true + false) * held)
    wrongful = np.exp(-true * held) - np.exp(-(true + false) * held)
    assert_mean(got.column("listed-days", "noted")[:, 0], PEOPLE * listed.sum())
    assert_mean(got.column("wrongful-days", "noted")[:, 0], PEOPLE * wrongful.sum())


def test_where_nothing_is_true_everything_is_wrongful() -> None:
    written = scheme([rule("red", [RED], effect={"enter": "noted"})], lists=[black("noted", "60 days")])
    got = run(written, world(conduct(RED, 0.0), false={RED: 2.0}))
    for count, wrongful in (
        ("listed", "wrongful"),
        ("spells", "wrongful-spells"),
        ("listed-days", "wrongful-days"),
    ):
        assert np.array_equal(got.column(count, "noted"), got.column(wrongful, "noted"))
    assert got.total("listed", "noted") > 0


def test_a_longer_stay_in_some_cases_is_as_much_longer_as_its_share() -> None:
    """Entry on the first day; half stay 20 days, half of them 30 to 39 days, every length alike."""
    stay = {"for": "20 days", "extend": [{"if": "violent", "by": ["10 days", "19 days"]}]}
    written = scheme(
        [rule("red", [RED], effect={"enter": "noted"}, stay=stay)],
        lists=[black("noted", "20 days")],
        scheme=FIRST_DAY_ONLY,
    )
    procedure = Procedure.model_validate({"conditions": {"violent": 0.5}})
    about = world(conduct(RED, 0.0), false={RED: 2.0}, procedure=procedure)
    got = run(written, about, people=5 * PEOPLE, days=63)
    exits = got.weekly("exits", "noted")
    days = np.append(0.5, np.full(10, 0.05))
    weeks = np.array([20, *range(30, 40)]) // 7
    expected = np.bincount(weeks, days, minlength=len(exits))
    # Two false records on one day are so rare (one in 180 of those listed) that chi-square does not see them.
    assert_fits(exits, expected)


def test_of_two_lists_that_feed_each_other_each_holds_whom_the_other_has_taken() -> None:
    """Who does either act comes onto both: ever listed goes by both rates, and so do days on any of them.

    Both stays are as long; a further act of one kind extends one stay, and so the time on any of them.
    """
    days, stay, one, other = 365, 40, 1.2 / YEAR, 0.7 / YEAR
    written = scheme(
        [
            rule("red", [RED], effect={"enter": "bank"}),
            rule("blue", ["drive-on-red"], effect={"enter": "court"}),
            {"id": "told", "when": {"list": ["bank"]}, "proof": "allegation", "effect": {"enter": "court"}},
            {"id": "back", "when": {"list": ["court"]}, "proof": "allegation", "effect": {"enter": "bank"}},
        ],
        lists=[black("bank", f"{stay} days"), black("court", f"{stay} days")],
        consequences=[consequence("any", {"list": ["bank", "court"]}, "flight", "deny")],
    )
    assert [warning.code for warning in written.warnings] == ["list-cycle"]
    about = world(
        conduct(RED, one * YEAR),
        conduct("drive-on-red", other * YEAR),
        gates=[Gate(id="flight", title="Flight", demand=1.0)],
    )
    got = run(written, about, days=days)
    ever = 1 - math.exp(-(one + other) * days)
    assert_binomial(got.total("listed", "bank"), PEOPLE, ever)
    assert got.total("listed", "court") == got.total("listed", "bank")
    on = [1 - math.exp(-(one + other) * min(day + 1, stay)) for day in range(days)]
    assert_mean(got.column("consequence-days", "any")[:, 0], PEOPLE * sum(on))
    # They do leave: whoever is on neither list at the end has left both as often as they came.
    assert got.total("expired", "bank") == got.total("spells", "bank") - got.total("listed-end", "bank") > 0
