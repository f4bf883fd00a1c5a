"""The sample: a run's totals as vectors that carry their jackknife."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from glasshouse.engine.outcomes import EXPOSURE_UNIT
from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.engine.tally import Column
from glasshouse.engine.texts import Text, united
from glasshouse.ground.units import Calendar
from glasshouse.measures.jackknife import Design, Vector
from glasshouse.society.neighbourhoods import FEWEST_NEIGHBOURHOODS

if TYPE_CHECKING:
    from glasshouse.engine.outcomes import Outcomes
    from glasshouse.schemes import Scheme

__all__ = ["ALL", "Group", "Sample"]

T = TypeVar("T")

Group = tuple[str, str]
"""A dimension and a category."""

ALL: Group = ("all", "all")


class Sample:
    """Totals of one run by arm, count, item and group, as vectors (see `jackknife`).

    For everybody, totals are kept by place and replicate, so that the strata of the plan are used. Within
    other groups they are kept by replicate only: there all neighbourhoods are one stratum, which counts
    differences between places as luck and makes intervals a little too wide, never too narrow. A place is a
    stratum of its own.
    """

    def __init__(self, outcomes: Outcomes, arms: Iterable[str] | None = None) -> None:
        """Look at a run; at all of its arms, or at these alone, in this order."""
        self.outcomes = outcomes
        layout = outcomes.tally.layout
        self.arms: tuple[str, ...] = layout.arms[1:] if arms is None else tuple(arms)
        self._columns = layout.column_number
        self._rows = {group: row for row, group in enumerate(layout.groups)}
        self._place_groups = [group for group in layout.groups if group[0] == "place"]
        self._places = np.array(
            [row for row, (dimension, _) in enumerate(layout.groups) if dimension == "place"], np.intp
        )
        self._told: dict[Callable[[Sample], Iterator[Any]], tuple[Any, ...]] = {}
        scenario = outcomes.scenario
        self._texts = {arm.name: tuple(scenario.texts(arm)) for arm in scenario.arms}
        self._schemes = {arm: united(texts) for arm, texts in self._texts.items()}

    def once(self, question: Callable[[Sample], Iterator[T]]) -> tuple[T, ...]:
        """What a question yields, worked out once: a comparison asks again for each pair of arms."""
        if question not in self._told:
            self._told[question] = tuple(question(self))
        return self._told[question]

    @cached_property
    def enough(self) -> bool:
        """Whether there are neighbourhoods enough for any interval at all."""
        return len(self.outcomes.plan) >= FEWEST_NEIGHBOURHOODS

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups, everybody first."""
        return self.outcomes.tally.layout.groups

    def texts(self, arm: str) -> tuple[Text, ...]:
        """The texts of an arm's scheme that hold on some of the days lived."""
        return self._texts[arm]

    def scheme(self, arm: str) -> Scheme:
        """The scheme of an arm with all that stands in some of its texts, as what is counted of it."""
        return self._schemes[arm]

    def whole(self, arm: str) -> Group:
        """The group that an arm's shares are of: everybody, or the kind that it covers instead."""
        subjects = self.scheme(arm).scope.subjects
        return ALL if "person" in subjects else ("subject", subjects[0])

    def can_happen(self, arm: str, count: str) -> bool:
        """Whether an arm has what a count of persons is about, such as a blacklist to be on."""
        if count in ("listed-any", "wrongful-any"):
            return any(entry.polarity == "black" for entry in self.scheme(arm).lists)
        if count == "refused-any":
            return bool(self.items(arm, "refused"))
        return Column(arm, count) in self._columns

    def items(self, arm: str, count: str) -> list[str]:
        """Items of an arm that have such a count, in their order."""
        return [column.item for column in self._columns if column.arm == arm and column.count == count]

    def categories(self, dimension: str) -> list[str]:
        """Categories of a dimension."""
        return [category for name, category in self.groups if name == dimension]

    @property
    def dimensions(self) -> list[str]:
        """The dimensions by which people are told apart, without everybody and places."""
        return list(dict.fromkeys(name for name, _ in self.groups if name not in ("all", "place")))

    def years_in_force(self, arm: str) -> float:
        """Years of the horizon in which acts count in an arm."""
        scenario = self.outcomes.scenario
        calendar = Calendar(scenario.start, scenario.days)
        force = self.scheme(arm).scheme.force
        begin = max(0, calendar.day(force.from_))
        end = scenario.days if force.until is None else min(scenario.days, calendar.day(force.until))
        return max(0, end - begin) / DAYS_PER_YEAR

    def total(self, arm: str, count: str, item: str = "", group: Group = ALL) -> Vector:
        """A count of an arm within a group; for a scheme without persons, its whole stands for everybody."""
        if group == ALL:
            group = self.whole(arm)
        return self._vector(self.outcomes.tally.totals[:, :, self._columns[Column(arm, count, item)]], group)

    def persons(self, group: Group = ALL) -> Vector:
        """Invented people of a group, covered or not."""
        return self._vector(self.outcomes.tally.persons, group)

    def exposure(self, conduct: str, group: Group = ALL) -> Vector:
        """Expected acts in the baseline, in units of 2^-16 of (reference rate x one day)."""
        layout = self.outcomes.tally.layout
        return self._vector(self.outcomes.tally.exposure[:, :, layout.conducts.index(conduct)], group)

    def acts(self, arm: str, conduct: str, group: Group = ALL) -> Vector:
        """Expected acts in an arm within the horizon: the compensator, as `Outcomes.expected_acts`."""
        units = self.exposure(conduct, group)
        if Column(arm, "change", conduct) in self._columns:
            units = units + self.total(arm, "change", conduct, group)
        return units * self._per_unit(conduct)

    def acts_of_the_covered(self, arm: str, conduct: str) -> Vector:
        """Expected acts of the people covered in an arm, on the days on which they are."""
        units = self.total(arm, "covered-exposure", conduct) + self.total(arm, "change", conduct)
        return units * self._per_unit(conduct)

    def changed_acts(self, arm: str, conduct: str, group: Group = ALL) -> Vector:
        """Expected acts that an arm adds to those without a scheme; negative where it averts some."""
        return self.total(arm, "change", conduct, group) * self._per_unit(conduct)

    def _per_unit(self, conduct: str) -> float:
        rate = self.outcomes.scenario.assumptions.conducts[conduct].rate.value
        return EXPOSURE_UNIT * rate / DAYS_PER_YEAR

    def neighbourhoods(self, arm: str, group: Group = ALL) -> int:
        """Neighbourhoods that tell of an arm's people in a group: those of the places that the arm covers."""
        if group[0] == "place":
            return int(self._members_by_place[self._place_number(group)].sum())
        if group == ALL and self.whole(arm) != ALL:
            places = self.scheme(arm).scope.places
            here = np.array(["all" in places or name in places for _, name in self._place_groups])
            return int(self._members_by_place[here].sum())
        covered = self.outcomes.tally.totals[:, self._places, self._columns[Column(arm, "covered")]]
        return int(self._members_by_place[covered.sum(axis=0) > 0].sum())

    def _vector(self, counts: npt.NDArray[np.int64] | npt.NDArray[np.float64], group: Group) -> Vector:
        """A vector from counts, (replicates, groups)."""
        held = counts.astype(np.float64)
        if not self.enough:
            total = held[:, self._rows[group]].sum()
            return np.full(counts.shape[0] + 1, total)
        if group == ALL:
            by_place = held[:, self._places].T
            strata = np.zeros((self.outcomes.plan.strata, counts.shape[0]))
            np.add.at(strata, self._stratum_of_place, by_place)
            return self._stratified.vector(strata)
        design = self._design(group)
        row = held[None, :, self._rows[group]]
        return np.full(counts.shape[0] + 1, row.sum()) if design is None else design.vector(row)

    def _design(self, group: Group) -> Design | None:
        if group[0] != "place":
            return self._simple
        members = self._members_by_place[self._place_number(group)]
        return Design.of(members[None, :]) if members.sum() >= FEWEST_NEIGHBOURHOODS else None

    def _place_number(self, group: Group) -> int:
        return int(np.flatnonzero(self._places == self._rows[group])[0])

    @cached_property
    def _members_by_place(self) -> npt.NDArray[np.int64]:
        plan = self.outcomes.plan
        cell = plan.place.astype(np.int64) * plan.replicates + plan.replicate
        counts = np.bincount(cell, minlength=len(self._places) * plan.replicates)
        return counts.reshape(len(self._places), plan.replicates)

    @cached_property
    def _stratum_of_place(self) -> npt.NDArray[np.intp]:
        """Stratum of each place; 0 where nobody lives."""
        plan = self.outcomes.plan
        stratum = np.zeros(len(self._places), np.intp)
        stratum[plan.place] = plan.stratum
        return stratum

    @cached_property
    def _stratified(self) -> Design:
        return Design.of(self.outcomes.plan.members)

    @cached_property
    def _simple(self) -> Design:
        return Design.of(self.outcomes.plan.members.sum(axis=0, keepdims=True))
