"""The page of validation: what was held against the world, misses first, written from a kept result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glasshouse.report.validated import HEADINGS, count_of, figure_and_date, page_rows, published, what_it_is
from glasshouse.studies.held_figures import Row, Validation

__all__ = ["page"]

_HEAD = "| figure | published | simulated | by luck | by assumptions | simulated over published | sources |"


def page(held: Mapping[str, Any], reading: str) -> str:
    """The page, in Markdown.

    Args:
        held: a kept result: what `Validation.as_dict` told, with ``made`` and ``version``.
        reading: what people make of it, in Markdown; stands after the figures that are missed.
    """
    found = Validation.of_dict(held)
    return "\n".join(_lines(found, held, reading)).rstrip() + "\n"


def _lines(found: Validation, held: Mapping[str, Any], reading: str) -> Iterator[str]:
    what = " ".join(what_it_is(found))
    yield from (
        "# Validation",
        "",
        "<!-- Written by docs/generate.py from verification/results/validation.json. -->",
        "",
        "Does the model say what the world does? Published figures stand here beside what invented people do",
        "under the same rules, whether they fit or not. That the program does what the model says is another",
        "question: see [verification](verification.md).",
        "",
        f"Made on {held['made']} with Glasshouse {held['version']}. {what}",
        "",
        f"**{count_of(found)}** A figure that is met proves no scheme right, lawful or effective.",
        "",
        "![Simulated over published, figure by figure](../images/validation-times.svg)",
        "",
        "![The list of judgment defaulters over the years](../images/validation-years.svg)",
        "",
    )
    for finding, heading in HEADINGS.items():
        rows = found.of(finding)
        if not rows:
            continue
        yield from (f"## {heading}", "")
        if finding in ("misses", "fits"):
            yield from (_HEAD, "|---|---|---|---|---|---|---|", *page_rows(_farthest_first(rows)), "")
            notes = [f"- *{figure_and_date(row)}*: {row.figure.note}" for row in rows if row.figure.note]
            if notes:
                yield from (*notes, "")
        else:
            for row in rows:
                told = f"{figure_and_date(row)}: {published(row)}"
                why = row.why_not or "Nobody in the run had it: more people would tell."
                yield f"- **{told}** ({'; '.join(row.sources)}). {why}"
            yield ""
        if finding == "misses":
            yield from (reading.strip(), "")


def _farthest_first(rows: tuple[Row, ...]) -> list[Row]:
    return sorted(rows, key=lambda row: -max(row.times or 1.0, 1.0 / (row.times or 1.0)))
