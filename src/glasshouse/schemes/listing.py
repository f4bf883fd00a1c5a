"""The catalogue as a list: schemes, how their text is known and what their numbers rest on; reforms."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from glasshouse.ground.document import Document
from glasshouse.ground.errors import BadInput
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reading import catalogue, load, make
from glasshouse.schemes.reforming import Reform, load_reform, reforms
from glasshouse.schemes.sourcing import sourcing
from glasshouse.schemes.standing import known_words

__all__ = [
    "Entry",
    "ReformEntry",
    "columns",
    "entries",
    "entry",
    "reform_entries",
    "reform_table",
    "table",
]

_WIDTH = 96
_GAP = 2


@dataclass(frozen=True)
class Entry:
    """One scheme in the list.

    Attributes:
        id: its id.
        title: what it is called.
        status: published, draft, press or invented.
        reading: provisional or read-twice.
        jurisdiction: ISO 3166, or invented.
        shape: what it rests on: points, lists, or both.
        since: first day in force, as a date.
        numbers: how many numbers are cited, derived, assumed, unverified, unstated.
        references: how its sources are cited.
    """

    id: str
    title: str
    status: str
    reading: str
    jurisdiction: str
    shape: str
    since: str
    numbers: dict[str, int]
    references: list[str]

    def as_dict(self) -> dict[str, Any]:
        """The entry as plain data."""
        return asdict(self)


def entry(scheme: Scheme) -> Entry:
    """What the list says of one scheme."""
    shapes = [
        word
        for word, there in (
            ("points", scheme.score.kind == "ledger"),
            ("scorecard", scheme.score.kind == "scorecard"),
            ("lists", scheme.lists),
        )
        if there
    ]
    return Entry(
        id=scheme.id,
        title=scheme.title,
        status=scheme.scheme.status,
        reading=scheme.scheme.reading,
        jurisdiction=scheme.scheme.jurisdiction,
        shape=" + ".join(shapes),
        since=scheme.scheme.force.from_.isoformat(),
        numbers=dict(sorted(sourcing(scheme).items())),
        references=[reference.cite for reference in scheme.references],
    )


def entries() -> tuple[Entry, ...]:
    """The catalogue's schemes, by id."""
    return tuple(entry(load(id)) for id in catalogue())


def table(listed: Sequence[Entry], width: int = _WIDTH) -> str:
    """The list as text, one scheme in three lines or more."""
    lines = []
    for item in listed:
        numbers = known_words(item.status, item.numbers)
        standing = f"{item.status}, {item.reading}, {item.jurisdiction}, since {item.since}, {item.shape}"
        lines.append(item.id)
        for told in (item.title, standing, f"numbers: {numbers}; sources: {len(item.references)}"):
            lines.extend(_indented(told, width))
    lines.append("")
    lines.extend(textwrap.wrap("Read one aloud: glasshouse explain ID.", width))
    lines.extend(textwrap.wrap("Its sources: glasshouse show ID.", width))
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class ReformEntry:
    """One reform in the list.

    Attributes:
        id: its id.
        title: what it is called.
        summary: what it changes and why.
        scheme: id of the scheme that it is written for; None: any that it fits.
    """

    id: str
    title: str
    summary: str | None
    scheme: str | None

    def as_dict(self) -> dict[str, Any]:
        """The entry as plain data."""
        return asdict(self)


def reform_entries(scheme: str | None = None) -> tuple[ReformEntry, ...]:
    """The catalogue's reforms, by id.

    Args:
        scheme: an id or a path: only those that can be applied to it.

    Raises:
        BadInput: there is no such scheme.
    """
    read = [load_reform(id) for id in reforms()]
    if scheme is not None:
        document = load(scheme).document
        read = [reform for reform in read if _can_be_applied(reform, document)]
    heads = [reform.reform for reform in read]
    return tuple(ReformEntry(head.id, head.title, head.summary, head.scheme) for head in heads)


def _can_be_applied(reform: Reform, document: Document) -> bool:
    try:
        make(document, [reform])
    except BadInput:
        return False
    return True


def reform_table(listed: Sequence[ReformEntry], width: int = _WIDTH) -> str:
    """The list of reforms as text."""
    lines = []
    for item in listed:
        lines.append(item.id)
        lines.extend(_indented(f"{item.title}. For {item.scheme or 'any scheme that it fits'}.", width))
        if item.summary:
            lines.extend(_indented(item.summary, width))
    if not listed:
        lines.append("No reform of the catalogue fits this scheme. A file of your own may.")
    lines.append("")
    lines.extend(textwrap.wrap("What one changes: glasshouse diff SCHEME --reform ID.", width))
    lines.extend(textwrap.wrap("What it does: glasshouse compare SCHEME --reform ID.", width))
    return "\n".join(lines) + "\n"


def _indented(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="    ", subsequent_indent="    ")


def columns(
    rows: Sequence[Sequence[str]], heads: Sequence[str], most: Sequence[int], width: int
) -> list[str]:
    """Rows as aligned columns; a cell longer than its column goes on in the next line.

    Where the width does not even take the longest words side by side, each row is told by itself: its first
    cell as a heading, then ``head: cell`` for the others that say something.

    Args:
        rows: cells of each row.
        heads: what stands above each column.
        most: the widest that each column may be.
        width: columns of the whole.
    """
    room = width - _GAP * (len(heads) - 1)
    cells = list(zip(heads, *rows, strict=True))
    widths = [min(limit, max(map(len, column))) for limit, column in zip(most, cells, strict=True)]
    least = [
        min(limit, max(len(word) for cell in column for word in cell.split() or [""]))
        for limit, column in zip(most, cells, strict=True)
    ]
    if sum(least) > room:
        return _one_by_one(rows, heads, width)
    while sum(widths) > room:
        spare = [now - needed for now, needed in zip(widths, least, strict=True)]
        widths[spare.index(max(spare))] -= 1
    wrapped = [
        [
            textwrap.wrap(cell, limit, break_on_hyphens=False) or [""]
            for cell, limit in zip(row, widths, strict=True)
        ]
        for row in (heads, *rows)
    ]
    widths = [max(len(line) for row in wrapped for line in row[column]) for column in range(len(heads))]
    lines = []
    for number, row in enumerate(wrapped):
        for height in range(max(len(cell) for cell in row)):
            parts = [cell[height] if height < len(cell) else "" for cell in row]
            aligned = (text.ljust(size) for text, size in zip(parts, widths, strict=True))
            lines.append((" " * _GAP).join(aligned).rstrip())
        if number == 0:
            lines.append((" " * _GAP).join("-" * size for size in widths))
    return lines


def _one_by_one(rows: Sequence[Sequence[str]], heads: Sequence[str], width: int) -> list[str]:
    lines = []
    for first, *others in rows:
        told = "; ".join(f"{head}: {cell}" for head, cell in zip(heads[1:], others, strict=True) if cell)
        lines.append(f"  {first}")
        lines.extend(
            textwrap.wrap(
                told, width, initial_indent="      ", subsequent_indent="      ", break_on_hyphens=False
            )
        )
    return lines
