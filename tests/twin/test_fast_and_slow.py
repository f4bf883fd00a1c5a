"""The fast engine against its slow twin: every number of every tally, on every scheme and on random ones.

The slow twin was written from the specification alone, in plain Python; the fast engine shares with it the
random numbers, the arithmetic and the names of the columns, and nothing else. They must agree exactly. Long
random runs are made by ``python -m verification.twins``.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from tests.executed import executed
from tests.twin.strategies import crowded, mortal, scenarios, scheme_of
from tests.twin.test_slow_alone import black, conduct, consequence, rule, scheme, totals, world

from glasshouse import assumptions, schemes, society
from glasshouse.assumptions import Assumptions, Conduct, Contact, Gate, Livelihood, Procedure, Source, Trait
from glasshouse.engine import simulate
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.slow import simulate_slowly
from glasshouse.engine.tally import (
    BAND_COUNTS,
    CONDUCT_COUNTS,
    CONSEQUENCE_COUNTS,
    DEFECT_COUNTS,
    EVER_COUNTS,
    GATE_COUNTS,
    LIST_COUNTS,
    PERSON_COUNTS,
    STAY_COUNTS,
    Tally,
)
from glasshouse.schemes import Scheme

START = datetime.date(2019, 1, 1)


def differences(fast: Tally, slow: Tally) -> list[str]:
    """What two tallies disagree on, column by column; empty when every number is the same."""
    assert fast.layout == slow.layout
    found = []
    axes = {"totals": fast.layout.totals, "weekly": fast.layout.weekly, "exposure": fast.layout.conducts}
    for name, left in fast.arrays().items():
        right = slow.arrays()[name]
        if np.array_equal(left, right):
            continue
        if name not in axes:
            found.append(name)
            continue
        for place, column in enumerate(axes[name]):
            here, there = left[..., place], right[..., place]
            if not np.array_equal(here, there):
                found.append(f"{name} {column}: fast {here[:, 0].sum()}, slow {there[:, 0].sum()}")
    return found


def assert_twins_agree(scenario: Scenario, agenda: int | None = None) -> Tally:
    """Both engines on one scenario; `agenda`: places that the fast engine's agenda begins with."""
    begin_with = simulate._AGENDA if agenda is None else agenda
    with mock.patch.object(simulate, "_AGENDA", begin_with):
        fast = simulate.simulate_tally(scenario, threads=1)
    assert differences(fast, simulate_slowly(scenario)) == []
    return fast


# ---------------------------------------------------------------------------------------- the catalogue


@cache
def standard() -> Assumptions:
    return assumptions.load("standard")


@cache
def busy() -> Assumptions:
    """The standard assumptions in a land where everything is done, seen and mistaken more often."""
    changed = standard()
    for done in standard().conducts.values():
        rate = done.rate.value
        changed = changed.replace_number(f"conducts.{done.id}.rate", max(rate, 20.0))
        seen = sum(share.value for share in done.seen_by.values())
        for source, share in done.seen_by.items():
            if 0.0 < seen < 0.9:
                path = f"conducts.{done.id}.seen_by.{source}"
                changed = changed.replace_number(path, share.value * 0.9 / seen)
    for source in standard().sources.values():
        for name, rate in source.false_records.items():
            path = f"sources.{source.id}.false_records.{name}"
            changed = changed.replace_number(path, min(2.0, 200.0 * rate.value))
    return changed


def of_the_catalogue(
    names: list[str],
    about: Assumptions,
    people: int,
    days: int,
    seed: int,
    start: datetime.date | None = None,
) -> Scenario:
    """Schemes of one country as arms of one run, from the day on which the last of them came into force."""
    read = [schemes.load(name) for name in names]
    where = "china-2020" if read[0].scheme.jurisdiction == "CN" else "simpleland"
    begin = start or max(scheme.scheme.force.from_ for scheme in read)
    arms = tuple(Arm(scheme.id, scheme) for scheme in read)
    return Scenario(arms, society.load(where), about, people, days, seed, begin)


@pytest.mark.parametrize("seed", [1, 2**64 - 1])
@pytest.mark.parametrize("name", executed())
def test_the_twins_agree_on_the_catalogue(name: str, seed: int) -> None:
    assert_twins_agree(of_the_catalogue([name], standard(), people=500, days=400, seed=seed))


