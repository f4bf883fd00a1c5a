"""Tab in real shells: bash and zsh on a terminal of their own, fish by the command that its Tab runs.

Each shell is skipped where it is not installed.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TYPED = (
    ("glasshouse lin", "glasshouse lint "),
    ("glasshouse explain beijing-pr", "glasshouse explain beijing-press-2018 "),
    ("glasshouse run --dr", "glasshouse run --draws "),
    ("glasshouse lint --format sa", "glasshouse lint --format sarif "),
    ("glasshouse report my-", "glasshouse report my-run/"),
)
"""What somebody types before Tab, and what stands there after it."""

SHELLS = {"bash": ("--norc", "--noprofile", "-i"), "zsh": ("-f", "-i")}
_PATIENCE = 120.0
"""Seconds for an answer; it takes a third of one on an idle core."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with `glasshouse` on its path, its scripts for each shell, and the folder of a run."""
    (tmp_path / "my-run").mkdir()
    door = tmp_path / "bin" / "glasshouse"
    door.parent.mkdir()
    door.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT}/src exec {sys.executable} -m glasshouse "$@"\n')
    door.chmod(0o755)
    for shell in ("bash", "zsh", "fish"):
        told = subprocess.run([door, "completion", shell], capture_output=True, text=True, check=True)
        (tmp_path / f"script.{shell}").write_text(told.stdout, encoding="utf-8")
    return tmp_path


def environment(home: Path) -> dict[str, str]:
    path = f"{home / 'bin'}:{os.environ['PATH']}"
    return {**os.environ, "HOME": str(home), "PATH": path, "TERM": "dumb", "PS1": "% ", "COLUMNS": "100"}


class Terminal:
    """A shell on a terminal, and what it has shown since the last line was typed."""

    def __init__(self, shell: str, home: Path) -> None:
        self._process, self._door = pty.fork()
        if self._process == 0:
            os.chdir(home)
            os.execvpe(shell, [shell, *SHELLS[shell]], environment(home))

    def type(self, text: str, until: str) -> str:
        os.write(self._door, text.encode())
        shown, end = "", time.monotonic() + _PATIENCE
        while until not in shown and time.monotonic() < end:
            if select.select([self._door], [], [], 0.1)[0]:
                shown += os.read(self._door, 65536).decode(errors="replace")
        return shown

    def close(self) -> None:
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._door)


@pytest.fixture(params=SHELLS)
def terminal(request: pytest.FixtureRequest, home: Path) -> Iterator[Terminal]:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    opened = Terminal(request.param, home)
    opened.type(f". ./script.{request.param}; echo re''ady\n", "\nready")
    yield opened
    opened.close()


def test_tab_completes_on_a_terminal(terminal: Terminal) -> None:
    """Verbs, ids, options, choices and folders; no script complains."""
    for typed, expected in TYPED:
        shown = terminal.type(f"{typed}\t", expected)
        assert expected in shown, shown
        terminal.type("\x15echo cle''ar\n", "\nclear")


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes_with_descriptions(home: Path) -> None:
    asked = "".join(f"complete -C '{typed}'; " for typed, _ in TYPED)
    told = subprocess.run(
        ["fish", "--no-config", "-c", f"source script.fish; {asked}"],
        cwd=home,
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stderr == ""
    answers = [line.partition("\t") for line in told.stdout.splitlines()]
    assert [value for value, _, _ in answers] == [line.split()[-1] for _, line in TYPED]
    assert answers[0][2].startswith("Hold schemes against") and answers[0][2].endswith(".")
    assert answers[2][2].startswith("Joint draws of the assumptions")
