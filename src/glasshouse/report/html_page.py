"""A report as one HTML file: no script, nothing loaded from elsewhere, the same bytes for the same report."""

from __future__ import annotations

import re
from html import escape

from glasshouse.measures.estimate import Estimate
from glasshouse.report.blocks import (
    Block,
    Bullets,
    Cell,
    Figure,
    Inline,
    Link,
    Meaning,
    Meanings,
    Page,
    Paragraph,
    Section,
    Table,
    Told,
)
from glasshouse.report.dark import DARK_STYLE
from glasshouse.report.ranges import in_brackets, in_full

__all__ = ["html_of"]

_STYLE = """
:root{color-scheme:light;--paper:#fbfaf7;--ink:#1c1f22;--muted:#5a5f63;--rule:#d8d5cd;--alarm:#8c2d19;
--soft:#f1eee6}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font-variant-numeric:tabular-nums;
font:17px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:46rem}
h1,h2{font-family:Georgia,"Times New Roman",serif;line-height:1.2;font-weight:600}
h1{font-size:2rem;margin:.6rem 0 .4rem}
h2{font-size:1.35rem;margin:2.6rem 0 .6rem;padding-top:.7rem;border-top:1px solid var(--rule)}
p{margin:.6rem 0}
a{color:inherit}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
.notice{font-weight:600;border:2px solid var(--ink);padding:.35rem .7rem}
.small{color:var(--muted);font-size:.88rem}
.verdict{font-size:1.16rem;line-height:1.45;padding-left:.9rem;border-left:4px solid var(--ink)}
data{white-space:nowrap}b{font-weight:700}
.w{font-weight:400;color:var(--muted);font-size:.86em}
nav ul{columns:2;padding-left:1.1rem;margin:.3rem 0;font-size:.92rem}
nav a{display:inline-block;line-height:1.75}
figure{margin:1rem 0}figure svg{width:100%;max-width:34rem;height:auto;display:block}
figcaption{color:var(--muted);font-size:.88rem;margin-top:.3rem}
.figure-title{font-weight:600;margin:0 0 .3rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.86rem;margin:.6rem 0}
caption{text-align:left;font-weight:600;padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.28rem .7rem .28rem 0;border-bottom:1px solid var(--rule);
overflow-wrap:break-word}
thead th{border-bottom:1px solid var(--ink);font-weight:600}
tbody th{font-weight:400}
table.n{table-layout:fixed}.n th:first-child{width:40%}
.n th:nth-child(2){width:20%}.n th:first-child:nth-last-child(5){width:32%}
.n th:nth-child(2):nth-last-child(4){width:19%}.n th:first-child:nth-last-child(6){width:26%}
.n th:nth-child(2):nth-last-child(5){width:15%}.n .r{white-space:normal}
td data{white-space:normal}
.n td:nth-child(3):nth-last-child(n+3){font-weight:600}
.word{text-decoration:underline dotted;text-underline-offset:.18em}
dt{font-weight:600;margin-top:.5rem}dd{margin:0 0 0 1.1rem}
summary{cursor:pointer;padding:.6rem 0;font-size:.92rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--soft);
border:1px solid var(--rule);padding:.8rem;font-size:.84rem;line-height:1.45}
.printed{display:none}
footer{margin-top:3rem;border-top:2px solid var(--ink);padding-top:.8rem;font-size:.88rem}
.r,.w b{white-space:nowrap}
@media screen and (max-width:34rem){
data,.r,.w b{white-space:normal}
nav ul{columns:1}table.n{font-size:.78rem}
table.t,.t caption,.t tbody,.t tr,.t :is(th,td){display:block}
.t thead{position:absolute;left:-999rem}
.t tr{padding:.4rem 0;border-bottom:1px solid var(--rule)}.t :is(th,td){border:0;padding:.1rem 0}
.t tbody th{font-weight:600}.t td::before{content:attr(data-head)": ";color:var(--muted)}
.n :is(th,td){padding-right:.35rem}.n thead th{font-size:.72rem}:is(.n,.t) :is(th,td){width:auto!important}
table.n:not(.t),.n:not(.t) :is(caption,thead,tbody){display:block}
.n:not(.t) tr{display:flex;flex-wrap:wrap;padding:.25rem 0;border-bottom:1px solid var(--rule)}
.n:not(.t) :is(th,td){flex:1 1 0;min-width:0;border:0;padding-block:.05rem}
.n:not(.t) th:first-child{flex-basis:100%}}
"""

