"""The verbs ``lint`` and ``fix`` as a user meets them: exit codes, screens, files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glasshouse.cli.main import main
from glasshouse.schemes.lint.examples import base
from glasshouse.schemes.reading import load
from glasshouse.schemes.reforming import load_reform


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(words)
    told = capsys.readouterr()
    return int(end.value.code or 0), told.out, told.err


def test_core_errors_end_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "lint", "simpleland-points")
    assert code == 1
    assert out.endswith("Silence is not clearance.\n")


def test_the_clean_scheme_ends_with_nought_and_the_same_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "clean.yaml"
    path.write_text(base().text)
    code, out, _ = run(capsys, "lint", str(path), "--select", "core")
    assert code == 0
    assert out.endswith("Silence is not clearance.\n")


def test_what_only_informs_does_not_decide(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, _ = run(capsys, "lint", "simpleland-points", "--select", "GH802")
    assert code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("lint",),
        ("lint", "--all", "nanjing-2019"),
        ("lint", "nanjing-2019", "--select", "GH9999"),
        ("lint", "nanjing-2019", "--ignore", "GH601"),
        ("lint", "nanjing-2019", "--as-of", "tomorrow"),
        ("lint", "nanjing-2019", "--norms", "mars"),
        ("lint", "nanjing-2019", "--run", "/nowhere"),
        ("lint", "no-such-scheme"),
        ("fix", "GH101", "robodebt-2016"),
        ("fix", "GH404", "nanjing-2019"),
        ("fix", "core", "nanjing-2019"),
    ],
)
def test_what_cannot_be_done_ends_with_two_and_a_screen(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, _, err = run(capsys, *words)
    assert code == 2
    assert err.strip()
    assert "Traceback" not in err


def test_a_reform_is_linted_as_it_would_stand(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(
        capsys,
        "lint",
        "simpleland-points",
        "--select",
        "GH202",
        "--reform",
        "protest-costs-nothing",
        "--format",
        "json",
    )
    assert [finding["kind"] for finding in json.loads(out)["findings"]] == ["pass"]


def test_a_fix_writes_a_reform_that_runs_and_leaves_the_scheme_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "fix.yaml"
    code, out, _ = run(capsys, "fix", "GH404", "simpleland-points", "--out", str(target))
    assert code == 0
    assert "60 months" in out
    mended = load("simpleland-points", load_reform(target))
    lapse = mended.rule("drunk-driving").lapse
    assert lapse is not None
    assert str(lapse.value) == "60 months"
    code, _, err = run(capsys, "fix", "GH404", "simpleland-points", "--out", str(target))
    assert code == 2
    assert "there already" in err


def test_a_dry_run_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = run(capsys, "fix", "GH404", "simpleland-points", "--dry-run")
    assert code == 0
    assert "format: 1" in out
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_fix_changes_what_a_run_counts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "fix.yaml"
    run(capsys, "fix", "GH601", "simpleland-points", "--out", str(target))
    words = ("run", "simpleland-points", "--people", "20000", "--days", "365", "--threads", "1", "--json")
    before = json.loads(run(capsys, *words, "--progress", "none")[1])
    after = json.loads(run(capsys, *words, "--progress", "none", "--reform", str(target))[1])
    assert sum(before["denials"].values()) > 0
    assert not {"flight", "train"} & {gate for gate, count in after["denials"].items() if count}
