"""The search for values of some assumptions that fit targets: SciPy's, over the quantiles of their ranges.

Each point is a run, and is asked once. What holds the search back is the range of each assumption, taken as a
normal law of the same spread, so that what the targets do not tell stays where it was.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from glasshouse.engine.run import Progress
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.studies.draws import Uncertain, put
from glasshouse.studies.folder import StudyFolder
from glasshouse.studies.headlines import Name, asking_for, name_of
from glasshouse.studies.points import Answers, StudyWorkers, run_points

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario

__all__ = ["PRIOR_SPREAD", "Attempts", "Target", "fit", "starting_point"]

_STEP = 0.05
"""Step of the finite differences, in quantiles of the range."""

PRIOR_SPREAD = math.sqrt(1.0 / 12.0)
"""Standard deviation of a uniform quantile."""

_MOST_RUNS = 40
"""Runs of one seed that are counted on where progress is told."""


@dataclass(frozen=True)
class Target:
    """A published number that a run should come near.

    Attributes:
        measure, item: the answer that it is held against.
        value: in the unit of the measure.
        tolerance: standard error of the published number, in the same unit, > 0.
    """

    measure: str
    item: str
    value: float
    tolerance: float

    @property
    def name(self) -> Name:
        """Measure and item."""
        return self.measure, self.item


class Attempts:
    """Runs at points of the free assumptions, each asked once."""

    def __init__(
        self,
        scenario: Scenario,
        free: tuple[Uncertain, ...],
        targets: tuple[Target, ...],
        hands: tuple[int | None, StudyWorkers | None],
        folder: StudyFolder | None,
        progress: Progress | None,
        stop: threading.Event | None,
        seeds: int,
    ) -> None:
        """Take what is fitted to what, and by whom it is lived."""
        self._scenario = scenario
        self._free = free
        self._targets = targets
        self._threads, self._workers = hands
        self._progress = progress
        self._stop = stop
        self._most = scenario.people * seeds * _MOST_RUNS
        self._known: dict[tuple[bytes, int], npt.NDArray[np.float64]] = {}
        self._asked = 0
        self._folder = folder

    @property
    def runs(self) -> int:
        """Scenarios simulated so far."""
        return len(self._known)

    def first_targets(self, count: int) -> tuple[Target, ...]:
        """The targets without the hold-outs."""
        return self._targets[:count]

    def ask(self, point: npt.NDArray[np.float64], seed: int) -> npt.NDArray[np.float64]:
        """All targets and hold-outs at a point; nan where too few people carry one."""
        return self.ask_all([point], seed)[0]

    def ask_all(self, points: Sequence[npt.NDArray[np.float64]], seed: int) -> list[npt.NDArray[np.float64]]:
        """The same at several points, side by side."""
        keys = [(np.asarray(point, np.float64).tobytes(), seed) for point in points]
        new = [place for place, key in enumerate(keys) if key not in self._known]
        central = self._scenario.assumptions
        scenarios = [
            replace(self._scenario, assumptions=put(central, self._free, points[place]), seed=seed)
            for place in new
        ]
        names = [target.name for target in self._targets]
        answers: list[Answers] = []
        if new:
            kept = None if self._folder is None else self._folder.within(f"step-{self._asked:04d}")
            self._asked += 1
            answers = run_points(
                scenarios,
                asking_for(names),
                threads=self._threads,
                workers=self._workers,
                folder=kept,
                stop=self._stop,
            )
        for place, found in zip(new, answers, strict=True):
            told = {name_of(e): e.value for e in found}
            values = [told.get(name) for name in names]
            self._known[keys[place]] = np.array([math.nan if v is None else v for v in values])
        if self._progress is not None:
            self._progress(min(self.runs * self._scenario.people, self._most), self._most)
        return [self._known[key] for key in keys]


def fit(
    work: Attempts, start: npt.NDArray[np.float64], seed: int, targets: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Quantiles that fit best with one seed, and how the targets move with each of them there."""
    from scipy.optimize import least_squares

    aimed = work.first_targets(targets)
    wanted = np.array([target.value for target in aimed])
    errors = np.array([target.tolerance for target in aimed])

    def misses(there: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        found: npt.NDArray[np.float64] = (there[:targets] - wanted) / errors
        return found

    def residuals(point: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        found = work.ask(point, seed)
        _refuse_silence(aimed, found[:targets])
        # The range itself holds the point back, so that what the targets do not tell stays where it was.
        return np.concatenate([misses(found), (point - start) / PRIOR_SPREAD])

    def slopes(point: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        steps = np.where(point + _STEP <= 1.0, _STEP, -_STEP)
        moved = [point + step * row for step, row in zip(steps, np.eye(len(point)), strict=True)]
        base, *found = work.ask_all([point, *moved], seed)
        columns = [(misses(there) - misses(base)) / step for there, step in zip(found, steps, strict=True)]
        return np.array(columns).T

    def jacobian(point: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.concatenate([np.nan_to_num(slopes(point)), np.eye(len(point)) / PRIOR_SPREAD])

    found = least_squares(
        residuals, start, jac=jacobian, bounds=(0.0, 1.0), xtol=1e-3, ftol=1e-3, max_nfev=12
    )
    return np.asarray(found.x), np.nan_to_num(slopes(found.x))


def _refuse_silence(targets: Sequence[Target], found: npt.NDArray[np.float64]) -> None:
    silent = [target for target, value in zip(targets, found, strict=True) if math.isnan(value)]
    if silent:
        raise BadInput(
            *(
                Problem(
                    f"The runs give no number for '{target.measure}:{target.item}'.",
                    why="The scheme has no such thing, or too few people carry the number.",
                    remedy="Run more people, or choose another target.",
                    code="silent-target",
                )
                for target in silent
            )
        )


def starting_point(number: Uncertain) -> float:
    """The probability at which the central value lies, by halving; not at an end, where no step is left."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        if number.quantile(middle) < number.value:
            low = middle
        else:
            high = middle
    return min(max(high, _STEP), 1.0 - _STEP)
