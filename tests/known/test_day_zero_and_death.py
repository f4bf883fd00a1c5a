"""Known mathematics of where lives are cut: a scheme that has run before counting begins, and deaths."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.invented import LEDGER, POINTS, RED, black, conduct, levels, rule, scheme, world
from tests.known.worlds import PEOPLE, YEAR, run
from tests.limits import assert_binomial, assert_mean

from glasshouse.society import Society, plain

RATE, STAY = 1.5, 90


@pytest.mark.parametrize(("warm", "on", "ever"), [(0, 1, 1), (30, 31, 31), (200, 90, 91)])
def test_a_list_is_as_full_on_the_first_counted_day_as_its_entries_of_before_make_it(
    warm: int, on: int, ever: int
) -> None:
    """At launch it is empty; after a warm start those are on it whose last record is of the last 90 days.

    Whose stay ends on that very morning is counted as having been on it.
    """
    written = scheme([rule("red", [RED], effect={"enter": "noted"})], lists=[black("noted", f"{STAY} days")])
    got = run(written, world(conduct(RED, RATE)), days=1, warm=warm)
    daily = RATE / YEAR
    assert_binomial(got.total("listed-end", "noted"), PEOPLE, 1 - math.exp(-daily * on))
    assert_binomial(got.total("listed", "noted"), PEOPLE, 1 - math.exp(-daily * ever))
    assert got.total("covered-days") == PEOPLE
    # The days of the stay are counted from the first counted day on, however long it has lasted.
    assert got.total("listed-days", "noted") == got.total("listed-end", "noted")


def mortal(rate: float) -> Society:
    """A plain society where people die at a rate, whatever their age."""
    where = plain()
    return replace(where, ready=replace(where.tables(), death_rate=np.array([rate])))


def test_lives_end_by_an_exponential_law_and_nothing_is_done_after_death() -> None:
    rate, deaths, days = 6.0, 0.8, 400
    bands = levels(1000)
    written = scheme([rule("red", [RED], **POINTS)], score={**LEDGER, "bands": bands})
    got = run(written, world(conduct(RED, rate)), days=days, society=mortal(deaths))
    alive = np.exp(-deaths / YEAR * np.arange(1, days + 1))
    # Who is not there on the first morning is counted nowhere.
    assert_binomial(got.total("covered"), PEOPLE, float(alive[0]))
    assert got.total("covered") == int(got.tally.persons[:, 0].sum())
    assert_binomial(got.total("band-end", "D"), PEOPLE, float(alive[-1]))
    assert_mean(got.column("covered-days")[:, 0], PEOPLE * float(alive.sum()))
    assert_mean(got.column("hits", "red")[:, 0], PEOPLE * rate / YEAR * float(alive.sum()))
    assert got.total("band-days", "D") == got.total("covered-days")
