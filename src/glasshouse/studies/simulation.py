"""One run, from names to results: loads what is named, sets the scenario up, simulates and measures."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal, Unpack

from glasshouse.assumptions import Assumptions
from glasshouse.assumptions import load as load_assumptions
from glasshouse.engine.answers import ANSWERS, answers_named
from glasshouse.engine.crossing import crossings_of
from glasshouse.engine.run import Progress, run
from glasshouse.engine.scenario import DAYS_PER_YEAR, Arm, Scenario
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.measures.results import Results
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reading import load as load_scheme
from glasshouse.schemes.reading import make
from glasshouse.schemes.reforming import Change, load_reform
from glasshouse.society import Society
from glasshouse.society import load as load_society
from glasshouse.studies.draws import draw_scenarios, with_assumed_intervals
from glasshouse.studies.folder import StudyFolder, identity_of
from glasshouse.studies.points import StudyWorkers, asking, run_points, stages
from glasshouse.studies.world import WarmWorld, settled, takes

__all__ = [
    "DAYS_OF_A_YEAR",
    "DRAWS",
    "horizon",
    "run_and_measure",
    "set_up",
    "simulate",
    "usual_society",
    "warm_days",
]

DAYS_OF_A_YEAR = 365
"""Days of a horizon of one year."""

DRAWS = "draws"
"""Where the folder of a run keeps its joint draws of the assumptions."""

_SOCIETIES = {
    "AU": "australia",
    "CN": "china-2020",
    "HK": "hong-kong",
    "MO": "macau",
    "NL": "netherlands",
    "US": "united-states",
}
"""The society that stands for a jurisdiction, where there is one."""

_ANYWHERE = "simpleland"


def usual_society(scheme: Scheme) -> tuple[str, str | None]:
    """The society that a scheme is run on where none is named, and what to say about the choice.

    Returns:
        Its id; and a sentence where it is not a society of the scheme's own jurisdiction.
    """
    jurisdiction = scheme.scheme.jurisdiction
    named = _SOCIETIES.get(jurisdiction.partition("-")[0])
    if named is not None:
        return named, None
    if jurisdiction == "invented":
        return _ANYWHERE, None
    return _ANYWHERE, (
        f"There is no society for jurisdiction {jurisdiction} yet: the rules are run on {_ANYWHERE}, "
        "an invented country."
    )


def horizon(years: float | None, days: int | None) -> int:
    """Days of a horizon given in years or in days; one year where neither is given.

    A year has 365.25 days, and what is left of a day is dropped: 1 year is 365 days, 4 years are 1,461.

    Raises:
        BadInput: both are given, or the years are not a positive number.
    """
    if years is not None and days is not None:
        raise BadInput(
            Problem("Both years and days are given.", remedy="Give one of the two.", code="two-horizons")
        )
    if days is not None:
        return days
    if years is None:
        return DAYS_OF_A_YEAR
    if not (math.isfinite(years) and years > 0.0):
        raise BadInput(
            Problem(
                f"{years:g} years are no horizon.",
                remedy="Give a positive number, such as 5.",
                code="bad-years",
            )
        )
    return max(1, math.floor(years * DAYS_PER_YEAR))


def warm_days(years: float) -> int:
    """Days that are lived before the first counted one, from years; a part of a day is dropped.

    Raises:
        BadInput: the years are not a number of at least 0.
    """
    if not (math.isfinite(years) and years >= 0.0):
        raise BadInput(
            Problem(
                f"{years:g} years of warming up are none.",
                why="They are lived before the first counted day, so that the scheme is in full swing.",
                remedy="Give 0 for a launch, or a number such as 5.",
                code="bad-years",
            )
        )
    return math.floor(years * DAYS_PER_YEAR)


@takes(WarmWorld)
def set_up(
    scheme: Scheme | str | Path,
    *,
    reforms: Sequence[Change | Path] = (),
    answers: Iterable[str] = ANSWERS,
    crossed: Iterable[str] = (),
    **world: Unpack[WarmWorld],
) -> Scenario:
    """Set a scenario with one scheme up; nothing is simulated yet. The arguments are those of `simulate`.

    Raises:
        BadInput: something that is named is not there, or is wrong.
    """
    asked = settled(world)
    settings, society, assumptions = asked["settings"], asked["society"], asked["assumptions"]
    people, start = asked["people"], asked["start"]
    assigned = (
        [f"{path}={_written(value)}" for path, value in settings.items()]
        if isinstance(settings, Mapping)
        else list(settings)
    )
    about_people = [text for text in assigned if text.startswith("assumptions.")]
    about_rules = [text for text in assigned if not text.startswith("assumptions.")]
    changes: list[Change] = [_change(reform) for reform in reforms]
    if isinstance(scheme, Scheme):
        all_changes = [*changes, *about_rules]
        read = make(scheme.document, all_changes) if all_changes else scheme
    else:
        read = load_scheme(scheme, *changes, *about_rules)
    where = usual_society(read)[0] if society is None else society
    lived = where if isinstance(where, Society) else load_society(where)
    assumed = (
        assumptions if isinstance(assumptions, Assumptions) else load_assumptions(assumptions or "standard")
    )
    for text in about_people:
        assumed = _assume(assumed, text)
    return Scenario(
        arms=(Arm(read.id, read, answers_named(answers)),),
        society=lived,
        assumptions=assumed,
        people=lived.people if people == "all" else people,
        days=horizon(asked["years"], asked["days"]),
        seed=asked["seed"],
        start=read.scheme.force.from_ if start is None else start,
        warm=warm_days(asked["warm"]),
        crossed=frozenset(crossing.name for crossing in crossings_of(crossed, lived.tables())),
    )


@takes(WarmWorld)
def simulate(  # noqa: D417 - the line **world stands for those of a world
    scheme: Scheme | str | Path,
    people: int | Literal["all"] = 100_000,
    years: float | None = None,
    seed: int = 1,
    *,
    days: int | None = None,
    society: Society | str | Path | None = None,
    assumptions: Assumptions | str | Path | None = None,
    reforms: Sequence[Change | Path] = (),
    settings: Mapping[str, object] | Iterable[str] = (),
    start: date | None = None,
    warm: float = 0.0,
    answers: Iterable[str] = ANSWERS,
    crossed: Iterable[str] = (),
    draws: int = 0,
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    out: Path | str | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Results:
    """Run a scheme on invented people, beside the same people without a scheme.

    Args:
        scheme: a scheme, an id of the catalogue, a path, or the text of a scheme.
        **world: people, years, days, seed, society, assumptions, settings, start, warm (see `WarmWorld`).
        reforms: changes to the scheme: reforms, ids of the catalogue, or the paths of patch files.
        answers: in which ways people answer to the scheme: some of ``deterrence``, ``incentive``,
            ``incapacitation`` and ``hardship``, all by default; none of them for the rules alone.
        crossed: pairs of dimensions of the society by which people are counted at once too, such as
            ``income*registration``; measures of groups then tell of each pair of categories.
        draws: joint draws of the assumptions, 50 at least, for a second interval beside the one for luck; 0
            for none: numbers are then marked ``at the central assumptions only``.
        threads: at most so many; None for one per processor.
        workers: who lives through the run and its draws in the place of these threads, such as a `Cluster`.
        out: a folder to keep the run in; None keeps nothing.
        progress: told how many people were lived through, of how many.
        stop: set it from another thread to stop.

    Returns:
        The results: `dataset` holds the counts, `estimates` the answers with their intervals.

    Raises:
        BadInput: something that is named is not there, or is wrong; all problems of a file at once.
        RunFailed: the run could not be kept.
        Interrupted: it was stopped.
    """
    scenario = set_up(
        scheme,
        people=people,
        years=years,
        days=days,
        seed=seed,
        society=society,
        assumptions=assumptions,
        reforms=reforms,
        settings=settings,
        start=start,
        warm=warm,
        answers=answers,
        crossed=crossed,
    )
    return run_and_measure(
        scenario, draws=draws, threads=threads, workers=workers, out=out, progress=progress, stop=stop
    )


def run_and_measure(
    scenario: Scenario,
    *,
    draws: int = 0,
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    out: Path | str | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Results:
    """Simulate a scenario and ask it every measure; with a folder, counts and estimates are kept there.

    The arguments and the errors are those of `simulate`.
    """
    folder = None if out is None else Path(out)
    drawn = draw_scenarios(scenario, draws) if draws else []
    first, second = stages(progress, scenario.people, sum(point.people for point in drawn))
    results = Results.of(
        run(scenario, threads=threads, workers=workers, out=folder, progress=first, stop=stop)
    )
    if drawn:
        held = None
        if folder is not None:
            held = StudyFolder.open(folder / DRAWS, "draws", identity_of(scenario) | {"draws": draws})
        answers = run_points(
            drawn, asking(), threads=threads, workers=workers, folder=held, progress=second, stop=stop
        )
        results = results.answered(with_assumed_intervals(results.estimates, answers, drawn[0].people))
    if folder is not None:
        results.save_estimates(folder)
    return results


def _change(reform: Change | Path) -> Change:
    """A reform of the catalogue by its id or path; what is a change already stays one."""
    if isinstance(reform, Path) or (isinstance(reform, str) and "=" not in reform):
        return load_reform(reform)
    return reform


def _assume(assumed: Assumptions, text: str) -> Assumptions:
    path, _, written = text.partition("=")
    try:
        value = float(written)
    except ValueError:
        raise BadInput(
            Problem(
                f"'{text}' sets no number.",
                why="What is assumed about people are numbers.",
                remedy=f"Write a number after the sign, such as {path}=0.5",
                code="bad-setting",
            )
        ) from None
    return assumed.replace_number(path.strip(), value)


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
