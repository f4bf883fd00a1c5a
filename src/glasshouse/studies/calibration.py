"""Calibration: fitting assumptions to published totals, and saying which of them those cannot tell.

Only numbers of the assumptions can be fitted, by type: a scheme has no place here, and what may only be
reported is no target. The fit is a penalised least squares (SciPy's trust-region method; Branch, Coleman and
Li 1999) over the quantiles of the ranges, each seed for itself, with finite differences on common seeds. What
the targets say about an assumption is read from the curvature at the fit: where they narrow its range by less
than half, it cannot be identified, and its fitted value means nothing. Hold-outs are never looked at by the
fit; they are told beside it.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from glasshouse.engine.run import Progress
from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.studies.draws import Uncertain, uncertain_numbers
from glasshouse.studies.fitting import PRIOR_SPREAD, Attempts, Target, fit, starting_point
from glasshouse.studies.folder import StudyFolder, identity_of, tidy
from glasshouse.studies.headlines import aims
from glasshouse.studies.points import StudyWorkers

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario

__all__ = ["Calibration", "Fit", "Fitted", "calibrate", "free_assumptions", "read_target"]

_NARROWED = 0.5


@dataclass(frozen=True)
class Fitted:
    """One assumption after the fit.

    Attributes:
        path: its path.
        value: mean over the seeds.
        low, high: smallest and largest fitted value over the seeds.
        before: the central value before.
        range_low, range_high: its range.
        left: standard deviation of its quantile after the fit over that before it; 1: nothing was learnt.
        identified: whether the targets narrow its range by half at least.
    """

    path: str
    value: float
    low: float
    high: float
    before: float
    range_low: float
    range_high: float
    left: float
    identified: bool


@dataclass(frozen=True)
class Fit:
    """One target or hold-out beside what the fitted assumptions give.

    Attributes:
        target: the published number.
        before: at the central assumptions, mean over the seeds; None where too few people carried it.
        after: at the fitted ones.
        held_out: whether the fit did not look at it.
    """

    target: Target
    before: float | None
    after: float | None
    held_out: bool

    @property
    def misses(self) -> float | None:
        """Distance from the published number, in its tolerances."""
        return None if self.after is None else (self.after - self.target.value) / self.target.tolerance


@dataclass(frozen=True)
class Calibration:
    """Assumptions fitted to published numbers.

    Attributes:
        fitted: the free assumptions, in the order given.
        fits: targets, then hold-outs.
        together: pairs of assumptions of which the targets tell only a combination.
        seeds: how many fits were made, each with its own luck.
        runs: simulated scenarios.
    """

    fitted: tuple[Fitted, ...]
    fits: tuple[Fit, ...]
    together: tuple[tuple[str, str], ...]
    seeds: int
    runs: int

    @property
    def settings(self) -> tuple[str, ...]:
        """The identified assumptions as ``--set`` takes them; those that cannot be identified stay."""
        return tuple(f"assumptions.{held.path}={held.value:.6g}" for held in self.fitted if held.identified)

    def as_dict(self) -> dict[str, Any]:
        """Everything by name, ready for JSON."""
        return {
            "fitted": [asdict(held) for held in self.fitted],
            "fits": [asdict(one) | {"misses": one.misses} for one in self.fits],
            "together": [list(pair) for pair in self.together],
            "settings": list(self.settings),
            "seeds": self.seeds,
            "runs": self.runs,
        }


def free_assumptions(scenario: Scenario, paths: Sequence[str]) -> tuple[Uncertain, ...]:
    """The numbers of the assumptions that are to be fitted.

    Raises:
        BadInput: a path is not one of an assumption with a range; all problems at once.
    """
    known = {number.path: number for number in uncertain_numbers(scenario.assumptions)}
    problems, found = [], []
    for path in paths:
        name = path.removeprefix("assumptions.")
        if not path.startswith("assumptions."):
            problems.append(
                Problem(
                    f"'{path}' is not a number of the assumptions, and nothing else can be calibrated.",
                    why="Fitting rules to an aim is the search for a scheme, which Glasshouse does not make.",
                    remedy="Give paths such as assumptions.response.violation.general.",
                    code="not-an-assumption",
                )
            )
        elif name not in known:
            near = did_you_mean(name, known)
            problems.append(
                Problem(
                    f"'{path}' is no number with a range."
                    + (f" Did you mean 'assumptions.{near}'?" if near else ""),
                    remedy="Give it a 'low' and a 'high' in the assumptions, or free another.",
                    code="no-range",
                )
            )
        else:
            found.append(known[name])
    if not paths:
        problems.append(Problem("No assumption is free.", remedy="Give --free PATH.", code="nothing-free"))
    if problems:
        raise BadInput(*problems)
    return tuple(dict.fromkeys(found))


def read_target(text: str) -> Target:
    """Read ``measure[:item]=value+-tolerance``.

    Raises:
        BadInput: it is not written so, there is no such measure, or it may only be reported.
    """
    left, sign, right = text.partition("=")
    value, plus_minus, tolerance = right.partition("+-")
    try:
        size, error = float(value), float(tolerance)
        if not (sign and plus_minus and math.isfinite(size) and math.isfinite(error) and error > 0.0):
            raise ValueError
    except ValueError:
        raise BadInput(
            Problem(
                f"'{text}' is no target.",
                why="A published number needs its uncertainty, or the fit would chase its last digit.",
                remedy="Write measure:item=value+-standard error, such as listed-share:defaulters=0.5+-0.1.",
                code="bad-target",
            )
        ) from None
    ((measure, item),) = aims([left.strip()])
    return Target(measure, item, size, error)


def calibrate(
    scenario: Scenario,
    free: Sequence[Uncertain],
    targets: Sequence[Target],
    *,
    hold_outs: Sequence[Target] = (),
    seeds: int = 3,
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Calibration:
    """Fit assumptions to published totals.

    Args:
        scenario: with one scheme, at the size that each run is to have.
        free: the assumptions, from `free_assumptions`.
        targets: what is fitted to.
        hold_outs: what is told beside it, and never looked at by the fit.
        seeds: fits, each with its own luck, 2 at least.
        threads: at most so many; it changes no number.
        workers: who lives through it in the place of these threads, such as a `Cluster`.
        out: a folder in which every run's answers are kept, so that a stopped fit goes on.
        progress: told how many people were lived through, of how many at most.
        stop: set it from another thread to stop.

    Raises:
        BadInput: no target, too few seeds, or a run gives no number for a target.
        Interrupted: it was stopped.
    """
    if not targets or seeds < 2:
        raise BadInput(
            Problem(
                "A calibration needs a target and two seeds at least.",
                remedy="Give --target, and --seeds 3.",
                code="no-target",
            )
        )
    folder = None
    if out is not None:
        identity = identity_of(scenario) | {
            "free": [number.path for number in free],
            "targets": [target.name for target in (*targets, *hold_outs)],
        }
        folder = StudyFolder.open(out, "calibration", identity, scenario)
    work = Attempts(
        scenario, tuple(free), (*targets, *hold_outs), (threads, workers), folder, progress, stop, seeds
    )
    start = np.array([starting_point(number) for number in free])
    found = [fit(work, start, (scenario.seed + number) % 2**64, len(targets)) for number in range(seeds)]
    points = np.array([point for point, _ in found])
    slopes = np.mean([slope for _, slope in found], axis=0)
    # The curvature of the misfit and of the range itself, taken as a normal law of the same spread.
    information = slopes.T @ slopes + np.eye(len(free)) / PRIOR_SPREAD**2
    spread = np.linalg.inv(information)
    left = np.sqrt(np.diag(spread)) / PRIOR_SPREAD
    values = np.array([[n.quantile(float(q)) for n, q in zip(free, point, strict=True)] for point in points])
    before = np.mean([work.ask(start, _seed(scenario, number)) for number in range(seeds)], axis=0)
    middle = points.mean(axis=0)
    after = np.mean([work.ask(middle, _seed(scenario, number)) for number in range(seeds)], axis=0)
    fits = tuple(
        Fit(target, _known(before[place]), _known(after[place]), place >= len(targets))
        for place, target in enumerate((*targets, *hold_outs))
    )
    fitted = tuple(
        Fitted(
            number.path,
            number.quantile(float(middle[place])),
            float(values[:, place].min()),
            float(values[:, place].max()),
            number.value,
            number.low,
            number.high,
            float(left[place]),
            bool(left[place] < _NARROWED),
        )
        for place, number in enumerate(free)
    )
    made = Calibration(fitted, fits, _together(free, spread), seeds, work.runs)
    if folder is not None:
        _keep(folder, made)
    return made


def _seed(scenario: Scenario, number: int) -> int:
    return (scenario.seed + number) % 2**64


def _known(value: np.floating[Any]) -> float | None:
    return None if math.isnan(value) else float(value)


def _together(free: Sequence[Uncertain], spread: npt.NDArray[np.float64]) -> tuple[tuple[str, str], ...]:
    """Pairs whose errors after the fit go together: only their combination is known."""
    size = np.sqrt(np.diag(spread))
    likeness = spread / np.outer(size, size)
    return tuple(
        (free[one].path, free[other].path)
        for one in range(len(free))
        for other in range(one + 1, len(free))
        if abs(likeness[one, other]) > 0.7
    )


def _keep(folder: StudyFolder, found: Calibration) -> None:
    """Write the fitted assumptions and the targets as tables."""
    folder.write(folder.path / "fitted.parquet", tidy([asdict(held) for held in found.fitted]))
    fits = [
        {**asdict(one.target), "before": one.before, "after": one.after, "misses": one.misses}
        | {"held_out": one.held_out}
        for one in found.fits
    ]
    folder.write(folder.path / "fits.parquet", tidy(fits))
