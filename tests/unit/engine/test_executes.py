"""What is not executed is refused by name and place, in both engines; what is executed is not."""

from __future__ import annotations

from typing import Any

import pytest
from tests.executed import executed, waits_for
from tests.invented import RED, START, as_data, conduct, from_data, world
from tests.twin.everything import everything

from glasshouse import assumptions, schemes, society
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.executes import refusals
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.slow import simulate_slowly
from glasshouse.ground.errors import BadInput
from glasshouse.schemes import Scheme
from glasshouse.society import plain


def document() -> dict[str, Any]:
    """The scheme in which everything happens, as data."""
    written, _ = everything()
    return as_data(written)


def found(changed: dict[str, Any]) -> list[str]:
    """What is refused in a scheme, in words."""
    _, about = everything()
    tables = society.load("simpleland").tables()
    return [problem.what for problem in refusals(from_data(changed), tables, about)]


def test_a_scheme_of_everything_that_is_executed_is_not_refused() -> None:
    assert found(document()) == []


@pytest.mark.parametrize("name", schemes.catalogue())
def test_the_catalogue_is_executed_or_waits(name: str) -> None:
    assert {problem.code for problem in waits_for(name)} <= {"not-executed-yet"}


def test_the_first_schemes_are_executed() -> None:
    first = {"court-defaulters-2017", "nanjing-2019", "robodebt-2016", "simpleland-points", "suining-2010"}
    assert first <= set(executed())


SET_OFF = {"id": "sunk", "when": {"band": ["D"]}, "proof": "allegation", "effect": {"enter": "shamed"}}

NOT_YET: list[tuple[str, list[Any], Any, str]] = [
    ("joining", ["scope", "enrolment"], "opt-in", "opt-in"),
    *(
        (f"{key} without a record", ["rules"], [*document()["rules"], {**SET_OFF, key: value}], key)
        for key, value in (
            ("final_after", "5 days"),
            ("ability", "must-be-able"),
            ("fault", "wilful"),
            ("unless", ["illness"]),
            ("instead_of", [document()["rules"][0]["id"]]),
        )
    ),
    (
        "repairs in a chain",
        ["remedies"],
        [
            {"id": "fix", "kind": "review", "for": {"lists": ["shamed"]}, "decides": None, "next": "mend"},
            {"id": "mend", "kind": "repair", "for": {"lists": ["shamed"]}, "decides": None},
        ],
        "repair in a chain",
    ),
]


@pytest.mark.parametrize(
    ("path", "value", "word"), [case[1:] for case in NOT_YET], ids=[case[0] for case in NOT_YET]
)
def test_what_is_not_executed_yet_is_refused(path: list[Any], value: Any, word: str) -> None:
    changed = document()
    part: Any = changed
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    told = found(changed)
    assert any(word in what for what in told), told


def with_everything_wrong() -> tuple[Scheme, Any]:
    changed = document()
    changed["scope"]["enrolment"] = "opt-in"
    changed["rules"].append({**SET_OFF, "final_after": "5 days"})
    return from_data(changed), everything()[1]


def test_both_engines_refuse_with_all_problems_at_once_and_their_places() -> None:
    written, about = with_everything_wrong()
    scenario = Scenario((Arm("arm", written),), society.load("simpleland"), about, 1000, 10, 1, START)
    for engine in (compile_scenario, simulate_slowly):
        with pytest.raises(BadInput) as caught:
            engine(scenario)
        assert len(caught.value.problems) >= 2
        for problem in caught.value.problems:
            assert problem.position is not None
            assert problem.why
            assert problem.remedy
        lines = [problem.position.line for problem in caught.value.problems if problem.position]
        texts = [written.text.splitlines()[line - 1] for line in lines if line]
        assert any("enrolment" in text for text in texts)
        assert any("final_after" in text for text in texts)


def test_names_that_the_assumptions_or_the_society_do_not_know_are_refused() -> None:
    written, _ = everything()
    told = refusals(written, plain().tables(), world(conduct(RED, 1.0)))
    words = {problem.what.split("'")[1] for problem in told if "'" in problem.what}
    assert {"refuses-judgment", "joins-protest", "court", "train", "illness"} <= words
    changed = document()
    changed["scope"]["places"] = ["harbor"]
    changed["rules"][0]["where"] = "hill"
    tables = society.load("simpleland").tables()
    problems = refusals(from_data(changed), tables, everything()[1])
    remedies = " ".join(problem.remedy or "" for problem in problems)
    assert "harbour" in remedies
    assert "hills" in remedies


def test_a_gate_with_more_tiers_than_bits_is_refused() -> None:
    written, about = everything()
    gate = next(item.gate for item in written.consequences if item.gate in about.gates)
    tiers = {f"tier-{number}": 1 / 16 for number in range(16)}
    wide = assumptions.Gate(id=gate, title="Wide", demand=1.0, tiers=tiers)
    changed = about.model_copy(update={"gates": {**about.gates, gate: wide}})
    told = [problem.what for problem in refusals(written, society.load("simpleland").tables(), changed)]
    assert any("16 tiers" in what for what in told)


@pytest.mark.parametrize(
    ("path", "value", "word"),
    [
        ("effect.points", -7, "'points'"),
        ("lapse", "3 years", "'lapse'"),
        ("repeat", [{"nth": 2, "points": -9}], "'repeat'"),
        (None, [], "a cap"),
    ],
)
def test_an_amendment_that_reaches_back_and_changes_points_is_refused(
    path: str | None, value: Any, word: str
) -> None:
    changed = document()
    rule = next(entry for entry in changed["rules"] if "points" in entry["effect"])
    changed["score"]["caps"] = [{"rules": [rule["id"]], "limit": 5}]
    change = {"path": "score.caps" if path is None else f"rules.{rule['id']}.{path}", "value": value}
    amendment = {"from": "2019-03-01", "reaches_back": True, "set": [change], "add": [], "remove": []}
    stays = {"path": f"lists.{changed['lists'][0]['id']}.stay.for", "value": "3 months"}
    assert found({**changed, "amendments": [{**amendment, "set": [stays]}]}) == []
    assert found({**changed, "amendments": [{**amendment, "reaches_back": False}]}) == []
    (told,) = found({**changed, "amendments": [amendment]})
    assert "reaches back" in told
    assert word in told
