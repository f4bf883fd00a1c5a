"""The schemes of all arms as rows: score, bands, rules, lists, consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.engine.compile.bands import band_rows
from glasshouse.engine.compile.columns import Columns
from glasshouse.engine.compile.consequences import consequence_fields, reach_bits, sharing_fields
from glasshouse.engine.compile.contexts import ContextClasses
from glasshouse.engine.compile.force import days_in_force, review_days
from glasshouse.engine.compile.heirs import name_rows
from glasshouse.engine.compile.lists import has_own_time, list_fields, renews
from glasshouse.engine.compile.notice import days_of_target, hearsay, notice_fields
from glasshouse.engine.compile.numbering import Numbering
from glasshouse.engine.compile.opening import starts_bound
from glasshouse.engine.compile.periods import Periods
from glasshouse.engine.compile.presence import looks_at_places, places_of
from glasshouse.engine.compile.quantities import HIGHEST, LOWEST, length, whole
from glasshouse.engine.compile.remedies import RemedyRows
from glasshouse.engine.compile.responses import ResponseRows
from glasshouse.engine.compile.rows import Rows, threshold
from glasshouse.engine.compile.rules import RuleRows
from glasshouse.engine.compile.scorecards import ScorecardRows
from glasshouse.engine.compile.subjects import kinds
from glasshouse.engine.counted import (
    JOB,
    gates_refused,
    is_public,
    owes_notice,
    public_black_lists,
    suspends,
)
from glasshouse.engine.grounds import SCORE
from glasshouse.engine.tables import NEVER, NONE, Whole
from glasshouse.ground.random import name_hash
from glasshouse.ground.units import Duration
from glasshouse.schemes.model import REFUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.compile.durations import Durations
    from glasshouse.engine.texts import Text
    from glasshouse.ground.units import Calendar
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import List
    from glasshouse.society import SocietyTables

__all__ = ["Rulebook"]

_SCORES = {"none": 0, "ledger": 1, "scorecard": 3}
"""Kinds of score as numbers; a ledger clipped on write is 2."""

_KINDS = (
    "arm",
    "band",
    "rule",
    "dimension",
    "input",
    "repeat",
    "cap",
    "stay",
    "extend",
    "list",
    "remedy",
    "target",
    "consequence",
    "touched",
    "change",
    "response",
)

_OF_AN_ARM = (
    "band",
    "rule",
    "input",
    "cap",
    "list",
    "consequence",
    "touched",
    "change",
    "response",
    "target",
)
"""Rows that an arm's own row points to, from the first of them to the one after the last."""

_PLURALS = {"touched": "touched", "remedy": "remedies"}


def _of_kind(kind: str, targets: dict[tuple[str, str], int]) -> dict[str, int]:
    """The rows of the bands, or of the consequences, among the targets, by id."""
    return {name: number for (of, name), number in targets.items() if of == kind}


def _bits(numbering: Numbering, entries: list[List]) -> int:
    return sum(numbering.list_bits[entry.id] for entry in entries)


