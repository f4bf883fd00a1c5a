"""The pages of the rules: complete, in order, and as the rules, norms and examples have them today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glasshouse.schemes.lint.norms import norms
from glasshouse.schemes.lint.page import FOLDER, index, page, pages
from glasshouse.schemes.lint.rule import HEADINGS, all_rules

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("id", list(all_rules()))
def test_a_page_has_every_heading_once_and_in_order(id: str) -> None:
    told = page(all_rules()[id])
    assert tuple(re.findall(r"^## (.+)$", told, re.MULTILINE)) == HEADINGS
    assert told.rstrip().endswith("*Silence is not clearance. Nothing here is legal advice.*")


@pytest.mark.parametrize("id", list(all_rules()))
def test_a_page_says_of_each_norm_whether_it_was_checked(id: str) -> None:
    rule = all_rules()[id]
    told = page(rule)
    for norm in (norms()[name] for name in rule.norms):
        line = next(line for line in told.splitlines() if line.startswith(f"- **{norm.cite}**"))
        assert "checked: no" in line if norm.checked is None else norm.checked.where in line


@pytest.mark.parametrize("id", list(all_rules()))
def test_marks_of_the_tests_are_not_shown(id: str) -> None:
    assert not re.search(rf"#\s*\^\s*{id}|# {id} at ", page(all_rules()[id]))


def test_the_index_names_every_rule_and_every_unchecked_norm() -> None:
    told = index()
    assert all(f"[{id}]({id}.md)" in told for id in all_rules())
    assert all(f"`{norm.id}`" in told for norm in norms().values() if norm.checked is None)


def test_the_pages_in_the_documentation_are_these() -> None:
    """After a change: python -m glasshouse.schemes.lint.page."""
    folder = ROOT / FOLDER
    told = pages()
    assert {path.name for path in folder.iterdir()} == set(told)
    stale = [name for name, text in told.items() if (folder / name).read_text(encoding="utf-8") != text]
    assert not stale
