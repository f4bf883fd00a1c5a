"""Lines of plain text set to a width: paragraphs, and tables of a label with its numbers."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Line", "Sheet", "plain"]

_NARROW, _WIDE, _LEAST_ROOM = 60, 110, 24
_LEAST_CELL, _UNDER = 10, 4
"""Columns under which the last cell of a broken row stands below it, and how far in."""

_SEAM = re.compile(r"(?<=[\])]) (?=[\[(])|(?<=;) ")
"""Between two intervals, and after a semicolon."""

Kind = Literal["title", "notice", "heading", "body", "small"]


@dataclass(frozen=True)
class Line:
    """One line of a page.

    Attributes:
        text: what it says, without a line break.
        kind: ``title``, ``notice`` (that nobody is real), ``heading``, ``body`` or ``small``.
    """

    text: str
    kind: Kind = "body"


def plain(lines: Iterable[Line]) -> str:
    """The lines as plain text, ending with a line break."""
    return "\n".join(line.text for line in lines) + "\n"


class Sheet:
    """Lines that are written one after the other.

    Attributes:
        width: columns, 60 to 110.
        lines: written so far.
    """

    def __init__(self, width: int) -> None:
        """Begin an empty sheet for a terminal of so many columns."""
        self.width = max(_NARROW, min(width, _WIDE))
        self.lines: list[Line] = []

    def paragraph(self, text: str, kind: Kind = "body", indent: int = 0) -> None:
        """Write a paragraph, wrapped."""
        space = " " * indent
        for line in textwrap.wrap(text, self.width, initial_indent=space, subsequent_indent=space):
            self.lines.append(Line(line, kind))

    def line(self, text: str, kind: Kind = "body") -> None:
        """Write one line as it is."""
        self.lines.append(Line(text, kind))

    def blank(self) -> None:
        """Leave a line free."""
        self.lines.append(Line(""))

    def table(self, rows: Sequence[tuple[str, ...]], heads: tuple[str, ...] = ()) -> None:
        """Write labels with cells to their right, each column as wide as its widest cell.

        Where the labels would have little room they stand above their cells. The last column is set to the
        left, the others to the right.

        Args:
            rows: a label and the same number of cells each.
            heads: of the columns, the label's included.
        """
        if not rows:
            return
        every = [heads, *rows] if heads else list(rows)
        columns = len(rows[0]) - 1
        sizes = [max(len(row[place + 1]) for row in every) for place in range(columns)]
        room = self.width - sum(sizes) - 2 * columns - 2
        for label, *cells in every:
            narrow = room < _LEAST_ROOM
            above = textwrap.wrap(label, self.width - 2 if narrow else room, subsequent_indent="  ")
            last = above.pop() if above and not narrow else ""
            self.lines += [Line(f"  {text}") for text in above]
            told = [f"{cell:>{size}}" for cell, size in zip(cells[:-1], sizes[:-1], strict=True)]
            told += [cells[-1]] if cells else []
            space = max(room, 0) if not narrow else 0
            row = f"  {last:<{space}}  {'  '.join(told)}".rstrip()
            self.lines += [Line(row)] if len(row) <= self.width else self._broken(row, cells[-1])

    def _broken(self, row: str, cell: str) -> Iterator[Line]:
        """A row that is too wide, its last cell in several lines; no interval is torn apart."""
        place = len(row) - len(cell)
        told = row[:place]
        if self.width - place < _LEAST_CELL:
            yield Line(told.rstrip())
            place = _UNDER
            told = " " * place
        pieces = [piece for part in _SEAM.split(cell) for piece in textwrap.wrap(part, self.width - place)]
        for piece in pieces:
            if told.strip() and len(told.rstrip()) > place and len(told) + len(piece) > self.width:
                yield Line(told.rstrip())
                told = " " * place
            told += f"{piece} "
        yield Line(told.rstrip())
