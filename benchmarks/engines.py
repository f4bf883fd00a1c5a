"""The engines under test by name, each as one function of people, threads and seed."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from benchmarks.scorebook import Tally

__all__ = ["ENGINES", "Engine"]


@dataclass(frozen=True)
class Engine:
    """One way to do the scorebook workload.

    Args:
        id: its name on the command line.
        module, function: where it lives, imported when first run, so that one peer does not weigh on
        another's memory.
        time: its clock: continuous, continuous with refusals by whole days, or stepping day by day.
        threaded: whether it can use more than one thread.
        most_people: more than these say nothing more about its speed, and take too long; None for no such
        bound.
        about: one line for the tables.
    """

    id: str
    module: str
    function: str
    time: Literal["continuous", "calendar", "daily"]
    threaded: bool
    most_people: int | None
    about: str

    def run(self, people: int, threads: int = 1, seed: int = 1) -> Tally:
        """Simulate `people`, or as many as the engine is worth running with, and say how many that was."""
        simulate: Callable[..., Tally] = getattr(importlib.import_module(self.module), self.function)
        people = people if self.most_people is None else min(people, self.most_people)
        if self.threaded:
            return simulate(people=people, threads=threads, seed=seed)
        return simulate(people=people, seed=seed)


ENGINES = {
    engine.id: engine
    for engine in (
        Engine(
            id="general",
            module="benchmarks.general",
            function="run",
            time="calendar",
            threaded=True,
            most_people=None,
            about="the general engine of Glasshouse, running scorebook.yaml beside its baseline",
        ),
        Engine(
            id="hand",
            module="benchmarks.hand_kernel",
            function="run",
            time="continuous",
            threaded=True,
            most_people=None,
            about="Numba, written for this one scheme: the yardstick",
        ),
        Engine(
            id="numpy-tuned",
            module="benchmarks.numpy_peer",
            function="run_sparse",
            time="daily",
            threaded=True,
            most_people=None,
            about="day by day, drawing only what happens",
        ),
        Engine(
            id="numpy-plain",
            module="benchmarks.numpy_peer",
            function="run_plain",
            time="daily",
            threaded=True,
            most_people=131_072,
            about="day by day, a Poisson count per person and conduct",
        ),
        Engine(
            id="mesa",
            module="benchmarks.mesa_peer",
            function="run",
            time="daily",
            threaded=False,
            most_people=10_000,
            about="day by day, one agent per person",
        ),
    )
}
