"""How long a user waits: for the program, for its kernels to be compiled, for a first answer."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import ROOT, table

__all__ = ["answer", "start"]


def _seconds(words: Sequence[str], caches: Path, folder: Path) -> tuple[float, str]:
    """Wall time of one Python process from start to exit, and what it printed.

    Args:
        words: what follows ``python``.
        caches: folder of byte code and compiled kernels.
        folder: working directory, new for each process: nothing to resume, nothing left in the repository.
    """
    folder.mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONPYCACHEPREFIX": str(caches / "code"),
        "NUMBA_CACHE_DIR": str(caches / "libraries"),
        "GLASSHOUSE_CACHE": str(caches / "kernels"),
    }
    # Python keeps its byte code by default, and so must the process that is timed.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(f"python {' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
    return seconds, done.stdout


def _first_and_warm(words: Sequence[str], rounds: int) -> tuple[float, list[float], str]:
    """Time with empty caches, times with those that it filled, and the last output."""
    with tempfile.TemporaryDirectory() as name:
        caches = Path(name)
        times = []
        for number in range(rounds + 1):
            seconds, said = _seconds(words, caches, caches / f"round-{number}")
            times.append(seconds)
    return times[0], times[1:], said


def _row(what: str, first: float, warm: Sequence[float]) -> list[str]:
    return [what, f"{first:.2f}", f"{statistics.median(warm):.3f}", f"{min(warm):.3f}", f"{max(warm):.3f}"]


_HEADS = ["seconds, process start to exit", "first", "warm", "fastest", "slowest"]
_LEGEND = (
    "first: no byte code, no compiled kernel (installed libraries compile to byte code too); warm: median."
)


_MOST = 25
"""Seconds that compiling the kernels may take."""

_RUN = "import glasshouse; glasshouse.simulate('court-defaulters-2017', people=1000, years=1, threads=1)"


def _compiling() -> str:
    """Processor time of a run in a process of its own, with nothing compiled and with everything.

    Processor time, as a busy machine lengthens the other and the limit is one of work. What is counted is
    the difference: reading the scheme and making the society cost the same both times.
    """
    with tempfile.TemporaryDirectory() as name:
        caches = Path(name)
        _seconds(["-c", "import glasshouse.studies"], caches, caches / "round-0")
        spent = []
        for number in (1, 2):
            before = os.times()
            _seconds(["-c", _RUN], caches, caches / f"round-{number}")
            after = os.times()
            spent.append(
                after.children_user + after.children_system - before.children_user - before.children_system
            )
    return (
        f"Compiling the kernels: {spent[0] - spent[1]:.1f} s of processor time (at most {_MOST}); "
        f"a run takes {spent[0]:.1f} s of it the first time, {spent[1]:.1f} s from then on."
    )


def start(rounds: int) -> str:
    """``python``, ``import glasshouse`` and ``glasshouse --help``, and what compiling takes."""
    rows = [
        _row(what, *_first_and_warm(words, rounds)[:2])
        for what, words in (
            ("python -c pass", ["-c", "pass"]),
            ("import glasshouse", ["-c", "import glasshouse"]),
            ("glasshouse --help", ["-m", "glasshouse", "--help"]),
        )
    ]
    return f"Start-up, {rounds} warm rounds\n\n{table(_HEADS, rows)}\n\n{_LEGEND}\n{_compiling()}"


def answer(scheme: str, people: int, threads: int, rounds: int) -> str:
    """``glasshouse run`` of `people` for a year, start-up included."""
    words = ["-m", "glasshouse", "run", scheme, "--people", str(people), "--years", "1", "--seed", "1"]
    words += ["--threads", str(threads), "--out", "run", "--json"]
    first, warm, said = _first_and_warm(words, rounds)
    inside = json.loads(said)["seconds"]
    rows = [_row(f"glasshouse run {scheme} --people {people} --years 1", first, warm)]
    return (
        f"A first answer, {threads} thread{'s' if threads > 1 else ''}, {rounds} warm rounds\n\n"
        f"{table(_HEADS, rows)}\n\n{_LEGEND}\nThe last run says that {inside:.3f} s of it was simulation."
    )
