"""The twins on scorecards, rolling caps, moves and what is shared, beside all that happens anyway."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import numpy as np
import pytest
from tests.invented import BARS, GOOD, RED, black, conduct, levels, reading, rule, scheme_of
from tests.societies import without_bodies
from tests.twin.agreement import assert_twins_agree

from glasshouse.assumptions import Assumptions, Contact, Gate, Source
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.schemes import Scheme
from glasshouse.society import Society, plain


def made(choose: random.Random) -> Assumptions:
    """Two conducts, seen, mistaken and answered to."""
    contact = Contact(household=0.3, peers=0.3, neighbourhood=0.2, full=0.05)
    response = {
        kind: {"general": 0.2, "own": 0.5, "contact": 0.3, "gain": choose.choice([0.0, 0.6]), "praise": 0.5}
        for kind in ("violation", "expression", "prosocial", "neutral")
    }
    return Assumptions(
        id="made",
        title="Made up",
        conducts=[
            conduct(RED, choose.choice([2.0, 12.0, 60.0]), {"police": 0.8}),
            conduct(GOOD, choose.choice([3.0, 20.0]), {"police": 0.9}, legality="prosocial", context="civic"),
            conduct("looks-red", 3.0, {"police": 1.0}, mistaken_for=RED, legality="lawful"),
        ],
        sources=[Source(id="police", title="Police", false_records={RED: choose.choice([0.0, 0.5, 4.0])})],
        gates=[Gate(id="flight", title="Flight", demand=20.0)],
        response=response,
        **({"contact": contact} if choose.random() < 0.4 else {}),
    )


def by_card(choose: random.Random) -> Scheme:
    """A scorecard of one to three dimensions, whose lowest band costs flights."""
    inputs = [
        {
            "kind": "conduct",
            "id": RED,
            "memory": choose.choice([None, "20 days", "3 months"]),
            "transform": "falling",
        },
        {"kind": "conduct", "id": GOOD, "memory": choose.choice([None, "2 months"]), "transform": "rising"},
        {"kind": "account-age"},
        {"kind": "peer-score"},
        {"kind": "status", "id": "income", "transform": choose.choice(["rising", "falling"])},
        {"kind": "peer-score"},
    ]
    choose.shuffle(inputs)
    weights = choose.choice([[0.35, 0.65], [0.2, 0.3, 0.5], [1.0]])
    parts = [inputs[place :: len(weights)] for place in range(len(weights))]
    return scheme_of(
        "by-card",
        scope={
            "subjects": ["person"],
            "places": ["all"],
            "min_age": choose.choice([None, 30]),
            "enrolment": "compulsory",
        },
        data=reading("police"),
        score={
            "kind": "scorecard",
            "range": choose.choice([[350, 950], [0, 7]]),
            "recomputed": choose.choice(["7 days", "1 month", "10 days"]),
            "thin_file": None,
            "dimensions": [
                {"id": f"part-{place}", "weight": weight, "inputs": part}
                for place, (weight, part) in enumerate(zip(weights, parts, strict=True))
            ],
            "bands": levels(3, 5) if choose.random() < 0.3 else levels(500, 600, 700),
        },
        rules=[],
        consequences=[BARS],
        practice={"aware": 0.8},
    )


def by_caps(choose: random.Random) -> Scheme:
    """Points under a cap over rolling years, with lapses, decisions and a clipped score."""
    years = choose.choice(["rolling", "rolling", "calendar"])
    return scheme_of(
        "by-caps",
        data=reading("police"),
        score={
            "kind": "ledger",
            "start": 100,
            "floor": choose.choice([None, 80]),
            "ceiling": choose.choice([None, 120]),
            "clip": choose.choice(["on-read", "on-write"]),
            "recomputed": choose.choice(["at-once", "7 days"]),
            "caps": [
                {"rules": ["red", "worse"], "limit": choose.choice([7, 20]), "years": years},
                {"rules": ["good"], "limit": 9, "years": "rolling"},
            ],
            "bands": levels(85, 95, 105),
        },
        rules=[
            rule("red", [RED], effect={"points": -3}, lapse=choose.choice([None, "6 months", "2 years"])),
            rule(
                "worse",
                [RED],
                effect={"points": -5},
                lapse=None,
                final_after=choose.choice(["0 days", "40 days", "13 months"]),
                dated_by=choose.choice(["act", "decision"]),
            ),
            rule("good", [GOOD], effect={"points": 2}, lapse=None),
        ],
        consequences=[BARS],
        practice={"aware": 0.8},
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_twins_agree_on_scorecards_and_rolling_caps(seed: int) -> None:
    choose = random.Random(seed)
    about = made(choose)
    arms = (Arm("card", by_card(choose)), Arm("caps", by_caps(choose)))
    scenario = Scenario(
        arms,
        without_bodies("simpleland"),
        about,
        choose.choice([40, 130]),
        choose.choice([200, 500, 900]),
        seed,
        datetime.date(2019, 1, 1),
        warm=choose.choice([0, 0, 75]),
    )
    tally = assert_twins_agree(scenario)
    ends = {
        column.arm: int(tally.totals[:, 0, place].sum())
        for place, column in enumerate(tally.layout.totals)
        if column.count == "covered"
    }
    assert ends["caps"] > 0 and ends["card"] > 0


# ---------------------------------------------------------------------------------------- moves


def restless(places: int) -> Society:
    """Places that people often leave, for the next one or the one after."""
    found = plain(places=places)
    shares = np.zeros((places, places), np.int64)
    for place in range(places):
        shares[place, (place + 1) % places] = (1 << 31) - (1 << 29)
        shares[place, (place + 2) % places] += 1 << 29
        if places == 2:
            shares[place] = 0
            shares[place, 1 - place] = 1 << 31
    cells = len(found.tables().member_age_from)
    tables = replace(
        found.tables(),
        moves=np.array([1.5, 0.0, 4.0][:places]),
        destination_share=shares,
        death_rate=np.full(cells, 0.1),
    )
    return Society(found.id, found.title, found.status, None, ready=tables)


def local(choose: random.Random, places: list[str]) -> Scheme:
    """A scheme of some places, whose list is told to one of two users, at once or later."""
    users = [{"id": name, "kind": "state", "compelled": True} for name in ("office", "bank")]
    sharing = {
        "to": "bank",
        "purpose": "loans",
        "legal_basis": None,
        "delay": choose.choice(["0 days", "12 days", "2 months"]),
    }
    points = {"kind": "ledger", "start": 100, "recomputed": choose.choice(["at-once", "7 days"])}
    stay = choose.choice(["30 days", "6 months"])
    return scheme_of(
        "local",
        scope={
            "subjects": ["person"],
            "places": choose.sample(places, choose.choice([1, len(places)])),
            "min_age": choose.choice([None, 40]),
            "enrolment": "compulsory",
        },
        data={**reading("police"), "sharing": [sharing] if choose.random() < 0.8 else []},
        users=users,
        score={**points, "bands": levels(85, 95, 105)},
        rules=[
            rule("red", [RED], effect={"points": -3}, lapse="3 months"),
            rule(
                "thrice",
                [RED],
                count={"at_least": 3, "within": "4 months"},
                effect={"enter": "noted"},
                final_after=choose.choice(["0 days", "20 days"]),
            ),
            rule("here", [RED], where=places[-1], effect={"points": -1}, lapse=None),
            rule("good", [GOOD], effect={"points": 2}, lapse=None),
        ],
        lists=[black("noted", stay)],
        consequences=[
            BARS,
            {**BARS, "id": "no-loans", "when": {"list": ["noted"]}, "gate": "loan", "imposed_by": "bank"},
            {
                **BARS,
                "id": "slow-flights",
                "when": {"list": ["noted"]},
                "does": "degrade",
                "imposed_by": "bank",
            },
        ],
        practice={"aware": 1.0},
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_twins_agree_on_people_who_move(seed: int) -> None:
    choose = random.Random(1000 + seed)
    where = restless(choose.choice([2, 3]))
    places = [place.id for place in where.tables().places]
    factors = {"place": {places[0]: 0.3, places[1]: 2.0}}
    response = {
        kind: {"general": 0.3, "own": 0.0, "gain": 0.4 * (seed % 2), "praise": 0.0}
        for kind in ("violation", "expression", "prosocial", "neutral")
    }
    about = Assumptions(
        id="made",
        title="Made up",
        conducts=[
            conduct(RED, 20.0, {"police": 0.8}, relative=factors),
            conduct(GOOD, 8.0, {"police": 0.9}, legality="prosocial", context="civic"),
        ],
        sources=[Source(id="police", title="Police", false_records={RED: 0.5}, detection=factors)],
        gates=[
            Gate(id="flight", title="Flight", demand=30.0, relative=factors),
            Gate(id="loan", title="Loan", demand=9.0),
        ],
        response=response,
    )
    arms = (Arm("one", local(choose, places)), Arm("two", local(choose, places)))
    scenario = Scenario(
        arms,
        where,
        about,
        choose.choice([60, 150]),
        choose.choice([200, 600]),
        seed,
        datetime.date(2019, 1, 1),
        warm=choose.choice([0, 90]),
    )
    assert_twins_agree(scenario)
