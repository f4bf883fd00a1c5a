"""Extensions are found by being there, and not imported before they are taken."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from glasshouse.ground.errors import BadInput
from glasshouse.ground.registry import Catalogue, Extensions


@pytest.fixture
def towns(tmp_path: Path) -> Catalogue:
    for name in ("nanjing-2019.yaml", "suining-2010.yaml", "notes.txt", "robodebt-2016/robodebt-2016.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("format: 1\n")
    (tmp_path / "robodebt-2016" / "table.yaml").write_text("")
    return Catalogue("schemes", "scheme", tmp_path)


def test_entries_are_found_by_being_there(towns: Catalogue, tmp_path: Path) -> None:
    assert list(towns) == ["nanjing-2019", "robodebt-2016", "suining-2010"]
    assert towns["robodebt-2016"] == tmp_path / "robodebt-2016" / "robodebt-2016.yaml"
    assert len(towns) == 3


def test_a_kind_without_a_folder_is_empty(tmp_path: Path) -> None:
    assert list(Catalogue("norms", "norm", tmp_path / "absent")) == []


def test_an_id_or_a_path_is_located(towns: Catalogue, tmp_path: Path) -> None:
    own = tmp_path / "mine" / "my-town.yml"
    own.parent.mkdir()
    own.write_text("")
    assert towns.locate("nanjing-2019") == tmp_path / "nanjing-2019.yaml"
    assert towns.locate(str(own)) == own == towns.locate(own)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("nanjin-2019", "Did you mean 'nanjing-2019'?"),
        ("atlantis", "Known: nanjing-2019, robodebt-2016, suining-2010."),
        ("", "There is no scheme ''."),
        ("./atlantis.yaml", "There is no file 'atlantis.yaml'."),
        ("suining-2010.yaml", "The catalogue has a scheme 'suining-2010'"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(towns: Catalogue, asked: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        towns.locate(asked)
    assert says in str(caught.value)


def test_a_file_that_is_here_is_pointed_out(
    towns: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my-own.yaml").write_text("")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match=r"give its path, such as \./my-own\.yaml"):
        Catalogue("schemes", "scheme", tmp_path / "mine").locate("my-own")


def test_a_folder_is_no_scheme(towns: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder; a scheme is a YAML file"):
        towns.locate(tmp_path)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    package = tmp_path / "library_of_numbers"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "forty_two.py").write_text("NUMBER = 42\n")
    (package / "broken.py").write_text("raise RuntimeError('imported too early')\n")
    (package / "wordy.py").write_text("NUMBER = 'seven'\n")
    (package / "_hidden.py").write_text("NUMBER = 0\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield "library_of_numbers"
    for name in [name for name in sys.modules if name.split(".")[0] == "library_of_numbers"]:
        del sys.modules[name]


def test_modules_are_listed_without_importing_them(library: str) -> None:
    numbers = Extensions(library, "NUMBER", int)
    assert list(numbers) == ["broken", "forty-two", "wordy"]
    assert not [name for name in sys.modules if name.startswith(f"{library}.")]


def test_a_module_is_imported_when_its_entry_is_taken(library: str) -> None:
    assert Extensions(library, "NUMBER", int)["forty-two"] == 42
    assert f"{library}.broken" not in sys.modules


def test_a_faulty_extension_is_named(library: str) -> None:
    with pytest.raises(
        TypeError, match=r"library_of_numbers\.wordy must define NUMBER, an object of type int"
    ):
        Extensions(library, "NUMBER", int)["wordy"]
    with pytest.raises(KeyError):
        Extensions(library, "NUMBER", int)["absent"]


def test_a_package_that_is_absent_is_empty() -> None:
    assert len(Extensions("glasshouse.nowhere", "NUMBER", int)) == 0
