"""Results of verifications: printed, and kept beside the code as dated text."""

from __future__ import annotations

import datetime
import platform
from collections.abc import Sequence
from pathlib import Path

from glasshouse.ground.version import VERSION

__all__ = ["FOLDER", "write"]

FOLDER = Path(__file__).parent / "results"


def write(name: str, lines: Sequence[str]) -> Path:
    """Print lines and keep them as ``results/<name>.txt``, under a head that says when and with what."""
    now = datetime.datetime.now(datetime.UTC)
    head = (
        f"python -m verification.{name}: {now:%Y-%m-%d %H:%M} UTC, Glasshouse {VERSION}, "
        f"Python {platform.python_version()}, {platform.machine()}"
    )
    text = "\n".join([head, "", *lines]) + "\n"
    print(text, end="")
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return path
