"""Reading a scheme's plain document without expecting anything of its shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from glasshouse.ground.document import Document
from glasshouse.ground.errors import Problem, did_you_mean
from glasshouse.ground.mistakes import quoted_value
from glasshouse.ground.telling import tell

__all__ = ["Path", "bare", "ids", "items", "may_use_protected_data", "missing", "names", "whole"]

Path: TypeAlias = "tuple[str | int, ...]"


def items(document: Document, *path: str | int) -> list[tuple[Path, dict[str, Any]]]:
    """The mappings in a list, with their paths; nothing where there is no list."""
    section = document.value(path)
    if not isinstance(section, list):
        return []
    return [((*path, index), item) for index, item in enumerate(section) if isinstance(item, dict)]


def ids(document: Document, *path: str | int) -> dict[str, Path]:
    """Ids of a section's items, with the path of the first item of each."""
    found: dict[str, Path] = {}
    for here, item in items(document, *path):
        if isinstance(item.get("id"), str):
            found.setdefault(item["id"], here)
    return found


def names(document: Document, *path: str | int) -> list[tuple[Path, str]]:
    """The texts at a path, be it one text or a list of them."""
    value = document.value(path)
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, list):
        return [((*path, index), name) for index, name in enumerate(value) if isinstance(name, str)]
    return []


def bare(value: object) -> Any:
    """A number's value, whether it stands bare or annotated."""
    return value.get("value") if isinstance(value, dict) else value


def whole(value: object) -> int | None:
    """A number's value as a whole number; None where it is none."""
    plain = bare(value)
    return int(plain) if isinstance(plain, int | float) and not isinstance(plain, bool) else None


def may_use_protected_data(document: Document, item: dict[str, Any]) -> bool:
    """Whether specially protected data may stand here.

    They may be described where somebody really used them, and may not be planned.
    """
    status = document.value(("scheme", "status"))
    invented = status == "invented" and document.value(("scheme", "jurisdiction")) == "invented"
    return invented or (status == "published" and bool(item.get("reference")))


def missing(
    document: Document, path: Path, name: str, kind: str, known: Iterable[str], *, remedy: str | None = None
) -> Problem:
    """A name that leads to nothing, with the name that was probably meant."""
    options = list(known)
    near = did_you_mean(name, options)
    if remedy is None and near is None:
        shown = options[:12]
        if shown:
            remedy = f"known here: {', '.join(shown)}" + (" ..." if len(options) > 12 else "")
        else:
            remedy = f"this file has no {kind} at all"
    what = f"there is no {kind} {quoted_value(name)}" + (f". Did you mean '{near}'?" if near else "")
    return tell(what, document.position(path), remedy=remedy, code="unknown-name")
