"""Reading a YAML 1.2 file so that every key and value remembers where it stands.

Glasshouse reads a narrow, safe part of YAML 1.2: mappings, lists and plain scalars under the *core schema*
(so ``yes``, ``on`` and ``2017-05-01`` are texts, ``010`` is ten, ``true`` and ``null`` mean what they say).
Aliases, tags, tabs and second documents are refused: they make files that say more than they show, and
aliases make "bombs", small files that grow without bound. What is refused is refused with all its positions
at once. ``composing`` holds the parser.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from glasshouse.ground.composing import MOST_LEVELS, Marks, Step, Value, compose
from glasshouse.ground.errors import BadInput, Position, Problem
from glasshouse.ground.telling import tell

__all__ = ["MOST_BYTES", "MOST_LEVELS", "Document", "Marks", "Value", "read_file", "read_text"]

Path_: TypeAlias = "tuple[Step, ...]"

MOST_BYTES = 1_000_000
"""Largest file that is read, in bytes. The largest scheme in the catalogue is a fiftieth of that."""

_PROBLEMS_SHOWN = 50

_TAB = re.compile(r"^[ \-]*\t", re.MULTILINE)
# Control characters, half characters, and the line breaks that libyaml knows but editors do not.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, eq=False)
class Document:
    """A file's contents as plain data, with the place of each key and value.

    Attributes:
        data: the top-level mapping, made of dict, list, str, int, float, bool and None.
        text: the text as read (before any patch).
        name: what to call the file in messages.
        marks: places, in the shape of `data`.
        patches: texts of the patches that were applied, in order.
    """

    data: dict[str, Any]
    text: str
    name: str
    marks: Marks = field(repr=False)
    patches: tuple[str, ...] = ()

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text and of every patch on it, in hexadecimal."""
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass"))
        for patch in self.patches:
            digest.update(b"\0" + patch.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def position(self, path: Path_ = (), key: bool = False) -> Position:
        """Where the value at `path` begins, or with `key` the key that names it.

        A path that leads nowhere (a missing key) gives the place of the deepest part of it that exists, so an
        error about something absent points to where it should have stood.
        """
        place: Any = self.marks
        key_place: tuple[Any, ...] | None = None
        for step in path:
            if not isinstance(place, Marks) or step not in place.parts:
                key_place = None
                break
            key_place = place.keys.get(step) if isinstance(step, str) else None
            place = place.parts[step]
        at = place.at if isinstance(place, Marks) else place
        if key and key_place is not None:
            at = key_place
        return Position(at[2] if len(at) > 2 else self.name, at[0], at[1])

    def is_patched(self, path: Path_) -> bool:
        """Whether the value at `path`, or something it stands in, came from a patch and not from the file."""
        place: Any = self.marks
        for step in path:
            if len(place.at if isinstance(place, Marks) else place) > 2:
                return True
            if not isinstance(place, Marks) or step not in place.parts:
                return False
            place = place.parts[step]
        return len(place.at if isinstance(place, Marks) else place) > 2

    def value(self, path: Path_, default: Any = None) -> Any:
        """The value at `path`, or `default` where the path leads nowhere."""
        here: Any = self.data
        for step in path:
            if isinstance(here, list):
                if not isinstance(step, int) or not 0 <= step < len(here):
                    return default
                here = here[step]
            elif isinstance(here, dict) and step in here:
                here = here[step]
            else:
                return default
        return here


def read_file(path: str | Path, name: str | None = None) -> Document:
    """Read one YAML file.

    Args:
        path: the file.
        name: what to call it in messages; by default the path as given.

    Raises:
        BadInput: the file cannot be read, is too large, is not UTF-8, or is refused by `read_text`.
    """
    shown = name or str(path)
    try:
        with open(path, "rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _refuse("there is no such file", Position(shown), remedy="check the path") from None
    except IsADirectoryError:
        raise _refuse("this is a folder, not a file", Position(shown)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refuse(f"the file cannot be read: {reason.lower()}", Position(shown)) from None
    if len(raw) > MOST_BYTES:
        raise _too_large(shown)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise _refuse(
            f"the file is not UTF-8 text (byte 0x{raw[error.start]:02x})",
            Position(shown, line, column),
            remedy="save it as UTF-8",
        ) from None
    return read_text(text, shown)


def read_text(text: str, name: str = "<text>") -> Document:
    """Read YAML from a string.

    Raises:
        BadInput: the text is too large, empty, not YAML, not a mapping at the top, or uses what is
            refused: tabs, aliases, tags, repeated keys, a second document.
    """
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise _too_large(name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = [*_find_unprintable(lines, name), *_find_tabs(lines, name)]
    if problems:
        raise BadInput(*problems[:_PROBLEMS_SHOWN])
    data, marks, problems = compose(lines, name)
    if problems:
        raise BadInput(*problems[:_PROBLEMS_SHOWN])
    if data is None:
        raise _refuse(
            "the file is empty", Position(name, 1, 1), remedy="'glasshouse new' writes a first scheme"
        )
    if not isinstance(data, dict):
        shape = "a list" if isinstance(data, list) else "a single value"
        at = marks.at if isinstance(marks, Marks) else marks
        raise _refuse(
            f"the file holds {shape}, not keys with values",
            Position(name, at[0], at[1]),
            remedy="begin with 'format: 1'",
        )
    assert isinstance(marks, Marks)
    return Document(data, text, name, marks)


def _refuse(what: str, position: Position, why: str | None = None, remedy: str | None = None) -> BadInput:
    return BadInput(tell(what, position, why=why, remedy=remedy))


def _too_large(name: str) -> BadInput:
    return _refuse(
        f"the file is larger than {MOST_BYTES // 1_000_000} MB",
        Position(name),
        why="Glasshouse reads rules and published totals, which are short",
        remedy="check that this is the file you meant",
    )


def _place(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, start) + 1, offset - start + 1


def _find_unprintable(text: str, name: str) -> Iterator[Problem]:
    found = _UNPRINTABLE.search(text)
    if found:
        line, column = _place(text, found.start())
        yield tell(
            f"character U+{ord(found.group()):04X} cannot stand in a text file",
            Position(name, line, column),
            remedy="delete it; perhaps this is not a text file",
            code="unprintable",
        )


def _find_tabs(text: str, name: str) -> Iterator[Problem]:
    for found in _TAB.finditer(text):
        line, column = _place(text, found.end() - 1)
        yield tell(
            "a tab stands in the indentation",
            Position(name, line, column),
            why="YAML is indented with spaces only",
            remedy="replace each tab by two spaces",
        )
