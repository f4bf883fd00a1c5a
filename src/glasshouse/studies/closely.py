"""Looked at closely: what totals cannot tell, asked of some whole neighbourhoods, person by person.

A run keeps counts and nobody's path through it. What needs a path is asked of at most 64 neighbourhoods,
evenly spread over the run, that are lived again week by week (`engine.film`): whether ranks last, how long a
burden lasts, how far a score or list reveals who speaks out. Lives out of them are then lived again without
one record at a time (`single_records`).

The interval is the jackknife over the neighbourhoods, for luck only, at the central assumptions.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from glasshouse.engine.compile import Compiled, compile_scenario
from glasshouse.engine.film import film_neighbourhood
from glasshouse.engine.run import Progress
from glasshouse.engine.simulate import available_threads
from glasshouse.measures.estimate import CENTRAL, Estimate
from glasshouse.measures.jackknife import RULE_OF_THREE, Kind, Vector, limits
from glasshouse.measures.measure import FEWEST_PEOPLE
from glasshouse.society.neighbourhoods import FEWEST_NEIGHBOURHOODS
from glasshouse.studies.paths import Paths, PathsOfArm
from glasshouse.studies.single_records import LIVES, interrupted, single_records

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario
    from glasshouse.measures.measure import Family
    from glasshouse.schemes import Scheme
    from glasshouse.studies.folder import StudyFolder

__all__ = [
    "QUESTIONS",
    "Question",
    "area_under_the_curve",
    "look_closely",
    "neighbourhoods_looked_at",
]

_NEIGHBOURHOODS = 64
_SPEAKERS = 0.1
"""Share of the people who exercise lawful expression most."""

_YEAR = 365


@dataclass(frozen=True)
class Question:
    """What is asked of the lives.

    Attributes:
        title: in a few words.
        family: of the measures beside which it is told.
    """

    title: str
    family: Family


QUESTIONS = {
    "days-to-no-burden": Question("Days from the beginning of a burden until there is none", "permanence"),
    "still-burdened-after": Question("Still under a burden after", "permanence"),
    "rank-persistence": Question("How far ranks last: the score in the middle and at the end", "permanence"),
    "exposure": Question("How far it reveals who speaks out", "expression"),
}
"""By the names of their answers."""


def neighbourhoods_looked_at(scenario: Scenario) -> list[int]:
    """Numbers of the neighbourhoods: evenly spread, in an order of which each beginning is spread, too."""
    number = len(scenario.society.neighbourhoods(scenario.people))
    chosen = np.unique(np.linspace(0, number - 1, min(number, _NEIGHBOURHOODS)).round().astype(int))
    # Steps of the golden section leave no gap for long.
    order = np.argsort(np.modf(np.arange(len(chosen)) * (np.sqrt(5.0) - 1.0) / 2.0)[0], kind="stable")
    return [int(home) for home in chosen[order]]


def look_closely(
    scenario: Scenario,
    *,
    lives: int | None = None,
    threads: int | None = None,
    folder: StudyFolder | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> tuple[Estimate, ...]:
    """Ask what needs lives, of each arm.

    Args:
        scenario: of which nothing is lived before the first day that is counted.
        lives: listings of each arm that are lived again without their records, the first of a person; by
            default 50.
        threads: at most so many; it changes no number.
        folder: of the study, where the answers are kept and found; None keeps nothing.
        progress: told how many people were looked at, of how many.
        stop: set it from another thread to stop.

    Raises:
        RunFailed: the answers cannot be kept or read.
        Interrupted: it was stopped.
    """
    kept = None if folder is None else folder.within("closely")
    there = None if kept is None else kept.read_part(0)
    if there is not None:
        return tuple(estimate for _, estimate in there)
    compiled = compile_scenario(scenario)
    homes = neighbourhoods_looked_at(scenario)
    people = int(compiled.plan.persons[homes].sum())
    looked: list[Paths] = []
    done = 0

    def look(home: int) -> Paths | None:
        if stop is not None and stop.is_set():
            return None
        return Paths.of(film_neighbourhood(scenario, home, compiled))

    with ThreadPoolExecutor(available_threads() if threads is None else threads) as pool:
        for home, found in zip(homes, pool.map(look, homes), strict=True):
            if found is None:
                raise interrupted()
            looked.append(found)
            done += int(compiled.plan.persons[home])
            if progress is not None:
                progress(done, people)
    told: list[Estimate] = []
    most = LIVES if lives is None else lives
    for number, arm in enumerate(scenario.arms):
        paths = [each.arms[number] for each in looked]
        told += _About(scenario, compiled, arm.name, arm.scheme, paths).estimates()
        shows = [each.shows for each in looked]
        told += single_records(scenario, arm, homes, paths, shows, most, stop)
    if kept is not None:
        kept.write_part(0, [(0, estimate) for estimate in told])
    return tuple(told)


def area_under_the_curve(marks: npt.NDArray[np.float64], wanted: npt.NDArray[np.bool_]) -> float:
    """Probability that one of the wanted has a higher mark than one of the others; ties count half.

    The area under the receiver operating characteristic, by ranks (J. A. Hanley and B. J. McNeil, Radiology
    143, 1982, 29-36).

    Args:
        marks: of everybody.
        wanted: some, and not all.
    """
    from scipy.stats import rankdata

    ranks = rankdata(marks)
    inside = int(wanted.sum())
    above = float(ranks[wanted].sum()) - inside * (inside + 1) / 2.0
    return above / (inside * (len(marks) - inside))


@dataclass(frozen=True, eq=False)
class _About:
    """One arm, with its people neighbourhood by neighbourhood."""

    scenario: Scenario
    compiled: Compiled
    arm: str
    scheme: Scheme
    homes: Sequence[PathsOfArm]

    def estimates(self) -> Iterator[Estimate]:
        """All that is worked out from what is kept of people."""
        people = sum(len(home.person) for home in self.homes)
        if people == 0:
            return
        yield from self._burdens()
        if self._scored:
            yield self._told(
                "rank-persistence",
                "",
                self._again(_rank_correlation),
                people,
                ("hundredths (100: all in the same order; 0: in none)", 100.0, "signed"),
                "people covered in the middle and at the end",
            )
        if any(home.voice.any() for home in self.homes):
            yield self._told(
                "exposure",
                "",
                self._again(self._exposure),
                people,
                ("pairs in 100", 100.0, "share"),
                "pairs of one who speaks out much and one who does not",
                "50 reveals nothing; who speaks out much: the tenth with most lawful expression of the kinds "
                "that the rules touch. How often people speak out is assumed.",
            )

    @property
    def _scored(self) -> bool:
        return bool(self.scheme.score.bands) and any(np.nanstd(home.score[1]) > 0.0 for home in self.homes)

    def _burdens(self) -> Iterator[Estimate]:
        """How long a first burden lasts, by the product-limit estimate over weeks."""
        struck = [home.burdened & (home.spell > 0) for home in self.homes]
        people = int(sum(each.sum() for each in struck))
        if people == 0:
            return
        weeks = self.scenario.weeks
        # Half of the horizon at least is left to watch those who came under a burden in its first half.
        reach = max(1, min(_YEAR, self.scenario.days // 2) // 7)
        ended, cut = (
            np.stack(
                [
                    np.bincount(home.spell[some & (home.ended == over)], minlength=weeks + 1)
                    for home, some in zip(self.homes, struck, strict=True)
                ]
            ).astype(np.float64)
            for over in (True, False)
        )
        still = np.array([_product_limit(*both) for both in zip(_without(ended), _without(cut), strict=True)])
        days = 7.0 * (1.0 + still[:, 1:reach].sum(axis=1))
        yield self._told(
            "days-to-no-burden",
            f"of the first {7 * reach} days",
            days,
            people,
            ("days", 1.0, "rate"),
            "first burdens, by weeks; those cut off count for as long as they were watched",
        )
        yield self._told(
            "still-burdened-after",
            f"{7 * reach} days",
            still[:, reach],
            people,
            ("per cent", 100.0, "share"),
            "first burdens, by the product-limit estimate over weeks",
        )

    def _exposure(self, homes: Sequence[PathsOfArm]) -> float:
        voice = np.concatenate([home.voice for home in homes])
        speakers = voice > np.quantile(voice, 1.0 - _SPEAKERS)
        if self._scored:
            marks = -np.concatenate([home.score[1] for home in homes])
        else:
            marks = np.concatenate([home.listed for home in homes]).astype(np.float64)
        known = ~np.isnan(marks)
        return area_under_the_curve(marks[known], speakers[known])

    def _again(self, question: Callable[[Sequence[PathsOfArm]], float]) -> Vector:
        """A number from everybody, then from everybody but one neighbourhood at a time."""
        homes = list(self.homes)
        rest = [question([*homes[:place], *homes[place + 1 :]]) for place in range(len(homes))]
        return np.array([question(homes), *rest])

    def _told(
        self,
        id: str,
        item: str,
        found: Vector,
        people: int,
        unit: tuple[str, float, Kind],
        denominator: str,
        note: str | None = None,
    ) -> Estimate:
        words, scale, kind = unit
        few = None
        if len(self.homes) < FEWEST_NEIGHBOURHOODS:
            few = f"too few people for an interval: {len(self.homes)} neighbourhoods"
        elif people < FEWEST_PEOPLE:
            few = f"too few: {people} people in the denominator, {FEWEST_PEOPLE} are needed"
        value = low = high = None
        if few is None:
            value = float(found[0])
            low, high = limits(found, kind, len(self.homes) - 1, min(RULE_OF_THREE / people, 1.0))
            value, low, high = (scale * part for part in (value, min(low, value), max(high, value)))
        looked = sum(len(home.person) for home in self.homes)
        return Estimate(
            id,
            self.arm,
            item,
            "all",
            value,
            low,
            high,
            words,
            denominator,
            f"the luck of looking at {looked:,} people of {len(self.homes)} neighbourhoods, {CENTRAL}",
            people,
            few or note,
            report_only=id == "exposure",
        )


def _without(held: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Sums over the first axis, then the sums without each entry, weighted to the whole."""
    whole = held.sum(axis=0)
    number = len(held)
    rest = (whole - held) * (number / (number - 1)) if number > 1 else whole[None] - held
    return np.concatenate([whole[None], rest])


def _product_limit(ended: npt.NDArray[np.float64], cut: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Share still open after so many weeks, entry 0 being 1 (Kaplan and Meier, JASA 53, 1958, 457-481)."""
    both = ended + cut
    at_risk = both[::-1].cumsum()[::-1]
    return np.cumprod(1.0 - np.divide(ended, at_risk, out=np.zeros_like(ended), where=at_risk > 0.0))


def _rank_correlation(homes: Sequence[PathsOfArm]) -> float:
    """Spearman's correlation of the score in the middle and at the end."""
    from scipy.stats import rankdata

    middle, end = np.concatenate([home.score for home in homes], axis=1)
    known = ~(np.isnan(middle) | np.isnan(end))
    one, other = (rankdata(part[known]) for part in (middle, end))
    return float(np.corrcoef(one, other)[0, 1]) if one.std() > 0.0 < other.std() else 0.0
