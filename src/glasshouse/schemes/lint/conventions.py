"""Conventions: thresholds that no norm states, in one file, marked as ours, for the user to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from glasshouse.ground.document import Document, read_file
from glasshouse.ground.errors import BadInput, did_you_mean
from glasshouse.ground.telling import tell
from glasshouse.ground.units import Duration
from glasshouse.schemes.lint.records import open_record, refuse, take

__all__ = ["Convention", "conventions", "read_conventions"]

Threshold: TypeAlias = "Duration | float | int | tuple[str, ...]"


@dataclass(frozen=True, slots=True)
class Convention:
    """One threshold.

    Attributes:
        id: such as ``longest-memory``.
        value: a duration, a number, or words to look for.
        says: what it is for, one sentence.
        is_changed: whether the user set it to something else than Glasshouse does.
    """

    id: str
    value: Threshold
    says: str
    is_changed: bool = False

    @property
    def duration(self) -> Duration:
        """The value of a threshold in time.

        Raises:
            TypeError: it is another kind of threshold.
        """
        if not isinstance(self.value, Duration):
            raise TypeError(f"'{self.id}' is not a duration")
        return self.value

    @property
    def number(self) -> float:
        """The value of a threshold that is a number.

        Raises:
            TypeError: it is another kind of threshold.
        """
        if not isinstance(self.value, int | float):
            raise TypeError(f"'{self.id}' is not a number")
        return self.value

    @property
    def words(self) -> tuple[str, ...]:
        """The words to look for.

        Raises:
            TypeError: it is another kind of threshold.
        """
        if not isinstance(self.value, tuple):
            raise TypeError(f"'{self.id}' is not a list of words")
        return self.value

    @property
    def owner(self) -> str:
        """Whose it is: ``a convention of ours``, or the user's own."""
        return "your own convention" if self.is_changed else "a convention of ours"

    @property
    def told(self) -> str:
        """The value with whose it is: ``60 months (a convention of ours)``."""
        return f"{self} ({self.owner})"

    def __str__(self) -> str:
        """The value as a message tells it: ``60 months``, ``0.65``."""
        if isinstance(self.value, tuple):
            return ", ".join(self.value)
        return f"{self.value:g}" if isinstance(self.value, float) else str(self.value)


@cache
def conventions() -> Mapping[str, Convention]:
    """All conventions of Glasshouse by id."""
    return _read(open_record("conventions"), None)


def read_conventions(path: Path) -> Mapping[str, Convention]:
    """A user's own conventions, from a file of the same shape; only those that differ need to stand in it.

    Raises:
        BadInput: a convention that nobody asks for, or of another kind than ours.
    """
    return _read(read_file(path), conventions())


def _read(document: Document, ours: Mapping[str, Convention] | None) -> Mapping[str, Convention]:
    top = take(document, (), ("format", "conventions"))
    entries = top["conventions"]
    if not isinstance(entries, list):
        refuse(document, ("conventions",), "a list of conventions is needed here")
    found: dict[str, Convention] = {}
    for index in range(len(entries)):
        here = ("conventions", index)
        entry = take(document, here, ("id", "value"), ("says",))
        name, value = str(entry["id"]), _threshold(document, (*here, "value"), entry["value"])
        if ours is None:
            found[name] = Convention(name, value, str(entry.get("says", "")))
            continue
        if name not in ours:
            near = did_you_mean(name, ours)
            raise BadInput(
                tell(
                    f"there is no convention '{name}'" + (f"; did you mean '{near}'?" if near else ""),
                    document.position((*here, "id")),
                    remedy=f"known: {', '.join(ours)}",
                    code="no-such-convention",
                )
            )
        if isinstance(value, int | float) != isinstance(ours[name].value, int | float) or isinstance(
            value, Duration
        ) != isinstance(ours[name].value, Duration):
            refuse(document, (*here, "value"), f"'{name}' is of another kind", f"such as {ours[name]}")
        found[name] = Convention(name, value, ours[name].says, is_changed=value != ours[name].value)
    return found


def _threshold(document: Document, path: tuple[str | int, ...], value: object) -> Threshold:
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return tuple(value)
    if isinstance(value, str):
        try:
            return Duration.parse(value)
        except ValueError as error:
            refuse(document, path, str(error))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    refuse(document, path, "a number, a length of time or a list of words is needed here")
