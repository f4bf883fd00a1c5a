"""Effects one by one: what part of a result is the rules alone, fear, reward, being shut out, and hardship.

One run whose arms are the same scheme over the same invented people with the same luck; in each further arm
people answer in one more way. What an arm has above the one before it is that answer's part. The order is
stated and fixed (Specification, answers: "One by one"); another order gives other parts, because answers work
on what those before them have left.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Unpack

from glasshouse.engine.answers import ALL_ANSWERS, ANSWERS
from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.run import Progress
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.ground.notebook import paragraph, table
from glasshouse.measures.estimate import CENTRAL, Estimate
from glasshouse.measures.measure import NEVER_MEASURED, measures
from glasshouse.measures.results import Results
from glasshouse.measures.sample import ALL, Sample
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reforming import Reform
from glasshouse.studies.draws import with_assumed_intervals
from glasshouse.studies.points import Answers
from glasshouse.studies.simulation import run_and_measure, set_up
from glasshouse.studies.world import WarmWorld, takes

__all__ = [
    "ANOTHER_ORDER",
    "RULES",
    "SPLIT",
    "STEPS",
    "Effects",
    "Part",
    "Split",
    "effects",
    "one_by_one",
    "parts_in",
    "plan_effects",
    "splits_in",
]

RULES = "rules"
"""The first step: people answer to nothing, and only what the rules themselves do is left."""

STEPS = (RULES, *ANSWERS)
"""In the stated order."""

ANOTHER_ORDER = (
    "The order is stated and fixed: the rules alone, then deterrence, then incentive, then incapacitation, "
    "then hardship. Another order would give other parts of the same whole."
)

SPLIT = (
    ("change-in-violations", "crime"),
    ("change-in-violations", "administrative-offence"),
    ("change-in-violations", "breach"),
    ("change-in-missed-payments", "any"),
    ("change-in-speaking-out", "any"),
    ("listed-share", "any"),
    ("wrongfully-listed-share", "any"),
    ("refused-share", "any"),
)
"""What is split: a measure and its item each; benefits and harms together."""

_BITS = 44
"""That a value keeps; a difference of two such values needs no more than a float has."""


@dataclass(frozen=True)
class Part:
    """What one way of answering adds.

    Attributes:
        answer: one of `STEPS`.
        estimate: what it adds to those before it, with its paired interval.
    """

    answer: str
    estimate: Estimate

    def as_dict(self) -> dict[str, Any]:
        """Everything by name, ready for JSON."""
        return {"answer": self.answer, **self.estimate.as_dict()}


@dataclass(frozen=True)
class Split:
    """One result, and the parts that add up to it.

    Attributes:
        whole: the scheme, with all that people answer, against the same people without it.
        parts: in the order of `STEPS`; their values add up to the value of the whole, to the last digit.
    """

    whole: Estimate
    parts: tuple[Part, ...]

    def part(self, answer: str) -> Estimate:
        """What one way of answering adds."""
        return next(part.estimate for part in self.parts if part.answer == answer)

    def answered(self, drawn: Sequence[Answers], people: int) -> Split:
        """The same split, with the interval of the assumptions; the arguments are those of `Effects`."""
        estimates = (self.whole, *(part.estimate for part in self.parts))
        whole, *parts = with_assumed_intervals(estimates, drawn, people)
        return Split(whole, tuple(Part(answer, e) for answer, e in zip(STEPS, parts, strict=True)))

    def as_dict(self) -> dict[str, Any]:
        """Everything by name, ready for JSON."""
        return {"whole": self.whole.as_dict(), "parts": [part.as_dict() for part in self.parts]}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Split:
        """The split that `as_dict` told."""
        parts = ({key: value for key, value in part.items() if key != "answer"} for part in told["parts"])
        estimates = (Estimate(**part) for part in parts)
        answers = (part["answer"] for part in told["parts"])
        return cls(
            Estimate(**told["whole"]),
            tuple(Part(answer, estimate) for answer, estimate in zip(answers, estimates, strict=True)),
        )


@dataclass(frozen=True, eq=False)
class Effects:
    """The run of one scheme in which people answer in more and more ways.

    Attributes:
        results: counts and estimates of all arms, in the order of `STEPS`.
    """

    results: Results

    @cached_property
    def splits(self) -> tuple[Split, ...]:
        """The results of `SPLIT` in their order; those that the scheme has nothing of are left out."""
        return splits_in(self.results.sample)

    def answered(self, drawn: Sequence[Answers], people: int) -> Effects:
        """The same effects, with the interval of the assumptions beside each part and each whole.

        Args:
            drawn: of each draw, the estimates of the arms and what `parts_in` gives.
            people: invented people in each draw.
        """
        made = Effects(self.results)
        made.__dict__["splits"] = tuple(split.answered(drawn, people) for split in self.splits)
        return made

    def find(self, id: str, item: str = "any") -> Split:
        """One split result.

        Raises:
            KeyError: the scheme has nothing of the kind, or it is not among `SPLIT`.
        """
        for split in self.splits:
            if (split.whole.id, split.whole.item) == (id, item):
                return split
        told = ", ".join(f"'{split.whole.id}' of '{split.whole.item}'" for split in self.splits)
        raise KeyError(f"no '{id}' of '{item}' is split here; there are {told}")

    def as_dict(self) -> dict[str, Any]:
        """The answer by name, ready for JSON: no value without its interval."""
        return {
            "order": list(STEPS),
            "another_order": ANOTHER_ORDER,
            "effects": [split.as_dict() for split in self.splits],
        }

    def _repr_html_(self) -> str:
        """For a notebook: each result in its parts, never without their intervals."""
        told = [paragraph(NOTICE, strong=True)]
        for split in self.splits:
            whole = split.whole
            about = f"{measures()[whole.id].title}{'' if whole.item == 'any' else f': {whole.item}'}"
            rows = [(part.answer, *part.estimate.cells[:2]) for part in split.parts]
            rows.append(("all together", *whole.cells[:2]))
            told.append(table(about, ("what", "adds", "paired 95 % interval, luck"), rows))
            if whole.report_only:
                told.append(paragraph(NEVER_MEASURED))
        told.append(paragraph(f"{ANOTHER_ORDER} The same people, the same luck; {CENTRAL}."))
        return "".join(told)


def splits_in(sample: Sample) -> tuple[Split, ...]:
    """The results of `SPLIT` in a run of `one_by_one`; those that the scheme has nothing of are left out."""
    found = (_split(sample, id, item) for id, item in SPLIT)
    return tuple(split for split in found if split is not None)


def parts_in(sample: Sample) -> Answers:
    """The parts alone, which no arm's own answers tell."""
    return tuple(part.estimate for split in splits_in(sample) for part in split.parts)


