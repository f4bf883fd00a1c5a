"""``glasshouse run --range`` and ``glasshouse merge``: parts run apart are the run, byte by byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import glasshouse as gh
from glasshouse.cli.main import main

WORLD = ("court-defaulters-2017", "--people", "30000", "--days", "200", "--seed", "5", "--threads", "2")
OUTCOMES = ("totals.parquet", "weekly.parquet", "estimates.parquet")


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    with pytest.raises(SystemExit) as end:
        main(list(words))
    told = capsys.readouterr()
    return int(end.value.code or 0), told.out, told.err


def done(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code, out, err = call(capsys, *words)
    assert code == 0, err
    return out


def test_three_parts_are_the_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    whole = json.loads(done(capsys, "run", *WORLD, "--out", str(tmp_path / "whole"), "--json"))
    parts = []
    for share in ("0:7", "7:20", "20:30"):
        folder = str(tmp_path / share.replace(":", "-"))
        done(capsys, "run", *WORLD, "--range", share, "--out", folder)
        parts.append(folder)
    merged = str(tmp_path / "merged")
    told = json.loads(done(capsys, "merge", *parts[::-1], "--out", merged, "--json"))
    assert told["estimates"] == whole["estimates"]
    for name in OUTCOMES:
        assert (tmp_path / "merged" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    # The merged folder is that of a finished run.
    again = json.loads(done(capsys, "run", *WORLD, "--out", merged, "--json"))
    assert again["estimates"] == whole["estimates"]
    assert again["person_days_per_second"] == 0


def test_python_says_the_same(tmp_path: Path) -> None:
    world = {"people": 24_000, "days": 100, "seed": 3}
    whole = gh.simulate("simpleland-points", **world)
    one = gh.simulate_part("simpleland-points", "1/2", tmp_path / "1", **world)
    other = gh.simulate_part("simpleland-points", range(one.range.stop, 24), tmp_path / "2", **world)
    assert one.people + other.people == 24_000
    merged = gh.merge([one.folder, other.folder], tmp_path / "merged")
    assert merged.estimates == whole.estimates


def test_a_part_says_that_it_is_one_and_estimates_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ("run", *WORLD, "--range", "2/3", "--out", str(tmp_path / "part"))
    told = done(capsys, *words)
    assert "neighbourhoods 10 to 19 of 30" in told
    assert "Nothing is estimated from a part alone" in told
    assert "SIMULATION - invented people" in told
    assert "glasshouse merge" in told
    assert "per 100,000" not in told
    assert "%" not in told
    answer = json.loads(done(capsys, *words, "--json"))
    assert {key: answer["part"][key] for key in ("first", "stop", "of")} == {
        "first": 10,
        "stop": 20,
        "of": 30,
    }
    assert answer["people"] == 30_000
    assert "estimates" not in answer


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("run", *WORLD, "--range", "0:7"), "--range needs --out"),
        (("run", *WORLD, "--range", "0:31", "--out", "part"), "30 neighbourhoods, 0 to 29"),
        (("run", *WORLD, "--range", "half", "--out", "part"), "A:B or K/N"),
        (("merge", "--out", "whole"), "DIR"),
        (("merge", "nowhere"), "--out"),
        (("merge", "nowhere", "--out", "whole"), "'nowhere' is not the folder of a run"),
    ],
)
def test_bad_input_is_one_screen_and_exit_code_2(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call(capsys, *words)
    assert code == 2
    assert told in err
    assert out == ""
    assert list(tmp_path.iterdir()) == []
