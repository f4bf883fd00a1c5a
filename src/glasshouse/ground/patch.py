"""One grammar of change for every document: ``set``, ``add`` and ``remove``, each with a path.

`ground.paths` says how a path is written. Every path must lead somewhere: a change that would match nothing
is refused. Values that come from a patch have their place in the patch, so that a message about them points
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from glasshouse.ground.composing import read_scalar
from glasshouse.ground.document import Document, Marks, read_text
from glasshouse.ground.errors import BadInput, Position, Problem
from glasshouse.ground.paths import Path, item_name, item_names, resolve
from glasshouse.ground.telling import tell

__all__ = ["Change", "Patch", "apply", "read_assignment", "read_patch", "removal"]


@dataclass(frozen=True)
class Change:
    """One change.

    Attributes:
        kind: set, add or remove.
        path: where, as it was written.
        value: the new value; None for remove.
        position: where the change is written.
        marks: places inside the value, as `Document` keeps them.
    """

    kind: Literal["set", "add", "remove"]
    path: str
    value: Any
    position: Position
    marks: Any


@dataclass(frozen=True)
class Patch:
    """Changes that are made together, in their order.

    Attributes:
        name: what to call the patch: the file, or the text of ``--set``.
        text: its text, for hashes.
        changes: the changes.
    """

    name: str
    text: str
    changes: tuple[Change, ...]


def read_assignment(text: str) -> Patch:
    """A patch from ``path=value``, as ``--set`` takes it.

    The value is read as in a file: ``10``, ``0.5``, ``24 months``, ``null``, ``true``, ``[a, b]``.

    Raises:
        BadInput: there is no ``=``, or the value cannot be read.
    """
    path, equals, value = text.partition("=")
    name = f"--set {text}"
    if not equals or not path.strip():
        raise BadInput(
            tell(
                f"'{text}' is not a setting",
                Position("--set"),
                remedy="write path=value, for example: rules.protest.points=-10",
                code="bad-setting",
            )
        )
    place = (None, None, name)
    change = Change("set", path.strip(), _read_value(value.strip(), name), Position(name), place)
    return Patch(name, text, (change,))


def removal(path: str) -> Patch:
    """A patch that takes away what stands at a path."""
    name = f"without {path}"
    return Patch(name, name, (Change("remove", path, None, Position(name), None),))


def _read_value(text: str, name: str) -> Any:
    try:
        if text[:1] in ("[", "{", "'", '"'):
            return read_text(f"value: {text}", name).data["value"]
        return read_scalar(text)
    except BadInput as error:
        told = [tell(problem.what, Position(name), remedy=problem.remedy) for problem in error.problems]
        raise BadInput(*told) from None
    except ValueError as error:
        raise BadInput(tell(str(error), Position(name))) from None


def read_patch(document: Document, path: Path = ()) -> Patch:
    """The patch that stands at a path of a document: keys ``set``, ``add`` and ``remove``.

    Raises:
        BadInput: an entry has not the shape of a change, or there is none.
    """
    problems: list[Problem] = []
    changes: list[Change] = []
    for kind in ("set", "add", "remove"):
        entries = document.value((*path, kind))
        if entries is None:
            continue
        here = (*path, kind)
        if not isinstance(entries, list):
            problems.append(
                tell(
                    f"'{kind}' needs a list",
                    document.position(here),
                    remedy="begin each entry with '- '",
                    code="not-a-list",
                )
            )
            continue
        for index, entry in enumerate(entries):
            read = _read_entry(document, (*here, index), kind, entry)
            if isinstance(read, Problem):
                problems.append(read)
            else:
                changes.append(read)
    if not changes and not problems:
        problems.append(
            tell(
                "this changes nothing",
                document.position(path),
                remedy="write set: [{path: rules.protest.points, value: -10}]",
                code="empty-patch",
            )
        )
    if problems:
        raise BadInput(*problems)
    return Patch(document.name, document.text, tuple(changes))


def _read_entry(
    document: Document, here: Path, kind: Literal["set", "add", "remove"], entry: object
) -> Change | Problem:
    position = document.position(here)
    if kind == "remove" and isinstance(entry, str):
        return Change(kind, entry, None, position, None)
    known = {"path"} if kind == "remove" else {"path", "value"}
    if (
        not isinstance(entry, dict)
        or not isinstance(entry.get("path"), str)
        or not known >= entry.keys()
        or not entry["path"]
    ):
        example = "rules.protest" if kind == "remove" else "{path: rules.protest.points, value: -10}"
        return tell(
            f"this is not a '{kind}' entry", position, remedy=f"for example: {example}", code="bad-change"
        )
    if kind != "remove" and "value" not in entry:
        return tell(
            f"this '{kind}' entry has no value", position, remedy="add value: ...", code="missing-key"
        )
    marks: Any = document.marks
    for step in (*here, "value"):
        marks = marks.parts.get(step) if isinstance(marks, Marks) else None
    at = document.position((*here, "path"))
    return Change(kind, entry["path"], entry.get("value"), at, _named(marks, document.name))


def _named(marks: Any, file: str) -> Any:
    """The same places, each with the name of its file."""
    if isinstance(marks, Marks):
        named = Marks((*marks.at[:2], file))
        named.keys = {key: (*at[:2], file) for key, at in marks.keys.items()}
        named.parts = {step: _named(part, file) for step, part in marks.parts.items()}
        return named
    return None if marks is None else (*marks[:2], file)


def apply(document: Document, patch: Patch) -> Document:
    """The document as the patch leaves it; the original is not touched.

    What a change lies in is made anew, from the top down to it; all else both documents share.

    A scalar that replaces an annotated number becomes its value; the range and the source of the old number
    do not speak for the new one and go.

    Raises:
        BadInput: with every change that matches nothing or cannot be made.
    """
    patches = (*document.patches, patch.text)
    changed = Document(dict(document.data), document.text, document.name, document.marks.copy(), patches)
    problems: list[Problem] = []
    for change in patch.changes:
        problem = _make(changed, change, patch.name)
        if problem:
            problems.append(problem)
    if problems:
        raise BadInput(*problems)
    return changed


def _make(document: Document, change: Change, name: str) -> Problem | None:
    words = change.path.split(".")
    if not all(words):
        return tell(
            f"'{change.path}' is not a path", change.position, remedy="write section.id.key", code="bad-path"
        )
    steps = resolve(document.data, words, change.position, create=change.kind != "remove")
    if isinstance(steps, Problem):
        return steps
    if change.kind == "remove":
        _remove(document, steps)
        return None
    if change.kind == "set":
        _set(document, steps, change, name)
        return None
    return _add(document, steps, change)


def _holder(document: Document, steps: Path, place: tuple[Any, ...]) -> tuple[Any, Marks]:
    """The container that holds the last step, this document's own; made where it is missing."""
    here: Any = document.data
    marks: Any = document.marks
    step: Any
    for step in steps[:-1]:
        inner = here[step] if isinstance(here, list) else here.get(step)
        if inner is None:
            inner = here[step] = {}
            marks.parts[step] = Marks(place)
            if isinstance(step, str):
                marks.keys.setdefault(step, place)
        here, marks = _own(here, marks, step)
    return here, marks


