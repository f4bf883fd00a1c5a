"""Published figures beside simulated ones, as plain text and as a page: misses first, and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from glasshouse.engine.outcomes import NOTICE
from glasshouse.measures.estimate import CENTRAL
from glasshouse.report.layout import Line, Sheet
from glasshouse.report.numbers import number, plural, told_date
from glasshouse.studies.figures import ROLES
from glasshouse.studies.held_figures import WIDE, Finding, Row, Validation

if TYPE_CHECKING:
    from glasshouse.measures.estimate import Estimate

__all__ = [
    "HEADINGS",
    "beside",
    "count_of",
    "figure_and_date",
    "page_rows",
    "published",
    "size",
    "times",
    "validated",
    "verdict",
    "what_it_is",
]

HEADINGS: dict[Finding, str] = {
    "misses": "What does not fit",
    "fits": "What fits",
    "too few": "Too few invented people had it",
    "not answered": "What nothing answers yet",
}
"""The findings in the order in which they are told."""

_MILLION = 1_000_000

_WHOLE = 10.0
"""Times the published figure from which on a decimal says nothing."""


def validated(found: Validation, width: int = 100) -> list[Line]:
    """Tell what fits and what does not."""
    sheet = Sheet(width)
    sheet.paragraph("Published figures beside simulated ones", "title")
    sheet.line(NOTICE, "notice")
    for text in what_it_is(found):
        sheet.paragraph(text, "small")
    for finding, heading in HEADINGS.items():
        rows = found.of(finding)
        if not rows:
            continue
        sheet.blank()
        sheet.paragraph(f"{heading}: {len(rows)}", "heading")
        if finding in ("misses", "fits"):
            heads = ("", "published", "simulated", "by luck", "by assumptions", "")
            sheet.table([_cells(row) for row in rows], heads)
        else:
            for row in rows:
                sheet.paragraph(f"{_label(row)}: {published(row)}. {row.why_not or _too_few(row)}", indent=2)
    sheet.blank()
    sheet.paragraph(_foot(found), "small")
    return sheet.lines


def what_it_is(found: Validation) -> Iterator[str]:
    """What was run, and how the table is to be read."""
    if not found.people:
        yield "Nothing was run."
        return
    yield (
        f"{plural(found.people, 'invented person', 'invented people')} a run, assumptions "
        f"'{found.assumptions}', seed {found.seed}. Numbers of a nation are the run's numbers per person "
        "times its people."
    )
    if found.draws:
        yield (
            "By luck: 95 % interval for drawing these people. By assumptions: the middle 95 % of "
            f"{found.draws} joint draws (at least {found.people_of_a_draw:,} people each). A figure fits if "
            f"it lies in the wider of both; where that reaches beyond {WIDE:g} times its lower end, to fit "
            "says little."
        )
    else:
        yield f"By luck: 95 % interval for drawing these people, {CENTRAL}. A figure fits if it lies in it."
    yield "; ".join(f"{role}: {meaning}" for role, meaning in ROLES.items()).capitalize() + "."


def count_of(found: Validation) -> str:
    """How many figures of each role fit, in a sentence each."""
    told = []
    for role in ROLES:
        answered = [
            row for row in found.rows if row.figure.role == role and row.finding in ("fits", "misses")
        ]
        if not answered:
            continue
        fits = [row for row in answered if row.finding == "fits"]
        at_the_centre = sum(not row.off_at_the_centre for row in fits)
        told.append(
            f"Of {len(answered)} answered '{role}' figures {len(answered) - len(fits)} are missed; "
            f"{at_the_centre} fit at the central assumptions, {len(fits) - at_the_centre} in some draws of "
            "the assumptions only"
        )
    return ". ".join(told) + "." if told else "No figure was answered."


def page_rows(rows: Iterable[Row]) -> Iterator[str]:
    """Rows of a table in Markdown."""
    for row in rows:
        label, told, value, luck, wide, end = _cells(row)
        yield f"| {label} | {told} | {value} | {luck} | {wide} | {end} | {'; '.join(row.sources)} |"


def published(row: Row) -> str:
    """The published figure, with its range where it has one."""
    low, high = row.figure.ends
    told = size(row.figure.value, row.figure.unit)
    return told if low == high else f"{told} ({size(low, row.figure.unit)} to {size(high, row.figure.unit)})"


def size(value: float, unit: str) -> str:
    """A number in its unit, short: ``6.73 M``, ``356,000``, ``27.3 %``."""
    if unit == "per cent":
        return f"{number(value)} %"
    if value >= _MILLION:
        return f"{value / _MILLION:,.2f} M"
    return f"{value:,.0f}"


def times(row: Row) -> str:
    """The simulated number over the published one; nothing where there is none."""
    if row.times is None:
        return ""
    places = 2 if row.times < 1.0 else 1 if row.times < _WHOLE else 0
    return f"{row.times:,.{places}f} times"


def verdict(row: Row) -> str:
    """By how much a figure is missed, or how it fits."""
    if row.times is None:
        return ""
    told = times(row)
    if row.finding == "misses":
        return f"{told} the published"
    if row.says_little:
        return f"{told}; says little"
    if row.off_at_the_centre:
        return f"{told}; fits in some draws only"
    return told


def beside(row: Row) -> tuple[str, str, str, str]:
    """An answered figure beside its answer: published, simulated, by luck, by assumptions."""
    told = row.estimate
    assert told is not None and told.value is not None
    unit = row.figure.unit
    return (
        published(row),
        size(told.value, unit),
        _reach(told.low, told.high, unit),
        _reach(told.assumed_low, told.assumed_high, unit) or "not drawn",
    )


def figure_and_date(row: Row) -> str:
    """What was published, and of which day."""
    return f"{row.figure.what}, {told_date(row.figure.date)}"


def _cells(row: Row) -> tuple[str, ...]:
    return _label(row), *beside(row), verdict(row)


def _label(row: Row) -> str:
    return f"{figure_and_date(row)} [{row.figure.role}]"


def _reach(low: float | None, high: float | None, unit: str) -> str:
    return "" if low is None or high is None else f"{size(low, unit)} to {size(high, unit)}"


def _too_few(row: Row) -> str:
    told: Estimate | None = row.estimate
    if told is None or told.value is None:
        return f"{'' if told is None else told.note}".capitalize()
    return "Nobody in the run had it: more people (--people) would tell."


def _foot(found: Validation) -> str:
    return (
        f"{count_of(found)} A figure that is met proves no scheme right, lawful or effective; a figure "
        "that is missed says that rules, assumptions or the figure's own meaning are not what the model has."
    )
