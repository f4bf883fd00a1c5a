"""What a worker of a cluster is sent out for: a range of a run to live, or a point of a study to ask.

This side runs in the process of the worker. It has Glasshouse and no file of the run: what it needs comes as
bytes, and is refused where the code that sent it is another.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from glasshouse.engine.chunk import encode
from glasshouse.engine.compile import Compiled
from glasshouse.engine.run import run
from glasshouse.engine.scenario import Scenario
from glasshouse.engine.simulate import live_range
from glasshouse.ground.errors import BadInput, Interrupted, Problem
from glasshouse.ground.provenance import code_digest, peak_memory
from glasshouse.ground.version import VERSION

if TYPE_CHECKING:
    from glasshouse.engine.outcomes import Outcomes
    from glasshouse.measures.estimate import Estimate

__all__ = ["Job", "answer", "live", "pack", "unpack"]


@dataclass(frozen=True)
class Job:
    """What a worker needs to live through any range of a run."""

    scenario: Scenario
    compiled: Compiled


def pack(what: object) -> bytes:
    """Something as bytes, small enough to travel."""
    from distributed.protocol import serialize_bytes

    return zlib.compress(serialize_bytes(what), 1)


def unpack(content: bytes, code: str, version: str) -> Any:
    """On a worker: what all tasks of a kind need, once for all of them.

    Raises:
        BadInput: this worker runs other code than whoever sent the job.
    """
    if code_digest() != code:
        raise BadInput(
            Problem(
                f"A worker runs another Glasshouse ({VERSION}) than this machine ({version}).",
                why="Two versions may count differently, so what they count must not be added up.",
                remedy="Install the same version of Glasshouse everywhere, and start the workers again.",
                code="workers-differ",
            )
        )
    return _opened(content)


def _opened(content: bytes) -> Any:
    from distributed.protocol import deserialize_bytes

    return deserialize_bytes(zlib.decompress(content))


def live(job: Job, first: int, last: int) -> tuple[bytes, int | None]:
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


def answer(
    question: Callable[[Outcomes], Iterable[Estimate]], content: bytes
) -> tuple[tuple[Estimate, ...], int | None]:
    """On a worker: a point lived through and asked, and the most memory held so far.

    Raises:
        RuntimeError: nobody wants it any more.
    """
    stop = threading.Event()
    wanted = _still_wanted()

    def look(done: int, people: int) -> None:
        if not wanted():
            stop.set()

    try:
        outcomes = run(_opened(content), threads=1, progress=look, stop=stop)
    except Interrupted as error:
        raise RuntimeError("this point was cancelled") from error
    return tuple(question(outcomes)), peak_memory()


def _still_wanted() -> Callable[[], bool]:
    """On a worker: tells whether the task of this thread was cancelled, which Dask itself does not stop."""
    from distributed import get_worker
    from distributed.worker import thread_state

    task = get_worker().state.tasks.get(thread_state.key)
    return lambda: task is None or task.state != "cancelled"
