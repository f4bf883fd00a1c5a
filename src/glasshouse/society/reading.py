"""The door through which societies come in: the catalogue, a recipe file, or a folder of a user's own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from glasshouse.ground.document import read_file
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.registry import Catalogue, is_path
from glasshouse.ground.telling import tell
from glasshouse.ground.validation import validate
from glasshouse.society.coherence import recipe_problems
from glasshouse.society.marginal_files import read_marginal_file
from glasshouse.society.recipe import Marginal, Recipe
from glasshouse.society.society import Society

__all__ = ["RECIPE_FILE", "catalogue", "load"]

# In a folder of a user's own, the recipe has this name.
RECIPE_FILE = "recipe.yaml"

catalogue = Catalogue("societies", "society")


def load(id_or_path: str | Path) -> Society:
    """Read a society: one of the catalogue, a recipe file, or a folder with ``recipe.yaml`` and CSV files.

    Args:
        id_or_path: ``china-2020``, ``my-country/`` or ``my-country/recipe.yaml``.

    Raises:
        BadInput: there is no such society, or something is wrong with its files; all problems at once.
    """
    if isinstance(id_or_path, str) and id_or_path in catalogue:
        return _load_catalogue(id_or_path)
    path = Path(id_or_path)
    is_folder = is_path(id_or_path) and path.is_dir()
    return _load_file(path / RECIPE_FILE if is_folder else catalogue.locate(id_or_path))


@lru_cache(maxsize=16)
def _load_catalogue(name: str) -> Society:
    """The catalogue does not change under a running program, tables are read-only, and raking takes time."""
    return _load_file(catalogue[name])


def _load_file(file: Path) -> Society:
    document = read_file(file)
    recipe, found = validate(Recipe, document)
    if recipe is None:
        raise BadInput(*found)
    found.extend(recipe_problems(recipe))
    files: dict[str, Mapping[str, list[float]]] = {}
    if not found:
        files, found = _read_files(recipe, file.parent)
    if found:
        raise BadInput(*found)
    return Society(
        id=recipe.society.id,
        title=recipe.society.title,
        status=recipe.society.status,
        recipe=recipe,
        files=files,
        fingerprint=_fingerprint(file, recipe),
    )


def _read_files(recipe: Recipe, folder: Path) -> tuple[dict[str, Mapping[str, list[float]]], list[Problem]]:
    found: dict[str, Mapping[str, list[float]]] = {}
    problems: list[Problem] = []
    for marginal in recipe.marginals:
        if marginal.file is None:
            continue
        told = _file_problem(marginal)
        if told is not None:
            problems.append(told)
            continue
        given = None if marginal.given is None else recipe.categories(marginal.given)
        table, wrong = read_marginal_file(folder / marginal.file, recipe.categories(marginal.over), given)
        problems.extend(wrong)
        empty = [label for label, counts in table.items() if not wrong and sum(counts) == 0]
        if empty:
            problems.append(
                tell(
                    f"{marginal.file} counts nobody for {', '.join(empty[:5])}",
                    marginal.position_of("file"),
                    code="empty-table",
                )
            )
        found[marginal.id] = table
    return found, problems


def _file_problem(marginal: Marginal) -> Problem | None:
    """Say what is wrong with the name or the unit of a marginal's file; None when nothing is."""
    name = str(marginal.file)
    if Path(name).name != name or not name.endswith(".csv"):
        return tell(
            f"'{name}' is not the name of a CSV file beside the recipe",
            marginal.position_of("file"),
            remedy="Put the file into the recipe's folder and give its name, such as age.csv.",
            code="bad-file-name",
        )
    if marginal.unit not in ("persons", "households"):
        return tell(
            f"a file counts persons or households, not '{marginal.unit}'",
            marginal.position_of("unit"),
            remedy="Write unit: persons",
            code="file-unit",
        )
    return None


def _fingerprint(file: Path, recipe: Recipe) -> str:
    digest = hashlib.sha256(file.read_bytes())
    for marginal in recipe.marginals:
        if marginal.file is not None:
            digest.update(b"\0" + marginal.file.encode() + b"\0")
            digest.update((file.parent / marginal.file).read_bytes())
    return digest.hexdigest()
