"""Setting a scenario up from names: what is meant, what is usual, and what is refused."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from glasshouse import schemes, society
from glasshouse.ground.errors import BadInput
from glasshouse.schemes.reforming import load_reform
from glasshouse.studies.simulation import horizon, set_up, usual_society


def test_a_scheme_runs_on_the_society_of_its_jurisdiction_from_its_first_day() -> None:
    made = set_up("court-defaulters-2017")
    assert made.society.id == "china-2020"
    assert made.start == made.arms[0].scheme.scheme.force.from_ == datetime.date(2017, 5, 1)
    assert (made.people, made.days, made.seed) == (100_000, 365, 1)


@pytest.mark.parametrize(
    ("scheme", "usual", "says"),
    [
        ("nanjing-2019", "china-2020", False),
        ("simpleland-points", "simpleland", False),
        ("robodebt-2016", "australia", False),
        ("no-fly-list", "united-states", False),
        ("schufa", "simpleland", True),
    ],
)
def test_only_a_foreign_society_is_worth_a_word(scheme: str, usual: str, says: bool) -> None:
    name, note = usual_society(schemes.load(scheme))
    assert name == usual
    assert (note is not None) is says


@pytest.mark.parametrize(
    ("years", "days", "expected"),
    [
        (None, None, 365),
        (1, None, 365),
        (2, None, 730),
        (4, None, 1461),
        (0.5, None, 182),
        (0.001, None, 1),
        (None, 7, 7),
    ],
)
def test_horizons(years: float | None, days: int | None, expected: int) -> None:
    assert horizon(years, days) == expected


@pytest.mark.parametrize(
    ("years", "days"), [(1, 1), (0, None), (-1, None), (float("nan"), None), (float("inf"), None)]
)
def test_what_is_no_horizon(years: float, days: int | None) -> None:
    with pytest.raises(BadInput):
        horizon(years, days)


def test_all_are_as_many_as_the_society_has() -> None:
    made = set_up("simpleland-points", people="all")
    assert made.people == society.load("simpleland").people


@pytest.mark.parametrize("way", ["id", "path", "object"])
def test_a_reform_is_named_or_given(way: str, tmp_path: Path) -> None:
    reform = load_reform("protest-costs-nothing")
    file = tmp_path / "patch.yaml"
    file.write_text("format: 1\nreform: {id: mine, title: Mine}\nremove: [rules.protest]\n")
    given = {"id": "protest-costs-nothing", "path": file, "object": reform}[way]
    made = set_up("simpleland-points", reforms=[given])
    assert "protest" not in {rule.id for rule in made.arms[0].scheme.rules}


def test_settings_go_to_the_rules_or_to_the_people() -> None:
    made = set_up(
        "simpleland-points",
        settings={
            "rules.protest.points": -25,
            "assumptions.conducts.joins-protest.rate": 0.5,
            "rules.protest.lapse": None,
        },
    )
    rule = made.arms[0].scheme.rule("protest")
    assert rule.effect.points is not None and rule.effect.points.value == -25
    assert rule.lapse is None
    assert made.assumptions.conducts["joins-protest"].rate.value == 0.5
    same = set_up("simpleland-points", settings=["rules.protest.points=-25"])
    assert same.arms[0].scheme.rule("protest").effect.points == rule.effect.points


def test_a_scheme_that_was_read_is_taken_as_it_is_or_changed() -> None:
    read = schemes.load("simpleland-points")
    assert set_up(read).arms[0].scheme is read
    changed = set_up(read, settings=["rules.protest.points=-3"]).arms[0].scheme
    assert changed.text_hash != read.text_hash


@pytest.mark.parametrize(
    "setting", ["assumptions.conducts.joins-protest.rate=many", "assumptions.nothing=1", "rules.x=1"]
)
def test_a_setting_that_leads_nowhere_is_refused(setting: str) -> None:
    with pytest.raises(BadInput):
        set_up("simpleland-points", settings=[setting])


@pytest.mark.parametrize("start", [datetime.date(1, 1, 1), datetime.date(9999, 12, 31)])
def test_a_first_day_at_the_end_of_the_calendar_is_bad_input(start: datetime.date) -> None:
    with pytest.raises(BadInput, match="the first day is"):
        set_up("nanjing-2019", people=1000, start=start)