@pytest.mark.parametrize("name", executed())
def test_the_twins_agree_on_the_catalogue_where_much_happens(name: str) -> None:
    """Rare grounds come up, too: most rules apply to somebody, be it a firm or an agency."""
    scenario = of_the_catalogue([name], busy(), people=40, days=500, seed=5)
    tally = assert_twins_agree(replace(scenario, society=crowded(scenario.society)))
    hits = {
        column.item: int(tally.totals[:, :, place].sum())
        for place, column in enumerate(tally.layout.totals)
        if column.count == "hits"
    }
    if name != "none":  # whose one rule is never applied
        assert sum(count > 0 for count in hits.values()) >= 0.6 * len(hits), hits


def test_the_twins_agree_on_arms_side_by_side() -> None:
    names = ["court-defaulters-2017", "nanjing-2019", "rongcheng-2014", "suining-2010"]
    # Two of them begin in the middle of the run.
    assert_twins_agree(
        of_the_catalogue(names, busy(), people=60, days=500, seed=3, start=datetime.date(2017, 1, 1))
    )


# ---------------------------------------------------------------------------------------- everything at once


def everything() -> tuple[Scheme, Assumptions]:
    """A scheme and a world in which every column of the tally counts something."""
    conducts = [
        Conduct(
            id="walk-on-red",
            title="Walks on red",
            context="traffic",
            legality="administrative-offence",
            trait={"id": "lawfulness", "sign": -1},
            rate=12.0,
            relative={"age": {"18-29": 1.5}, "place": {"harbour": 2.0}},
            seen_by={"police": 0.6, "camera": 0.3},
            needs="licence",
        ),
        Conduct(
            id="refuses-judgment",
            title="Refuses",
            context="financial",
            legality="breach",
            rate=1.0,
            seen_by={"court": 1.0},
        ),
        Conduct(
            id="cannot-perform-judgment",
            title="Cannot",
            context="financial",
            legality="lawful",
            unable=True,
            mistaken_for="refuses-judgment",
            trait={"id": "prudence", "sign": -1},
            rate=1.0,
            seen_by={"court": 0.8},
            strained=2.0,
        ),
        Conduct(
            id="joins-protest",
            title="Joins a protest",
            context="assembly",
            legality="protected",
            protects=("assembly",),
            trait={"id": "voice", "sign": 1},
            rate=1.0,
            seen_by={"police": 0.5},
        ),
        Conduct(
            id="volunteers",
            title="Volunteers",
            context="civic",
            legality="prosocial",
            rate=10.0,
            seen_by={"police": 0.5},
        ),
    ]
    shares = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
    levels = ("allegation", "report", "observed", "inference", "penalty-final", "judgment")
    about = Assumptions(
        id="everything",
        title="Everything",
        conducts=conducts,
        sources=[
            Source(id="police", title="Police", false_records={"walk-on-red": 3.0, "joins-protest": 0.5}),
            Source(
                id="court",
                title="Court",
                detection={"income": {"q1": 1.2}},
                false_records={"refuses-judgment": 0.4},
                false_relative={"minority": {"minority": 3.0}},
            ),
            Source(id="camera", title="Camera", detection={"place": {"plains": 3.0}}),
        ],
        gates=[
            Gate(
                id="train",
                title="Train",
                demand=40.0,
                relative={"income": {"q5": 2.0}},
                tiers={"ordinary": 0.4, "d-second": 0.1, "d-first": 0.1, "g-any": 0.3, "soft-sleeper": 0.1},
                purposes={"medical": 0.1, "family": 0.2},
            ),
            Gate(id="loan", title="Loan", demand=8.0, purposes={"livelihood": 0.3}, strains=True),
            Gate(id="licence", title="Licence", demand=5.0, lasting=True, incapacitates=0.6),
        ],
        traits={
            name: Trait(spread=0.7, household_correlation=0.3)
            for name in ("prudence", "lawfulness", "voice", "civic")
        },
        procedure=Procedure.model_validate(
            {
                "proof": {
                    level: {"true": share, "false": share - 0.2}
                    for level, share in zip(levels, shares, strict=True)
                },
                "ability": {"unable_passes": 0.5, "able_fails": 0.1},
                "fault": {"negligent": 0.3, "wilful": 0.6},
                "excuses": {"illness": 0.1, "security-given": 0.1},
                "conditions": {"violent": 0.4, "serious": 0.2},
                "performance": {"rate": 6.0},
                "notice": {"reaches": 0.5},
                "publication": {"tells": 0.5, "after": 20.0},
                "correction": {"succeeds": 0.5, "asks_after": 10.0},
                "review": {
                    "asks_if_wrong": 0.9,
                    "asks_if_right": 0.3,
                    "asks_after": 5.0,
                    "succeeds_if_wrong": 0.7,
                    "succeeds_if_right": 0.2,
                    "takes": 9.5,
                },
                "repair": {"asks": 0.2, "asks_after": 15.0, "succeeds": 0.5, "takes": 12.0},
            }
        ),
        response={
            kind: {"general": 0.2, "own": 0.5, "contact": 0.3, "gain": 0.4, "praise": 0.5}
            for kind in ("violation", "expression", "prosocial", "neutral")
        },
        livelihood=Livelihood(recovers=60.0, half=0.5),
        contact=Contact(household=0.4, peers=0.4, neighbourhood=0.2, full=0.2),
    )
    rules = [
        {
            "id": "red",
            "when": {"conducts": ["walk-on-red"]},
            "proof": "report",
            "count": {"at_least": 2, "within": "30 days", "after": "keep"},
            "effect": {"points": -6},
            "repeat": [{"nth": 2, "points": -9}, {"nth": 4, "points": -14}],
            "lapse": "6 months",
            "fault": "negligent",
        },
        {
            "id": "reckless",
            "when": {"conducts": ["walk-on-red"]},
            "proof": "judgment",
            "instead_of": ["red"],
            "discretion": "may",
            "effect": {"to_band": "C"},
            "lapse": "2 weeks",
        },
        {
            "id": "refuses",
            "when": {"conducts": ["refuses-judgment"]},
            "proof": "judgment",
            "final_after": "10 working days",
            "dated_by": "decision",
            "ability": "must-be-able",
            "unless": ["illness", "security-given"],
            "effect": {"enter": "defaulters"},
        },
        {
            "id": "third-red",
            "when": {"conducts": ["walk-on-red"]},
            "proof": "allegation",
            "count": {"at_least": 3, "within": "1 year", "window": "calendar"},
            "effect": {"enter": "shamed"},
            "stay": {"for": "1 month", "extend": [{"if": "repeated", "by": ["1 month", "3 months"]}]},
        },
        {
            "id": "protest",
            "when": {"conducts": ["joins-protest"]},
            "proof": "observed",
            "effect": {"enter": "shamed"},
        },
        {
            "id": "kind",
            "when": {"conducts": ["volunteers"]},
            "proof": "allegation",
            "effect": {"points": 4},
            "lapse": None,
        },
        {
            "id": "fallen",
            "when": {"band": ["D"]},
            "proof": "allegation",
            "effect": {"enter": "shamed"},
        },
        {
            "id": "honoured",
            "when": {"band": ["A"]},
            "proof": "allegation",
            "effect": {"enter": "models"},
        },
        {
            "id": "listed",
            "when": {"list": ["defaulters"]},
            "proof": "allegation",
            "effect": {"points": -30},
            "lapse": "1 year",
        },
    ]

    def lasting(name: str, stay: str, polarity: str, *ways: str) -> dict[str, object]:
        exits = [{"by": way, "within": "1 day"} for way in ways]
        published = {"audience": "parties" if name == "models" else "public", "for": "stay"}
        return {
            "id": name,
            "polarity": polarity,
            "stay": {"for": stay},
            "exit": exits,
            "publication": published,
        }

    def at(name: str, when: dict[str, object], gate: str, does: str, **more: object) -> dict[str, object]:
        return {"id": name, "when": when, "gate": gate, "does": does, "imposed_by": "office", **more}

    written = scheme_of(
        "everything",
        score={
            "kind": "ledger",
            "start": 100,
            "floor": 20,
            "ceiling": 180,
            "clip": "on-write",
            "recomputed": "7 days",
            "caps": [{"rules": ["kind"], "limit": 40}, {"rules": ["listed"], "limit": 45}],
            "bands": [
                {"id": "D", "from": None, "to": 60},
                {"id": "C", "from": 60, "to": 90},
                {"id": "B", "from": 90, "to": 120},
                {"id": "A", "from": 120, "to": None},
            ],
        },
        rules=rules,
        lists=[
            lasting("defaulters", "4 months", "black", "expiry", "performance", "overturned", "repair"),
            lasting("shamed", "2 weeks", "black", "expiry", "performance", "overturned", "repair"),
            lasting("models", "3 months", "red", "expiry", "performance", "overturned", "repair"),
        ],
        consequences=[
            at(
                "no-fast",
                {"list": ["defaulters"]},
                "train",
                "deny",
                tiers=["g-any"],
                **{"except": ["medical"]},
            ),
            at("inspected", {"list": ["shamed", "defaulters"]}, "train", "inspect", tiers=["ordinary"]),
            at("quick", {"list": ["models"]}, "train", "priority"),
            at("no-loan", {"band": ["D"]}, "loan", "deny", **{"except": ["livelihood"]}),
            at("dear-loan", {"band": ["D", "C"]}, "loan", "surcharge", size=0.1),
            at("cheap-loan", {"score": {"at_least": 130}}, "loan", "grant"),
            at("barred", {"score": {"below": 75}}, "licence", "disqualify"),
            at("slow", {"list": ["shamed"]}, "licence", "delay", size="5 days"),
            at("praised", {"band": ["A"]}, "licence", "priority"),
            at("warned", {"list": ["shamed"]}, "none", "warn"),
        ],
        remedies=[
            remedy
            for name in ("defaulters", "shamed", "models")
            for remedy in (
                {
                    "id": f"fix-{name}",
                    "kind": "correction",
                    "for": {"lists": [name]},
                    "ask_within": "3 months",
                    "decides": "2 days",
                    "then": "1 day",
                    "next": f"higher-{name}",
                },
                {"id": f"higher-{name}", "kind": "review", "for": {"lists": [name]}, "suspends": True},
                {"id": f"mend-{name}", "kind": "repair", "for": {"lists": [name]}, "then": "2 days"},
            )
        ],
        notice=[
            {"for": {"lists": ["defaulters"]}, "due": "before-effect", "days": 3},
            {"for": {"lists": ["shamed", "models"]}, "due": "after", "days": 5},
        ],
        practice={"may_used": 0.3, "aware": 0.7},
    )
    return written, about


