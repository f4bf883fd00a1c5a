"""The generated page says what the catalogue says, and says how sure it is."""

from __future__ import annotations

import itertools
from pathlib import Path

from glasshouse.assumptions import load
from glasshouse.assumptions.page import PAGE, main, write_page

ROOT = Path(__file__).parents[3]
STANDARD = load()
TEXT = write_page(STANDARD)


def test_the_committed_page_is_the_generated_one() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == TEXT


def test_every_number_stands_on_the_page_by_the_path_that_sets_it() -> None:
    for path, number in STANDARD.numbers():
        row = next(line for line in TEXT.splitlines() if line.endswith(f"| `{path}` |"))
        assert f"| {number.evidence}" in row
        assert f"| {number.unit} |" in row


def test_the_page_says_that_all_of_it_is_put_in() -> None:
    assert "Everything here is **put in**" in TEXT


def test_tables_are_sound() -> None:
    lines = TEXT.splitlines()
    for before, line in itertools.pairwise(lines):
        if line.startswith("|"):
            assert (
                not before.startswith("|")
                or before.count(" | ") == line.count(" | ")
                or "---" in line + before
            )


def test_it_is_written_where_asked(tmp_path: Path) -> None:
    assert main(tmp_path / "page.md") == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == TEXT
