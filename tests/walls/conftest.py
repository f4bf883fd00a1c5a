"""What the walls look at: the tracked files, and the modules of the package as text."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One module of the package, parsed but not imported."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def public(self) -> list[str] | None:
        """The names in ``__all__``; None where the module has none."""
        for node in self.tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                    return list(ast.literal_eval(value))
                case ast.AnnAssign(target=ast.Name(id="__all__"), value=ast.expr() as value):
                    return list(ast.literal_eval(value))
        return None


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """The files that are, or are about to be, in the repository."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git repository")
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def sources() -> list[Source]:
    """All modules of the package."""
    found = []
    for path in sorted((ROOT / "src" / "glasshouse").rglob("*.py")):
        words = path.relative_to(ROOT / "src").with_suffix("").parts
        name = ".".join(words[:-1] if words[-1] == "__init__" else words)
        text = path.read_text(encoding="utf-8")
        found.append(Source(name, path, text, ast.parse(text)))
    return found