_FORCED_AND_PRINTED = """
@media (forced-colors:active){
:root{color-scheme:light dark;--paper:Canvas;--ink:CanvasText;--muted:CanvasText;--rule:GrayText;
--alarm:CanvasText}
figure svg{forced-color-adjust:none}
figure svg text,figure svg :is([fill^="#"],[style*="fill: #"]){fill:CanvasText!important}
figure svg :is([stroke^="#"],[style*="stroke: #"]){stroke:CanvasText!important}
figure svg :is([stroke="#85807d"],[style*="stroke: #85807d"],
[style*="stroke: #d8d5cd"]){stroke:GrayText!important}
figure svg [style*="fill: #fbfaf7"]{fill:Canvas!important}
}
@media print{
html{font-size:10.5pt;background:#fff}body{max-width:none;padding:0}nav,.skip{display:none}
h2,.figure-title,caption,thead{break-after:avoid}svg,tr,.verdict,pre,.short{break-inside:avoid}
tbody tr:first-child{break-before:avoid}.t:not(.n) tr{break-inside:auto}
.unprinted{display:none}.printed{display:block}
figure svg{width:auto;max-width:125mm;max-height:215mm}thead{display:table-header-group}
details::details-content{content-visibility:visible;display:block;block-size:auto;opacity:1}
details>summary{display:none}
a[href^=http]::after{content:" <" attr(href) ">";font-size:.8em;overflow-wrap:anywhere}
@page{margin:18mm 16mm 20mm;@bottom-left{content:"SIMULATION - invented people";font:8pt sans-serif}
@bottom-right{content:counter(page) " of " counter(pages);font:8pt sans-serif}}
}
"""

_SHORT = 6
"""Rows of a table that stays on one sheet of paper."""

_BESIDE = 5
"""Columns of numbers that a phone has room for."""

_NOT_TORN = re.compile(
    r"-?\d[\d,.]*\d* to -?\d[\d,.]*\d|\b\d{1,2} (?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December) \d{4}\b"
)


def html_of(page: Page) -> str:
    """The whole file."""
    lead = "".join(_block(block) for block in page.lead)
    contents = "".join(f'<li><a href="#{s.id}">{escape(s.title)}</a></li>' for s in page.sections)
    sections = "".join(_section(section) for section in page.sections)
    foot = "".join(f"<p>{escape(text)}</p>" for text in page.foot)
    unprinted = [
        block.caption
        for section in page.sections
        for block in section.blocks
        if isinstance(block, Table) and not block.printed
    ]
    if unprinted:
        told = f"Left out on paper, and read in the file itself: {'; '.join(unprinted)}."
        foot = f'<p class="printed">{escape(told)}</p>{foot}'
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src '
        f"'unsafe-inline'; img-src data:\">\n<title>{escape(page.title)} - Glasshouse "
        f"report</title>\n<style>{_STYLE}{DARK_STYLE}{_FORCED_AND_PRINTED}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#verdict">Skip to the verdict</a>\n'
        f"<header>\n<h1>{escape(page.title)}</h1>\n{lead}</header>\n"
        '<nav aria-label="Contents"><details><summary>Contents</summary>'
        f"<ul>{contents}</ul></details></nav>\n"
        f"<main>\n{sections}</main>\n<footer>{foot}</footer>\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    blocks = "".join(_block(block) for block in section.blocks)
    head = f"{section.id}-h"
    return (
        f'<section id="{section.id}" aria-labelledby="{head}"><h2 id="{head}">{escape(section.title)}</h2>\n'
        f"{blocks}</section>\n"
    )


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        kind = "" if block.kind == "body" else f' class="{block.kind}"'
        return f"<p{kind}>{''.join(_inline(part) for part in block.parts)}</p>\n"
    if isinstance(block, Bullets):
        items = "".join(f"<li>{''.join(_inline(part) for part in item)}</li>" for item in block.items)
        return f"<ul>{items}</ul>\n"
    if isinstance(block, Table):
        return _table(block, open_=not block.folded)
    if isinstance(block, Figure):
        return _figure(block)
    if isinstance(block, Meanings):
        return f"<dl>{''.join(_meaning(each) for each in block.items)}</dl>\n"
    return f"<pre><code>{escape(block.text)}</code></pre>\n"


