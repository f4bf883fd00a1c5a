"""An audit: one scheme beside no scheme, its obvious reforms and the narrow court register, asked everything.

All arms live the same invented people in one run. Every number has its interval for luck and, from joint
draws of the assumptions, the interval of what is assumed; differences say whether their sign holds in the
draws; the assumptions that drive the headlines are named; what the lint finds in the text is joined to what
the run measured. It is the input of a report, and clears nothing.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from glasshouse.engine.crossing import usual_crossings
from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.run import Progress, run
from glasshouse.engine.scenario import Arm
from glasshouse.ground.errors import BadInput
from glasshouse.ground.extras import is_there
from glasshouse.ground.files import write_atomically
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.results import Results, ask, table_of
from glasshouse.measures.sample import ALL, Sample
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.finding import Finding
from glasshouse.schemes.lint.measured import Measured, Measurement
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reading import load as load_scheme
from glasshouse.schemes.reading import make
from glasshouse.schemes.reforming import Reform, load_reform, reforms
from glasshouse.society.neighbourhoods import PEOPLE_PER_NEIGHBOURHOOD
from glasshouse.studies.closely import look_closely, neighbourhoods_looked_at
from glasshouse.studies.comparison import Comparison, Pair, Plan, changes_between, plan_comparison
from glasshouse.studies.draws import FEWEST_DRAWS, draw_scenarios, with_assumed_intervals
from glasshouse.studies.effects import Effects, one_by_one, parts_in
from glasshouse.studies.folder import StudyFolder, identity_of
from glasshouse.studies.points import Answers, StudyWorkers, run_points, stages
from glasshouse.studies.robustness import Conclusion, changes_in, conclude
from glasshouse.studies.sensitivity import Sensitivity, analyse_sensitivity, runs_needed
from glasshouse.studies.simulation import set_up
from glasshouse.studies.world import World, takes

if TYPE_CHECKING:
    from glasshouse.engine.outcomes import Outcomes

__all__ = ["NARROW", "Audit", "audit", "examine", "obvious_reforms", "plan_audit"]

NARROW = "narrow-court-register"
"""The invented register that keeps within the law as far as a register can; every audit stands beside it."""

_TRAJECTORIES, _BASE = 4, 32
"""Of the sensitivity analysis within an audit: enough to name what drives; `sensitivity` takes more."""


@dataclass(frozen=True, eq=False)
class Audit:
    """Everything that is known of one scheme.

    Attributes:
        comparison: all arms, the scheme first; its estimates carry both intervals.
        conclusions: differences of the pairs and changes from the baseline, with what the draws say of them.
        lint: what the rules of the lint find in the scheme's text, joined to what was measured.
        sensitivity: which assumptions drive the headlines; None where SALib is not installed.
        draws: joint draws of the assumptions.
        people_of_a_draw: invented people in each.
        closely: what is asked of lives, person by person, of each arm (see `studies.closely`).
        effects: what part of the scheme's effects is which answer of the people, with both intervals.
    """

    comparison: Comparison
    conclusions: tuple[Conclusion, ...]
    lint: Report
    sensitivity: Sensitivity | None
    draws: int
    people_of_a_draw: int
    closely: tuple[Estimate, ...]
    effects: Effects

    @property
    def results(self) -> Results:
        """Counts and estimates of all arms."""
        return self.comparison.results

    @property
    def arm(self) -> Arm:
        """The arm of the scheme itself."""
        return self.results.scenario.arms[0]

    @cached_property
    def of_the_scheme(self) -> tuple[Estimate, ...]:
        """The estimates of the scheme itself, for everybody."""
        return tuple(e for e in self.results.estimates if e.arm == self.arm.name and e.group == "all")

    def as_dict(self) -> dict[str, Any]:
        """Everything by name, ready for JSON."""
        scenario = self.results.scenario
        return {
            "notice": NOTICE,
            "scheme": self.arm.scheme.id,
            "title": self.arm.scheme.title,
            "status": self.arm.scheme.scheme.status,
            "reading": self.arm.scheme.scheme.reading,
            "scheme_sha256": self.arm.scheme.text_hash,
            "arms": [{"name": arm.name, "scheme": arm.scheme.id} for arm in scenario.arms],
            "society": scenario.society.id,
            "assumptions": scenario.assumptions.id,
            "people": scenario.people,
            "days": scenario.days,
            "start": scenario.start.isoformat(),
            "seed": scenario.seed,
            "draws": self.draws,
            "people_of_a_draw": self.people_of_a_draw,
            "estimates": [estimate.as_dict() for estimate in self.results.estimates],
            "closely": [estimate.as_dict() for estimate in self.closely],
            "conclusions": [conclusion.as_dict() for conclusion in self.conclusions],
            "without_effect": [pair.second for pair in self.comparison.idle_reforms],
            "sensitivity": None if self.sensitivity is None else self.sensitivity.as_dict(),
            "effects": self.effects.as_dict(),
            "findings": [_finding(finding) for finding in self.lint.shown],
            "silence": "Silence is not clearance.",
        }

    def save(self, folder: Path, text: str) -> list[Path]:
        """Write ``audit.json``, ``audit.txt``, ``estimates.parquet`` and ``differences.parquet``.

        Raises:
            RunFailed: they cannot be written; nothing half-written is left.
        """
        from glasshouse.engine.run_directory import write_parquet

        told = json.dumps(self.as_dict(), ensure_ascii=False, allow_nan=False, indent=1)
        changes = table_of(conclusion.change for conclusion in self.conclusions)
        return [
            write_atomically(folder / "audit.json", told + "\n"),
            write_atomically(folder / "audit.txt", text),
            self.results.save_estimates(folder),
            write_parquet(folder / "differences.parquet", changes, {"notice": NOTICE}),
        ]


def obvious_reforms(scheme: Scheme) -> tuple[Reform, ...]:
    """The catalogue's reforms that are written for a scheme and can be applied to it, by their ids."""
    found = []
    for name in reforms():
        reform = load_reform(name)
        if reform.reform.scheme not in (None, scheme.id):
            continue
        try:
            make(scheme.document, [reform])
        except BadInput:
            continue
        found.append(reform)
    return tuple(found)


