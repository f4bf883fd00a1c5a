"""Known mathematics of livelihood: means and lasting things as small Markov chains, answers one by one.

A day is the grain: whether somebody is refused on a day is a matter of that day alone, and so is, each
morning, whether they get over a step, for the times until then have no memory.
"""

from __future__ import annotations

import datetime
import math
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.invented import RED, black, conduct, consequence, everybody_in_the_worst_band, rule, scheme, world
from tests.known.worlds import PEOPLE, YEAR, Run, run
from tests.limits import assert_binomial, assert_mean

from glasshouse.assumptions import Assumptions, Gate, Procedure
from glasshouse.engine.answers import ANSWERS
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.simulate import simulate_tally
from glasshouse.society import plain

NO_WORK = consequence("no-work", {"band": ["D"]}, "job", "deny")


def job(demand: float, **more: object) -> Gate:
    return Gate.model_validate({"id": "job", "title": "Work", "demand": demand, **more})


# ---------------------------------------------------------------------------------------- means


def levels(demand: float, recovers: float) -> NDArray[np.float64]:
    """From the level of one day to that of the next, for somebody who is always refused: an exact chain."""
    refused = 1.0 - math.exp(-demand / YEAR)
    up = np.array([[1 - refused, refused, 0], [0, 1 - refused, refused], [0, 0, 1]])
    over = 1.0 - math.exp(-1.0 / recovers)
    down = np.array([[1, 0, 0], [over, 1 - over, 0], [0, over, 1 - over]])
    chain: NDArray[np.float64] = up @ down
    return chain


@pytest.mark.parametrize(("demand", "recovers"), [(6.0, 60.0), (40.0, 20.0)])
def test_means_are_a_chain_of_refusals_and_of_getting_over_them(demand: float, recovers: float) -> None:
    days = 300
    about = world(
        conduct(RED, 0.1, strained=3.0),
        gates=[job(demand, strains=True)],
        livelihood={"recovers": recovers, "half": 0.25},
    )
    got = run(everybody_in_the_worst_band(NO_WORK), about, days=days)
    chain, state = levels(demand, recovers), np.array([1.0, 0.0, 0.0])
    stopped, spared = chain.copy(), np.array([1.0, 0.0, 0.0])
    stopped[:, 2] = 0.0
    held = np.zeros(3)
    for day in range(days):
        held += state
        state = state @ chain
        spared = spared @ stopped if day < days - 1 else spared
    strained, insolvent = got.column("strained-days")[:, 0], got.column("insolvent-days")[:, 0]
    assert_mean(strained, PEOPLE * (held[1] + held[2]))
    assert_mean(insolvent, PEOPLE * held[2])
    assert_binomial(got.total("insolvent-any"), PEOPLE, 1.0 - spared.sum())
    # What it does to a rate: 1 + (3 - 1) / 4 while strained only, 3 while insolvent.
    change = got.column("change", RED)[:, 0]
    assert np.array_equal(2 * change, 65536 * (strained + 3 * insolvent))


def test_means_come_to_rest_in_their_stationary_distribution() -> None:
    demand, recovers, days = 12.0, 30.0, 60
    about = world(
        conduct(RED, 0.1, strained=2.0), gates=[job(demand, strains=True)], livelihood={"recovers": recovers}
    )
    arm = Arm("arm", everybody_in_the_worst_band(NO_WORK))
    start = datetime.date(2019, 1, 1)
    scenario = Scenario((arm,), plain(), about, PEOPLE, days, 1, start, warm=400)
    got = Run(simulate_tally(scenario, threads=2))
    values, vectors = np.linalg.eig(levels(demand, recovers).T)
    rest = np.real(vectors[:, np.argmax(np.real(values))])
    rest /= rest.sum()
    assert_mean(got.column("strained-days")[:, 0], PEOPLE * days * (rest[1] + rest[2]))
    assert_mean(got.column("insolvent-days")[:, 0], PEOPLE * days * rest[2])