class Rulebook:
    """Collects the schemes of all arms as rows; `tables` returns them."""

    def __init__(
        self,
        society: SocietyTables,
        assumptions: Assumptions,
        calendar: Calendar,
        durations: Durations,
        warm: int,
    ) -> None:
        """Begin without arms; `warm` days of the calendar come before the first that is counted."""
        self._warm = warm
        self._society = society
        self._assumptions = assumptions
        # Of the arm that is being added: what its people go by, and which contexts it tells apart.
        self._assumed = assumptions
        self._contexts = ContextClasses((), assumptions)
        self._calendar = calendar
        self._durations = durations
        self._gates = list(assumptions.gates)
        self._conducts = list(assumptions.conducts)
        self._rows = {kind: Rows(kind) for kind in _KINDS}
        self._periods = Periods(calendar)
        self._rules = RuleRows(self._rows, society, assumptions, durations, self._periods)
        self._scorecards = ScorecardRows(self._rows, society, durations)
        self._responses = ResponseRows(self._rows["response"], assumptions)
        self._remedies = RemedyRows(self._rows["remedy"], assumptions, durations)
        self._triggers: list[int] = []
        self._band_rules: list[int] = []
        self._band_triggers: list[int] = [0]
        self._arm_places: list[list[int]] = []
        self._reviews: list[Whole] = []
        self._named: dict[str, dict[Any, int]] = {}
        self.schemes: list[Scheme] = []
        """The text of each arm of the tables; an amended scheme has several."""
        self.columns = 0
        self.weekly = 0
        self.rule_numbers: list[dict[str, int]] = []
        """Per arm: row of each rule."""
        self.response_rows: list[dict[str, int]] = []
        """Per arm: response row of each conduct that it counts or changes."""

    @property
    def rings(self) -> int:
        """Records that rolling windows must remember, of all rules together."""
        return self._rules.rings

    # ------------------------------------------------------------------------------------------------ one arm

    def add(self, texts: list[Text], assumed: Assumptions) -> None:
        """Add one arm's texts; columns follow the order of `tally.layout_of`.

        Args:
            texts: of its scheme.
            assumed: the assumptions as its people go by them.
        """
        columns = Columns(texts, assumed, self.columns, self.weekly)
        self._assumed = assumed
        self._contexts = ContextClasses(texts, assumed)
        reaches = int(any(reach_bits(item) for text in texts for item in text.scheme.consequences))
        for place, text in enumerate(texts):
            until = texts[place + 1].since if place + 1 < len(texts) else NEVER
            before = NONE if place == 0 else len(self._rows["arm"]) - 1
            anew = place > 0 and text.scheme.score != texts[place - 1].scheme.score
            self._add_text(
                text.scheme,
                columns.of_text(text.scheme, assumed),
                {
                    "before": before,
                    "since": text.since,
                    "until": until,
                    "anew": int(anew),
                    "reaches_back": int(text.reaches_back),
                    "reaches": reaches,
                },
            )
        self.columns = columns.end
        self.weekly = columns.weekly_end

    def _add_text(self, scheme: Scheme, columns: Columns, standing: dict[str, int]) -> None:
        rows = self._rows
        self.schemes.append(scheme)
        self._remedies.numbers = {}
        numbering = Numbering(scheme, len(rows["arm"]), {kind: len(rows[kind]) for kind in rows})
        ring_first = self.rings
        targets = {target: numbering.first["target"] + place for place, target in enumerate(columns.targets)}
        for band in band_rows(scheme, columns.bands, _of_kind("band", targets)):
            rows["band"].add(**band)
        for cap in scheme.score.caps:
            rolling = self._durations.number(Duration(1, "year") if cap.years == "rolling" else None)
            rows["cap"].add(limit=cap.limit.value, rolling=rolling)
        self._rules.add(scheme, numbering, columns, self._remedies)
        scorecard, kept = self._scorecards.add(scheme, self.rings)
        inputs = self._rules.add_inputs(scheme, numbering, self._scorecards.numbers, kept)
        self.rule_numbers.append(numbering.rules | inputs)
        self._band_rules += [numbering.rules[rule.id] for rule in numbering.ordered if rule.when.band]
        self._band_triggers.append(len(self._band_rules))
        grounds = self._contexts.of_grounds(scheme)
        self._add_lists(scheme, numbering, columns, grounds, standing["reaches_back"])
        self._add_consequences(scheme, numbering, columns, _of_kind("consequence", targets))
        before = self._named.get("target", {}) if standing["before"] != NONE else None
        self._add_targets(scheme, numbering, columns, before)
        self._add_changes(scheme, numbering, columns)
        standing |= scorecard | {"score_contexts": grounds[SCORE]}
        self._add_arm(scheme, numbering, columns, ring_first, standing)
        heirs = name_rows(
            scheme,
            numbering,
            columns.touched,
            self._scorecards.numbers,
            self._remedies.numbers,
            columns.targets,
        )
        if standing["before"] != NONE:
            for kind, names in self._named.items():
                for name, number in names.items():
                    self._rows[kind].change(number, "after", heirs[kind].get(name, NONE))
        self._named = heirs

    def _add_lists(
        self,
        scheme: Scheme,
        numbering: Numbering,
        columns: Columns,
        grounds: dict[str | None, int],
        reaches_back: int,
    ) -> None:
        for place, entry in enumerate(scheme.lists):
            trigger_first = len(self._triggers)
            self._triggers += [
                numbering.rules[rule.id] for rule in numbering.ordered if entry.id in (rule.when.list or ())
            ]
            self._rows["list"].add(
                **list_fields(entry, numbering, self._durations),
                **notice_fields(scheme, "list", entry.id, self._assumptions),
                tells=hearsay(entry, self._assumptions),
                **self._remedies.add(scheme, entry),
                owes=int(owes_notice(scheme, entry.id)),
                waits=int(suspends(scheme, entry.id)),
                defects=(
                    columns.defects.of(columns.owing.index(entry.id)) if entry.id in columns.owing else NONE
                ),
                contexts=grounds[entry.id],
                renews=int(renews(scheme, entry)),
                # What begins again, or a text that reaches back, asks what the list itself says of a stay.
                stay=self._rules.list_stay(entry) if reaches_back or renews(scheme, entry) else NONE,
                trigger_first=trigger_first,
                trigger_end=len(self._triggers),
                column=columns.lists.of(place),
                weekly=columns.weekly_lists.of(place),
            )

    def _add_consequences(
        self, scheme: Scheme, numbering: Numbering, columns: Columns, targets: dict[str, int]
    ) -> None:
        refused = gates_refused(scheme, self._assumed)
        for place, gate in enumerate(columns.touched):
            lasts = gate in columns.lasting
            self._rows["touched"].add(
                arm=numbering.arm,
                gate=self._gates.index(gate),
                strains=int(gate in refused and self._assumed.gates[gate].strains),
                lasts=int(lasts),
                column=columns.gates.of(place),
                without=columns.things.of(columns.lasting.index(gate)) if lasts else NONE,
                weekly=columns.weekly_gates.of(place),
            )
        for place, item in enumerate(scheme.consequences):
            self._rows["consequence"].add(
                **consequence_fields(item, numbering, self._assumptions, columns.touched, self._durations),
                **sharing_fields(scheme, item, self._durations),
                target=targets.get(item.id, NONE),
                column=columns.consequences.of(place),
            )

    def _add_targets(
        self, scheme: Scheme, numbering: Numbering, columns: Columns, before: dict[Any, int] | None
    ) -> None:
        """Add the bands and consequences that are named; `before`: those of the text before, if any."""
        order = {
            "band": [band.id for band in scheme.score.bands],
            "consequence": [item.id for item in scheme.consequences],
        }
        for place, (kind, name) in enumerate(columns.targets):
            rows = {"band": NONE, "consequence": NONE}
            self._rows["target"].add(
                **rows | {kind: numbering.first[kind] + order[kind].index(name)},
                name=name_hash(name),
                **notice_fields(scheme, kind, name, self._assumptions),
                before=days_of_target(scheme, kind, name),
                fresh=int(before is not None and (kind, name) not in before),
                **self._remedies.add_target(scheme, kind, name),
                column=columns.target_columns.of(place),
            )

    def _add_changes(self, scheme: Scheme, numbering: Numbering, columns: Columns) -> None:
        self._responses.add(
            scheme, self._assumed, self._contexts, numbering.first["touched"], columns.touched
        )
        self.response_rows.append(self._responses.of)
        for place, conduct in enumerate(columns.changed):
            self._rows["change"].add(
                conduct=self._conducts.index(conduct),
                response=self._responses.of[conduct],
                column=columns.changes.of(place),
            )

    def _add_arm(
        self,
        scheme: Scheme,
        numbering: Numbering,
        columns: Columns,
        ring_first: int,
        standing: dict[str, int],
    ) -> None:
        rows, first = self._rows, numbering.first
        score = scheme.score
        enrolled = scheme.practice.enrolled
        refused = gates_refused(scheme, self._assumed)
        public = public_black_lists(scheme)
        lowest, highest = score.range or (score.floor, score.ceiling)
        floor = whole(lowest, LOWEST)
        ceiling = whole(highest, HIGHEST)
        start = whole(score.start, 0)
        force_from, force_until = days_in_force(scheme, self._calendar, self._warm)
        aware = scheme.practice.aware
        recomputed = score.recomputed.value if score.recomputed is not None else None
        self._reviews.append(review_days(recomputed, self._calendar))
        self._arm_places.append(places_of(scheme, self._society))
        opening = min(max(start, floor), ceiling)
        rows["arm"].add(
            force_from=force_from,
            force_until=force_until,
            min_age=whole(scheme.scope.min_age, 0),
            subjects=kinds(scheme.scope.subjects),
            joining=("compulsory", "opt-in", "opt-out").index(scheme.scope.enrolment),
            enrolled=1.0 if enrolled is None or enrolled.value is None else enrolled.value,
            aware=threshold(1.0 if aware is None or aware.value is None else aware.value),
            score=_SCORES[score.kind] + (score.clip == "on-write"),
            start=start,
            opening=opening,
            floor=floor,
            ceiling=ceiling,
            review=0 if recomputed is None else 1 if recomputed == "at-once" else 2,
            **standing,
            **{f"{kind}_first": first[kind] for kind in _OF_AN_ARM},
            **{f"{kind}_end": len(rows[kind]) for kind in _OF_AN_ARM},
            ring_first=ring_first,
            ring_end=self.rings,
            column=columns.first,
            quiet_end=columns.changes.end,
            column_end=columns.end,
            black_lists=_bits(numbering, [entry for entry in scheme.lists if entry.polarity == "black"]),
            posted_black=_bits(numbering, public),
            posted_red=_bits(
                numbering, [entry for entry in scheme.lists if entry.polarity == "red" and is_public(entry)]
            ),
            own_time=_bits(numbering, [entry for entry in scheme.lists if has_own_time(entry)]),
            terms=int(any(length(item.duration) is not None for item in scheme.consequences)),
            telling=_bits(
                numbering,
                [
                    entry
                    for entry in scheme.lists
                    if any(
                        item.does in REFUSES and item.gate in columns.touched
                        for item in scheme.consequences
                        if entry.id in (item.when.list or ())
                    )
                ],
            ),
            job=first["touched"] + columns.touched.index(JOB) if public and JOB in columns.touched else NONE,
            contexts=self._contexts.looked_at,
            livelihood=int(
                bool(columns.lasting) or any(self._assumed.gates[gate].strains for gate in refused)
            ),
            means=NONE if columns.livelihood is None else columns.livelihood,
            objects=int(bool(columns.named)),
            friends=int(
                any(entry.kind == "peer-score" for part in score.dimensions for entry in part.inputs)
            ),
            scored_consequences=int(any(item.when.score is not None for item in scheme.consequences)),
            starts_bound=int(starts_bound(scheme, columns.targets, opening)),
        )

    # ------------------------------------------------------------------------------------------------ result

    def rule_row(self, arm: int, rule: str) -> dict[str, int]:
        """The row of one rule, by field."""
        return self._rows["rule"].row(self.rule_numbers[arm][rule])

    def counts_on(self, arm: int, rule: str) -> bool:
        """Whether it matters to a later text of the scheme how often this one has applied a rule."""
        row = self.rule_row(arm, rule)
        while row["after"] != NONE:
            row = self._rows["rule"].row(row["after"])
            if row["repeat_first"] < row["repeat_end"]:
                return True
        return False

    def reads_plainly(self, arm: int) -> bool:
        """Whether an arm's score is a sum read at once, at which no consequence looks directly."""
        row = self._rows["arm"].row(arm)
        plain = row["score"] == 1 and row["review"] == 1 and not row["scored_consequences"]
        return plain and not self._looks_at_places(arm)

    def locates(self, arm: int, rules: Iterable[str]) -> bool:
        """Whether it matters to an arm where the acts are done that some of its rules meet."""
        somebody_travels = bool(self._society.away.any())
        return somebody_travels and (
            self._looks_at_places(arm) or any(self.rule_row(arm, rule)["place"] != NONE for rule in rules)
        )

    def _looks_at_places(self, arm: int) -> bool:
        return looks_at_places(self.schemes[arm], self._society)

    def tables(self) -> dict[str, Any]:
        """The rows of all arms, by their names in `Tables`."""
        days = self._calendar.days
        rows = {_PLURALS.get(kind, f"{kind}s"): collected.array() for kind, collected in self._rows.items()}
        return {
            **rows,
            "arm_places": np.array(self._arm_places, np.int64).reshape(-1, len(self._society.places)),
            "input_values": np.array([*self._scorecards.values, 0], np.int64),
            "triggers": np.array([*self._triggers, NONE], np.int64),
            "band_rules": np.array([*self._band_rules, NONE], np.int64),
            "band_triggers": np.array(self._band_triggers, np.int64),
            "review": np.array(self._reviews, np.int64).reshape(-1, days),
            "period": self._periods.table(),
            "year": np.array([self._calendar.year(day) for day in range(days)], np.int64),
        }
