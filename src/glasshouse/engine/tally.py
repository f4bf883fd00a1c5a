"""The tally: integers counted per replicate and group, and the names of what each column counts.

Nothing is averaged here. Integer sums do not depend on the order of adding, so any number of threads,
blocks and restarts gives the same bytes; every estimate is made later, from these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from glasshouse.engine.crossing import crossings_of
from glasshouse.engine.tables import STAY_LENGTHS
from glasshouse.engine.texts import united

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.texts import Text
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import List
    from glasshouse.society import SocietyTables

__all__ = [
    "BAND_COUNTS",
    "CONDUCT_COUNTS",
    "CONSEQUENCE_COUNTS",
    "DEFECT_COUNTS",
    "EVER_COUNTS",
    "GATE_COUNTS",
    "JOB",
    "LASTING_COUNTS",
    "LIST_COUNTS",
    "LIVELIHOOD_COUNTS",
    "PERSON_COUNTS",
    "REFUSES",
    "SPELL_DAYS",
    "STAY_COUNTS",
    "TARGET_COUNTS",
    "WEEKLY_GATE_COUNTS",
    "WEEKLY_LIST_COUNTS",
    "Column",
    "Layout",
    "Tally",
    "conducts_changed",
    "conducts_counted",
    "conducts_of_texts",
    "gates_lasting",
    "gates_of_texts",
    "gates_refused",
    "gates_touched",
    "lasting_of_texts",
    "layout_of",
    "lists_owing",
    "lists_owing_in_texts",
    "owes_notice",
    "public_black_lists",
    "rules_entering",
    "rules_named",
    "rules_of_texts",
    "strains_in_texts",
    "suspends",
    "targets_named",
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
JOB = "job"
"""The gate where those who ask are looked up in public registers, whatever the scheme says."""
REFUSES = ("deny", "disqualify")
"""What a consequence does that refuses a request."""
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


def rules_entering(texts: Sequence[Text]) -> list[str]:
    """Rules that lead onto a list by some text of a scheme, in the order of all texts together."""
    named = {rule.id for text in texts for rule in text.scheme.rules if rule.effect.enter is not None}
    return [rule.id for rule in united(texts).rules if rule.id in named]


def owes_notice(scheme: Scheme, name: str) -> bool:
    """Whether the text says that people are told of an entry on a list."""
    return any(notice.due != "none" and name in notice.for_.lists for notice in scheme.notice)


def suspends(scheme: Scheme, name: str) -> bool:
    """Whether a list waits with its effect, by the text, while somebody has it corrected or reviewed."""
    leads_out = any(
        entry.id == name and any(way.by == "overturned" for way in entry.exit) for entry in scheme.lists
    )
    return leads_out and any(
        remedy.suspends and remedy.kind != "repair" and name in remedy.for_.lists
        for remedy in scheme.remedies
    )


def lists_owing(scheme: Scheme) -> list[str]:
    """Lists whose entries can be defective by the text's own procedure, in file order."""
    told = {name for notice in scheme.notice if notice.due != "none" for name in notice.for_.rules}
    entered = {rule.effect.enter for rule in scheme.rules if rule.id in told}
    names = [entry.id for entry in scheme.lists]
    return [name for name in names if name in entered or owes_notice(scheme, name) or suspends(scheme, name)]


def lists_owing_in_texts(texts: Sequence[Text]) -> list[str]:
    """The same of some text of a scheme, in the order of all texts together."""
    named = {name for text in texts for name in lists_owing(text.scheme)}
    return [entry.id for entry in united(texts).lists if entry.id in named]


def targets_named(scheme: Scheme) -> list[tuple[str, str]]:
    """Bands, then consequences, that a notice or remedy names, in file order: kind and id."""
    named = [remedy.for_ for remedy in scheme.remedies]
    named += [notice.for_ for notice in scheme.notice if notice.due != "none"]
    bands = {name for item in named for name in item.bands}
    consequences = {name for item in named for name in item.consequences}
    return [
        *(("band", band.id) for band in scheme.score.bands if band.id in bands),
        *(("consequence", item.id) for item in scheme.consequences if item.id in consequences),
    ]


def rules_named(scheme: Scheme) -> list[str]:
    """Rules that enter points and that a notice or remedy names, in file order."""
    named = {name for remedy in scheme.remedies for name in remedy.for_.rules}
    named |= {name for notice in scheme.notice if notice.due != "none" for name in notice.for_.rules}
    return [rule.id for rule in scheme.rules if rule.id in named and rule.effect.enter is None]


