"""Looked at closely: by hand, by SciPy and by lives lived out; and the same on any number of threads."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy import stats

from glasshouse.measures.estimate import Estimate
from glasshouse.studies import closely
from glasshouse.studies.closely import area_under_the_curve, look_closely, neighbourhoods_looked_at
from glasshouse.studies.paths import first_spell
from glasshouse.studies.simulation import set_up
from glasshouse.studies.single_records import BUT_FOR


@cache
def asked(scheme: str = "simpleland-points", threads: int = 2) -> dict[tuple[str, str], Estimate]:
    found = look_closely(set_up(scheme, people=24_000, days=200), lives=6, threads=threads)
    return {(e.id, e.item): e for e in found}


def test_the_area_under_the_curve_is_the_u_statistic_of_scipy() -> None:
    luck = np.random.default_rng(3)
    marks, wanted = luck.integers(0, 6, 400).astype(float), luck.random(400) < 0.2
    whole = stats.mannwhitneyu(marks[wanted], marks[~wanted]).statistic
    assert area_under_the_curve(marks, wanted) == pytest.approx(whole / (wanted.sum() * (~wanted).sum()))
    assert area_under_the_curve(wanted.astype(float), wanted) == 1.0
    assert area_under_the_curve(np.zeros(400), wanted) == 0.5


def test_first_burdens_by_hand() -> None:
    """Weeks 1 to 2 and over; from week 3 to the end; never; from week 2, then covered no more."""
    burdened = np.array([[0, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 1], [0, 1, 0, 0], [1, 1, 0, 0]], bool)
    covered = np.ones((5, 4), bool)
    covered[3:, 3] = False
    spell, ended = first_spell(burdened, covered)
    assert spell.tolist() == [2, 2, 0, 1]
    assert ended.tolist() == [True, False, False, False]


def test_the_share_still_open_is_the_product_limit_estimate_of_scipy() -> None:
    luck = np.random.default_rng(5)
    weeks, over = luck.integers(1, 9, 300), luck.random(300) < 0.7
    ended, cut = (np.bincount(weeks[over == which], minlength=10).astype(float) for which in (True, False))
    data = stats.CensoredData(uncensored=weeks[over], right=weeks[~over])
    known = stats.ecdf(data).sf
    found = closely._product_limit(ended, cut)
    assert found[known.quantiles.astype(int)] == pytest.approx(known.probabilities)
    assert found[0] == 1.0


def test_shares_are_those_that_the_whole_run_counts_where_all_of_it_is_looked_at() -> None:
    scenario = set_up("simpleland-points", people=24_000, days=200)
    assert sorted(neighbourhoods_looked_at(scenario)) == list(range(24))
    from glasshouse.engine.run import run

    outcomes = run(scenario, threads=2)
    assert asked()["exposure", ""].people == outcomes.count(scenario.arms[0].name, "covered")


def test_each_answer_has_an_interval_and_says_of_whom() -> None:
    told = asked()
    assert {id for id, _ in told} == {*closely.QUESTIONS, BUT_FOR}
    for estimate in told.values():
        assert estimate.denominator and (estimate.value is not None or "too few" in (estimate.note or ""))
        assert (estimate.value is None) == (estimate.low is None)
    assert told["exposure", ""].report_only and 40.0 < (told["exposure", ""].value or 0.0) < 60.0
    assert 0.0 < (told["rank-persistence", ""].value or 0.0) < 100.0


def test_few_listings_are_warned_of_and_their_interval_is_the_exact_one() -> None:
    told = asked()[BUT_FOR, ""]
    assert told.people == 6 and "6 are few" in (told.note or "")
    hang = round((told.value or 0.0) * 6 / 100)
    ends = stats.binomtest(hang, 6).proportion_ci(0.95)
    assert (told.low, told.high) == (pytest.approx(100 * ends.low), pytest.approx(100 * ends.high))


def test_a_list_is_asked_about_listings_and_an_empty_one_says_so() -> None:
    told = asked("narrow-court-register")
    assert "listings looked at" in (told[BUT_FOR, ""].note or "")
    assert ("rank-persistence", "") not in told
