"""The specification and the slow twin, which is written from it, point to each other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = {
    "": ROOT / "docs" / "understand" / "specification.md",
    **{page.stem: page for page in (ROOT / "docs" / "understand" / "specification").glob("*.md")},
}
ENGINE = ROOT / "src" / "glasshouse" / "engine"
MODULES = {
    str(path.relative_to(ENGINE)): text
    for path in sorted([*(ENGINE / "slow").glob("*.py"), ENGINE / "histories.py", ENGINE / "dictation.py"])
    if "Specification" in (text := ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
}
"""By module: its docstring, which names the sections that it follows as `Specification, page: "Section"`."""


def sections(page: str) -> set[str]:
    """Headings of a page, and the words that its paragraphs begin with in bold."""
    text = PAGES[page].read_text(encoding="utf-8")
    return {
        found.strip(".,")
        for pattern in (r"^#+ (.+)$", r"^\*\*(.+?)\*\*")
        for found in re.findall(pattern, text, re.MULTILINE)
    }


def named(docstring: str) -> list[tuple[str, str]]:
    """Pages and sections that a docstring names."""
    reference = " ".join(docstring.split()).partition("Specification")[2]
    found, page = [], ""
    for other, section in re.findall(r'(?:[,;:] )?([a-z]+)?:? ?"([^"]+)"', reference):
        page = other or page
        found.append((page, section.strip(".,")))
    return found


@pytest.mark.parametrize("module", MODULES)
def test_what_a_module_says_it_follows_is_there(module: str) -> None:
    told = named(MODULES[module])
    assert told
    for page, section in told:
        assert page in PAGES, f"no page '{page}'"
        assert section in sections(page), f"no section '{section}' on page '{page or 'specification'}'"


def test_each_page_is_followed_by_some_module() -> None:
    assert {page for text in MODULES.values() for page, _ in named(text)} == set(PAGES)


def test_the_first_page_leads_to_all_others() -> None:
    first = PAGES[""].read_text(encoding="utf-8")
    for page in PAGES:
        assert not page or first.count(f"specification/{page}") >= 2  # in the table, and in the tree
