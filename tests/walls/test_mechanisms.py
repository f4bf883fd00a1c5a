"""The page on mechanisms names what is there, and leaves out no file of known mathematics or of twins."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

PARTS = ("stands in", "mathematics", "twins")
FOLDERS = {
    "kernels": "src/glasshouse/engine/kernels",
    "slow": "src/glasshouse/engine/slow",
    "explain": "src/glasshouse/schemes/explaining",
}
WORDS = (
    "docs/look-up/format.md",
    *(
        f"src/glasshouse/assumptions/{name}.py"
        for name in ("model", "conduct", "source", "gate", "contact", "livelihood", "procedure", "response")
    ),
)


@pytest.fixture(scope="module")
def mechanisms(root: Path) -> dict[str, dict[str, str]]:
    """What the page says of each mechanism, by its parts."""
    text = (root / "docs/understand/mechanisms.md").read_text(encoding="utf-8")
    cuts = [*re.finditer(r"^### (.+)$", text, re.MULTILINE), None]
    found = {}
    for here, there in pairwise(cuts):
        assert here is not None
        body = text[here.end() : len(text) if there is None else there.start()]
        found[here[1]] = dict(re.findall(r"^- ([a-z ]+): (.+)$", body, re.MULTILINE))
    return found


def test_each_mechanism_has_a_place_a_law_and_a_twin(mechanisms: dict[str, dict[str, str]]) -> None:
    assert len(mechanisms) > 35
    assert {name: tuple(parts) for name, parts in mechanisms.items() if tuple(parts) != PARTS} == {}


def test_every_test_that_is_named_is_there(mechanisms: dict[str, dict[str, str]], root: Path) -> None:
    for name, parts in mechanisms.items():
        for part in PARTS[1:]:
            for file, test in re.findall(r"`([^`]+)::([^`]+)`", parts[part]):
                text = (root / "tests" / file).read_text(encoding="utf-8")
                assert f"def {test}(" in text, (name, file, test)
            assert parts[part].count("`") == 2 * parts[part].count("::"), name


def test_every_file_page_and_word_that_is_named_is_there(
    mechanisms: dict[str, dict[str, str]], root: Path
) -> None:
    words = set(re.findall(r"\w+", "".join((root / page).read_text(encoding="utf-8") for page in WORDS)))
    for name, parts in mechanisms.items():
        for page in re.findall(r"\]\(([^)]+)\)", parts["stands in"]):
            assert (root / "docs/understand" / page).is_file(), (name, page)
        for told in re.findall(r"`([^`]+)`", parts["stands in"]):
            folder, _, file = told.partition("/")
            if file:
                assert (root / FOLDERS[folder] / f"{file}.py").is_file(), (name, told)
            else:
                assert set(told.split(".")) <= words, (name, told)
        assert {"kernels", "slow"} <= set(re.findall(r"`(\w+)/", parts["stands in"])), name


def test_no_file_of_known_mathematics_and_no_twin_is_left_out(
    mechanisms: dict[str, dict[str, str]], root: Path
) -> None:
    named = {file for parts in mechanisms.values() for file in re.findall(r"`([^`:]+)::", str(parts))}
    there = {
        f"{of}/{file.name}" for of in ("known", "twin") for file in (root / "tests" / of).glob("test_*.py")
    }
    # The long comparison is of random worlds: of everything.
    assert there - named == {"twin/test_at_length.py"}
