"""The data that the lint rests on: files of ``catalogue/norms``, read once, each refused with its place."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from glasshouse.ground.document import Document, read_file
from glasshouse.ground.errors import BadInput
from glasshouse.ground.files import catalogue_path
from glasshouse.ground.telling import tell

__all__ = ["NOT_INSTRUMENTS", "day", "folder", "open_record", "refuse", "take"]

NOT_INSTRUMENTS = ("conventions", "gates", "jurisdictions")
"""Files of the folder that hold something other than an instrument and its articles."""


def folder() -> Path:
    """Where the files lie."""
    return catalogue_path("norms")


def open_record(name: str) -> Document:
    """One file of the folder by its name without ending. Messages call it ``catalogue/norms/<name>.yaml``.

    Raises:
        BadInput: it is not there or cannot be read.
    """
    return read_file(folder() / f"{name}.yaml", f"catalogue/norms/{name}.yaml")


def refuse(document: Document, path: tuple[str | int, ...], what: str, remedy: str | None = None) -> NoReturn:
    """Stop at a place of a file.

    Raises:
        BadInput: always.
    """
    raise BadInput(tell(what, document.position(path, key=True), remedy=remedy, code="bad-record"))


def take(
    document: Document, path: tuple[str | int, ...], needs: Iterable[str], may: Iterable[str] = ()
) -> dict[str, Any]:
    """The mapping at a path, with exactly the keys that it needs or may have.

    Raises:
        BadInput: it is no mapping, lacks a key, or has another.
    """
    found = document.value(path)
    if not isinstance(found, dict):
        refuse(document, path, "keys with values are needed here")
    needed, allowed = set(needs), set(needs) | set(may)
    missing, strange = sorted(needed - found.keys()), sorted(found.keys() - allowed)
    if missing:
        refuse(document, path, f"'{missing[0]}' is missing here")
    if strange:
        refuse(
            document, (*path, strange[0]), f"'{strange[0]}' is not a key here", f"known: {sorted(allowed)}"
        )
    return found


def day(document: Document, path: tuple[str | int, ...]) -> datetime.date | None:
    """The date at a path; None for null or a missing key.

    Raises:
        BadInput: it is no date.
    """
    found = document.value(path)
    if found is None:
        return None
    try:
        return datetime.date.fromisoformat(found)
    except (TypeError, ValueError):
        refuse(document, path, f"'{found}' is not a date", "write year-month-day, such as 2021-08-20")
