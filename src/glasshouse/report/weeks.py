"""One life of a run, told week by week: invented like everybody, and corresponding to nobody.

The week is as fine as a film is; event by event it is told in `glasshouse.report.lives`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import numpy as np

from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.film import Film, film_neighbourhood
from glasshouse.ground.steps import Steps, silent
from glasshouse.report.drawing import ALARM, INK, MUTED, stamp_lines
from glasshouse.report.material import Material
from glasshouse.report.numbers import told_date
from glasshouse.studies.stories import Address, find, story

__all__ = ["LOOKED_FOR", "Life", "Neighbourhood", "life_of", "neighbourhood_of", "time_line"]

_STORIES = (
    ("wrongfully-listed-share", "wrongfully listed"),
    ("listed-share", "listed"),
    ("refused-share", "refused something"),
    ("restricted-share", "under a restriction"),
    ("demoted-share", "in a lower band at the end"),
)
"""The first that happened to anybody in the run is told."""

LOOKED_FOR = ", ".join(name for _, name in _STORIES[:-1]) + f", or {_STORIES[-1][1]}"
"""What the search for a life asks after, in words."""

_WIDTH, _LEFT, _ROW = 480.0, 120.0, 26.0


@dataclass(frozen=True, eq=False)
class Neighbourhood:
    """A neighbourhood that was lived again, with whoever is told of in it.

    Attributes:
        film: week by week.
        arm: number of the scheme's arm in it.
        address: of the person; None where nothing happened to anybody.
        why: what happened to the person, as the story is called.
    """

    film: Film
    arm: int
    address: Address | None
    why: str


@dataclass(frozen=True)
class Life:
    """What a reader is told of one person.

    Attributes:
        address: where in the run.
        why: what they were looked up for.
        age: years on the first day.
        household: people who live together with them.
        weeks: rows of the plain table: a date and what changed by it.
        refusals: how often they were refused what, in the words of the gates.
        spans: of each state the weeks in which it held, bool (week,).
        refused: requests refused up to the end of each week.
    """

    address: Address
    why: str
    age: int
    household: int
    weeks: tuple[tuple[datetime.date, str], ...]
    refusals: tuple[tuple[str, int], ...]
    spans: tuple[tuple[str, tuple[bool, ...]], ...]
    refused: tuple[int, ...]


def neighbourhood_of(
    material: Material, threads: int | None = None, steps: Steps = silent
) -> Neighbourhood | None:
    """Live a neighbourhood again: that of somebody to whom the thing happened that the report tells first.

    None where the scheme is about no people.
    """
    if not material.covers_persons:
        return None
    scenario = material.alone
    address, why = None, ""
    for measure, name in _STORIES:
        estimate = material.find(measure)
        # Where nobody was seen to have it, a search would live through the whole run in vain.
        if estimate is not None and estimate.value:
            address = find(scenario, story(name), material.arm.name, threads=threads, steps=steps)
            why = name
            break
    number = 0 if address is None else address.neighbourhood
    film = film_neighbourhood(scenario, number, compile_scenario(scenario))
    return Neighbourhood(film, film.arms.index(material.arm.name), address, why)


def life_of(material: Material, where: Neighbourhood) -> Life | None:
    """The life of whoever was found; None where nothing happened to anybody."""
    if where.address is None:
        return None
    film, arm, person = where.film, where.arm, where.address.person
    flags = (
        ("on a blacklist", "black-listed"),
        ("wrongly so", "wrongly-listed"),
        ("knows of it", "knows"),
        ("under a restriction", "burdened"),
    )
    spans = tuple((title, film.shows(flag)[arm, :, person]) for title, flag in flags)
    refused = film.refused[arm, :, person]
    gates = material.scenario.assumptions.gates
    columns = [c for c in film.layout.totals if c.arm == material.arm.name and c.count == "refused"]
    refusals = tuple((gates[c.item].title, int(film.count(c.arm, c.count, c.item)[person])) for c in columns)
    return Life(
        address=where.address,
        why=where.why,
        age=int(film.age[person]),
        household=int((film.household == film.household[person]).sum()),
        weeks=tuple(_weeks(material, film, arm, person)),
        refusals=tuple(held for held in refusals if held[1]),
        spans=tuple((title, tuple(bool(x) for x in held)) for title, held in spans),
        refused=tuple(int(count) for count in refused),
    )


def _weeks(material: Material, film: Film, arm: int, person: int) -> Iterator[tuple[datetime.date, str]]:
    """What changed, week by week."""
    listed, wrongly = (film.shows(flag)[arm, :, person] for flag in ("black-listed", "wrongly-listed"))
    knows, gone = (film.shows(flag)[arm, :, person] for flag in ("knows", "gone"))
    burdened = film.shows("burdened")[arm, :, person]
    refused, bands = film.refused[arm, :, person], film.band[arm, :, person]
    names = [band.id for band in material.arm.scheme.score.bands]
    for week in range(len(refused)):
        told = []
        before = week - 1
        if listed[week] and (week == 0 or not listed[before]):
            told.append("entered on a blacklist" + (", wrongly" if wrongly[week] else ""))
        elif wrongly[week] and (week == 0 or not wrongly[before]):
            told.append("from now on wrongly on it")
        if week and listed[before] and not listed[week]:
            told.append("off the blacklist")
        elif week and wrongly[before] and not wrongly[week]:
            told.append("no longer wrongly on it")
        if burdened[week] and (week == 0 or not burdened[before]):
            told.append("a restriction begins")
        elif week and burdened[before] and not burdened[week]:
            told.append("under no restriction any more")
        if knows[week] and (week == 0 or not knows[before]):
            told.append("knows of it")
        more = int(refused[week]) - (int(refused[before]) if week else 0)
        if more > 0:
            told.append("refused once" if more == 1 else f"refused {more} times")
        if names and week and bands[week] != bands[before]:
            told.append(f"in band {names[bands[week]]} (before: {names[bands[before]]})")
        if gone[week] and (week == 0 or not gone[before]):
            told.append("leaves the scheme's reach")
        if told:
            yield end_of_week(material, week), "; ".join(told)


def end_of_week(material: Material, week: int) -> datetime.date:
    """The last day of a counted week."""
    scenario = material.scenario
    return scenario.start + datetime.timedelta(days=min(7 * week + 6, scenario.days - 1))


def time_line(material: Material, life: Life, stamp: str) -> str:
    """The life as bars along the dates."""
    rows = [(title, held) for title, held in life.spans if any(held)]
    weeks = len(life.refused)
    step = (_WIDTH - _LEFT - 10.0) / weeks
    lines = stamp_lines(stamp)
    height = _ROW * (len(rows) + 1) + 48.0 + 13.0 * len(lines)
    body = []
    for number, (title, held) in enumerate(rows):
        y = 10.0 + number * _ROW
        body.append(f'<text x="{_LEFT - 10}" y="{y + 14:.0f}" text-anchor="end">{escape(title)}</text>')
        colour = ALARM if title == "wrongly so" else INK
        for first, last in _stretches(held):
            body.append(
                f'<rect x="{_LEFT + first * step:.1f}" y="{y + 3:.0f}" width="{(last - first) * step:.1f}" '
                f'height="14" fill="{colour}"/>'
            )
    y = 10.0 + len(rows) * _ROW
    body.append(f'<text x="{_LEFT - 10}" y="{y + 14:.0f}" text-anchor="end">refused</text>')
    for week, count in enumerate(np.diff(np.array((0, *life.refused)))):
        if count > 0:
            x = _LEFT + (week + 0.5) * step
            body.append(
                f'<path d="M{x - 4:.1f} {y + 6:.0f}l8 8m0-8l-8 8" stroke-width="1.6" stroke="{ALARM}" '
                'fill="none"/>'
            )
    y += _ROW
    body.append(f'<path d="M{_LEFT} {y:.0f}H{_WIDTH - 10}" stroke="{MUTED}"/>')
    for week in sorted({round(place) for place in np.linspace(0, weeks - 1, 3)}):
        x = _LEFT + (week + 0.5) * step
        anchor = "start" if week == 0 else "end" if week == weeks - 1 else "middle"
        body.append(f'<path d="M{x:.1f} {y:.0f}v5" stroke="{MUTED}"/>')
        day = told_date(end_of_week(material, week))
        body.append(f'<text x="{x:.1f}" y="{y + 18:.0f}" text-anchor="{anchor}">{day}</text>')
    for number, line in enumerate(reversed(lines)):
        body.append(f'<text x="0" y="{height - 6 - 13 * number:.0f}" font-size="10.5">{escape(line)}</text>')
    return (
        f'<svg viewBox="0 0 {_WIDTH:.0f} {height:.0f}" xmlns="http://www.w3.org/2000/svg" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">{"".join(body)}</svg>'
    )


def _stretches(held: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for week, here in enumerate((*held, False)):
        if here and first is None:
            first = week
        elif not here and first is not None:
            yield first, week
            first = None
