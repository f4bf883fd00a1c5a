"""Attention: which streams some arm looks at, and which rules each record meets there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.engine.compile.channels import Channel, Stream
from glasshouse.engine.compile.numbering import evaluation_order
from glasshouse.engine.compile.rows import Rows
from glasshouse.engine.compile.rulebook import Rulebook
from glasshouse.engine.compile.scorecards import conduct_inputs
from glasshouse.engine.compile.subjects import ALL_KINDS
from glasshouse.engine.tables import NONE

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.scenario import Scenario
    from glasshouse.schemes import Scheme

__all__ = ["attention_tables"]

_SLOTS = 8
"""Cumulative rates stand in groups of eight."""

_Met = list[tuple[str, bool]]
"""Rules that a channel's records meet, in evaluation order; true for those met only by mistaken conduct."""


class _Looking:
    """What of a scheme looks at conducts, laid out once for its many channels."""

    def __init__(self, scheme: Scheme) -> None:
        self._sources = {source.kind for source in scheme.data.sources}
        self._rules = [(rule.id, rule.when.conducts or ()) for rule in evaluation_order(scheme.rules)]
        self._inputs = [(key, entry.id) for key, entry in conduct_inputs(scheme)]

    def met(self, assumptions: Assumptions, channel: Channel) -> _Met:
        """The rules and inputs that a channel's records meet."""
        if channel.source not in self._sources:
            return []
        mistaken_for = None if channel.false else assumptions.conducts[channel.conduct].mistaken_for
        met = []
        for rule, named in self._rules:
            if channel.conduct in named:
                met.append((rule, False))
            elif mistaken_for is not None and mistaken_for in named:
                met.append((rule, True))
        return met + [(key, False) for key, id in self._inputs if id in (channel.conduct, mistaken_for)]


def _enters_points_plainly(row: dict[str, int]) -> bool:
    """Whether a rule does nothing but enter points: at once, for ever, for every record that it meets."""
    usual = {
        "displaced_by": 0,
        "min_age": 0,
        "subjects": ALL_KINDS,
        "professions": -1,
        "place": NONE,
        "proof_true": 1 << 32,
        "tests": 0,
        "final_after": NONE,
        "window": 0,
        "effect": 0,
        "cap": NONE,
        "lapse": NONE,
        "notice": 0,
        "named": 0,
    }
    return row["repeat_first"] == row["repeat_end"] and all(
        row[field] == value for field, value in usual.items()
    )


