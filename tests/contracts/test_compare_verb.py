"""``glasshouse compare``: what it promises to scripts and to people at a keyboard."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
from tests.unit.report.test_text import SUBJECT

import glasshouse as gh
from glasshouse.cli.compare import command
from glasshouse.cli.main import main
from glasshouse.engine.outcomes import NOTICE
from glasshouse.measures.estimate import CENTRAL
from glasshouse.measures.measure import FAMILIES, NEVER_MEASURED
from glasshouse.report.compared import compared
from glasshouse.report.layout import plain
from glasshouse.studies.comparison import Comparison, compare

PEOPLE = "40000"
SMALL = ("--people", PEOPLE, "--threads", "2")
PROMISED = {"id", "item", "arms", "value", "low", "high", "unit", "report_only"}


def call(capsys: pytest.CaptureFixture[str], *words: str, verb: str = "compare") -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    with pytest.raises(SystemExit) as end:
        main([verb, *words])
    told = capsys.readouterr()
    return int(end.value.code or 0), told.out, told.err


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code, out, _ = call(capsys, *words, *SMALL, "--json")
    assert code == 0
    assert out.count("\n") == 1
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


@cache
def protests() -> Comparison:
    return compare("simpleland-points", reforms=["protest-costs-nothing"], people=int(PEOPLE), threads=2)


def text(comparison: Comparison, width: int = 100) -> str:
    return plain(compared(comparison, width, FAMILIES))


def flowing(told: str) -> str:
    return " ".join(told.split())


def test_json_holds_what_scripts_rely_on(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "simpleland-points", "--reform", "protest-costs-nothing", "--seed", "7")
    assert (told["notice"], told["people"], told["days"], told["seed"]) == (NOTICE, int(PEOPLE), 365, 7)
    names = ["simpleland-points", "simpleland-points+protest-costs-nothing"]
    assert [arm["name"] for arm in told["arms"]] == names
    assert told["differences"]
    for difference in told["differences"]:
        assert set(difference) >= PROMISED
        assert difference["arms"] == names
        assert (difference["value"] is None) == (difference["low"] is None) == (difference["high"] is None)
        if difference["value"] is not None:
            assert difference["low"] <= difference["value"] <= difference["high"]
    keys = [(d["id"], d["item"]) for d in told["differences"]]
    assert len(keys) == len(set(keys))


def test_python_says_the_same_on_any_number_of_threads(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "simpleland-points", "--reform", "protest-costs-nothing")
    one = gh.compare("simpleland-points", reforms=["protest-costs-nothing"], people=int(PEOPLE), threads=1)
    assert [difference.as_dict() for difference in one.differences] == told["differences"]


def test_differences_are_of_what_both_arms_share_in_the_order_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("court-defaulters-2017", "narrow-court-register")
    there = answer(capsys, *words)
    back = answer(capsys, *reversed(words), "--society", "china-2020")
    asked = {(d["id"], d["item"]): d for d in there["differences"]}
    assert asked.keys() == {(d["id"], d["item"]) for d in back["differences"]}
    for difference in back["differences"]:
        other = asked[difference["id"], difference["item"]]
        assert difference["arms"] == other["arms"][::-1]
        if other["value"] is not None:
            assert difference["value"] == pytest.approx(-other["value"], abs=1e-12)
            assert difference["low"] == pytest.approx(-other["high"], abs=1e-12)
    each = [{(e["id"], e["item"]) for e in there["estimates"] if e["arm"] == name} for name in words]
    assert asked.keys() == each[0] & each[1]


def test_identical_arms_differ_by_zero(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "simpleland-points", "simpleland-points")
    assert {difference["value"] for difference in told["differences"]} <= {0.0, None}
    assert told["without_effect"] == [["simpleland-points", "simpleland-points#2"]]


def test_a_reform_that_changes_nothing_says_so_and_exits_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    reform = tmp_path / "new-name.yaml"
    reform.write_text(
        "format: 1\nreform: {id: new-name, title: Another name}\n"
        "set: [{path: scheme.title, value: Called otherwise}]\n"
    )
    words = ("simpleland-points", "--reform", str(reform), *SMALL)
    code, out, err = call(capsys, *words)
    assert code == 1
    assert "The reform 'new-name' changed no event of this run" in flowing(out)
    assert "changed no event" in err
    code, out, err = call(capsys, *words, "--json")
    assert code == 1
    told = json.loads(out)
    assert told["without_effect"] == [["simpleland-points", "simpleland-points+new-name"]]
    assert {difference["value"] for difference in told["differences"]} <= {0.0, None}


def test_a_reform_written_by_fix_runs_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Taking the consequences outside the breach away leaves fewer people refused."""
    file = tmp_path / "mended.yaml"
    assert call(capsys, "GH601", "court-defaulters-2017", "--out", str(file), verb="fix")[0] == 0
    told = answer(capsys, "court-defaulters-2017", "--reform", str(file))
    assert told["without_effect"] == []
    (refused,) = (d for d in told["differences"] if (d["id"], d["item"]) == ("refused-share", "any"))
    assert refused["high"] < 0.0


