"""The tour: five real commands, in order, to the end, without a question off a terminal."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from glasshouse.cli import tour
from glasshouse.cli.main import glasshouse, main

TOP = click.Context(glasshouse, info_name="glasshouse")


def test_its_commands_are_taken_by_the_verbs(tmp_path: Path) -> None:
    walk = tour.steps(tmp_path)
    assert [step.words[0] for step in walk] == ["explain", "run", "compare", "life", "report"]
    for step in walk:
        verb = glasshouse.get_command(TOP, step.words[0])
        assert verb is not None
        verb.make_context(step.words[0], list(step.words[1:]), parent=TOP)


def test_it_leads_through_all_five_and_keeps_what_it_made(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without the draws of the assumptions, which take most of its minute."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tour, "_DRAWS", ())
    monkeypatch.setattr(tour, "_PEOPLE", "20000")
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as end:
        main(["tour", "-o", "walk"])
    told, err = capsys.readouterr()
    assert end.value.code == 0, err
    marks = [f"\n{number} of 5. " for number in range(1, 6)]
    assert [told.count(mark) for mark in marks] == [1] * 5
    assert told.index("$ glasshouse explain") < told.index("$ glasshouse run") < told.index("From here:")
    assert told.startswith("SIMULATION - invented people - corresponds to nobody")
    assert "  One life: person " in told
    assert "lines more, when you run it yourself." in told
    assert (tmp_path / "walk" / "run" / "run.json").is_file()
    assert list((tmp_path / "walk").glob("report.*"))
    assert max(map(len, told.splitlines())) <= 90


def test_on_a_terminal_q_stops_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda text, **_: asked.append(text) or "q")
    glasshouse.main(["tour"], standalone_mode=False)
    told = capsys.readouterr().out
    assert len(asked) == 1
    assert "1 of 5" in told and "2 of 5" not in told
    assert "From here:" in told
