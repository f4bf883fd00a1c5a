"""The command line as a whole: examples that can be typed, answers as documented, completion, screens."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from unittest import mock

import click
import jsonschema
import pytest
from click.shell_completion import ShellComplete
from tests.answers import hold
from tests.widths import WIDTHS, too_wide

from glasshouse.cli._answers import answer_schema, answer_schemas, answering
from glasshouse.cli._verb import Verb
from glasshouse.cli.main import COMPLETE, glasshouse, main
from glasshouse.ground.errors import BadInput, GlasshouseError, Interrupted, RunFailed
from glasshouse.schemes import catalogue
from glasshouse.schemes.reforming import reforms

ROOT = Path(__file__).parents[2]
TOP = click.Context(glasshouse, info_name="glasshouse")
ALL = glasshouse.list_commands(TOP)
SMALL = ("--people", "20000", "--days", "9", "--threads", "2")


def verb(name: str) -> click.Command:
    found = glasshouse.get_command(TOP, name)
    assert found is not None
    return found


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(words)
    told = capsys.readouterr()
    return int(end.value.code or 0), told.out, told.err


# -------------------------------------------------------------------------------------------------- examples


@pytest.mark.parametrize("name", ALL)
def test_every_verb_has_examples_that_its_options_take(name: str) -> None:
    """Each example parses against the real options; what it names in the catalogue is there."""
    command = verb(name)
    assert isinstance(command, Verb) and command.examples, f"{name} has no examples"
    shown = command.get_help(click.Context(command, parent=TOP, info_name=name, terminal_width=100))
    for wish, line in command.examples:
        assert wish[0].isupper() and f"{wish}:" in shown
        assert f"    {line}\n" in f"{shown}\n", "an example is not wrapped"
        inside = re.search(r"glasshouse ([^|>)]+)", line)
        assert inside is not None
        begin, *words = shlex.split(inside[1])
        assert begin == name
        command.make_context(name, words, parent=TOP)
        for option, there in (("--reform", reforms()), ("--society", ("china-2020", "simpleland"))):
            if option in words:
                assert words[words.index(option) + 1] in there
        for word in words:
            if re.fullmatch(r"[a-z-]+-(19|20)\d\d", word):
                assert word in catalogue()


@pytest.mark.parametrize("name", ["sweep", "sensitivity", "robust", "calibrate"])
def test_examples_of_studies_ask_what_may_be_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Each sets its study up, and is interrupted where the work would begin, with no warning before."""
    for begins in ("engine.workers.Threads.live", "studies.sensitivity.felt_groups"):
        monkeypatch.setattr(f"glasshouse.{begins}", mock.Mock(side_effect=KeyboardInterrupt))
    command = verb(name)
    assert isinstance(command, Verb)
    for _, line in command.examples:
        code, _, told = call(capsys, *shlex.split(line)[1:])
        assert code == 130, told
        assert "too few" not in told


def test_an_option_is_called_and_described_alike_everywhere() -> None:
    """Verbs that share an option share its spelling, its short form and, for the common ones, its words."""
    spelled: dict[str, set[tuple[str, ...]]] = {}
    words: dict[str, set[str]] = {}
    for name in ALL:
        for parameter in verb(name).params:
            if isinstance(parameter, click.Option):
                for option in parameter.opts:
                    if option.startswith("--") and option != "--output":
                        short = tuple(sorted(one for one in parameter.opts if not one.startswith("--")))
                        spelled.setdefault(option, set()).add(short)
                        words.setdefault(option, set()).add(parameter.help or "")
                assert parameter.help, f"{name} {parameter.opts} has no help"
    assert {option for option, short in spelled.items() if len(short) > 1} == set()
    for option in ("--people", "--years", "--days", "--society", "--start", "--progress", "--width"):
        assert len(words[option]) == 1, option


# --------------------------------------------------------------------------------------------------- answers


def test_every_verb_with_json_is_documented_and_no_other() -> None:
    printing = {name for name in ALL if any("--json" in parameter.opts for parameter in verb(name).params)}
    assert set(answering()) == printing
    jsonschema.Draft202012Validator.check_schema(answer_schemas())


