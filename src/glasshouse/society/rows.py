"""What can be wrong with the lines of a table: labels that are not there, too few values, a wrong sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.ground.errors import Problem, did_you_mean
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.telling import tell
from glasshouse.ground.validation import Part
from glasshouse.society.recipe import (
    PLACE,
    Association,
    AwayPart,
    BodiesPart,
    DeathsPart,
    Marginal,
    MovesPart,
    Row,
)

__all__ = ["by_place_problems", "repeated", "row_problems", "unknown_category", "value_problems"]

# A table of shares may miss 1 by this much (rounding in the source) and is then scaled.
_ROUNDING = 0.006

Table = Marginal | Association | DeathsPart | MovesPart


def row_problems(
    part: Table,
    rows: Sequence[Row],
    given: str,
    wanted: Sequence[str],
    over: str,
    labels: Sequence[str],
    unit: str | None = None,
    *,
    may_be_zero: bool = False,
) -> Iterator[Problem]:
    """Find what is wrong with the lines of a two-way table.

    Args:
        part: the table.
        rows: its lines.
        given: the dimension that the lines are for.
        wanted: its categories.
        over: the dimension that the values of a line are for.
        labels: its categories.
        unit: what the values count; None where no sum is asked for.
        may_be_zero: whether a line of zeros is one.
    """
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if row.of not in wanted:
            yield unknown_category(part, row.of, given, wanted, ("rows", number, "of"))
        elif row.of in seen:
            yield tell(f"'{row.of}' has two rows", row.position, code="repeated")
        seen.add(row.of)
        path = ("rows", number, "values")
        yield from value_problems(part, row.values, path, over, labels, unit, may_be_zero=may_be_zero)
    missing = [label for label in wanted if label not in seen]
    if missing:
        yield tell(
            f"'{part.id}' has no row for {', '.join(missing[:5])}"
            + (f" and {len(missing) - 5} more" if len(missing) > 5 else ""),
            part.position_of("rows"),
            code="missing-row",
        )


def value_problems(
    part: Table,
    values: Sequence[Quantity[float]],
    path: tuple[str | int, ...],
    over: str,
    labels: Sequence[str],
    unit: str | None,
    *,
    may_be_zero: bool = False,
) -> Iterator[Problem]:
    """Find what is wrong with the values of one line; arguments as for `row_problems`."""
    if len(values) != len(labels):
        yield tell(
            f"{len(values)} values for {len(labels)} categories of '{over}'",
            part.position_of(*path),
            remedy=f"One value for each, in this order: {', '.join(labels)}.",
            code="wrong-length",
        )
        return
    for number, value in enumerate(values):
        if value.value < 0:
            yield tell(f"{value.value:g} is below 0", part.position_of(*path, number), code="negative")
    total = sum(value.value for value in values)
    if total <= 0 and not may_be_zero:
        yield tell("the values sum to 0", part.position_of(*path), code="empty-table")
    whole = {"share": 1.0, "percent": 100.0}.get(unit or "")
    if whole is not None and abs(total / whole - 1) > _ROUNDING:
        yield tell(
            f"the values sum to {total:g}, not {whole:g}",
            part.position_of(*path),
            remedy="Check them, or count persons instead of shares.",
            code="wrong-sum",
        )


def unknown_category(
    part: Part, label: str, dimension: str, options: Sequence[str], path: tuple[str | int, ...]
) -> Problem:
    """Return the problem of a label that a dimension does not have."""
    meant = did_you_mean(label, options)
    return tell(
        f"'{label}' is not a category of '{dimension}'." + (f" Did you mean '{meant}'?" if meant else ""),
        part.position_of(*path),
        remedy="Categories: " + ", ".join(options[:40]) + ".",
        code="unknown-label",
    )


def repeated(noun: str, named: Sequence[tuple[str, Part]], key: str = "id") -> Iterator[Problem]:
    """Find names that are there twice."""
    seen: set[str] = set()
    for name, part in named:
        if name in seen:
            yield tell(f"{noun} '{name}' is there twice", part.position_of(key), code="repeated")
        seen.add(name)


def by_place_problems(
    part: BodiesPart | AwayPart, key: str, places: Sequence[str], most: float, what: str
) -> Iterator[Problem]:
    """Find what is wrong with a number for all places, and those of places where it differs.

    Args:
        part: that holds them.
        key: of the number for all.
        places: that the society has.
        most: the largest that each may be.
        what: is wrong with one that is larger, or below 0; follows the number.
    """
    yield from repeated("place", [(rate.of, rate) for rate in part.by_place], "of")
    for rate in part.by_place:
        if rate.of not in places:
            yield unknown_category(rate, rate.of, PLACE, places, ("of",))
    named: list[tuple[Quantity[float], Part, str]] = [(getattr(part, key), part, key)]
    named += [(rate.value, rate, "value") for rate in part.by_place]
    for number, where, name in named:
        if not 0 <= number.value <= most:
            yield tell(
                f"{number.value:g} {what}",
                where.position_of(name),
                remedy=f"From 0 to {most:g}.",
                code="out-of-range",
            )
