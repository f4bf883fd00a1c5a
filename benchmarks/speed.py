"""Side by side: every engine on the same workload in one run, with ratios."""

from __future__ import annotations

import dataclasses
import importlib
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks import scorebook as book
from benchmarks.engines import Engine
from benchmarks.report import table

__all__ = ["Race", "measure", "render"]


@dataclass(frozen=True)
class Race:
    """All rounds of one engine at one number of threads."""

    engine: Engine
    tallies: tuple[book.Tally, ...]

    @property
    def seconds(self) -> float:
        """Median over the rounds."""
        return statistics.median(tally.seconds for tally in self.tallies)

    @property
    def together(self) -> book.Tally:
        """All rounds as one: every round has its own seed, so they are one larger sample."""
        bands = np.sum([tally.bands for tally in self.tallies], axis=0).tolist()
        return dataclasses.replace(
            self.tallies[0],
            people=sum(tally.people for tally in self.tallies),
            bands=tuple(bands),
            denials=sum(tally.denials for tally in self.tallies),
            seconds=sum(tally.seconds for tally in self.tallies),
        )

    @property
    def nanoseconds(self) -> float:
        """Per person-day, wall time, median over the rounds."""
        first = self.tallies[0]
        return self.seconds / (first.people * first.days) * 1e9

    @property
    def spread(self) -> float:
        """Slowest round over fastest."""
        times = [tally.seconds for tally in self.tallies]
        return max(times) / min(times)


def measure(engines: Sequence[Engine], people: int, threads: int, rounds: int) -> list[Race]:
    """Run every engine once per round, in turn, so that a noisy moment falls on all of them.

    Compilation and imports come before the first clock starts.
    """
    found: dict[str, list[book.Tally]] = {engine.id: [] for engine in engines}
    for engine in engines:
        warm_up = getattr(importlib.import_module(engine.module), "warm_up", None)
        if warm_up is not None:
            warm_up()
    for number in range(rounds):
        for engine in engines:
            found[engine.id].append(engine.run(people, threads, seed=number + 1))
    return [Race(engine, tuple(found[engine.id])) for engine in engines]


def render(races: Sequence[Race], threads: int) -> str:
    """One table: speed, and how many times the time of the yardstick and of the general engine each takes."""
    by_id = {race.engine.id: race for race in races}
    rows = []
    for race in races:
        first = race.tallies[0]
        per_event = ""
        if first.candidates is not None:
            events = statistics.median(
                tally.seconds * tally.threads / tally.candidates * 1e9
                for tally in race.tallies
                if tally.candidates is not None
            )
            per_event = f"{events:.2f}"
        ratios = [
            f"{race.nanoseconds / by_id[other].nanoseconds:,.2f}" if other in by_id else ""
            for other in ("hand", "general")
        ]
        rows.append(
            [
                race.engine.id,
                str(first.threads),
                f"{first.people:,}",
                f"{race.seconds:.3f}",
                f"{race.spread:.2f}",
                f"{1e3 / race.nanoseconds:,.1f}",
                per_event,
                *ratios,
            ]
        )
    heads = [
        "",
        "threads",
        "people",
        "seconds",
        "spread",
        "M person-days/s",
        "ns/candidate",
        "x hand",
        "x general",
    ]
    return f"With {threads} thread{'s' if threads > 1 else ''}\n\n{table(heads, rows)}"