LONG = ("-365", "-731", "-1096", "-1827", "-3653", "-more")
"""Classes of stays that are too long for a short run."""

EXECUTED = {
    *PERSON_COUNTS[:6],
    *BAND_COUNTS,
    *(count for count in LIST_COUNTS if not count.endswith(LONG)),
    *GATE_COUNTS[:6],
    *GATE_COUNTS[10:],
    *EVER_COUNTS,
    *DEFECT_COUNTS,
    *STAY_COUNTS,
    *CONSEQUENCE_COUNTS,
    *CONDUCT_COUNTS,
    "hits",
}
"""Counts that both engines fill; the rest of the columns are laid out for what is being built."""


def assert_cells_add_up(tally: Tally) -> None:
    """Summed over either of its dimensions, what is crossed is what is counted by the other alone."""
    groups = tally.layout.groups
    crossed = {
        name: [row for row, (of, _) in enumerate(groups) if of == name] for name, _ in groups if "*" in name
    }
    assert {name: len(rows) for name, rows in crossed.items()} == {"registration*income": 10, "age*sex": 12}
    for name, rows in crossed.items():
        for place, dimension in enumerate(name.split("*")):
            for category in {category for of, category in groups if of == dimension}:
                cells = [row for row in rows if groups[row][1].split("*")[place] == category]
                alone = groups.index((dimension, category))
                for array in (tally.persons, tally.exposure, tally.totals, tally.weekly):
                    assert (array[:, cells].sum(axis=1) == array[:, alone]).all()


