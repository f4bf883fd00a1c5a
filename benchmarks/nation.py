"""A nation, one to one, for a year: the whole command in a process of its own, with its folder."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from benchmarks.catalogue import EVENTS
from benchmarks.report import ROOT

__all__ = ["nation"]

_NATION = 1_409_778_724
_DAYS = 365


def nation(scheme: str, people: str, threads: int) -> str:
    """Run the command, and say how long it took, what it needed and what it counted.

    Args:
        scheme: of the catalogue.
        people: ``all``, or a number; then the time of the nation is an extrapolation, and is said to be one.
        threads: at most so many.
    """
    with tempfile.TemporaryDirectory() as name:
        words = ["-m", "glasshouse", "run", scheme, "--people", people, "--years", "1", "--seed", "1"]
        words += [
            "--threads",
            str(threads),
            "--progress",
            "plain",
            "--out",
            str(Path(name) / "run"),
            "--json",
        ]
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *words],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        seconds = time.perf_counter() - began
        found = json.loads(done.stdout)
        folder = Path(name) / "run"
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        totals = pd.read_parquet(folder / "totals.parquet")
        events = int(totals[(totals["dimension"] == "all") & totals["count"].isin(EVENTS)]["value"].sum())
    lived, simulated = found["people"], found["seconds"]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    lines = {
        "command": "glasshouse " + " ".join(words[2:-2]).replace(name, "."),
        "people": f"{lived:,} invented; none corresponds to anyone",
        "person-days": f"{lived * _DAYS / 1e9:,.1f} billion, in the scheme's arm beside the baseline",
        "seconds": f"{simulated:,.1f} of simulation on {threads} threads, {seconds:,.1f} for the process",
        "person-days/s": f"{lived * _DAYS / simulated / 1e6:,.0f} million",
        "ns/person-year": f"{1e9 * simulated * threads / lived:,.0f} per thread",
        "events": f"{events:,}, {events / lived:.4f} a person",
        "ns/event": f"{1e9 * simulated * threads / events:,.0f} per thread" if events else "-",
        "peak memory": f"{peak:,.0f} MiB",
        "kept": f"{size / 1e6:,.0f} MB",
    }
    if lived < _NATION:
        lines["nation"] = (
            f"{simulated * _NATION / lived:,.0f} s for all {_NATION:,}: EXTRAPOLATED from this run"
        )
    return "\n".join(f"{key:15} {value}" for key, value in lines.items())
