"""Sensitivity: which assumptions drive a result. Screening by Morris, then Sobol indices with intervals.

M. D. Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33 (1991),
161-174, in groups (Campolongo, Cariboni and Saltelli 2007), sorts out the few assumptions that matter; I. M.
Sobol's indices, estimated as Saltelli and others (2010) do, say how much of the variance of a result each of
them puts in, alone (first order) and with what it does together with others (total). Both through SALib.

Each assumption moves over the quantiles of its range (see `glasshouse.studies.draws`). All runs live the same
people with the same luck; what is left of the luck is told as the noise share: the part of the variance that
another seed would change. Assumptions are put in order here, never schemes.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from glasshouse.engine.run import Progress
from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.ground.errors import BadInput
from glasshouse.ground.extras import need
from glasshouse.measures.estimate import Estimate
from glasshouse.studies.draws import latin_hypercube, no_ranges, put
from glasshouse.studies.felt import Group, felt_groups
from glasshouse.studies.folder import StudyFolder, identity_of, tidy
from glasshouse.studies.headlines import HEADLINES, Name, asking_for, name_of
from glasshouse.studies.points import Answers, StudyWorkers, run_points, stages

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario

__all__ = ["Driver", "Sensitivity", "analyse_sensitivity", "people_for", "runs_needed"]

_PERSON_YEARS = 150_000
_FEWEST_PEOPLE, _MOST_PEOPLE = 20_000, 50_000
_LEVELS = 4
_NOISE_POINTS = 24
_RESAMPLES = 200
_MOSTLY = 0.5


@dataclass(frozen=True)
class Driver:
    """How much one assumption drives one result.

    Attributes:
        measure, item: the result.
        assumption: path of the number, or of the table of numbers that move together.
        evidence: what it rests on.
        range: in words.
        screening: mean absolute elementary effect (Morris), over the spread of the result.
        first, first_low, first_high: share of the variance that it puts in alone, with a 95 % interval.
        total, total_low, total_high: the same with all that it does together with others.
    """

    measure: str
    item: str
    assumption: str
    evidence: str
    range: str
    screening: float
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float

    @property
    def mostly(self) -> bool:
        """Whether it puts in more than half of what varies, by the lower limit."""
        return self.total_low > _MOSTLY


@dataclass(frozen=True)
class Sensitivity:
    """Which assumptions drive the results of a scenario.

    Attributes:
        scenario: at its central assumptions, with the people of each run.
        screened: assumptions that the scenario can feel.
        drivers: by result, in the order of the results; of each the total index falls.
        noise: share of each result's variance that is luck.
        still: results that did not vary, or that too few people carried.
        runs: simulated scenarios.
    """

    scenario: Scenario
    screened: int
    drivers: tuple[Driver, ...]
    noise: dict[Name, float]
    still: tuple[Name, ...]
    runs: int

    def of(self, name: Name) -> tuple[Driver, ...]:
        """The drivers of one result, the largest total index first."""
        return tuple(driver for driver in self.drivers if (driver.measure, driver.item) == name)

    @property
    def five(self) -> tuple[tuple[str, float], ...]:
        """The five assumptions with the largest mean total index over the results, with that mean.

        A result counts as far as its variance is no luck: what is all noise is driven by nothing.
        """
        totals: dict[str, list[float]] = {}
        for driver in self.drivers:
            known = 1.0 - self.noise.get((driver.measure, driver.item), 0.0)
            totals.setdefault(driver.assumption, []).append(max(driver.total, 0.0) * known)
        means = {name: float(np.mean(values)) for name, values in totals.items()}
        return tuple(sorted(means.items(), key=lambda entry: -entry[1])[:5])

    def as_dict(self) -> dict[str, Any]:
        """Everything by name, ready for JSON."""
        return {
            "people": self.scenario.people,
            "runs": self.runs,
            "screened": self.screened,
            "drivers": [asdict(driver) | {"mostly": driver.mostly} for driver in self.drivers],
            "noise": [
                {"measure": id, "item": item, "share": share} for (id, item), share in self.noise.items()
            ],
            "still": [list(name) for name in self.still],
            "five": [{"assumption": name, "mean_total": mean} for name, mean in self.five],
        }


def runs_needed(scenario: Scenario, trajectories: int = 6, base: int = 64, most: int = 10) -> int:
    """Persons that an analysis lives through, in all of its runs; the arguments are those of the analysis."""
    groups = len(felt_groups(scenario))
    runs = trajectories * (groups + 1) + base * (min(most, groups) + 2) + 2 * _NOISE_POINTS
    return runs * people_for(scenario)


def analyse_sensitivity(
    scenario: Scenario,
    names: Sequence[Name] = HEADLINES,
    *,
    people: int | None = None,
    trajectories: int = 6,
    base: int = 64,
    most: int = 10,
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Sensitivity:
    """Find the assumptions that drive results.

    Args:
        scenario: with one scheme; of several arms the first is asked.
        names: results, none of which may only be reported (see `aims`).
        people: in each run; by default 150,000 person-years of them, 20,000 to 50,000 and no more than the
            scenario has.
        trajectories: of the screening: each moves every assumption once.
        base: of the Sobol sample, a power of 2: there are base x (most + 2) runs.
        most: assumptions that go on from the screening, at least 5.
        threads: at most so many; it changes no number.
        workers: who lives through it in the place of these threads, such as a `Cluster`.
        out: a folder in which finished parts are kept, so that a stopped analysis goes on.
        progress: told how many people were lived through, of how many.
        stop: set it from another thread to stop.

    Raises:
        BadInput: the extra is not installed, or no number has a range.
        RunFailed: the folder cannot be written.
        Interrupted: it was stopped.
    """
    need("sensitivity", by="An analysis of sensitivity")
    held = replace(
        scenario, arms=scenario.arms[:1], people=people_for(scenario) if people is None else people
    )
    groups = felt_groups(held)
    if not groups:
        raise BadInput(no_ranges(held.assumptions))
    study = _Study(held, tuple(names), threads, workers, stop)
    identity = identity_of(held) | {"names": names, "plan": [trajectories, base, most]}
    morris = _morris_sample(groups, trajectories, held.seed)
    kept = min(most, len(groups))
    sizes = [len(morris), base * (kept + 2), 2 * _NOISE_POINTS]
    first, second, third = stages(progress, *(size * held.people for size in sizes))

    def folder(part: str) -> StudyFolder | None:
        return None if out is None else StudyFolder.open(out / part, f"sensitivity-{part}", identity, held)

    screening = study.run(groups, morris, folder("screening"), first)
    moved = {
        name: effects
        for name, effects in ((name, _effects(groups, morris, y)) for name, y in screening.items())
        if effects is not None
    }
    still = tuple(name for name in study.names if name not in moved)
    if not moved:
        return Sensitivity(held, len(groups), (), {}, still, len(morris))
    chosen = _chosen(groups, moved, kept)
    sobol = _sobol_sample(chosen, base, held.seed)
    told = study.run(chosen, sobol, folder("sobol"), second)
    noise = study.noise(chosen, folder("noise"), third)
    drivers: list[Driver] = []
    for name, effects in moved.items():
        y = told.get(name)
        if y is None or y.std() == 0.0:
            still = (*still, name)
            continue
        drivers += _drivers(name, chosen, dict(zip(groups, effects, strict=True)), y, held.seed)
    luck = {name: share for name, share in noise.items() if name not in still}
    if out is not None:
        rows = [
            asdict(driver) | {"mostly": driver.mostly, "noise": luck.get((driver.measure, driver.item))}
            for driver in drivers
        ]
        StudyFolder(out, "").write(out / "sensitivity.parquet", tidy(rows))
    return Sensitivity(held, len(groups), tuple(drivers), luck, still, sum(sizes))


def people_for(scenario: Scenario) -> int:
    """Invented people of one run of many: fewer where the horizon is long."""
    by_work = round(_PERSON_YEARS * DAYS_PER_YEAR / scenario.days)
    return min(scenario.people, max(_FEWEST_PEOPLE, min(_MOST_PEOPLE, by_work)))


@dataclass(frozen=True)
class _Study:
    """What is asked of each run."""

    scenario: Scenario
    names: tuple[Name, ...]
    threads: int | None
    workers: StudyWorkers | None
    stop: threading.Event | None

    def run(
        self,
        groups: Sequence[Group],
        sample: npt.NDArray[np.float64],
        folder: StudyFolder | None,
        progress: Progress | None,
        seeds: Sequence[int] = (),
    ) -> dict[Name, npt.NDArray[np.float64]]:
        """Each result at each row of a sample of probabilities; results that some row lacks are left out."""
        numbers = [number for group in groups for number in group.numbers]
        central = self.scenario.assumptions
        scenarios = [replace(self.scenario, assumptions=put(central, numbers, row)) for row in sample]
        if seeds:
            scenarios = [replace(point, seed=seed) for point, seed in zip(scenarios, seeds, strict=True)]
        answers = run_points(
            scenarios,
            asking_for(self.names),
            threads=self.threads,
            workers=self.workers,
            folder=folder,
            progress=progress,
            stop=self.stop,
        )
        return _columns(self.names, answers)

    def noise(
        self, groups: Sequence[Group], folder: StudyFolder | None, progress: Progress | None
    ) -> dict[Name, float]:
        """The share of each result's variance that another seed would change.

        The same draws are lived with two seeds: half the mean squared difference is the variance of the
        luck (with common seeds it cancels between runs as far as they share it, so this is its ceiling).
        """
        rows = latin_hypercube(_NOISE_POINTS, sum(len(group.numbers) for group in groups), self.scenario.seed)
        seed = self.scenario.seed
        other = (seed + 1) % 2**64
        seeds = [seed] * _NOISE_POINTS + [other] * _NOISE_POINTS
        found = self.run(groups, np.concatenate([rows, rows]), folder, progress, seeds)
        shares = {}
        for name, values in found.items():
            one, two = values[:_NOISE_POINTS], values[_NOISE_POINTS:]
            luck, spread = float(np.mean((one - two) ** 2)) / 2.0, float(one.var(ddof=1))
            shares[name] = min(luck / spread, 1.0) if spread > 0.0 else 1.0
        return shares


def _columns(names: Sequence[Name], answers: Sequence[Answers]) -> dict[Name, npt.NDArray[np.float64]]:
    found: dict[Name, npt.NDArray[np.float64]] = {}
    rows: list[dict[Name, Estimate]] = [{name_of(e): e for e in answer} for answer in answers]
    for name in names:
        values = [row[name].value if name in row else None for row in rows]
        if all(value is not None for value in values):
            found[name] = np.array(values, np.float64)
    return found


def _problem(groups: Sequence[Group]) -> dict[str, Any]:
    """The problem as SALib wants it: probabilities between 0 and 1, in groups."""
    numbers = [(group.name, number.path) for group in groups for number in group.numbers]
    return {
        "num_vars": len(numbers),
        "names": [path for _, path in numbers],
        "groups": [name for name, _ in numbers],
        "bounds": [[0.0, 1.0]] * len(numbers),
    }


def _morris_sample(groups: Sequence[Group], trajectories: int, seed: int) -> npt.NDArray[np.float64]:
    from SALib.sample import morris

    found: npt.NDArray[np.float64] = morris.sample(
        _problem(groups), trajectories, num_levels=_LEVELS, seed=seed % 2**32
    )
    return found


def _sobol_sample(groups: Sequence[Group], base: int, seed: int) -> npt.NDArray[np.float64]:
    from SALib.sample import sobol

    found: npt.NDArray[np.float64] = sobol.sample(
        _problem(groups), base, calc_second_order=False, seed=seed % 2**32
    )
    return found


def _effects(
    groups: Sequence[Group], sample: npt.NDArray[np.float64], y: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64] | None:
    """Mean absolute elementary effects, over the spread of the result; None where it does not vary."""
    from SALib.analyze import morris

    spread = float(y.std())
    if spread == 0.0:
        return None
    found = morris.analyze(_problem(groups), sample, y, num_levels=_LEVELS, num_resamples=2, seed=1)
    order = {name: number for number, name in enumerate(found["names"])}
    effects = np.array([found["mu_star"][order[group.name]] for group in groups], np.float64)
    return effects / spread


def _chosen(
    groups: Sequence[Group], moved: dict[Name, npt.NDArray[np.float64]], most: int
) -> tuple[Group, ...]:
    """Those with the largest effects: of each result its largest in turn, until there are enough."""
    orders = [np.argsort(-effects, kind="stable") for effects in moved.values()]
    picked: dict[int, None] = {}
    for place in range(len(groups)):
        for order in orders:
            if len(picked) < most:
                picked[int(order[place])] = None
    return tuple(groups[number] for number in sorted(picked))


def _drivers(
    name: Name,
    groups: Sequence[Group],
    screened: dict[Group, float],
    y: npt.NDArray[np.float64],
    seed: int,
) -> list[Driver]:
    from SALib.analyze import sobol

    with warnings.catch_warnings():
        # SALib builds a table of second-order indices that are not asked for.
        warnings.simplefilter("ignore")
        found = sobol.analyze(
            _problem(groups), y, calc_second_order=False, num_resamples=_RESAMPLES, seed=seed % 2**32
        )
    order = {group: number for number, group in enumerate(dict.fromkeys(_problem(groups)["groups"]))}
    drivers = []
    for group in groups:
        place = order[group.name]
        first, total = float(found["S1"][place]), float(found["ST"][place])
        alone, all_told = float(found["S1_conf"][place]), float(found["ST_conf"][place])
        drivers.append(
            Driver(
                *name,
                group.name,
                group.evidence,
                group.told,
                float(screened[group]),
                first,
                first - alone,
                first + alone,
                total,
                total - all_told,
                total + all_told,
            )
        )
    return sorted(drivers, key=lambda driver: -driver.total)