@pytest.mark.parametrize("agenda", [1, 32])
def test_the_twins_agree_where_everything_happens(agenda: int) -> None:
    written, about = everything()
    where = mortal(society.load("simpleland"))
    crossed = frozenset({"income*registration", "age*sex"})
    scenario = Scenario((Arm("arm", written),), where, about, 250, 700, 4, START, warm=200, crossed=crossed)
    tally = assert_twins_agree(scenario, agenda)
    assert_cells_add_up(tally)
    # What cannot happen: a lower class where there is one class; grounds of a person's own on a list that
    # only a band leads to; inability or protection on the list that their conducts do not lead to.
    nothing = {("downgraded", "loan"), ("downgraded", "licence"), ("protected", "defaulters")}
    nothing |= {(count, name) for count in ("unable", "unable-days") for name in ("shamed", "models")}
    nothing |= {("protected", "models")}
    # Nobody is refused anything for being on these lists, and one of them is not public.
    nothing |= {("known-gate", "shamed"), ("known-gate", "models"), ("known-public", "models")}
    counted = {
        (column.count, column.item): bool(tally.totals[:, 0, place].any())
        for place, column in enumerate(tally.layout.totals)
    }
    missing = {key for key, happened in counted.items() if not happened}
    assert {key for key in missing if key[0] in EXECUTED} == nothing
    for place, column in enumerate(tally.layout.weekly):
        assert tally.weekly[:, 0, place].any(), column


