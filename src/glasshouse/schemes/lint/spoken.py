"""Words of a convention that a text speaks: whole words, whatever their case and the marks around them."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["spoken"]


def spoken(words: Iterable[str], text: str) -> tuple[str, ...]:
    """Those of the words that stand in a text, in the order of the words.

    Args:
        words: single words or short phrases in lower case, without marks.
        text: as somebody wrote it.
    """
    letters = "".join(character if character.isalnum() else " " for character in text.lower())
    spaced = f" {' '.join(letters.split())} "
    return tuple(word for word in words if f" {word} " in spaced)
