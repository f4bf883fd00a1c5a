"""The command line: verbs found by being there, exit codes that mean what they say, no tracebacks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from glasshouse.cli import main as door
from glasshouse.cli.main import main
from glasshouse.schemes import catalogue, load

ROOT = Path(__file__).parents[3]
SOUND = ROOT / "tests" / "words" / "sound.yaml"


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(words)
    told = capsys.readouterr()
    return int(end.value.code or 0), told.out, told.err


def test_verbs_are_the_modules_that_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "--help")
    folder = ROOT / "src" / "glasshouse" / "cli"
    verbs = {
        path.stem for path in folder.glob("*.py") if path.stem != "main" and not path.stem.startswith("_")
    }
    assert code == 0
    for verb in verbs:
        assert f"  {verb.replace('_', '-')} " in out


@pytest.mark.parametrize("verb", ["schema", "show", "explain", "diff", "new", "schemes"])
def test_every_verb_has_help(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    code, out, err = call(capsys, verb, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: glasshouse {verb}")


def test_schemes(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "schemes", "--json")
    assert code == 0
    assert [entry["id"] for entry in json.loads(out)["schemes"]] == list(catalogue())
    assert call(capsys, "schemes")[0] == 0


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("schema",), ("schema", "--reform")):
        code, out, _ = call(capsys, *words)
        assert code == 0
        jsonschema.Draft202012Validator.check_schema(json.loads(out))


def test_explain_and_show(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "explain", str(SOUND), "--set", "score.start=110", "--width", "70")
    assert (code, err) == (0, "")
    assert "Everybody begins with 110 points (changed)." in out
    assert call(capsys, "show", str(SOUND), "--text")[1] == SOUND.read_text(encoding="utf-8")


def test_explain_warns_of_a_life_that_the_rules_do_not_bear_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ninety points are left after one red light in the file that `new` writes; its own life says so."""
    monkeypatch.chdir(tmp_path)
    call(capsys, "new", "my-town")
    right = Path("my-town.yaml").read_text(encoding="utf-8")
    assert call(capsys, "explain", "./my-town.yaml")[::2] == (0, "")

    Path("wrong.yaml").write_text(right.replace("score: 90", "score: 80"), encoding="utf-8")
    code, out, err = call(capsys, "explain", "./wrong.yaml")
    assert code == 0 and "My town" in out
    assert "warning: test 'one-red-light': at the end of day 1 the score as last reviewed is not 80" in err
    assert "90" not in err, "what would hold instead is never told"
    assert call(capsys, "explain", "./wrong.yaml", "--set", "score.start=90")[2] == "", (
        "it has outlived its own"
    )

    monkeypatch.setattr("glasshouse.ground.extras.is_there", lambda extra: False)
    code, out, err = call(capsys, "explain", "./wrong.yaml")
    assert code == 0 and "My town" in out and "pip install 'glasshouse[run]'" in err and "warning" not in err


def test_diff(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "diff", str(SOUND), "--set", "score.start=110", "--json")
    assert code == 0
    (difference,) = json.loads(out)["differences"]
    assert difference["path"] == "score.start"
    assert call(capsys, "diff", "nanjing-2019", "suining-2010")[0] == 0
    assert call(capsys, "diff", str(SOUND))[0] == 2


@pytest.mark.parametrize("kind", ["points", "list"])
def test_new_writes_a_file_that_is_sound(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = call(capsys, "new", "my-town", "--kind", kind)
    assert code == 0
    assert "glasshouse explain ./my-town.yaml" in out
    scheme = load("./my-town.yaml")
    assert (scheme.id, scheme.warnings) == ("my-town", ())
    code, _, err = call(capsys, "new", "my-town")
    assert code == 2
    assert "is there already" in err
    assert call(capsys, "new", "my-town", "--force")[0] == 0
    assert call(capsys, "new", "My Town")[0] == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("explian",), "Did you mean 'explain'?"),
        (("show",), "The argument ID_OR_FILE is missing."),
        (("show", "nanjing-2018"), "Did you mean 'nanjing-2019'?"),
        (("show", "nanjing-2019", "--set", "rules.x=1"), "There is no 'x' in rules"),
        (("show", "nanjing-2019", "--reform", "absent"), "There is no reform 'absent'"),
        (("show", "/nowhere/absent.yaml"), "/nowhere/absent.yaml"),
    ],
)
def test_bad_use_is_told_and_ends_with_two(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    code, out, err = call(capsys, *words)
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err


def test_what_nobody_foresaw_is_told_in_two_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the pipes burst")

    monkeypatch.delenv("GLASSHOUSE_TRACEBACK", raising=False)
    monkeypatch.setattr(door.glasshouse, "invoke", broken)
    code, _, err = call(capsys, "schemes")
    assert code == 3
    assert len(err.splitlines()) == 2
    assert "the pipes burst" in err


def test_an_interruption_ends_with_130(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(door.glasshouse, "invoke", interrupted)
    code, _, err = call(capsys, "schemes")
    assert (code, err.strip()) == (130, "Interrupted.")


def run(*words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(
        [sys.executable, "-m", "glasshouse", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def test_help_imports_nothing_heavy() -> None:
    process = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "glasshouse", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in process.stderr.splitlines()}
    assert not imported & {"pydantic", "ruamel", "_ruamel_yaml", "numpy", "numba", "pandas", "xarray", "rich"}


def test_a_reader_that_goes_away_is_no_error() -> None:
    process = run("schema")
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert "Traceback" not in told
    assert "BrokenPipe" not in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_no_fault_of_ours() -> None:
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "glasshouse", "schemes"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert ended.returncode == 3
    assert ended.stderr == "The disk is full: the output could not be written.\n"
