"""Where an item comes from: its line in the file, its source, and the keys that are not written."""

from __future__ import annotations

from glasshouse.ground.validation import Part
from glasshouse.schemes.model.sourced import Sourced

__all__ = ["origin", "unsaid", "where"]


def where(part: Part, name: str | None = None) -> str:
    """An item's name with its line, or with the patch that brought it."""
    position = part.position
    place = "" if position is None else f" (line {position.line})" if position.line else f" ({position.file})"
    return f"{name or 'This'}{place}:"


def origin(item: Sourced) -> list[str]:
    """How an item itself is known, and its source."""
    told = []
    known: list[str] = [item.evidence] if item.evidence else []
    if item.text is not None:
        known.append("the text is silent" if item.text == "silent" else "not found in the text")
    if known:
        told.append(f"This is {', '.join(known)}" if item.evidence else known[0])
    when = f"as of {item.as_of.isoformat()}" if item.as_of else ""
    if item.reference:
        told.append(f"Source: {item.reference}" + (f", {when}" if when else ""))
    elif when:
        told.append(when)
    if item.note:
        told.append(item.note)
    return told


def unsaid(part: Part, what: dict[str, str]) -> list[str]:
    """One sentence on the keys that are not written, and what is taken in their place."""
    missing = [told for key, told in what.items() if key not in part.model_fields_set]
    return [f"Not said: {'; '.join(missing)}"] if missing else []
