"""One arm's scheme as rows: score, bands, rules, lists, consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.engine.compile.durations import Durations
from glasshouse.engine.compile.rows import Rows, threshold
from glasshouse.engine.tables import NEVER, NONE, PURPOSES, Whole
from glasshouse.engine.tally import (
    BAND_COUNTS,
    CONSEQUENCE_COUNTS,
    GATE_COUNTS,
    LIST_COUNTS,
    PERSON_COUNTS,
    WEEKLY_GATE_COUNTS,
    WEEKLY_LIST_COUNTS,
    conducts_counted,
    gates_touched,
)
from glasshouse.ground.random import name_hash
from glasshouse.ground.units import Calendar, Duration

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import Consequence, List, Rule, Stay
    from glasshouse.society import SocietyTables

__all__ = ["BURDENS", "Rulebook", "evaluation_order"]

REFUSES = ("deny", "disqualify")
WORSENS = ("delay", "degrade", "surcharge", "inspect", "claim")
FAVOURS = ("grant", "priority")
BURDENS = (*REFUSES, *WORSENS, "warn")

_LOWEST = -(1 << 50)
_HIGHEST = 1 << 50
_WINDOWS = {"first": 0, "lifetime": 1, "rolling": 2, "calendar": 3}


def evaluation_order(rules: tuple[Rule, ...]) -> list[Rule]:
    """Rules in the order in which a record meets them.

    One that displaces another goes before it, else file order.
    """
    waiting = list(rules)
    ordered: list[Rule] = []
    while waiting:
        for rule in waiting:
            if not any(rule.id in other.instead_of for other in waiting if other is not rule):
                ordered.append(rule)
                waiting.remove(rule)
                break
        else:
            raise ValueError(
                "rules displace each other in a circle: " + ", ".join(rule.id for rule in waiting)
            )
    return ordered


def _days(duration: Any) -> Duration | None:
    """The duration in a quantity; None for none and for the words that stand in a duration's place."""
    if duration is None or not isinstance(duration.value, Duration):
        return None
    return duration.value


def _whole(quantity: Any, otherwise: int) -> int:
    return otherwise if quantity is None or quantity.value is None else int(quantity.value)


