"""Ways of answering to a scheme, named, taken away, and written into a run's folder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glasshouse import BadInput
from glasshouse.assumptions import load
from glasshouse.engine.answers import ALL_ANSWERS, ANSWERS, answered, answers_named, answers_text
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.identity import identity
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.scenario_file import scenario_from, scenario_text
from glasshouse.studies.simulation import set_up


def small(answers: tuple[str, ...] = ANSWERS) -> Scenario:
    return set_up("court-defaulters-2017", people=1000, days=7, answers=answers)


def test_what_is_no_answer_is_refused_wherever_it_is_given() -> None:
    with pytest.raises(BadInput, match="no way in which people answer") as refused:
        answers_named(["deterence", "fear"])
    assert len(refused.value.problems) == 2
    assert "Did you mean 'deterrence'?" in refused.value.problems[0].what
    with pytest.raises(BadInput):
        small(("fear",))
    arm = small().arms[0]
    with pytest.raises(BadInput):
        Arm(arm.name, arm.scheme, frozenset({"fear"}))


def test_answers_are_written_in_their_order() -> None:
    assert answers_text(frozenset({"hardship", "deterrence"})) == "deterrence,hardship"
    assert answers_text(frozenset()) == "none"


@pytest.mark.parametrize("left_out", ANSWERS)
def test_one_answer_is_taken_away_and_the_others_stay(left_out: str) -> None:
    whole = load("standard")
    part = answered(whole, ALL_ANSWERS - {left_out})
    deterred = {
        each.general.value + each.own.value + each.contact.value for each in part.response.values()
    } != {0.0}
    tempted = {each.gain.value for each in part.response.values()} != {0.0}
    kept_out = {gate.incapacitates.value for gate in part.gates.values()} != {0.0}
    strained = any(gate.strains for gate in part.gates.values())
    assert [deterred, tempted, kept_out, strained] == [name != left_out for name in ANSWERS]
    assert part.conducts == whole.conducts


def test_answers_make_another_run_and_stand_in_its_folder() -> None:
    scenario = small(("hardship", "deterrence"))
    text = scenario_text(scenario)
    assert text is not None
    assert scenario_from(text, "text").arms[0].answers == {"deterrence", "hardship"}
    whole = replace(scenario, arms=small().arms)
    of = [identity(each, compile_scenario(each)) for each in (scenario, whole)]
    assert of[0]["schemes"] != of[1]["schemes"]
    assert of[0]["schemes"][0][-1] == ["deterrence", "hardship"]
