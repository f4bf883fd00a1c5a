"""Examples of the rules: small patches of one clean scheme, shown on the pages and run by the tests.

``rules/examples/base.yaml`` is the clean scheme. ``GH601.bad.yaml`` changes it so that GH601 fires once,
``GH601.good.yaml`` so that it does not, ``GH601.silent.yaml`` so that the file no longer says. A bad or
silent example marks the place that the finding must point to, in one of two ways: a comment line with a caret
under the place, or, where the finding stands in the base, a comment with the path there::

    - {path: scope.min_age, value: 14}
    #        ^ GH703
    # GH901 at governance

An example of a rule that needs a run may add ``measured``: numbers as a run would give them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from glasshouse.ground.document import Document, read_file
from glasshouse.ground.errors import Position
from glasshouse.ground.patch import read_patch
from glasshouse.ground.paths import find
from glasshouse.schemes.lint.measured import Measured, Measurement
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reading import make

__all__ = ["AS_OF", "BASE", "Example", "Manner", "base", "example"]

AS_OF = datetime.date(2026, 11, 21)
"""The day whose law the examples are held against."""

BASE = "base.yaml"

Manner = Literal["bad", "good", "silent"]

_FOLDER = Path(__file__).parent / "rules" / "examples"
_CARET = re.compile(r"#\s*\^\s*(GH[0-9]{3})\s*$")
_AT = re.compile(r"#\s*(GH[0-9]{3}) at ([A-Za-z0-9_.-]+)\s*$")


@dataclass(frozen=True, eq=False)
class Example:
    """One example.

    Attributes:
        name: of its file.
        text: of its file, with the marks.
        scheme: the base as the example changes it.
        measured: what it says that a run measured; None where it says nothing.
        places: where each mark points: the rule's id, and the positions that are right.
    """

    name: str
    text: str
    scheme: Scheme
    measured: Measured | None
    places: tuple[tuple[str, frozenset[Position]], ...]


@cache
def base() -> Scheme:
    """The clean scheme."""
    return make(_base())


@cache
def _base() -> Document:
    return read_file(_FOLDER / BASE, BASE)


def example(rule: str, manner: Manner) -> Example | None:
    """One example of a rule; None where there is none of that manner.

    Args:
        rule: id.
        manner: bad, good or silent.

    Raises:
        BadInput: the example is no patch of the base, or marks a path that leads nowhere.
    """
    name = f"{rule}.{manner}.yaml"
    path = _FOLDER / name
    if not path.is_file():
        return None
    document = read_file(path, name)
    return Example(
        name,
        document.text,
        make(_base(), [read_patch(document)]),
        _measured(document.value(("measured",)), name),
        tuple(_places(document)),
    )


def _places(document: Document) -> Iterator[tuple[str, frozenset[Position]]]:
    for number, line in enumerate(document.text.splitlines()):
        caret, at = _CARET.search(line), _AT.search(line)
        if caret:
            yield caret[1], frozenset({Position(document.name, number, line.index("^") + 1)})
        elif at:
            steps = find(_base(), at[2])
            yield at[1], frozenset(_base().position(steps, key=key) for key in (False, True))


def _measured(given: Any, name: str) -> Measured | None:
    if given is None:
        return None
    usual = {
        "item": "",
        "group": "all",
        "unit": "per cent",
        "denominator": "invented people",
        "covers": "nothing: an example",
        "people": 1000,
        "note": None,
    }
    entries = tuple(Measurement(**{**usual, **entry}) for entry in given)
    return Measured(name, "scheme", 100_000, 365, 1, entries)
