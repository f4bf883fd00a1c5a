"""Does a 95 % interval hold the truth 95 times in 100? Plain simulated counts, thousands of runs.

    python -m verification.coverage                 # 2,000 runs of each case
    python -m verification.coverage --runs 500

Neighbourhoods are drawn with a known truth: places of unequal size and unequal rates, and in each
neighbourhood a common lognormal factor, so that people there are more alike than chance would have them.
Each run makes its interval as a real one does. The count of intervals that hold the truth is compared with
exact binomial limits, at 99 % over all cases together (Bonferroni); cases with a handful of events are
known to be rougher and are held to 90 %. The other kinds of interval (`coverage_of_kinds`) follow.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from glasshouse.measures.jackknife import Design, limits
from glasshouse.society.neighbourhoods import plan_neighbourhoods
from verification.coverage_of_kinds import KINDS
from verification.report import write

__all__ = ["CASES", "Case", "binomial_limits", "coverage", "main"]

_ALPHA = 0.01
_ROUGH = 0.90


@dataclass(frozen=True)
class Case:
    """One kind of run.

    Attributes:
        name: what is special about it.
        places: relative sizes of the places.
        neighbourhoods: how many in all.
        share: probability of the event by place.
        clustering: standard deviation of the logarithm of a neighbourhood's factor.
        strata: whether the places are used as strata (as for everybody), or not (as within other groups).
        rough: whether so few events are expected that only 90 % is demanded.
    """

    name: str
    places: tuple[float, ...]
    neighbourhoods: int
    share: tuple[float, ...]
    clustering: float = 0.3
    strata: bool = True
    rough: bool = False


_EVEN = (1.0,) * 5
_UNEVEN = tuple(float(size) for size in range(1, 32))

CASES = (
    Case("one place, 64 neighbourhoods", (1.0,), 64, (0.03,)),
    Case("one place, 20 neighbourhoods: the fewest allowed", (1.0,), 20, (0.03,)),
    Case("five places, 640 neighbourhoods", _EVEN, 640, (0.01, 0.02, 0.03, 0.04, 0.05)),
    Case("31 unequal places, 100 neighbourhoods", _UNEVEN, 100, tuple(0.01 + 0.001 * k for k in range(31))),
    Case(
        "31 unequal places, 1,000 neighbourhoods", _UNEVEN, 1000, tuple(0.01 + 0.001 * k for k in range(31))
    ),
    Case("no clustering", _EVEN, 200, (0.05,) * 5, clustering=0.0),
    Case("strong clustering", _EVEN, 320, (0.05,) * 5, clustering=0.6),
    Case("a common event", _EVEN, 200, (0.4,) * 5, clustering=0.1),
    Case("a rare event: about 30 of them", (1.0,), 100, (0.0003,)),
    Case("a very rare event: about 8 of them", (1.0,), 100, (0.00008,), rough=True),
    Case("a group without strata, equal places", _EVEN, 320, (0.05,) * 5, strata=False),
)


def intervals(case: Case, runs: int, seed: int) -> Iterator[tuple[float, float, float]]:
    """The truth and the interval of each run."""
    people = case.neighbourhoods * 1000
    plan = plan_neighbourhoods(people, np.array([round(1e6 * size) for size in case.places], np.int64))
    members = plan.members if case.strata else plan.members.sum(axis=0, keepdims=True)
    design = Design.of(members)
    stratum = plan.stratum if case.strata else np.zeros_like(plan.stratum)
    cell = stratum.astype(np.int64) * plan.replicates + plan.replicate
    share = np.array(case.share)[plan.place]
    truth = float((share * plan.persons).sum() / people)
    luck = np.random.default_rng(seed)

    def vector(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        held = np.bincount(cell, counts.astype(np.float64), members.size).reshape(members.shape)
        return design.vector(held)

    for _ in range(runs):
        factor = np.exp(case.clustering * luck.standard_normal(len(plan)) - 0.5 * case.clustering**2)
        covered = luck.binomial(plan.persons, 0.8)
        listed = luck.binomial(covered, np.minimum(1.0, share * factor))
        per = vector(covered)
        low, high = limits(vector(listed) / per, "share", design.freedom, 3.0 / per[0])
        yield truth, low, high


def coverage(case: Case, runs: int, seed: int = 1) -> int:
    """How many of so many intervals hold the truth."""
    return sum(low <= truth <= high for truth, low, high in intervals(case, runs, seed))


def binomial_limits(runs: int, share: float, alpha: float) -> tuple[int, int]:
    """Counts that a binomial count keeps between with probability 1 - alpha at least."""
    from scipy.stats import binom

    return int(binom.ppf(alpha / 2, runs, share)), int(binom.ppf(1 - alpha / 2, runs, share))


def main() -> int:
    """Run all cases and keep one line each; 1 if some interval does not hold what it promises."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--runs", type=int, default=2000)
    reader.add_argument("--seed", type=int, default=1)
    given = reader.parse_args()
    least, most = binomial_limits(given.runs, 0.95, _ALPHA / (len(CASES) + len(KINDS)))
    failed = 0
    lines = [
        f"{given.runs} runs a case; 95 % intervals should hold the truth {least} to {most} times; those "
        f"marked careful {least} times at least, rough ones {round(_ROUGH * given.runs)}",
        "",
    ]
    for case in CASES:
        held = coverage(case, given.runs, given.seed)
        fine = held >= _ROUGH * given.runs if case.rough else least <= held <= most
        failed += not fine
        rough = " (rough)" if case.rough else ""
        lines.append(f"{'ok  ' if fine else 'FAIL'}  {100 * held / given.runs:5.1f} %  {case.name}{rough}")
    for kind in KINDS:
        held = sum(low <= truth <= high for truth, low, high in kind.intervals(given.runs, given.seed))
        fine = least <= held and (kind.careful or held <= most)
        failed += not fine
        careful = " (careful)" if kind.careful else ""
        lines.append(f"{'ok  ' if fine else 'FAIL'}  {100 * held / given.runs:5.1f} %  {kind.name}{careful}")
    write("coverage", lines)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
