"""The floors hold: the import contracts pass on the package, and would fail if somebody broke them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(contracts: Path, package: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--config", contracts],
        cwd=package,
        env={**os.environ, "PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_floors_hold(root: Path) -> None:
    result = lint(root / ".importlinter", root / "src")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "statement", "contract"),
    [
        ("ground/units.py", "import glasshouse.society", "A floor uses only the floors below it"),
        (
            "ground/units.py",
            "def late():\n    import glasshouse.society",
            "A floor uses only the floors below it",
        ),
        ("society/__init__.py", "import glasshouse.assumptions", "A floor uses only the floors below it"),
        ("attic/__init__.py", "", "A floor uses only the floors below it"),
        ("ground/units.py", "import numba", "Only engine.kernels imports Numba"),
        ("ground/units.py", "from rich import progress", "Only cli and report speak to a terminal"),
        ("society/__init__.py", "import ruamel.yaml", "Only ground.composing parses YAML"),
        ("ground/units.py", "import glasshouse.ground.quantity", "No cycles"),
    ],
)
def test_a_breach_is_caught(root: Path, tmp_path: Path, module: str, statement: str, contract: str) -> None:
    shutil.copytree(
        root / "src" / "glasshouse", tmp_path / "glasshouse", ignore=shutil.ignore_patterns("catalogue")
    )
    broken = tmp_path / "glasshouse" / module
    broken.parent.mkdir(exist_ok=True)
    with broken.open("a", encoding="utf-8") as stream:
        stream.write(f"\n\n{statement}\n")
    result = lint(root / ".importlinter", tmp_path)
    assert result.returncode != 0
    told = [line for line in result.stdout.splitlines() if "BROKEN" in line]
    assert [line for line in told if line.startswith(contract)], result.stdout
