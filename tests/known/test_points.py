"""Known mathematics of points: lapses in civil months, caps by the calendar year, floors and ceilings."""

from __future__ import annotations

import datetime
from itertools import pairwise

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta
from numpy.typing import NDArray
from scipy.linalg import expm
from scipy.stats import poisson, skellam
from tests.invented import RED, START, conduct, rule, scheme, world
from tests.known.worlds import YEAR, Run, run
from tests.limits import assert_fits


def bands(lowest: int, highest: int) -> list[dict[str, object]]:
    """A band for each score, the outer ones open; worst first."""
    ends = [None, *range(lowest + 1, highest + 1), None]
    return [
        {"id": f"s{lowest + place}", "from": low, "to": high}
        for place, (low, high) in enumerate(pairwise(ends))
    ]


def at_the_end(got: Run, lowest: int, highest: int) -> NDArray[np.int64]:
    return np.array([got.total("band-end", f"s{score}") for score in range(lowest, highest + 1)])


@pytest.mark.parametrize(
    ("start", "until", "lapse", "wait"),
    [
        ("2019-01-01", "2019-03-01", "1 month", relativedelta(months=1)),
        ("2019-12-15", "2020-03-01", "1 month", relativedelta(months=1)),
        ("2019-01-01", "2019-08-31", "6 months", relativedelta(months=6)),
        ("2019-01-01", "2021-01-01", "1 year", relativedelta(years=1)),
    ],
)
def test_points_lapse_after_civil_time(start: str, until: str, lapse: str, wait: relativedelta) -> None:
    """Points are left from the days whose date and the wait come to the last day's morrow or later."""
    first, end = datetime.date.fromisoformat(start), datetime.date.fromisoformat(until)
    days = (end - first).days
    live = sum(first + datetime.timedelta(day) + wait >= end for day in range(days))
    assert 0 < live < days
    # About six points each, so that one day more or less would show.
    rate = 6.0 * YEAR / live
    written = scheme(
        [rule("red", [RED], effect={"points": -1}, lapse=lapse)],
        score={"kind": "ledger", "start": 100, "recomputed": "at-once", "bands": bands(80, 100)},
    )
    got = run(written, world(conduct(RED, rate)), days=days, start=first)
    numbers = np.arange(20)
    law = np.append(poisson.pmf(numbers, 6.0), poisson.sf(19, 6.0))
    assert_fits(at_the_end(got, 80, 100), law[::-1])


def test_a_cap_holds_within_each_calendar_year() -> None:
    """Three points a time, ten a year at most: 0, 3, 6, 9, 10 in each of two years."""
    start, days, rate = datetime.date(2019, 8, 1), 306, 5.0
    written = scheme(
        [rule("red", [RED], effect={"points": 3}, lapse=None)],
        score={
            "kind": "ledger",
            "start": 100,
            "recomputed": "at-once",
            "caps": [{"rules": ["red"], "limit": 10}],
            "bands": bands(100, 120),
        },
    )
    got = run(written, world(conduct(RED, rate)), days=days, start=start)

    def year(length: int) -> NDArray[np.float64]:
        law = np.zeros(11)
        mean = rate * length / YEAR
        law[[0, 3, 6, 9]] = poisson.pmf(np.arange(4), mean)
        law[10] = poisson.sf(3, mean)
        return law

    before = (datetime.date(2020, 1, 1) - start).days
    assert_fits(at_the_end(got, 100, 120), np.convolve(year(before), year(days - before)))


@pytest.mark.parametrize("clip", ["on-read", "on-write"])
def test_floor_and_ceiling_cut_what_is_read_or_what_is_written(clip: str) -> None:
    """On-read: the sum of steps up and down, cut once. On-write: a walk between two walls, a Markov chain."""
    up, down, days = 6.0, 5.0, 365
    written = scheme(
        [
            rule("worse", [RED], effect={"points": -1}, lapse=None),
            rule("better", ["volunteers"], effect={"points": 1}, lapse=None),
        ],
        score={
            "kind": "ledger",
            "start": 100,
            "floor": 97,
            "ceiling": 102,
            "clip": clip,
            "recomputed": "at-once",
            "bands": bands(97, 102),
        },
    )
    about = world(conduct(RED, down), conduct("volunteers", up, context="civic", legality="prosocial"))
    got = run(written, about, days=days)
    years = days / YEAR
    if clip == "on-read":
        inner = skellam.pmf(np.arange(-2, 2), up * years, down * years)
        law = np.array(
            [skellam.cdf(-3, up * years, down * years), *inner, skellam.sf(1, up * years, down * years)]
        )
    else:
        generator = np.zeros((6, 6))
        for state in range(6):
            for step, rate in ((1, up), (-1, down)):
                to = min(5, max(0, state + step))
                generator[state, to] += rate
                generator[state, state] -= rate
        law = expm(generator * years)[3]
    assert_fits(at_the_end(got, 97, 102), law)


@pytest.mark.parametrize(("after", "days"), [("0 days", 731), ("60 days", 800)])
def test_the_use_of_a_rolling_cap_never_exceeds_its_limit_in_any_year(after: str, days: int) -> None:
    """Busy people take four points each time that four are free, and no more in any 365 days.

    With one point a time, dozens of times a day, the whole limit is used on the first day, again on the day
    one year later, and so on: the score is the limit times the years begun.
    """
    cap = {"rules": ["good"], "per": "year", "years": "rolling", "limit": 4}
    score = {
        "kind": "ledger",
        "start": 0,
        "recomputed": "at-once",
        "caps": [cap],
        "bands": bands(0, 16),
    }
    good = rule("good", [RED], effect={"points": 1}, lapse=None, final_after=after, dated_by="decision")
    got = run(scheme([good], score=score), world(conduct(RED, 40 * YEAR)), people=25, days=days)
    first = START + datetime.timedelta(int(after.split()[0]))
    end = START + datetime.timedelta(days)
    started = sum(first + relativedelta(years=years) < end for years in range(4))
    assert started in (2, 3)
    assert at_the_end(got, 0, 16)[4 * started] == 25


def test_a_rolling_cap_lets_in_what_a_renewal_process_says() -> None:
    """A limit of one point: after each one a year of nothing, then as long as it takes for the next."""
    cap = {"rules": ["good"], "per": "year", "years": "rolling", "limit": 1}
    score = {"kind": "ledger", "start": 0, "recomputed": "at-once", "caps": [cap], "bands": bands(0, 4)}
    good = rule("good", [RED], effect={"points": 1}, lapse=None)
    rate, days = 1.5, 365 + 365
    got = run(scheme([good], score=score), world(conduct(RED, rate)), days=days)
    # The first comes on day d with the chance of an act on d and none before; then the days from d + 365 on.
    daily = rate / YEAR
    law = np.zeros(5)
    law[0] = np.exp(-daily * days)
    for first in range(days):
        chance = np.exp(-daily * first) * (1 - np.exp(-daily))
        free = max(0, days - first - 365)
        law[2] += chance * (1 - np.exp(-daily * free))
        law[1] += chance * np.exp(-daily * free)
    assert_fits(at_the_end(got, 0, 4), law)