class Rulebook:
    """Collects the schemes of all arms as rows; `tables` returns them."""

    def __init__(
        self, society: SocietyTables, assumptions: Assumptions, calendar: Calendar, durations: Durations
    ) -> None:
        """Begin without arms."""
        self._society = society
        self._assumptions = assumptions
        self._calendar = calendar
        self._durations = durations
        self._gates = list(assumptions.gates)
        self._conducts = list(assumptions.conducts)
        kinds = (
            "arm",
            "band",
            "rule",
            "repeat",
            "cap",
            "stay",
            "extend",
            "list",
            "consequence",
            "touched",
            "change",
        )
        self._rows = {kind: Rows(kind) for kind in kinds}
        self._triggers: list[int] = []
        self._band_rules: list[int] = []
        self._band_triggers: list[int] = [0]
        self._arm_places: list[list[int]] = []
        self._reviews: list[Whole] = []
        self.rings = 0
        self.columns = 0
        self.weekly = 0
        self.rule_numbers: list[dict[str, int]] = []
        """Per arm: row of each rule."""

    # ------------------------------------------------------------------------------------------------ one arm

    def add(self, scheme: Scheme) -> None:
        """Add one arm's scheme; columns follow the order of `tally.layout_of`."""
        rows = self._rows
        number = len(rows["arm"])
        first = {kind: len(rows[kind]) for kind in rows}
        ring_first = self.rings
        column = self.columns
        bands = self._column_block(scheme.score.bands, BAND_COUNTS, column + len(PERSON_COUNTS))
        hits = bands.end
        lists = self._column_block(scheme.lists, LIST_COUNTS, hits + len(scheme.rules))
        touched = gates_touched(scheme, self._gates)
        gates = self._column_block(touched, GATE_COUNTS, lists.end)
        consequences = self._column_block(scheme.consequences, CONSEQUENCE_COUNTS, gates.end)
        counted = conducts_counted(scheme, self._conducts)
        weekly_lists = self._column_block(scheme.lists, WEEKLY_LIST_COUNTS, self.weekly)
        weekly_gates = self._column_block(touched, WEEKLY_GATE_COUNTS, weekly_lists.end)

        self._add_bands(scheme, bands)
        for cap in scheme.score.caps:
            rows["cap"].add(limit=cap.limit.value)
        self._add_rules(scheme, number, first, hits)
        self._add_lists(scheme, number, lists, weekly_lists, first)
        for place, gate in enumerate(touched):
            rows["touched"].add(
                arm=number,
                gate=self._gates.index(gate),
                column=gates.of(place),
                weekly=weekly_gates.of(place),
            )
        for place, item in enumerate(scheme.consequences):
            self._add_consequence(scheme, item, consequences.of(place), touched, first["touched"])
        responses = list(self._assumptions.response)
        for place, conduct in enumerate(counted):
            rows["change"].add(
                conduct=self._conducts.index(conduct),
                response=responses.index(self._assumptions.conducts[conduct].response),
                column=consequences.end + place,
            )
        self.columns = consequences.end + len(counted)
        self.weekly = weekly_gates.end
        self._add_arm(scheme, first, ring_first, column)

    @staticmethod
    def _column_block(items: Any, counts: tuple[str, ...], first: int) -> _Block:
        return _Block(first, len(counts), len(items))

    def _add_arm(self, scheme: Scheme, first: dict[str, int], ring_first: int, column: int) -> None:
        rows = self._rows
        score = scheme.score
        ledger = score.kind == "ledger"
        floor = _whole(score.floor, _LOWEST)
        ceiling = _whole(score.ceiling, _HIGHEST)
        start = _whole(score.start, 0)
        force_from, force_until = self._force(scheme)
        aware = scheme.practice.aware
        recomputed = score.recomputed.value if score.recomputed is not None else None
        reviews = self._review_days(recomputed)
        self._reviews.append(reviews)
        everywhere = "all" in scheme.scope.places
        self._arm_places.append(
            [int(everywhere or place.id in scheme.scope.places) for place in self._society.places]
        )
        min_age = scheme.scope.min_age
        rows["arm"].add(
            force_from=force_from,
            force_until=force_until,
            min_age=_whole(min_age, 0),
            aware=threshold(1.0 if aware is None or aware.value is None else aware.value),
            score=0 if not ledger else 2 if score.clip == "on-write" else 1,
            start=start,
            opening=min(max(start, floor), ceiling),
            floor=floor,
            ceiling=ceiling,
            review=0 if recomputed is None else 1 if recomputed == "at-once" else 2,
            band_first=first["band"],
            band_end=len(rows["band"]),
            rule_first=first["rule"],
            rule_end=len(rows["rule"]),
            ring_first=ring_first,
            ring_end=self.rings,
            cap_first=first["cap"],
            cap_end=len(rows["cap"]),
            list_first=first["list"],
            list_end=len(rows["list"]),
            consequence_first=first["consequence"],
            consequence_end=len(rows["consequence"]),
            touched_first=first["touched"],
            touched_end=len(rows["touched"]),
            change_first=first["change"],
            change_end=len(rows["change"]),
            column=column,
            column_end=self.columns,
            black_lists=sum(1 << bit for bit, entry in enumerate(scheme.lists) if entry.polarity == "black"),
            scored_consequences=int(any(item.when.score is not None for item in scheme.consequences)),
            starts_bound=int(any(item.when.list is None for item in scheme.consequences)),
        )

    def _force(self, scheme: Scheme) -> tuple[int, int]:
        force = scheme.scheme.force
        begins = max(0, self._calendar.day(force.from_))
        ends = NEVER if force.until is None else max(0, self._calendar.day(force.until))
        return begins, ends

    def _review_days(self, period: Duration | str | None) -> Whole:
        """The first review day on or after each day, int64, shape (days,)."""
        days = self._calendar.days
        following = np.full(days, NEVER, np.int64)
        if not isinstance(period, Duration):
            return following
        previous = -1
        step = 0
        while previous < days - 1:
            review = self._calendar.later(0, Duration(period.amount * step, period.unit))
            following[previous + 1 : review + 1] = review
            previous = review
            step += 1
        return following

    # --------------------------------------------------------------------------------------------- its parts

    def _add_bands(self, scheme: Scheme, columns: _Block) -> None:
        for place, band in enumerate(scheme.score.bands):
            low = _LOWEST if place == 0 else _whole(band.from_, _LOWEST)
            brought = sum(
                1 << number
                for number, item in enumerate(scheme.consequences)
                if band.id in (item.when.band or ())
            )
            self._rows["band"].add(low=low, consequences=brought, column=columns.of(place))

    def _stay(self, stay: Stay) -> int:
        durations = self._durations
        first = len(self._rows["extend"])
        for extension in stay.extend:
            share = self._assumptions.procedure.conditions.get(extension.if_)
            lengths = [durations.number(length.value) for length in extension.by]
            self._rows["extend"].add(
                condition=NONE if extension.if_ == "repeated" or share is None else threshold(share.value),
                least=lengths[0],
                most=lengths[-1],
            )
        length = _days(stay.for_)
        # Only a stay with a term can be extended.
        end = len(self._rows["extend"]) if length is not None else first
        return self._rows["stay"].add(lasts=durations.number(length), extend_first=first, extend_end=end)

    def _add_rules(self, scheme: Scheme, arm: int, first: dict[str, int], hits: int) -> None:
        rows = self._rows
        places = {place.id: number for number, place in enumerate(self._society.places)}
        ordered = evaluation_order(scheme.rules)
        numbers = {rule.id: first["rule"] + place for place, rule in enumerate(ordered)}
        bits = {rule.id: 1 << place for place, rule in enumerate(ordered)}
        file_order = {rule.id: place for place, rule in enumerate(scheme.rules)}
        lists = {entry.id: first["list"] + place for place, entry in enumerate(scheme.lists)}
        band_bits = {band.id: 1 << place for place, band in enumerate(scheme.score.bands)}
        tops = {band.id: _whole(band.to, _HIGHEST) - 1 for band in scheme.score.bands}
        caps = {
            rule: first["cap"] + place for place, cap in enumerate(scheme.score.caps) for rule in cap.rules
        }
        default_stays: dict[str, int] = {}
        self.rule_numbers.append(numbers)
        for rule in ordered:
            effect = rule.effect
            displaced_by = sum(bits[other.id] for other in ordered if rule.id in other.instead_of)
            window, at_least = self._window(rule)
            ring = self.rings
            if window == _WINDOWS["rolling"]:
                self.rings += at_least - 1
            repeat_first = len(rows["repeat"])
            for repeat in sorted(rule.repeat, key=lambda entry: entry.nth):
                rows["repeat"].add(nth=repeat.nth, points=repeat.points.value)
            entered, stay = NONE, NONE
            if effect.enter is not None:
                entered = lists[effect.enter]
                if rule.stay is not None:
                    stay = self._stay(rule.stay)
                else:
                    if effect.enter not in default_stays:
                        default_stays[effect.enter] = self._stay(scheme.list(effect.enter).stay)
                    stay = default_stays[effect.enter]
            if effect.points is not None:
                kind, points = 0, effect.points.value
            elif effect.to_band is not None:
                kind, points = 1, tops[effect.to_band]
            else:
                kind, points = 2, 0
            rows["rule"].add(
                arm=arm,
                bit=bits[rule.id],
                displaced_by=displaced_by,
                name=name_hash(rule.id),
                min_age=_whole(rule.whom.min_age, 0),
                place=places.get(rule.where, NONE),
                **self._tests(scheme, rule),
                final_after=self._durations.number_or_none(rule.final_after.value),
                dated_by_decision=int(rule.dated_by == "decision"),
                window=window,
                at_least=at_least,
                within=self._durations.number(_days(rule.count.within)) if window == 2 else NONE,
                resets=int(rule.count.after == "reset"),
                ring=ring,
                effect=kind,
                points=points,
                repeat_first=repeat_first,
                repeat_end=len(rows["repeat"]),
                cap=caps.get(rule.id, NONE) if kind == 0 else NONE,
                lapse=self._durations.number(_days(rule.lapse)),
                list=entered,
                stay=stay,
                bands=sum(band_bits[band] for band in rule.when.band or ()),
                column=hits + file_order[rule.id],
            )
        self._band_rules += [numbers[rule.id] for rule in ordered if rule.when.band]
        self._band_triggers.append(len(self._band_rules))

    @staticmethod
    def _window(rule: Rule) -> tuple[int, int]:
        """Kind of window and number of records needed."""
        at_least = int(rule.count.at_least.value)
        if at_least == 1:
            return _WINDOWS["first"], 1
        if rule.count.within is None or rule.count.within.value is None:
            return _WINDOWS["lifetime"], at_least
        return _WINDOWS[rule.count.window], at_least

    def _tests(self, scheme: Scheme, rule: Rule) -> dict[str, int]:
        procedure = self._assumptions.procedure
        proof = procedure.proof[rule.proof]
        wilful = procedure.fault.wilful.value
        fault = {"any": 1.0, "wilful": wilful, "negligent": procedure.fault.negligent.value + wilful}[
            rule.fault
        ]
        keep = 1.0
        for excuse in rule.unless:
            keep *= 1.0 - procedure.excuses[excuse].value
        used = scheme.practice.may_used
        may = procedure.may_used.value if used is None or used.value is None else used.value
        tests = {
            1: rule.fault != "any",
            2: rule.ability == "must-be-able",
            4: bool(rule.unless),
            8: rule.discretion == "may",
        }
        return {
            "proof_true": threshold(proof.true.value),
            "proof_false": threshold(proof.false.value),
            "tests": sum(bit for bit, needed in tests.items() if needed),
            "fault": threshold(fault),
            "unable_passes": threshold(procedure.ability.unable_passes.value),
            "able_fails": threshold(procedure.ability.able_fails.value),
            "excused": threshold(1.0 - keep),
            "may": threshold(may),
        }

    def _add_lists(
        self, scheme: Scheme, arm: int, columns: _Block, weekly: _Block, first: dict[str, int]
    ) -> None:
        numbers = self.rule_numbers[arm]
        ordered = evaluation_order(scheme.rules)
        for place, entry in enumerate(scheme.lists):
            trigger_first = len(self._triggers)
            self._triggers += [numbers[rule.id] for rule in ordered if entry.id in (rule.when.list or ())]
            self._rows["list"].add(
                arm=arm,
                bit=1 << place,
                black=int(entry.polarity == "black"),
                name=name_hash(entry.id),
                **self._exits(scheme, entry),
                trigger_first=trigger_first,
                trigger_end=len(self._triggers),
                column=columns.of(place),
                weekly=weekly.of(place),
            )

    def _exits(self, scheme: Scheme, entry: List) -> dict[str, int]:
        durations = self._durations
        ways = {way.by: durations.number_or_none(way.within.value) for way in entry.exit}
        remedy = next(
            (
                remedy
                for remedy in scheme.remedies
                if remedy.kind == "correction" and entry.id in remedy.for_.lists
            ),
            None,
        )
        return {
            "expires": int("expiry" in ways),
            "expiry_within": ways.get("expiry", NONE),
            "performs": int("performance" in ways),
            "performed_within": ways.get("performance", NONE),
            "corrects": int(remedy is not None and "overturned" in ways),
            "ask_within": durations.number(_days(remedy.ask_within)) if remedy else NONE,
            "decides": durations.number_or_none(_days(remedy.decides)) if remedy else NONE,
            "then": durations.number_or_none(_days(remedy.then)) if remedy else NONE,
            "overturned_within": ways.get("overturned", NONE),
        }

    def _add_consequence(
        self, scheme: Scheme, item: Consequence, column: int, touched: list[str], first_touched: int
    ) -> None:
        list_bits = {entry.id: 1 << place for place, entry in enumerate(scheme.lists)}
        band_bits = {band.id: 1 << place for place, band in enumerate(scheme.score.bands)}
        score = item.when.score
        at_gate = item.gate in touched and item.does != "warn"
        self._rows["consequence"].add(
            lists=sum(list_bits[name] for name in item.when.list or ()),
            bands=sum(band_bits[name] for name in item.when.band or ()),
            by_score=int(score is not None),
            at_least=_whole(score.at_least, _LOWEST) if score is not None else 0,
            below=_whole(score.below, _HIGHEST) if score is not None else 0,
            burdens=int(item.does in BURDENS),
            touched=first_touched + touched.index(item.gate) if at_gate else NONE,
            kind=0 if item.does in REFUSES else 1 if item.does in WORSENS else 2,
            mask=self._mask(item) if at_gate else 0,
            column=column,
        )

    def _mask(self, item: Consequence) -> int:
        tiers = list(self._assumptions.gates[item.gate].tiers) or ["any"]
        named = range(len(tiers)) if "any" in item.tiers else [tiers.index(tier) for tier in item.tiers]
        free = set(item.except_)
        return sum(
            1 << (4 * tier + place)
            for tier in named
            for place, purpose in enumerate(PURPOSES)
            if purpose not in free
        )

    # ------------------------------------------------------------------------------------------------ result

    def rule_row(self, arm: int, rule: str) -> dict[str, int]:
        """The row of one rule, by field."""
        return self._rows["rule"].row(self.rule_numbers[arm][rule])

    def reads_plainly(self, arm: int) -> bool:
        """Whether an arm's score is a sum read at once, at which no consequence looks directly."""
        row = self._rows["arm"].row(arm)
        return row["score"] == 1 and row["review"] == 1 and not row["scored_consequences"]

    def tables(self) -> dict[str, Any]:
        """The rows of all arms, by their names in `Tables`."""
        days = self._calendar.days
        rows = {
            f"{kind}s" if kind != "touched" else kind: collected.array()
            for kind, collected in self._rows.items()
        }
        return {
            **rows,
            "arm_places": np.array(self._arm_places, np.int64).reshape(-1, len(self._society.places)),
            "triggers": np.array([*self._triggers, NONE], np.int64),
            "band_rules": np.array([*self._band_rules, NONE], np.int64),
            "band_triggers": np.array(self._band_triggers, np.int64),
            "review": np.array(self._reviews, np.int64).reshape(-1, days),
            "year": np.array([self._calendar.year(day) for day in range(days)], np.int64),
        }


class _Block:
    """Columns of several things with the same counts: where each thing's columns begin."""

    def __init__(self, first: int, counts: int, things: int) -> None:
        self._first = first
        self._counts = counts
        self.end = first + counts * things

    def of(self, thing: int) -> int:
        """First column of one thing."""
        return self._first + thing * self._counts
