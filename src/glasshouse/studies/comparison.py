"""A comparison: schemes and reforms as arms of one run, and the differences between them.

All arms live the same invented people with the same luck, so what a scheme and its reform share cancels in
their difference. Nothing is ranked: the arms stand in the order in which they were given.
"""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Unpack

from glasshouse.engine.answers import answers_named, answers_text
from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.run import Progress
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.notebook import paragraph, table
from glasshouse.measures.estimate import CENTRAL, Estimate
from glasshouse.measures.measure import NEVER_MEASURED, family_places, measures
from glasshouse.measures.results import Results
from glasshouse.measures.sample import ALL, Sample
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reading import load as load_scheme
from glasshouse.schemes.reforming import Reform, load_reform
from glasshouse.studies.points import StudyWorkers
from glasshouse.studies.simulation import run_and_measure, set_up
from glasshouse.studies.world import WarmWorld, settled, takes

__all__ = [
    "DIFFERENCES_FILE",
    "POINTS",
    "Comparison",
    "Difference",
    "Pair",
    "Plan",
    "changes_between",
    "compare",
    "plan_comparison",
]

_MOST_ROWS = 40

DIFFERENCES_FILE = "differences.parquet"

POINTS = "percentage points"
"""What two shares in per cent differ by."""

_NO_EVENT = frozenset({"covered", "band-end", "band-days"})
"""Counts that a change of names or bounds alone can move, with nothing happening to anybody."""


@dataclass(frozen=True)
class Pair:
    """Two arms that are told beside each other.

    Attributes:
        first: the arm that stands first: the first scheme, or the scheme as it is without the reform.
        second: the arm whose numbers are told as more or less than those of the first.
        reform: what makes the second of the first; None where it is another scheme.
    """

    first: str
    second: str
    reform: Reform | None = None

    @property
    def arms(self) -> tuple[str, str]:
        """Both names, in their order."""
        return self.first, self.second


@dataclass(frozen=True)
class Plan:
    """What is to be compared: one scenario with all arms, and which arms are told in pairs."""

    scenario: Scenario
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Difference:
    """One answer in two arms, and what the second is above the first.

    Attributes:
        pair: the two arms.
        first, second: the estimates of the two.
        change: the second less the first, with its paired interval; a difference of two shares has the unit
            ``percentage points``.
    """

    pair: Pair
    first: Estimate
    second: Estimate
    change: Estimate

    @property
    def same(self) -> bool:
        """Whether the two arms agree exactly, life by life as far as it is counted here."""
        return self.change.value == 0.0 == self.change.low == self.change.high

    @property
    def unseen(self) -> bool:
        """Whether the event was seen in neither arm; the limits are then the rule of three."""
        return self.first.value == 0.0 == self.second.value and not self.same

    @property
    def pairing_saves(self) -> float | None:
        """Share of the variance that living the same lives saves; None where the arms are no guide.

        Beside two independent runs, whose variances would add up; read from the widths of the intervals.
        """
        ends = [(e.low, e.high) for e in (self.first, self.second, self.change)]
        if self.same or self.unseen or 0.0 in (self.first.value, self.second.value):
            return None
        if any(low is None or high is None or low == high for low, high in ends[:2]):
            return None
        one, two, apart = ((high or 0.0) - (low or 0.0) for low, high in ends)
        return None if self.change.value is None else 1.0 - (apart / math.hypot(one, two)) ** 2

    def as_dict(self) -> dict[str, object]:
        """The fields by name, ready for JSON: never a value without its interval."""
        fields: dict[str, object] = dict(self.change.as_dict())
        del fields["arm"]
        named = {"id": fields.pop("id"), "item": fields.pop("item"), "arms": list(self.pair.arms)}
        return named | fields | {"pairing_saves": self.pairing_saves}


