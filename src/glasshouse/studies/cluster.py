"""Other machines: ranges of a run, and points of a study, for workers of a ``dask.distributed`` cluster.

A range is a pure function of the run and two numbers, so it does not matter which worker lives through it, or
how often. A worker that is lost takes nothing with it: the scheduler gives its ranges to another. What comes
back are the bytes of a chunk, which are added up here as they come; no more ranges are under way than the
workers need to be kept busy, so memory stays flat. Workers need Glasshouse and no file of the run.

A point of a study (one draw of the assumptions, one place of a grid) is asked where it is lived, and only its
answers travel.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.engine.chunk import decode
from glasshouse.engine.compile import Compiled
from glasshouse.engine.scenario import Scenario
from glasshouse.ground.errors import BadInput, GlasshouseError, Problem, RunFailed
from glasshouse.ground.extras import need
from glasshouse.ground.provenance import code_digest
from glasshouse.ground.version import VERSION
from glasshouse.studies import errands

if TYPE_CHECKING:
    import distributed

    from glasshouse.engine.outcomes import Outcomes
    from glasshouse.engine.tally import Tally
    from glasshouse.engine.workers import Lived
    from glasshouse.measures.estimate import Estimate

__all__ = ["Cluster"]

_CONNECT = 15.0
"""Seconds in which a scheduler that is there answers."""

_LOOK = 0.05
"""Seconds between two looks at what has come back: short beside any range."""

_COUNT = 1.0
"""Seconds between two counts of the workers."""

_LONG = 10.0
"""Seconds without a worker before it is said that one is waited for."""

_AHEAD = 2
"""Ranges under way for each hand: one being lived, one waiting, so that no hand stands idle."""

_AGAIN = 100
"""Tasks begun once more because what they had come to was lost, before that is taken for a fault."""

_FEWEST_HANDS = 16
"""Workers that may still join are counted on when a run is cut: on a queue they come one by one."""


class Cluster:
    """The workers of a cluster, as workers of a run or of a study."""

    def __init__(
        self, client: distributed.Client, where: str, say: Callable[[str], None] | None = None
    ) -> None:
        """Take a client that is connected.

        Args:
            client: of the scheduler; it is not closed here.
            where: what messages call the scheduler.
            say: told in a sentence what a waiting user wants to know; None for nobody.
        """
        self._client = client
        self._where = where
        self._say = say or (lambda sentence: None)
        self._peak = 0
        self._hands, self._counted = 0, -float("inf")

    @classmethod
    def connect(cls, where: str | Path, say: Callable[[str], None] | None = None) -> Cluster:
        """Connect to a scheduler.

        Args:
            where: ``HOST:PORT``, or the path of the scheduler file that ``dask scheduler`` wrote.
            say: as above.

        Raises:
            BadInput: the packages for it are not installed, or no scheduler answers.
        """
        need("cluster", by="A cluster")
        import distributed

        named = str(where)
        try:
            address = _address(named)
            client = distributed.Client(address, timeout=_CONNECT, set_as_default=False)
        except (OSError, TimeoutError, ValueError, KeyError, TypeError) as error:
            raise BadInput(
                Problem(
                    f"No scheduler answers at '{named}'.",
                    why=str(error).partition("\n")[0] or None,
                    remedy="Start one with 'dask scheduler', and give the address that it prints, such as "
                    "192.0.2.7:8786, or its scheduler file.",
                    code="no-scheduler",
                )
            ) from error
        return cls(client, named, say)

    def close(self) -> None:
        """Leave the cluster; its workers stay."""
        with suppress(Exception):
            self._client.close(timeout=5)

    def __enter__(self) -> Cluster:
        """Return itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Leave the cluster."""
        self.close()

    @property
    def hands(self) -> int:
        """Threads of all workers that are there now, and room for some that may join."""
        return max(_FEWEST_HANDS, self._threads())

    @property
    def facts(self) -> dict[str, object]:
        """What a run notes about who lived through it."""
        with suppress(Exception):
            return {
                "kind": "dask.distributed",
                "workers": len(self._client.nthreads()),
                "threads": self._threads(),
                "peak_memory_bytes": self._peak or None,
            }
        return {"kind": "dask.distributed"}

    def prepare(self, scenario: Scenario, compiled: Compiled) -> None:
        """Wait for a worker, and make sure that all that are there run the same code.

        Raises:
            RunFailed: a worker has no Glasshouse or another one, or the scheduler is gone.
        """
        self._wait_for_the_first()

    def _wait_for_the_first(self) -> None:
        """Wait for a worker.

        Raises:
            RunFailed: the scheduler is gone.
        """
        began, said = time.monotonic(), False
        while not self._threads():
            if not said and time.monotonic() - began > _LONG:
                self._say(f"No worker has joined {self._where} yet; waiting for the first.")
                said = True
            time.sleep(_LOOK)

    def live(
        self,
        scenario: Scenario,
        compiled: Compiled,
        ranges: Sequence[range],
        *,
        lived: Lived,
        stop: threading.Event,
    ) -> Iterator[tuple[int, Tally]]:
        """As `Workers.live` says, in the order in which ranges come back.

        Raises:
            RunFailed: a range cannot be lived through there, or the scheduler is gone.
        """
        job = self._job(errands.Job(scenario, compiled))

        def begin(number: int) -> Any:
            part = ranges[number]
            return self._client.submit(
                errands.live, job, part.start, part.stop, key=f"{job.key}-{part.start}", priority=-number
            )

        def told(number: int) -> str:
            return f"neighbourhoods {ranges[number].start}:{ranges[number].stop}"

        for number, content in self._dealt(range(len(ranges)), begin, told, stop):
            tally, _ = decode(content, compiled.layout, {})
            part = ranges[number]
            lived(int(compiled.plan.persons[part.start : part.stop].sum()))
            yield number, tally

    def answer(
        self,
        scenarios: Sequence[Scenario],
        numbers: Sequence[int],
        question: Callable[[Outcomes], Iterable[Estimate]],
        *,
        stop: threading.Event,
    ) -> Iterator[tuple[int, tuple[Estimate, ...]]]:
        """As `StudyWorkers.answer` says: a point is a task, lived and asked where it was lived.

        Raises:
            RunFailed: a point cannot be lived through there, or the scheduler is gone.
            BadInput: a scenario holds something that cannot be executed, or a worker runs another version.
        """
        self._wait_for_the_first()
        job = self._job(question)

        def begin(number: int) -> Any:
            content = errands.pack(scenarios[number])
            return self._client.submit(
                errands.answer, job, content, key=f"{job.key}-{number}", priority=-number
            )

        yield from self._dealt(numbers, begin, lambda number: f"point {number}", stop)

    def _job(self, what: object) -> Any:
        """What all tasks of a kind need: sent once, unpacked once on each worker."""
        with warnings.catch_warnings():
            # The tables of a society are large, and travel once. They are not scattered: what is scattered
            # dies with the worker that holds it, what is submitted is made again.
            warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
            name = f"glasshouse-{uuid.uuid4().hex}"
            return self._client.submit(errands.unpack, errands.pack(what), code_digest(), VERSION, key=name)

    def _dealt(
        self,
        numbers: Iterable[int],
        begin: Callable[[int], Any],
        told: Callable[[int], str],
        stop: threading.Event,
    ) -> Iterator[tuple[int, Any]]:
        """Deal tasks out, no more at a time than keep workers busy, and yield what comes back as it comes.

        Args:
            numbers: of the tasks.
            begin: hands a task to the scheduler.
            told: what a task is called where it fails.
            stop: ends it early.
        """
        from distributed import as_completed

        left = deque(numbers)
        under_way: dict[distributed.Future, int] = {}
        back = as_completed(loop=self._client.loop)
        heard, again = time.monotonic(), 0
        try:
            while (left or under_way) and not stop.is_set():
                most = _AHEAD * max(1, self._threads())
                while left and len(under_way) < most:
                    number = left.popleft()
                    future = begin(number)
                    under_way[future] = number
                    back.add(future)
                batch = back.next_batch(block=False)
                if not batch:
                    heard = self._wait(heard)
                    continue
                heard = time.monotonic()
                for future in batch:
                    number = under_way.pop(future)
                    if future.status in ("cancelled", "lost") and again < _AGAIN:
                        # It was finished, and the worker died before it could be fetched; or nobody is left
                        # who knows of it, which the next look at the workers tells.
                        again += 1
                        future.release()
                        time.sleep(_LOOK)
                        self._counted = -float("inf")
                        left.appendleft(number)
                        continue
                    found, peak = self._result(future, told(number))
                    future.release()
                    self._peak = max(self._peak, peak or 0)
                    yield number, found
        finally:
            with suppress(Exception):
                self._client.cancel([*under_way], force=True)

    def _threads(self) -> int:
        """Threads of all workers that are there now.

        Raises:
            RunFailed: the scheduler is gone.
        """
        if self._client.status != "running":
            raise RunFailed(self._gone())
        now = time.monotonic()
        if now - self._counted > _COUNT:
            try:
                self._hands = sum(self._client.nthreads().values())
            except (OSError, TimeoutError, RuntimeError) as error:
                raise RunFailed(self._gone()) from error
            self._counted = now
        return self._hands

    def _wait(self, heard: float) -> float:
        """Wait a moment; where nothing was heard for long because nobody is there, say so.

        Args:
            heard: when something was heard last, or that was said.

        Returns:
            The same, from now on.
        """
        time.sleep(_LOOK)
        if time.monotonic() - heard < _LONG or self._threads():
            return heard
        self._say(f"No worker is left at {self._where}; waiting for one.")
        return float("inf")

    def _result(self, future: Any, where: str) -> tuple[Any, int | None]:
        """What a worker made of a task.

        Raises:
            RunFailed: no worker could make anything of it, or the scheduler is gone.
            BadInput: the worker runs another version.
        """
        from distributed import KilledWorker

        if future.status in ("cancelled", "lost"):
            raise RunFailed(self._gone())
        error = future.exception() if future.status == "error" else None
        if error is None:
            try:
                found: tuple[Any, int | None] = future.result()
            except (OSError, TimeoutError, CancelledError) as lost:
                # It was finished, and the scheduler died before it could be fetched, or while it was.
                raise RunFailed(self._gone()) from lost
            return found
        if isinstance(error, GlasshouseError):
            raise error
        if isinstance(error, KilledWorker):
            problem = Problem(
                f"Every worker that began {where} died.",
                why="Mostly that is too little memory: a worker takes up to 1 GB while it compiles.",
                remedy="Give workers more memory or fewer threads, then run the same command again.",
                code="workers-died",
            )
        elif isinstance(error, MemoryError):
            problem = Problem(
                f"A worker had too little memory for {where}.",
                remedy="Give workers more memory or fewer threads, then run the same command again.",
                code="workers-memory",
            )
        elif isinstance(error, ImportError):
            problem = Problem(
                f"A worker cannot load Glasshouse: {error}.",
                why="Scheduler and workers need the same packages as this machine.",
                remedy="Install the same version of Glasshouse where they run, and start them again.",
                code="workers-without-glasshouse",
            )
        else:
            raise error
        raise RunFailed(problem)

    def _gone(self) -> Problem:
        return Problem(
            f"The scheduler at '{self._where}' is gone.",
            why="Without it nobody knows what the workers do. Finished chunks stand where --out was given.",
            remedy="Start it and the workers again, then run the same command again.",
            code="scheduler-gone",
        )


def _address(where: str) -> str:
    """An address as it is, or the one that stands in a scheduler file.

    Raises:
        OSError: there is no such file.
        ValueError, KeyError, TypeError: it is no scheduler file.
    """
    file = Path(where)
    if not file.is_file() and file.suffix != ".json":
        return where
    return str(json.loads(file.read_text(encoding="utf-8"))["address"])
