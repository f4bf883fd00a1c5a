"""Known mathematics of records: Poisson numbers, mixed over people, and so many within so long."""

from __future__ import annotations

import datetime
import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.stats import norm, poisson
from tests.invented import LEDGER, POINTS, RED, black, conduct, rule, scheme, world
from tests.known.worlds import PEOPLE, YEAR, Run, run
from tests.limits import assert_binomial, assert_fits, assert_mean, assert_poisson

from glasshouse.assumptions import Trait
from glasshouse.schemes import Scheme

FOR_EVER = {"by": "overturned", "within": "0 days"}


def counting_to(most: int) -> Scheme:
    """A list for each number of records, for ever."""
    rules = [
        rule(
            f"reaches-{k}",
            [RED],
            count={"at_least": k, "within": None, "after": "keep"},
            effect={"enter": f"l{k}"},
        )
        for k in range(1, most + 1)
    ]
    return scheme(rules, lists=[black(f"l{k}", "for-ever", FOR_EVER) for k in range(1, most + 1)])


def persons_by_records(got: Run, most: int) -> NDArray[np.int64]:
    """How many persons have 0, 1, ... and `most` or more records."""
    at_least = [PEOPLE, *(got.total("listed", f"l{k}") for k in range(1, most + 1)), 0]
    return -np.diff(np.array(at_least))


@pytest.mark.parametrize(("rate", "seen"), [(0.02, 1.0), (0.5, 1.0), (3.0, 0.4), (12.0, 0.05), (60.0, 0.9)])
def test_records_are_poisson_at_rate_x_people_x_time_x_share_seen(rate: float, seen: float) -> None:
    got = run(
        scheme([rule("red", [RED], **POINTS)], score=LEDGER), world(conduct(RED, rate, {"police": seen}))
    )
    assert_poisson(got.total("hits", "red"), PEOPLE * 365 / YEAR * rate * seen)


def test_the_records_of_a_person_are_poisson() -> None:
    most = 12
    counts = persons_by_records(run(counting_to(most), world(conduct(RED, 3.0))), most)
    mean = 3.0 * 365 / YEAR
    assert_fits(counts, np.append(poisson.pmf(np.arange(most), mean), poisson.sf(most - 1, mean)))


@pytest.mark.parametrize(("spread", "correlation"), [(0.6, 0.0), (1.0, 0.5)])
def test_people_who_differ_have_records_that_spread(spread: float, correlation: float) -> None:
    """A Poisson number with a lognormal mean of mean m: the mixture; its variance is m + m² (e^σ² - 1)."""
    most, mean = 45, 2.0 * 365 / YEAR
    traits = {
        name: Trait(spread=spread, household_correlation=correlation)
        for name in ("prudence", "lawfulness", "voice", "civic")
    }
    about = world(conduct(RED, 2.0, trait={"id": "lawfulness", "sign": -1}), traits=traits)
    counts = persons_by_records(run(counting_to(most), about), most)

    def share(records: int) -> float:
        def density(z: float) -> float:
            return float(poisson.pmf(records, mean * math.exp(spread * z - spread**2 / 2)) * norm.pdf(z))

        return quad(density, -8, 8, limit=200)[0]

    shares = np.array([share(records) for records in range(most)])
    assert_fits(counts, np.append(shares, 1 - shares.sum()))

    records = np.arange(most + 1)
    average = (counts * records).sum() / PEOPLE
    variance = (counts * (records - average) ** 2).sum() / PEOPLE
    fourth = (counts * (records - average) ** 4).sum() / PEOPLE
    expected = mean + mean**2 * (math.exp(spread**2) - 1)
    assert abs(variance - expected) < 5 * math.sqrt((fourth - variance**2) / PEOPLE)


# ---------------------------------------------------------------------------------------- windows


def crossings(needed: int, within: int, per_day: float, days: int, most: int) -> NDArray[np.float64]:
    """Exact law of how often a person crosses a window that starts anew each time.

    A Markov chain in days: its state is how long ago the records lie that still count (dates differ by less
    than `within`), and how often the window was crossed so far.

    Returns:
        Probability of 0, 1, ... and `most` or more crossings.
    """
    chances = poisson.pmf(np.arange(12), per_day)
    states: dict[tuple[tuple[int, ...], int], float] = {((), 0): 1.0}
    for _ in range(days):
        following: dict[tuple[tuple[int, ...], int], float] = {}
        for (ages, crossed), weight in states.items():
            live = tuple(age + 1 for age in ages if age + 1 < within)
            count = crossed
            for chance in chances:
                if weight * chance > 1e-18:
                    key = (live, count)
                    following[key] = following.get(key, 0.0) + weight * chance
                # One more record on this day.
                if len(live) + 1 == needed:
                    live, count = (), min(count + 1, most)
                else:
                    live = (*live, 0)
        states = following
    law = np.zeros(most + 1)
    for (_, crossed), weight in states.items():
        law[crossed] += weight
    return law / law.sum()


@pytest.mark.parametrize(("needed", "within", "rate"), [(2, 30, 3.0), (2, 7, 12.0), (3, 12, 12.0)])
def test_so_many_within_so_many_days(needed: int, within: int, rate: float) -> None:
    days, most = 200, 9
    window = {"at_least": needed, "within": f"{within} days", "window": "rolling", "after": "reset"}
    written = scheme(
        [rule("first", [RED], count=window, effect={"enter": "noted"})],
        lists=[black("noted", "for-ever", FOR_EVER)],
    )
    got = run(written, world(conduct(RED, rate)), days=days)
    law = crossings(needed, within, rate / YEAR, days, most)
    assert law[most] < 1e-6
    assert_binomial(got.total("listed", "noted"), PEOPLE, 1 - law[0])
    assert_mean(got.column("hits", "first")[:, 0], PEOPLE * float((law * np.arange(most + 1)).sum()))


def test_so_many_within_a_calendar_year() -> None:
    """Two halves of two years are two chances of their own; a rolling year would join them."""
    days, needed, rate = 365, 3, 3.0
    window = {"at_least": needed, "within": "1 year", "window": "calendar", "after": "reset"}
    written = scheme(
        [rule("third", [RED], count=window, effect={"enter": "noted"})],
        lists=[black("noted", "for-ever", FOR_EVER)],
    )
    got = run(written, world(conduct(RED, rate)), days=days, start=datetime.date(2019, 7, 1))
    halves = (184, 181)
    assert (datetime.date(2020, 1, 1) - datetime.date(2019, 7, 1)).days == halves[0]
    below = [poisson.cdf(needed - 1, rate / YEAR * half) for half in halves]
    assert_binomial(got.total("listed", "noted"), PEOPLE, 1 - below[0] * below[1])
