"""What a report is made of before it has a form: sections of paragraphs, tables, figures and text to copy.

A number in running text or in a table is an estimate, not a string: whoever gives it a form prints its
intervals beside it and can say which answer of the run it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from glasshouse.measures.estimate import Estimate

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "Figure",
    "Inline",
    "Link",
    "Meaning",
    "Meanings",
    "Page",
    "Paragraph",
    "Section",
    "Table",
    "ToCopy",
    "Told",
    "plain_cell",
    "say",
]


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere.

    Attributes:
        text: what is read.
        url: an address, or ``#`` with a name within the page.
    """

    text: str
    url: str


@dataclass(frozen=True)
class Told:
    """A number in the unit of the table that it stands in.

    Attributes:
        estimate: which answer it is.
        text: its value as it is printed.
    """

    estimate: Estimate
    text: str


Kind: TypeAlias = Literal["body", "verdict", "notice", "blank", "small"]
Inline: TypeAlias = str | Estimate | Link | Told
Cell: TypeAlias = Inline


@dataclass(frozen=True)
class Paragraph:
    """Words and numbers.

    Attributes:
        parts: in reading order.
        kind: ``verdict`` for the computed headline sentences, ``notice`` that nobody is real, ``blank`` for
            what people write, ``small``, ``body``.
    """

    parts: tuple[Inline, ...]
    kind: Kind = "body"


@dataclass(frozen=True)
class Bullets:
    """A list of short statements."""

    items: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True)
class Table:
    """Rows under heads; the first cell of a row is its head.

    Attributes:
        caption: what the numbers are, with their denominator.
        heads: of the columns, the first included.
        rows: as many cells each as there are heads.
        folded: whether it is shown on demand.
        printed: whether it is on paper too, as almost everything is.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    folded: bool = False
    printed: bool = True


@dataclass(frozen=True)
class Figure:
    """A picture with everything that it shows in words and numbers beside it.

    Attributes:
        id: name within the page.
        title: what it is.
        description: what there is to see, for whoever cannot see it.
        caption: below it; says what it covers.
        svg: the picture.
        table: its numbers.
    """

    id: str
    title: str
    description: str
    caption: str
    svg: str
    table: Table


@dataclass(frozen=True)
class ToCopy:
    """Text that is copied as it is."""

    text: str


@dataclass(frozen=True)
class Meaning:
    """What a word means.

    Attributes:
        id: name within the page, by which links find it.
        word: as it stands in the text.
        text: its meaning.
    """

    id: str
    word: str
    text: str


@dataclass(frozen=True)
class Meanings:
    """Words with their meanings, in alphabetical order."""

    items: tuple[Meaning, ...]


Block: TypeAlias = Paragraph | Bullets | Table | Figure | ToCopy | Meanings


@dataclass(frozen=True)
class Section:
    """A part of the report under a heading."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """A whole report.

    Attributes:
        title: of the scheme.
        lead: below the title: standing, notice, world.
        sections: in order.
        foot: what stands at the end of everything.
    """

    title: str
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]
    foot: tuple[str, ...]


def say(*parts: Inline, kind: Kind = "body") -> Paragraph:
    """A paragraph of these parts."""
    return Paragraph(parts, kind)


def plain_cell(cell: Cell) -> str:
    """The words of a cell; a number as its value alone."""
    from glasshouse.report.ranges import in_full

    if isinstance(cell, Link | Told):
        return cell.text
    return in_full(cell) if isinstance(cell, Estimate) else cell
