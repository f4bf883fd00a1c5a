"""The twins where points are entered plainly, beside each thing that a life may hold besides.

The fast engine lives through such stretches without agenda or tests (`kernels.plain`). Which streams it does
so with is decided when a scenario is compiled; each test below sees that its stream is among them.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from benchmarks import general, laden
from tests.amended import amended, on, put
from tests.counts import totals
from tests.invented import BARS, GOOD, RED, START, black, conduct, levels, rule, scheme_of
from tests.societies import mortal, restless, without_bodies
from tests.twin.agreement import assert_twins_agree

from glasshouse.assumptions import Assumptions, Gate, Source
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.schemes import Scheme

LEFT = "drive-on-red"
POLICE = Source(id="police", title="Police")
NEIGHBOUR = Source(id="neighbour", title="Neighbours")
BANDS = {"kind": "ledger", "start": 100, "floor": 40, "ceiling": 130, "recomputed": "at-once"}


def answers(**changes: float) -> dict[str, Any]:
    answer = {"general": 0.2, "own": 0.5, "contact": 0.3, "praise": 0.5, **changes}
    return {kind: answer for kind in ("violation", "expression", "prosocial", "neutral")}


def about(**more: Any) -> Assumptions:
    """Two conducts in the traffic, always proved; a good one is seen by somebody else, who errs too.

    Points are won and lost in one stream: where nothing is gained by it, both are answered to alike.
    """
    conducts = [
        conduct(RED, 30.0, {"police": 0.8}, trait={"id": "lawfulness", "sign": -1}),
        conduct(LEFT, 20.0, {"police": 0.9}),
        conduct(GOOD, 6.0, {"neighbour": 0.9}, legality="prosocial", context="civic"),
    ]
    return Assumptions(
        **{
            "id": "made",
            "title": "Made up",
            "conducts": conducts,
            "sources": [
                POLICE,
                Source(id="neighbour", title="Neighbours", false_records={GOOD: 2.0}),
            ],
            "gates": [Gate(id="flight", title="Flight", demand=25.0, strains=True)],
            "traits": {
                name: {"spread": 0.5, "household_correlation": 0.3}
                for name in ("prudence", "lawfulness", "voice", "civic")
            },
            "response": answers(gain=0.0),
            "procedure": {
                "proof": {
                    level: {"true": 1.0, "false": 1.0}
                    for level in (
                        "allegation",
                        "report",
                        "observed",
                        "inference",
                        "penalty-final",
                        "judgment",
                    )
                }
            },
            **more,
        }
    )


def text(**sections: Any) -> Scheme:
    """Three bands, of which the lowest bars from flights, and two rules that do nothing but enter points."""
    return scheme_of(
        "plain",
        **{
            "data": {"sources": [{"id": name, "kind": name} for name in ("police", "neighbour")]},
            "score": {**BANDS, "bands": levels(80, 95)},
            "rules": [
                rule("red", [RED], effect={"points": -3}, lapse=None),
                rule("left", [LEFT], effect={"points": 2}, lapse=None),
            ],
            "consequences": [BARS],
            "practice": {"aware": 0.6},
            **sections,
        },
    )


def scope(**changes: Any) -> dict[str, Any]:
    return {
        "scope": {
            "subjects": ["person"],
            "places": ["all"],
            "min_age": None,
            "enrolment": "compulsory",
            **changes,
        }
    }


def scenario(*texts: Scheme, **changes: Any) -> Scenario:
    arms = tuple(Arm(f"arm-{number}", read) for number, read in enumerate(texts))
    made = Scenario(arms, without_bodies("simpleland"), about(), 60, 200, 7, START)
    return replace(made, **changes)


def plain_streams(made: Scenario) -> int:
    streams = compile_scenario(made).tables.streams
    return int((streams["reader_end"] > streams["reader_first"]).sum())


LISTED: dict[str, Any] = {
    "rules": [
        *({**entry} for entry in text().document.data["rules"]),
        rule("twice", [GOOD], count={"at_least": 2, "within": "2 months"}, effect={"enter": "noted"}),
        {"id": "sunk", "when": {"band": ["C"]}, "proof": "allegation", "effect": {"enter": "noted"}},
    ],
    "lists": [black("noted", "25 days")],
    "consequences": [BARS, {**BARS, "id": "noted-too", "when": {"list": ["noted"]}}],
}
SEEN = {"household": 0.5, "peers": 0.3, "neighbourhood": 0.2, "full": 0.1}


def worlds() -> dict[str, Scenario]:
    """One more thing each."""
    simpleland = without_bodies("simpleland")
    return {
        "nothing else": scenario(text()),
        "in force late": scenario(text(force={"from": "2019-03-01", "until": None})),
        "in force for a while": scenario(text(force={"from": "2018-03-01", "until": "2019-04-15"})),
        "a least age": scenario(text(**scope(min_age=30)), people=120),
        "some have joined": scenario(text(**scope(enrolment="opt-in"), practice={"enrolled": 0.4})),
        "only some places": scenario(text(**scope(places=["harbour"])), people=120),
        "a warm start": scenario(text(), warm=90),
        "deaths": scenario(text(), society=mortal(simpleland)),
        "movers": scenario(text(), society=restless(simpleland, away=0.0, moves=2.0)),
        "movers who leave the scheme": scenario(
            text(**scope(places=["harbour"])), society=restless(simpleland, away=0.0, moves=2.0), people=120
        ),
        "visits": scenario(text(), society=restless(simpleland, away=0.4)),
        "neighbours who look": scenario(text(), assumptions=about(contact=SEEN)),
        "lists, bands that set off, false records": scenario(text(**LISTED), people=90),
        "another arm that looks elsewhere": scenario(
            text(),
            text(
                **{
                    **LISTED,
                    "rules": LISTED["rules"][2:3],
                    "consequences": LISTED["consequences"][1:],
                    "score": {"kind": "none"},
                }
            ),
        ),
        "a text that looks no more": scenario(
            amended(text(**LISTED), on(70, remove=["rules.red", "rules.left"]))
        ),
        "a text that looks from then on": scenario(
            amended(
                text(**{**LISTED, "rules": LISTED["rules"][2:]}),
                on(70, add=[put("rules", entry) for entry in LISTED["rules"][:2]]),
            )
        ),
    }


@pytest.mark.parametrize("what", worlds())
def test_the_twins_agree_where_points_are_entered_plainly(what: str) -> None:
    made = worlds()[what]
    assert plain_streams(made) == 1
    counted = totals(assert_twins_agree(made), "arm-0")
    assert min(counted["hits", "red"], counted["hits", "left"]) > 50
    assert counted["refused", "flight"] > 0


def test_the_scorebook_is_lived_plainly() -> None:
    """What the benchmark of speed runs takes the fast way; fifty records a life take several draws."""
    made = general.scenario(100, 1)
    assert plain_streams(made) == 1
    assert_twins_agree(made)


def test_a_stream_of_more_channels_than_a_word_has_bytes() -> None:
    """Runs are read as a whole; of eight kinds of record at most their numbers find room in a word."""
    others = [
        "litters",
        "missorts-waste",
        "evades-fare",
        "speeding",
        "drunk-driving",
        "donates",
        "volunteers",
    ]
    names = [RED, LEFT, *others]
    conducts = [conduct(name, 6.0, {"police": 0.9}) for name in names]
    points = (-3, -2, -1, -4, 9, 1, 2, 3, -5)
    rules = [
        rule(name, [name], effect={"points": amount}, lapse=None)
        for name, amount in zip(names, points, strict=True)
    ]
    made = scenario(text(rules=rules), assumptions=about(conducts=conducts, sources=[POLICE, NEIGHBOUR]))
    assert plain_streams(made) == 1
    tally = assert_twins_agree(made)
    assert min(totals(tally, "arm-0")["hits", name] for name in names) > 50


def test_arms_read_side_by_side_while_people_look_around() -> None:
    """The laden benchmark: three arms read one stream; lists from bands, notice, review; all wait."""
    made = laden.scenario(80, 3, contact=True, procedure=True)
    assert plain_streams(made) == 1
    tally = assert_twins_agree(made)
    for arm in ("arm-0", "arm-1", "arm-2"):
        assert totals(tally, arm)["listed", "sunk"] > 3
    assert totals(tally, "arm-0")["asked", "sunk"] > 0


def test_where_a_later_text_goes_on_counting_a_stream_is_not_plain() -> None:
    """Under the later text the rule's points depend on how often it was applied under the first."""
    growing = rule("red", [GOOD], effect={"points": -3}, lapse=None, repeat=[{"nth": 10, "points": -20}])
    made = scenario(amended(text(), on(120, set=[put("rules", [json.loads(json.dumps(growing))])])))
    assert plain_streams(made) == 0
    tally = assert_twins_agree(made)
    assert totals(tally, "arm-0")["hits", "red"] > 50


def test_what_looks_at_more_than_points_is_not_plain() -> None:
    rules = text().document.data["rules"]
    lapsing = [{**rules[0], "lapse": "20 days"}, rules[1]]
    by_score = {**BARS, "when": {"score": {"below": 90}}}
    others = [
        scenario(text(rules=lapsing)),
        scenario(text(), text(rules=lapsing)),
        scenario(text(consequences=[by_score])),
        scenario(text(score={**BANDS, "bands": levels(80), "recomputed": "7 days"})),
        scenario(text(rules=rules[:1])),
        scenario(text(), assumptions=about(response=answers(gain=0.6))),
    ]
    assert [plain_streams(made) for made in others] == [0] * len(others)
