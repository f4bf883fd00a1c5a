"""Every key that is said to run is read by the engine, or makes it refuse the scheme: none is skipped.

What the engine reads is seen by watching the model while a scheme is compiled and its life histories are run.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.executed import executed, home

from glasshouse import assumptions, society
from glasshouse.engine.compile.compile import compile_scenario
from glasshouse.engine.executes import refusals
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.slow import check_life_histories
from glasshouse.ground.validation import Part
from glasshouse.schemes import Scheme, load
from glasshouse.schemes.schema import json_schema, keys

SOUND = (Path(__file__).parents[2] / "words" / "sound.yaml").read_text(encoding="utf-8")
SCORECARD = (Path(__file__).parent / "scorecard.yaml").read_text(encoding="utf-8")
EVERY_KEY = (Path(__file__).parent / "every-key.yaml").read_text(encoding="utf-8")

# Sections that make the engine refuse the scheme as soon as they say something; their keys wait for it.
REFUSED: dict[str, set[str]] = {}

# Keys that do their work before the engine is asked.
ELSEWHERE = {
    ("Scheme", "format"): "the model reads this version and no other",
    ("Cap", "per"): "a year is the only period",
    **{
        key: "an amendment is applied to the document that the scheme was read from"
        for key in (
            ("Amendment", "set"),
            ("Amendment", "add"),
            ("Amendment", "remove"),
            ("Assignment", "path"),
            ("Assignment", "value"),
            ("Addition", "path"),
            ("Addition", "value"),
        )
    },
}


@pytest.fixture(scope="module")
def world() -> tuple[Any, Any]:
    return society.load("simpleland"), assumptions.load("standard")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """The (part, key) pairs that are read from now on."""
    seen: set[tuple[str, str]] = set()
    plain = Part.__getattribute__

    def watched(part: Part, name: str) -> Any:
        fields = type(part).__dict__.get("__pydantic_fields__", {})
        if name in fields:
            seen.add((type(part).__name__, fields[name].alias or name))
        return plain(part, name)

    monkeypatch.setattr(Part, "__getattribute__", watched)
    return seen


def schemes() -> list[Scheme]:
    lines = SOUND.splitlines(keepends=True)
    on_scores = "".join(line.replace("{band: [low]}", "{score: {below: 80}}") for line in lines)
    rewards = "".join(line.replace("{band: [low]}", "{score: {at_least: 120}}") for line in lines)
    told = SOUND.replace("{audience: none}", "{audience: public, for: stay}").replace(
        "\npractice:\n", "\nnotice:\n  - {for: {lists: [careless]}, due: after, days: 5}\npractice:\n"
    )
    return [*map(load, executed()), *map(load, (SOUND, on_scores, rewards, told, SCORECARD))]


def test_every_key_that_runs_is_read_by_the_engine(
    world: tuple[Any, Any], read: set[tuple[str, str]]
) -> None:
    people, assumed = world
    places = {"all", *(place.id for place in people.tables().places)}
    compiled = [scheme for scheme in schemes() if places.issuperset(scheme.scope.places)]
    every = load(EVERY_KEY)
    read.clear()
    refusals(every, people.tables(), assumed)
    for scheme in compiled:
        day = datetime.date(2020, 1, 1)
        # A rule for professions runs where there are such.
        waits = list(refusals(scheme, people.tables(), assumed))
        where = society.load(home(scheme.id)) if waits else people
        compile_scenario(Scenario((Arm("one", scheme),), where, assumed, 1000, 365, 1, day))
        check_life_histories(scheme, assumed)
    runs = {(part or "Scheme", name) for part, name, key in keys(json_schema()) if key["role"] == "runs"}
    refused = set().union(*REFUSED.values())
    assert sorted(key for key in runs - read - ELSEWHERE.keys() if key[0] not in refused) == []
    assert len(read & runs) > 90


def test_what_is_refused_is_refused(world: tuple[Any, Any]) -> None:
    people, assumed = world
    tables = people.tables()
    told = " ".join(problem.what for problem in refusals(load(EVERY_KEY), tables, assumed))
    for word in ("amendment",):
        assert word in told
