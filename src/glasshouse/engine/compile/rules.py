"""Rules as rows: when a record counts for them, how many it takes, and what they bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.compile.notice import days_before_effect, notice_of_rule
from glasshouse.engine.compile.presence import place_of_acts
from glasshouse.engine.compile.proof import proof_fields
from glasshouse.engine.compile.quantities import HIGHEST, length, whole
from glasshouse.engine.compile.rows import Rows
from glasshouse.engine.compile.scorecards import conduct_inputs
from glasshouse.engine.compile.stays import add_stay
from glasshouse.engine.compile.subjects import ALL_KINDS, kinds_struck, professions_struck
from glasshouse.engine.tables import FIELDS, NONE
from glasshouse.ground.random import name_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.compile.columns import Columns
    from glasshouse.engine.compile.durations import Durations
    from glasshouse.engine.compile.numbering import Numbering
    from glasshouse.engine.compile.periods import Periods
    from glasshouse.engine.compile.remedies import RemedyRows
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import List, Rule
    from glasshouse.society import SocietyTables

__all__ = ["TAKES_ALL", "RuleRows"]

TAKES_ALL = {
    **dict.fromkeys((field for field, _, _ in FIELDS["rule"]), 0),
    "subjects": ALL_KINDS,
    "professions": -1,
    "place": NONE,
    "proof_true": 1 << 32,
    "proof_false": 1 << 32,
    "final_after": NONE,
    "at_least": 1,
    "within": NONE,
    "effect": 3,
    "cap": NONE,
    "lapse": NONE,
    "stay": NONE,
    "stays": NONE,
    "chain": NONE,
    "repair": NONE,
}
"""A rule that takes every record at once."""

_WINDOWS = {"first": 0, "lifetime": 1, "rolling": 2, "calendar": 3}


class RuleRows:
    """Adds the rules of all arms to the rows, with their repeats and stays."""

    def __init__(
        self,
        rows: Mapping[str, Rows],
        society: SocietyTables,
        assumptions: Assumptions,
        durations: Durations,
        periods: Periods,
    ) -> None:
        """Begin without rules."""
        self._rows = rows
        self._society = society
        self._assumptions = assumptions
        self._durations = durations
        self._periods = periods
        self.rings = 0
        """Records that rolling windows must remember, of all rules together."""
        self._list_stays: dict[str, int] = {}

    def add(self, scheme: Scheme, numbering: Numbering, columns: Columns, remedies: RemedyRows) -> None:
        """Add the rules of one arm, in their order of evaluation, and the remedies against what they do."""
        tops = {band.id: whole(band.to, HIGHEST) - 1 for band in scheme.score.bands}
        file_order = {rule.id: place for place, rule in enumerate(scheme.rules)}
        self._list_stays.clear()
        for rule in numbering.ordered:
            window, at_least = _window(rule)
            ring = self.rings
            if window == _WINDOWS["rolling"]:
                self.rings += at_least - 1
            repeat_first, repeat_end = self._repeats(rule)
            stay = self._stay(scheme, rule)
            effect, points = _effect(rule, tops)
            self._rows["rule"].add(
                arm=numbering.arm,
                bit=numbering.rule_bits[rule.id],
                displaced_by=sum(
                    numbering.rule_bits[other.id]
                    for other in numbering.ordered
                    if rule.id in other.instead_of
                ),
                name=name_hash(rule.id),
                min_age=whole(rule.whom.min_age, 0),
                subjects=kinds_struck(rule.whom, scheme.scope.subjects),
                professions=professions_struck(rule.whom, self._society),
                place=place_of_acts(rule.where, self._society),
                **proof_fields(scheme, rule, self._assumptions),
                final_after=self._durations.number_or_none(rule.final_after.value),
                dated_by_decision=int(rule.dated_by == "decision"),
                window=window,
                at_least=at_least,
                within=self._within(scheme, rule, window),
                resets=int(rule.count.after == "reset"),
                ring=ring,
                effect=effect,
                points=points,
                repeat_first=repeat_first,
                repeat_end=repeat_end,
                cap=NONE if rule.effect.points is None else numbering.caps.get(rule.id, NONE),
                lapse=self._durations.number(length(rule.lapse)),
                list=NONE if rule.effect.enter is None else numbering.lists[rule.effect.enter],
                stay=stay,
                notice=days_before_effect(scheme, rule),
                bands=sum(numbering.band_bits[band] for band in rule.when.band or ()),
                named=int(rule.id in columns.named),
                **notice_of_rule(scheme, rule, self._assumptions),
                **remedies.add_rule(scheme, rule),
                redress=(
                    columns.redress.of(columns.named.index(rule.id)) if rule.id in columns.named else NONE
                ),
                column=columns.rules.of(file_order[rule.id]),
                stays=(
                    NONE if rule.effect.enter is None else columns.stays.of(columns.entering.index(rule.id))
                ),
            )

    def add_inputs(
        self, scheme: Scheme, numbering: Numbering, inputs: Mapping[str, int], kept: int
    ) -> dict[str, int]:
        """Add a scorecard's inputs of conduct, as rules without any test that lead into the scorecard.

        Their dates take so many slots of the rings. Returns the row of each, by its key.
        """
        self.rings += kept
        return {
            key: self._rows["rule"].add(**{**TAKES_ALL, "arm": numbering.arm, "list": inputs[key]})
            for key, _ in conduct_inputs(scheme)
        }

    def _within(self, scheme: Scheme, rule: Rule, window: int) -> int:
        """The duration in which records are counted, or the kind of calendar period."""
        within = length(rule.count.within)
        if window == _WINDOWS["rolling"]:
            return self._durations.number(within)
        if window == _WINDOWS["calendar"]:
            assert within is not None and within.months, "the file was checked"
            return self._periods.number(within.months, scheme.scheme.force.from_.year)
        return NONE

    def _repeats(self, rule: Rule) -> tuple[int, int]:
        """Add what a rule gives from the n-th time on; return the first row and the end."""
        rows = self._rows["repeat"]
        first = len(rows)
        for repeat in sorted(rule.repeat, key=lambda entry: entry.nth):
            rows.add(nth=repeat.nth, points=repeat.points.value)
        return first, len(rows)

    def list_stay(self, entry: List) -> int:
        """Row of the stay of a list of the scheme added last; added when it is asked for first."""
        if entry.id not in self._list_stays:
            self._list_stays[entry.id] = add_stay(entry.stay, self._rows, self._durations, self._assumptions)
        return self._list_stays[entry.id]

    def _stay(self, scheme: Scheme, rule: Rule) -> int:
        """Row of the stay that a rule begins, its own or its list's; NONE where it leads into no list."""
        entered = rule.effect.enter
        if entered is None:
            return NONE
        if rule.stay is not None:
            return add_stay(rule.stay, self._rows, self._durations, self._assumptions)
        return self.list_stay(scheme.list(entered))


def _window(rule: Rule) -> tuple[int, int]:
    """Kind of window and number of records needed."""
    at_least = int(rule.count.at_least.value)
    if at_least == 1:
        return _WINDOWS["first"], 1
    if rule.count.within is None or rule.count.within.value is None:
        return _WINDOWS["lifetime"], at_least
    return _WINDOWS[rule.count.window], at_least


def _effect(rule: Rule, tops: dict[str, int]) -> tuple[int, int]:
    """Kind of effect (0 points, 1 to a band, 2 into a list) and its points."""
    if rule.effect.points is not None:
        return 0, rule.effect.points.value
    if rule.effect.to_band is not None:
        return 1, tops[rule.effect.to_band]
    return 2, 0
