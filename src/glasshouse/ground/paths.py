"""Where in a document a written path leads: names with dots between them, read from the outside in.

Such as ``lists.defaulters.stay.for``. After a list comes the name of an item (its ``id``, or the key that
tells the items of that list apart, such as ``by`` for the exits of a list), or its number, counted from 1.
After an item comes a key. A key that stands only once, one level further down, may be named directly:
``rules.protest.points`` is ``rules.protest.effect.points``.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from glasshouse.ground.document import Document
from glasshouse.ground.errors import BadInput, Position, Problem, did_you_mean
from glasshouse.ground.telling import tell

__all__ = ["NAMING_KEYS", "Path", "find", "item_name", "item_names", "resolve"]

Path: TypeAlias = "tuple[str | int, ...]"

NAMING_KEYS = ("id", "by", "to", "nth", "if", "rule", "path", "from", "day", "what")
"""Keys by which the items of a list are told apart, the first that an item has."""


def find(document: Document, path: str) -> Path:
    """The steps that a written path stands for.

    Raises:
        BadInput: it leads nowhere.
    """
    steps = resolve(document.data, path.split("."), Position(document.name))
    if isinstance(steps, Problem):
        raise BadInput(steps)
    return steps


def resolve(data: Any, words: list[str], position: Position, create: bool = False) -> Path | Problem:
    """Turn the words of a path into keys and indices; with `create` the last keys need not exist yet."""
    here: Any = data
    steps: list[str | int] = []
    for number, word in enumerate(words):
        so_far = ".".join(words[:number]) or "the file"
        if isinstance(here, list):
            index = _index(here, word)
            if index is None:
                return _nothing(word, so_far, item_names(here), position)
            steps.append(index)
            here = here[index]
        elif isinstance(here, dict):
            inner = None if word in here else _inner(here, word)
            if inner is not None:
                steps.append(inner)
                here = here[inner]
            if word not in here:
                if create:
                    return (*steps, *words[number:])
                return _nothing(word, so_far, list(here), position)
            steps.append(word)
            here = here[word]
        elif here is None and create:
            return (*steps, *words[number:])
        else:
            return tell(
                f"'{so_far}' is a single value, so '{word}' leads nowhere", position, code="matches-nothing"
            )
    return tuple(steps)


def _nothing(word: str, so_far: str, options: list[str], position: Position) -> Problem:
    near = did_you_mean(word, options)
    shown = ", ".join(options[:12]) + (" ..." if len(options) > 12 else "")
    return tell(
        f"there is no '{word}' in {so_far}" + (f". Did you mean '{near}'?" if near else ""),
        position,
        why="a change that matches nothing is refused",
        remedy=f"there is: {shown}" if shown and not near else None,
        code="matches-nothing",
    )


def item_name(item: object) -> str | None:
    """What tells an item of a list from the others; None where nothing does."""
    if isinstance(item, dict):
        for key in NAMING_KEYS:
            if isinstance(item.get(key), str | int):
                return str(item[key])
    return item if isinstance(item, str) else None


def item_names(items: list[Any]) -> list[str]:
    """The names of those items of a list that have one."""
    return [name for item in items if (name := item_name(item)) is not None]


def _index(items: list[Any], word: str) -> int | None:
    for index, item in enumerate(items):
        if item_name(item) == word:
            return index
    if word.isascii() and word.isdigit() and len(word) < 6 and 1 <= int(word) <= len(items):
        return int(word) - 1
    return None


def _inner(mapping: dict[str, Any], word: str) -> str | None:
    """The one key whose mapping holds the word, if there is exactly one."""
    holders = [key for key, value in mapping.items() if isinstance(value, dict) and word in value]
    return holders[0] if len(holders) == 1 else None
