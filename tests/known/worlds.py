"""Runs of the fast engine on small worlds, and the limits that their counts are held to.

Every limit is at one in a million on each side, so that a few hundred tests together fail by chance less than
once in a thousand changes of the random numbers; for one set of random numbers they never flicker.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, chi2, poisson, t

from glasshouse.assumptions import Assumptions
from glasshouse.engine.scenario import DAYS_PER_YEAR, Arm, Scenario
from glasshouse.engine.simulate import simulate_tally
from glasshouse.engine.tally import Tally
from glasshouse.schemes import Scheme
from glasshouse.society import Society, plain

__all__ = [
    "PEOPLE",
    "START",
    "YEAR",
    "Run",
    "assert_binomial",
    "assert_fits",
    "assert_mean",
    "assert_poisson",
    "run",
]

START = datetime.date(2019, 1, 1)
YEAR = DAYS_PER_YEAR
PEOPLE = 64_000
"""64 neighbourhoods of 1,000: as many replicates, all alike."""

ONE_IN_A_MILLION = 1e-6


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
    **more: Any,
) -> Run:
    """Simulate one arm, called arm."""
    where = plain() if society is None else society
    scenario = Scenario((Arm("arm", scheme),), where, assumptions, people, days, seed, start)
    return Run(simulate_tally(scenario, **{"threads": 2, **more}))


def assert_poisson(count: int, mean: float) -> None:
    """A count that is Poisson."""
    low, high = poisson.ppf(ONE_IN_A_MILLION, mean), poisson.isf(ONE_IN_A_MILLION, mean)
    assert low <= count <= high, f"{count} is not a Poisson number of mean {mean:.1f}: {low} to {high}"


def assert_binomial(count: int, among: int, share: float) -> None:
    """A count of independent persons."""
    low = binom.ppf(ONE_IN_A_MILLION, among, share)
    high = binom.isf(ONE_IN_A_MILLION, among, share)
    assert low <= count <= high, f"{count} of {among} is not a share of {share:.4f}: {low} to {high}"


def assert_mean(totals: NDArray[np.int64], expected: float) -> None:
    """Totals of replicates that are alike and independent, whose sum has an expectation: Student's t.

    Args:
        totals: shape (replicates,).
        expected: expectation of their sum.
    """
    replicates = len(totals)
    assert replicates == 64
    error = float(totals.std(ddof=1)) * np.sqrt(replicates)
    distance = abs(float(totals.sum()) - expected) / error
    limit = float(t.isf(ONE_IN_A_MILLION, replicates - 1))
    assert distance < limit, f"{totals.sum()} instead of {expected:.1f}: {distance:.1f} standard errors"


def assert_fits(counts: NDArray[Any], shares: NDArray[Any]) -> None:
    """Counts of independent persons over classes of known shares: chi-square, small classes pooled."""
    among = counts.sum()
    assert abs(shares.sum() - 1.0) < 1e-9
    common = shares * among >= 8
    assert common.sum() >= 2
    seen = np.append(counts[common], counts[~common].sum())
    expected = np.append(shares[common], shares[~common].sum()) * among
    if expected[-1] < 8:
        # The rest joins the class before it.
        seen = np.append(seen[:-2], seen[-2:].sum())
        expected = np.append(expected[:-2], expected[-2:].sum())
    statistic = float(((seen - expected) ** 2 / expected).sum())
    p = float(chi2.sf(statistic, len(seen) - 1))
    assert p > ONE_IN_A_MILLION, f"{seen.tolist()} instead of {expected.round(1).tolist()}"
