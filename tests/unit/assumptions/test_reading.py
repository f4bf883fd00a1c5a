"""Reading assumptions: files are found by being there, and what is wrong is told at once with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse.assumptions import load, load_text
from glasshouse.ground.errors import BadInput

HEAD = "assumptions: {id: mine, title: Mine, based_on: standard}\n"


def refusal(text: str) -> str:
    with pytest.raises(BadInput) as caught:
        load_text(text, "mine.yaml")
    return str(caught.value)


def test_a_new_entry_in_any_file_of_the_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / "about.yaml").write_text("assumptions: {id: mine, title: Mine}\n")
    (tmp_path / "people").mkdir()
    entry = "  - {id: hums, title: Humming, context: speech, legality: lawful, rate: 3}\n"
    (tmp_path / "people" / "one.yaml").write_text("conducts:\n" + entry)
    (tmp_path / "people" / "two.yaml").write_text("conducts:\n" + entry.replace("hums", "sings"))
    assert set(load(tmp_path).conducts) == {"hums", "sings"}


def test_a_set_may_begin_from_another() -> None:
    standard = load("standard")
    mine = load_text(
        HEAD
        + "conducts:\n"
        + "  - {id: hums, title: Humming, context: speech, legality: lawful, rate: 3}\n"
        + "  - {id: gives-blood, title: Giving blood, context: civic, legality: prosocial, rate: 1}\n"
        + "response: {expression: {general: 0.3, own: 0.3}}\n"
    )
    assert set(mine.conducts) == {*standard.conducts, "hums"}
    assert mine.conducts["gives-blood"].rate.value == 1
    assert mine.conducts["gives-blood"].relative == {}
    assert mine.conducts["pays-late"] == standard.conducts["pays-late"]
    assert mine.response["expression"].general.value == 0.3
    assert mine.response["violation"] == standard.response["violation"]
    assert (mine.id, mine.title) == ("mine", "Mine")


def test_a_file_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(HEAD)
    assert load(str(file)).id == load(file).id == "mine"


def test_everything_wrong_is_told_at_once_with_its_place() -> None:
    screen = refusal(
        HEAD
        + "conducts:\n"
        + "  - {id: a, titel: A, context: speech, legality: lawful, rate: 3}\n"
        + "  - {id: b, title: B, context: speach, legality: lawful, rate: 3}\n"
        + "  - {id: c, title: C, context: speech, legality: lawful, rate: -3}\n"
        + "  - {id: d, title: D, context: speech, legality: lawful, rate: 1, relative: {sex: {femal: 2}}}\n"
    )
    assert "mine.yaml:3:13" in screen and "Did you mean 'title'?" in screen
    assert "mine.yaml:4" in screen and "Did you mean 'speech'?" in screen
    assert "mine.yaml:5" in screen and "at least 0" in screen
    assert "mine.yaml:6" in screen and "Did you mean 'female'?" in screen


def test_names_that_lead_nowhere_are_told_with_their_place() -> None:
    screen = refusal(
        HEAD
        + "conducts:\n"
        + "  - {id: a, title: A, context: speech, legality: lawful, rate: 3, seen_by: {polise: 0.1}}\n"
        + "  - {id: b, title: B, context: speech, legality: lawful, rate: 3, mistaken_for: gives-blud}\n"
        + "  - {id: c, title: C, context: speech, legality: lawful, rate: {value: 1, reference: nowhere}}\n"
    )
    lines = screen.splitlines()
    assert any(line.startswith("mine.yaml:3:") and "Did you mean 'police'?" in line for line in lines)
    assert any(line.startswith("mine.yaml:4:") and "Did you mean 'gives-blood'?" in line for line in lines)
    assert any(line.startswith("mine.yaml:5:") and "'nowhere' is not a reference" in line for line in lines)


def test_one_id_stands_once(tmp_path: Path) -> None:
    entry = "conducts:\n  - {id: hums, title: Humming, context: speech, legality: lawful, rate: 3}\n"
    (tmp_path / "a.yaml").write_text("assumptions: {id: mine, title: Mine}\n" + entry)
    (tmp_path / "b.yaml").write_text("assumptions: {id: other, title: Other}\n" + entry)
    with pytest.raises(BadInput) as caught:
        load(tmp_path)
    screen = str(caught.value)
    assert "'conducts.hums' stands here a second time" in screen
    assert "'assumptions' stands here a second time" in screen
    assert "a.yaml:3:5" in screen and "b.yaml:3:5" in screen


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("conducts: []\n", "No file says which assumptions these are"),
        ("assumptions: {id: mine, title: Mine, based_on: standrad}\n", "Did you mean 'standard'?"),
        ("assumptions: {id: Mine, title: Mine}\n", "Mine"),
        (HEAD + "conduct: []\n", "Did you mean 'conducts'?"),
    ],
)
def test_a_file_that_is_no_set_is_refused(text: str, told: str) -> None:
    assert told in refusal(text)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("standart", "Did you mean 'standard'?"),
        ("./nowhere.yaml", "There is no file"),
        ("nowhere/", "no file"),
    ],
)
def test_a_set_that_is_not_there(given: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        load(given)
    assert told in str(caught.value)


def test_an_empty_folder_is_no_set(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no YAML file"):
        load(tmp_path)
