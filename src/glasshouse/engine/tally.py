"""The tally: integers counted per replicate and group, and the names of what each column counts.

Nothing is averaged here. Integer sums do not depend on the order of adding, so any number of threads,
blocks and restarts gives the same bytes; every estimate is made later, from these.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from glasshouse.engine.counted import (
    conducts_of_texts,
    gates_of_texts,
    lasting_of_texts,
    lists_owing_in_texts,
    rules_entering,
    rules_of_texts,
    strains_in_texts,
    targets_named,
)
from glasshouse.engine.crossing import crossings_of
from glasshouse.engine.scenario import BASELINE
from glasshouse.engine.tables import STAY_LENGTHS
from glasshouse.engine.texts import united

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.texts import Text
    from glasshouse.society import SocietyTables

__all__ = [
    "BAND_COUNTS",
    "CONDUCT_COUNTS",
    "CONSEQUENCE_COUNTS",
    "DEFECT_COUNTS",
    "EVER_COUNTS",
    "GATE_COUNTS",
    "LASTING_COUNTS",
    "LIST_COUNTS",
    "LIVELIHOOD_COUNTS",
    "PERSON_COUNTS",
    "SPELL_DAYS",
    "STAY_COUNTS",
    "TARGET_COUNTS",
    "WEEKLY_GATE_COUNTS",
    "WEEKLY_LIST_COUNTS",
    "Column",
    "Layout",
    "Tally",
    "group_name",
    "layout_of",
]

PERSON_COUNTS = (
    "covered",
    "listed-any",
    "wrongful-any",
    "refused-any",
    "sanctioned-days",
    "covered-days",
    "moved",
    "moved-listed",
    "moved-unseen",
)
"""Per arm: persons covered, ever on a black list, ever wrongfully on one, ever refused; person-days under a
burden; person-days covered; persons who moved out of the scheme, those of them who were on a black list, and
those whose burdens did not follow them."""
EVER_COUNTS = ("burdened-any", "restricted-any")
"""Per arm, behind what a person of whom nothing is recorded fills: persons ever under a burden; persons ever
with some refusal in force at a gate."""
LIVELIHOOD_COUNTS = ("strained-days", "insolvent-days", "insolvent-any")
"""Behind these, per arm that refuses at a gate that strains: person-days strained or insolvent, person-days
insolvent, persons who were insolvent on some day."""
BAND_COUNTS = ("band-end", "band-days")
"""Per band: persons in it after the last day, person-days spent in it (as reviewed)."""
SPELL_DAYS = (*(str(days) for days in STAY_LENGTHS), "more")
"""Classes of the length of a stay: up to so many days, about a month to ten years."""
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
    "repaired",
    "known-notice",
    "known-public",
    "known-gate",
    "unknown-days",
    "asked",
    "granted",
    "days-to-correction",
    *(f"ended-{days}" for days in SPELL_DAYS),
    *(f"open-{days}" for days in SPELL_DAYS),
)
"""Per list: persons ever on it, spells, person-days, persons on it after the last day; the same for
wrongful days (persons, intervals, days); persons and days of those who could not have acted otherwise;
persons with an entry resting on protected conduct; exits by how they came; stays by how they became known,
and person-days on the list without knowing; remedies asked for and granted, days from entry to correction;
stays that ended, and stays still open at the end, by their length."""
DEFECT_COUNTS = ("defective", "defective-spells", "defective-days")
"""Per list of whose entries the scheme owes a notice, or against which a remedy suspends: persons, stays and
person-days without the notice that is owed, or unknown to the one who could have the effect suspended."""
STAY_COUNTS = ("stay-days",)
"""Per rule that enters a list: person-days on the list, of the stays that it began."""
GATE_COUNTS = (
    "refused",
    "refused-persons",
    "restricted-days",
    "downgraded",
    "worsened",
    "favoured",
    "reached-refused",
    "reached-persons",
    "reached-clear",
    "reached-children",
    "restricted-persons",
    "favoured-persons",
)
"""Per gate that the arm's scheme touches: requests refused, persons ever refused, person-days with some
refusal in force, refusals after which a lower class was still open, requests made worse, requests
favoured; of people whom somebody else's consequence reaches: requests refused, persons, those of them for
whom no rule ever took effect, those under 18; persons ever with some refusal in force, persons ever
favoured."""
LASTING_COUNTS = ("without-days",)
"""Behind those of all gates, per gate with a lasting thing that a conduct needs: person-days without it."""
CONDUCT_COUNTS = ("change", "covered-exposure")
"""Per conduct that the arm counts or changes: what the arm's responses add to its exposure, and the covered
persons' exposure itself, both in units of 2**-16 of the reference rate x one day."""
CONSEQUENCE_COUNTS = ("consequence-starts", "consequence-days")
TARGET_COUNTS = ("known", "asked", "granted")
"""Per band, consequence and rule of points that a notice or remedy names, as "band-known" and so on: spells,
or entries of the rule, that became known, remedies asked for, remedies granted, repair included."""
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


