"""How a validator says what is wrong: what, why and remedy, carried by pydantic."""

from __future__ import annotations

from typing import TypeAlias

from pydantic_core import PydanticCustomError

from glasshouse.ground.errors import did_you_mean

__all__ = ["mistake", "not_a_word", "one_of", "quoted_value"]

Path: TypeAlias = "tuple[str | int, ...]"


def mistake(
    what: str, *, why: str | None = None, remedy: str | None = None, at: Path = (), code: str = "bad-value"
) -> PydanticCustomError:
    """An error to raise in a pydantic validator: `what` is wrong, at `at` inside the value being read."""
    return PydanticCustomError(
        "mistake", "{what}", {"what": what, "why": why, "remedy": remedy, "at": at, "code": code}
    )


def quoted_value(value: object) -> str:
    """A value as a message quotes it: short, on one line."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        word = "".join(letter if letter.isprintable() else " " for letter in value)
        return f"'{word}'" if len(word) <= 50 else f"'{word[:47]}...'"
    return str(value)


def not_a_word(value: object, words: tuple[str, ...] | list[str]) -> PydanticCustomError:
    """The mistake of a value that is none of the words that could stand there."""
    near = did_you_mean(value, words) if isinstance(value, str) else None
    hint = f". Did you mean '{near}'?" if near else ""
    return mistake(
        f"{quoted_value(value)} is not understood here{hint}",
        remedy=f"write {one_of(words)}",
        code="unknown-word",
    )


def one_of(words: tuple[str, ...] | list[str]) -> str:
    """Words to choose from, as a remedy names them."""
    if len(words) == 1:
        return f"'{words[0]}'" if words[0].isalpha() else words[0]
    return "one of " + ", ".join(words)
