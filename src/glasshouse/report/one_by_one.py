"""The numbers of some sentences one by one: of whom, with both intervals, and how many draws agree."""

from __future__ import annotations

from collections.abc import Iterable

from glasshouse.measures.estimate import Estimate
from glasshouse.report.blocks import Paragraph, Table
from glasshouse.report.numbers import assumed, interval, plural
from glasshouse.report.writer import Writer

__all__ = ["one_by_one"]


def one_by_one(writer: Writer, sentences: Iterable[Paragraph]) -> Table | None:
    """A row for each number that stands in the sentences; None where none does."""
    known = [
        part
        for sentence in sentences
        for part in sentence.parts
        if isinstance(part, Estimate) and part.value is not None
    ]
    if not known:
        return None
    draws = writer.material.draws
    return Table(
        f"These numbers one by one: within {plural(writer.material.scenario.days, 'day')}, with these rules, "
        "on this synthetic society",
        (
            "what",
            "value",
            "luck, 95 %",
            "assumed, 95 %",
            f"of {draws} draws agree" if draws else "draws that agree",
        ),
        tuple(
            (
                f"{writer.about(e)} ({writer.of_whom(e)})",
                e,
                interval(e),
                assumed(e) or "not drawn",
                _agreeing(e),
            )
            for e in dict.fromkeys(known)
        ),
    )


def _agreeing(e: Estimate) -> str:
    """In how many draws the number lies on the side on which it is told."""
    if not e.draws:
        return "none made"
    if e.agreeing is None or e.value is None:
        return "not counted"
    even = f"{e.even:g}" if e.even else "nought"
    side = "at" if e.value == e.even else "above" if e.value > e.even else "below"
    return f"{e.agreeing} {side} {even}"
