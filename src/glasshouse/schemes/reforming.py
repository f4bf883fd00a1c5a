"""Reforms: changes to a scheme as data, in a file of their own or on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Literal, TypeAlias

from glasshouse.ground.document import Document, read_file, read_text
from glasshouse.ground.errors import BadInput
from glasshouse.ground.patch import Patch, apply, read_assignment, read_patch
from glasshouse.ground.registry import Catalogue
from glasshouse.ground.telling import tell
from glasshouse.ground.validation import Identifier, Items, Part, build
from glasshouse.schemes.model.procedure import Addition, Assignment
from glasshouse.schemes.roles import quoted, runs

__all__ = ["Change", "Reform", "ReformHead", "apply_changes", "changes_in_short", "load_reform", "reforms"]

Change: TypeAlias = "Reform | Document | Patch | str"
"""What can be done to a scheme: a reform, the document of a patch file, a patch, or ``path=value``."""

_REFORMS = Catalogue("reforms", "reform")


class ReformHead(Part):
    """What a reform is called and what it is for."""

    noun: ClassVar[str] = "the head of a reform"
    plural: ClassVar[str] = "reform"

    id: Identifier = runs("Name of the reform.", like="shorter-stay")
    title: str = quoted("What to call it in a heading.", like="One year instead of two", min_length=1)
    summary: str | None = quoted("What it changes and why, in plain sentences.", None)
    scheme: Identifier | None = runs("Id of the scheme that it is written for; left out: any.", None)


class Reform(Part):
    """A patch file: the same people and rules but for these changes."""

    noun: ClassVar[str] = "a reform file"
    plural: ClassVar[str] = "the top of a reform file"

    format: Literal[1] = runs("Version of the language.", like="1")
    reform: ReformHead = runs(
        "Name of the reform.", like="{id: shorter-stay, title: One year instead of two}"
    )
    set: Items[Assignment] = runs("Values that change.", ())
    add: Items[Addition] = runs("Items that are added.", ())
    remove: Items[str] = runs("Paths of items that go.", ())

    @property
    def patch(self) -> Patch:
        """The changes, ready to be applied."""
        assert self._origin is not None
        return read_patch(self._origin[0])


def reforms() -> tuple[str, ...]:
    """Ids of the reforms that come with Glasshouse, in alphabetical order. Reads no file."""
    return tuple(_REFORMS)


def load_reform(reform: str | Path | Document) -> Reform:
    """Read a reform by its id in the catalogue, its path, or its text (told from a name by its line breaks).

    Raises:
        BadInput: with every problem found; also when it changes nothing.
    """
    if isinstance(reform, Document):
        document = reform
    elif isinstance(reform, str) and "\n" in reform:
        document = read_text(reform)
    else:
        document = read_file(_REFORMS.locate(reform))
    made = build(Reform, document)
    read_patch(document)
    return made


def apply_changes(document: Document, changes: Iterable[Change]) -> Document:
    """A scheme's document after changes, in their order.

    Args:
        document: the scheme's document.
        changes: reforms, documents of patch files, patches, or settings such as ``rules.protest.points=-10``.

    Raises:
        BadInput: a change matches nothing, or a reform is written for another scheme.
    """
    for change in changes:
        if isinstance(change, str):
            change = read_assignment(change)
        elif isinstance(change, Document):
            change = load_reform(change)
        if isinstance(change, Reform):
            _fits(document, change)
            change = change.patch
        document = apply(document, change)
    return document


def changes_in_short(document: Document) -> tuple[str, ...]:
    """What was changed in a scheme's document: settings as written, reforms by id and title."""
    return tuple(_in_short(text) for text in document.patches)


def _in_short(text: str) -> str:
    if "\n" not in text:
        return text
    head = read_text(text).data.get("reform")
    return f"reform {head['id']} ({head['title']})" if isinstance(head, dict) else "a reform without a name"


def _fits(document: Document, reform: Reform) -> None:
    wanted, found = reform.reform.scheme, document.value(("scheme", "id"))
    if wanted is not None and wanted != found:
        raise BadInput(
            tell(
                f"this reform is written for '{wanted}', not for '{found}'",
                reform.reform.position_of("scheme"),
                remedy="apply it to that scheme, or delete 'scheme' from the reform where it fits any",
                code="other-scheme",
            )
        )
