"""The twins on firms and agencies, professions, joining, those reached and those posted in public."""

from __future__ import annotations

import datetime
import random
from typing import Any

import numpy as np
import pytest
from tests.invented import RED, black, conduct, rule, scheme_of
from tests.societies import crowded, mortal
from tests.twin.agreement import assert_twins_agree

from glasshouse.assumptions import Assumptions, Gate, Procedure, Source
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.slow import trace_refused_for_others
from glasshouse.schemes import Scheme
from glasshouse.society import load as load_society
from glasshouse.studies.lives import film

KINDS = ("person", "firm", "agency")
REACHED = ("reached-refused", "reached-persons", "reached-clear", "reached-children")


def made() -> Assumptions:
    """A world in which all kinds of subject do things and ask for things."""
    return Assumptions(
        id="made",
        title="Made up",
        conducts=[
            conduct(RED, 6.0, {"police": 0.7}, by=KINDS, needs="job", strained=2.5),
            conduct("firm-pollutes", 4.0, {"police": 0.9}, by=KINDS[1:]),
        ],
        sources=[Source(id="police", title="Police", false_records={RED: 0.5})],
        gates=[
            Gate(id="flight", title="Flight", demand=20.0, strains=True),
            Gate(
                id="job",
                title="Work",
                demand=30.0,
                by=("person", "firm"),
                strains=True,
                lasting=True,
                incapacitates=0.7,
            ),
        ],
        procedure=Procedure.model_validate({"publication": {"tells": 0.5, "after": 9.0, "hiring": 0.4}}),
        livelihood={"recovers": 15.0, "half": 0.5},
        consent={"relative": {"income": {"q1": 0.5}, "firm-size": {"micro": 2.0}}},
    )


def reaching(choose: random.Random) -> Scheme:
    """A public blacklist that closes gates to those on it, their households, children and officers."""

    def bars(name: str, gate: str, does: str = "deny") -> dict[str, Any]:
        return {
            "id": name,
            "when": {"list": ["noted"]},
            "gate": gate,
            "does": does,
            "binds": choose.choice(["self", "officers", "head"]),
            "falls_on": choose.choice(
                [["self"], ["household"], ["self", "children"], ["children", "household"]]
            ),
            "imposed_by": "office",
        }

    return scheme_of(
        "reaching",
        scope={
            "subjects": list(KINDS),
            "places": ["all"],
            "min_age": choose.choice([None, 30]),
            "enrolment": choose.choice(["compulsory", "opt-in", "opt-out"]),
        },
        data={"sources": [{"id": "police", "kind": "police"}]},
        rules=[
            rule("red", [RED], effect={"enter": "noted"}, count={"at_least": 3, "within": "6 months"}),
            rule("firm-pollutes", ["firm-pollutes"], effect={"enter": "noted"}, whom={"subjects": ["firm"]}),
            rule("teachers", [RED], effect={"enter": "noted"}, whom={"professions": ["teacher", "none"]}),
        ],
        lists=[{**black("noted", "40 days"), "publication": {"audience": "public", "for": "stay"}}],
        consequences=[
            bars("no-flights", "flight"),
            bars("no-work", "job"),
            bars("poor", "flight", "degrade"),
        ],
        practice={"aware": 0.8, "enrolled": choose.choice([0.3, 0.8])},
    )


@pytest.mark.parametrize("seed", range(8))
def test_the_twins_agree_on_bodies_and_those_reached(seed: int) -> None:
    choose = random.Random(seed)
    where = crowded(load_society("simpleland"))
    scenario = Scenario(
        (Arm("one", reaching(choose)), Arm("two", reaching(choose))),
        mortal(where) if seed % 2 else where,
        made(),
        90,
        300,
        seed,
        datetime.date(2019, 1, 1),
        warm=choose.choice([0, 60]),
    )
    tally = assert_twins_agree(scenario)
    assert tally.persons[:, -2:].sum(axis=0).all()
    for count in REACHED:
        places = [place for place, column in enumerate(tally.layout.totals) if column.count == count]
        if count in ("reached-refused", "reached-persons"):
            assert tally.totals[:, 0, places].any(), count


def test_what_is_told_of_those_reached_is_what_the_fast_engine_counts() -> None:
    """Of some who are reached and of some who are not, request by request, and because of somebody near."""
    chosen = reaching(random.Random(3))
    scenario = Scenario(
        (Arm("one", chosen),),
        crowded(load_society("simpleland")),
        made(),
        60,
        200,
        3,
        datetime.date(2019, 1, 1),
    )
    shown = film(scenario, 0)
    columns = {
        column.item: number
        for number, column in enumerate(shown.layout.totals)
        if column.count == "reached-refused"
    }
    counted = shown.counts[:, list(columns.values())]
    reached, spared = (np.flatnonzero(some) for some in (counted.any(axis=1), ~counted.any(axis=1)))
    near = set()
    for person in (*reached[:12], *spared[:3]):
        told = trace_refused_for_others(scenario, 0, int(person))["one"]
        assert [sum(event.item == gate for event in told) for gate in columns] == counted[person].tolist()
        for event in told:
            near.add(event.of)
            if event.of in ("parent", "household"):
                assert shown.household[event.amount] == shown.household[person]
                assert event.amount != person
            assert all(
                chosen.consequence(path.rpartition(".")[2]).gate == event.item for path in event.because
            )
    assert near & {"parent", "household"}
    assert near & {"firm", "agency"}
