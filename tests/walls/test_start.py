"""Importing the package is quick and has no effects."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "click",
    "llvmlite",
    "numba",
    "numpy",
    "pandas",
    "pyarrow",
    "pydantic",
    "rich",
    "ruamel",
    "scipy",
    "xarray",
}


def python(root: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result


def test_import_takes_no_heavy_library_and_under_a_third_of_a_second(root: Path, tmp_path: Path) -> None:
    seconds = []
    for _ in range(3):
        told = python(root, tmp_path, "-X", "importtime", "-c", "import glasshouse").stderr
        rows = re.findall(r"import time:\s+\d+ \|\s+(\d+) \| +(\S+)", told)
        assert not HEAVY & {name.partition(".")[0] for _, name in rows}
        seconds += [int(micros) / 1e6 for micros, name in rows if name == "glasshouse"]
    assert min(seconds) < 0.3


def test_every_public_name_is_there(root: Path, tmp_path: Path) -> None:
    python(
        root, tmp_path, "-c", "import glasshouse\nfor name in glasshouse.__all__: getattr(glasshouse, name)"
    )


def test_the_list_of_homes_and_the_public_names_agree() -> None:
    import glasshouse

    assert {*glasshouse._HOMES, "__version__"} == set(glasshouse.__all__)
    assert set(glasshouse.__all__) <= set(dir(glasshouse))
    with pytest.raises(AttributeError, match="no attribute 'nobody'"):
        glasshouse.nobody  # noqa: B018


def test_there_is_one_version(root: Path) -> None:
    import glasshouse

    citation = (root / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^version: (\S+)$", citation, re.MULTILINE) == [glasshouse.__version__]
    page = (root / "docs" / "do" / "cite-a-run.md").read_text(encoding="utf-8")
    assert re.findall(r"\b\d+\.\d+\.\d+\b", page) == [glasshouse.__version__] * 2


def test_the_sentence_for_papers_says_what_was_missed(root: Path) -> None:
    from glasshouse import schemes
    from glasshouse.report.held import compared

    page = (root / "docs" / "do" / "cite-a-run.md").read_text(encoding="utf-8").replace("\n> ", " ")
    assert compared(schemes.load("court-defaulters-2017")).removeprefix("compared") in page


def test_importing_every_module_prints_nothing_and_writes_nothing(root: Path, tmp_path: Path) -> None:
    walk = (
        "import importlib, pkgutil, random, glasshouse\n"
        "before = random.getstate()\n"
        "for module in pkgutil.walk_packages(glasshouse.__path__, 'glasshouse.'):\n"
        "    if not module.name.endswith('__main__'): importlib.import_module(module.name)\n"
        "assert random.getstate() == before\n"
    )
    result = python(root, tmp_path, "-W", "error", "-c", walk)
    assert (result.stdout, result.stderr) == ("", "")
    assert not list(tmp_path.iterdir())
