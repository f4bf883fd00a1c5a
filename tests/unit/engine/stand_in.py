"""An engine that takes no time: made-up counts in the place of lives, so that folders are tested alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from tests.unit.measures.made_up import made_up_range

from glasshouse.engine.outcomes import Outcomes
from glasshouse.engine.scenario import Scenario
from glasshouse.engine.tally import Tally

__all__ = ["PARTS", "Engine", "files", "same", "stop_at"]

PARTS = 4
"""Chunks into which every run, or part of one, is cut."""


class Engine:
    """Stands in for the engine: counts made up, calls counted, and something may happen in a chunk."""

    def __init__(self) -> None:
        self.lived: list[range] = []
        self.before_part: Callable[[int, threading.Event], None] = lambda part, stop: None

    def __call__(
        self, scenario: Scenario, compiled: Any, neighbourhoods: range, **options: Any
    ) -> Tally | None:
        self.before_part(len(self.lived), options["stop"])
        if options["stop"].is_set():
            return None
        self.lived.append(neighbourhoods)
        people = int(compiled.plan.persons[neighbourhoods.start : neighbourhoods.stop].sum())
        options["lived"](people)
        return made_up_range(scenario, compiled.plan, neighbourhoods)


def four(neighbourhoods: int, people: int, days: int, hands: int) -> list[range]:
    """Four chunks, whatever the work."""
    size = -(-neighbourhoods // PARTS)
    return [range(first, min(first + size, neighbourhoods)) for first in range(0, neighbourhoods, size)]


def stop_at(part: int) -> Callable[[int, threading.Event], None]:
    """Stop before that chunk."""
    return lambda number, stop: stop.set() if number == part else None


def same(one: Outcomes, other: Outcomes) -> bool:
    """Whether two runs agree in every count."""
    pairs = zip(one.tally.arrays().values(), other.tally.arrays().values(), strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)


def files(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, and its content."""
    return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
