"""The scorebook with all that a life can be laden with: a list, notice, review, contact, three arms.

The same people, conducts and points as in `benchmarks.general`. Besides, whoever sinks into the lowest band
is listed in public for a year, is sent a notice after a month, and may ask for a review, which suspends the
listing; household, friends and neighbours see it, and do less themselves. Three arms of this are lived side
by side, of which one sends no notice and one lists for two years. The hand kernel does none of it: it is the
same yardstick.
"""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import replace
from typing import Any

from benchmarks import general, hand_kernel
from benchmarks.report import paragraph, table
from glasshouse import schemes
from glasshouse.assumptions import Assumptions
from glasshouse.engine import Arm, Scenario
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.simulate import live_range, prepare

__all__ = ["loads", "scenario"]

_MOST = 4
"""Times the hand kernel that the fully laden engine may take."""
_NUMBERS = {
    "response.violation.contact": 0.3,
    "procedure.review.asks_if_wrong": 0.5,
    "procedure.review.asks_if_right": 0.2,
    "contact.household": 0.5,
    "contact.peers": 0.3,
    "contact.neighbourhood": 0.2,
}


def _text(stay: str, days: int | None) -> schemes.Scheme:
    """The scorebook with a list of those in the lowest band, for so long, told of it after so many days."""
    read = general.scenario(1, 1).arms[0].scheme
    data: dict[str, Any] = json.loads(json.dumps(read.document.data, default=str))
    data["lists"] = [
        {
            "id": "sunk",
            "polarity": "black",
            "stay": {"for": stay},
            "exit": [{"by": "expiry", "within": "0 days"}, {"by": "overturned", "within": "1 day"}],
            "publication": {"audience": "public", "for": "stay"},
        }
    ]
    into = {"id": "sinks", "when": {"band": ["D"]}, "proof": "observed", "effect": {"enter": "sunk"}}
    data["rules"].append({**into, "decided_by": "automatic"})
    data["consequences"].append(
        {**data["consequences"][0], "id": "no-flights-listed", "when": {"list": ["sunk"]}}
    )
    data["remedies"] = [
        {
            "id": "again",
            "kind": "review",
            "for": {"lists": ["sunk"]},
            "ask_within": "2 months",
            "decides": "30 days",
            "suspends": True,
        }
    ]
    if days is not None:
        data["notice"] = [{"for": {"lists": ["sunk"]}, "due": "after", "days": days}]
    return schemes.load(json.dumps(data, indent=1))


def _about() -> Assumptions:
    """The workload's assumptions, with people who look around, ask and answer."""
    about = general.scenario(1, 1).assumptions
    for path, value in _NUMBERS.items():
        about = about.replace_number(path, value)
    return about


def scenario(people: int, arms: int, *, contact: bool, procedure: bool) -> Scenario:
    """The scorebook for so many people, laden with some of it or all."""
    base = general.scenario(people, 1)
    texts = (_text("1 year", 30), _text("1 year", None), _text("2 years", 30))
    read = texts if procedure else (base.arms[0].scheme,) * 3
    return replace(
        base,
        arms=tuple(Arm(f"arm-{number}", read[number]) for number in range(arms)),
        assumptions=_about() if contact else base.assumptions,
    )


def _seconds(asked: Scenario) -> float:
    compiled = compile_scenario(asked)
    prepare(asked, compiled)
    began = time.process_time()
    live_range(asked, compiled, range(len(compiled.plan)), threads=1)
    return time.process_time() - began


def _seconds_by_hand(people: int) -> float:
    began = time.process_time()
    hand_kernel.run(people)
    return time.process_time() - began


def loads(people: int, rounds: int) -> str:
    """One row a load, from the bare scorebook to all at once: times the hand kernel, measured in turn."""
    kinds = [
        (arms, contact, procedure)
        for arms in (1, 3)
        for contact, procedure in ((False, False), (False, True), (True, False), (True, True))
    ]
    hand_kernel.warm_up()
    hand: list[float] = []
    found: dict[tuple[int, bool, bool], list[float]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        hand.append(_seconds_by_hand(people))
        for arms, contact, procedure in kinds:
            asked = scenario(people, arms, contact=contact, procedure=procedure)
            found[arms, contact, procedure].append(_seconds(asked))
    yardstick = statistics.median(hand)
    rows = [("hand", "1", "no", "no", f"{yardstick:.3f}", f"{1e9 * yardstick / people:,.0f}", "1.00")]
    for (arms, contact, procedure), times in found.items():
        middle = statistics.median(times)
        rows.append(
            (
                "general",
                str(arms),
                "yes" if contact else "no",
                "yes" if procedure else "no",
                f"{middle:.3f}",
                f"{1e9 * middle / people:,.0f}",
                f"{middle / yardstick:.2f}",
            )
        )
    heads = ("", "arms", "contact", "list, notice, review", "seconds", "ns/person-year", "x hand")
    note = paragraph(
        f"""{people:,} people, one thread, processor time, median of {rounds} rounds in turn. The last row is
        what is asked for: at most {_MOST} times the hand kernel, which does one arm without any of this."""
    )
    return f"{table(heads, rows)}\n\n{note}"
