"""The datasheets: every number of the recipes is on the page, and the command writes the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse.society import catalogue, load, plain
from glasshouse.society.page import main, page, sheet


@pytest.mark.parametrize("name", sorted(catalogue))
def test_a_sheet_tells_every_table_with_its_evidence_and_what_is_left_out(name: str) -> None:
    society = load(name)
    text = sheet(society)
    assert society.recipe is not None
    for part in (*society.recipe.marginals, *society.recipe.associations):
        assert f"(`{part.id}`)" in text
        for row in part.rows:
            told = next(line for line in text.splitlines() if line.startswith(f"| {row.of} |"))
            assert told
    for words in (*society.recipe.leaves_out, *(place.title for place in society.recipe.places.list)):
        assert words in text
    for reference in society.recipe.references:
        assert f"- `{reference.id}`:" in text
    assert f"{society.people:,} in" in text


def test_the_page_begins_with_what_nobody_may_overlook() -> None:
    assert "Nobody in them is real" in page().split("## ")[0]


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "societies.md"
    assert main([str(target)]) == 0
    assert target.read_text() == page()
    assert str(target) in capsys.readouterr().out


def test_a_society_without_a_recipe_has_no_sheet() -> None:
    with pytest.raises(TypeError):
        sheet(plain())
