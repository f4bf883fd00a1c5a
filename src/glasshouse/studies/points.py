"""The points of a study: many small runs side by side on threads, each asked the same measures.

Points run in batches; a finished batch is kept where a folder is given. How many threads there are, and
where a study was stopped and gone on with, changes no number.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Protocol

from glasshouse.engine.run import Progress, run
from glasshouse.engine.simulate import available_threads
from glasshouse.engine.workers import Workers
from glasshouse.ground.errors import Interrupted, Problem
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.results import ask
from glasshouse.measures.sample import ALL, Sample

if TYPE_CHECKING:
    from glasshouse.engine.outcomes import Outcomes
    from glasshouse.engine.scenario import Scenario
    from glasshouse.studies.folder import StudyFolder

__all__ = ["Answers", "StudyWorkers", "asking", "run_points", "stages"]

Answers = tuple[Estimate, ...]


class StudyWorkers(Workers, Protocol):
    """Whoever lives through ranges of a run, and through whole points of a study."""

    def answer(
        self,
        scenarios: Sequence[Scenario],
        numbers: Sequence[int],
        question: Callable[[Outcomes], Iterable[Estimate]],
        *,
        stop: threading.Event,
    ) -> Iterator[tuple[int, Answers]]:
        """Yield some points, by their numbers, with what they answer, in any order.

        It ends early when ``stop`` is set, or when the generator is closed.
        """
        ...


_BATCH = 32
"""Points of a batch: seconds of work, so that little is lost when a study is stopped."""


def asking(names: Iterable[str] | None = None) -> Callable[[Outcomes], Answers]:
    """A question to each point: these measures (None for all), for everybody."""
    chosen = None if names is None else tuple(names)

    def answers(outcomes: Outcomes) -> Answers:
        return ask(Sample(outcomes), chosen, ALL)

    return answers


def run_points(
    scenarios: Sequence[Scenario],
    question: Callable[[Outcomes], Iterable[Estimate]],
    *,
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    folder: StudyFolder | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> list[Answers]:
    """The answers of each point.

    Args:
        scenarios: one a point.
        question: what each is asked.
        threads: at most so many; None for one per processor. It changes no number.
        workers: who lives through the points, in the place of threads of this process.
        folder: where finished batches are kept and found; None keeps nothing.
        progress: told how many people were lived through, of how many in all points.
        stop: set it from another thread to stop.

    Raises:
        BadInput: a scenario holds something that cannot be executed.
        RunFailed: a batch cannot be kept or read.
        Interrupted: it was stopped; with a folder, the finished batches stand.
    """
    halt = threading.Event() if stop is None else stop
    meter = _Meter(sum(scenario.people for scenario in scenarios), progress)
    answers: list[Answers] = [()] * len(scenarios)
    left: dict[int, int] = {}
    for part, batch in enumerate(_batches(len(scenarios))):
        kept = None if folder is None else folder.read_part(part)
        if kept is None:
            left[part] = len(batch)
            continue
        for number in batch:
            answers[number] = tuple(estimate for point, estimate in kept if point == number)
            meter.add(scenarios[number].people)
    numbers = [number for part in left for number in _batches(len(scenarios))[part]]
    if workers is None:
        lives = _live_here(scenarios, numbers, question, threads, halt)
    else:
        lives = workers.answer(scenarios, numbers, question, stop=halt) if numbers else iter(())
    try:
        # However this ends, whoever works is told to stop.
        with closing(lives):  # type: ignore[type-var]
            for number, found in lives:
                answers[number] = found
                meter.add(scenarios[number].people)
                part = number // _BATCH
                left[part] -= 1
                if left[part] == 0 and folder is not None:
                    batch = _batches(len(scenarios))[part]
                    folder.write_part(part, [(point, e) for point in batch for e in answers[point]])
    except (KeyboardInterrupt, Interrupted):
        halt.set()
        raise Interrupted(_stopped(folder)) from None
    except BaseException:
        halt.set()
        raise
    if any(left.values()):
        raise Interrupted(_stopped(folder))
    return answers


def _batches(points: int) -> list[range]:
    return [range(first, min(first + _BATCH, points)) for first in range(0, points, _BATCH)]


def _live_here(
    scenarios: Sequence[Scenario],
    numbers: Sequence[int],
    question: Callable[[Outcomes], Iterable[Estimate]],
    threads: int | None,
    halt: threading.Event,
) -> Iterator[tuple[int, Answers]]:
    """Live some points through with the threads of this process; yield each in its turn."""
    workers = available_threads() if threads is None else threads
    # With fewer points than threads, the threads work within the points.
    within = max(1, workers // max(1, len(scenarios)))

    def live(number: int) -> Answers:
        return tuple(question(run(scenarios[number], threads=within, stop=halt)))

    pool = ThreadPoolExecutor(min(workers, _BATCH), thread_name_prefix="glasshouse-study")
    try:
        yield from zip(numbers, pool.map(live, numbers), strict=True)
    except BaseException:
        halt.set()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def stages(progress: Progress | None, *sizes: int) -> list[Progress | None]:
    """One progress for several stages, told as one: each stage counts on from the end of the last.

    Args:
        progress: told of the whole; None for nobody.
        sizes: persons in each stage.
    """
    if progress is None:
        return [None] * len(sizes)
    whole = sum(sizes)
    return [_stage(progress, sum(sizes[:number]), whole) for number in range(len(sizes))]


def _stage(progress: Progress, before: int, whole: int) -> Progress:
    def tell(done: int, people: int) -> None:
        progress(before + done, whole)

    return tell


def _stopped(folder: StudyFolder | None) -> Problem:
    if folder is None:
        return Problem(
            "Interrupted; nothing was kept.",
            remedy="Give --out DIR to keep finished points, so that the study can go on later.",
            code="interrupted",
        )
    return Problem(
        f"Interrupted: finished points are kept in {folder.path}.",
        remedy="Run the same command again to go on from there.",
        code="interrupted",
    )


class _Meter:
    """Counts persons lived through, from whatever thread tells of them."""

    def __init__(self, people: int, progress: Progress | None) -> None:
        self._done = 0
        self._people = people
        self._progress = progress
        self._turn = threading.Lock()
        self.add(0)

    def add(self, persons: int) -> None:
        with self._turn:
            self._done += persons
            if self._progress is not None:
                self._progress(self._done, self._people)
