"""Sweeps: a scheme at every point of a grid of settings, told in the order of the grid.

Points that differ in the rules alone are arms of one run, so that ten settings cost far less than ten runs;
points that differ in the assumptions are runs of their own with the same seed. Every point is told with all
headlines, harms beside benefits. There is no best point: a sweep sorts nothing, ranks nothing and stops at
nothing, and it refuses to move how well protected conduct is watched.
"""

from __future__ import annotations

import itertools
import math
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.engine.run import Progress
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.measures.expression import speaks_out
from glasshouse.schemes.reading import make
from glasshouse.studies.folder import StudyFolder, identity_of
from glasshouse.studies.headlines import headlines
from glasshouse.studies.points import Answers, StudyWorkers, run_points

if TYPE_CHECKING:
    import pyarrow as pa

    from glasshouse.assumptions import Assumptions
    from glasshouse.schemes import Scheme

__all__ = ["MOST_POINTS", "SWEEP", "SWEEP_FILE", "Axis", "Sweep", "read_axis", "sweep"]

SWEEP = "sweep"
"""What this study calls itself in its folder."""

SWEEP_FILE = "sweep.parquet"

MOST_POINTS = 1_000
"""Points of a grid at most."""

_ARMS = 8
"""Arms of a run: as many as share one drawing of the people."""

_PEOPLE = "assumptions."


@dataclass(frozen=True)
class Axis:
    """One setting and the values that it takes.

    Attributes:
        path: of the scheme (``rules.protest.points``) or the assumptions (``assumptions.response....``).
        values: as they would be written after ``--set path=``, in the order given.
    """

    path: str
    values: tuple[str, ...]

    @property
    def about_people(self) -> bool:
        """Whether it is a number of the assumptions."""
        return self.path.startswith(_PEOPLE)


@dataclass(frozen=True)
class Sweep:
    """The answers at every point of a grid.

    Attributes:
        scenario: without any of the settings.
        axes: the grid.
        points: the settings of each point, by path, in the order of the grid (the last axis moves first).
        answers: of each point, its headlines and what stands beside them.
    """

    scenario: Scenario
    axes: tuple[Axis, ...]
    points: tuple[dict[str, str], ...]
    answers: tuple[Answers, ...]

    def table(self) -> pa.Table:
        """One row a point and answer, the settings in columns of their own."""
        import pyarrow as pa

        from glasshouse.measures.results import table_of

        count = [len(found) for found in self.answers]
        told = table_of(estimate for found in self.answers for estimate in found)
        columns = {"point": pa.array([n for n, many in enumerate(count) for _ in range(many)], pa.int64())}
        for axis in self.axes:
            values = [
                point[axis.path] for point, many in zip(self.points, count, strict=True) for _ in range(many)
            ]
            columns[axis.path] = pa.array(values, pa.string())
        return pa.table({**columns, **{name: told[name] for name in told.column_names}})

    def as_dict(self) -> dict[str, Any]:
        """Everything by name, ready for JSON; harms and benefits of a point are never apart."""
        return {
            "axes": [{"path": axis.path, "values": list(axis.values)} for axis in self.axes],
            "order": "of the grid; nothing is sorted by a result",
            "points": [
                {"settings": point, "estimates": [estimate.as_dict() for estimate in found]}
                for point, found in zip(self.points, self.answers, strict=True)
            ],
        }


def read_axis(text: str) -> Axis:
    """Read ``path=1,2,5`` or ``path=from:to:step``, the end included.

    Raises:
        BadInput: it is neither.
    """
    path, sign, written = text.partition("=")
    path, written = path.strip(), written.strip()
    if not sign or not path or not written:
        raise BadInput(_bad_axis(text))
    if ":" not in written:
        values = tuple(value.strip() for value in written.split(","))
        if not all(values) or len(set(values)) < len(values):
            raise BadInput(_bad_axis(text))
        return Axis(path, values)
    try:
        first, last, step = (float(part) for part in written.split(":"))
    except ValueError:
        raise BadInput(_bad_axis(text)) from None
    if not all(map(math.isfinite, (first, last, step))) or step == 0.0 or (last - first) / step < 0.0:
        raise BadInput(_bad_axis(text))
    count = math.floor((last - first) / step + 1e-9) + 1
    if count > MOST_POINTS:
        raise BadInput(_too_many(count))
    return Axis(path, tuple(f"{first + step * number:.12g}" for number in range(count)))


