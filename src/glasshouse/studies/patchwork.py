"""A patchwork: each place under its own scheme, side by side in one run, and all of them together.

Every local version is an arm that covers one place; the people, their luck and the baseline are the same for
all, so a version's counts are those that it would have alone.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, Unpack

from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.run import Progress
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.notebook import paragraph, table
from glasshouse.measures.estimate import CENTRAL, Estimate
from glasshouse.measures.measure import NEVER_MEASURED
from glasshouse.measures.patched import WHOLE, PatchedSample, side_by_side
from glasshouse.measures.results import Results
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.patchworks import LocalVersion, Patchwork, load_patchwork, local_schemes
from glasshouse.schemes.reforming import Reform, load_reform
from glasshouse.society import load as load_society
from glasshouse.studies.simulation import run_and_measure, set_up
from glasshouse.studies.world import Lives, WarmWorld, settled, takes

__all__ = ["LocalPlan", "Patched", "Row", "patchwork", "plan_patchwork", "schemes_of"]

_BASELINE = "baseline"


@dataclass(frozen=True)
class LocalPlan:
    """What is to be run: one scenario with an arm for each place.

    Attributes:
        patchwork: the file.
        scenario: its arms are called by their places.
        left_out: places of the society that have no version.
    """

    patchwork: Patchwork
    scenario: Scenario
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One place and the scheme that it has.

    Attributes:
        place: id of the place, and name of the arm.
        title: what the place is called.
        scheme: the scheme, kept to the place.
        version: the line of the file.
        neighbourhoods: how many tell of it.
        covered: invented people covered who lived there at the start.
        from_elsewhere: invented people covered who lived elsewhere at the start: newcomers and visitors.
        moved, moved_listed, moved_unseen: people of the first kind who moved out of the version; those of
            them who were on a blacklist; those of these whom no consequence followed.
    """

    place: str
    title: str
    scheme: Scheme
    version: LocalVersion
    neighbourhoods: int
    covered: int
    from_elsewhere: int
    moved: int
    moved_listed: int
    moved_unseen: int


@dataclass(frozen=True, eq=False)
class Patched:
    """A run of local versions side by side.

    Attributes:
        results: of the one run.
        plan: what was run.
    """

    results: Results
    plan: LocalPlan

    @cached_property
    def sample(self) -> PatchedSample:
        """The totals, place by place."""
        return PatchedSample(self.results, {arm.name: arm.name for arm in self.results.scenario.arms})

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        """What is told of each place and, as arm ``whole``, of all versions together."""
        return side_by_side(self.sample)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The places, in the order of the file."""
        titles = {place.id: place.title for place in self.results.scenario.society.tables().places}
        lines = {version.place: version for version in self.plan.patchwork.places}
        return tuple(
            Row(
                place=arm.name,
                title=titles[arm.name],
                scheme=arm.scheme,
                version=lines[arm.name],
                neighbourhoods=self.sample.neighbourhoods(arm.name, self.sample.home(arm.name)),
                covered=self.sample.number(arm.name, "covered"),
                from_elsewhere=self.sample.from_elsewhere(arm.name),
                moved=self.sample.number(arm.name, "moved"),
                moved_listed=self.sample.number(arm.name, "moved-listed"),
                moved_unseen=self.sample.number(arm.name, "moved-unseen"),
            )
            for arm in self.results.scenario.arms
        )

    def find(self, id: str, place: str = WHOLE) -> Estimate | None:
        """One estimate; None where the place's version has nothing of the kind."""
        return next((e for e in self.estimates if (e.id, e.arm) == (id, place)), None)

    def _repr_html_(self) -> str:
        """For a notebook: each answer, place by place and all together, never without its interval."""
        told = [paragraph(NOTICE, strong=True), paragraph(self.plan.patchwork.patchwork.summary)]
        versions = {row.place: f"{row.title}: {row.scheme.id}" for row in self.rows}
        heads = ("where", "what", "value", "95 % interval, luck", "assumptions", "note")
        answers = [(versions.get(e.arm, "all versions together"), e.id, *e.cells) for e in self.estimates]
        told.append(table(self.plan.patchwork.patchwork.title, heads, answers, most=len(answers)))
        if any(estimate.report_only for estimate in self.estimates):
            told.append(paragraph(NEVER_MEASURED))
        told.append(paragraph(f"The same invented people with the same luck; {CENTRAL}. Nothing is ranked."))
        return "".join(told)


