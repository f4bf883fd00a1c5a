"""How wide a text is set: as the terminal is, within what can be read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["reading_width", "terminal_width", "width_option"]

Function = TypeVar("Function", bound=Callable[..., Any])

_NARROW, _WIDE, _ELSEWHERE = 60, 110, 96
"""Columns: the least and the most that a text is set in, and those where there is no terminal."""


def terminal_width() -> int:
    """Columns of the terminal."""
    return shutil.get_terminal_size((100, 24)).columns


def reading_width(asked: int | None, widest: int = _WIDE) -> int:
    """Columns for a text: as asked, or those of the terminal within what can be read."""
    if asked is not None:
        return asked
    return min(widest, max(_NARROW, shutil.get_terminal_size((_ELSEWHERE, 24)).columns))


def width_option(function: Function) -> Function:
    """Add ``--width``."""
    return click.option(
        "--width",
        type=click.IntRange(min=_NARROW),
        metavar="COLUMNS",
        help="Characters a line, 60 at least.  [default: as the terminal]",
    )(function)
