"""The map over neighbourhoods: scenarios, progress, stopping, overflow, and sums that nothing changes."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any
from unittest import mock

import numpy as np
import pytest
from tests.invented import START
from tests.twin.everything import everything

from glasshouse.engine import simulate
from glasshouse.engine.compile import Compiled, compile_scenario
from glasshouse.engine.scenario import BASELINE, Arm, Scenario
from glasshouse.engine.simulate import available_threads, live_range, simulate_tally
from glasshouse.engine.tally import Tally
from glasshouse.ground.errors import BadInput
from glasshouse.society import load as load_society


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """Twelve neighbourhoods in which everything happens."""
    written, about = everything()
    return Scenario((Arm("arm", written),), load_society("simpleland"), about, 12_000, 90, 8, START)


@pytest.fixture(scope="module")
def compiled(scenario: Scenario) -> Compiled:
    return compile_scenario(scenario)


@pytest.fixture(scope="module")
def whole(scenario: Scenario) -> Tally:
    return simulate_tally(scenario, threads=1)


def same(one: Tally, other: Tally | None) -> bool:
    return other is not None and all(
        np.array_equal(array, other.arrays()[name]) for name, array in one.arrays().items()
    )


# ---------------------------------------------------------------------------------------- scenarios


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"people": 0}, "people"),
        ({"people": 5_000_000_000}, "people"),
        ({"days": 0}, "days"),
        ({"days": 40_000}, "days"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**64}, "seed"),
    ],
)
def test_a_number_out_of_range_is_refused(scenario: Scenario, change: dict[str, Any], word: str) -> None:
    with pytest.raises(BadInput) as caught:
        dataclasses.replace(scenario, **change)
    (problem,) = caught.value.problems
    assert word in problem.what
    assert problem.remedy


def test_all_that_is_wrong_with_a_scenario_is_told_at_once(scenario: Scenario) -> None:
    arm = scenario.arms[0]
    with pytest.raises(BadInput) as caught:
        dataclasses.replace(scenario, people=0, days=0, arms=(arm, arm, Arm(BASELINE, arm.scheme)))
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize(("days", "weeks"), [(1, 1), (7, 1), (8, 2), (365, 53)])
def test_weeks_that_have_begun_are_counted(scenario: Scenario, days: int, weeks: int) -> None:
    assert dataclasses.replace(scenario, days=days).weeks == weeks


# ---------------------------------------------------------------------------------------- running


def test_everybody_is_counted_once(scenario: Scenario, whole: Tally) -> None:
    assert whole.persons[:, 0].sum() == scenario.people


@pytest.mark.parametrize(("threads", "block"), [(1, 1), (2, 3), (3, 100), (None, 5)])
def test_threads_and_blocks_change_no_byte(
    scenario: Scenario, whole: Tally, threads: int | None, block: int
) -> None:
    assert same(whole, simulate_tally(scenario, threads=threads, block=block))


def test_a_seed_matters_and_so_does_nothing_else(scenario: Scenario, whole: Tally) -> None:
    assert same(whole, simulate_tally(scenario))
    assert not same(whole, simulate_tally(dataclasses.replace(scenario, seed=scenario.seed + 1)))
    assert not same(whole, simulate_tally(dataclasses.replace(scenario, seed=scenario.seed + 2**32)))


def test_agendas_that_overflow_are_begun_again_without_a_trace(scenario: Scenario, whole: Tally) -> None:
    with mock.patch.object(simulate, "_AGENDA", 1):
        assert same(whole, simulate_tally(scenario, threads=2))


def test_progress_is_told_block_by_block(scenario: Scenario, compiled: Compiled, whole: Tally) -> None:
    told: list[int] = []
    tally = live_range(scenario, compiled, range(len(compiled.plan)), threads=2, block=5, lived=told.append)
    assert same(whole, tally)
    assert len(told) == 3
    assert sum(told) == scenario.people


def test_a_run_that_is_stopped_gives_nothing(scenario: Scenario, compiled: Compiled) -> None:
    stop = threading.Event()
    begun: list[int] = []

    def after_the_first(persons: int) -> None:
        begun.append(persons)
        stop.set()

    everywhere = range(len(compiled.plan))
    stopped = live_range(scenario, compiled, everywhere, threads=1, block=1, lived=after_the_first, stop=stop)
    assert stopped is None
    assert len(begun) == 1
    assert live_range(scenario, compiled, everywhere, threads=2, stop=stop) is None


def test_parts_add_up_in_any_order(scenario: Scenario, compiled: Compiled, whole: Tally) -> None:
    total = Tally.zeros(compiled.layout)
    for part in (range(7, 12), range(0, 0), range(0, 3), range(3, 7)):
        tally = live_range(scenario, compiled, part, threads=2)
        assert tally is not None
        total.add(tally)
    assert same(whole, total)


def test_tallies_of_different_scenarios_cannot_be_added(scenario: Scenario, whole: Tally) -> None:
    other = simulate_tally(dataclasses.replace(scenario, days=8, people=1000))
    with pytest.raises(ValueError, match="different"):
        whole.add(other)


def test_there_is_at_least_one_thread() -> None:
    assert available_threads() >= 1
