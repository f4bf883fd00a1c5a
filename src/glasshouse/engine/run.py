"""Running a scenario: chunk by chunk, with progress, a stop, and chunks that are kept.

Each chunk is a range of neighbourhoods. Where a folder is given, a finished chunk is kept there, and the same
run goes on from those that it finds. Which chunks there are, who lived through them and in which order
changes no count.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from glasshouse.engine.answers import answers_text
from glasshouse.engine.compile import Compiled, compile_scenario
from glasshouse.engine.disk import check_room
from glasshouse.engine.folder_lock import hold
from glasshouse.engine.identity import identity
from glasshouse.engine.outcomes import PARQUET_FILES, Outcomes
from glasshouse.engine.ranges import chunk_ranges
from glasshouse.engine.run_directory import RunDirectory
from glasshouse.engine.scenario_file import scenario_text
from glasshouse.engine.tally import Tally
from glasshouse.engine.workers import Threads, Workers
from glasshouse.ground.errors import BadInput, Interrupted, Problem
from glasshouse.ground.provenance import provenance

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario

__all__ = ["Part", "Progress", "facts", "made_of", "run", "run_chunks", "run_part"]

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Called with the persons lived through so far (those of finished chunks included) and the persons in all,
first before the first of them is begun. Called from several threads, one at a time."""


@dataclass(frozen=True)
class Part:
    """A part of a run that came to its end.

    It is no sample of the whole, for neighbourhoods are in the order of their places: nothing is estimated
    from a part alone.

    Attributes:
        scenario: of the whole run.
        range: its neighbourhoods.
        neighbourhoods: how many the whole run has.
        people: who live in the part.
        simulated: persons lived through in this call.
        seconds: wall time of this call's simulation.
        folder: where it is kept.
    """

    scenario: Scenario
    range: range
    neighbourhoods: int
    people: int
    simulated: int
    seconds: float
    folder: Path

    @property
    def person_days_per_second(self) -> float:
        """Person-days lived per second of wall time in this call; 0 if none was left to live."""
        if self.simulated == 0 or self.seconds <= 0.0:
            return 0.0
        return self.simulated * self.scenario.days / self.seconds


def run(
    scenario: Scenario,
    *,
    threads: int | None = None,
    workers: Workers | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    command: Sequence[str] | None = None,
) -> Outcomes:
    """Simulate a scenario.

    Args:
        scenario: what is simulated.
        threads: at most so many; None for one per processor. It changes no count.
        workers: who lives through the ranges, in the place of threads of this process.
        out: a folder in which finished chunks and the outcomes are kept; a stopped run with the same folder
            goes on where it was. None writes nothing.
        progress: told how far the run is.
        stop: when it is set, or Ctrl-C is pressed, the run stops after the blocks under way.
        command: the command to note in ``run.json``; by default that of this process.

    Raises:
        BadInput: the scenario holds something that cannot be executed, or the folder belongs to something
            else.
        RunFailed: the folder cannot be written, or a chunk that was kept cannot be used. Others stand.
        Interrupted: it was stopped; with a folder, the finished chunks stand.
    """
    compiled = compile_scenario(scenario)
    work = _Work(scenario, compiled, workers or Threads(threads), progress, stop)
    if out is None:
        tally, seconds = work.unkept()
        return Outcomes(scenario, compiled.plan, tally, seconds, scenario.people)
    with hold(out) as held:
        directory = work.directory(out, None, command, held)

        def close(finished: _Finished) -> Outcomes:
            outcomes = Outcomes(scenario, compiled.plan, finished.tally, finished.seconds, finished.simulated)
            whole = all((directory.path / name).exists() for name in PARQUET_FILES)
            if finished.simulated or not directory.done or not whole:
                outcomes.save(directory.path)
                directory.finish(finished.seconds_in_all, finished.workers)
            return outcomes

        return work.keep_in(directory, close)