def _split(sample: Sample, id: str, item: str) -> Split | None:
    measure, arms = measures()[id], sample.arms
    levels = {e.arm: e for e in measure.answers(id, sample, ALL) if e.item == item}
    if levels.keys() != set(arms):
        return None
    found = [levels[arms[0]]]
    for one, other in zip(arms[1:], arms, strict=False):
        found += [e for e in measure.differences(id, sample, one, other, ALL) if e.item == item]
    kept = _on_one_grid([levels[arm].value for arm in arms])
    if kept is not None:
        added = [now - before for now, before in zip(kept, [0.0, *kept], strict=False)]
        found = [_with_value(estimate, value) for estimate, value in zip(found, added, strict=True)]
        levels[arms[-1]] = _with_value(levels[arms[-1]], kept[-1])
    parts = (Part(answer, estimate) for answer, estimate in zip(STEPS, found, strict=True))
    return Split(levels[arms[-1]], tuple(parts))


def _on_one_grid(values: Sequence[float | None]) -> list[float] | None:
    """The values of arms, rounded to one power of two, so that differences and their sums are exact.

    Returns:
        None where there are too few people for some value.
    """
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    step = 2.0 ** (math.frexp(max(map(abs, known)))[1] - _BITS)
    return [round(value / step) * step for value in known]


def _with_value(estimate: Estimate, value: float) -> Estimate:
    """The estimate with a value that differs in its last digits alone."""
    assert estimate.low is not None
    assert estimate.high is not None
    return replace(estimate, value=value, low=min(estimate.low, value), high=max(estimate.high, value))


def one_by_one(scenario: Scenario) -> Scenario:
    """The first arm of a scenario over and over, its people answering in one way more each time.

    The last is the arm itself, under its own name.
    """
    whole = replace(scenario.arms[0], answers=ALL_ANSWERS)
    names = ("rules-alone", *(f"and-{answer}" for answer in ANSWERS[:-1]))
    before = (Arm(name, whole.scheme, frozenset(ANSWERS[:many])) for many, name in enumerate(names))
    return replace(scenario, arms=(*before, whole))


@takes(WarmWorld)
def plan_effects(
    scheme: Scheme | str | Path, *, reforms: Sequence[Reform] = (), **world: Unpack[WarmWorld]
) -> Scenario:
    """Set the arms up; nothing is simulated yet. The arguments are those of `effects`.

    Raises:
        BadInput: something that is named is not there, or is wrong.
    """
    return one_by_one(set_up(scheme, reforms=reforms, **world))


@takes(WarmWorld)
def effects(
    scheme: Scheme | str | Path,
    *,
    reforms: Sequence[Reform] = (),
    threads: int | None = None,
    out: Path | str | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    **world: Unpack[WarmWorld],
) -> Effects:
    """Split what a scheme does into what the rules do alone and what each way of answering adds.

    Args:
        scheme: a scheme, an id of the catalogue, a path, or the text of a scheme.
        **world: people, years, days, seed, society, assumptions, settings, start, warm (see `WarmWorld`).
        reforms: applied to the scheme before anything is run.
        threads: at most so many; None for one per processor. It changes no number.
        out: a folder to keep the run in, from which a stopped run goes on; None keeps nothing.
        progress: told how many people were lived through, of how many.
        stop: set it from another thread to stop.

    Returns:
        The effects: `splits`, and `results` with the counts and estimates of all arms.

    Raises:
        BadInput: something that is named is not there, or is wrong.
        RunFailed: the run could not be kept.
        Interrupted: it was stopped.
    """
    scenario = plan_effects(scheme, reforms=reforms, **world)
    return Effects(run_and_measure(scenario, threads=threads, out=out, progress=progress, stop=stop))