def _own(here: Any, marks: Marks, step: Any) -> tuple[Any, Marks]:
    """The container at a step as one that no other document has, and its marks."""
    inner = here[step] = here[step].copy()
    held = marks.parts[step] = marks.parts[step].copy()
    return inner, held


def _place(change: Change) -> tuple[Any, ...]:
    position = change.position
    return (position.line, position.column, position.file)


def _set(document: Document, steps: Path, change: Change, name: str) -> None:
    place = _place(change)
    holder, marks = _holder(document, steps, place)
    last: Any = steps[-1]
    value, inner = change.value, change.marks
    old = holder[last] if isinstance(holder, list) else holder.get(last)
    if isinstance(old, dict) and "value" in old and value is not None and not isinstance(value, dict):
        value = {"value": value, "evidence": "assumed", "note": f"Set by {name}."}
        if "unit" in old:
            value["unit"] = old["unit"]
        inner = Marks(place)
        inner.parts = dict.fromkeys(value, place)
    holder[last] = value
    marks.parts[last] = _shaped(value, inner, place)
    if isinstance(last, str):
        marks.keys[last] = place


def _shaped(value: Any, marks: Any, place: tuple[Any, ...]) -> Any:
    """Marks that fit a value: those it came with, or its one place for everything in it."""
    if isinstance(marks, Marks) or not isinstance(value, dict | list):
        return marks or place
    made = Marks(place)
    steps: Iterator[Any] = iter(value) if isinstance(value, dict) else iter(range(len(value)))
    for step in steps:
        made.parts[step] = _shaped(value[step], None, place)
        if isinstance(step, str):
            made.keys[step] = place
    return made


def _add(document: Document, steps: Path, change: Change) -> Problem | None:
    place = _place(change)
    holder, marks = _holder(document, steps, place)
    last: Any = steps[-1]
    items = holder[last] if isinstance(holder, list) else holder.get(last)
    if items is None:
        items = holder[last] = []
        marks.parts[last] = Marks(place)
        marks.keys[last] = place
    if not isinstance(items, list):
        return tell(
            f"'{change.path}' is not a list, so nothing can be added to it",
            change.position,
            remedy="use 'set'",
            code="not-a-list",
        )
    name = item_name(change.value)
    if name is not None and name in item_names(items):
        return tell(
            f"'{change.path}' has '{name}' already",
            change.position,
            remedy="use 'set' to change it, or give the new item another name",
            code="duplicate-id",
        )
    items, held = _own(holder, marks, last)
    held.parts[len(items)] = _shaped(change.value, change.marks, place)
    items.append(change.value)
    return None


def _remove(document: Document, steps: Path) -> None:
    holder, marks = _holder(document, steps, (None, None, ""))
    last: Any = steps[-1]
    if isinstance(holder, list):
        del holder[last]
        kept = [part for step, part in sorted(marks.parts.items()) if step != last]
        marks.parts = dict(enumerate(kept))
    else:
        del holder[last]
        marks.parts.pop(last, None)
        marks.keys.pop(last, None)
