"""The core reads, checks and changes texts without the extras; whatever needs one says which, on a screen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from glasshouse.cli.main import glasshouse as commands
from glasshouse.ground.extras import EXTRAS

# What stands in the core: each verb with words that it is done with. Every other verb must ask for an extra.
CORE = {
    "completion": ["bash"],
    "diff": ["rongcheng-2014", "rongcheng-2021"],
    "explain": ["simpleland-points", "--reform", "protest-costs-nothing"],
    "fix": ["GH601", "suining-2010", "--dry-run"],
    "lint": ["nanjing-2019"],
    "new": ["my-town"],
    "reforms": [],
    "schema": [],
    "schemes": [],
    "show": ["nanjing-2019"],
}
OTHERS = {
    "audit": (["nanjing-2019"], "run"),
    "calibrate": (["nanjing-2019", "--free", "x", "--target", "y=1+-1"], "run"),
    "compare": (["nanjing-2019"], "run"),
    "effects": (["nanjing-2019"], "run"),
    "life": (["nanjing-2019"], "run"),
    "merge": (["one", "two", "--out", "whole"], "run"),
    "patchwork": (["provincial-courts"], "run"),
    "repeat": (["nanjing-2019"], "run"),
    "report": (["nanjing-2019", "--out", "page.html"], "report"),
    "robust": (["nanjing-2019", "suining-2010"], "run"),
    "run": (["nanjing-2019"], "run"),
    "sensitivity": (["nanjing-2019"], "sensitivity"),
    "serve": ([], "web"),
    "sweep": (["simpleland-points", "--vary", "rules.protest.points=-9:0:3"], "run"),
    "tour": ([], "run"),
    "validate": ([], "run"),
}

# Lines of words, in a process where no extra can be imported; gives [[exit code, output, errors], ...].
PLAY = """
import contextlib, io, json, sys
for name in json.loads(sys.argv[1]): sys.modules[name] = None
from glasshouse.cli.main import main
said = []
for words in json.loads(sys.argv[2]):
    out, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        try: main(words)
        except SystemExit as left: code = left.code
    said.append([code, out.getvalue(), errors.getvalue()])
print(json.dumps(said))
"""
PYTHON = """
import json, sys
for name in json.loads(sys.argv[1]): sys.modules[name] = None
import glasshouse
assert glasshouse.load_scheme("nanjing-2019").id == "nanjing-2019"
glasshouse.load_assumptions("standard")
refused = []
for name in glasshouse.__all__:
    try: getattr(glasshouse, name)
    except ImportError as error:
        assert isinstance(error, glasshouse.BadInput) and "pip install 'glasshouse[run]'" in str(error)
        refused.append(name)
print(json.dumps(refused))
"""


def without_extras(root: Path, folder: Path, program: str, *more: str) -> Any:
    blocked = [name for extra in EXTRAS.values() for name in extra.packages] + ["llvmlite", "dask"]
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(blocked), *more],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_verb_is_of_the_core_or_needs_an_extra() -> None:
    assert sorted([*CORE, *OTHERS]) == commands.list_commands(None)  # type: ignore[arg-type]


def test_the_verbs_of_the_core_do_their_work_and_the_others_say_what_to_install(
    root: Path, tmp_path: Path
) -> None:
    lines = [[verb, *words] for verb, words in CORE.items()]
    lines += [[verb, *words] for verb, (words, _) in OTHERS.items()]
    lines += [[verb, "--help"] for verb in OTHERS]
    lines += [["schema", "--of", "run"]]
    said = without_extras(root, tmp_path, PLAY, json.dumps(lines))

    done = said[: len(CORE)]
    assert {tuple(line): code for line, (code, _, _) in zip(lines, done, strict=False)} == {
        (verb, *words): 1 if verb == "lint" else 0 for verb, words in CORE.items()
    }
    assert all(out for _, out, _ in done)

    screens = said[len(CORE) : len(CORE) + len(OTHERS)]
    for (verb, (_, extra)), (code, out, errors) in zip(OTHERS.items(), screens, strict=True):
        assert (verb, code, out) == (verb, 2, "")
        what, why, remedy = errors.splitlines()
        assert re.search(r"needs numba, numpy, .* which are not installed\.$", what)
        assert why.startswith("    ")
        assert remedy == f"    Install the extra '{extra}': pip install 'glasshouse[{extra}]'"

    assert {code for code, _, _ in said[len(CORE) + len(OTHERS) : -1]} == {0}
    assert said[-1][0] == 2


def test_in_python_the_core_imports_and_the_rest_says_what_to_install(root: Path, tmp_path: Path) -> None:
    import glasshouse

    core = {"BadInput", "GlasshouseError", "Interrupted", "RunFailed", "__version__"}
    core |= {"load_assumptions", "load_scheme"}
    assert set(without_extras(root, tmp_path, PYTHON)) == set(glasshouse.__all__) - core


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    read: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return read


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=~! ]", line)[0].lower() for line in requirements}


def test_the_extras_are_those_of_the_project(project: dict[str, Any]) -> None:
    """Under the names of their distributions, which are those of their modules but for case."""
    assert {
        extra: names(requirements) - {"glasshouse[run]"}
        for extra, requirements in project["optional-dependencies"].items()
        if extra != "bench"
    } == {name: {package.lower() for package in extra.packages} for name, extra in EXTRAS.items()}


def test_every_extra_brings_what_runs_schemes(project: dict[str, Any]) -> None:
    extras: dict[str, list[str]] = project["optional-dependencies"]
    assert {name for name, requirements in extras.items() if "glasshouse[run]" in requirements} == {
        *extras
    } - {"run"}
