"""The line that is never crossed: nobody is scored, nobody real comes in (boundary.md 1).

These tests read the public interface as text. They do not make misuse impossible; they make sure that
whoever adds a door for real people has to change this file, and that a reviewer sees it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest


class Source(Protocol):
    name: str
    path: Path
    text: str
    tree: ast.Module
    public: list[str] | None


# What a person's past would be called; the second kind of word has innocent uses too, inside the engine.
HISTORY = re.compile(r"(^|_)(histor(y|ies)|biograph(y|ies)|lives|dossiers?|deeds|curriculum)($|_)")
PERHAPS_HISTORY = re.compile(
    r"(^|_)(life|acts|conducts?|behaviours?|events?|records?|person|people|subject)($|_)"
)
# What a verdict on it would be.
NUMBER = re.compile(r"\b(float|int)\b")
VERDICT = re.compile(r"\b(Score|Band|Rating|Grade|Verdict|Standing)\b")
VERDICT_NAME = re.compile(r"(^|_)(score|rate|grade|judge|classify|assess|rank)(_|$)")
# What tells one real person from another.
IDENTITY = re.compile(
    r"(^|_)(surname|forename|first_name|last_name|full_name|person_name|birthday|birth_date|date_of_birth|passport|"
    r"national_id|identity_number|id_number|phone|telephone|email|e_mail|photo|street_address)($|_)"
)
TABLE_READERS = re.compile(
    r"\b(read_(excel|sql\w*|json|feather|hdf|spss|stata|sas|clipboard|html|fwf|table|pickle|orc)|sqlite3|psycopg\w*|"
    r"sqlalchemy|openpyxl|pickle\.loads?)\b"
)
CSV_READERS = re.compile(r"\b(read_csv|csv\.(reader|DictReader)|open_csv)\b")
PARQUET_READERS = re.compile(r"\b(read_parquet|parquet\.read_\w+|ParquetFile|ParquetDataset)\b")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def public_functions(source: Source) -> Iterator[tuple[str, Function]]:
    """The public functions of a module and the public methods of its public classes."""
    for node in source.tree.body:
        if isinstance(node, Function) and node.name in (source.public or []):
            yield f"{source.name}.{node.name}", node
        elif isinstance(node, ast.ClassDef) and node.name in (source.public or []):
            for member in node.body:
                if isinstance(member, Function) and not member.name.startswith("_"):
                    yield f"{source.name}.{node.name}.{member.name}", member


def takes_a_history_and_returns_a_verdict(function: Function) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    names = [argument.arg for argument in arguments]
    returns = ast.unparse(function.returns) if function.returns else "int"
    verdict = bool(VERDICT.search(returns)) or (VERDICT_NAME.search(function.name) and returns != "None")
    if any(HISTORY.search(name) for name in names):
        return bool(verdict or NUMBER.search(returns))
    return bool(verdict and any(PERHAPS_HISTORY.search(name) for name in names))


def test_no_public_function_takes_a_history_and_returns_a_score(sources: list[Source]) -> None:
    crossing = [
        name
        for source in sources
        for name, function in public_functions(source)
        if takes_a_history_and_returns_a_verdict(function)
    ]
    assert not crossing


@pytest.mark.parametrize(
    ("text", "crosses"),
    [
        ("def score(history: list[Event]) -> float: ...", True),
        ("def band_of(scheme: Scheme, events: list[Event]) -> Band: ...", True),
        ("def assess(person_records): ...", True),
        ("def standing(history: Sequence[str]) -> int: ...", True),
        ("def ends_on(record: Record, stay: Stay) -> int: ...", False),
        ("def score_for(life: Life) -> Mapping[str, str]: ...", True),
        ("def simulate(scenario: Scenario) -> Outcomes: ...", False),
        ("def check(scheme: Scheme, events: list[Event]) -> None: ...", False),
    ],
)
def test_such_a_function_would_be_seen(text: str, crosses: bool) -> None:
    function = ast.parse(text).body[0]
    assert isinstance(function, Function)
    assert takes_a_history_and_returns_a_verdict(function) is crosses


def test_no_command_scores(sources: list[Source]) -> None:
    commands = {s.name.rpartition(".")[2] for s in sources if s.name.startswith("glasshouse.cli.")}
    assert not commands & {
        "score",
        "rate",
        "grade",
        "judge",
        "classify",
        "assess",
        "rank",
        "check_person",
        "lookup",
    }


def test_no_name_has_room_for_an_identity(sources: list[Source]) -> None:
    found = []
    for source in sources:
        for node in ast.walk(source.tree):
            name = {ast.arg: "arg", ast.Name: "id", ast.Attribute: "attr"}.get(type(node))
            if name and IDENTITY.search(getattr(node, name)):
                found.append(f"{source.name}:{getattr(node, 'lineno', 0)}: {getattr(node, name)}")
    assert not found


def test_no_scheme_reads_a_persons_table(sources: list[Source]) -> None:
    assert not [f"{s.name}: {hit[0]}" for s in sources for hit in TABLE_READERS.finditer(s.text)]


def test_marginals_are_the_only_tables_that_come_in(sources: list[Source]) -> None:
    """CSV comes in as a society's marginals; Parquet only as results of our own runs."""
    csv = {s.name for s in sources if CSV_READERS.search(s.text)}
    assert all(name.startswith("glasshouse.society.") for name in csv), csv
    parquet = {s.name for s in sources if PARQUET_READERS.search(s.text)}
    allowed = ("glasshouse.engine.", "glasshouse.measures.", "glasshouse.studies.")
    assert all(name.startswith(allowed) for name in parquet), parquet


def test_nothing_searches_for_the_best_scheme(sources: list[Source]) -> None:
    search = re.compile(
        r"(^|_)(optimi[sz]e\w*|optimi[sz]er|best_schemes?|rank_schemes?|argmin_schemes?)($|_)"
    )
    names = [(s.name, name) for s in sources for name in (s.public or []) if search.search(name.lower())]
    assert not names


def test_the_readme_says_what_glasshouse_is_not(root: Path) -> None:
    text = " ".join((root / "README.md").read_text(encoding="utf-8").split())
    for sentence in ("Glasshouse studies rules, not people.", "Nobody in it is real", "no legal advice"):
        assert sentence in text
    assert "cannot be misused" not in text
