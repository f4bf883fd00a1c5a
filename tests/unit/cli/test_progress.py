"""Progress: a bar only on a terminal, ten lines when asked for, silence elsewhere."""

from __future__ import annotations

import io
import sys
import threading
import time

import pytest

from glasshouse.cli import _progress
from glasshouse.cli._progress import Manner, show_progress, show_waiting


class Terminal(io.StringIO):
    """An error stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


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
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("glasshouse.cli._progress._WORTH_A_BAR", 0.0)
    with show_progress("auto", 365) as progress:
        assert progress is not None
        progress(0, 1000)
        progress(500, 1000)
    assert "50%" in terminal.getvalue()


def test_what_is_over_at_once_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with show_progress("auto", 365) as progress:
        assert progress is not None
        progress(1000, 1000)
    assert terminal.getvalue() == ""


def test_work_that_cannot_be_counted_is_told_with_the_time_that_it_takes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal after half a second, and then no more; in a pipe nothing."""
    monkeypatch.setattr(_progress, "_WORTH_A_BAR", 0.02)
    for seconds, shown in ((0.0, False), (0.4, True)):
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        with show_waiting("auto", "Writing the report"):
            time.sleep(seconds)
        assert ("Writing the report" in terminal.getvalue()) == shown
        assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    monkeypatch.undo()
    with show_waiting("auto", "Writing the report"):
        pass
    assert capsys.readouterr().err == ""
    with show_waiting("plain", "Writing the report"):
        pass
    assert capsys.readouterr().err == "Writing the report ...\n"
