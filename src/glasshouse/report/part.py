"""What is said of a part of a run: what it is, and that it says nothing alone."""

from __future__ import annotations

from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.run import Part
from glasshouse.report.layout import Line, Sheet
from glasshouse.report.numbers import number, plural

__all__ = ["part_told"]


def part_told(part: Part, width: int = 100) -> list[Line]:
    """A few lines for the terminal.

    Args:
        part: that was simulated, or was there.
        width: columns of the terminal.
    """
    sheet = Sheet(width)
    scenario = part.scenario
    schemes = ", ".join(arm.scheme.title for arm in scenario.arms)
    if part.simulated:
        speed = part.person_days_per_second / 1e6
        work = f"{number(part.seconds)} s of simulation, {speed:,.0f} million person-days per second."
    else:
        work = "All of it was there already."
    sheet.paragraph(schemes, "title")
    sheet.paragraph(NOTICE, "notice")
    sheet.paragraph(
        f"A part of a run: neighbourhoods {part.range.start:,} to {part.range.stop - 1:,} of "
        f"{part.neighbourhoods:,}, {part.people:,} of {plural(scenario.people, 'person', 'people')}."
    )
    sheet.paragraph("Nothing is estimated from a part alone: neighbourhoods are in order of their places.")
    sheet.paragraph(work, "small")
    sheet.paragraph(f"Kept in {part.folder}. When all parts are there:")
    sheet.line("  glasshouse merge DIR DIR ... --out WHOLE")
    return sheet.lines
