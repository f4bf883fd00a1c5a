"""Robustness: does a conclusion keep its sign whatever is assumed within the ranges?

Each conclusion is the sign of a difference: of one scheme or reform from another, or of a scheme from the
same people without it. It is called robust only where its sign at the central assumptions is beyond the luck
of the draw (the paired interval leaves out 0) and holds in at least 95 % of the joint draws of the
assumptions. How many draws held is told with its exact binomial limits (C. J. Clopper and E. S. Pearson,
Biometrika 26, 1934, 404-413). Nothing is ranked, and no conclusion is better for being robust.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.engine.run import Progress, run
from glasshouse.engine.scenario import BASELINE
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import is_put_in, measures
from glasshouse.measures.results import Results, ask
from glasshouse.measures.sample import ALL, Sample
from glasshouse.studies.comparison import Comparison, Pair, Plan, changes_between
from glasshouse.studies.draws import draw_scenarios, key_of, values_drawn, with_assumed_intervals
from glasshouse.studies.folder import StudyFolder, identity_of, tidy
from glasshouse.studies.points import Answers, StudyWorkers, run_points, stages

if TYPE_CHECKING:
    from glasshouse.engine.outcomes import Outcomes

__all__ = ["HOLDS", "Conclusion", "Robustness", "changes_in", "conclude", "examine_robustness"]

HOLDS = 0.95
"""Share of the draws in which the sign must hold."""


@dataclass(frozen=True)
class Conclusion:
    """The sign of one difference, and whether it holds.

    Attributes:
        arms: which is above or below which; the second less the first.
        change: the difference at the central assumptions, with its paired interval for luck and the interval
            of the assumptions.
        sign: ``above``, ``below``, or ``not known`` where the interval for luck holds 0.
        held: draws with that sign.
        draws: draws that gave a number.
        low, high: exact 95 % limits of the share of draws in which the sign holds.
    """

    arms: tuple[str, str]
    change: Estimate
    sign: str
    held: int
    draws: int
    low: float
    high: float

    @property
    def put_in(self) -> bool:
        """Whether it is a change of conduct from the baseline, whose sign the assumptions put in."""
        return self.arms[0] == BASELINE and is_put_in(self.change.id)

    @property
    def robust(self) -> bool:
        """Whether the sign is known, was not put in, and holds in 95 % of the draws."""
        return self.sign != "not known" and not self.put_in and self.held >= HOLDS * self.draws

    @property
    def verdict(self) -> str:
        """What may be said of it, in words."""
        if self.sign == "not known":
            return "sign not known"
        if self.put_in:
            return "put in by an assumption"
        return "robust" if self.robust else "not robust"

    def as_dict(self) -> dict[str, Any]:
        """Everything by name, ready for JSON."""
        fields = asdict(self)
        fields.pop("change")
        fields["held_low"], fields["held_high"] = fields.pop("low"), fields.pop("high")
        fields["arms"] = list(self.arms)
        told = self.change.as_dict()
        del told["arm"]
        return {**told, **fields, "robust": self.robust, "verdict": self.verdict}

    def as_row(self) -> dict[str, Any]:
        """The same as one row of a table."""
        first, second = self.arms
        told = self.as_dict()
        del told["arms"]
        return {"first": first, "second": second, **told}


@dataclass(frozen=True, eq=False)
class Robustness:
    """The conclusions of a comparison under other assumptions.

    Attributes:
        comparison: at the central assumptions.
        conclusions: pair by pair, in the order of the arms and measures.
        draws: joint draws made.
        people: invented people in each draw.
    """

    comparison: Comparison
    conclusions: tuple[Conclusion, ...]
    draws: int
    people: int


def examine_robustness(
    plan: Plan,
    *,
    draws: int = 100,
    people: int | None = None,
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Robustness:
    """Live a comparison at the central assumptions and under joint draws of them.

    Args:
        plan: the arms and pairs; an arm is also told beside the baseline.
        draws: joint draws, 50 at least.
        people: in each draw; by default as `draw_scenarios` has them.
        threads: at most so many; it changes no number.
        workers: who lives through it in the place of these threads, such as a `Cluster`.
        out: a folder in which finished parts are kept.
        progress: told how many people were lived through, of how many.
        stop: set it from another thread to stop.

    Raises:
        BadInput: too few draws, or no number has a range.
        RunFailed: the folder cannot be written.
        Interrupted: it was stopped.
    """
    scenario = plan.scenario
    drawn = draw_scenarios(scenario, draws, people)
    first, second = stages(progress, scenario.people, sum(point.people for point in drawn))
    folder = None
    if out is not None:
        identity = identity_of(scenario) | {"draws": draws, "people_of_a_draw": drawn[0].people}
        folder = StudyFolder.open(out, "robust", identity)
    outcomes = run(
        scenario,
        threads=threads,
        workers=workers,
        out=None if out is None else out / "run",
        progress=first,
        stop=stop,
    )

    def asked(found: Outcomes) -> Answers:
        return changes_in(Sample(found), plan.pairs)

    answers = run_points(
        drawn, asked, threads=threads, workers=workers, folder=folder, progress=second, stop=stop
    )
    comparison = Comparison(Results.of(outcomes), plan.pairs)
    held = drawn[0].people
    made = conclude(changes_in(comparison.results.sample, plan.pairs), answers, held)
    found = Robustness(comparison, made, draws, held)
    if folder is not None:
        folder.write(folder.path / "robust.parquet", tidy([conclusion.as_row() for conclusion in made]))
    return found


def changes_in(sample: Sample, pairs: Iterable[Pair]) -> Answers:
    """All signed answers: changes of each arm from the baseline, and differences of pairs."""
    signed = [name for name, measure in measures().items() if measure.kind == "signed"]
    return (*ask(sample, signed, ALL), *(change for _, change in changes_between(sample, pairs)))


def _arms_of(change: Estimate) -> tuple[str, str]:
    second, apart, first = change.arm.partition(" - ")
    return (first, second) if apart else (BASELINE, second)


def conclude(changes: Iterable[Estimate], answers: Sequence[Answers], people: int) -> tuple[Conclusion, ...]:
    """What the draws say of the sign of each difference.

    Args:
        changes: at the central assumptions; those without a value are passed over.
        answers: of each draw, the same differences among them.
        people: invented people in each draw.
    """
    known = [change for change in changes if change.value is not None]
    drawn = values_drawn(answers)
    told = with_assumed_intervals(known, answers, people)
    return tuple(_concluded(change, drawn.get(key_of(change), ())) for change in told)


def _concluded(change: Estimate, values: Sequence[float]) -> Conclusion:
    from scipy import stats

    value, low, high = change.value or 0.0, change.low or 0.0, change.high or 0.0
    sign = "above" if low > 0.0 else "below" if high < 0.0 else "not known"
    held = sum((drawn > 0.0) == (value > 0.0) and drawn != 0.0 for drawn in values)
    limits = stats.binomtest(held, len(values)).proportion_ci(0.95) if values else (0.0, 1.0)
    return Conclusion(_arms_of(change), change, sign, held, len(values), float(limits[0]), float(limits[1]))
