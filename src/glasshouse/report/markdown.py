"""A report as Markdown: the same sections and numbers, with tables in the place of pictures."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.estimate import Estimate
from glasshouse.report.blocks import (
    Block,
    Bullets,
    Figure,
    Inline,
    Link,
    Meanings,
    Page,
    Paragraph,
    Table,
    Told,
    plain_cell,
)
from glasshouse.report.ranges import in_brackets, in_full

__all__ = ["markdown_of"]

_MARKED = {"notice": "**{}**", "blank": "> {}"}
"""Marks of paragraphs that must not be missed."""


def markdown_of(page: Page) -> str:
    """The whole text."""
    return "\n".join(_lines(page)).rstrip() + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield from (f"# {page.title}", "")
    for block in page.lead:
        yield from (*_block(block), "")
    for section in page.sections:
        yield from (f"## {section.title}", "")
        for block in section.blocks:
            yield from (*_block(block), "")
    yield from ("---", "")
    for text in page.foot:
        yield from (text, "")


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        told = "".join(_inline(part) for part in block.parts)
        yield _MARKED.get(block.kind, "{}").format(told)
    elif isinstance(block, Bullets):
        for item in block.items:
            yield f"- {''.join(_inline(part) for part in item)}"
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Meanings):
        yield from (f"- **{each.word}**: {each.text}" for each in block.items)
    elif isinstance(block, Figure):
        yield from (f"**{block.title}.** {block.caption}", "")
        yield from _table(block.table)
    else:
        yield from ("```sh", block.text, "```")


def _table(table: Table) -> Iterator[str]:
    yield from (f"**{table.caption}**", "")
    yield f"| {' | '.join(table.heads)} |"
    yield f"|{'---|' * len(table.heads)}"
    for row in table.rows:
        yield f"| {' | '.join(plain_cell(cell).replace('|', '/') for cell in row)} |"


def _inline(part: Inline) -> str:
    if isinstance(part, Told) or (isinstance(part, Link) and part.url.startswith("#")):
        return part.text
    if isinstance(part, Link):
        return f"[{part.text}]({part.url})"
    if isinstance(part, str):
        return part
    return _number(part)


def _number(estimate: Estimate) -> str:
    ends, holds = in_brackets(estimate)
    return f"{in_full(estimate)} ({ends}, {holds})" if ends else in_full(estimate)