@takes(World)
def plan_audit(scheme: Scheme | str | Path, **world: Unpack[World]) -> Plan:
    """Set the arms of an audit up: the scheme, its reforms, the narrow register from the same day on.

    People are counted by the usual pairs of dimensions at once, as far as the society has them.

    Raises:
        BadInput: something that is named is not there, or is wrong.
    """
    base = set_up(scheme, **world)
    crossed = usual_crossings(base.society.tables())
    changed = base.arms[0].scheme
    plan = Plan(base, ())
    found = obvious_reforms(changed)
    if found:
        plan = plan_comparison(
            [changed],
            reforms=found,
            people=base.people,
            days=base.days,
            seed=base.seed,
            society=base.society,
            assumptions=base.assumptions,
            start=base.start,
        )
    if changed.id == NARROW:
        return Plan(replace(plan.scenario, crossed=crossed), plan.pairs)
    # An invented register has no date of its own: it is in force from the first day, as the scheme is.
    narrow = load_scheme(NARROW, f"scheme.force.from={base.start.isoformat()}", "scheme.force.until=null")
    arms = (*plan.scenario.arms, Arm(narrow.id, narrow))
    pair = Pair(plan.scenario.arms[0].name, narrow.id)
    return Plan(replace(plan.scenario, arms=arms, crossed=crossed), (*plan.pairs, pair))


@takes(World)
def audit(
    scheme: Scheme | str | Path,
    *,
    draws: int = FEWEST_DRAWS,
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    out: Path | str | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    **world: Unpack[World],
) -> Audit:
    """Audit a scheme.

    Args:
        scheme: a scheme, an id of the catalogue, a path, or the text of a scheme.
        **world: people, years, days, seed, society, assumptions, settings, start (see `World`).
        draws: joint draws of the assumptions, 50 at least.
        threads: at most so many; None for one per processor. It changes no number.
        workers: who lives through runs and draws in the place of these threads, such as a `Cluster`.
        out: a folder that keeps the parts, so that a stopped audit goes on; `Audit.save` writes the result.
        progress: told how many people were lived through, of how many.
        stop: set it from another thread to stop.

    Raises:
        BadInput: something that is named is not there, or is wrong.
        RunFailed: it could not be kept.
        Interrupted: it was stopped.
    """
    plan = plan_audit(scheme, **world)
    return examine(plan, draws=draws, threads=threads, workers=workers, out=out, progress=progress, stop=stop)


