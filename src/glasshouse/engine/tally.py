"""The tally: integers counted per replicate and group, and the names of what each column counts.

Nothing is averaged here. Integer sums do not depend on the order of adding, so any number of threads,
blocks and restarts gives the same bytes; every estimate is made later, from these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario
    from glasshouse.schemes import Scheme
    from glasshouse.society import SocietyTables

__all__ = [
    "BAND_COUNTS",
    "CONSEQUENCE_COUNTS",
    "GATE_COUNTS",
    "LIST_COUNTS",
    "PERSON_COUNTS",
    "WEEKLY_GATE_COUNTS",
    "WEEKLY_LIST_COUNTS",
    "Column",
    "Layout",
    "Tally",
    "conducts_counted",
    "gates_touched",
    "layout_of",
]

PERSON_COUNTS = ("covered", "listed-any", "wrongful-any", "refused-any", "sanctioned-days")
"""Per arm: persons covered, ever on a black list, ever wrongfully on one, ever refused.

Days under a sanction.
"""
BAND_COUNTS = ("band-end", "band-days")
"""Per band: persons in it after the last day, person-days spent in it (as reviewed)."""
LIST_COUNTS = (
    "listed",
    "spells",
    "listed-days",
    "listed-end",
    "wrongful",
    "wrongful-spells",
    "wrongful-days",
    "unable",
    "unable-days",
    "protected",
    "expired",
    "performed",
    "corrected",
)
"""Per list: persons ever on it, spells, person-days, persons on it after the last day; the same for
wrongful days (persons, intervals, days); persons and days of those who could not have acted otherwise;
persons with an entry resting on protected conduct; exits by how they came."""
GATE_COUNTS = ("refused", "refused-persons", "restricted-days", "downgraded", "worsened", "favoured")
"""Per gate that the arm's scheme touches: requests refused, persons ever refused, person-days with some
refusal in force, refusals after which a lower class was still open, requests made worse, requests
favoured."""
CONSEQUENCE_COUNTS = ("consequence-starts", "consequence-days")
WEEKLY_LIST_COUNTS = ("entries", "exits", "wrongful-starts", "wrongful-ends")
WEEKLY_GATE_COUNTS = ("refused",)


@dataclass(frozen=True)
class Column:
    """What one column counts.

    In which arm, what, and of which list, gate, band, rule, consequence or conduct.
    """

    arm: str
    count: str
    item: str = ""


def _scheme_columns(arm: str, scheme: Scheme, gate_order: list[str]) -> list[Column]:
    touched = gates_touched(scheme, gate_order)
    columns = [Column(arm, count) for count in PERSON_COUNTS]
    columns += [Column(arm, count, band.id) for band in scheme.score.bands for count in BAND_COUNTS]
    columns += [Column(arm, "hits", rule.id) for rule in scheme.rules]
    columns += [Column(arm, count, entry.id) for entry in scheme.lists for count in LIST_COUNTS]
    columns += [Column(arm, count, gate) for gate in touched for count in GATE_COUNTS]
    columns += [Column(arm, count, item.id) for item in scheme.consequences for count in CONSEQUENCE_COUNTS]
    return columns


def gates_touched(scheme: Scheme, gate_order: list[str]) -> list[str]:
    """Gates at which some consequence of the scheme acts, in the assumptions' order."""
    named = {item.gate for item in scheme.consequences if item.does != "warn"}
    return [gate for gate in gate_order if gate in named]


def conducts_counted(scheme: Scheme, conduct_order: list[str]) -> list[str]:
    """Conducts that some rule of the scheme names, in the assumptions' order."""
    named = {conduct for rule in scheme.rules for conduct in (rule.when.conducts or ())}
    return [conduct for conduct in conduct_order if conduct in named]


@dataclass(frozen=True)
class Layout:
    """Names along every axis of a tally.

    Attributes:
        arms: baseline first.
        groups: (dimension, category) pairs; the first is ("all", "all"), the last ones are the places.
        conducts: ids, in the assumptions' order.
        totals, weekly: columns.
    """

    arms: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    conducts: tuple[str, ...]
    totals: tuple[Column, ...]
    weekly: tuple[Column, ...]
    replicates: int
    weeks: int


def layout_of(scenario: Scenario, tables: SocietyTables, replicates: int) -> Layout:
    """The layout that a scenario's tally has: a function of the scenario alone.

    Columns come arm by arm, so that an arm's columns are the same alone and beside others.
    """
    gate_order = list(scenario.assumptions.gates)
    conduct_order = list(scenario.assumptions.conducts)
    groups = [("all", "all")]
    groups += [(dimension.id, category.id) for dimension in tables.dims for category in dimension.categories]
    groups += [("place", place.id) for place in tables.places]
    totals: list[Column] = []
    weekly: list[Column] = []
    for arm in scenario.arms:
        scheme = arm.scheme
        totals += _scheme_columns(arm.name, scheme, gate_order)
        totals += [Column(arm.name, "change", conduct) for conduct in conducts_counted(scheme, conduct_order)]
        weekly += [
            Column(arm.name, count, entry.id) for entry in scheme.lists for count in WEEKLY_LIST_COUNTS
        ]
        weekly += [
            Column(arm.name, count, gate)
            for gate in gates_touched(scheme, gate_order)
            for count in WEEKLY_GATE_COUNTS
        ]
    return Layout(
        arms=("baseline", *(arm.name for arm in scenario.arms)),
        groups=tuple(groups),
        conducts=tuple(conduct_order),
        totals=tuple(totals),
        weekly=tuple(weekly),
        replicates=replicates,
        weeks=scenario.weeks,
    )


@dataclass(frozen=True)
class Tally:
    """Counts of a run or of a part of it.

    Attributes:
        persons: int64, shape (replicates, groups).
        exposure: int64, shape (replicates, groups, conducts): sum over persons of relative rate x days, in
            units of 2**-16 of the conduct's reference rate x one day. Times the rate it is the expected
            number of acts in the baseline (the compensator).
        totals: int64, shape (replicates, groups, total columns). Columns called "change" are in the same
            units as the exposure: what the arm's responses add to it (negative: fewer acts than in the
            baseline).
        weekly: int64, shape (weeks, groups, weekly columns).
    """

    layout: Layout
    persons: NDArray[np.int64]
    exposure: NDArray[np.int64]
    totals: NDArray[np.int64]
    weekly: NDArray[np.int64]

    @classmethod
    def zeros(cls, layout: Layout) -> Tally:
        """An empty tally of that layout."""
        rows = (layout.replicates, len(layout.groups))
        return cls(
            layout=layout,
            persons=np.zeros(rows, np.int64),
            exposure=np.zeros((*rows, len(layout.conducts)), np.int64),
            totals=np.zeros((*rows, len(layout.totals)), np.int64),
            weekly=np.zeros((layout.weeks, len(layout.groups), len(layout.weekly)), np.int64),
        )

    def arrays(self) -> dict[str, NDArray[np.int64]]:
        """The four arrays by name."""
        return {
            "persons": self.persons,
            "exposure": self.exposure,
            "totals": self.totals,
            "weekly": self.weekly,
        }

    def add(self, other: Tally) -> None:
        """Add another part's counts to this one, in place.

        Raises:
            ValueError: the layouts differ.
        """
        if other.layout != self.layout:
            raise ValueError("tallies of two different scenarios cannot be added")
        for name, array in self.arrays().items():
            array += other.arrays()[name]
