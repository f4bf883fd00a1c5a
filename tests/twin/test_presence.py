"""The twins where people travel and move: acts done elsewhere, and schemes for residents, visitors or all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.counts import totals
from tests.invented import RED, START, black, conduct, rule, scheme_of
from tests.societies import crowded, mortal, restless
from tests.twin.agreement import assert_twins_agree

from glasshouse.assumptions import Assumptions, Gate, Procedure, Source
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.schemes import Scheme
from glasshouse.society import load

SCOPES = [("residents", ["harbour"]), ("present", ["hills"]), ("everyone", ["hills"]), ("present", ["all"])]
"""All begin in the harbour, some move to the hills; from the border nobody goes anywhere."""


def made() -> Assumptions:
    """A world where persons and firms do something that is counted, and something is made up about them."""
    return Assumptions(
        id="made",
        title="Made up",
        conducts=[
            conduct(RED, 20.0, {"police": 0.7}, by=("person", "firm"), strained=3.0, needs="train"),
            conduct("volunteers", 8.0, {"police": 0.5}, context="civic", legality="prosocial"),
        ],
        sources=[
            Source(
                id="police",
                title="Police",
                false_records={RED: 2.0},
                false_relative={"place": {"hills": 3.0}},
            )
        ],
        gates=[
            Gate(
                id="train",
                title="Train",
                demand=30.0,
                strains=True,
                lasting=True,
                incapacitates=0.5,
                relative={"place": {"harbour": 2.0}},
            )
        ],
        procedure=Procedure.model_validate({"publication": {"tells": 0.5, "after": 9.0}}),
        response={
            kind: {"general": 0.1, "own": 0.5, "contact": 0.2, "gain": 0.4, "praise": 0.5}
            for kind in ("violation", "expression", "prosocial", "neutral")
        },
        livelihood={"recovers": 20.0, "half": 0.5},
        contact={"household": 0.4, "peers": 0.4, "neighbourhood": 0.2, "full": 0.2},
    )


def written(name: str, covers: str, places: list[str], **sections: Any) -> Scheme:
    """A list that bars from trains: wherever the person lives where the carrier is told, else at home."""
    carrier = {"id": "carrier", "kind": "state", "compelled": True}

    def bars(called: str, by: str) -> dict[str, Any]:
        return {"id": called, "when": {"list": ["noted"]}, "gate": "train", "does": "deny", "imposed_by": by}

    return scheme_of(
        name,
        scope={
            "subjects": ["person", "firm"],
            "covers": covers,
            "places": places,
            "min_age": 18,
            "enrolment": "compulsory",
        },
        data={
            "sources": [{"id": "police", "kind": "police"}],
            "sharing": [{"to": "carrier", "purpose": "deny", "legal_basis": None, "delay": "5 days"}],
        },
        users=[{"id": "office", "kind": "state", "compelled": True}, carrier],
        **{
            "rules": [
                rule(
                    "anywhere", [RED], effect={"enter": "noted"}, count={"at_least": 3, "within": "6 months"}
                ),
                rule("at-home", [RED], effect={"enter": "kept"}, where="own-place"),
                *(
                    rule(f"in-{place}", [RED, "volunteers"], effect={"enter": "noted"}, where=place)
                    for place in ("harbour", "plains", "hills")
                ),
            ],
            "lists": [black("noted", "40 days"), black("kept", "20 days")],
            "consequences": [bars("no-train", "office"), bars("no-train-anywhere", "carrier")],
            **sections,
        },
    )


@pytest.mark.parametrize(("covers", "places"), SCOPES)
def test_the_twins_agree_where_people_travel(covers: str, places: list[str]) -> None:
    society = restless(crowded(mortal(load("simpleland"))), away=0.35, moves=1.2)
    arm = Arm("arm", written("made", covers, places))
    scenario = Scenario((arm,), society, made(), 200, 300, 7, START, warm=60)
    got = totals(assert_twins_agree(scenario), "arm")
    elsewhere = {"residents": ["harbour", "hills"], "present": ["hills"], "everyone": ["harbour", "hills"]}
    for place in elsewhere[covers]:
        assert got["hits", f"in-{place}"], place
    assert 0 < got["hits", "at-home"] < got["hits", "anywhere"] + got["hits", "at-home"]
    assert got["consequence-days", "no-train-anywhere"]
    # Those who move to the border are lost to a scheme for those present.
    assert (got["moved", ""] > 0) == (covers != "everyone" and places != ["all"])
    if places == ["hills"]:
        residents = Arm("arm", written("made", "residents", places))
        fewer = totals(assert_twins_agree(replace(scenario, arms=(residents,))), "arm")
        assert 0 < fewer["covered", ""] < got["covered", ""]
        assert (got["consequence-days", "no-train"] < got["consequence-days", "no-train-anywhere"]) == (
            covers == "present"
        )


def test_a_scorecard_of_those_present_takes_what_is_done_there() -> None:
    card = {
        "kind": "scorecard",
        "range": [0, 1000],
        "recomputed": "1 month",
        "bands": [{"id": "low", "from": None, "to": 600}, {"id": "high", "from": 600, "to": None}],
        "dimensions": [
            {
                "id": "conduct",
                "weight": 1.0,
                "inputs": [{"kind": "conduct", "id": RED, "transform": "falling", "memory": "6 months"}],
            }
        ],
    }
    low = {"id": "poor", "when": {"band": ["low"]}, "gate": "train", "does": "deny", "imposed_by": "office"}
    sections = {"rules": [], "lists": [], "consequences": [low], "score": card}
    society = restless(load("simpleland"), away=0.35, moves=1.2)
    arms = tuple(
        Arm(covers, written(covers, covers, ["hills"], **sections)) for covers in ("present", "everyone")
    )
    scenario = Scenario(arms, society, made(), 150, 300, 3, START)
    tally = assert_twins_agree(scenario)
    present, everyone = (totals(tally, arm.name) for arm in arms)
    assert 0 < present["consequence-starts", "poor"] < everyone["consequence-starts", "poor"]


@pytest.mark.parametrize("covers", ["residents", "present"])
def test_who_moves_before_being_covered_shows_nothing_to_the_neighbours(covers: str) -> None:
    """Neighbours see a burden from the first day covered on: not that of children and of those who leave."""
    bands = [{"id": "low", "from": None, "to": 101}, {"id": "high", "from": 101, "to": None}]
    low = {"id": "poor", "when": {"band": ["low"]}, "gate": "train", "does": "deny", "imposed_by": "office"}
    sections = {
        "rules": [rule("red", [RED], effect={"points": 1}, lapse=None)],
        "lists": [],
        "consequences": [low],
        "score": {"kind": "ledger", "start": 100, "recomputed": "at-once", "bands": bands},
    }
    adults = written("made", covers, ["hills", "harbour"], **sections)
    everybody = adults.model_copy(update={"scope": adults.scope.model_copy(update={"min_age": None})})
    society = restless(load("simpleland"), away=0.3, moves=2.0)
    arms = (Arm("adults", adults), Arm("everybody", everybody))
    assert_twins_agree(Scenario(arms, society, made(), 200, 90, 5, START))
