"""Telling how far a run is: a live bar on a terminal, a line every tenth elsewhere, or nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from glasshouse.engine.run import Progress

__all__ = ["Manner", "show_progress", "show_waiting"]

Manner = Literal["auto", "plain", "none"]

_WORTH_A_BAR = 0.5
"""Seconds before a bar appears: what is over sooner needs none."""

_READYING = "Getting ready (the first run compiles for some twenty seconds)"
_LIVING = "Living through invented lives"


@contextmanager
def show_progress(manner: Manner, days: int) -> Iterator[Progress | None]:
    """Show progress on the standard error stream while the block runs.

    Args:
        manner: ``auto`` shows a bar on a terminal and nothing elsewhere, ``plain`` a line every 10 %.
        days: horizon, for the rate; 0 where runs of several lengths are made, of which no rate is told.

    Yields:
        What the run is to call, or None.
    """
    if manner == "none" or (manner == "auto" and not sys.stderr.isatty()):
        yield None
    elif manner == "plain":
        yield _Lines(days)
    else:
        with _bar(days) as progress:
            yield progress


@contextmanager
def show_waiting(manner: Manner, doing: str) -> Iterator[None]:
    """Say what is done, and for how long already, while the block runs: work that cannot be counted ahead.

    Args:
        manner: ``auto`` shows a moving line on a terminal after half a second, and nothing elsewhere;
            ``plain`` one line.
        doing: what is done, such as ``Writing the report``.
    """
    if manner == "plain":
        print(f"{doing} ...", file=sys.stderr, flush=True)
    if manner != "auto" or not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn("line"), TextColumn("{task.description}"), TimeElapsedColumn())
    line = Progress(*columns, console=Console(stderr=True), transient=True)
    line.add_task(doing, total=None)
    timer = Timer(_WORTH_A_BAR, line.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        line.stop()


class _Rate:
    """Person-days per second since the first call, which tells what was done before."""

    def __init__(self, days: int) -> None:
        self._days = days
        self._began: float | None = None
        self._before = 0

    def told(self, done: int, people: int) -> str:
        """The rate and the time left, in words; empty before anything is known."""
        now = time.monotonic()
        if self._began is None:
            self._began, self._before = now, done
        spent, lived = now - self._began, done - self._before
        if spent <= 0.0 or lived <= 0:
            return ""
        left = (people - done) * spent / lived
        if not self._days:
            return f"{_clock(left)} left"
        return f"{lived * self._days / spent / 1e6:,.0f} million person-days/s, {_clock(left)} left"


def _clock(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s"


class _Lines:
    """One line every tenth of the people."""

    def __init__(self, days: int) -> None:
        self._rate = _Rate(days)
        self._told = -1

    def __call__(self, done: int, people: int) -> None:
        rate = self._rate.told(done, people)
        tenth = 10 * done // people
        if tenth > self._told and (done > 0 or tenth > 0):
            self._told = tenth
            words = f"{10 * tenth:3d} %  {done:,} of {people:,} people"
            print(f"{words}  {rate}" if rate else words, file=sys.stderr, flush=True)


@contextmanager
def _bar(days: int) -> Iterator[Progress]:
    """A bar that appears after half a second; its library is loaded only then."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(_READYING, total=None, rate="")
    rate = _Rate(days)
    began = time.monotonic()
    shown = False

    def tell(done: int, people: int) -> None:
        nonlocal shown
        told = rate.told(done, people)
        if not shown and time.monotonic() - began >= _WORTH_A_BAR:
            bar.start()
            shown = True
        doing = _LIVING if done else _READYING
        bar.update(task, description=doing, total=people if done else None, completed=done, rate=told)

    try:
        yield tell
    finally:
        if shown:
            bar.stop()