def run_part(
    scenario: Scenario,
    part: range,
    *,
    out: Path,
    threads: int | None = None,
    workers: Workers | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    command: Sequence[str] | None = None,
) -> Part:
    """Simulate some neighbourhoods of a scenario, so that others can be simulated elsewhere.

    Args:
        scenario: the whole run.
        part: its neighbourhoods, consecutive.
        out: the folder of this part; `glasshouse.engine.merge` puts parts together.
        threads: as in `run`, like all that follow.
        workers: who lives through the ranges.
        progress: told how far the part is.
        stop: ends it early.
        command: the command to note in ``run.json``.

    Raises:
        BadInput: as in `run`; also when there are no such neighbourhoods.
        RunFailed, Interrupted: as in `run`.
    """
    compiled = compile_scenario(scenario)
    plan = compiled.plan
    if part.step != 1 or not 0 <= part.start < part.stop <= len(plan):
        raise BadInput(
            Problem(
                f"There are no neighbourhoods {part.start} to {part.stop - 1}.",
                why=f"This run has {len(plan):,}, 0 to {len(plan) - 1:,}.",
                code="no-such-part",
            )
        )
    work = _Work(scenario, compiled, workers or Threads(threads), progress, stop, part)
    with hold(out) as held:
        directory = work.directory(out, part, command, held)

        def close(finished: _Finished) -> Part:
            if finished.simulated or not directory.done:
                directory.finish(finished.seconds_in_all, finished.workers)
            return Part(scenario, part, len(plan), work.people, finished.simulated, finished.seconds, out)

        return work.keep_in(directory, close)