def test_a_notice_tells_before_a_refusal_that_was_foreseen_in_an_earlier_stay() -> None:
    """A notice on the day of entry reaches everybody: nobody learns of the list from a refusal.

    Stays are short and acts frequent, so that some enter again on the day of a request that was looked for
    when they entered first: found again, it comes after the notice of the new stay.
    """
    about = world(
        conduct("walk-on-red", 60.0),
        gates=[Gate(id="loan", title="Loan", demand=20.0)],
        procedure=Procedure.model_validate({"notice": {"reaches": 1.0}}),
    )
    written = scheme(
        [rule("red", ["walk-on-red"], effect={"enter": "noted"})],
        lists=[black("noted", "10 days")],
        consequences=[consequence("no-loan", {"list": ["noted"]}, "loan", "deny")],
        notice=[{"for": {"lists": ["noted"]}, "due": "before-effect"}],
    )
    scenario = Scenario((Arm("arm", written),), society.plain(), about, 40, 365, 1, START)
    got = totals(assert_twins_agree(scenario), "arm")
    assert got["known-notice", "noted"] == got["spells", "noted"] > 0
    assert got["refused", "loan"] > 0
    assert got["known-gate", "noted"] == 0


def test_a_burden_of_somebody_to_be_covered_later_shows_to_nobody_before() -> None:
    """Everybody is burdened from their thirty-fifth birthday on: until then their friends do not see it."""
    looks = {"general": 0.0, "own": 0.5, "contact": 0.8, "gain": 0.0, "praise": 0.0}
    about = world(
        conduct("walk-on-red", 60.0),
        gates=[Gate(id="loan", title="Loan", demand=20.0)],
        response={kind: looks for kind in ("violation", "expression", "prosocial", "neutral")},
        contact=Contact(household=0.5, peers=0.4, neighbourhood=0.1, full=1.0),
    )
    written = scheme(
        [rule("red", ["walk-on-red"], effect={"points": -1}, lapse=None)],
        scope={"subjects": ["person"], "places": ["all"], "min_age": 35, "enrolment": "compulsory"},
        score={
            "kind": "ledger",
            "start": 100,
            "clip": "on-read",
            "recomputed": "at-once",
            "bands": [{"id": "B", "from": None, "to": 200}, {"id": "A", "from": 200, "to": None}],
        },
        consequences=[consequence("dear", {"band": ["B"]}, "loan", "surcharge", size=0.1)],
    )
    scenario = Scenario((Arm("arm", written),), society.load("simpleland"), about, 200, 365, 1, START)
    assert_twins_agree(scenario)


# ---------------------------------------------------------------------------------------- random worlds


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(scenarios(people=25, days=380))
def test_the_twins_agree_on_random_worlds(scenario: Scenario) -> None:
    assert_twins_agree(scenario)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(scenarios(people=25, days=380))
def test_an_agenda_that_overflows_changes_nothing(scenario: Scenario) -> None:
    assert_twins_agree(scenario, agenda=1)
