"""A scenario compiled: its tables, its layout, and what a worker's desk must hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.engine.compile.channels import Stream, streams_of
from glasshouse.engine.compile.durations import Durations
from glasshouse.engine.compile.people import behaviour_tables, society_tables
from glasshouse.engine.compile.rows import Rows, threshold
from glasshouse.engine.compile.rulebook import Rulebook, evaluation_order
from glasshouse.engine.executes import refusals
from glasshouse.engine.scenario import DAYS_PER_YEAR, Scenario
from glasshouse.engine.tables import NONE, Tables
from glasshouse.engine.tally import Layout, layout_of
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.units import Calendar

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.schemes import Scheme
    from glasshouse.society import NeighbourhoodPlan

__all__ = ["Compiled", "compile_scenario"]

_SLOTS = 8
"""Cumulative rates are compared eight at a time."""


@dataclass(frozen=True)
class Compiled:
    """What the simulation needs.

    Attributes:
        tables: for the kernels.
        layout: names of the tally's axes.
        plan: which neighbourhoods there are.
        rings: slots for dates of rolling windows.
        dimensions: dimensions of the society, without the place.
        place_attribute: attribute number of the first place.
    """

    tables: Tables
    layout: Layout
    plan: NeighbourhoodPlan
    rings: int
    dimensions: int
    place_attribute: int


def _matches(scheme: Scheme, assumptions: Assumptions, source: str, conduct: str, false: bool) -> list[tuple[str, bool]]:
    """Rules that a channel's records meet, in evaluation order, and whether only by being mistaken for another."""
    if source not in {entry.kind for entry in scheme.data.sources}:
        return []
    mistaken_for = None if false else assumptions.conducts[conduct].mistaken_for
    found = []
    for rule in evaluation_order(scheme.rules):
        named = rule.when.conducts or ()
        if conduct in named:
            found.append((rule.id, False))
        elif mistaken_for is not None and mistaken_for in named:
            found.append((rule.id, True))
    return found


def _plain_rule(
    rulebook: Rulebook, arm: int, matches: list[tuple[str, bool]], false: bool
) -> dict[str, int] | None:
    """The rule that a channel meets, if it is the only one and does nothing but enter points, at once, every time."""
    if false or len(matches) > 1:
        return None
    row = rulebook.rule_row(arm, matches[0][0])
    always = 1 << 32
    usual = {
        "displaced_by": 0,
        "min_age": 0,
        "place": NONE,
        "proof_true": always,
        "tests": 0,
        "final_after": NONE,
        "window": 0,
        "effect": 0,
        "cap": NONE,
        "lapse": NONE,
    }
    if any(row[field] != value for field, value in usual.items()) or row["repeat_first"] != row["repeat_end"]:
        return None
    return row if rulebook.reads_plainly(arm) else None


def _add_streams(scenario: Scenario, rulebook: Rulebook, streams: list[Stream]) -> dict[str, np.ndarray]:
    """Streams that some arm looks at, whole, with the arms and rules that look."""
    assumptions = scenario.assumptions
    conducts = list(assumptions.conducts)
    sources = list(assumptions.sources)
    responses = list(assumptions.response)
    rows = {kind: Rows(kind) for kind in ("stream", "channel", "interest", "match")}
    rates: list[float] = []
    slots = 0
    for stream in streams:
        seen = [
            [_matches(arm.scheme, assumptions, c.source, c.conduct, c.false) for arm in scenario.arms]
            for c in stream.channels
        ]
        if not any(rules for arms in seen for rules in arms):
            continue
        first = len(rows["channel"])
        for channel, arms in zip(stream.channels, seen, strict=True):
            conduct = assumptions.conducts[channel.conduct]
            interest_first = len(rows["interest"])
            for number, (arm, rules) in enumerate(zip(scenario.arms, arms, strict=True)):
                if not rules:
                    continue
                counted = {name for rule in arm.scheme.rules for name in rule.when.conducts or ()}
                thinned = not channel.false and channel.conduct in counted
                match_first = len(rows["match"])
                for rule, mistaken in rules:
                    rows["match"].add(rule=rulebook.rule_numbers[number][rule], mistaken=int(mistaken))
                plain = _plain_rule(rulebook, number, rules, channel.false)
                rows["interest"].add(
                    arm=number,
                    plain=int(plain is not None),
                    points=0 if plain is None else plain["points"],
                    column=0 if plain is None else plain["column"],
                    response=responses.index(conduct.response) if thinned else NONE,
                    match_first=match_first,
                    match_end=len(rows["match"]),
                )
            rows["channel"].add(
                conduct=conducts.index(channel.conduct),
                source=sources.index(channel.source),
                false=int(channel.false),
                unable=int(conduct.unable and not channel.false),
                protected=int(conduct.legality == "protected"),
                interest_first=interest_first,
                interest_end=len(rows["interest"]),
            )
            rates.append(channel.rate)
        width = -(-len(stream.channels) // _SLOTS) * _SLOTS
        rows["stream"].add(
            number=stream.number, width=width, slot=slots, first=first, end=len(rows["channel"])
        )
        slots += width
    return {
        "streams": rows["stream"].array(),
        "channels": rows["channel"].array(),
        "interests": rows["interest"].array(),
        "matches": rows["match"].array(),
        "channel_rate": np.array(rates, np.float64),
    }


def compile_scenario(scenario: Scenario) -> Compiled:
    """Compile a scenario.

    Raises:
        BadInput: some scheme holds something that is not executed yet, or names that the society or the assumptions
            do not know; all of it at once.
    """
    society = scenario.society.tables()
    assumptions = scenario.assumptions
    problems: list[Problem] = []
    for arm in scenario.arms:
        problems += refusals(arm.scheme, society, assumptions)
    if problems:
        raise BadInput(*problems)
    plan = scenario.society.neighbourhoods(scenario.people)
    layout = layout_of(scenario, society, plan.replicates)
    calendar = Calendar(scenario.start, scenario.days)
    durations = Durations(calendar)
    rulebook = Rulebook(society, assumptions, calendar, durations)
    for arm in scenario.arms:
        rulebook.add(arm.scheme)
    assert rulebook.columns == len(layout.totals)
    assert rulebook.weekly == len(layout.weekly)
    procedure = assumptions.procedure
    rate = procedure.performance.rate.value
    rows = Rows("procedure")
    rows.add(
        performance_days=DAYS_PER_YEAR / rate if rate > 0.0 else 0.0,
        correction_succeeds=threshold(procedure.correction.succeeds.value),
        correction_days=procedure.correction.asks_after.value,
    )
    later, earlier = durations.tables()
    tables = Tables(
        **_add_streams(scenario, rulebook, streams_of(assumptions)),
        **rulebook.tables(),
        **behaviour_tables(society, assumptions),
        **society_tables(society),
        procedure=rows.array(),
        later=later,
        earlier=earlier,
    )
    return Compiled(
        tables=tables,
        layout=layout,
        plan=plan,
        rings=max(1, rulebook.rings),
        dimensions=len(society.dims),
        place_attribute=society.attribute_count,
    )
