"""What a scheme's file says of itself that it leaves out, as it stands at the head of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from glasshouse.schemes.model import Scheme

__all__ = ["left_out"]

_NOT_HERE = re.compile(r"these parts are not in this file(?: yet)?:\s*(.*)")


def left_out(scheme: Scheme) -> tuple[str, ...]:
    """Parts of the real rules that the file does not have, in its own words; none where it names none."""
    head = [line[1:] for line in takewhile(lambda line: line.startswith("#"), scheme.text.splitlines())]
    for number, line in enumerate(head):
        if (found := _NOT_HERE.search(line)) is not None:
            paragraph = takewhile(str.strip, head[number + 1 :])
            return tuple(_parts(found[1], paragraph))
    return ()


def _parts(first: str, paragraph: Iterator[str]) -> Iterator[str]:
    """The items of a list; a paragraph that is none as a single one."""
    told = first.strip()
    for line in paragraph:
        words = line.strip()
        if words.startswith("- "):
            if told:
                yield told.rstrip(".")
            told = words.removeprefix("- ")
        else:
            told = f"{told} {words}".strip()
    if told:
        yield told.rstrip(".")