def examine(
    plan: Plan,
    *,
    draws: int = FEWEST_DRAWS,
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    out: Path | str | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Audit:
    """Carry a planned audit out; the arguments and errors are those of `audit`."""
    scenario = plan.scenario
    alone = replace(scenario, arms=scenario.arms[:1])
    steps = one_by_one(alone)
    # In the draws the steps live beside the arms, of which the first is their last.
    together = replace(scenario, arms=(*steps.arms[:-1], *scenario.arms))
    drawn = draw_scenarios(together, draws)
    folder = None if out is None else Path(out)
    kept = None
    if folder is not None:
        kept = StudyFolder.open(folder, "audit", identity_of(together) | {"draws": draws})
    rest = runs_needed(alone, _TRAJECTORIES, _BASE) if is_there("sensitivity") else 0
    near = len(neighbourhoods_looked_at(scenario)) * PEOPLE_PER_NEIGHBOURHOOD
    first, second, third, fourth, last = stages(
        progress, scenario.people, sum(point.people for point in drawn), rest, near, scenario.people
    )
    outcomes = run(
        scenario,
        threads=threads,
        workers=workers,
        out=None if folder is None else folder / "run",
        progress=first,
        stop=stop,
    )
    compared, answering = ([arm.name for arm in each.arms] for each in (scenario, steps))

    def asked(found: Outcomes) -> Answers:
        sample = Sample(found, compared)
        changes = (change for _, change in changes_between(sample, plan.pairs))
        return (*ask(sample, None, ALL), *changes, *parts_in(Sample(found, answering)))

    answers = run_points(
        drawn, asked, threads=threads, workers=workers, folder=kept, progress=second, stop=stop
    )
    held = drawn[0].people
    results = Results.of(outcomes)
    comparison = Comparison(
        results.answered(with_assumed_intervals(results.estimates, answers, held)), plan.pairs
    )
    sensitivity = None
    if is_there("sensitivity"):
        sensitivity = analyse_sensitivity(
            alone,
            trajectories=_TRAJECTORIES,
            base=_BASE,
            threads=threads,
            workers=workers,
            out=None if folder is None else folder / "sensitivity",
            progress=third,
            stop=stop,
        )
    closely = look_closely(scenario, threads=threads, folder=kept, progress=fourth, stop=stop)
    stepwise = run(
        steps,
        threads=threads,
        out=None if folder is None else folder / "effects",
        progress=last,
        stop=stop,
    )
    return Audit(
        comparison,
        conclude(changes_in(results.sample, plan.pairs), answers, held),
        check(scenario.arms[0].scheme, measured=_measured(comparison.results)),
        sensitivity,
        draws,
        held,
        closely,
        Effects(Results.of(stepwise)).answered(answers, held),
    )


def _measured(results: Results) -> Measured:
    """What the lint is told of the run: the estimates of the scheme itself."""
    scenario = results.scenario
    arm = scenario.arms[0].name
    told = [
        Measurement(
            e.id, e.item, e.group, e.value, e.low, e.high, e.unit, e.denominator, e.covers, e.people, e.note
        )
        for e in results.estimates
        if e.arm == arm
    ]
    return Measured("this audit", arm, scenario.people, scenario.days, scenario.seed, tuple(told))


def _finding(finding: Finding) -> dict[str, Any]:
    position = finding.position
    return {
        "rule": finding.rule.id,
        "kind": finding.kind,
        "severity": finding.severity,
        "message": finding.message,
        "item": finding.item,
        "line": None if position is None else position.line,
        "norms": [str(cited) for cited in finding.norms],
        "measured": [str(measurement) for measurement in finding.measured or ()],
    }
