"""The forms in which reports are told, one module each: text, json, sarif, github, markdown.

Each has a ``tell(reports)`` that gives a text ending with `glasshouse.schemes.lint.report.CLOSING`.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Final

from glasshouse.schemes.lint.report import Report

__all__ = ["FORMATS", "tell"]

FORMATS: Final = ("text", "json", "sarif", "github", "markdown")


def tell(reports: Sequence[Report], form: str) -> str:
    """Reports in one of the forms, with a final line break.

    Args:
        reports: at least one.
        form: one of `FORMATS`.
    """
    module = importlib.import_module(f"glasshouse.schemes.lint.formats.{form}")
    told: str = module.tell(reports)
    return told
