"""A second reading: a scheme written again from the sources alone, and how the two readings were settled.

Beside the entries of the catalogue lies a folder for each scheme that was written a second time by somebody
who had not seen its file:

- ``blind.yaml`` and ``blind.md``: the second reader's text and remarks, untouched, as evidence;
- ``agreed.yaml``: what the two disagreed about, what the sources say, and what was agreed.

The *second text* is ``blind.yaml`` under the entry's names and in its order (neither is a reading of
anything), with the changes that ``agreed.yaml`` writes down and no other. Each change belongs to a point or
to a convention, so nothing can be made equal in silence. When the second text and the entry compile to equal
tables and no point is open, the entry is ``read-twice``; a test demands it.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

from glasshouse.ground.document import Document, read_file
from glasshouse.ground.files import catalogue_path
from glasshouse.ground.patch import Change, Patch, apply, read_patch
from glasshouse.ground.validation import Date, Identifier, Items, Part, build
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.model.procedure import Addition, Assignment
from glasshouse.schemes.reading import load, make
from glasshouse.schemes.roles import quoted, runs

__all__ = [
    "FOLDER",
    "Agreement",
    "Convention",
    "Names",
    "Point",
    "SecondReading",
    "readings",
    "second_reading",
]

FOLDER = catalogue_path("readings")
"""Where the second readings lie, one folder for each scheme."""


class _Changing(Part):
    """Something agreed, with what it changes in the second reader's text."""

    set: Items[Assignment] = runs("Values that change.", ())
    add: Items[Addition] = runs("Items that are added.", ())
    remove: Items[str] = runs("Paths of items that go.", ())

    @property
    def changes_the_second(self) -> bool:
        """Whether the second reader's text is changed."""
        return bool(self.set or self.add or self.remove)


class Point(_Changing):
    """One disagreement of substance between the entry, as it was, and the second reader."""

    noun: ClassVar[str] = "a point"
    plural: ClassVar[str] = "points"

    id: Identifier = quoted("Name of the point.", like="early-deletion")
    entry: str = quoted("What the entry said before.")
    reader: str = quoted("What the second reader wrote.")
    sources: str = quoted("What the sources say, and where.")
    agreed: str = quoted("The reading that was agreed; where it is open, why.")
    changed: Literal["entry", "reader", "both", "open"] = runs(
        "Whose text was changed; open: the sources at hand do not settle it.", like="entry"
    )


class Convention(_Changing):
    """What both sides had to assume, or write in one of several ways, because the sources are silent."""

    noun: ClassVar[str] = "a convention"
    plural: ClassVar[str] = "conventions"

    id: Identifier = quoted("Name of the convention.", like="awareness")
    says: str = quoted("What is taken by convention, and why it is no reading.")


class Names(Part):
    """What the second reader called things, and what the entry calls them."""

    noun: ClassVar[str] = "names"
    plural: ClassVar[str] = "names"

    bands: dict[str, str] = runs("Bands.", {})
    rules: dict[str, str] = runs("Rules.", {})
    lists: dict[str, str] = runs("Lists.", {})
    consequences: dict[str, str] = runs("Consequences.", {})
    remedies: dict[str, str] = runs("Remedies.", {})


class Agreement(Part):
    """How two readings of one scheme were settled."""

    noun: ClassVar[str] = "an agreement"
    plural: ClassVar[str] = "the top of the file"

    format: Literal[1] = runs("Version of this file's shape.", like="1")
    scheme: Identifier = runs("Id of the scheme.", like="nanjing-2019")
    settled: Date = quoted("Day on which the two were compared.", like="2026-11-21")
    independence: str = quoted("How far the second reader was independent of the entry, and what limits it.")
    names: Names = runs("Other names for the same things.", Names())
    points: Items[Point] = runs("Disagreements of substance.", ())
    conventions: Items[Convention] = runs("What both sides assume.", ())

    @property
    def open(self) -> tuple[Point, ...]:
        """The points that the sources do not settle."""
        return tuple(point for point in self.points if point.changed == "open")


@dataclass(frozen=True)
class SecondReading:
    """A second reading of a scheme.

    Attributes:
        blind: the second reader's text, untouched.
        agreement: how the two were settled; None where that has not been done yet.
        second: the second reader's text with what was agreed; None likewise.
    """

    blind: Scheme
    agreement: Agreement | None
    second: Scheme | None


