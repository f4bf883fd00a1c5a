"""Profiles: schemes side by side, right by right and family by family; never added up, never ranked."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from glasshouse.schemes.lint import wording
from glasshouse.schemes.lint.norms import FAMILIES
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.lint.vocabulary import RIGHTS

__all__ = ["LEGEND", "cells", "side_by_side", "table"]

LEGEND: Final = (
    "Each cell: rules in tension / justified / for review / passed; . where no rule applies. "
    "Columns stand in alphabetical order. There is no total and no grade: a form does not make up for a "
    "penalty."
)


def side_by_side(reports: Sequence[Report], width: int) -> Iterator[str]:
    """Rights by schemes, then families of norms by schemes, as text.

    Args:
        reports: on several schemes; put in alphabetical order of their ids.
        width: characters a line; wider tables are divided.
    """
    ordered = sorted(reports, key=lambda report: report.scheme.id)
    first = max(len(wording.right_words(right)) for right in RIGHTS)
    each = max(len(report.scheme.id) for report in ordered) + 2
    fitting = max(1, (width - first) // each)
    yield "PROFILES SIDE BY SIDE"
    yield from textwrap.wrap(LEGEND, width)
    for start in range(0, len(ordered), fitting):
        yield ""
        yield from table(cells(ordered[start : start + fitting]))


def cells(reports: Sequence[Report]) -> list[list[str]]:
    """The table of profiles: ids, kinds of text, a row a right, an empty row, a row a family of norms."""
    heads = ["", *(report.scheme.id for report in reports)]
    texts = ["Text", *(report.scheme.scheme.status for report in reports)]
    rights = [(report.profile_by_right(), report.profile_by_family()) for report in reports]
    rows = [
        [wording.right_words(right), *(_cell(by_right[right]) for by_right, _ in rights)] for right in RIGHTS
    ]
    families = [
        [wording.FAMILY_WORDS[family], *(_cell(by_family[family]) for _, by_family in rights)]
        for family in FAMILIES
    ]
    return [heads, texts, *rows, [""] * len(heads), *families]


def _cell(counts: Counter[str]) -> str:
    shown = [counts[kind] for kind in ("fail", "justified", "review", "pass")]
    return " / ".join(str(count) for count in shown) if any(shown) else "."


def table(rows: Sequence[Sequence[str]], pad: Callable[[str, int], str] = str.ljust) -> Iterator[str]:
    """Rows as lines with even columns, two blanks apart."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(pad(word, width) for word, width in zip(row, widths, strict=True)).rstrip()