def test_the_insolvent_do_not_perform() -> None:
    """Everybody is insolvent after some days, for good; nobody leaves the list by performance then."""
    written = everybody_in_the_worst_band(NO_WORK)
    listed = {
        "rules": [*written.document.data["rules"], rule("owes", [RED], effect={"enter": "noted"})],
        "lists": [black("noted", "until-performed", {"by": "performance", "within": "0 days"})],
        "score": written.document.data["score"],
        "consequences": written.document.data["consequences"],
    }
    about = {
        "gates": [job(2500.0, strains=True)],
        "procedure": Procedure.model_validate({"performance": {"rate": 12.0}}),
    }
    start = datetime.date(2019, 1, 1)

    def performed(recovers: float) -> int:
        people = world(conduct(RED, 2.0), livelihood={"recovers": recovers}, **about)
        arm = Arm("arm", scheme(**listed))
        scenario = Scenario((arm,), plain(), people, PEOPLE // 64, 120, 1, start, warm=20)
        return Run(simulate_tally(scenario, threads=2)).total("performed", "noted")

    assert performed(1e9) == 0
    assert performed(0.0) > 100


# ---------------------------------------------------------------------------------------- lasting things


@pytest.mark.parametrize("share", [0.3, 0.8])
def test_who_was_refused_last_is_without_what_lasts(share: float) -> None:
    demand, days = 20.0, 200
    gate = job(demand, lasting=True, incapacitates=0.5, purposes={"family": 1.0 - share})
    about = world(conduct(RED, 1.0, needs="job"), gates=[gate])
    written = everybody_in_the_worst_band({**NO_WORK, "except": ["family"]})
    got = run(written, about, days=days)
    let_through = 1.0 - math.exp(-demand / YEAR * (1.0 - share))
    lost = (1.0 - let_through) * (1.0 - math.exp(-demand / YEAR * share))
    without, held = 0.0, 0.0
    for _ in range(days):
        held += without
        without = without * (1.0 - let_through) + (1.0 - without) * lost
    counted = got.column("without-days", "job")[:, 0]
    assert_mean(counted, PEOPLE * held)
    assert np.array_equal(got.column("change", RED)[:, 0], -32768 * counted)


# ---------------------------------------------------------------------------------------- contexts


def test_a_burden_deters_in_its_own_part_of_life_only() -> None:
    debt = "refuses-judgment"
    written = scheme(
        [
            rule("red", [RED], effect={"enter": "reckless"}),
            rule("debt", [debt], effect={"enter": "debtors"}),
        ],
        lists=[black("reckless", "60 days"), black("debtors", "60 days")],
        notice=[{"for": {"lists": ["reckless"]}, "due": "before-effect"}],
        practice={"aware": 0.0, "notice_reaches": 1.0},
    )
    response = {
        kind: {"general": 0.0, "own": 0.5} for kind in ("violation", "expression", "prosocial", "neutral")
    }
    about = world(
        conduct(RED, 6.0), conduct(debt, 3.0, context="financial", legality="breach"), response=response
    )
    got = run(written, about)
    # Who is on the list of debtors never hears of it.
    assert got.total("listed-days", "debtors") > 0
    assert got.total("change", RED) == -32768 * got.total("listed-days", "reckless")
    assert got.total("change", debt) == 0


# ---------------------------------------------------------------------------------------- ways of answering


def everything() -> tuple[Assumptions, Arm]:
    about = world(
        conduct(RED, 8.0, strained=2.0, needs="job"),
        conduct("volunteers", 5.0, context="civic", legality="prosocial"),
        gates=[job(10.0, strains=True, lasting=True, incapacitates=0.4)],
        livelihood={"recovers": 40.0, "half": 0.5},
        response={
            kind: {"general": 0.2, "own": 0.3, "gain": 0.5}
            for kind in ("violation", "expression", "prosocial", "neutral")
        },
    )
    written = scheme(
        [
            rule("red", [RED], effect={"enter": "reckless"}),
            rule("good", ["volunteers"], effect={"enter": "model"}),
        ],
        lists=[black("reckless", "60 days"), {**black("model", "60 days"), "polarity": "red"}],
        consequences=[consequence("no-work", {"list": ["reckless"]}, "job", "deny")],
        notice=[{"for": {"lists": ["reckless"]}, "due": "before-effect"}],
        practice={"aware": 0.5, "notice_reaches": 1.0},
    )
    return about, Arm("arm", written)


def changes(about: Assumptions, *arms: Arm) -> list[dict[str, int]]:
    scenario = Scenario(arms, plain(), about, 8000, 365, 1, datetime.date(2019, 1, 1))
    tally = simulate_tally(scenario, threads=2)
    return [
        {
            column.item: int(tally.totals[:, 0, place].sum())
            for place, column in enumerate(tally.layout.totals)
            if column.arm == arm.name and column.count == "change"
        }
        for arm in arms
    ]


def test_each_answer_changes_what_it_is_about_and_together_they_are_the_whole() -> None:
    about, arm = everything()
    arms = [
        Arm(f"arm-{number}", arm.scheme, frozenset(ANSWERS[:number])) for number in range(len(ANSWERS) + 1)
    ]
    alone, deterred, tempted, kept_out, whole = changes(about, *arms, arm)[:5]
    # Rules alone change nothing: the compensator of nothing, to the last unit.
    assert alone == {RED: 0, "volunteers": 0}
    assert deterred[RED] < 0 and deterred["volunteers"] < 0
    assert tempted[RED] == deterred[RED] and tempted["volunteers"] > deterred["volunteers"]
    assert kept_out[RED] < tempted[RED]
    assert whole[RED] > kept_out[RED]
    assert whole == changes(about, arm)[0]
    steps = [alone, deterred, tempted, kept_out, whole]
    for name in (RED, "volunteers"):
        parts = [after[name] - before[name] for before, after in pairwise(steps)]
        assert sum(parts) == whole[name] - alone[name]
