"""The twins on notice and remedies of bands and consequences, and their lives as told event by event."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from tests.counts import totals
from tests.invented import RED, START, Item, black, conduct, rule, scheme_of
from tests.societies import restless
from tests.twin.agreement import assert_twins_agree

from glasshouse.assumptions import Assumptions, Gate, Procedure, Source
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.slow import trace_slowly
from glasshouse.schemes import Scheme
from glasshouse.society import load


def made() -> Assumptions:
    """Much is seen, a good part of it falsely; those who know ask, and often with success."""
    return Assumptions(
        id="made",
        title="Made up",
        conducts=[
            conduct(RED, 8.0, {"police": 0.7}, strained=2.0),
            conduct("volunteers", 8.0, {"police": 0.5}, context="civic", legality="prosocial", needs="loan"),
        ],
        sources=[Source(id="police", title="Police", false_records={RED: 6.0})],
        gates=[
            Gate(id="train", title="Train", demand=30.0, strains=True),
            Gate(id="loan", title="Loan", demand=9.0, lasting=True, incapacitates=0.6),
        ],
        procedure=Procedure.model_validate(
            {
                "notice": {"reaches": 0.5},
                "correction": {"succeeds": 0.6, "asks_after": 2.0},
                "review": {
                    "asks_if_wrong": 0.9,
                    "asks_if_right": 0.6,
                    "asks_after": 1.0,
                    "succeeds_if_wrong": 0.7,
                    "succeeds_if_right": 0.5,
                    "takes": 9.5,
                    "relative": {"place": {"harbour": 0.8}},
                },
                "repair": {"asks": 0.4, "asks_after": 3.0, "succeeds": 0.7, "takes": 6.0},
            }
        ),
        livelihood={"recovers": 30.0, "half": 0.4},
        response={
            kind: {"general": 0.1, "own": 0.5, "contact": 0.0, "gain": 0.4, "praise": 0.5}
            for kind in ("violation", "expression", "prosocial", "neutral")
        },
    )


def remedy(name: str, kind: str, then: str | None = None, **for_: list[str]) -> Item:
    return {"id": name, "kind": kind, "for": for_, "then": then}


def objected(name: str, score: Item, rules: list[Item]) -> Scheme:
    """Bands and consequences: told of by notice or where they bite, corrected, reviewed, repaired."""

    def does(called: str, when: Item, gate: str, what: str, by: str = "office", **more: Any) -> Item:
        return {"id": called, "when": when, "gate": gate, "does": what, "imposed_by": by, **more}

    return scheme_of(
        name,
        data={
            "sources": [{"id": "police", "kind": "police"}],
            "sharing": [{"to": "carrier", "purpose": "deny", "legal_basis": None, "delay": "5 days"}],
        },
        users=[{"id": each, "kind": "state", "compelled": True} for each in ("office", "carrier")],
        score={
            "recomputed": "7 days",
            "bands": [
                {"id": "D", "from": None, "to": 59},
                {"id": "C", "from": 59, "to": 95},
                {"id": "B", "from": 95, "to": None},
            ],
            **score,
        },
        rules=[
            *rules,
            rule("listed", [RED], effect={"enter": "noted"}, count={"at_least": 2, "within": "1 month"}),
        ],
        lists=[
            black(
                "noted",
                "40 days",
                {"by": "expiry", "within": "0 days"},
                {"by": "overturned", "within": "1 day"},
            )
        ],
        consequences=[
            does("no-train", {"band": ["D"]}, "train", "deny"),
            does("dear-train", {"band": ["D", "C"]}, "train", "surcharge", size=0.1),
            does("no-loan", {"list": ["noted"]}, "loan", "deny", "carrier"),
            does("quick-loan", {"score": {"at_least": 98}}, "loan", "priority"),
        ],
        remedies=[
            remedy("fix", "correction", "1 day", bands=["D"], lists=["noted"]) | {"next": "appeal"},
            remedy("appeal", "review", bands=["D", "C"], lists=["noted"])
            | {"suspends": True, "decides": "9 days"},
            remedy("spare", "review", consequences=["no-loan", "no-train", "quick-loan"])
            | {"ask_within": "3 days", "suspends": True},
            remedy("mend", "repair", "2 days", bands=["D"], consequences=["dear-train"]),
        ],
        notice=[
            {"for": {"bands": ["D"], "consequences": ["no-loan"]}, "due": "after", "days": 4},
            {"for": {"consequences": ["quick-loan"]}, "due": "before-effect", "days": 0},
            {"for": {"lists": ["noted"]}, "due": "after"},
        ],
        practice={"aware": 0.7},
    )


POINTS = [
    rule("red", [RED], effect={"points": -19}, lapse="3 months"),
    rule("good", ["volunteers"], effect={"points": 4}, lapse="6 months"),
]


def ledger(clip: str, recomputed: str) -> Scheme:
    score = {
        "kind": "ledger",
        "start": 100,
        "floor": 20,
        "ceiling": 110,
        "clip": clip,
        "recomputed": recomputed,
        "caps": [
            {"rules": ["red"], "limit": 90, "years": "rolling"},
            {"rules": ["good"], "limit": 40, "years": "calendar"},
        ],
    }
    return objected(clip, score, POINTS)


def card() -> Scheme:
    inputs = [{"kind": "conduct", "id": RED, "transform": "falling", "memory": "3 months"}]
    dimensions = [{"id": "conduct", "weight": 1.0, "inputs": inputs}]
    score = {"kind": "scorecard", "range": [0, 120], "thin_file": None, "dimensions": dimensions}
    return objected("card", score, [])


WRITTEN = {
    "on-read": lambda: ledger("on-read", "7 days"),
    "on-write": lambda: ledger("on-write", "at-once"),
    "card": card,
}
PEOPLE = 30
KNOWN = {
    **{("known", of): f"{of}-known" for of in ("band", "consequence")},
    **{("asked", of): f"{of}-asked" for of in ("band", "consequence")},
    **{("granted", of): f"{of}-granted" for of in ("band", "consequence")},
    ("known", "list"): "known-notice",
    ("asked", "list"): "asked",
    ("granted", "list"): "granted",
}
"""What a happening is counted as."""


@pytest.mark.parametrize("name", WRITTEN)
def test_the_twins_agree_on_what_is_told_asked_and_granted(name: str) -> None:
    society = restless(load("simpleland"), away=0.1)
    scenario = Scenario((Arm("arm", WRITTEN[name]()),), society, made(), PEOPLE, 400, 5, START)
    got = totals(assert_twins_agree(scenario), "arm")
    events = [event for person in range(PEOPLE) for event in trace_slowly(scenario, 0, person)["arm"]]
    told = Counter(
        (KNOWN[event.happening, event.of], event.item)
        for event in events
        if (event.happening, event.of) in KNOWN and (event.of != "list" or event.detail != "gate")
    )
    assert told == Counter({key: got[key] for key in got if key[0] in KNOWN.values() and got[key]})
    # Everything that may happen does.
    happened = Counter((event.happening, event.of, event.detail) for event in events)
    for happening in ("struck-out", "set-aside"):
        assert happened[happening, "band", ""] and happened[happening, "consequence", ""], happening
    for of in ("band", "consequence"):
        assert happened["known", of, "notice"] and happened["known", of, "gate"]
        assert happened["cleared", of, ""]
        assert happened["turned-down", of, ""]
    assert {event.item for event in events if event.happening == "set-aside"} >= {"C", "no-loan"}
    assert all(event.because for event in events if event.happening in ("struck-out", "set-aside", "cleared"))


def test_what_is_set_aside_tells_of_no_list_that_is_entered_later() -> None:
    """While a refusal by two lists is set aside, the same gate is shut by the band alone."""

    def refuses(called: str, when: Item) -> Item:
        return {"id": called, "when": when, "gate": "loan", "does": "deny", "imposed_by": "office"}

    ways_out = [{"by": "expiry", "within": "0 days"}]
    written = scheme_of(
        "aside",
        data={"sources": [{"id": "police", "kind": "police"}]},
        users=[{"id": "office", "kind": "state", "compelled": True}],
        score={
            "kind": "ledger",
            "start": 0,
            "recomputed": "at-once",
            "bands": [{"id": "all", "from": None, "to": None}],
        },
        rules=[
            rule("first", [RED], effect={"enter": "long"}),
            rule("second", ["volunteers"], effect={"enter": "short"}),
        ],
        lists=[black("long", "300 days", *ways_out), black("short", "20 days", *ways_out)],
        consequences=[
            refuses("by-list", {"list": ["long", "short"]}),
            refuses("by-band", {"band": ["all"]}),
        ],
        remedies=[remedy("appeal", "review", consequences=["by-list"]) | {"decides": "1 day"}],
        notice=[{"for": {"consequences": ["by-list"]}, "due": "after", "days": 0}],
    )
    scenario = Scenario((Arm("arm", written),), load("simpleland"), made(), PEOPLE, 300, 5, START)
    assert_twins_agree(scenario)
    lives = [trace_slowly(scenario, 0, person)["arm"] for person in range(PEOPLE)]
    put_off = 0
    for events in lives:
        aside = [event.day for event in events if event.happening == "set-aside"]
        told = [event.day for event in events if event.happening == "known" and event.of == "list"]
        if aside:
            put_off += 1
            # Who is on one of the two lists all the time from then on learns of neither at the gate.
            ends = [event.day for event in events if event.happening == "left" and event.item == "long"]
            until = min(ends, default=scenario.days)
            assert not [day for day in told if min(aside) < day < until]
    assert put_off > 3


def test_one_learns_of_a_consequence_at_a_gate_before_the_band_behind_it() -> None:
    """Both are objected to on one day, with the same words; what is granted first ends the other's spell."""
    written = scheme_of(
        "both",
        data={"sources": [{"id": "police", "kind": "police"}]},
        users=[{"id": "office", "kind": "state", "compelled": True}],
        score={
            "kind": "ledger",
            "start": 100,
            "recomputed": "at-once",
            "bands": [{"id": "D", "from": None, "to": 95}, {"id": "B", "from": 95, "to": None}],
        },
        rules=POINTS[:1],
        consequences=[
            {"id": "bars", "when": {"band": ["D"]}, "gate": "train", "does": "deny", "imposed_by": "office"}
        ],
        remedies=[remedy("fix", "correction", bands=["D"], consequences=["bars"]) | {"decides": "1 day"}],
    )
    scenario = Scenario((Arm("arm", written),), load("simpleland"), made(), PEOPLE, 200, 1, START)
    got = totals(assert_twins_agree(scenario), "arm")
    assert got["consequence-granted", "bars"] > 3
    assert got["band-granted", "D"] == 0
