"""Fieller sets against SciPy's algebra and against how often they hold the truth; ends of a share joined."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, stats

from glasshouse.measures.fieller import fieller_set
from glasshouse.measures.jackknife import Design, limits_at_an_end

DESIGN = Design.of(np.ones((1, 64), int))


def vectors(luck: np.random.Generator, above: float, below: float) -> tuple[np.ndarray, np.ndarray]:
    common = luck.normal(0.0, 1.0, 64)
    return (
        DESIGN.vector((above + common + luck.normal(0.0, 1.0, 64))[None]),
        DESIGN.vector((below + common + luck.normal(0.0, 1.0, 64))[None]),
    )


def test_the_ends_are_where_a_paired_t_test_turns() -> None:
    """At a limit r the mean of x - r y is t standard errors from 0: found by root finding, not by algebra."""
    luck = np.random.default_rng(1)
    x, y = luck.normal(3.0, 1.0, 64), luck.normal(2.0, 1.0, 64)
    found = fieller_set(DESIGN.vector(x[None]), DESIGN.vector(y[None]), 63)
    assert found is not None
    value, low, high = found

    def turn(ratio: float) -> float:
        apart = x - ratio * y
        return abs(apart.mean()) / stats.sem(apart) - stats.t.ppf(0.975, 63)

    assert value == pytest.approx(x.sum() / y.sum())
    assert low == pytest.approx(optimize.brentq(turn, 0.5, value), rel=1e-9)
    assert high == pytest.approx(optimize.brentq(turn, value, 4.0), rel=1e-9)


def test_a_denominator_that_may_be_nought_gives_no_interval() -> None:
    above, below = vectors(np.random.default_rng(2), 3.0, 0.05)
    assert fieller_set(above, below, 63) is None


@pytest.mark.parametrize("below", [0.4, 1.0, 3.0])
def test_sets_hold_the_truth_as_often_as_they_say(below: float) -> None:
    """An unbounded set is the whole line or its outside; it is counted as holding, which only adds."""
    luck = np.random.default_rng(3)
    runs, held = 2000, 0
    for _ in range(runs):
        found = fieller_set(*vectors(luck, 1.0, below), 63)
        held += found is None or found[1] <= 1.0 / below <= found[2]
    least = int(stats.binom.ppf(0.001, runs, 0.95))
    assert held >= least


def test_nobody_in_one_arm_widens_the_difference() -> None:
    """0 of 1,000 against 5 of 1,000: the limits hold those of both (Zou and Donner)."""
    value, low, high = limits_at_an_end((0.0, 0.0, 0.003), (0.005, 0.002, 0.012))
    assert value == -0.005
    assert low == pytest.approx(-0.005 - 0.007)
    assert high == pytest.approx(-0.005 + np.hypot(0.003, 0.003))


def test_a_difference_from_nobody_holds_the_truth_often_enough() -> None:
    """The truth is 0.0005 against 0.004 in 3,000 people: the first arm often sees nobody."""
    luck = np.random.default_rng(4)
    truth, held, asked = 0.0005 - 0.004, 0, 0
    for _ in range(4000):
        one, two = luck.binomial(3000, 0.0005), luck.binomial(3000, 0.004)
        if one or not two:
            continue
        limits = [
            (count / 3000, *(stats.binomtest(int(count), 3000).proportion_ci(0.95))) for count in (one, two)
        ]
        _, low, high = limits_at_an_end(*limits)
        asked += 1
        held += low <= truth <= high
    assert asked > 500
    assert held / asked > 0.95
