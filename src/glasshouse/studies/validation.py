"""Validation: published figures beside what invented people do under the same rules, fit or not.

A figure is answered from counts of a run that ends on the figure's own day: cumulative counts are held
against cumulative ones, shares against shares, and numbers of a nation against the run's numbers per person
times its people. Figures of one run and one day are answered by the same lives. Beside each stand two
intervals, for the luck of drawing these people and for joint draws of the assumptions. A miss is a finding
and no error; nothing is fitted here.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from glasshouse.assumptions import Assumptions
from glasshouse.engine.executes import refusals
from glasshouse.engine.run import Progress
from glasshouse.engine.scenario import Scenario
from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.jackknife import Vector
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample
from glasshouse.schemes.reading import load as load_scheme
from glasshouse.studies.draws import FEWEST_DRAWS, draw_scenarios, with_assumed_intervals
from glasshouse.studies.figures import Counted, Figure, Figures, Run, load_figures, people_of
from glasshouse.studies.folder import StudyFolder, identity_of, tidy
from glasshouse.studies.held_figures import Validation, flat, row_of
from glasshouse.studies.points import Answers, StudyWorkers, run_points, stages
from glasshouse.studies.simulation import set_up

if TYPE_CHECKING:
    from glasshouse.engine.outcomes import Outcomes

__all__ = ["plan_validation", "scenario_of", "validate"]


def scenario_of(
    run: Run,
    last_day: datetime.date,
    *,
    people: int | Literal["all"] = 100_000,
    seed: int = 1,
    assumptions: Assumptions | str | Path | None = None,
    settings: Iterable[str] = (),
) -> Scenario:
    """The scenario of a run that answers figures, up to the end of a day.

    Raises:
        BadInput: its scheme, society or assumptions are not there, or a change does not fit the scheme.
    """
    return set_up(
        load_scheme(run.scheme, *run.changes),
        people=people,
        days=(last_day - run.start).days + 1,
        seed=seed,
        society=run.society,
        assumptions=assumptions,
        settings=settings,
        start=run.start,
        warm=float(run.warm),
    )


@dataclass(frozen=True)
class _Point:
    """Figures that the same lives answer: one run, up to one day.

    Attributes:
        lacks: what of the scheme the engine does not execute yet; empty where it runs.
    """

    run: Run
    scenario: Scenario
    figures: tuple[Figure, ...]
    lacks: tuple[str, ...]


def plan_validation(
    names: Iterable[str] = (),
    *,
    people: int | Literal["all"] = 100_000,
    seed: int = 1,
    assumptions: Assumptions | str | Path | None = None,
    settings: Iterable[str] = (),
    files: Sequence[Figures] | None = None,
) -> tuple[tuple[tuple[Figures, Figure], ...], tuple[_Point, ...]]:
    """The figures that are asked for, and the runs that answer them.

    Raises:
        BadInput: there is no such figure, or a run cannot be set up.
    """
    held = load_figures() if files is None else files
    known = {figure.id: (file, figure) for file in held for figure in file.figures}
    wanted = list(dict.fromkeys(names))
    problems = [_unknown(name, known) for name in wanted if name not in known]
    if problems:
        raise BadInput(*problems)
    chosen = tuple(known[name] for name in wanted) if wanted else tuple(known.values())
    points: dict[tuple[str, datetime.date], tuple[Run, list[Figure]]] = {}
    for file, figure in chosen:
        run = file.run_of(figure)
        if run is not None:
            points.setdefault((run.id, figure.last_day), (run, []))[1].append(figure)
    texts = tuple(settings)
    rules = [text for text in texts if not text.startswith("assumptions.")]
    if rules:
        raise BadInput(*(_about_rules(text) for text in rules))
    made = []
    for run, asked in points.values():
        scenario = scenario_of(
            run, asked[0].last_day, people=people, seed=seed, assumptions=assumptions, settings=texts
        )
        refused = refusals(scenario.arms[0].scheme, scenario.society.tables(), scenario.assumptions)
        made.append(_Point(run, scenario, tuple(asked), tuple(dict.fromkeys(one.what for one in refused))))
    return chosen, tuple(made)


def validate(
    names: Iterable[str] = (),
    *,
    people: int | Literal["all"] = 100_000,
    draws: int = FEWEST_DRAWS,
    seed: int = 1,
    assumptions: Assumptions | str | Path | None = None,
    settings: Iterable[str] = (),
    files: Sequence[Figures] | None = None,
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    out: Path | str | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Validation:
    """Hold published figures against simulated ones.

    Args:
        names: ids of figures; all of them by default.
        people: invented people of each run; ``all`` for as many as its society has.
        draws: joint draws of the assumptions, 50 at least, for the second interval; 0 for none.
        seed: a whole number in [0, 2^64).
        assumptions: ``standard`` by default.
        settings: numbers of the assumptions to change first, as ``assumptions.path=value``.
        files: files of figures; those of the catalogue by default.
        threads: at most so many; None for one per processor. It changes no number.
        workers: who lives through it in the place of these threads, such as a `Cluster`.
        out: a folder that keeps finished runs, so that a stopped validation goes on.
        progress: told how many people were lived through, of how many.
        stop: set it from another thread to stop.

    Raises:
        BadInput: there is no such figure, or something in a file of figures is wrong.
        RunFailed: it could not be kept.
        Interrupted: it was stopped.
    """
    chosen, points = plan_validation(
        names, people=people, seed=seed, assumptions=assumptions, settings=settings, files=files
    )
    running = [point for point in points if not point.lacks]
    drawn = [draw_scenarios(point.scenario, draws) if draws else [] for point in running]
    folder = None
    if out is not None:
        identity = {
            "runs": [identity_of(point.scenario) for point in running],
            "figures": [[figure.id, repr(figure.counted), repr(figure.per)] for _, figure in chosen],
            "draws": draws,
        }
        folder = StudyFolder.open(Path(out), "validation", identity)
    sizes = [
        sum(one.people for one in (point.scenario, *some)) for point, some in zip(running, drawn, strict=True)
    ]
    told: dict[str, Estimate] = {}
    for point, some, step in zip(running, drawn, stages(progress, *sizes), strict=True):
        kept = None if folder is None else folder.within(f"{point.run.id}-{point.scenario.days}")
        # The run at the central assumptions is the first point, the draws are the others.
        answers = run_points(
            [point.scenario, *some],
            _asking(point),
            threads=threads,
            workers=workers,
            folder=kept,
            progress=step,
            stop=stop,
        )
        central, others = answers[0], answers[1:]
        if some:
            central = with_assumed_intervals(central, others, some[0].people)
        told |= {estimate.id: estimate for estimate in central}
    lacking = {figure.id: point.lacks for point in points for figure in point.figures}
    rows = tuple(row_of(file, figure, told.get(figure.id), lacking.get(figure.id)) for file, figure in chosen)
    smaller = [some[0].people for some in drawn if some]
    used = points[0].scenario.assumptions.id if points else "standard"
    largest = max((point.scenario.people for point in points), default=0)
    found = Validation(rows, used, largest, min(smaller, default=0), draws, seed)
    if folder is not None:
        folder.write(folder.path / "validation.parquet", tidy([flat(row) for row in found.rows]))
    return found


def _about_rules(text: str) -> Problem:
    return Problem(
        f"'{text}' would change a rule.",
        why="A figure was published of the rules as they were; only what is assumed of people may be varied.",
        remedy="Give a number of the assumptions, such as assumptions.procedure.performance.rate=0.2.",
        code="rules-are-given",
    )


def _unknown(name: str, known: Iterable[str]) -> Problem:
    near = did_you_mean(name, list(known))
    return Problem(
        f"There is no published figure '{name}'." + (f" Did you mean '{near}'?" if near else ""),
        remedy="Name none to see all of them.",
        code="no-such-figure",
    )


def _asking(point: _Point) -> Callable[[Outcomes], Answers]:
    def answers(outcomes: Outcomes) -> Answers:
        sample = Sample(outcomes)
        return tuple(_answer(figure, sample) for figure in point.figures)

    return answers


def _answer(figure: Figure, sample: Sample) -> Estimate:
    """The figure's counts as one ratio of totals, with the jackknife of the house."""
    scenario = sample.outcomes.scenario
    arm = scenario.arms[0].name
    counted = _sum(figure.counted, sample, arm)
    if figure.per == "nation":
        per = sample.persons(ALL)
        scale, people, of = (
            float(people_of(figure, scenario)),
            float(per[0]),
            "invented people, as many as live there",
        )
    else:
        per = _sum(figure.per, sample, arm)
        scale, people, of = 100.0, float(per[0]), figure.denominator
    fraction = Fraction(arm, "", ALL, counted, per, people, of)
    kind: Literal["share", "rate"] = "rate" if figure.per == "nation" else "share"
    measure = Measure(figure.what, figure.unit, scale, kind, lambda _: iter((fraction,)), "accuracy")
    (estimate,) = measure.answers(figure.id, sample)
    return estimate


def _sum(counts: Iterable[Counted], sample: Sample, arm: str) -> Vector:
    total: Vector | None = None
    for one in counts:
        part = one.times * sample.total(arm, one.count, one.item, one.group)
        total = part if total is None else total + part
    assert total is not None
    return total
