"""The page's files: small, without anything from elsewhere, and one script when they are exported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glasshouse.web.laying import page_files

STATIC = Path(__file__).resolve().parents[3] / "src" / "glasshouse" / "web" / "static"
SCRIPTS = sorted(STATIC.glob("*.js"))


def test_the_scripts_are_small() -> None:
    assert len(page_files()["page.js"]) < 120_000


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_nothing_comes_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|href|url|import|fetch)\W{1,3}(?:https?:)?//", text)
    assert "innerHTML" not in text
    assert "eval(" not in text
    assert not re.search(r"\son\w+=|style=\"", text) or path.suffix != ".html"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_each_script_says_what_it_is_for_and_is_checked(path: Path) -> None:
    first, second = path.read_text(encoding="utf-8").splitlines()[:2]
    assert first == "// @ts-check"
    assert second.startswith("// ")


def test_one_script_holds_every_module_after_those_it_imports() -> None:
    text = page_files()["page.js"].decode()
    assert not re.search(r"^(import|export)\b", text, re.MULTILINE)
    defined: list[str] = []
    for line in text.splitlines():
        if begun := re.match(r"const of_(\w+) = \(function", line):
            defined.append(begun[1])
        if used := re.search(r"\} = of_(\w+);$", line):
            assert used[1] in defined[:-1]
    assert sorted(defined) == sorted(path.stem for path in SCRIPTS)


def test_the_page_asks_for_its_own_files_alone() -> None:
    files = page_files()
    named = re.findall(r'(?:href|src)="([^"#]+)"', files["index.html"].decode())
    assert {*named, "index.html"} == {*files, "api/presets"}


def test_the_page_says_that_nobody_is_real() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    assert "Nobody here is real." in page
    assert "an invented rule of an invented country" in page
    assert "studies rules, not people" in page
