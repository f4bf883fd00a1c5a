"""The habits that a reader relies on: first lines, public names, no unfinished business, no addresses."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Protocol

import pytest


class Source(Protocol):
    name: str
    path: Path
    text: str
    tree: ast.Module
    public: list[str] | None


SHAPELESS = {"common", "helper", "helpers", "misc", "util", "utils"}
# Written in halves, so that this file does not break its own rule.
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
REGISTRIES = re.compile(
    "|".join(
        (
            r"pypi\." + r"(org|python\.org)",
            r"pythonhosted\." + "org",
            r"(--|-)(extra-)?index-" + r"url\s*[= ]\s*\S*(//|file:)",
            r"registry\." + r"(npmjs|yarnpkg)",
            r"conda\.anaconda\." + "org",
            r"proxy\.golang\." + "org",
            r"index\.crates\." + "io",
            r"/simple/" + r"[a-z]",
            r"/opt/" + r"(pypi|wheels)",
        )
    )
)


def test_each_file_says_what_it_is_for(sources: list[Source]) -> None:
    silent = [source.name for source in sources if not ast.get_docstring(source.tree)]
    assert not silent


def test_each_file_says_what_is_public(sources: list[Source]) -> None:
    assert not [source.name for source in sources if source.public is None]


def test_public_names_exist_are_sorted_once_and_have_no_underscore(sources: list[Source]) -> None:
    wrong = {}
    for source in sources:
        names = source.public or []
        if source.name == "glasshouse":
            continue  # its names are loaded late; test_start asks for each
        defined = {name for node in source.tree.body for name in names_of(node)}
        modules = {s.name.rpartition(".")[2] for s in sources if s.name.rpartition(".")[0] == source.name}
        lazy = "__getattr__" in defined
        missing = [] if lazy else sorted(set(names) - defined - modules)
        hidden = [name for name in names if name.startswith("_")]
        if missing or hidden or len(set(names)) != len(names):
            wrong[source.name] = (missing, hidden)
    assert not wrong


def names_of(node: ast.stmt) -> set[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
            return {name}
        case ast.Assign(targets=targets):
            return {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return {alias.asname or alias.name for alias in aliases}
        case ast.If() | ast.Try() | ast.For() | ast.With():
            return {
                name
                for child in ast.iter_child_nodes(node)
                if isinstance(child, ast.stmt)
                for name in names_of(child)
            }
    return set()


def test_every_folder_is_a_package_so_that_the_contracts_see_it(sources: list[Source]) -> None:
    folders = {source.path.parent for source in sources}
    assert not [str(folder) for folder in folders if not (folder / "__init__.py").is_file()]


def test_annotations_are_not_evaluated(sources: list[Source]) -> None:
    line = "from __future__ import annotations"
    assert not [source.name for source in sources if source.tree.body and line not in source.text]


def test_no_file_is_a_drawer_for_odds_and_ends(sources: list[Source]) -> None:
    assert not [source.name for source in sources if SHAPELESS & set(source.name.split("."))]


def test_nothing_is_left_unfinished(tracked: list[Path]) -> None:
    assert not found(UNFINISHED, tracked)


def test_no_file_holds_the_address_of_a_package_registry(tracked: list[Path]) -> None:
    assert not found(REGISTRIES, tracked)


@pytest.mark.parametrize(
    "line",
    [
        "url = 'https://pypi." + "org/simple'",
        "--index-" + "url https://example.org",
        "--find-links /opt/" + "wheels",
    ],
)
def test_an_address_would_be_found(line: str) -> None:
    assert REGISTRIES.search(line)


def test_the_lock_holds_hashes_for_each_version(root: Path) -> None:
    locks = sorted(root.glob("requirements*.lock"))
    assert locks
    for lock in locks:
        entries = re.split(r"\n(?=[a-z])", lock.read_text(encoding="utf-8"))[1:]
        assert entries
        assert not [
            entry for entry in entries if not re.match(r"\S+==\S+ .*\\\n +--hash=sha256:[0-9a-f]{64}", entry)
        ]


def found(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    hits = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, or a test's broken file
        hits += [
            f"{file}:{text.count(chr(10), 0, hit.start()) + 1}: {hit[0]}" for hit in pattern.finditer(text)
        ]
    return hits