class _Attention:
    """Collects the rows."""

    def __init__(self, scenario: Scenario, rulebook: Rulebook) -> None:
        self._scenario = scenario
        self._rulebook = rulebook
        self._assumptions = scenario.assumptions
        self._conducts = list(scenario.assumptions.conducts)
        self._sources = list(scenario.assumptions.sources)
        self.rows = {
            kind: Rows(kind) for kind in ("stream", "reader", "entry", "channel", "interest", "match")
        }
        self.rates: list[float] = []
        self._slots = 0
        self._looking = [_Looking(scheme) for scheme in rulebook.schemes]
        self._points_before: list[int] = []

    def add(self, stream: Stream) -> None:
        """Add a stream, whole, if some arm looks at some channel of it."""
        met = [[self._met(arm, channel) for arm in range(len(self._looking))] for channel in stream.channels]
        if not any(rules for arms in met for rules in arms):
            return
        first = len(self.rows["channel"])
        reader_first = len(self.rows["reader"])
        self._points_before = []
        for arm, rules in self._read_by(stream, met).items():
            self._add_reader(arm, stream, rules, first)
        for number, channel in enumerate(stream.channels):
            self._add_channel(channel, met[number])
        slots = -(-len(stream.channels) // _SLOTS) * _SLOTS
        self.rows["stream"].add(
            number=stream.number,
            slot=self._slots,
            slot_end=self._slots + slots,
            first=first,
            end=len(self.rows["channel"]),
            reader_first=reader_first,
            reader_end=len(self.rows["reader"]),
        )
        self._slots += slots

    def _met(self, arm: int, channel: Channel) -> _Met:
        """The arm's rules on a channel; none on acts on top of a conduct of which the arm changes nothing."""
        if channel.excess and self._response(arm, channel) == NONE:
            return []
        return self._looking[arm].met(self._assumptions, channel)

    def _response(self, arm: int, channel: Channel) -> int:
        """The arm's response row of the channel's conduct, NONE if it neither counts nor changes it."""
        return NONE if channel.false else self._rulebook.response_rows[arm].get(channel.conduct, NONE)

    def _read_by(self, stream: Stream, met: list[list[_Met]]) -> dict[int, list[dict[str, int]]]:
        """The arms that look, with the one rule behind each channel, if all their rules enter points plainly.

        Else nothing: where some arm does more, the records are put to all arms one by one.
        """
        looking = sorted({arm for arms in met for arm, rules in enumerate(arms) if rules})
        found = {arm: self._plain_rules(arm, stream, [arms[arm] for arms in met]) for arm in looking}
        return found if all(found.values()) else {}

    def _plain_rules(self, arm: int, stream: Stream, rules: list[_Met]) -> list[dict[str, int]]:
        """One arm's rules behind the channels, if there is one to each and all enter points plainly."""
        if not self._rulebook.reads_plainly(arm) or any(len(those) != 1 for those in rules):
            return []
        if len({self._response(arm, channel) for channel in stream.channels}) > 1:
            return []
        if any(channel.false or channel.excess for channel in stream.channels):
            return []
        if any(self._rulebook.counts_on(arm, those[0][0]) for those in rules):
            return []
        rows = [self._rulebook.rule_row(arm, those[0][0]) for those in rules]
        return rows if all(_enters_points_plainly(row) for row in rows) else []

    def _add_reader(self, arm: int, stream: Stream, rules: list[dict[str, int]], first: int) -> None:
        entries, readers = self.rows["entry"], self.rows["reader"]
        start = len(entries)
        for rule in rules:
            entries.add(points=rule["points"], column=rule["column"])
        points = [rule["points"] for rule in rules]
        readers.add(
            arm=arm,
            response=self._response(arm, stream.channels[0]),
            entry=start - first,
            streams=0,
            like=int(points == self._points_before),
        )
        self._points_before = points

    def count_streams(self) -> None:
        """Tell each reader how many streams its arm reads."""
        readers = self.rows["reader"]
        arms = [readers.row(number)["arm"] for number in range(len(readers))]
        for number, arm in enumerate(arms):
            readers.change(number, "streams", arms.count(arm))

    def _add_channel(self, channel: Channel, met: list[_Met]) -> None:
        conduct = self._assumptions.conducts[channel.conduct]
        source = self._assumptions.sources[channel.source]
        interest_first = len(self.rows["interest"])
        for arm, rules in enumerate(met):
            if not rules:
                continue
            match_first = len(self.rows["match"])
            for rule, mistaken in rules:
                self.rows["match"].add(rule=self._rulebook.rule_numbers[arm][rule], mistaken=int(mistaken))
            self.rows["interest"].add(
                arm=arm,
                response=self._response(arm, channel),
                match_first=match_first,
                match_end=len(self.rows["match"]),
            )
        self.rows["channel"].add(
            conduct=self._conducts.index(channel.conduct),
            source=self._sources.index(channel.source),
            false=int(channel.false),
            excess=int(channel.excess),
            varies=int(bool(source.false_relative if channel.false else source.detection)),
            located=int(
                any(
                    self._rulebook.locates(arm, [rule for rule, _ in rules])
                    for arm, rules in enumerate(met)
                    if rules
                )
            ),
            unable=int(conduct.unable and not channel.false),
            protected=int(conduct.legality == "protected"),
            interest_first=interest_first,
            interest_end=len(self.rows["interest"]),
        )
        self.rates.append(channel.rate)


def attention_tables(scenario: Scenario, rulebook: Rulebook, streams: list[Stream]) -> dict[str, Any]:
    """Rows of streams, channels, interests and matches, and the channels' rates.

    A stream is drawn whole if any arm needs any channel of it; its draws know nothing of the arms.
    """
    attention = _Attention(scenario, rulebook)
    for stream in streams:
        attention.add(stream)
    attention.count_streams()
    return {
        "streams": attention.rows["stream"].array(),
        "readers": attention.rows["reader"].array(),
        "entries": attention.rows["entry"].array(),
        "channels": attention.rows["channel"].array(),
        "interests": attention.rows["interest"].array(),
        "matches": attention.rows["match"].array(),
        "channel_rate": np.array(attention.rates, np.float64),
    }
