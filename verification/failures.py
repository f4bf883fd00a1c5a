"""Do runs survive what happens to computers? Killed, out of disk, robbed of workers: the same bytes.

    python -m verification.failures                      # 25 kills, 5 full disks, 8 workers killed
    python -m verification.failures --kills 5 --workers 2

A run is started as a user would start it, by the command line, in a process of its own. It is killed
(SIGKILL) after a random time and started again, until it ends by itself; its outcomes are compared, byte by
byte, with those of a run that nobody disturbed. The same is done on a small disk (a tmpfs, where this may
mount one) that somebody else fills up while the run is on, and on a cluster whose workers are killed one
after the other.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "ENVIRONMENT",
    "OUTCOMES",
    "RUN",
    "Kills",
    "command",
    "full_disks",
    "kill_again_and_again",
    "killed_workers",
    "main",
    "same",
    "small_disk",
    "undisturbed",
]

OUTCOMES = ("totals.parquet", "weekly.parquet", "estimates.parquet")

RUN = ("simpleland-points", "--people", "8000000", "--years", "1", "--seed", "7")
"""Some seconds of work, cut into chunks."""

_ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT / "src"), str(_ROOT)])}


@dataclass(frozen=True)
class Kills:
    """What became of a run that was killed again and again.

    Attributes:
        kept: chunks that were there after each kill.
        same: whether it ended with the bytes of a run that was left alone.
    """

    kept: tuple[int, ...]
    same: bool


def command(folder: Path, *more: str, threads: int = 2) -> list[str]:
    """The words of a run into a folder."""
    words = [sys.executable, "-m", "glasshouse", "run", *RUN, "--out", str(folder), "--progress", "none"]
    return [*words, *(() if "--cluster" in more else ("--threads", str(threads))), *more]


def undisturbed(folder: Path, threads: int = 2) -> float:
    """Let a run come to its end; returns its wall time in seconds."""
    began = time.monotonic()
    subprocess.run(
        command(folder, threads=threads), env=ENVIRONMENT, check=True, capture_output=True, cwd=folder.parent
    )
    return time.monotonic() - began


def kill_again_and_again(
    folder: Path, whole: Path, kills: int, seconds: float, luck: random.Random, threads: int = 2
) -> Kills:
    """Kill a run at random moments, start it again each time, and let the last start come to its end.

    Args:
        folder: for the run; new.
        whole: the folder of the run that was left alone.
        kills: how often, unless it ends before.
        seconds: each life is at most so long, drawn evenly.
        luck: draws the moments.
        threads: of the run.
    """
    kept: list[int] = []
    for _ in range(kills):
        child = subprocess.Popen(
            command(folder, threads=threads),
            env=ENVIRONMENT,
            cwd=whole.parent,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            _, told = child.communicate(timeout=luck.uniform(0.0, seconds))
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
        else:
            if child.returncode != 0:
                raise RuntimeError(told)
        kept.append(len(list(folder.glob("chunks/chunk-*.parquet"))))
    undisturbed(folder, threads)
    return Kills(tuple(kept), same(folder, whole))


def same(one: Path, other: Path) -> bool:
    """Whether two runs have the same outcomes, byte by byte, and nothing half-written lies about."""
    whole = all((one / name).read_bytes() == (other / name).read_bytes() for name in OUTCOMES)
    return whole and not list(one.rglob(".*.part"))


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[bool]:
    """A disk of so many bytes at a folder; yields whether there is one: mounting needs rights."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    try:
        yield made.returncode == 0
    finally:
        if made.returncode == 0:
            subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)


def full_disks(folder: Path, whole: Path, rooms: Sequence[int]) -> list[str]:
    """Fill the disk under a run up to so many bytes; a line for each, none where no disk can be mounted.

    Raises:
        AssertionError: something was lost, or told otherwise than as one screen.
    """
    lines = []
    for room in rooms:
        place = folder / f"disk-{room}"
        with small_disk(place, 200_000_000) as there:
            if not there:
                return []
            run, ballast = place / "run", place / "ballast"
            child = subprocess.Popen(
                command(run),
                env=ENVIRONMENT,
                cwd=folder,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            while child.poll() is None and not (run / "run.json").exists():
                time.sleep(0.01)
            ballast.write_bytes(bytes(shutil.disk_usage(place).free - room))
            printed, told = child.communicate()
            assert child.returncode == 3, told
            assert printed == ""
            assert "Traceback" not in told
            assert "No space left on device" in told
            assert "Make room" in told
            assert not list(run.rglob(".*.part"))
            kept = len(list(run.glob("chunks/chunk-*.parquet")))
            ballast.unlink()
            undisturbed(run)
            assert same(run, whole)
            assert json.loads((run / "run.json").read_text())["state"] == "done"
            (what,) = (line for line in told.splitlines() if "No space left" in line)
            lines.append(f"{room / 1e6:5.2f} MB  {kept} chunks kept; told: {what.replace(f'{place}/', '')}")
    return lines


def killed_workers(folder: Path, whole: Path, kills: int, luck: random.Random) -> int:
    """Kill workers of a cluster at random moments while a run is on it; returns how many died.

    Raises:
        AssertionError: the run failed, or ended with other bytes.
    """
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        words = command(folder, "--cluster", cluster.scheduler_address)
        child = subprocess.Popen(
            words, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=whole.parent
        )
        died = 0
        while child.poll() is None:
            time.sleep(luck.uniform(0.5, 2.5))
            living = [nanny.pid for nanny in cluster.workers.values() if nanny.pid]
            if died < kills and living and child.poll() is None and list(folder.glob("chunks/*.parquet")):
                os.kill(luck.choice(living), signal.SIGKILL)
                died += 1
        _, told = child.communicate()
        assert child.returncode == 0, told.decode()
    assert same(folder, whole)
    return died


def main(words: Sequence[str] | None = None) -> int:
    """Do it all; the exit code is 0 if everything survived."""
    from verification.report import write

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--workers", type=int, default=8, help="workers to be killed")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(words)
    luck = random.Random(chosen.seed)
    folder = Path(tempfile.mkdtemp(prefix="glasshouse-failures-"))
    try:
        whole = folder / "whole"
        seconds = undisturbed(whole)
        chunks = len(list(whole.glob("chunks/*.parquet")))
        lines = [f"glasshouse run {' '.join(RUN)}: {chunks} chunks, {seconds:.0f} s undisturbed", ""]
        kills = kill_again_and_again(folder / "killed", whole, chosen.kills, seconds / 3, luck)
        lines += [
            f"Killed {len(kills.kept)} times at random moments; chunks kept after each: "
            + " ".join(map(str, kills.kept)),
            f"Ended with the same bytes: {'yes' if kills.same else 'NO'}",
            "",
            "A disk that somebody else fills up to so many bytes; with room again, the same bytes:",
            *(full_disks(folder, whole, (0, 200_000, 400_000, 800_000, 1_600_000)) or ["not tried"]),
            "",
        ]
        died = killed_workers(folder / "cluster", whole, chosen.workers, luck)
        lines.append(f"On a cluster of two workers, {died} of which were killed: the same bytes")
        write("failures", lines)
        return 0 if kills.same else 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
