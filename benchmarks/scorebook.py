"""The scorebook workload: one small scoring scheme that every engine under test must simulate.

Everybody starts at `START` points. Eight conducts happen as Poisson streams at a person's own pace: the
daily rates below, times a frailty exp(`FRAILTY_SPREAD` z) with z standard normal, times `SLOWED` while the
score stands in band D. Each conduct moves the score by its points at once; nothing lapses, there is no
floor and no ceiling. A person asks for a trip at `TRIPS_PER_DAY` (the same for all); in band D the trip is
refused, and a refusal is a *denial*.

An engine answers with a `Tally`: how many people stand in each band on the last day, and how many trips
were refused. Continuous time is the definition. The peers that step day by day draw Poisson counts at the
band held in the morning; `benchmarks.exact` holds the exact law of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BANDS",
    "CONDUCTS",
    "DAILY_RATES",
    "DAYS",
    "FRAILTY_SPREAD",
    "POINTS",
    "REFUSED_BELOW",
    "SLOWED",
    "START",
    "TOTAL_RATE",
    "TRIPS_PER_DAY",
    "Conduct",
    "Tally",
    "band_counts",
    "blocks",
]


@dataclass(frozen=True)
class Conduct:
    """One kind of conduct: `daily_rate` per day at frailty 1, `points` entered at once."""

    daily_rate: float
    points: int


CONDUCTS: Final = (
    Conduct(0.05, +2),
    Conduct(0.02, +5),
    Conduct(0.03, -3),
    Conduct(0.01, -5),
    Conduct(0.005, -10),
    Conduct(0.002, -20),
    Conduct(0.001, -50),
    Conduct(0.0005, -100),
)

DAYS: Final = 365
START: Final = 1000
FRAILTY_SPREAD: Final = 0.5
SLOWED: Final = 0.8
"""All conduct rates are multiplied by this while a person is in band D."""

TRIPS_PER_DAY: Final = 0.02

BANDS: Final = (("A", 1050), ("B", 1000), ("C", 850), ("D", None))
"""Bands, best first, each with the lowest score that it holds."""

REFUSED_BELOW: Final = 850
"""The upper edge of band D."""

DAILY_RATES: Final[NDArray[np.float64]] = np.array([conduct.daily_rate for conduct in CONDUCTS])
POINTS: Final[NDArray[np.int64]] = np.array([conduct.points for conduct in CONDUCTS])
TOTAL_RATE: Final = float(DAILY_RATES.sum())
"""Candidates per day at frailty 1: the bound that a person's stream is drawn at, before thinning."""


@dataclass(frozen=True)
class Tally:
    """What an engine found.

    Args:
        engine: its name in the tables.
        people: how many were simulated, each for `days` days.
        bands: people in bands A, B, C, D on the last day.
        denials: trips refused in the whole period.
        seconds: wall time of the simulation alone: no import, no compilation.
        threads: threads at work.
        candidates: candidate events drawn inside the period, where the engine has such a thing.
        notes: further counts by name, where the engine keeps them.
    """

    engine: str
    people: int
    bands: tuple[int, int, int, int]
    denials: int
    seconds: float
    threads: int
    days: int = DAYS
    candidates: int | None = None
    notes: dict[str, int] = field(default_factory=dict)

    @property
    def person_days_per_second(self) -> float:
        """Person-days simulated per second of wall time."""
        return self.people * self.days / self.seconds


def band_counts(scores: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """How many of `scores` stand in bands A, B, C, D; shape (4,)."""
    edges = [edge for _, edge in BANDS if edge is not None]
    at_least = [int(np.count_nonzero(scores >= edge)) for edge in edges]
    return np.diff(np.array([0, *at_least, len(scores)]))


def blocks(people: int, size: int) -> Iterator[tuple[int, int]]:
    """The half-open ranges of at most `size` people that cover 0 to `people`."""
    for first in range(0, people, size):
        yield first, min(first + size, people)