def _meaning(meaning: Meaning) -> str:
    return f'<dt id="{meaning.id}">{escape(meaning.word)}</dt><dd>{escape(meaning.text)}</dd>'


def _figure(figure: Figure) -> str:
    title, described = f"{figure.id}-title", f"{figure.id}-desc"
    opening, rest = figure.svg.split(">", 1)
    svg = (
        f'{opening} role="img" aria-labelledby="{title} {described}">'
        f'<title id="{title}">{escape(figure.title)}</title>'
        f'<desc id="{described}">{escape(figure.description)}</desc>{rest}'
    )
    return (
        f'<figure><p class="figure-title">{escape(figure.title)}</p>'
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(figure.title)}">{svg}</div>'
        f"<figcaption>{escape(figure.caption)}</figcaption>{_table(figure.table, open_=False)}</figure>\n"
    )


def _table(table: Table, open_: bool) -> str:
    heads = "".join(f'<th scope="col" role="columnheader">{escape(head)}</th>' for head in table.heads)
    rows = "".join(_row(row, table.heads) for row in table.rows)
    of_numbers = table.heads[1:2] == ("value",)
    # On a phone cells stand below each other, but for numbers that fit into its width beside each other.
    kinds = " ".join(
        name for name, so in (("n", of_numbers), ("t", not of_numbers or len(table.heads) > _BESIDE)) if so
    )
    short = " short" if len(table.rows) <= _SHORT else ""
    told = (
        f'<div class="scroll{short}" tabindex="0" role="group" aria-label="{escape(table.caption)}">'
        f'<table class="{kinds}" role="table"><caption>{escape(table.caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody>'
        "</table></div>"
    )
    if open_:
        return f"{told}\n"
    summary = f"The numbers: {table.caption}" if of_numbers else table.caption
    kind = "" if table.printed else ' class="unprinted"'
    return f"<details{kind}><summary>{escape(summary)}</summary>{told}</details>\n"


def _row(row: tuple[Cell, ...], heads: tuple[str, ...]) -> str:
    """A row; each cell has its head with it, for screens on which cells stand below each other."""
    first, *others = row
    cells = "".join(
        f'<td role="cell" data-head="{escape(head)}">{_cell(cell)}</td>'
        for cell, head in zip(others, heads[1:], strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{_cell(first)}</th>{cells}</tr>\n'


def _cell(cell: Cell) -> str:
    return _data(cell) if isinstance(cell, Estimate) else _inline(cell)


def _inline(part: Inline) -> str:
    if isinstance(part, Link) and part.url.startswith("#"):
        return f'<a class="word" href="{escape(part.url)}">{escape(part.text)}</a>'
    if isinstance(part, Link):
        return f'<a href="{escape(part.url)}" rel="noreferrer">{escape(part.text)}</a>'
    if isinstance(part, str):
        return _whole(part)
    if isinstance(part, Told):
        return _data(part.estimate, part.text)
    return f'{_data(part)}<span class="w">{_widths(part)}</span>'


def _whole(text: str) -> str:
    """Text in which no range and no date is torn apart at the end of a line."""
    return _NOT_TORN.sub(r'<span class="r">\g<0></span>', escape(text))


def _widths(estimate: Estimate) -> str:
    """The range to quote in bold, never the value itself, with what it holds."""
    ends, holds = in_brackets(estimate)
    return f" (<b>{ends}</b>, {holds})" if ends else ""


def _data(estimate: Estimate, text: str | None = None) -> str:
    """A number that says which answer of the run it is."""
    size = "" if estimate.value is None else repr(float(estimate.value))
    about = f"{estimate.id}|{estimate.arm}|{estimate.item}|{estimate.group}"
    return f'<data value="{size}" data-of="{escape(about)}">{escape(text or in_full(estimate))}</data>'
