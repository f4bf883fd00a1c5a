"""Lawful expression, assembly, petition and association before and after."""

from __future__ import annotations

from glasshouse.measures.measure import NEVER_MEASURED
from glasshouse.report.blocks import Section, Table, say
from glasshouse.report.numbers import number
from glasshouse.report.ranges import Ranges
from glasshouse.report.writer import TOO_FEW, Writer

__all__ = ["expression"]


def expression(writer: Writer) -> Section:
    """Lawful expression before and after, with what must stand beside it."""
    found = [e for e in writer.material.of("change-in-expression") if e.value is not None]
    title = "Expression, before and after"
    if not found:
        text = "No rule counts expression, assembly, petition or association, so the run moves none of it."
        return Section("expression", title, (say(TOO_FEW if writer.material.few else text),))
    conducts = writer.material.scenario.assumptions.conducts
    rows = [writer.dot(conducts[e.item].title, e, 1.0, "%", 0) for e in found]
    ranges = Ranges(found)
    table = Table(
        "Of each 100 acts without the scheme, so many are left with it",
        ("conduct", "before", "after", "change", *ranges.heads),
        tuple(
            (
                conducts[e.item].title,
                "100",
                number(100.0 + (e.value or 0.0)),
                e,
                *ranges.cells(e),
            )
            for e in found
        ),
    )
    figure = writer.figure(
        "expression-chart",
        "Change in expression, assembly, petition and association, put in by an assumption",
        "; ".join(f"{conducts[e.item].title}: {writer.whole(e)}" for e in found) + ".",
        f"Against the same invented people without the scheme. {NEVER_MEASURED} Reported, never aimed at.",
        rows,
        "% of the acts without the scheme",
        table,
    )
    return Section("expression", title, (say(NEVER_MEASURED), figure))
