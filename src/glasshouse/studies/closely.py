"""Looked at closely: what totals cannot tell, asked of some whole neighbourhoods, person by person.

A run keeps counts and nobody's path through it. What needs a path is asked of at most 64 neighbourhoods,
evenly spread over the run, that are lived again week by week (`engine.film`): whether ranks last, how long a
burden lasts, how many were ever under one, how far a score or list reveals who speaks out. Lives out of them
are then lived again without one record at a time (`but_for`): of how many listings is a single record the
reason?

The interval of the first is the jackknife over the neighbourhoods, that of the last the exact binomial one
(C. J. Clopper and E. S. Pearson, Biometrika 26, 1934, 404-413). Both are for luck only, at the central
assumptions.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from glasshouse.engine.compile import Compiled, compile_scenario
from glasshouse.engine.film import Film, film_neighbourhood
from glasshouse.engine.run import Progress
from glasshouse.engine.simulate import available_threads
from glasshouse.engine.slow import relive
from glasshouse.ground.errors import Interrupted, Problem
from glasshouse.measures.estimate import CENTRAL, Estimate
from glasshouse.measures.expression import speaks_out
from glasshouse.measures.jackknife import RULE_OF_THREE, Kind, Vector, limits
from glasshouse.measures.measure import FEWEST_PEOPLE
from glasshouse.society.neighbourhoods import FEWEST_NEIGHBOURHOODS
from glasshouse.studies.but_for import but_for
from glasshouse.studies.lives import shows_anything

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario
    from glasshouse.measures.measure import Family
    from glasshouse.schemes import Scheme
    from glasshouse.studies.folder import StudyFolder

__all__ = [
    "BUT_FOR",
    "QUESTIONS",
    "Question",
    "area_under_the_curve",
    "look_closely",
    "neighbourhoods_looked_at",
]

_NEIGHBOURHOODS = 64
_LIVES = 50
"""Lives of an arm that are lived again without their records."""

_SPEAKERS = 0.1
"""Share of the people who exercise lawful expression most."""

_YEAR = 365

_BURDENS = frozenset({"deny", "delay", "degrade", "surcharge", "disqualify", "warn", "inspect", "claim"})
"""What a consequence does that burdens somebody."""


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
    "ever-under-a-burden": Question("Ever under a burden of the scheme", "liberty"),
    "days-to-no-burden": Question("Days from the beginning of a burden until there is none", "permanence"),
    "still-burdened-after": Question("Still under a burden after", "permanence"),
    "rank-persistence": Question("How far ranks last: the score in the middle and at the end", "permanence"),
    "exposure": Question("How far it reveals who speaks out", "expression"),
}
"""By the names of their answers."""

BUT_FOR = "but-for-share"
"""Of how many listings one single record is the reason; told apart from the others."""


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
    looked: list[_Looked] = []
    done = 0

    def look(home: int) -> _Looked | None:
        if stop is not None and stop.is_set():
            return None
        return _Looked.of(film_neighbourhood(scenario, home, compiled))

    with ThreadPoolExecutor(available_threads() if threads is None else threads) as pool:
        for home, found in zip(homes, pool.map(look, homes), strict=True):
            if found is None:
                raise _interrupted()
            looked.append(found)
            done += int(compiled.plan.persons[home])
            if progress is not None:
                progress(done, people)
    told: list[Estimate] = []
    most = _LIVES if lives is None else lives
    for number, arm in enumerate(scenario.arms):
        about = _About(scenario, compiled, arm.name, arm.scheme, [each.arms[number] for each in looked])
        told += about.estimates()
        told += _single_records(about, homes, [each.shows for each in looked], most, stop)
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
class _Arm:
    """What is kept of the people of one neighbourhood in one arm; one entry for each whom the scheme covers.

    Attributes:
        person: number in the neighbourhood.
        burdened: whether ever under a burden.
        score: in the middle of the horizon and at its end, shape (2, person); nan where not covered then.
        listed: whether ever on a blacklist.
        voice: how much lawful expression a day of theirs holds, in expected acts; 0 where none is counted.
        spell: weeks of the first burden.
        ended: whether it ended, or was cut off.
    """

    person: npt.NDArray[np.int64]
    burdened: npt.NDArray[np.bool_]
    score: npt.NDArray[np.float64]
    listed: npt.NDArray[np.bool_]
    voice: npt.NDArray[np.float64]
    spell: npt.NDArray[np.int64]
    ended: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Looked:
    """One neighbourhood: its people in each arm, and who of them shows others anything."""

    arms: tuple[_Arm, ...]
    shows: set[int] | None

    @classmethod
    def of(cls, film: Film) -> _Looked:
        covered, burdened = film.shows("covered"), film.shows("burdened")
        found = []
        for number, name in enumerate(film.arms):
            inside = film.count(name, "covered") > 0
            weeks = covered[number]
            middle = weeks.shape[0] // 2
            score = np.where(weeks[[middle, -1]], film.score[number][[middle, -1]].astype(np.float64), np.nan)
            spell, ended = _first_spell(burdened[number], weeks)
            found.append(
                _Arm(
                    np.flatnonzero(inside),
                    (film.count(name, "sanctioned-days") > 0)[inside],
                    score[:, inside],
                    (film.count(name, "listed-any") > 0)[inside],
                    _voice(film, name)[inside],
                    spell[inside],
                    ended[inside],
                )
            )
        return cls(tuple(found), shows_anything(film))


def _voice(film: Film, arm: str) -> npt.NDArray[np.float64]:
    """Expected acts of lawful expression on a day without a scheme, of the conducts that the arm changes."""
    days = np.maximum(film.count(arm, "covered-days"), 1)
    found = np.zeros(len(days))
    conducts = film.scenario.assumptions.conducts
    for column in film.layout.totals:
        if (column.arm, column.count) == (arm, "covered-exposure") and speaks_out(conducts[column.item]):
            found += (
                film.count(arm, "covered-exposure", column.item) / days * conducts[column.item].rate.value
            )
    return found


def _first_spell(
    burdened: npt.NDArray[np.bool_], covered: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Weeks of everybody's first burden, and whether its end was seen: covered still, and without it.

    Args:
        burdened: at the end of each week, shape (week, person).
        covered: likewise.
    """
    weeks, people = burdened.shape
    begin = np.where(burdened.any(axis=0), burdened.argmax(axis=0), weeks)
    after = np.arange(weeks)[:, None] > begin
    over = after & ~burdened
    end = np.where(over.any(axis=0), over.argmax(axis=0), weeks)
    here = np.where(end < weeks, covered[np.minimum(end, weeks - 1), np.arange(people)], False)
    return (end - begin).astype(np.int64), here


