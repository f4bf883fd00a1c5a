"""Where a part of a scheme stands: its path in the words of a reform."""

from __future__ import annotations

from typing import Any

from glasshouse.ground.document import Document
from glasshouse.ground.paths import NAMING_KEYS
from glasshouse.ground.validation import Part

__all__ = ["origin", "path_of"]


def origin(part: Part, document: Document) -> tuple[str | int, ...]:
    """The steps to a part that is written in a document.

    Raises:
        ValueError: it is not written there. A part that stands only for a default has no place; name the
            part around it, with the key.
    """
    if part._origin is not None and part._origin[0] is document:
        steps = part._origin[1]
        if document.value(steps) is not None:
            return steps
    raise ValueError(
        f"this {type(part).__name__} is a default and stands nowhere; name the part around it and the key"
    )


def path_of(document: Document, steps: tuple[str | int, ...]) -> str:
    """A place as a reform names it: ``rules.protest.effect``.

    Args:
        document: the scheme's.
        steps: keys and indices.
    """
    words: list[str] = []
    here: Any = document.data
    for step in steps:
        if isinstance(here, list) and isinstance(step, int):
            here = here[step] if step < len(here) else None
            words.append(_name(here, step))
        else:
            here = here.get(step) if isinstance(here, dict) else None
            words.append(str(step))
    return ".".join(words)


def _name(item: object, index: int) -> str:
    if isinstance(item, dict):
        for key in NAMING_KEYS:
            if isinstance(item.get(key), str | int):
                return str(item[key])
    return item if isinstance(item, str) else str(index + 1)
