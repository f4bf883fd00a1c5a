"""What is said of a part of a run: what it is, and that it says nothing alone."""

from __future__ import annotations

from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.run import Part
from glasshouse.report.numbers import number, plural
from glasshouse.report.text import Line

__all__ = ["part_told"]


def part_told(part: Part) -> list[Line]:
    """A few lines for the terminal."""
    scenario = part.scenario
    schemes = ", ".join(arm.scheme.title for arm in scenario.arms)
    if part.simulated:
        speed = part.person_days_per_second / 1e6
        work = f"{number(part.seconds)} s of simulation, {speed:,.0f} million person-days per second."
    else:
        work = "All of it was there already."
    lines = (
        Line(schemes, "title"),
        Line(NOTICE, "notice"),
        Line(
            f"A part of a run: neighbourhoods {part.range.start:,} to {part.range.stop - 1:,} of "
            f"{part.neighbourhoods:,}, {part.people:,} of {plural(scenario.people, 'person', 'people')}."
        ),
        Line("Nothing is estimated from a part alone: neighbourhoods are in the order of their places."),
        Line(work, "small"),
        Line(f"Kept in {part.folder}. When all parts are there: glasshouse merge DIR DIR ... --out WHOLE"),
    )
    return list(lines)