def run_chunks(
    scenario: Scenario,
    cut: Sequence[range],
    chosen: Collection[int],
    *,
    out: Path,
    part: range | None = None,
    threads: int | None = None,
    workers: Workers | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> int:
    """Begin a folder that is cut into given chunks, and simulate some of them; `run` goes on from there.

    Args:
        scenario: the whole run.
        cut: the chunks of a new folder; one that is found keeps its own.
        chosen: which of them are simulated; where none is, the folder is made and nothing is lived.
        out: the folder.
        part: which neighbourhoods alone the folder is for, in whose place `run_part` goes on; None for all.
        threads: as in `run`, like all that follow.
        workers: who lives through the chunks.
        progress: told how far it is.
        stop: ends it early.

    Returns:
        Persons lived through in this call.

    Raises:
        BadInput, RunFailed, Interrupted: as in `run`.
    """
    compiled = compile_scenario(scenario)
    lived = [cut[number] for number in chosen]
    work = _Work(scenario, compiled, workers or Threads(threads), progress, stop, part, lived)
    with hold(out) as held:
        directory = work.directory(out, part, None, held, cut)
        return work.keep_in(directory, lambda finished: finished.simulated, chosen) if chosen else 0


@dataclass(frozen=True)
class _Finished:
    """What the chunks of a folder come to.

    Attributes:
        tally: their counts, added up.
        simulated: persons lived through in this call.
        seconds: of this call's simulation.
        seconds_in_all: of all chunks, also of those finished in earlier calls.
        workers: what is noted of who lived through them; None if nobody had to.
    """

    tally: Tally
    simulated: int
    seconds: float
    seconds_in_all: float
    workers: Mapping[str, object] | None


class _Work:
    """One call: what is to be lived through, by whom, who is told, and when it stops."""

    def __init__(
        self,
        scenario: Scenario,
        compiled: Compiled,
        workers: Workers,
        progress: Progress | None,
        stop: threading.Event | None,
        part: range | None = None,
        lived: Sequence[range] | None = None,
    ) -> None:
        self.scenario = scenario
        self.compiled = compiled
        self.part = range(len(compiled.plan)) if part is None else part
        self.people = sum(self._people(each) for each in ([self.part] if lived is None else lived))
        self._workers = workers
        self._meter = _Meter(self.people, progress)
        self._stop = threading.Event() if stop is None else stop

    def unkept(self) -> tuple[Tally, float]:
        """The tally of everything and the seconds that it took; nothing is written.

        Raises:
            Interrupted: it was stopped.
        """
        self._meter.add(0)
        self._workers.prepare(self.scenario, self.compiled)
        began = time.perf_counter()
        total = Tally.zeros(self.compiled.layout)
        ranges = self._cut() if self._workers.hands > 1 else [self.part]
        try:
            whole = self._live(ranges, lambda _, tally: total.add(tally))
        except KeyboardInterrupt:
            whole = False
        if not whole:
            raise Interrupted(
                Problem(
                    f"Interrupted after {self._meter.done:,} of {self.people:,} people; nothing was kept.",
                    remedy="Give --out DIR to keep finished chunks, so that the run can go on later.",
                    code="interrupted",
                )
            )
        return total, time.perf_counter() - began

    def directory(
        self,
        path: Path,
        part: range | None,
        command: Sequence[str] | None,
        held: bool,
        cut: Sequence[range] | None = None,
    ) -> RunDirectory:
        """The folder, begun or found; with room for what is to come."""
        directory = RunDirectory.open(
            path,
            identity(self.scenario, self.compiled),
            facts(self.scenario, self.compiled, command),
            self._cut() if cut is None else cut,
            part,
            scenario_text(self.scenario),
        )
        if held:
            directory.clear_leftovers()
        left = len(directory.ranges) - len(directory.finished())
        if left:
            check_room(path, self.compiled.layout, left)
        return directory

    def keep_in(
        self,
        directory: RunDirectory,
        close: Callable[[_Finished], T],
        chosen: Collection[int] | None = None,
    ) -> T:
        """Live through the chunks that a folder lacks and keep them; wherever Ctrl-C falls, those stand.

        Args:
            directory: the folder.
            close: makes the end of it, when all chunks are there.
            chosen: the chunks that alone are looked at; None for all.

        Raises:
            RunFailed: a chunk cannot be read or written.
            Interrupted: it was stopped.
        """
        try:
            finished = self._go_on(directory, chosen)
            if finished is not None:
                return close(finished)
        except KeyboardInterrupt:
            self._stop.set()
        raise Interrupted(
            Problem(
                f"Interrupted: {len(directory.finished())} of {len(directory.ranges)} chunks are finished, "
                f"kept in {directory.path}.",
                remedy="Run the same command again to go on from there.",
                code="interrupted",
            )
        )

    def _go_on(self, directory: RunDirectory, chosen: Collection[int] | None) -> _Finished | None:
        """What all chunks come to, the kept and the new; None if it was stopped."""
        layout = self.compiled.layout
        ranges = directory.ranges
        wanted = set(range(len(ranges)) if chosen is None else chosen)
        here = [number for number in directory.finished() if number in wanted]
        total, spent = Tally.zeros(layout), 0.0
        for number in here:
            tally, seconds = directory.read_chunk(number, layout)
            total.add(tally)
            spent += seconds
        before = sum(self._people(ranges[number]) for number in here)
        self._meter.add(before)
        left = sorted(wanted - set(here))
        if not left:
            return _Finished(total, 0, 0.0, spent, None)
        self._workers.prepare(self.scenario, self.compiled)
        # What keeps the first chunk is loaded here, for the clock counts living and keeping, not loading.
        directory.get_ready()
        began = last = time.perf_counter()

        def keep(number: int, tally: Tally) -> None:
            nonlocal last
            now = time.perf_counter()
            directory.write_chunk(left[number], tally, now - last)
            last = now
            total.add(tally)

        if not self._live([ranges[number] for number in left], keep):
            return None
        seconds = time.perf_counter() - began
        return _Finished(total, self.people - before, seconds, spent + seconds, self._workers.facts)

    def _live(self, ranges: Sequence[range], keep: Callable[[int, Tally], None]) -> bool:
        """Live through ranges and hand over each one's counts; False if it was stopped before the last."""
        kept = 0
        lives = self._workers.live(
            self.scenario, self.compiled, ranges, lived=self._meter.add, stop=self._stop
        )
        # However this ends, whoever works elsewhere is told to stop.
        with closing(lives):  # type: ignore[type-var]
            for number, tally in lives:
                keep(number, tally)
                kept += 1
        return kept == len(ranges)

    def _cut(self) -> list[range]:
        days = self.scenario.days
        cut = chunk_ranges(len(self.part), self.people, days, self._workers.hands)
        first = self.part.start
        return [range(first + each.start, first + each.stop) for each in cut]

    def _people(self, part: range) -> int:
        return int(self.compiled.plan.persons[part.start : part.stop].sum())


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


def facts(scenario: Scenario, compiled: Compiled, command: Sequence[str] | None) -> dict[str, Any]:
    """What a reader of ``run.json`` wants to know beside the identity.

    Args:
        scenario: what is simulated.
        compiled: the same, compiled.
        command: the command to note; by default that of this process.
    """
    plan = compiled.plan
    return {
        "notice": "Everyone in this run is invented and corresponds to nobody.",
        **made_of(scenario),
        "neighbourhoods": len(plan),
        "replicates": plan.replicates,
        **provenance(command),
    }


def made_of(scenario: Scenario) -> dict[str, Any]:
    """The texts of the schemes and every assumed number, as ``run.json`` tells them."""
    return {
        "schemes": {
            arm.name: {
                "id": arm.scheme.id,
                "sha256": arm.scheme.text_hash,
                "text": arm.scheme.text,
                "patches": list(arm.scheme.document.patches),
                "answers": answers_text(arm.answers),
            }
            for arm in scenario.arms
        },
        "assumptions": {path: number.value for path, number in scenario.assumptions.numbers()},
    }
