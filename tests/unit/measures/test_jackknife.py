"""The jackknife against the textbook's variances, and against the truth in simulated counts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from verification.coverage import CASES, Case, binomial_limits, coverage
from verification.coverage_of_kinds import KINDS, KindOfInterval

from glasshouse.measures.jackknife import Design, limits, standard_error


def test_mean_of_a_simple_random_sample_has_the_textbooks_error() -> None:
    counts = np.random.default_rng(1).poisson(30, 64).astype(float)
    design = Design.of(np.ones((1, 64), int))
    mean = design.vector(counts[None]) / design.vector(np.ones((1, 64)))
    assert mean[0] == pytest.approx(counts.mean())
    assert standard_error(mean) == pytest.approx(stats.sem(counts), rel=1e-12)


@pytest.mark.parametrize("size", [2, 3, 7, 20, 63])
def test_a_small_stratum_is_neither_over_nor_understated(size: int) -> None:
    """Kott's extended weights: the error of a stratum's total is sqrt(n s^2), s^2 the sample variance."""
    counts = np.zeros((1, 64))
    members = np.zeros((1, 64), int)
    members[0, :size] = 1
    counts[0, :size] = np.random.default_rng(size).poisson(50, size)
    total = Design.of(members).vector(counts)
    expected = math.sqrt(size * counts[0, :size].var(ddof=1))
    assert standard_error(total) == pytest.approx(expected, rel=1e-12)


def test_what_differs_between_strata_only_is_no_luck() -> None:
    members = np.tile([1, 1, 1, 1], (3, 1))
    counts = members * np.array([[1.0], [10.0], [100.0]])
    assert standard_error(Design.of(members).vector(counts)) == pytest.approx(0.0, abs=1e-9)


def test_strata_of_many_neighbourhoods_follow_the_delete_a_group_formula() -> None:
    """By hand: without replicate r, a stratum's rest weighs n / (n - n_r)."""
    members = np.array([[2, 1, 2], [1, 2, 1]])
    counts = np.array([[5.0, 2.0, 4.0], [1.0, 7.0, 3.0]])
    vector = Design.of(members).vector(counts)
    without_first = 5 / 3 * (2 + 4) + 4 / 3 * (7 + 3)
    assert vector[0] == 22.0
    assert vector[1] == pytest.approx(without_first)


def test_two_equal_arms_differ_by_exactly_nothing() -> None:
    counts = np.random.default_rng(3).poisson(9, (1, 64))
    vector = Design.of(np.ones((1, 64), int)).vector(counts)
    difference = vector - vector.copy()
    assert limits(difference, "signed", 63, 1.0) == (0.0, 0.0)


def test_pairing_narrows_a_difference() -> None:
    luck = np.random.default_rng(4)
    common = luck.poisson(400, (1, 64))
    design = Design.of(np.ones((1, 64), int))
    one, other = (design.vector(common + luck.poisson(5, (1, 64))) for _ in range(2))
    apart = math.hypot(standard_error(one), standard_error(other))
    assert standard_error(one - other) < 0.5 * apart


@pytest.mark.parametrize("members", [[[3]], [[2, 0], [1, 1]], [[0, 0]]])
def test_a_stratum_in_one_replicate_has_no_error(members: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="lies in one replicate"):
        Design.of(members)


def test_degrees_of_freedom_are_those_of_the_replicates_that_hold_something() -> None:
    assert Design.of([[1, 1, 1, 0]]).freedom == 2


def test_nobody_and_everybody() -> None:
    none, everybody = np.zeros(65), np.ones(65)
    assert limits(none, "share", 63, 0.003) == (0.0, 0.003)
    assert limits(everybody, "share", 63, 0.003) == (0.997, 1.0)
    assert limits(none, "rate", 63, 0.5) == (0.0, 0.5)


@pytest.mark.parametrize("share", [0.001, 0.2, 0.5, 0.9, 0.999])
def test_limits_of_a_share_stay_between_0_and_1_and_hold_it(share: float) -> None:
    vector = share + 0.3 * share * (1 - share) * np.random.default_rng(5).standard_normal(65)
    low, high = limits(vector, "share", 63, 0.0)
    assert 0.0 < low < vector[0] < high < 1.0


def test_limits_of_a_common_share_are_nearly_the_usual_ones() -> None:
    vector = np.concatenate(([0.5], 0.5 + 1e-4 * np.random.default_rng(6).standard_normal(64)))
    reach = stats.t.ppf(0.975, 63) * standard_error(vector)
    assert limits(vector, "share", 63, 0.0) == pytest.approx((0.5 - reach, 0.5 + reach), rel=1e-3)


@pytest.mark.parametrize("case", [case for case in CASES if not case.rough], ids=lambda case: case.name)
def test_intervals_hold_the_truth_as_often_as_they_say(case: Case) -> None:
    runs = 200
    least, most = binomial_limits(runs, 0.95, 0.001)
    assert least <= coverage(case, runs, seed=7) <= most


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_other_kinds_of_interval_hold_the_truth_as_often_as_they_say(kind: KindOfInterval) -> None:
    runs = 200
    least, most = binomial_limits(runs, 0.95, 0.001)
    held = sum(low <= truth <= high for truth, low, high in kind.intervals(runs, seed=7))
    assert least <= held
    assert kind.careful or held <= most
