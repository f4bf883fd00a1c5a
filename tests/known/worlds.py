"""Runs of the fast engine on small worlds, and their counts by name."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.invented import START

from glasshouse.assumptions import Assumptions
from glasshouse.engine.scenario import DAYS_PER_YEAR, Arm, Scenario
from glasshouse.engine.simulate import simulate_tally
from glasshouse.engine.tally import Tally
from glasshouse.schemes import Scheme
from glasshouse.society import Society, plain

__all__ = [
    "PEOPLE",
    "YEAR",
    "Run",
    "run",
]

YEAR = DAYS_PER_YEAR
PEOPLE = 64_000
"""64 neighbourhoods of 1,000: as many replicates, all alike."""


@dataclass(frozen=True)
class Run:
    """A tally of one arm, by names."""

    tally: Tally

    def column(self, count: str, item: str = "") -> NDArray[np.int64]:
        """A total, int64, shape (replicates, groups)."""
        for place, column in enumerate(self.tally.layout.totals):
            if (column.arm, column.count, column.item) == ("arm", count, item):
                return self.tally.totals[:, :, place]
        raise KeyError((count, item))

    def weekly(self, count: str, item: str = "") -> NDArray[np.int64]:
        """A weekly count over everybody, int64, shape (weeks,)."""
        for place, column in enumerate(self.tally.layout.weekly):
            if (column.count, column.item) == (count, item):
                return self.tally.weekly[:, 0, place]
        raise KeyError((count, item))

    def total(self, count: str, item: str = "") -> int:
        """A total over everybody."""
        return int(self.column(count, item)[:, 0].sum())

    def group(self, dimension: str, category: str) -> int:
        """The row of a group."""
        return self.tally.layout.groups.index((dimension, category))


def run(
    scheme: Scheme,
    assumptions: Assumptions,
    people: int = PEOPLE,
    days: int = 365,
    *,
    seed: int = 1,
    society: Society | None = None,
    start: datetime.date = START,
    warm: int = 0,
    **more: Any,
) -> Run:
    """Simulate one arm, called arm."""
    where = plain() if society is None else society
    scenario = Scenario((Arm("arm", scheme),), where, assumptions, people, days, seed, start, warm)
    return Run(simulate_tally(scenario, **{"threads": 2, **more}))
