"""Other machines: the ranges of a run handed to the workers of a ``dask.distributed`` cluster.

A range is a pure function of the run and two numbers, so it does not matter which worker lives through it, or
how often. A worker that is lost takes nothing with it: the scheduler gives its ranges to another. What comes
back are the bytes of a chunk, which are added up here as they come; no more ranges are under way than the
workers need to be kept busy, so memory stays flat. Workers need Glasshouse and no file of the run.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
import warnings
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.engine.chunk import decode, encode
from glasshouse.engine.compile import Compiled
from glasshouse.engine.scenario import Scenario
from glasshouse.engine.simulate import live_range
from glasshouse.ground.errors import BadInput, GlasshouseError, Problem, RunFailed
from glasshouse.ground.extras import need
from glasshouse.ground.provenance import code_digest, peak_memory
from glasshouse.ground.version import VERSION

if TYPE_CHECKING:
    import distributed

    from glasshouse.engine.tally import Tally
    from glasshouse.engine.workers import Lived

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

_FEWEST_HANDS = 16
"""Workers that may still join are counted on when a run is cut: on a queue they come one by one."""


@dataclass(frozen=True)
class _Job:
    """What a worker needs to live through any range of a run."""

    scenario: Scenario
    compiled: Compiled


class Cluster:
    """The workers of a cluster, as workers of a run."""

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
        from distributed import as_completed

        name = f"glasshouse-{uuid.uuid4().hex}"
        with warnings.catch_warnings():
            # The tables of a society are large, and travel once. They are not scattered: what is scattered
            # dies with the worker that holds it, what is submitted is made again.
            warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
            packed = _pack(_Job(scenario, compiled))
            job = self._client.submit(_unpack, packed, code_digest(), VERSION, key=name)
        left = deque(enumerate(ranges))
        under_way: dict[distributed.Future, int] = {}
        back = as_completed(loop=self._client.loop)
        heard = time.monotonic()
        try:
            while (left or under_way) and not stop.is_set():
                most = _AHEAD * max(1, self._threads())
                while left and len(under_way) < most:
                    number, part = left.popleft()
                    future = self._client.submit(
                        _live, job, part.start, part.stop, key=f"{name}-{part.start}", priority=-number
                    )
                    under_way[future] = number
                    back.add(future)
                batch = back.next_batch(block=False)
                if not batch:
                    heard = self._wait(heard)
                    continue
                heard = time.monotonic()
                for future in batch:
                    number = under_way.pop(future)
                    content, peak = self._result(future, ranges[number])
                    future.release()
                    self._peak = max(self._peak, peak or 0)
                    tally, _ = decode(content, compiled.layout, {})
                    part = ranges[number]
                    lived(int(compiled.plan.persons[part.start : part.stop].sum()))
                    yield number, tally
        finally:
            with suppress(Exception):
                self._client.cancel([*under_way, job], force=True)

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

    def _result(self, future: Any, part: range) -> tuple[bytes, int | None]:
        """What a worker made of a range.

        Raises:
            RunFailed: no worker could make anything of it, or the scheduler is gone.
            BadInput: the worker runs another version.
        """
        from distributed import KilledWorker

        where = f"neighbourhoods {part.start}:{part.stop}"
        if future.status in ("cancelled", "lost"):
            raise RunFailed(self._gone())
        error = future.exception() if future.status == "error" else None
        if error is None:
            try:
                found: tuple[bytes, int | None] = future.result()
            except (OSError, TimeoutError) as lost:
                # It was finished, and the scheduler died before it could be fetched.
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


def _pack(job: _Job) -> bytes:
    """A job as bytes: small enough to send to each worker once."""
    from distributed.protocol import serialize_bytes

    return zlib.compress(serialize_bytes(job), 1)


def _unpack(content: bytes, code: str, version: str) -> _Job:
    """On a worker: the job, once for all its ranges.

    Raises:
        BadInput: this worker runs other code than whoever sent the job.
    """
    from distributed.protocol import deserialize_bytes

    if code_digest() != code:
        raise BadInput(
            Problem(
                f"A worker runs another Glasshouse ({VERSION}) than this machine ({version}).",
                why="Two versions may count differently, so what they count must not be added up.",
                remedy="Install the same version of Glasshouse everywhere, and start the workers again.",
                code="workers-differ",
            )
        )
    job: _Job = deserialize_bytes(zlib.decompress(content))
    return job


def _live(job: _Job, first: int, last: int) -> tuple[bytes, int | None]:
    """On a worker: the counts of a range as the bytes of a chunk, and the most memory held so far.

    Raises:
        RuntimeError: nobody wants them any more.
    """
    stop = threading.Event()
    wanted = _still_wanted()

    def look(persons: int) -> None:
        if not wanted():
            stop.set()

    tally = live_range(job.scenario, job.compiled, range(first, last), threads=1, lived=look, stop=stop)
    if tally is None:
        raise RuntimeError("this range was cancelled")
    return encode(tally, {}), peak_memory()


def _still_wanted() -> Callable[[], bool]:
    """On a worker: tells whether the task of this thread was cancelled, which Dask itself does not stop."""
    from distributed import get_worker
    from distributed.worker import thread_state

    task = get_worker().state.tasks.get(thread_state.key)
    return lambda: task is None or task.state != "cancelled"
