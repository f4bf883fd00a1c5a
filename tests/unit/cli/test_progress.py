"""Progress: a bar only on a terminal, ten lines when asked for, silence elsewhere."""

from __future__ import annotations

import io
import re
import sys
import threading
import time
from types import SimpleNamespace
from typing import cast

import pytest

from glasshouse.cli import _progress
from glasshouse.cli._progress import Manner, show_progress, show_steps
from glasshouse.ground.steps import within


class Terminal(io.StringIO):
    """An error stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make the error stream a terminal that can draw, whatever the tests are started from."""
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    return made


@pytest.mark.parametrize("manner", ["auto", "none"])
def test_silence_where_nobody_watches(manner: Manner, capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress(manner, 365) as progress:
        assert progress is None
    assert capsys.readouterr().err == ""


def test_plain_says_each_tenth_once(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress("plain", 365) as progress:
        assert progress is not None
        for done in range(0, 1001, 7):
            progress(done, 1000)
        progress(1000, 1000)
    told = capsys.readouterr()
    lines = told.err.splitlines()
    assert told.out == ""
    assert [line[:3].strip() for line in lines[1:]] == [str(10 * tenth) for tenth in range(1, 11)]
    assert "1,000 of 1,000 people" in lines[-1]
    assert "person-days/s" in lines[-1]
    assert "0 s left" in lines[-1]


def test_a_run_that_went_on_counts_its_speed_from_where_it_went_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 10.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    with show_progress("plain", 1_000_000) as progress:
        assert progress is not None
        progress(500, 1000)
        progress(600, 1000)
    # 100 people x a million days in 10 seconds; 400 people are left.
    assert "10 million person-days/s, 40 s left" in capsys.readouterr().err


def test_a_bar_appears_on_a_terminal_if_it_is_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setattr("glasshouse.cli._progress._WORTH_A_BAR", 0.0)
    with show_progress("auto", 365) as progress:
        assert progress is not None
        progress(0, 1000)
        progress(500, 1000)
    assert "50%" in terminal.getvalue()


def test_what_is_over_at_once_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setattr(_progress, "time", SimpleNamespace(monotonic=lambda: 0.0))
    with show_progress("auto", 365) as progress:
        assert progress is not None
        progress(1000, 1000)
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(("worth_a_bar", "shown"), [(0.0, True), (3600.0, False)])
def test_steps_that_take_long_have_a_bar_with_a_rate_and_the_time_left(
    monkeypatch: pytest.MonkeyPatch, worth_a_bar: float, shown: bool
) -> None:
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setattr(_progress, "_WORTH_A_BAR", worth_a_bar)
    clock = iter([0.0])
    monkeypatch.setattr(_progress, "time", SimpleNamespace(monotonic=lambda: next(clock, 2.0)))
    with show_steps("auto") as steps:
        steps("Drawing", 0.05)
        end = time.monotonic() + 120
        while shown and "left" not in terminal.getvalue() and time.monotonic() < end:
            time.sleep(0.01)
    told = terminal.getvalue()
    assert ("Drawing" in told and "5%" in told) == shown
    # A twentieth took two seconds: of forty in all, 38 are left.
    assert bool(re.search(r"2 %/s .*38 s left", told)) == shown
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


def test_steps_are_told_line_by_line_where_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for manner, lines in (("auto", 0), ("none", 0), ("plain", 3)):
        with show_steps(cast("Manner", manner)) as steps:
            for share in (0.0, 0.5, 0.51):
                steps("Drawing", share)
            steps("Writing", 0.51)
        told = capsys.readouterr().err
        assert told.count("\n") == lines
    assert re.search(r"^ 51 %  Writing  [\d,]+ %/s, 0 s left$", told, re.MULTILINE)


def test_a_part_has_its_share_of_the_whole() -> None:
    told: list[tuple[str, float]] = []
    inner = within(lambda doing, share: told.append((doing, share)), 0.2, 0.6)
    inner("first", 0.0)
    within(inner, 0.5, 1.0)("second", 0.5)
    assert told == [("first", 0.2), ("second", pytest.approx(0.5))]
