"""The picture of the README: one neighbourhood of invented people under the tutorial's scheme.

`python docs/picture.py` draws it anew. The slow twin lives the thousand lives, because it keeps the person
in hand that the fast engine forgets; nothing in the picture is drawn by hand.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from glasshouse import assumptions, schemes, society
from glasshouse.engine import Arm, Scenario
from glasshouse.engine.slow.candidates import candidates_of
from glasshouse.engine.slow.life import Life
from glasshouse.engine.slow.luck import Luck
from glasshouse.engine.slow.people import Society
from glasshouse.engine.slow.rates import Rates, streams_of
from glasshouse.engine.slow.terms import Terms
from glasshouse.ground.files import write_atomically
from glasshouse.ground.units import Calendar

TARGET = Path(__file__).with_name("images") / "neighbourhood.svg"
YEARS = 3
SEED = 3
PEOPLE = 1000
COLUMNS = 50
STEP = 15

# Colour and shape say the same thing, and both are in the legend (ux.md).
PAPER, INK, MUTED = "#fbfaf7", "#1c1f22", "#5a5f63"
MARKS = {
    "D": ("#4a0d05", "M-4.5-4.5L4.5 4.5M-4.5 4.5L4.5-4.5", True),
    "C": ("#a8442a", "M0-4.6L4.6 3.8H-4.6Z", False),
    "B": ("#85807d", "M-2.2 0a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0Z", False),
    "A": ("#10306e", "M-3.8-3.8H3.8V3.8H-3.8Z", False),
    "none": ("#c9c5bd", "M-1.4 0a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0Z", False),
}
SAYS = {
    "A": "band A, the best",
    "B": "band B, where everybody begins",
    "C": "band C",
    "D": "band D: no flights, no fast trains",
    "none": "a child, not scored",
}


def bands() -> list[str]:
    """The band of each of the people of one neighbourhood after the years; `none` for those not covered."""
    scheme = schemes.load("simpleland-points")
    scenario = Scenario(
        arms=(Arm(scheme.id, scheme),),
        society=society.load("simpleland"),
        assumptions=assumptions.load("standard"),
        people=PEOPLE,
        days=365 * YEARS,
        seed=SEED,
        start=date(2019, 1, 1),
    )
    tables = scenario.society.tables()
    calendar = Calendar(scenario.start, scenario.days)
    terms = Terms.of_arm(scheme, scenario.assumptions, calendar, tuple(place.id for place in tables.places))
    rates, streams = Rates(tables, scenario.assumptions), streams_of(scenario.assumptions)
    plan, luck = scenario.society.neighbourhoods(PEOPLE), Luck(scenario.seed, 0)
    found = []
    for person in Society(tables, scenario.assumptions).people(luck, int(plan.place[0]), PEOPLE):
        if not terms.covers(person):
            found.append("none")
            continue
        life = Life(terms, person, luck, rates)
        life.live(candidates_of(person, streams, rates, luck, scenario.days))
        found.append(life.actual.band.id if life.actual.band is not None else "none")
    return found


def mark(band: str, x: float, y: float) -> str:
    """One person."""
    return f'<use href="#{band}" x="{x:g}" y="{y:g}"/>'


def shape(band: str) -> str:
    """What a person in that band looks like."""
    colour, path, stroked = MARKS[band]
    paint = f'fill="none" stroke="{colour}" stroke-width="2.4"' if stroked else f'fill="{colour}"'
    return f'<path id="{band}" d="{path}" {paint}/>'


def picture(found: list[str]) -> str:
    """The whole drawing as SVG."""
    rows = -(-len(found) // COLUMNS)
    left, top = 24, 74
    width = left * 2 + (COLUMNS - 1) * STEP
    bottom = top + (rows - 1) * STEP
    height = bottom + 78
    count = Counter(found)
    text = 'font-family="system-ui, sans-serif" fill'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="title says">',
        '<title id="title">One invented neighbourhood under simpleland-points, an invented scheme</title>',
        f'<desc id="says">{PEOPLE:,} invented people after {YEARS} years: '
        + ", ".join(f"{count[band]} {SAYS[band]}" for band in SAYS)
        + ".</desc>",
        "<defs>" + "".join(shape(band) for band in MARKS) + "</defs>",
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        f'<text x="{left - 6}" y="30" {text}="{INK}" font-size="17" font-weight="600">'
        f"One neighbourhood, {YEARS} years under a points scheme</text>",
        f'<text x="{left - 6}" y="50" {text}="{MUTED}" font-size="12.5">SIMULATION - invented people - '
        "simpleland-points, an invented scheme, on an invented country</text>",
    ]
    parts += [
        mark(band, left + STEP * (number % COLUMNS), top + STEP * (number // COLUMNS))
        for number, band in enumerate(found)
    ]
    for place, band in enumerate(SAYS):
        x, y = left + 290 * (place % 3), bottom + 30 + 24 * (place // 3)
        parts.append(mark(band, x, y))
        parts.append(
            f'<text x="{x + 12}" y="{y + 4}" {text}="{INK}" font-size="12.5">'
            f"{SAYS[band]}: {count[band]}</text>"
        )
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    write_atomically(TARGET, picture(bands()))
    print(f"wrote {TARGET}")
