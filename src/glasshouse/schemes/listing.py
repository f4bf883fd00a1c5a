"""The catalogue as a list: what each scheme is, how its text is known, what its numbers rest on."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reading import catalogue, load
from glasshouse.schemes.sourcing import sourcing

__all__ = ["Entry", "columns", "entries", "entry", "table"]


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


def table(listed: Sequence[Entry]) -> str:
    """The list as text, one scheme in three lines."""
    lines = []
    for item in listed:
        numbers = ", ".join(f"{count} {kind}" for kind, count in item.numbers.items())
        standing = f"{item.status}, {item.reading}, {item.jurisdiction}, since {item.since}, {item.shape}"
        lines.append(item.id)
        lines.extend(textwrap.wrap(item.title, 96, initial_indent="    ", subsequent_indent="    "))
        lines.append(f"    {standing}")
        lines.append(f"    numbers: {numbers}; sources: {len(item.references)}")
    lines.append("")
    lines.append("Read one aloud: glasshouse explain ID.  Its sources: glasshouse show ID.")
    return "\n".join(lines) + "\n"


def columns(rows: Sequence[Sequence[str]], heads: Sequence[str], most: Sequence[int]) -> list[str]:
    """Rows as aligned columns; a cell longer than its column's width in `most` goes on in the next line."""
    wrapped = [
        [
            textwrap.wrap(cell, limit, break_on_hyphens=False) or [""]
            for cell, limit in zip(row, most, strict=True)
        ]
        for row in (heads, *rows)
    ]
    widths = [max(len(line) for row in wrapped for line in row[column]) for column in range(len(heads))]
    lines = []
    for number, row in enumerate(wrapped):
        for height in range(max(len(cell) for cell in row)):
            cells = [cell[height] if height < len(cell) else "" for cell in row]
            lines.append(
                "  ".join(text.ljust(width) for text, width in zip(cells, widths, strict=True)).rstrip()
            )
        if number == 0:
            lines.append("  ".join("-" * width for width in widths))
    return lines
