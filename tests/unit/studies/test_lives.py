"""A life told by both engines: what happens, because of what, and the screens of those who ask wrongly."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from tests.widths import hold_to_widths

from glasshouse import assumptions, schemes, society
from glasshouse.cli.life import command
from glasshouse.engine import identity
from glasshouse.engine.run import run
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.slow.what_if import Retelling
from glasshouse.ground.errors import BadInput, RunFailed
from glasshouse.report.lives import told
from glasshouse.report.reasons import Texts
from glasshouse.studies.lives import film, life, scenario_of

RUN = Scenario(
    (Arm("court", schemes.load("narrow-court-register")),),
    society.load("china-2020"),
    assumptions.load("standard"),
    30_000,
    365,
    7,
    datetime.date(2019, 7, 8),
)


def test_the_listed_are_put_on_the_list_by_a_rule_of_a_line() -> None:
    found = life(RUN, who="listed", threads=2)
    assert found is not None
    entries = [event for event in found.events["court"] if event.happening == "entered"]
    assert entries
    scheme = RUN.arms[0].scheme
    for event in entries:
        rule = scheme.rule(event.because[0].removeprefix("rules."))
        assert rule.effect.enter == event.item
        position = rule.position
        assert position is not None
        assert f":{position.line})" in Texts(RUN, RUN.arms[0]).reasons(event)[0].based_on
    hold_to_widths(lambda width: told(found, width))
    hold_to_widths(lambda width: told(found, width, everything=True))
    text = "\n".join(line.text for line in told(found, 80))
    assert "SIMULATION" in text
    assert f"Put on {scheme.lists[0].title}." in text
    assert "But for the record of day" in text
    (asked,) = found.but_for["court"] or ()
    assert asked.day == entries[0].day
    assert life(RUN, str(found.address)).events == found.events  # type: ignore[union-attr]


def test_both_engines_must_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    found = life(RUN, who="listed", threads=2)
    assert found is not None
    monkeypatch.setattr(Retelling, "told", [])
    with pytest.raises(RunFailed, match="differently"):
        life(RUN, found.address)


def test_a_kept_run_is_told_from_its_folder_by_the_version_that_made_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Scenario(RUN.arms, RUN.society, RUN.assumptions, 3_000, 60, 7, RUN.start)
    run(small, threads=1, out=tmp_path / "run")
    assert scenario_of(tmp_path / "run").people == 3_000
    persons = int(small.society.neighbourhoods(3_000).persons[1])
    assert film(tmp_path / "run", 1).age.shape == (persons,)
    assert command.main([str(tmp_path / "run"), "--person", "1:5", "--json"], standalone_mode=False) == 0
    assert '"address": "1:5"' in capsys.readouterr().out
    monkeypatch.setattr(identity, "VERSION", "99.0")
    with pytest.raises(BadInput, match=r"the version of Glasshouse differs \(\S+ there, 99.0 here\)"):
        life(tmp_path / "run", "1:5")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Whose life"),
        ({"person": "1:2", "who": "listed"}, "Whose life"),
        ({"person": "twelve"}, "no address"),
        ({"person": "1:5000"}, "nobody at 1:5000"),
        ({"person": "99:1"}, "no neighbourhood 99"),
    ],
)
def test_a_wrong_question_is_answered_with_a_screen(asked: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        life(RUN, **asked)  # type: ignore[arg-type]
