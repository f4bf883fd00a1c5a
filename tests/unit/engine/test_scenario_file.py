"""A scenario written down and made again is the same scenario."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.executed import executed
from tests.unit.measures.made_up import scenario

from glasshouse import schemes, society
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.identity import identity
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.scenario_file import scenario_from, scenario_text
from glasshouse.ground.errors import BadInput
from glasshouse.studies.simulation import set_up


def again(one: Scenario) -> Scenario:
    text = scenario_text(one)
    assert text is not None
    return scenario_from(text, "scenario.json")


def same(one: Scenario, other: Scenario) -> bool:
    return identity(one, compile_scenario(one)) == identity(other, compile_scenario(other))


@pytest.mark.parametrize("id", executed())
def test_every_scheme_of_the_catalogue_comes_back(id: str) -> None:
    one = set_up(id, people=20_000, days=30)
    other = again(one)
    assert other.arms[0].scheme == one.arms[0].scheme
    assert other.assumptions == one.assumptions


def test_it_compiles_to_the_same_tables() -> None:
    one = set_up("court-defaulters-2017", people=200_000, days=400, seed=2**63 + 1)
    assert same(one, again(one))


def test_changes_come_back(tmp_path: Path) -> None:
    reform = tmp_path / "milder.yaml"
    reform.write_text(
        "format: 1\nreform: {id: milder, title: Milder}\nset:\n  - {path: rules.protest.points, value: -1}\n"
    )
    one = set_up(
        "simpleland-points",
        people=20_000,
        days=30,
        reforms=[reform],
        settings=["score.start=105", "assumptions.conducts.walk-on-red.rate=5"],
    )
    other = again(one)
    assert same(one, other)
    assert other.arms[0].scheme.document.patches == one.arms[0].scheme.document.patches
    assert other.assumptions.set_by_user() == one.assumptions.set_by_user()


def test_several_arms_come_back_in_their_order() -> None:
    one = scenario("simpleland-points", people=20_000, days=30)
    harsher = schemes.load("simpleland-points", "rules.protest.points=-50")
    both = replace(one, arms=(*one.arms, Arm("harsher", harsher)))
    assert [arm.name for arm in again(both).arms] == ["simpleland-points", "harsher"]
    assert same(both, again(both))


def test_a_society_of_ones_own_needs_no_file_any_more(tmp_path: Path) -> None:
    recipe = Path(society.catalogue.locate("simpleland"))
    mine = tmp_path / "mine.yaml"
    mine.write_text(recipe.read_text(encoding="utf-8").replace("id: simpleland", "id: mine", 1))
    one = set_up("simpleland-points", people=20_000, days=30, society=mine)
    mine.unlink()
    assert same(one, again(one))
    assert str(tmp_path) not in str(scenario_text(one))


def test_a_society_made_in_code_is_not_written() -> None:
    assert scenario_text(replace(scenario(), society=society.plain())) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"arms": []}', "\x00"])
def test_what_is_no_scenario_is_told(text: str) -> None:
    with pytest.raises(BadInput, match=r"here.json cannot be read as the scenario of a run"):
        scenario_from(text, "here.json")


@pytest.mark.parametrize("key", ["arms", "society", "assumptions", "people", "days", "seed", "start"])
@pytest.mark.parametrize("value", [None, 7, "x", [3], {"date": "x"}])
def test_a_value_out_of_place_is_told(key: str, value: object) -> None:
    written = json.loads(str(scenario_text(scenario("simpleland-points", people=20_000, days=30))))
    if key in ("people", "days", "seed") and value == 7:
        value = -7
    with pytest.raises(BadInput):
        scenario_from(json.dumps({**written, key: value}), "here.json")