def rules_of_texts(texts: Sequence[Text]) -> list[str]:
    """Rules of whose points some text of a scheme tells, or lets people object to them, in file order."""
    named = {name for text in texts for name in rules_named(text.scheme)}
    return [rule.id for rule in united(texts).rules if rule.id in named]


def gates_of_texts(texts: Sequence[Text], assumptions: Assumptions) -> list[str]:
    """Gates that some text of a scheme touches, in the assumptions' order."""
    named = {gate for text in texts for gate in gates_touched(text.scheme, assumptions)}
    return [gate for gate in assumptions.gates if gate in named]


def lasting_of_texts(texts: Sequence[Text], assumptions: Assumptions) -> list[str]:
    """Gates where some text of a scheme takes a lasting thing away, in the assumptions' order."""
    named = {gate for text in texts for gate in gates_lasting(text.scheme, assumptions)}
    return [gate for gate in assumptions.gates if gate in named]


def strains_in_texts(texts: Sequence[Text], assumptions: Assumptions) -> bool:
    """Whether some text of a scheme refuses at a gate that strains."""
    return any(
        assumptions.gates[gate].strains for text in texts for gate in gates_refused(text.scheme, assumptions)
    )


def conducts_of_texts(texts: Sequence[Text], assumptions: Assumptions) -> list[str]:
    """Conducts whose rate some text of a scheme may change, in the assumptions' order."""
    named = {conduct for text in texts for conduct in conducts_changed(text.scheme, assumptions)}
    return [conduct for conduct in assumptions.conducts if conduct in named]


def gates_touched(scheme: Scheme, assumptions: Assumptions) -> list[str]:
    """Gates at which a consequence of the scheme acts, or a public blacklist; in the assumptions' order."""
    named = {item.gate for item in scheme.consequences if item.does != "warn"}
    if public_black_lists(scheme):
        named.add(JOB)
    return [gate for gate in assumptions.gates if gate in named]


def gates_refused(scheme: Scheme, assumptions: Assumptions) -> list[str]:
    """Gates where the scheme refuses, itself or through employers who read its public blacklists."""
    named = {item.gate for item in scheme.consequences if item.does in REFUSES}
    if assumptions.procedure.publication.hiring.value > 0.0 and public_black_lists(scheme):
        named.add(JOB)
    return [gate for gate in assumptions.gates if gate in named]


def gates_lasting(scheme: Scheme, assumptions: Assumptions) -> list[str]:
    """Gates where the scheme refuses what lasts and what a conduct that it counts or changes needs."""
    needed = {assumptions.conducts[conduct].needs for conduct in conducts_changed(scheme, assumptions)}
    refused = gates_refused(scheme, assumptions)
    return [gate for gate in refused if gate in needed and assumptions.gates[gate].lasting]


def public_black_lists(scheme: Scheme) -> list[List]:
    """Blacklists that anybody can read."""
    return [
        entry
        for entry in scheme.lists
        if entry.polarity == "black"
        and entry.publication is not None
        and entry.publication.audience == "public"
    ]


def conducts_counted(scheme: Scheme, assumptions: Assumptions) -> list[str]:
    """Conducts that some rule of the scheme or input of its scorecard names, in the assumptions' order."""
    named = {conduct for rule in scheme.rules for conduct in (rule.when.conducts or ())}
    named |= {
        entry.id
        for dimension in scheme.score.dimensions
        for entry in dimension.inputs
        if entry.kind == "conduct" and entry.id is not None
    }
    return [conduct for conduct in assumptions.conducts if conduct in named]


def conducts_changed(scheme: Scheme, assumptions: Assumptions) -> list[str]:
    """Conducts whose rate the scheme may change, in the assumptions' order.

    Those that it counts; those that people do more or less of who are refused where that strains them; those
    that need what it refuses.
    """
    counted = set(conducts_counted(scheme, assumptions))
    gates = [assumptions.gates[gate] for gate in gates_refused(scheme, assumptions)]
    strains = any(gate.strains for gate in gates)
    taken = {gate.id for gate in gates if gate.incapacitates.value > 0.0}
    return [
        name
        for name, conduct in assumptions.conducts.items()
        if name in counted or (strains and conduct.strained.value != 1.0) or conduct.needs in taken
    ]


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
        arms=("baseline", *(arm.name for arm in scenario.arms)),
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