@dataclass(frozen=True, eq=False)
class Comparison:
    """A run of several arms, and how they differ.

    Attributes:
        results: of the one run, with the estimates of each arm.
        pairs: which arms are told in pairs, in the order of the arms.
    """

    results: Results
    pairs: tuple[Pair, ...]

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Differences of all estimates for everybody that both arms of a pair have, pair by pair."""
        levels = {(e.arm, e.id, e.item): e for e in self.results.estimates if e.group == "all"}
        return tuple(
            Difference(
                pair,
                levels[pair.first, change.id, change.item],
                levels[pair.second, change.id, change.item],
                change,
            )
            for pair, change in changes_between(self.results.sample, self.pairs)
        )

    def _repr_html_(self) -> str:
        """For a notebook: each answer in both arms of a pair, and the difference with its interval."""
        places = family_places()
        told = [paragraph(NOTICE, strong=True)]
        for pair in self.pairs:
            rows = [
                (
                    f"{found.change.id}{f' of {found.change.item}' if found.change.item else ''}",
                    found.first.cells[0],
                    found.second.cells[0],
                    *found.change.cells[:2],
                )
                for found in sorted(self.between(pair), key=lambda one: places[one.change.id])
                if found.change.known
            ]
            heads = ("what", pair.first, pair.second, "difference", "paired 95 % interval, luck")
            told.append(table(f"{pair.second} beside {pair.first}", heads, rows, most=_MOST_ROWS))
        if any(found.change.report_only for found in self.differences):
            told.append(paragraph(NEVER_MEASURED))
        told.append(paragraph(f"The same invented people with the same luck; {CENTRAL}. Nothing is ranked."))
        return "".join(told)

    def save_differences(self, folder: Path) -> Path:
        """Write ``differences.parquet``: one row a difference, never without its interval.

        Raises:
            RunFailed: it cannot be written.
        """
        from glasshouse.engine.run_directory import write_parquet
        from glasshouse.measures.results import table_of

        table = table_of(difference.change for difference in self.differences)
        return write_parquet(folder / DIFFERENCES_FILE, table, {"notice": NOTICE})

    def between(self, pair: Pair) -> tuple[Difference, ...]:
        """The differences of one pair."""
        return tuple(difference for difference in self.differences if difference.pair == pair)

    def without_effect(self, pair: Pair) -> bool:
        """Whether the two arms agree in every count of an event, in every group and replicate."""
        one, other = (self._events(arm) for arm in pair.arms)
        nothing = b""
        return all(one.get(key, nothing) == other.get(key, nothing) for key in one.keys() | other.keys())

    @property
    def idle_reforms(self) -> tuple[Pair, ...]:
        """Pairs whose reform changed no event of the run."""
        return tuple(pair for pair in self.pairs if pair.reform is not None and self.without_effect(pair))

    def _events(self, arm: str) -> dict[tuple[str, str], bytes]:
        """The counts of an arm that are not zero throughout, by count and item."""
        tally = self.results.tally
        found = {}
        for number, column in enumerate(tally.layout.totals):
            counts = tally.totals[:, :, number]
            if column.arm == arm and column.count not in _NO_EVENT and counts.any():
                found[column.count, column.item] = counts.tobytes()
        return found


def changes_between(sample: Sample, pairs: Iterable[Pair]) -> Iterator[tuple[Pair, Estimate]]:
    """What the second arm of each pair is above the first, for everybody, in all that both answer."""
    for pair in pairs:
        for name, measure in measures().items():
            for change in measure.differences(name, sample, pair.second, pair.first, ALL):
                yield pair, replace(change, unit=POINTS if change.unit == "per cent" else change.unit)


@takes(WarmWorld)
def plan_comparison(
    schemes: Sequence[Scheme | str | Path],
    *,
    reforms: Sequence[Reform | str | Path] = (),
    answers: Sequence[Iterable[str]] = (),
    **world: Unpack[WarmWorld],
) -> Plan:
    """Set the arms up; nothing is simulated yet. The arguments are those of `compare`.

    Raises:
        BadInput: something that is named is not there, is wrong, or there is nothing to compare.
    """
    changes = [reform if isinstance(reform, Reform) else load_reform(reform) for reform in reforms]
    ways = [answers_named(names) for names in answers]
    if len(schemes) + len(changes) + len(ways) < 2 or not schemes:
        raise BadInput(
            Problem(
                "There is nothing to compare.",
                why="A comparison needs two arms at least; a change of numbers reaches all of them.",
                remedy="Name a second scheme, or a reform of the first.",
                code="one-arm",
            )
        )
    asked = settled(world)
    originals = [entry if isinstance(entry, Scheme) else load_scheme(entry) for entry in schemes]
    base = set_up(originals[0], **asked)

    def changed(scheme: Scheme, *applied: Reform) -> Scheme:
        """The scheme as `set_up` makes it alone: reforms first, then settings."""
        made = set_up(
            scheme,
            reforms=applied,
            settings=asked["settings"],
            society=base.society,
            assumptions=asked["assumptions"],
        )
        return made.arms[0].scheme

    names = _Names()
    arms = [Arm(names.new(base.arms[0].scheme.id), base.arms[0].scheme)]
    for scheme in originals[1:]:
        arms.append(Arm(names.new(scheme.id), changed(scheme)))
    plain = list(zip(arms, originals, strict=True))
    pairs = [Pair(arms[0].name, arm.name) for arm in arms[1:]]
    for reform in changes:
        for arm, scheme in _fitting(reform, plain):
            reformed = Arm(names.new(f"{arm.name}+{reform.reform.id}"), changed(scheme, reform))
            arms.append(reformed)
            pairs.append(Pair(arm.name, reformed.name, reform))
    before = arms[0]
    for way in ways:
        arm = Arm(names.new(f"{arms[0].name}~{answers_text(way)}"), arms[0].scheme, way)
        arms.append(arm)
        pairs.append(Pair(before.name, arm.name))
        before = arm
    first_day = asked["start"] or max(arm.scheme.scheme.force.from_ for arm in arms)
    return Plan(replace(base, arms=tuple(arms), start=first_day), tuple(pairs))


@takes(WarmWorld)
def compare(
    *schemes: Scheme | str | Path,
    reforms: Sequence[Reform | str | Path] = (),
    answers: Sequence[Iterable[str]] = (),
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    out: Path | str | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    **world: Unpack[WarmWorld],
) -> Comparison:
    """Run schemes and reforms on the same invented people with the same luck, and tell how they differ.

    Args:
        *schemes: each a scheme, an id of the catalogue, a path, or the text of a scheme. Each further one is
            told beside the first.
        reforms: each a reform, an id of the catalogue or the path of a patch file. Each makes an arm of its
            own, named ``<scheme>+<reform>``, told beside the scheme that it changes; a reform that is
            written for no scheme in particular changes each of those given.
        **world: people, years, days, seed, society, assumptions, settings, start, warm (see `WarmWorld`).
        answers: each makes an arm of its own: the first scheme with people who answer in these ways only
            (some of ``deterrence``, ``incentive``, ``incapacitation`` and ``hardship``). The first of them is
            told beside the scheme, each further one beside the one before it.
        threads: at most so many; None for one per processor.
        workers: who lives through it in the place of these threads, such as a `Cluster`.
        out: a folder to keep the run in; None keeps nothing.
        progress: told how many people were lived through, of how many.
        stop: set it from another thread to stop.

    Returns:
        The comparison: `differences` with paired intervals, `results` with the counts and estimates.

    Raises:
        BadInput: something that is named is not there, is wrong, or there is nothing to compare.
        RunFailed: the run could not be kept.
        Interrupted: it was stopped.
    """
    plan = plan_comparison(schemes, reforms=reforms, answers=answers, **world)
    results = run_and_measure(
        plan.scenario, threads=threads, workers=workers, out=out, progress=progress, stop=stop
    )
    comparison = Comparison(results, plan.pairs)
    if out is not None:
        comparison.save_differences(Path(out))
    return comparison


class _Names:
    """Names of arms, of which no two are equal: a second ``x`` is called ``x#2``."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def new(self, name: str) -> str:
        self._given[name] += 1
        return name if self._given[name] == 1 else f"{name}#{self._given[name]}"


def _fitting(reform: Reform, plain: list[tuple[Arm, Scheme]]) -> list[tuple[Arm, Scheme]]:
    """The schemes that a reform is written for; where none is, the first, which then says so."""
    wanted = reform.reform.scheme
    return [entry for entry in plain if wanted in (None, entry[1].id)] or plain[:1]
