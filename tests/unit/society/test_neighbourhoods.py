"""Neighbourhood plans: exact counts for any number of people, even replicates, and a jackknife that works."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasshouse.ground.errors import BadInput
from glasshouse.measures.jackknife import Design, standard_error
from glasshouse.society import plain
from glasshouse.society.neighbourhoods import REPLICATES, plan_neighbourhoods

populations = st.lists(st.integers(1_000, 120_000_000), min_size=1, max_size=40)


@settings(max_examples=200)
@given(st.integers(1, 3_000_000), populations)
def test_everybody_lives_somewhere_once(people: int, population: list[int]) -> None:
    plan = plan_neighbourhoods(people, np.array(population, dtype=np.int64))
    assert int(plan.persons.sum(dtype=np.int64)) == people
    assert (plan.persons >= 1).all()
    assert len(plan) == max(1, (people + 500) // 1000)
    assert (np.diff(plan.place) >= 0).all()
    assert (np.diff(plan.stratum) >= 0).all()
    assert int(plan.members.sum()) == len(plan)
    for place in np.unique(plan.place):
        there = plan.persons[plan.place == place]
        assert there.max() - there.min() <= 1


@settings(max_examples=200)
@given(st.integers(1, 3_000_000), populations)
def test_replicates_fill_evenly_over_all_and_within_places(people: int, population: list[int]) -> None:
    plan = plan_neighbourhoods(people, np.array(population, dtype=np.int64))
    assert plan.replicates == min(REPLICATES, len(plan))
    over_all = np.bincount(plan.replicate, minlength=plan.replicates)
    assert over_all.max() - over_all.min() <= 1
    for place in np.unique(plan.place):
        there = np.bincount(plan.replicate[plan.place == place], minlength=plan.replicates)
        assert there.max() - there.min() <= 1


@settings(max_examples=200)
@given(st.integers(2_000, 3_000_000), populations)
def test_no_replicate_holds_a_whole_stratum(people: int, population: list[int]) -> None:
    plan = plan_neighbourhoods(people, np.array(population, dtype=np.int64))
    assert plan.strata == int(plan.stratum[-1]) + 1
    size = plan.members.sum(axis=1)
    if len(plan) > 1:
        assert (size >= 2).all()
        assert (plan.members < size[:, None]).all()


@given(st.integers(100_000, 3_000_000), populations)
def test_places_get_their_share_of_people(people: int, population: list[int]) -> None:
    plan = plan_neighbourhoods(people, np.array(population, dtype=np.int64))
    inhabited = np.unique(plan.place)
    total = sum(population[place] for place in inhabited)
    for place in inhabited:
        exact = people * population[place] / total
        assert abs(int(plan.persons[plan.place == place].sum()) - exact) <= 1 + 1e-6


def test_the_whole_nation_is_planned() -> None:
    plan = plain(31, 1_409_770_000).neighbourhoods(1_409_770_000)
    assert len(plan) == 1_409_770
    assert int(plan.persons.sum(dtype=np.int64)) == 1_409_770_000
    assert plan.persons.dtype == plan.place.dtype == plan.replicate.dtype == np.int32


def test_few_people_get_a_warning_and_none_an_error() -> None:
    society = plain()
    assert [problem.code for problem in society.neighbourhoods(19_000).warnings] == ["too-few-people"]
    assert society.neighbourhoods(20_000).warnings == ()
    assert len(society.neighbourhoods(1)) == 1
    for people in (0, -5):
        with pytest.raises(BadInput, match="at least one person"):
            society.neighbourhoods(people)


def test_small_places_left_empty_are_told() -> None:
    plan = plan_neighbourhoods(30_000, np.array([10_000_000, 20_000]))
    assert set(plan.place.tolist()) == {0}
    assert [problem.code for problem in plan.warnings] == ["empty-places"]


@pytest.mark.parametrize("people", [40_000, 300_000])
def test_the_jackknife_of_a_plan_is_unbiased(people: int) -> None:
    """The variance it gives, against the known variance of a sum over three very unequal places."""
    plan = plan_neighbourhoods(people, np.array([10_000_000, 5_000_000, 1_000_000]))
    design = Design.of(plan.members)
    random = np.random.default_rng(11)
    level = np.array([0.0, 50.0, -200.0])[plan.place]
    cell = plan.stratum * plan.replicates + plan.replicate
    estimates = []
    for _ in range(1500):
        value = level + random.standard_normal(len(plan))
        part = np.bincount(cell, value, plan.strata * plan.replicates)
        estimates.append(standard_error(design.vector(part.reshape(plan.members.shape))) ** 2)
    # Each neighbourhood has variance 1 around its place's level, which the strata take out.
    error = np.std(estimates) / np.sqrt(len(estimates))
    assert abs(np.mean(estimates) - len(plan)) < 4 * error


@given(st.integers(2_000, 3_000_000), populations)
def test_replicates_keep_the_number_of_neighbourhoods(people: int, population: list[int]) -> None:
    """A constant has no variance: without each replicate, every neighbourhood is counted all the same."""
    plan = plan_neighbourhoods(people, np.array(population, dtype=np.int64))
    counted = Design.of(plan.members).vector(plan.members)
    np.testing.assert_allclose(counted, np.full(plan.replicates + 1, float(len(plan))), rtol=1e-12)
