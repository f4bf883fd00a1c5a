"""Do studies survive what happens to computers, and do arms cost less than runs?

    python -m verification.studies                     # eight studies
    python -m verification.studies --only sweep

Each study is started as a user would start it, in a process of its own, and killed (SIGKILL) at three random
moments; started again, it must end with the bytes of one that nobody disturbed. The same study is then done
by the workers of a local cluster, real processes, one of which is killed in the middle: the same bytes again.
Last, ten reforms as arms of one run are timed beside ten runs.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from verification.failures import ENVIRONMENT

__all__ = ["STUDIES", "cost_of_arms", "main", "on_a_cluster", "study", "tables", "undisturbed"]

_SMALL = ("--people", "20000", "--days", "90", "--seed", "7")

STUDIES: dict[str, tuple[str, ...]] = {
    "compare": ("compare", "simpleland-points", "--reform", "protest-costs-nothing", "--people", "1200000"),
    "run --draws": ("run", "simpleland-points", *_SMALL, "--draws", "96"),
    "sweep": (
        "sweep",
        "simpleland-points",
        "--vary",
        "assumptions.conducts.walk-on-red.rate=1:64:1",
        *_SMALL,
    ),
    "robust": ("robust", "simpleland-points", "--reform", "protest-costs-nothing", "--draws", "96", *_SMALL),
    "calibrate": (
        *("calibrate", "court-defaulters-2017", "--free", "assumptions.conducts.refuses-judgment.rate"),
        *("--target", "listed-share:any=0.2+-0.05", "--seeds", "2", *_SMALL[2:], "--people", "400000"),
    ),
    "validate": ("validate", "performed-2017-03", "listed-2017-02", "--people", "20000", "--draws", "50"),
    "audit": ("audit", "simpleland-points", "--draws", "64", *_SMALL),
    "sensitivity": ("sensitivity", "simpleland-points", "--trajectories", "2", "--base", "16", *_SMALL),
}
"""Some seconds of work each, by what is shown of it."""

_ENDED = (0, 1)
"""Exit codes of a study that came to its end; 1 also says that a reform changed no event."""

_REFORMS = 10


def study(words: Sequence[str], folder: Path, *more: str) -> list[str]:
    """The command of a study into a folder."""
    hands = () if "--cluster" in more else ("--threads", "2")
    command = [sys.executable, "-m", "glasshouse", *words, "--out", str(folder), "--progress", "none"]
    return [*command, *hands, *more]


def undisturbed(words: Sequence[str], folder: Path, *more: str) -> float:
    """Let a study come to its end; returns its wall time in seconds."""
    began = time.monotonic()
    done = subprocess.run(
        study(words, folder, *more), env=ENVIRONMENT, capture_output=True, text=True, cwd=folder.parent
    )
    if done.returncode not in _ENDED:
        raise RuntimeError(done.stderr)
    return time.monotonic() - began


def tables(folder: Path) -> dict[str, bytes]:
    """The Parquet tables that a study leaves for others, by name; its chunks and parts are its own."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*.parquet"))
        if file.parent.name not in ("chunks", "parts")
    }


def _killed(words: Sequence[str], folder: Path, seconds: float, luck: random.Random) -> tuple[int, float]:
    """Kill a study three times, then let it end; pieces kept by then, and the seconds that were left."""
    for _ in range(3):
        child = subprocess.Popen(
            study(words, folder),
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder.parent,
        )
        try:
            child.wait(luck.uniform(0.3, 0.7) * seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    kept = len([*folder.rglob("chunk-*.parquet"), *folder.rglob("part-*.parquet")])
    return kept, undisturbed(words, folder)


def on_a_cluster(words: Sequence[str], folder: Path, seconds: float) -> bool:
    """Do a study on three workers, of which one is killed in the middle; returns whether it was."""
    with ExitStack() as processes:
        scheduler = folder.parent / f"{folder.name}.json"

        def start(kind: str, *more: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "dask", kind, *more, "--scheduler-file", str(scheduler)]
            child = subprocess.Popen(
                command,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT,
                cwd=folder.parent,
                start_new_session=True,
            )
            processes.callback(child.wait)
            processes.callback(child.kill)
            return child

        start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        while not scheduler.exists():
            time.sleep(0.05)
        workers = [start("worker", "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(3)]
        child = subprocess.Popen(
            study(words, folder, "--cluster", str(scheduler)),
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=folder.parent,
        )
        killed = False
        try:
            child.wait(0.6 * seconds)
        except subprocess.TimeoutExpired:
            workers[0].send_signal(signal.SIGKILL)
            killed = True
        _, told = child.communicate()
        if child.returncode not in _ENDED:
            raise RuntimeError(told.decode())
    return killed


def cost_of_arms(people: int = 400_000, threads: int = 1) -> tuple[float, float]:
    """Seconds of ten reforms as arms of one run, and of ten runs, each of one reform; without start-up."""
    from glasshouse.engine.run import run
    from glasshouse.schemes.reading import load
    from glasshouse.studies.comparison import plan_comparison

    schemes = [load("simpleland-points", f"rules.protest.points={-points}") for points in range(5, 55, 5)]
    plans = [plan_comparison([schemes[0], *schemes], people=people)]
    plans += [plan_comparison([schemes[0], scheme], people=people) for scheme in schemes]
    run(plan_comparison(schemes[:2], people=20_000).scenario, threads=threads)
    seconds = []
    for plan in plans:
        began = time.perf_counter()
        run(plan.scenario, threads=threads)
        seconds.append(time.perf_counter() - began)
    return seconds[0], sum(seconds[1:])


def main(words: Sequence[str] | None = None) -> int:
    """Do it all; the exit code is 0 if every study ended with the same bytes."""
    from verification.report import write

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", choices=list(STUDIES))
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(words)
    luck = random.Random(chosen.seed)
    folder = Path(tempfile.mkdtemp(prefix="glasshouse-studies-"))
    lines = [
        "Seconds undisturbed; after three kills: pieces kept, seconds that were left; on three workers:",
        "",
    ]
    fine = True
    try:
        for name, told in STUDIES.items():
            if chosen.only not in (None, name):
                continue
            place = folder / name.replace(" ", "")
            place.mkdir()
            seconds = undisturbed(told, place / "whole")
            whole = tables(place / "whole")
            kept, left = _killed(told, place / "killed", seconds, luck)
            same = tables(place / "killed") == whole
            killed = on_a_cluster(told, place / "cluster", seconds)
            there = tables(place / "cluster") == whole
            fine = fine and same and there and bool(whole)
            lines.append(
                f"{name:12} {seconds:5.1f} s; {kept:3} kept, {left:5.1f} s, {_words(same)}; "
                f"{'one killed' if killed else 'none killed'}, {_words(there)}; "
                f"tables: {', '.join(whole)}"
            )
            print(lines[-1], file=sys.stderr)
        if chosen.only is None:
            arms, runs = cost_of_arms()
            lines += [
                "",
                f"{_REFORMS} reforms of simpleland-points, 400,000 people, one thread: as arms of one run "
                f"{arms:.1f} s, as runs of their own {runs:.1f} s ({runs / arms:.1f} times)",
            ]
            write("studies", lines)
        return 0 if fine else 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _words(same: bool) -> str:
    return "the same bytes" if same else "OTHER BYTES"


if __name__ == "__main__":
    sys.exit(main())