def test_the_run_is_kept_where_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = (
        "simpleland-points",
        "--reform",
        "protest-costs-nothing",
        *SMALL,
        "--out",
        str(tmp_path / "kept"),
    )
    code, out, _ = call(capsys, *words)
    assert code == 0 and "Kept in" in out
    assert {"run.json", "estimates.parquet"} <= {path.name for path in (tmp_path / "kept").iterdir()}


@pytest.mark.parametrize("width", [60, 80, 110])
def test_the_text_says_what_must_not_be_missed(width: int) -> None:
    told = text(protests(), width)
    assert max(map(len, told.split("\n"))) <= width
    assert NOTICE in told
    for sentence in (
        CENTRAL,
        NEVER_MEASURED,
        "Validated for: nothing, never compared with anything.",
        "is no evidence that a scheme works",
    ):
        assert sentence in flowing(told)
    assert told.index("Arm 1: simpleland-points") < told.index("Arm 2: simpleland-points+protest")


def test_the_main_differences_come_first_and_a_family_is_told_when_asked_for() -> None:
    comparison = protests()
    short = plain(compared(comparison))
    assert len(short.split("\n")) < 55
    for sentence in (NEVER_MEASURED, CENTRAL, "Ask for some with --family", "Both arms live the same lives"):
        assert sentence in flowing(short)
    assert short.index("The main differences") < short.index("All differences by family")
    assert "band D" not in short
    scores = plain(compared(comparison, families=["score"]))
    assert FAMILIES["score"] in scores and FAMILIES["liberty"] not in scores
    assert re.search(r"^  band B, %  +\d\d\.\d  +\d\d\.\d  +[+-]0\.\d\d  \(", scores, re.MULTILINE)
    (option,) = (entry for entry in command.params if entry.name == "families")
    assert isinstance(option.type, click.Choice) and list(option.type.choices) == list(FAMILIES)


def test_the_text_neither_ranks_nor_judges() -> None:
    words = re.compile(r"\b(best|better|worse|worst|rank\w*|improve\w*|winner|optim\w*|safer|fairer)\b", re.I)
    assert not words.search(text(protests()))


@pytest.mark.parametrize(
    ("named", "reform"),
    [("suining-2010", "means-test-first"), ("rongcheng-2014", "low-grades-cost-nothing")],
)
def test_no_country_or_court_is_the_subject_of_a_sentence(named: str, reform: str) -> None:
    """But for what the scheme's file quotes: its title, what was said of it, and the reform's title."""
    comparison = compare(named, reforms=[reform], people=int(PEOPLE), threads=2)
    told = flowing(text(comparison))
    head = comparison.results.scenario.arms[0].scheme.scheme
    for quoted in (head.title, head.domestic_status):
        told = told.replace(flowing(quoted or ""), "")
    assert not SUBJECT.search(told)


def test_each_difference_in_the_text_has_its_interval() -> None:
    rows = [
        line
        for line in text(protests()).split("\n")
        if re.search(r" [+-]?[\d,.]+ +[+-]?[\d,.]+  \([+-]?\d", line)
    ]
    assert rows
    for row in rows:
        assert re.search(r"\([+-]?[\d,.]+ to [+-]?[\d,.]+\)$", row), row


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nanjing-2019",), "nothing to compare"),
        ((), "ID_OR_FILE"),
        (("nanjing-2019", "nanjing-2018"), "Did you mean 'nanjing-2019'"),
        (("nanjing-2019", "--reform", "protest-costs-nothing"), "written for 'simpleland-points'"),
        (("nanjing-2019", "nanjing-2019", "--people", "0"), "people is 0"),
        (("nanjing-2019", "nanjing-2019", "--years", "1", "--days", "9"), "not both"),
        (("nanjing-2019", "nanjing-2019", "--set", "rules.nothing.points=3"), "nothing"),
        (("nanjing-2019", "nanjing-2019", "--start", "tomorrow"), "not a date"),
    ],
)
def test_bad_input_is_one_screen_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    code, out, err = call(capsys, *words)
    assert code == 2
    assert told in err
    assert out == ""
    assert "Traceback" not in err


def test_what_was_never_in_force_is_not_said_to_be() -> None:
    told = flowing(text(compare("nanjing-2019", "beijing-press-2018", people=2000, threads=1)))
    assert "no such text was found" in told
    assert "No such scheme was ever enacted as described" in told
    assert "as if in force from 1 January 2021" in told


def test_too_few_people_are_told_nothing() -> None:
    comparison = compare("nanjing-2019", "court-defaulters-2017", people=2000, threads=1)
    assert {difference.change.value for difference in comparison.differences} == {None}
    assert "a difference of" not in flowing(text(comparison))
