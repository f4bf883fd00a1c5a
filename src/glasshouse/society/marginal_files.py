"""Marginals in CSV files: the one door through which numbers of a user's own come in, and what it refuses.

A many-way table with cells of one person *is* a list of persons. So a file here counts people over one or two
dimensions under fixed column names, labels come from the recipe (whose vocabulary is fixed), no cell is
smaller than 50 people, no table smaller than 1,000, and there is no third way.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from glasshouse.ground.errors import Position, Problem, did_you_mean
from glasshouse.ground.telling import tell
from glasshouse.society.disclosure import FEWEST_IN_ALL, FEWEST_IN_CELL

__all__ = ["read_marginal_file"]

_ONE_WAY = ("category", "people")
_TWO_WAY = ("given", "category", "people")
_MOST_BYTES = 1_000_000


def read_marginal_file(
    path: Path, categories: Sequence[str], given: Sequence[str] | None
) -> tuple[dict[str, list[float]], list[Problem]]:
    """Read a table of people.

    A one-way file has the columns ``category,people``; a two-way file ``given,category,people``. Each
    combination stands on one line, with a whole number of people: 50 or more, or 0 where there are none.

    Args:
        path: the file, UTF-8.
        categories: labels of the dimension that the table is over, in order.
        given: labels of the second dimension; None for a one-way table.

    Returns:
        The counts in the order of ``categories``, by label of the second dimension ('' for a one-way table),
        and what is wrong; when anything is, the counts are not to be used.
    """
    text, problem = _text(path)
    if problem is not None:
        return {}, [problem]
    lines = csv.reader(io.StringIO(text, newline=""))
    wanted = _ONE_WAY if given is None else _TWO_WAY
    problems: list[Problem] = []
    counts: dict[tuple[str, str], int] = {}
    try:
        header = next(lines, [])
        told = _header_problem(path, tuple(name.strip() for name in header), wanted)
        if told is not None:
            return {}, [told]
        for cells in lines:
            if cells:
                position = Position(str(path), lines.line_num)
                problems.extend(_line(cells, wanted, categories, given, counts, position))
    except csv.Error as error:
        problems.append(
            tell(f"this is not CSV: {error}", Position(str(path), lines.line_num), code="not-csv")
        )
    table = {
        row: [float(counts.get((row, label), 0)) for label in categories]
        for row in (given if given else [""])
    }
    if not problems:
        problems.extend(_missing(path, categories, given, counts))
    if not problems and sum(counts.values()) < FEWEST_IN_ALL:
        problems.append(
            tell(
                f"the table counts {sum(counts.values())} people; it needs at least {FEWEST_IN_ALL}",
                Position(str(path)),
                why="A small table describes persons, and Glasshouse studies rules, not people.",
                remedy="Use a published table of a larger place.",
                code="small-total",
            )
        )
    return table, problems


def _text(path: Path) -> tuple[str, Problem | None]:
    where = Position(str(path))
    try:
        data = path.read_bytes()[: _MOST_BYTES + 1]
    except OSError as error:
        return "", tell(f"the file cannot be read: {error.strerror or error}", where, code="no-such-file")
    if len(data) > _MOST_BYTES:
        return "", tell(
            "the file is larger than 1 MB",
            where,
            why="A table of totals has a few hundred lines; a file this large is a list of persons.",
            code="too-large",
        )
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        return "", tell(
            f"byte {error.start + 1} is not UTF-8", where, remedy="Save the file as UTF-8.", code="not-utf8"
        )


def _header_problem(path: Path, header: tuple[str, ...], wanted: tuple[str, ...]) -> Problem | None:
    if header == wanted:
        return None
    extra = [name for name in header if name not in wanted]
    three_way = len(header) > len(wanted)
    why = (
        "Tables have at most two ways, under fixed names: a finer table describes persons."
        if three_way
        else None
    )
    shown = ", ".join(name[:24] for name in header[:6]) or "nothing"
    what = f"the columns are {shown}; they must be {', '.join(wanted)}"
    if len(extra) == 1 and (meant := did_you_mean(extra[0], wanted)):
        what += f". Did you mean '{meant}'?"
    return tell(
        what,
        Position(str(path), 1, 1),
        why=why,
        remedy=f"Make the first line: {','.join(wanted)}",
        code="wrong-columns",
    )


def _line(
    cells: list[str],
    wanted: tuple[str, ...],
    categories: Sequence[str],
    given: Sequence[str] | None,
    counts: dict[tuple[str, str], int],
    position: Position,
) -> list[Problem]:
    """Take one line into the counts; return what is wrong with it."""
    if len(cells) != len(wanted):
        return [tell(f"{len(cells)} cells for {len(wanted)} columns", position, code="wrong-columns")]
    values = dict(zip(wanted, (cell.strip() for cell in cells), strict=True))
    problems = [
        _label_problem(values[name], allowed, position)
        for name, allowed in (("given", given), ("category", categories))
        if allowed is not None and values[name] not in allowed
    ]
    people = values["people"]
    if not (people.isascii() and people.isdigit() and len(people) <= 12):
        return [
            *problems,
            tell(
                f"'{people[:24]}' is not a number of people",
                position,
                remedy="Write a whole number without separators, such as 12500.",
                code="not-whole",
            ),
        ]
    if 0 < int(people) < FEWEST_IN_CELL:
        problems.append(
            tell(
                f"{people} people are too few for a cell; at least {FEWEST_IN_CELL}, or 0",
                position,
                why="A cell with few people in it can point to a person.",
                remedy="Join categories, or round to 50.",
                code="small-cell",
            )
        )
    key = (values.get("given", ""), values["category"])
    if key in counts:
        problems.append(tell(f"{' '.join(key).strip()} is there twice", position, code="repeated"))
    if not problems:
        counts[key] = int(people)
    return problems


def _label_problem(label: str, allowed: Sequence[str], position: Position) -> Problem:
    meant = did_you_mean(label, allowed)
    return tell(
        f"'{label[:24]}' is not a label of the recipe." + (f" Did you mean '{meant}'?" if meant else ""),
        position,
        why="Free-text labels are refused: a label could be a person's name.",
        remedy="Labels: " + ", ".join(allowed[:40]) + ".",
        code="unknown-label",
    )


def _missing(
    path: Path, categories: Sequence[str], given: Sequence[str] | None, counts: dict[tuple[str, str], int]
) -> list[Problem]:
    absent = [
        f"{row} {label}".strip()
        for row in (given if given else [""])
        for label in categories
        if (row, label) not in counts
    ]
    if not absent:
        return []
    more = f" and {len(absent) - 5} more" if len(absent) > 5 else ""
    return [
        tell(
            f"there is no line for {', '.join(absent[:5])}{more}",
            Position(str(path)),
            remedy="Give every category a line; write 0 where there is nobody.",
            code="missing-row",
        )
    ]
