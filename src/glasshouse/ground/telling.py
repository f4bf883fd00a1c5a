"""Problems told in whole sentences, whoever found them."""

from __future__ import annotations

from glasshouse.ground.errors import Position, Problem, Severity

__all__ = ["listed", "sentence", "tell"]


def tell(
    what: str,
    position: Position | None = None,
    *,
    why: str | None = None,
    remedy: str | None = None,
    severity: Severity = "error",
    code: str | None = None,
) -> Problem:
    """Make a problem of three sentences, each with its capital and its full stop."""
    return Problem(
        sentence(what),
        position,
        why=None if why is None else sentence(why),
        remedy=None if remedy is None else sentence(remedy),
        severity=severity,
        code=code,
    )


def sentence(text: str) -> str:
    """Begin with a capital and end with a stop; leave quoted words, numbers and examples as they are."""
    told = text.strip()
    if not told:
        return told
    if told[0].islower():
        told = told[0].upper() + told[1:]
    return told if told[-1] in ".?!" and not told.endswith("...") else told + "."


def listed(words: list[str], last: str = "or") -> str:
    """Several words as one phrase: ``a, b or c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
