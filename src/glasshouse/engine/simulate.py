"""The map over neighbourhoods: blocks of them are lived through by a pool of threads, and added up.

A neighbourhood is made, simulated from the first day to the last in all arms at once, counted, and
forgotten; so memory does not grow with the population. Sums of integers do not depend on their order: any
number of threads and any size of block gives the same bytes.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.engine.compile import Compiled, compile_scenario
from glasshouse.engine.tally import Tally
from glasshouse.ground.random import seed_key

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario

__all__ = ["Worker", "available_threads", "live_range", "prepare", "simulate_tally"]

_AGENDA = 32
"""Places in an agenda to begin with; few lives need more, and those come back with twice as many."""

_VISITS = 1024
"""Places in the log of what reaches others, the same."""

_BLOCK = 4
"""Neighbourhoods per block: some milliseconds of work, so that progress moves and a stop is prompt."""


def available_threads() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Worker:
    """One thread's desk and tally.

    Attributes:
        tally: what has been counted so far.
        arrays: everything the kernels see, by the names of `kernels.shelf`.
    """

    def __init__(self, scenario: Scenario, compiled: Compiled, *, weeks_filmed: int = 0) -> None:
        """Lay a desk for a scenario; a film of so many weeks is taken where they are given."""
        self._scenario = scenario
        self._weeks_filmed = weeks_filmed
        self._compiled = compiled
        self._plan = np.array(
            [compiled.plan.place, compiled.plan.persons, compiled.plan.replicate, *compiled.bodies], np.int32
        )
        self._agenda = _AGENDA
        self._visits = _VISITS
        self.tally = Tally.zeros(compiled.layout)
        self._lay_desk()

    def _lay_desk(self) -> None:
        from glasshouse.engine.kernels.desk import lay_desk
        from glasshouse.engine.kernels.shelf import lay_world

        compiled = self._compiled
        desk = lay_desk(
            compiled.tables,
            columns=len(compiled.layout.totals),
            rings=compiled.rings,
            dimensions=compiled.dimensions,
            occupation=compiled.occupation,
            most_persons=int(self._plan[1].max()),
            most_bodies=int(self._plan[3:].sum(axis=0).max()),
            agenda=self._agenda,
            weeks_filmed=self._weeks_filmed,
            visits=self._visits,
            crossings=[crossing.numbers for crossing in compiled.crossings],
        )
        # The directory holds bare addresses: the arrays live as long as this worker.
        self.arrays = {**compiled.tables._asdict(), **desk, **self.tally.arrays(), "plan": self._plan}
        self._directory = lay_world(self.arrays)

    def ready(self) -> None:
        """Have the kernels compiled or loaded."""
        from glasshouse.engine.first_call import first_call
        from glasshouse.engine.kernels.block import live_block

        with first_call(live_block):
            self._live_block(0, 0)

    def live(self, first: int, last: int) -> None:
        """Live through neighbourhoods first to last - 1.

        An overflowing agenda is doubled and the neighbourhood begun again.
        """
        from glasshouse.engine.kernels.block import DONE

        self.ready()
        while True:
            home = self._live_block(first, last)
            if home == DONE:
                return
            first = home
            self._agenda *= 2
            self._visits *= 2
            self._lay_desk()

    def _live_block(self, first: int, last: int) -> int:
        from glasshouse.engine.kernels.block import live_block

        key_low, key_high = seed_key(self._scenario.seed)
        home: int = live_block(
            self._directory.ctypes.data,
            key_low,
            key_high,
            self._scenario.warm,
            self._scenario.warm + self._scenario.days,
            self._compiled.place_attribute,
            first,
            last,
        )
        return home


def prepare(scenario: Scenario, compiled: Compiled) -> None:
    """Have the kernels ready: compiled, which takes some twenty seconds once, or loaded from the cache."""
    Worker(scenario, compiled).ready()


def live_range(
    scenario: Scenario,
    compiled: Compiled,
    neighbourhoods: range,
    *,
    threads: int | None = None,
    block: int = _BLOCK,
    lived: Callable[[int], None] | None = None,
    stop: threading.Event | None = None,
) -> Tally | None:
    """Simulate a range of neighbourhoods.

    Args:
        scenario: what is simulated.
        compiled: the same, compiled.
        neighbourhoods: consecutive numbers within the plan.
        threads: at most so many threads; None for one per processor.
        block: neighbourhoods per piece of work, at least 1; it changes no result.
        lived: called after each block with the number of persons in it, from the worker's thread.
        stop: when it is set, work ends after the blocks under way.

    Returns:
        The range's tally, or None if it was stopped before its end.
    """
    persons = compiled.plan.persons
    starts = iter(range(neighbourhoods.start, neighbourhoods.stop, block))
    turn = threading.Lock()

    def work() -> Tally:
        worker = Worker(scenario, compiled)
        while not (stop is not None and stop.is_set()):
            with turn:
                first = next(starts, None)
            if first is None:
                break
            last = min(first + block, neighbourhoods.stop)
            worker.live(first, last)
            if lived is not None:
                lived(int(persons[first:last].sum()))
        return worker.tally

    blocks = -(-len(neighbourhoods) // block)
    count = max(1, min(available_threads() if threads is None else threads, blocks))
    if count == 1:
        tallies = [work()]
    else:
        with ThreadPoolExecutor(count, thread_name_prefix="glasshouse") as pool:
            tallies = [future.result() for future in [pool.submit(work) for _ in range(count)]]
    if next(starts, None) is not None:
        return None
    total = tallies[0]
    for tally in tallies[1:]:
        total.add(tally)
    return total


def simulate_tally(scenario: Scenario, *, threads: int | None = None, block: int = _BLOCK) -> Tally:
    """The tally of a whole scenario.

    Raises:
        BadInput: the scenario holds something that the engine cannot execute.
    """
    compiled = compile_scenario(scenario)
    tally = live_range(scenario, compiled, range(len(compiled.plan)), threads=threads, block=block)
    assert tally is not None
    return tally
