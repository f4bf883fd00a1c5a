"""How a result is kept: a text file with a header that says where, when and with what it was measured."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import subprocess
import textwrap
from collections.abc import Sequence
from pathlib import Path

from glasshouse.ground.provenance import machine, versions

__all__ = ["RESULTS", "ROOT", "header", "keep", "paragraph", "table"]

ROOT = Path(__file__).resolve().parents[1]
_BUSY = 1.0
"""Load average from which on the cores are not quiet."""
RESULTS = Path(__file__).resolve().parent / "results"


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _commit() -> str:
    """The commit that was measured, marked if the working tree had changed since."""

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=ROOT, capture_output=True, text=True, check=False
        ).stdout.strip()

    changed = git("status", "--porcelain", "--", "src", "benchmarks/*.py", "benchmarks/*.yaml")
    return (git("rev-parse", "--short", "HEAD") or "none") + (", working tree changed" if changed else "")


def header(title: str) -> str:
    """Title, date, machine, load, versions and commit.

    The load average says whether the cores were quiet: near 0 before a run means that they were. Where they
    were not, only what was measured in turn in one run may be compared.
    """
    load = os.getloadavg()[0]
    beside = "; other work ran beside it: only ratios within this file count" if load >= _BUSY else ""
    here = machine()
    used = {**versions(), "mesa": importlib.metadata.version("mesa")}
    lines = {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes"),
        "machine": f"{here['processor']} ({here['architecture']}), {here['cpus']} cores",
        "memory": f"{_memory_gib():.0f} GiB",
        "system": f"{here['system']} {here['release']}",
        "load": f"{load:.2f} over the minute before{beside}",
        "versions": ", ".join(f"{name} {version}" for name, version in used.items()),
        "commit": _commit(),
    }
    return "\n".join([title, "=" * len(title), *(f"{key:9} {value}" for key, value in lines.items())])


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they need to be: the first to the left, the others to the right."""
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
        return "  ".join([cells[0].ljust(widths[0]), *rest]).rstrip()

    return "\n".join([line(heads), "  ".join("-" * width for width in widths), *(line(row) for row in rows)])


def paragraph(text: str) -> str:
    """Running text, filled to the width of a page."""
    return textwrap.fill(" ".join(text.split()), 108, break_on_hyphens=False)


def keep(name: str, text: str) -> Path:
    """Print `text` and write it to ``results/<name>.txt``."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.txt"
    path.write_text(text + "\n", encoding="utf-8")
    print(text, flush=True)
    return path
