"""Telling how far a run is: a live bar on a terminal, a line every tenth elsewhere, or nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

import click

from glasshouse.ground.steps import Steps, silent

if TYPE_CHECKING:
    from glasshouse.engine.run import Progress

__all__ = ["Manner", "progress_option", "show_progress", "show_steps"]

Manner = Literal["auto", "plain", "none"]

progress_option = click.option(
    "--progress",
    "manner",
    type=click.Choice(["auto", "plain", "none"]),
    default="auto",
    show_default=True,
    help="auto: a bar on a terminal; plain: a line every 10 %.",
)
"""How progress is shown; the same for every verb that takes a while."""

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
def show_steps(manner: Manner) -> Iterator[Steps]:
    """Show how far work of several steps is, at which rate, and what time is left.

    The shares that the steps tell were measured once; on another machine, or with more to do, one step may
    take longer than its share, so that the time left is an estimate.

    Args:
        manner: as for `show_progress`.

    Yields:
        What the work is to call.
    """
    if manner == "none" or (manner == "auto" and not sys.stderr.isatty()):
        yield silent
    elif manner == "plain":
        yield _step_lines()
    else:
        with _step_bar() as steps:
            yield steps


def _step_lines() -> Steps:
    """One line a step, or every tenth of the work within one."""
    began, told = time.monotonic(), ("", -1)

    def tell(doing: str, share: float) -> None:
        nonlocal told
        now = (doing, int(10 * share))
        if now != told:
            told = now
            spent = time.monotonic() - began
            rate = _share_rate(spent, share)
            left = f", {_clock(spent * (1.0 - share) / share)} left" if rate else ""
            print(f"{100 * share:3.0f} %  {doing}  {rate}{left}".rstrip(), file=sys.stderr, flush=True)

    return tell


def _share_rate(spent: float, share: float) -> str:
    """How fast the work goes, in words; empty before anything is known."""
    if share <= 0.0 or spent <= 0.0:
        return ""
    rate = 100.0 * share / spent
    return f"{rate:,.0f} %/s" if rate >= 1.0 else f"{60.0 * rate:,.0f} %/min"


@contextmanager
def _step_bar() -> Iterator[Steps]:
    """A bar that appears after half a second, and counts on by itself while a step takes long."""
    from threading import Timer

    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TextColumn
    from rich.text import Text

    began = time.monotonic()

    class Left(ProgressColumn):
        """What is left of the time that was foreseen at the last step."""

        max_refresh = 0.5

        def render(self, task: Task) -> Text:
            left = task.fields["foreseen"] - (time.monotonic() - began)
            if not task.fields["foreseen"]:
                return Text("")
            return Text(f"{_clock(left)} left" if left >= 1.0 else "nearly done")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        Left(),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=1.0, rate="", foreseen=0.0)
    timer = Timer(_WORTH_A_BAR, bar.start)
    timer.daemon = True
    timer.start()

    def tell(doing: str, share: float) -> None:
        spent = time.monotonic() - began
        foreseen = spent / share if share > 0.0 else 0.0
        bar.update(
            task, description=doing, completed=share, rate=_share_rate(spent, share), foreseen=foreseen
        )

    try:
        yield tell
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


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