def readings() -> tuple[str, ...]:
    """Ids of the schemes that were read a second time, in alphabetical order. Reads no file."""
    return tuple(sorted(file.parent.name for file in FOLDER.glob("*/blind.yaml")))


def second_reading(id: str) -> SecondReading:
    """The second reading of a scheme.

    Raises:
        BadInput: with every problem found in the reader's text, in the agreement, or in what follows.
    """
    blind = load(FOLDER / id / "blind.yaml")
    file = FOLDER / id / "agreed.yaml"
    if not file.is_file():
        return SecondReading(blind, None, None)
    document = read_file(file, _shown(file))
    agreement = build(Agreement, document)
    text = _renamed(blind.document, agreement.names)
    for section, items in (("points", agreement.points), ("conventions", agreement.conventions)):
        for number, item in enumerate(items):
            if item.changes_the_second:
                text = apply(text, read_patch(document, (section, number)))
    return SecondReading(blind, agreement, make(_in_order(text, load(id))))


def _shown(file: Path) -> str:
    return f"catalogue/readings/{file.parent.name}/{file.name}"


# Where the names of each kind stand in a scheme; '*' is each item of a list.
_PLACES: dict[str, tuple[str, ...]] = {
    "bands": (
        "score.bands.*.id",
        "rules.*.when.band",
        "rules.*.effect.to_band",
        "consequences.*.when.band",
        "remedies.*.for.bands",
        "notice.*.for.bands",
        "tests.*.expect.*.band",
    ),
    "rules": (
        "rules.*.id",
        "rules.*.instead_of",
        "score.caps.*.rules",
        "remedies.*.for.rules",
        "notice.*.for.rules",
    ),
    "lists": (
        "lists.*.id",
        "rules.*.when.list",
        "rules.*.effect.enter",
        "consequences.*.when.list",
        "remedies.*.for.lists",
        "notice.*.for.lists",
        "tests.*.days.*.performs",
        "tests.*.expect.*.listed",
    ),
    "consequences": ("consequences.*.id", "remedies.*.for.consequences", "notice.*.for.consequences"),
    "remedies": ("remedies.*.id", "remedies.*.next"),
}

_ORDERED = ("score.bands", "score.caps", "rules", "lists", "consequences", "remedies")
"""Sections whose items are put in the entry's order, by their names."""


def _renamed(document: Document, names: Names) -> Document:
    """The reader's text with the entry's names."""
    data: Any = copy.deepcopy(document.data)
    for kind, places in _PLACES.items():
        known: dict[str, str] = getattr(names, kind)
        if known:
            for place in places:
                _rename(data, place.split("."), known)
    return _with(document, data, "names")


def _rename(here: Any, steps: list[str], known: Mapping[str, str]) -> None:
    """Rename what stands at the end of some steps: a name, or a list of names."""
    step, *rest = steps
    if step == "*":
        for item in here if isinstance(here, list) else ():
            _rename(item, rest, known)
    elif isinstance(here, dict) and step in here:
        found = here[step]
        if rest:
            _rename(found, rest, known)
        elif isinstance(found, list):
            here[step] = [known.get(name, name) for name in found]
        elif isinstance(found, str):
            here[step] = known.get(found, found)


def _in_order(document: Document, entry: Scheme) -> Document:
    """The text with its items in the entry's order; items that the entry has not come last."""
    data: Any = copy.deepcopy(document.data)
    for section in _ORDERED:
        *outer, last = section.split(".")
        holder: Any = data
        for step in outer:
            holder = holder.get(step) or {}
        if holder.get(last):
            holder[last] = _like(holder[last], entry.document.value(tuple(section.split(".")), ()))
    return _with(document, data, "order")


def _like(items: list[dict[str, Any]], model: list[dict[str, Any]]) -> list[dict[str, Any]]:
    places = {item.get("id"): number for number, item in enumerate(model)}
    return sorted(items, key=lambda item: places.get(item.get("id"), len(places)))


def _with(document: Document, data: dict[str, Any], name: str) -> Document:
    """A document with other data; whatever stands in a section that differs has that section's place."""
    changes = tuple(
        Change("set", section, value, document.position((section,)), None)
        for section, value in data.items()
        if value != document.data[section]
    )
    return apply(document, Patch(name, name, changes)) if changes else document
