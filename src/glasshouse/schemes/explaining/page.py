"""The page: titles and paragraphs, wrapped to a width."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from glasshouse.ground.telling import sentence

__all__ = ["Entry", "Page"]

Entry: TypeAlias = tuple[str, list[str]]
"""A paragraph of a section: the name that it opens with, and its sentences, without capitals and stops."""


class Page:
    """Text that grows downwards."""

    def __init__(self, width: int) -> None:
        """Begin empty; `width` is in characters, 0 for one line a paragraph."""
        self._width = width
        self._lines: list[str] = []

    def text(self) -> str:
        """What was written, with one line feed at its end."""
        return "\n".join(self._lines).strip() + "\n"

    def gap(self) -> None:
        """Leave a line free."""
        self._lines.append("")

    def title(self, title: str) -> None:
        """Open a section."""
        self._lines.extend(["", title.upper()])

    def wrap(self, text: str, first: str = "", rest: str = "") -> None:
        """Write a paragraph as it is; `first` and `rest` stand before its first line and the others."""
        if self._width:
            wrapped = textwrap.wrap(
                text, self._width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
            )
            self._lines.extend(wrapped or [first.rstrip()])
        else:
            self._lines.append(first + text)

    def say(self, *sentences: str, title: str | None = None) -> None:
        """Write sentences as one paragraph, under a title of their own if one is given."""
        if title:
            self.title(title)
        told = " ".join(_told(sentences))
        if told:
            self.wrap(told)

    def item(self, name: str, sentences: Iterable[str]) -> None:
        """Write one entry of a section, indented."""
        self.wrap(" ".join([name, *_told(sentences)]), "  ", "    ")

    def section(self, title: str, entries: Iterable[Entry]) -> None:
        """Write a title and its entries; nothing where there are none."""
        opened = False
        for name, sentences in entries:
            if not opened:
                self.title(title)
                opened = True
            self.item(name, sentences)


def _told(sentences: Iterable[str]) -> Iterator[str]:
    return (sentence(part) for part in sentences if part)