@takes(Lives)
def plan_patchwork(
    patchwork: Patchwork | str | Path,
    *,
    people: int | Literal["all"] = 1_000_000,
    reforms: Sequence[Reform | str | Path] = (),
    warm: float = 0.0,
    **lives: Unpack[Lives],
) -> LocalPlan:
    """Set the local versions up as arms of one scenario; nothing is simulated yet.

    The arguments are those of `patchwork`.

    Raises:
        BadInput: something that is named is not there, is wrong, or a place has two versions.
    """
    read = patchwork if isinstance(patchwork, Patchwork) else load_patchwork(patchwork)
    society = load_society(read.patchwork.society)
    titles = {place.id: place.title for place in society.tables().places}
    schemes = local_schemes(read, titles)
    if _BASELINE in schemes or WHOLE in schemes:
        taken = _BASELINE if _BASELINE in schemes else WHOLE
        raise BadInput(
            Problem(
                f"A place is called '{taken}'.",
                why="That is the name of another row of the results.",
                remedy="Give the place another id in the society.",
                code="name-taken",
            )
        )
    changes = [reform if isinstance(reform, Reform) else load_reform(reform) for reform in reforms]
    world = settled(WarmWorld(people=people, society=society, warm=warm, **lives))
    scenarios = [set_up(scheme, reforms=changes, **world) for scheme in schemes.values()]
    arms = tuple(
        Arm(place, scenario.arms[0].scheme) for place, scenario in zip(schemes, scenarios, strict=True)
    )
    first_day = world["start"] or max(arm.scheme.scheme.force.from_ for arm in arms)
    left_out = tuple(place for place in titles if place not in schemes)
    return LocalPlan(read, replace(scenarios[0], arms=arms, start=first_day), left_out)


@takes(Lives)
def patchwork(
    patchwork: Patchwork | str | Path,
    *,
    people: int | Literal["all"] = 1_000_000,
    reforms: Sequence[Reform | str | Path] = (),
    warm: float = 0.0,
    threads: int | None = None,
    out: Path | str | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    **lives: Unpack[Lives],
) -> Patched:
    """Run a scheme per place, side by side, on the same invented people with the same luck.

    Args:
        patchwork: a patchwork, an id of the catalogue, or a path.
        people: how many; ``all`` for as many as the society has. An interval for a place takes twenty
            thousand people there.
        **lives: years, days, seed, assumptions, settings, start (see `Lives`); each version is an arm.
        reforms: changes to every version: reforms, ids of the catalogue, or the paths of patch files.
        warm: years lived before the first day and not counted, all versions in force.
        threads: at most so many; None for one per processor.
        out: a folder to keep the run in; None keeps nothing.
        progress: told how many people were lived through, of how many.
        stop: set it from another thread to stop.

    Returns:
        The local versions: `rows` by place, `estimates` of each and of the whole, `results` of the run.

    Raises:
        BadInput: something that is named is not there, is wrong, or a place has two versions.
        RunFailed: the run could not be kept.
        Interrupted: it was stopped.
    """
    plan = plan_patchwork(patchwork, people=people, reforms=reforms, warm=warm, **lives)
    results = run_and_measure(plan.scenario, threads=threads, out=out, progress=progress, stop=stop)
    return Patched(results, plan)


def schemes_of(rows: Iterable[Row]) -> Iterator[Scheme]:
    """The different texts among the local versions, each once, in their order."""
    told: set[str] = set()
    for row in rows:
        if row.scheme.id not in told:
            told.add(row.scheme.id)
            yield row.scheme