@pytest.mark.parametrize(
    "words",
    [
        ("schemes",),
        ("reforms",),
        ("reforms", "court-defaulters-2017"),
        ("diff", "suining-2010", "nanjing-2019"),
        ("lint", "suining-2010"),
        ("validate", "compas-false-positive-black", "performed-2017-03", "--people", "20000", "--draws", "0"),
        ("sweep", "simpleland-points", *SMALL, "--vary", "rules.protest.points=-5,-10"),
        ("compare", "simpleland-points", *SMALL, "--reform", "protest-costs-nothing"),
        ("effects", "simpleland-points", *SMALL),
        ("patchwork", "thirty-one-provinces", "--people", "20000", "--days", "30", "--threads", "2"),
        pytest.param(
            ("robust", "simpleland-points", *SMALL, "--draws", "50"),
            marks=pytest.mark.long,
        ),
        pytest.param(
            (
                "sensitivity",
                "simpleland-points",
                *SMALL[2:],
                "--people",
                "2000",
                "--base",
                "16",
                "--trajectories",
                "2",
            ),
            marks=pytest.mark.long,
        ),
        pytest.param(
            (
                "calibrate",
                "simpleland-points",
                *SMALL,
                "--seeds",
                "2",
                "--free",
                "assumptions.conducts.walk-on-red.rate",
                "--target",
                "listed-share:any=0.2+-0.05",
            ),
            marks=pytest.mark.long,
        ),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_what_a_verb_prints_is_as_documented(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, out, _ = call(capsys, *words, "--json")
    assert code in (0, 1)
    hold(words[0], json.loads(out))


def test_what_is_kept_is_told_as_documented(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A run in two parts, put together, and one life of it."""
    run = ("run", "simpleland-points", *SMALL, "--json", "--out")
    parts = [str(tmp_path / "a"), str(tmp_path / "b")]
    for number, folder in enumerate(parts, start=1):
        code, out, err = call(capsys, *run, folder, "--range", f"{number}/2")
        assert code == 0, err
        hold("run", json.loads(out))
    whole = str(tmp_path / "whole")
    hold("merge", json.loads(call(capsys, "merge", *parts, "--out", whole, "--json")[1]))
    hold("run", json.loads(call(capsys, *run, whole)[1]))
    hold("life", json.loads(call(capsys, "life", whole, "--person", "1:5", "--json")[1]))
    code, out, err = call(capsys, "repeat", whole, "--chunks", "1", "--json", "--threads", "2")
    assert code == 0, err
    hold("repeat", json.loads(out))
    (Path(whole) / "totals.parquet").write_bytes((Path(whole) / "weekly.parquet").read_bytes())
    code, out, _ = call(capsys, "repeat", whole, "--chunks", "1", "--json", "--threads", "2")
    assert code == 1 and json.loads(out)["same"] is False
    hold("repeat", json.loads(out))


def test_a_schema_refuses_what_it_should() -> None:
    """A value without its interval, a missing key and a stray one are no answer of `run`."""
    whole = next(one for one in answer_schema("run")["oneOf"] if "estimates" in one["properties"])
    estimate = whole["properties"]["estimates"]["items"]
    assert {"value", "low", "high", "unit", "denominator", "covers"} <= set(estimate["required"])
    assert estimate["additionalProperties"] is False
    with pytest.raises(AssertionError, match="is a required property"):
        hold("schemes", {})
    with pytest.raises(AssertionError, match="was unexpected"):
        hold("schemes", {"schemes": [], "best": "none"})


# ------------------------------------------------------------------------------------------------ completion


def completed(*words: str) -> list[str]:
    asked = ShellComplete(glasshouse, {}, "glasshouse", COMPLETE)
    return [item.value for item in asked.get_completions(list(words[:-1]), words[-1])]


def test_the_shell_completes_verbs_ids_options_and_choices() -> None:
    assert completed("") == ALL
    assert completed("sch") == ["schema", "schemes"]
    assert completed("run", "court-d") == ["court-defaulters-2013", "court-defaulters-2017"]
    assert completed("diff", "nanjing-2019", "sui") == ["suining-2010"]
    assert completed("run", "--dr") == ["--draws"]
    assert completed("run", "--society", "simp") == ["simpleland"]
    assert completed("compare", "none", "--reform", "protest-costs-t") == ["protest-costs-ten-points"]
    assert completed("lint", "--format", "s") == ["sarif"]
    assert completed("completion", "") == ["bash", "zsh", "fish"]
    assert completed("run", "./my") == ["./my"], "a path is left to the shell"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, shell: str) -> None:
    """It names the variable, and a shell that is here takes it."""
    code, out, err = call(capsys, "completion", shell)
    assert (code, err) == (0, "")
    assert f"{COMPLETE}={shell}_complete" in out
    where = shutil.which(shell)
    if where is not None:
        script = tmp_path / "script"
        script.write_text(out, encoding="utf-8")
        assert subprocess.run([where, "-n", str(script)]).returncode == 0


def test_a_shell_is_answered_at_the_door() -> None:
    """As bash asks: through the environment, and the answer is all that is printed."""
    told = subprocess.run(
        [sys.executable, "-m", "glasshouse"],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            COMPLETE: "bash_complete",
            "COMP_WORDS": "glasshouse explain beijing-p",
            "COMP_CWORD": "2",
        },
    )
    assert told.stdout.split() == ["plain,beijing-plan-2018", "plain,beijing-press-2018"]


# ----------------------------------------------------------------------------------------- screens and codes


@pytest.mark.parametrize(
    ("words", "where", "what"),
    [
        (("run", "none", "--poeple", "3"), "glasshouse run --poeple", "Did you mean '--people'?"),
        (("run",), "glasshouse run ID_OR_FILE", "is missing."),
        (("run", "none", "--people", "x"), "glasshouse run --people", "is not a number of people"),
        (("run", "none", "--threads", "0"), "glasshouse run --threads", "0 is not in the range x>=1."),
        (("run", "none", "--years"), "glasshouse run --years", "requires an argument."),
        (("run", "none", "--years", "1", "--days", "9"), "glasshouse run", "not both."),
        (("report", "none"), "glasshouse report --out", "is missing."),
        (("lint", "none", "--as-of", "x"), "glasshouse lint --as-of", "year-month-day, such as 2026-11-21."),
        (("schemes", "more"), "glasshouse schemes", "unexpected extra argument"),
        (("schema", "--of", "show"), "glasshouse schema --of", "'show' is not one of"),
        (("explian",), "glasshouse", "Did you mean 'explain'?"),
    ],
)
def test_wrong_use_is_a_screen(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], where: str, what: str
) -> None:
    """Where, what and a remedy; the words that Click would print are gone."""
    code, out, err = call(capsys, *words)
    first, *more = err.splitlines()
    assert (code, out) == (2, "")
    assert first.startswith(f"{where}  ") and what in first
    assert more and all(line.startswith("    ") for line in more)
    assert more[-1] == f"    Every option: {' '.join(where.split()[:2])} --help"
    assert "Usage:" not in err and "Error:" not in err and "Try '" not in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("run", "court-defaulters-217", "--poeple", "x", "--yeers", "2", "--days", "9", "--threads", "0"),
            (
                "glasshouse run --poeple  There is no option '--poeple'. Did you mean '--people'?",
                "glasshouse run --yeers  There is no option '--yeers'. Did you mean '--years'?",
                "glasshouse run --people  'x' is not a number of people",
                "glasshouse run --threads  0 is not in the range x>=1.",
                "glasshouse run  There is no scheme 'court-defaulters-217'. Did you mean",
                "glasshouse run  Give --years or --days, not both.",
            ),
        ),
        (
            ("report", "--form", "pdf", "--seed", "--threads", "2"),
            (
                "glasshouse report --form  There is no option '--form'. Did you mean '--format'?",
                "glasshouse report --seed  Option '--seed' requires an argument.",
                "glasshouse report --format  'pdf' is not one of",
                "glasshouse report RUN|ID_OR_FILE  The argument RUN|ID_OR_FILE is missing.",
                "glasshouse report --out  The option --out is missing.",
            ),
        ),
        (
            ("run", "none", "--quite", "much", "-q", "--json=3", "--reform", "absent", "--society", "mars"),
            (
                "glasshouse run --quite  There is no option '--quite'.",
                "glasshouse run -q  There is no option '-q'.",
                "glasshouse run --json  Option '--json' does not take a value.",
                "glasshouse run  There is no reform 'absent'.",
                "glasshouse run  There is no society 'mars'.",
            ),
        ),
        (
            ("run", "none", "--range", "1/2", "--draws", "50"),
            ("glasshouse run  --range needs --out DIR", "glasshouse run  --draws is for the whole"),
        ),
        (("schema", "--reform", "--of", "run"), ("glasshouse schema  Give --reform or --of, not both.",)),
        (
            ("completion", "bsh", "more"),
            (
                "glasshouse completion bash|zsh|fish  'bsh' is not one of",
                "glasshouse completion  'more' is an unexpected extra argument.",
            ),
        ),
    ],
    ids=lambda words: words[0] if isinstance(words[0], str) and " " not in words[0] else "",
)
def test_all_faults_of_a_line_are_told_at_once(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: tuple[str, ...]
) -> None:
    """Each once, no other, and where to read on once, at the end."""
    code, out, err = call(capsys, *words)
    heads = [line for line in err.splitlines() if not line.startswith("    ")]
    assert (code, out) == (2, "")
    for sentence in told:
        assert [head.startswith(sentence) for head in heads].count(True) == 1, err
    assert len(heads) == len(told), err
    assert err.count("Every option:") == 1
    assert err.rstrip().endswith(f"Every option: glasshouse {words[0]} --help")


@pytest.mark.parametrize("name", ALL)
def test_any_line_of_words_is_read_or_refused(name: str) -> None:
    """Whatever is typed, gathering comes to an end, and nothing but an error of use comes out."""
    command = verb(name)
    names = [option for parameter in command.params for option in parameter.opts if option[0] == "-"]
    words = ["-", "--", "-x", "-oz", "--=", "--people=", "none", "-1", "x", *names]
    for seed in range(60):
        line = [
            words[(seed * 7 + place * place * 13 + seed * place) % len(words)] for place in range(seed % 7)
        ]
        with contextlib.suppress(click.UsageError):
            command.make_context(name, [word for word in line if word not in ("-h", "--help")], parent=TOP)


def test_exit_codes_are_those_of_the_page() -> None:
    """One table says them all; each verb that says some says the same."""
    page = (ROOT / "docs" / "look-up" / "command-line.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| (\d+) \| (.+?) \|", page, re.MULTILINE))
    assert list(table) == ["0", "1", "2", "3", "130"]
    classes: dict[type[GlasshouseError], str] = {BadInput: "2", RunFailed: "3", Interrupted: "130"}
    assert all(str(kind.exit_code) == code for kind, code in classes.items())
    for name in ALL:
        text = " ".join((verb(name).help or "").split())
        said = re.search(r"Exit codes: (.*?\.)", text)
        if said:
            assert {code for code in re.findall(r"(?:^|, )(\d+) ", said[1])} <= set(table)


# ----------------------------------------------------------------------------------------------------- width


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "words",
    [
        ("schemes",),
        ("reforms",),
        ("show", "national-joint-punishment"),
        ("show", "rongcheng-2014"),
        ("diff", "rongcheng-2014", "rongcheng-2021"),
        ("diff", "none", "guangdong-bay-area-2019"),
        ("explain", "court-defaulters-2017"),
        ("lint", "guangdong-bay-area-2019"),
        ("lint", "suining-2010", "none"),
        ("run", "simpleland-points", *SMALL),
        ("compare", "simpleland-points", *SMALL, "--reform", "protest-costs-nothing"),
        ("effects", "simpleland-points", *SMALL),
        ("patchwork", "thirty-one-provinces", "--people", "20000", "--days", "30", "--threads", "2"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], width: int
) -> None:
    """Only addresses of sources, which are no longer addresses when they are broken, may be longer.

    Studies that take longer are held to the same where they are made: see the users of `tests.widths`.
    """
    monkeypatch.setenv("COLUMNS", str(width))
    code, out, err = call(capsys, *words)
    assert code in (0, 1), err
    assert too_wide(out.splitlines(), width) == []


def test_what_is_kept_is_told_in_the_width_of_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A part, parts put together, and one life."""
    run = ("run", "court-defaulters-2017", *SMALL, "--out")
    parts = [str(tmp_path / name) for name in ("a", "b")]
    monkeypatch.chdir(tmp_path)
    for width in WIDTHS:
        monkeypatch.setenv("COLUMNS", str(width))
        told = [call(capsys, *run, part, "--range", f"{n}/2") for n, part in enumerate(("a", "b"), start=1)]
        told.append(call(capsys, "merge", *parts, "--out", f"whole-{width}"))
        told.append(call(capsys, "life", f"whole-{width}", "--person", "1:5", "--all"))
        told.append(call(capsys, "repeat", f"whole-{width}", "--chunks", "1"))
        for code, out, err in told:
            assert code == 0, err
            assert too_wide(out.splitlines(), width) == []


@pytest.mark.parametrize("name", ALL)
def test_help_fits_a_narrow_terminal(name: str) -> None:
    """Its words do; an example is a line to copy, and is not broken."""
    command = verb(name)
    context = click.Context(command, parent=TOP, info_name=name, terminal_width=60)
    told = command.get_help(context).partition("\nExamples:")[0]
    assert [line for line in told.splitlines() if len(line) > 60] == []
