"""``glasshouse run``: what it promises to scripts and to people at a keyboard."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import glasshouse as gh
from glasshouse.cli.main import main

PEOPLE = "30000"


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    with pytest.raises(SystemExit) as end:
        main(["run", *words])
    told = capsys.readouterr()
    return int(end.value.code or 0), told.out, told.err


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code, out, _ = call(capsys, *words, "--json")
    assert code == 0
    assert out.count("\n") == 1
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


def test_json_says_what_was_changed(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("simpleland-points", "--people", "20000", "--days", "9")
    changes = ("--set", "score.start=105", "--set", "assumptions.conducts.walk-on-red.rate=5")
    assert answer(capsys, *words)["changes"] == {"rules": [], "assumptions": {}}
    assert answer(capsys, *words, *changes)["changes"] == {
        "rules": ["score.start=105"],
        "assumptions": {"assumptions.conducts.walk-on-red.rate": 5.0},
    }


def test_json_holds_what_scripts_rely_on(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "simpleland-points", "--people", PEOPLE, "--days", "365", "--seed", "7")
    assert (told["scheme"], told["people"], told["days"], told["seed"]) == (
        "simpleland-points",
        30_000,
        365,
        7,
    )
    assert told["seconds"] > 0
    assert told["person_days_per_second"] > 0
    assert set(told["bands"]) == {"A", "B", "C", "D"}
    assert sum(told["bands"].values()) == told["covered"]
    for entry in told["listed"].values():
        assert 0 <= entry["wrongful"] <= entry["ever"]
        assert 0 <= entry["end"] <= entry["ever"]
    assert all(isinstance(count, int) for count in told["denials"].values())
    for estimate in told["estimates"]:
        assert {"id", "arm", "value", "low", "high", "unit", "denominator"} <= set(estimate)
        assert (estimate["value"] is None) == (estimate["low"] is None) == (estimate["high"] is None)


def test_the_same_seed_gives_the_same_answer_on_any_number_of_threads(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("court-defaulters-2017", "--people", PEOPLE, "--seed", "3")
    one, two = (answer(capsys, *words, "--threads", threads) for threads in ("1", "2"))
    other = answer(capsys, *words[:-1], "4")
    keys = ("bands", "listed", "denials", "estimates", "covered")
    assert all(one[key] == two[key] for key in keys)
    assert one["estimates"] != other["estimates"]


def test_python_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "simpleland-points", "--people", PEOPLE, "--years", "1", "--seed", "2")
    outcomes = gh.simulate("simpleland-points", people=int(PEOPLE), years=1, seed=2)
    assert [estimate.as_dict() for estimate in outcomes.estimates] == told["estimates"]
    listed = outcomes.dataset["listed"].sel(arm="simpleland-points", group="all").sum("replicate")
    assert {str(name): int(listed.sel(list=name)) for name in listed["list"].values} == {
        name: entry["ever"] for name, entry in told["listed"].items()
    }


def test_settings_reach_the_scheme_and_the_assumptions(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("simpleland-points", "--people", PEOPLE)
    before = answer(capsys, *words)
    harsher = answer(capsys, *words, "--set", "rules.protest.points=-50")
    assert harsher["scheme_sha256"] != before["scheme_sha256"]
    assert harsher["bands"] != before["bands"]
    quieter = answer(capsys, *words, "--set", "assumptions.conducts.joins-protest.rate=0")
    assert quieter["scheme_sha256"] == before["scheme_sha256"]
    assert quieter["bands"]["B"] > before["bands"]["B"]


def test_a_chinese_scheme_runs_on_the_chinese_marginals_others_say_what_they_run_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert answer(capsys, "nanjing-2019", "--people", PEOPLE, "--days", "30")["society"] == "china-2020"
    assert answer(capsys, "robodebt-2016", "--people", PEOPLE, "--days", "30")["society"] == "australia"
    words = ("simpleland-points", "--set", "scheme.jurisdiction=BR", "--people", PEOPLE, "--days", "30")
    _, _, told = call(capsys, *words)
    assert re.search(r"no society for jurisdiction BR", told)


def test_a_horizon_of_years(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "nanjing-2019", "--people", "1000", "--years", "2", "--start", "2020-02-01")
    assert (told["days"], told["start"]) == (730, "2020-02-01")
    assert answer(capsys, "nanjing-2019", "--people", "1,000", "--days", "1")["days"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nanjing-2018",), "Did you mean 'nanjing-2019'"),
        (("nanjing-2019", "--people", "0"), "people is 0"),
        (("nanjing-2019", "--people", "5000000000"), "people is 5,000,000,000"),
        (("nanjing-2019", "--people", "many"), "not a number of people"),
        (("nanjing-2019", "--days", "0"), "days is 0"),
        (("nanjing-2019", "--years", "-1"), "-1 years are no horizon"),
        (("nanjing-2019", "--years", "nan"), "no horizon"),
        (("nanjing-2019", "--years", "1", "--days", "9"), "not both"),
        (("nanjing-2019", "--seed", "-1"), "seed is -1"),
        (("nanjing-2019", "--seed", "18446744073709551616"), "seed is 18,446,744,073,709,551,616"),
        (("nanjing-2019", "--society", "atlantis"), "no society 'atlantis'"),
        (("nanjing-2019", "--assumptions", "bold"), "'bold'"),
        (("nanjing-2019", "--set", "rules.nothing.points=3"), "nothing"),
        (("nanjing-2019", "--set", "assumptions.conducts.walk-on-red.rate=often"), "sets no number"),
        (("nanjing-2019", "--set", "assumptions.conducts.walk-on-rde.rate=1"), "Did you mean"),
        (("nanjing-2019", "--set", "assumptions"), "assumptions"),
        (("nanjing-2019", "--reform", "no-such-reform"), "no-such-reform"),
        (("nanjing-2019", "--start", "tomorrow"), "not a date"),
        (("nanjing-2019", "--threads", "0"), "threads"),
        (("nanjing-2019", "--threat", "1"), "--threads"),
        ((), "ID_OR_FILE"),
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


def test_without_out_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(capsys, "nanjing-2019", "--people", "1000", "--days", "9")[0] == 0
    assert list(tmp_path.iterdir()) == []


def test_with_out_the_run_is_kept_and_told_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = ("simpleland-points", "--people", PEOPLE, "--out", str(tmp_path / "run"))
    first = answer(capsys, *words)
    names = {file.name for file in (tmp_path / "run").iterdir()}
    assert {"run.json", "totals.parquet", "weekly.parquet", "estimates.parquet", "chunks"} <= names
    again = answer(capsys, *words)
    assert again["estimates"] == first["estimates"]
    assert again["person_days_per_second"] == 0


def test_parts_change_no_count(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = ("simpleland-points", "--people", PEOPLE, "--years", "40", "--threads", "2")
    whole = answer(capsys, *words)
    parts = answer(capsys, *words, "--out", str(tmp_path / "run"))
    assert len(list((tmp_path / "run" / "chunks").iterdir())) >= 8
    assert all(whole[key] == parts[key] for key in ("bands", "listed", "denials", "estimates"))


def test_a_piped_run_is_quiet_and_plain(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "simpleland-points", "--people", PEOPLE)
    assert code == 0
    assert "\x1b" not in out + err
    assert "%  " not in err


def test_plain_progress_tells_every_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = call(
        capsys, "simpleland-points", "--people", "100000", "--progress", "plain", "--threads", "1"
    )
    lines = [line for line in err.splitlines() if " of 100,000 people" in line]
    assert 2 <= len(lines) <= 11
    assert lines[-1].startswith("100 %")


@pytest.mark.skipif(sys.platform == "win32", reason="signals to a child differ on Windows")
def test_ctrl_c_ends_with_130_and_the_run_goes_on(tmp_path: Path) -> None:
    words = [
        "run",
        "court-defaulters-2017",
        "--people",
        "4000000",
        "--years",
        "2",
        "--out",
        str(tmp_path / "run"),
    ]
    words += ["--threads", "1", "--progress", "plain"]
    command = [sys.executable, "-m", "glasshouse", *words]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )
    try:
        chunks = tmp_path / "run" / "chunks"
        end = time.monotonic() + 120
        while not list(chunks.glob("chunk-*.parquet")) and time.monotonic() < end and child.poll() is None:
            time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=120)
    finally:
        child.kill()
    assert child.returncode == 130, err
    assert out == ""
    assert re.search(r"Interrupted: [1-9]\d* of \d+ chunks are finished", err)
    assert "Run the same command again" in err
    assert "Traceback" not in err
    assert json.loads((tmp_path / "run" / "run.json").read_text())["state"] == "running"


def test_the_readme_shows_what_make_run_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(__file__).parents[2]
    block = (root / "README.md").read_text(encoding="utf-8").partition("```text\n")[2].partition("```")[0]
    command_line, _, shown = block.partition("\n")
    words = command_line.partition("  ")[0].split()
    assert words[:3] == ["$", "glasshouse", "run"]
    assert " ".join(words[2:]) in (root / "Makefile").read_text(encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "100")
    code, out, _ = call(capsys, *words[3:])
    assert code == 0
    printed = " ".join(out.split())
    parts = [" ".join(part.split()) for line in shown.splitlines() for part in line.split("...")]
    assert len(parts) > 10
    for part in parts:
        assert part in printed


def test_a_life_that_does_not_hold_is_told_and_its_score_is_not(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = gh.load_scheme("simpleland-points").text
    wrong, changed = re.subn(r"(day: \d+, score: )\d+", r"\g<1>1", text, count=1)
    assert changed
    mine = tmp_path / "mine.yaml"
    mine.write_text(wrong, encoding="utf-8")
    code, _, told = call(capsys, str(mine), "--people", "20000", "--days", "9", "--progress", "none")
    assert code == 0
    right = re.search(r"day: \d+, score: (\d+)", text)
    assert right is not None
    (line,) = (line for line in told.splitlines() if "mine.yaml" in line and "score" in line)
    assert right.group(1) not in line.partition("mine.yaml")[2].partition("  ")[2]
