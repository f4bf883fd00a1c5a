"""Who lives through the ranges of a run: threads of this process, or others that promise the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

from glasshouse.engine.simulate import available_threads, live_range, prepare

if TYPE_CHECKING:
    from glasshouse.engine.compile import Compiled
    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.tally import Tally

__all__ = ["Lived", "Threads", "Workers"]

Lived = Callable[[int], None]
"""Called with a number of persons when they were lived through, from whatever thread."""


class Workers(Protocol):
    """Whoever lives through ranges. The counts of a range are the same whoever did it."""

    @property
    def hands(self) -> int:
        """How many ranges are worked on at a time; the run is cut so that they all have enough."""
        ...

    @property
    def facts(self) -> Mapping[str, object]:
        """What a run notes about them, ready for JSON."""
        ...

    def prepare(self, scenario: Scenario, compiled: Compiled) -> None:
        """Get ready, so that the clock of the run counts living alone."""
        ...

    def live(
        self,
        scenario: Scenario,
        compiled: Compiled,
        ranges: Sequence[range],
        *,
        lived: Lived,
        stop: threading.Event,
    ) -> Iterator[tuple[int, Tally]]:
        """Yield each range's place in the sequence, and its counts, in any order.

        It ends early when ``stop`` is set, or when the generator is closed.
        """
        ...


class Threads:
    """The threads of this process: one range after the other, all of them at each."""

    hands = 1

    def __init__(self, threads: int | None = None) -> None:
        """Take at most so many threads; None for one per processor."""
        self._threads = threads

    @property
    def facts(self) -> Mapping[str, object]:
        """How many threads there are."""
        return {"kind": "threads", "threads": self._threads or available_threads()}

    def prepare(self, scenario: Scenario, compiled: Compiled) -> None:
        """Have the kernels compiled or loaded."""
        prepare(scenario, compiled)

    def live(
        self,
        scenario: Scenario,
        compiled: Compiled,
        ranges: Sequence[range],
        *,
        lived: Lived,
        stop: threading.Event,
    ) -> Iterator[tuple[int, Tally]]:
        """As `Workers.live` says, in the order of the ranges."""
        for number, part in enumerate(ranges):
            tally = self._one(scenario, compiled, part, lived, stop)
            if tally is None:
                return
            yield number, tally

    def _one(
        self, scenario: Scenario, compiled: Compiled, part: range, lived: Lived, stop: threading.Event
    ) -> Tally | None:
        """The tally of a range, None if it was stopped; Ctrl-C stops it after the blocks under way."""
        # The engine works in a thread of its own, so that this one is free to hear Ctrl-C.
        try:
            with ThreadPoolExecutor(1, thread_name_prefix="glasshouse-run") as pool:
                try:
                    return pool.submit(
                        live_range, scenario, compiled, part, threads=self._threads, lived=lived, stop=stop
                    ).result()
                except KeyboardInterrupt:
                    stop.set()
                    raise
        except KeyboardInterrupt:
            return None
