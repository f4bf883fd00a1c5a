"""How time and memory grow with the number of people."""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence

import numpy as np

from benchmarks.engines import Engine
from benchmarks.report import ROOT, table

__all__ = ["linearity", "memory"]

_ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}


def memory(engines: Sequence[Engine], sizes: Sequence[int], threads: int) -> str:
    """Peak resident memory of a fresh process for each engine and size."""
    rows = []
    for engine in engines:
        for people in sizes:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.once", engine.id, str(people), "--threads", str(threads)],
                cwd=ROOT,
                env=_ENVIRONMENT,
                capture_output=True,
                text=True,
                check=True,
            )
            answer = json.loads(done.stdout)
            rows.append(
                [
                    engine.id,
                    f"{people:,}",
                    f"{answer['before_mib']:,.0f}",
                    f"{answer['peak_mib']:,.0f}",
                    f"{(answer['peak_mib'] - answer['before_mib']) * 2**20 / people:.3f}",
                    f"{answer['seconds']:.2f}",
                    f"{answer['seconds'] / people * 1e9:,.0f}",
                ]
            )
    heads = ["", "people", "warm MiB", "peak MiB", "bytes/person", "seconds", "ns/person-year"]
    return (
        f"Peak memory, {_threads(threads)}, a fresh process each\n\n{table(heads, rows)}\n\n"
        "warm: resident after imports and loading of the compiled kernel; bytes/person: what the peak adds."
    )


def linearity(engines: Sequence[Engine], sizes: Sequence[int], threads: int, rounds: int) -> str:
    """Median time by size, and the slope of log time over log people: 1 is linear."""
    rows = []
    for engine in engines:
        engine.run(sizes[0], threads)
        times = [
            statistics.median(
                engine.run(people, threads, seed=number + 1).seconds for number in range(rounds)
            )
            for people in sizes
        ]
        slope, error = _slope([math.log(people) for people in sizes], [math.log(time) for time in times])
        for people, seconds in zip(sizes, times, strict=True):
            rows.append([engine.id, f"{people:,}", f"{seconds:.4f}", f"{seconds / people * 1e9:,.0f}", ""])
        rows[-1][-1] = f"{slope:.3f} +- {error:.3f}"
    heads = ["", "people", "seconds", "ns/person-year", "slope"]
    return (
        f"Time by number of people, {_threads(threads)}, median of {rounds}\n\n{table(heads, rows)}\n\n"
        "slope: of log seconds over log people, with its standard error; 1 is linear."
    )


def _threads(number: int) -> str:
    return f"{number} thread{'s' if number > 1 else ''}"


def _slope(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """Least-squares slope and its standard error (not a number for two points)."""
    away = np.asarray(x) - np.mean(x)
    slope = float(away @ np.asarray(y) / (away @ away))
    rest = np.asarray(y) - np.mean(y) - slope * away
    error = math.sqrt(float(rest @ rest) / (len(x) - 2) / float(away @ away)) if len(x) > 2 else math.nan
    return slope, error
