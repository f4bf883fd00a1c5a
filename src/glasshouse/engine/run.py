"""Running a scenario: part by part, with progress, a stop, and parts that are kept.

Each part is a range of neighbourhoods. Where a folder is given, a finished part is kept there, and the same
run goes on from the parts that it finds. Which parts there are changes no count.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.engine.compile import Compiled, compile_scenario
from glasshouse.engine.outcomes import PARQUET_FILES, Outcomes
from glasshouse.engine.run_directory import RunDirectory
from glasshouse.engine.simulate import live_range, prepare
from glasshouse.engine.tally import Tally
from glasshouse.ground.errors import Interrupted, Problem
from glasshouse.ground.provenance import code_digest, provenance, sha256
from glasshouse.ground.version import VERSION

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario

__all__ = ["Progress", "chunk_ranges", "run"]

Progress = Callable[[int, int], None]
"""Called with the persons lived through so far (those of finished parts included) and the persons in all,
first before the first of them is begun. Called from several threads, one at a time."""

_CHUNK_PERSON_DAYS = 6_000_000_000
"""Work of a part at most: some seconds at about a nanosecond per person-day."""

_MANY = 16_384
"""Neighbourhoods of a part at most, so that long horizons and slow machines keep something often enough."""

_SHORT_PERSON_DAYS = 400_000_000
"""A run with less work than this is over before it is worth cutting up."""

_FEWEST_PARTS = 8


def chunk_ranges(neighbourhoods: int, people: int, days: int) -> list[range]:
    """Cut a run into parts: consecutive ranges that cover all neighbourhoods.

    Args:
        neighbourhoods: how many there are, >= 1.
        people: persons in all of them.
        days: horizon.
    """
    work = people * days
    size = neighbourhoods
    if work > _SHORT_PERSON_DAYS:
        by_work = max(1, _CHUNK_PERSON_DAYS * neighbourhoods // work)
        size = max(1, min(by_work, _MANY, neighbourhoods // _FEWEST_PARTS))
    return [range(first, min(first + size, neighbourhoods)) for first in range(0, neighbourhoods, size)]


def run(
    scenario: Scenario,
    *,
    threads: int | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    command: Sequence[str] | None = None,
) -> Outcomes:
    """Simulate a scenario.

    Args:
        scenario: what is simulated.
        threads: at most so many; None for one per processor. It changes no count.
        out: a folder in which finished parts and the outcomes are kept; a stopped run with the same folder
            goes on where it was. None writes nothing.
        progress: told how far the run is.
        stop: when it is set, or Ctrl-C is pressed, the run stops after the blocks under way.
        command: the command to note in ``run.json``; by default that of this process.

    Raises:
        BadInput: the scenario holds something that cannot be executed, or the folder belongs to something
            else.
        RunFailed: the folder cannot be written, or a part that was kept cannot be used. Other parts stand.
        Interrupted: it was stopped; with a folder, the finished parts stand.
    """
    compiled = compile_scenario(scenario)
    meter = _Meter(scenario.people, progress)
    halt = threading.Event() if stop is None else stop
    if out is None:
        meter.add(0)
        prepare(scenario, compiled)
        began = time.perf_counter()
        whole = range(len(compiled.plan))
        tally = _live(scenario, compiled, whole, threads, meter, halt)
        if tally is None:
            raise Interrupted(
                Problem(
                    f"Interrupted after {meter.done:,} of {scenario.people:,} people; nothing was kept.",
                    remedy="Give --out DIR to keep finished parts, so that the run can go on later.",
                    code="interrupted",
                )
            )
        return Outcomes(scenario, compiled.plan, tally, time.perf_counter() - began, scenario.people)
    directory = RunDirectory.open(out, _identity(scenario), _facts(scenario, compiled, command))
    prepare(scenario, compiled)
    return _run_into(directory, scenario, compiled, threads, meter, halt)


def _run_into(
    directory: RunDirectory,
    scenario: Scenario,
    compiled: Compiled,
    threads: int | None,
    meter: _Meter,
    stop: threading.Event,
) -> Outcomes:
    """Live through the parts that the folder lacks and keep them; wherever Ctrl-C falls, those stand."""
    began = time.perf_counter()
    try:
        outcomes = _go_on(directory, scenario, compiled, threads, meter, stop)
    except KeyboardInterrupt:
        outcomes = None
    if outcomes is not None:
        return outcomes
    directory.pause(time.perf_counter() - began)
    raise Interrupted(
        Problem(
            f"Interrupted: {len(directory.finished())} of {len(directory.ranges)} parts are finished, "
            f"kept in {directory.path}.",
            remedy="Run the same command again to go on from there.",
            code="interrupted",
        )
    )


def _go_on(
    directory: RunDirectory,
    scenario: Scenario,
    compiled: Compiled,
    threads: int | None,
    meter: _Meter,
    stop: threading.Event,
) -> Outcomes | None:
    """The outcomes, from kept parts and new ones; None if it was stopped."""
    ranges = directory.ranges
    tally = Tally.zeros(compiled.layout)
    kept = directory.finished()
    for number in kept:
        tally.add(directory.read_chunk(number, compiled.layout))
    before = sum(
        int(compiled.plan.persons[ranges[number].start : ranges[number].stop].sum()) for number in kept
    )
    meter.add(before)
    began = time.perf_counter()
    for number in sorted(set(range(len(ranges))) - set(kept)):
        part = _live(scenario, compiled, ranges[number], threads, meter, stop)
        if part is None:
            return None
        directory.write_chunk(number, part)
        tally.add(part)
    seconds = time.perf_counter() - began
    outcomes = Outcomes(scenario, compiled.plan, tally, seconds, scenario.people - before)
    whole = all((directory.path / name).exists() for name in PARQUET_FILES)
    if len(kept) < len(ranges) or not directory.done or not whole:
        outcomes.save(directory.path)
        directory.finish(seconds)
    return outcomes


class _Meter:
    """Counts persons lived through, from whatever thread tells of them."""

    def __init__(self, people: int, progress: Progress | None) -> None:
        self.done = 0
        self._people = people
        self._progress = progress
        self._turn = threading.Lock()

    def add(self, persons: int) -> None:
        """Count more persons, and tell."""
        with self._turn:
            self.done += persons
            if self._progress is not None:
                self._progress(self.done, self._people)


def _live(
    scenario: Scenario,
    compiled: Compiled,
    neighbourhoods: range,
    threads: int | None,
    meter: _Meter,
    stop: threading.Event,
) -> Tally | None:
    """The tally of a range, None if it was stopped; Ctrl-C stops it after the blocks under way."""
    # The engine works in a thread of its own, so that this one is free to hear Ctrl-C.
    try:
        with ThreadPoolExecutor(1, thread_name_prefix="glasshouse-run") as pool:
            try:
                return pool.submit(
                    live_range,
                    scenario,
                    compiled,
                    neighbourhoods,
                    threads=threads,
                    lived=meter.add,
                    stop=stop,
                ).result()
            except KeyboardInterrupt:
                stop.set()
                raise
    except KeyboardInterrupt:
        return None


def _identity(scenario: Scenario) -> dict[str, Any]:
    """What makes a run this one: two runs of one identity have the same counts."""
    assumptions = scenario.assumptions
    return {
        "schemes": [[arm.name, arm.scheme.id, arm.scheme.text_hash] for arm in scenario.arms],
        "society": [scenario.society.id, scenario.society.fingerprint],
        "assumptions": [assumptions.id, sha256(_assumptions_text(scenario))],
        "people": scenario.people,
        "days": scenario.days,
        "seed": scenario.seed,
        "start": scenario.start.isoformat(),
        "version": VERSION,
        "code_sha256": code_digest(),
    }


def _assumptions_text(scenario: Scenario) -> str:
    """All that the assumptions say that can change a count, as text."""
    return repr(scenario.assumptions)


def _facts(scenario: Scenario, compiled: Compiled, command: Sequence[str] | None) -> dict[str, Any]:
    """What else a reader of ``run.json`` wants to know."""
    plan = compiled.plan
    return {
        "notice": "Everyone in this run is invented and corresponds to nobody.",
        "schemes": {
            arm.name: {
                "id": arm.scheme.id,
                "sha256": arm.scheme.text_hash,
                "text": arm.scheme.text,
                "patches": list(arm.scheme.document.patches),
            }
            for arm in scenario.arms
        },
        "assumptions": {path: number.value for path, number in scenario.assumptions.numbers()},
        "neighbourhoods": len(plan),
        "replicates": plan.replicates,
        "chunks": [
            [part.start, part.stop] for part in chunk_ranges(len(plan), scenario.people, scenario.days)
        ],
        **provenance(command),
    }