@dataclass(frozen=True, eq=False)
class _About:
    """One arm, with its people neighbourhood by neighbourhood."""

    scenario: Scenario
    compiled: Compiled
    arm: str
    scheme: Scheme
    homes: Sequence[_Arm]

    def estimates(self) -> Iterator[Estimate]:
        """All that is worked out from what is kept of people."""
        people = sum(len(home.person) for home in self.homes)
        if people == 0:
            return
        yield self._told(
            "ever-under-a-burden",
            "",
            self._share(lambda home: int(home.burdened.sum())),
            people,
            ("per cent", 100.0, "share"),
            "people covered",
        )
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

    def _exposure(self, homes: Sequence[_Arm]) -> float:
        voice = np.concatenate([home.voice for home in homes])
        speakers = voice > np.quantile(voice, 1.0 - _SPEAKERS)
        if self._scored:
            marks = -np.concatenate([home.score[1] for home in homes])
        else:
            marks = np.concatenate([home.listed for home in homes]).astype(np.float64)
        known = ~np.isnan(marks)
        return area_under_the_curve(marks[known], speakers[known])

    def _share(self, count: Callable[[_Arm], int]) -> Vector:
        held = np.array([[float(count(home)), float(len(home.person))] for home in self.homes])
        sums = _without(held)
        return np.asarray(sums[:, 0] / np.maximum(sums[:, 1], 1.0))

    def _again(self, question: Callable[[Sequence[_Arm]], float]) -> Vector:
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


def _rank_correlation(homes: Sequence[_Arm]) -> float:
    """Spearman's correlation of the score in the middle and at the end."""
    from scipy.stats import rankdata

    middle, end = np.concatenate([home.score for home in homes], axis=1)
    known = ~(np.isnan(middle) | np.isnan(end))
    one, other = (rankdata(part[known]) for part in (middle, end))
    return float(np.corrcoef(one, other)[0, 1]) if one.std() > 0.0 < other.std() else 0.0


# ----------------------------------------------------------------------------------------- but for one record


def _single_records(
    about: _About,
    homes: Sequence[int],
    shows: Sequence[set[int] | None],
    lives: int,
    stop: threading.Event | None,
) -> Iterator[Estimate]:
    """Of how many listings, or first burdens where there is no list, one single record is the reason."""
    kind: Literal["listing", "first burden"] = "listing"
    burdens: tuple[str, ...] = ()
    if not any(entry.polarity == "black" for entry in about.scheme.lists):
        kind = "first burden"
        burdens = tuple(item.id for item in about.scheme.consequences if item.does in _BURDENS)
        if not burdens:
            return
    looked_at = hang = false = found = 0
    for home, arm, showing in zip(homes, about.homes, shows, strict=True):
        struck = arm.person[arm.listed if kind == "listing" else arm.burdened]
        found += len(struck)
        some = [int(person) for person in struck[: max(0, lives - looked_at)]]
        if not some:
            continue
        for told in relive(about.scenario, home, some, showing, about.arm):
            if stop is not None and stop.is_set():
                raise _interrupted()
            asked = but_for(about.scenario, about.arm, told[about.arm], burdens)
            if asked is None:
                return
            if asked:
                looked_at += 1
                hang += bool(asked[0].single)
                false += any(not record.true for record in asked[0].single)
    yield _binomial(about, kind, (looked_at, hang, false), found)


def _binomial(about: _About, kind: str, counts: tuple[int, int, int], found: int) -> Estimate:
    from scipy.stats import binomtest

    looked_at, hang, false = counts
    people = sum(len(home.person) for home in about.homes)
    value = low = high = None
    if looked_at == 0:
        note = f"nobody to ask: no {kind} among the {people:,} people looked at"
    else:
        ends = binomtest(hang, looked_at).proportion_ci(0.95)
        value, low, high = (100.0 * part for part in (hang / looked_at, float(ends[0]), float(ends[1])))
        note = (
            f"of {looked_at} {kind}s looked at, {hang} hang on one single record, {false} of them on one "
            "that is false"
        )
        if looked_at < FEWEST_PEOPLE:
            note += f"; {looked_at} are few: the interval says how little that tells"
        if found > looked_at:
            note += f"; the first {looked_at} of {found}"
    return Estimate(
        BUT_FOR,
        about.arm,
        "",
        "all",
        value,
        low,
        high,
        "per cent",
        f"{kind}s lived again without one record at a time, the first of each person",
        f"the luck of which {kind}s were looked at (exact binomial limits), {CENTRAL}",
        looked_at,
        note,
    )


def _interrupted() -> Interrupted:
    return Interrupted(
        Problem(
            "Interrupted while lives were looked at.",
            remedy="Run the same command again.",
            code="interrupted",
        )
    )
