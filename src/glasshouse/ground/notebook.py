"""Tables for notebooks: plain HTML that a screen reader can follow, every text escaped, no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["paragraph", "table"]


def paragraph(text: str, strong: bool = False) -> str:
    """One paragraph.

    Args:
        text: as it is to be read; whatever looks like HTML in it is shown, not obeyed.
        strong: whether it stands out.
    """
    told = escape(text)
    return f"<p><strong>{told}</strong></p>" if strong else f"<p>{told}</p>"


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], most: int = 0) -> str:
    """One table with a caption; the first cell of a row is its heading.

    Args:
        caption: what the table is about.
        heads: of the columns.
        rows: cells; None is an empty one.
        most: rows that are shown, the others counted; 0: all.
    """
    found = list(rows)
    shown = found[:most] if most else found
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(_row(row) for row in shown)
    more = len(found) - len(shown)
    rest = f"<p>... and {more:,} rows more.</p>" if more else ""
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>{rest}"
    )


def _row(cells: Sequence[object]) -> str:
    first, *others = ("" if cell is None else escape(str(cell)) for cell in cells)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'
