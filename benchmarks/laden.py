"""The scorebook with all that a life can be laden with: a list, notice, review, contact, three arms.

The same people, conducts and points as in `benchmarks.general`. Besides, whoever sinks into the lowest band
is listed in public for a year, is sent a notice after a month, and may ask for a review, which suspends the
listing; household, friends and neighbours see it, and do less themselves. Three arms of this are lived side
by side, of which one sends no notice and one lists for two years.

Two yardsticks. The plain hand kernel (`benchmarks.hand_kernel`) does one arm and none of this: what the
engine was asked to keep up with, to the letter. The laden hand kernel (`benchmarks.hand_laden`) does the same
work: its counts are tested against the engine's.
"""

from __future__ import annotations

import json
import math
import statistics
import time
from dataclasses import replace
from typing import Any

from benchmarks import general, hand_kernel, hand_laden
from benchmarks.agreement import agree, normal, two_samples
from benchmarks.report import paragraph, table
from glasshouse import schemes
from glasshouse.assumptions import Assumptions
from glasshouse.engine import Arm, Scenario
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.simulate import live_range, prepare, simulate_tally

__all__ = ["agreement", "loads", "scenario"]

_MOST = 4
"""Times the plain hand kernel that the fully laden engine may take."""
_COUNTED = {
    "listed": ("listed", "sunk"),
    "known_notice": ("known-notice", "sunk"),
    "known_gate": ("known-gate", "sunk"),
    "asked": ("asked", "sunk"),
    "denials": ("refused", "flight"),
}
"""What the laden hand kernel counts, as the engine names it."""
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


def agreement(people: int, seed: int = 1) -> list[float]:
    """p-values of tests that the engine and the laden hand kernel share one law, by arm and count."""
    asked = replace(scenario(people, 3, contact=True, procedure=True), seed=seed)
    tally = simulate_tally(asked, threads=1)
    hand = hand_laden.run(people, seed)
    found = []
    for arm in range(3):
        counted = {
            (column.count, column.item): int(tally.totals[:, 0, number].sum())
            for number, column in enumerate(tally.layout.totals)
            if column.arm == f"arm-{arm}"
        }
        found.append(two_samples([counted["band-end", band] for band in "ABCD"], hand.bands[arm]))
        for name, column in _COUNTED.items():
            ours, theirs = counted[column], hand.counts[arm][name]
            if not ours and not theirs:
                continue
            # The engine's spread is taken to be the hand kernel's.
            squares = hand.counts[arm]["denials_squares"] if name == "denials" else theirs
            error = math.sqrt(2.0 * (squares - theirs * theirs / people))
            found.append(normal(ours, theirs, error))
    return found


def loads(people: int, rounds: int) -> str:
    """One row a load, from the bare scorebook to all at once: times both hand kernels, measured in turn."""
    kinds = [
        (arms, contact, procedure)
        for arms in (1, 3)
        for contact, procedure in ((False, False), (False, True), (True, False), (True, True))
    ]
    hand_kernel.warm_up()
    hand_laden.run(1)
    plain: list[float] = []
    laden: list[float] = []
    found: dict[tuple[int, bool, bool], list[float]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        plain.append(_seconds_by_hand(people))
        laden.append(hand_laden.run(people).seconds)
        for arms, contact, procedure in kinds:
            asked = scenario(people, arms, contact=contact, procedure=procedure)
            found[arms, contact, procedure].append(_seconds(asked))
    literal, same = statistics.median(plain), statistics.median(laden)

    def row(name: str, arms: int, contact: bool, procedure: bool, seconds: float) -> tuple[str, ...]:
        said = ("yes" if contact else "no", "yes" if procedure else "no")
        full = arms == 3 and contact and procedure
        times = (f"{seconds / literal:.2f}", f"{seconds / same:.2f}" if full else "")
        return (name, str(arms), *said, f"{seconds:.3f}", f"{1e9 * seconds / people:,.0f}", *times)

    rows = [row("plain hand", 1, False, False, literal), row("laden hand", 3, True, True, same)]
    rows += [row("general", *kind, statistics.median(times)) for kind, times in found.items()]
    heads = (
        *("", "arms", "contact", "list, notice, review", "seconds", "ns/person-year"),
        *("x plain hand", "x laden hand"),
    )
    p_values = agreement(people)
    note = paragraph(
        f"""{people:,} people, one thread, processor time, median of {rounds} rounds in turn. The last row is
        what is asked for. To the letter, at most {_MOST} times the plain hand kernel, which does one arm
        without any of this. The laden hand kernel does the same work as the last row, written for it alone:
        three arms, contact, list, notice and review; it lives everybody week by week, as one would write it
        first, and keeps fewer counts. Whether the two count alike is tested in {len(p_values)} ways: they
        {"agree" if agree(p_values) else "do NOT agree"} (smallest p-value {min(p_values):.3f})."""
    )
    return f"{table(heads, rows)}\n\n{note}"