def _scheme_columns(arm: str, texts: Sequence[Text], assumptions: Assumptions) -> list[Column]:
    """The columns of one arm; those that also people of whom nothing is recorded fill come first."""
    scheme, touched = united(texts), gates_of_texts(texts, assumptions)
    columns = [Column(arm, count) for count in PERSON_COUNTS]
    if strains_in_texts(texts, assumptions):
        columns += [Column(arm, count) for count in LIVELIHOOD_COUNTS]
    columns += [Column(arm, count, band.id) for band in scheme.score.bands for count in BAND_COUNTS]
    columns += [
        Column(arm, count, conduct)
        for conduct in conducts_of_texts(texts, assumptions)
        for count in CONDUCT_COUNTS
    ]
    columns += [Column(arm, count) for count in EVER_COUNTS]
    columns += [Column(arm, "hits", rule.id) for rule in scheme.rules]
    columns += [Column(arm, count, rule) for rule in rules_entering(texts) for count in STAY_COUNTS]
    columns += [Column(arm, count, entry.id) for entry in scheme.lists for count in LIST_COUNTS]
    columns += [Column(arm, count, name) for name in lists_owing_in_texts(texts) for count in DEFECT_COUNTS]
    columns += [Column(arm, count, gate) for gate in touched for count in GATE_COUNTS]
    columns += [
        Column(arm, count, gate) for gate in lasting_of_texts(texts, assumptions) for count in LASTING_COUNTS
    ]
    columns += [Column(arm, count, item.id) for item in scheme.consequences for count in CONSEQUENCE_COUNTS]
    columns += [
        Column(arm, f"{kind}-{count}", name)
        for kind, name in targets_named(scheme)
        for count in TARGET_COUNTS
    ]
    columns += [
        Column(arm, f"rule-{count}", name) for name in rules_of_texts(texts) for count in TARGET_COUNTS
    ]
    return columns


@dataclass(frozen=True)
class Layout:
    """Names along every axis of a tally.

    Attributes:
        arms: baseline first.
        groups: (dimension, category) pairs; the first is ("all", "all"), behind the dimensions come the
            places, then the kinds of subject other than persons where there are any: they are in none of
            those before. Last come the cells of what is crossed.
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

    @cached_property
    def column_number(self) -> dict[Column, int]:
        """The number of each total column, from 0."""
        return {column: number for number, column in enumerate(self.totals)}


def group_name(dimension: str, category: str) -> str:
    """How a group is written: ``all``, or dimension and category such as ``income=q1``."""
    return "all" if dimension == "all" else f"{dimension}={category}"


def layout_of(scenario: Scenario, tables: SocietyTables, replicates: int) -> Layout:
    """The layout that a scenario's tally has: a function of the scenario alone.

    Columns come arm by arm, so that an arm's columns are the same alone and beside others. They follow from
    the assumptions as the people of the arm go by them.
    """
    assumptions = scenario.assumptions
    groups = [("all", "all")]
    groups += [(dimension.id, category.id) for dimension in tables.dims for category in dimension.categories]
    groups += [("place", place.id) for place in tables.places]
    if tables.firms_per_thousand.any() or tables.agencies_per_thousand.any():
        groups += [("subject", "firm"), ("subject", "agency")]
    groups += [
        (crossing.name, cell)
        for crossing in crossings_of(scenario.crossed, tables)
        for cell in crossing.cells
    ]
    totals: list[Column] = []
    weekly: list[Column] = []
    for arm in scenario.arms:
        texts, assumed = scenario.texts(arm), scenario.assumed(arm)
        scheme = united(texts)
        totals += _scheme_columns(arm.name, texts, assumed)
        weekly += [
            Column(arm.name, count, entry.id) for entry in scheme.lists for count in WEEKLY_LIST_COUNTS
        ]
        weekly += [
            Column(arm.name, count, gate)
            for gate in gates_of_texts(texts, assumed)
            for count in WEEKLY_GATE_COUNTS
        ]
    return Layout(
        arms=(BASELINE, *(arm.name for arm in scenario.arms)),
        groups=tuple(groups),
        conducts=tuple(assumptions.conducts),
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