def sweep(
    scenario: Scenario,
    axes: Sequence[Axis],
    *,
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Sweep:
    """Ask every point of a grid for the headlines.

    Args:
        scenario: with one scheme.
        axes: the settings that move.
        threads: at most so many; it changes no number.
        workers: who lives through it in the place of these threads, such as a `Cluster`.
        out: a folder for the finished parts and ``sweep.parquet``; a stopped sweep goes on from it.
        progress: told how many people were lived through, of how many.
        stop: set it from another thread to stop.

    Raises:
        BadInput: a path leads nowhere, moves how protected conduct is watched, or there are too many points;
            all problems at once.
        RunFailed: the folder cannot be written.
        Interrupted: it was stopped.
    """
    _check(scenario, axes)
    points = tuple(
        dict(zip([axis.path for axis in axes], values, strict=True))
        for values in itertools.product(*(axis.values for axis in axes))
    )
    folder = None
    if out is not None:
        grid = [[axis.path, list(axis.values)] for axis in axes]
        folder = StudyFolder.open(out, SWEEP, identity_of(scenario) | {"axes": grid}, scenario)
    scenarios, places = _scenarios(scenario, axes, points)
    found = run_points(
        scenarios,
        headlines,
        threads=threads,
        workers=workers,
        folder=folder,
        progress=progress,
        stop=stop,
    )
    answers: list[Answers] = [()] * len(points)
    for answer, held in zip(found, places, strict=True):
        for name, point in held.items():
            answers[point] = tuple(
                replace(estimate, arm=scenario.arms[0].name) for estimate in answer if estimate.arm == name
            )
    made = Sweep(scenario, tuple(axes), points, tuple(answers))
    if folder is not None:
        folder.write(folder.path / SWEEP_FILE, made.table())
    return made


def _scenarios(
    scenario: Scenario, axes: Sequence[Axis], points: Sequence[dict[str, str]]
) -> tuple[list[Scenario], list[dict[str, int]]]:
    """Runs that hold all points, and of each the point of every arm.

    Points with the same assumptions share runs, eight arms each.
    """
    people = [axis.path for axis in axes if axis.about_people]
    scheme = scenario.arms[0].scheme
    by_people: dict[tuple[str, ...], list[int]] = {}
    for number, point in enumerate(points):
        by_people.setdefault(tuple(point[path] for path in people), []).append(number)
    schemes: dict[tuple[str, ...], Scheme] = {}
    scenarios, places = [], []
    for values, numbers in by_people.items():
        assumed = scenario.assumptions
        for path, value in zip(people, values, strict=True):
            assumed = assumed.replace_number(path, _number(path, value))
        for held in _batches(numbers):
            arms = []
            for number in held:
                settings = tuple(
                    f"{path}={value}" for path, value in points[number].items() if path not in people
                )
                if settings not in schemes:
                    schemes[settings] = make(scheme.document, settings) if settings else scheme
                arms.append(Arm(f"point {number}", schemes[settings]))
            scenarios.append(replace(scenario, arms=tuple(arms), assumptions=assumed))
            places.append({f"point {number}": number for number in held})
    return scenarios, places


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(numbers), _ARMS):
        yield numbers[first : first + _ARMS]


def _number(path: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise BadInput(
            Problem(
                f"'{value}' is no number for {path}.",
                why="What is assumed about people are numbers.",
                remedy=f"Write numbers, such as {path}=0.1,0.2",
                code="bad-setting",
            )
        ) from None


def _check(scenario: Scenario, axes: Sequence[Axis]) -> None:
    problems: list[Problem] = []
    if not axes:
        problems.append(
            Problem(
                "Nothing moves in this sweep.",
                remedy="Give --vary PATH=1,2,5 or --vary PATH=FROM:TO:STEP.",
                code="no-axis",
            )
        )
    paths = [axis.path.removeprefix(_PEOPLE) for axis in axes]
    problems += [
        Problem(f"'{path}' is varied twice.", remedy="Give all of its values at once.", code="axis-twice")
        for path in sorted(set(paths))
        if paths.count(path) > 1
    ]
    count = math.prod(len(axis.values) for axis in axes)
    if count > MOST_POINTS:
        problems.append(_too_many(count))
    for axis in axes:
        watched = _watches(axis.path, scenario.assumptions) if axis.about_people else None
        if watched is not None:
            problems.append(
                Problem(
                    f"'{axis.path}' is how closely {watched} is watched, which no sweep moves.",
                    why="It would show how much watching silences most. What is assumed about it is shown.",
                    remedy=f"See its range in the assumptions, or set one value: --set {axis.path}=...",
                    code="watching-protected-conduct",
                )
            )
    if problems:
        raise BadInput(*problems)


def _watches(path: str, assumptions: Assumptions) -> str | None:
    """The protected conduct of whose being seen a number of the assumptions says something; None for none."""
    steps = path.removeprefix(_PEOPLE).split(".")
    if len(steps) < 3:
        return None
    section, id, table = steps[0], steps[1], steps[2]
    conducts = assumptions.conducts
    if section == "conducts" and table == "seen_by" and id in conducts and speaks_out(conducts[id]):
        return conducts[id].title.lower()
    if section == "sources" and table in ("detection", "false_records") and id in assumptions.sources:
        if table == "false_records" and len(steps) > 3:
            named = [conducts[steps[3]]] if steps[3] in conducts else []
        else:
            named = [conduct for conduct in conducts.values() if id in conduct.seen_by]
        for conduct in named:
            if speaks_out(conduct):
                return conduct.title.lower()
    return None


def _bad_axis(text: str) -> Problem:
    return Problem(
        f"'{text}' names no values to go through.",
        remedy="Write PATH=1,2,5 (each value once) or PATH=FROM:TO:STEP, such as PATH=-10:0:2.",
        code="bad-axis",
    )


def _too_many(count: int) -> Problem:
    return Problem(
        f"The grid has {count:,} points; {MOST_POINTS:,} at most are run.",
        remedy="Give fewer values, or one sweep after the other.",
        code="many-points",
    )
