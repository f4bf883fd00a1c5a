"""The tutorial: every command on it runs and answers as it says, and so does its Python."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def tutorial() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "docs" / "tutorial.py"
    spec = importlib.util.spec_from_file_location("tutorial", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["tutorial"] = module
    spec.loader.exec_module(module)
    return module


def test_commands_print_what_the_page_shows(
    tutorial: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    blocks = tutorial.blocks(tutorial.PAGE.read_text(encoding="utf-8"))
    assert len(blocks) > 7
    for block in blocks:
        code, printed = tutorial.run(block.words)
        told = tutorial.difference(block, code, printed)
        assert told is None, told


def test_its_python_holds(tutorial: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    pieces = tutorial.python_blocks(tutorial.PAGE.read_text(encoding="utf-8"))
    assert pieces
    for piece in pieces:
        exec(compile(piece, "tutorial.md", "exec"), {})


def test_numbers_are_renewed_in_their_places(tutorial: ModuleType) -> None:
    found = tutorial.pattern("lists 1.5 (1 to 2)\n...\nend\n").search("lists 31.5\n(30 to 1,042) of x\nend")
    assert found is not None
    assert found.groups() == ("31.5", "30", "1,042")
    assert tutorial.pattern("lists 1.5\n").search("holds 1.5") is None


def test_what_differs_is_named_by_its_line(tutorial: ModuleType) -> None:
    page = "Text.\n\n```console\n$ glasshouse run x\nlists 1.5 of all\n...\nIn brackets: luck.\nEnd.\n```\n"
    (block,) = tutorial.blocks(page)
    printed = "lists 31.5 of\nall\nmuch more\nIn brackets: luck alone.\nEnd.\n"
    told = tutorial.difference(block, 0, printed)
    assert told.splitlines()[0].endswith("tutorial.md:7: the page has:        In brackets: luck.")
    assert told.splitlines()[1].endswith("the command printed: In brackets: luck alone.")
    assert tutorial.difference(block, 0, printed.replace(" alone", "")) is None
    assert "tutorial.md:4: the page has:        [exit code 0]" in tutorial.difference(block, 2, printed)
