"""A film as a strip: one neighbourhood on six days, every dot a person, told apart by shape and colour.

Nobody is at home in it. The pictures are written by hand as SVG: a path for each kind of dot, so that a
thousand people take a few thousand bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.report.drawing import INK, stamp_lines
from glasshouse.report.numbers import told_date

if TYPE_CHECKING:
    import datetime

    from numpy.typing import NDArray

    from glasshouse.engine.film import Film
    from glasshouse.schemes.model import Scheme

__all__ = ["Kind", "frames_shown", "kinds_of", "strip"]

_FRAMES = 6
_STEP, _GAP, _ACROSS = 5.6, 16.0, 2
_WIDTH = 480.0

_CROSS, _TRIANGLE, _DIAMOND = (
    "m-2.2-2.2l4.4 4.4m-4.4 0l4.4-4.4",
    "m0-2.6l2.6 4.6h-5.2z",
    "m0-2.6l2.6 2.6l-2.6 2.6l-2.6-2.6z",
)
_SQUARE, _DOT, _POINT = "m-1.9-1.9h3.8v3.8h-3.8z", "h0", "h0"
_SHAPES = (
    ("#4a0d05", _CROSS, "cross"),
    ("#a8442a", _TRIANGLE, "triangle"),
    ("#d17c00", _DIAMOND, "diamond"),
    ("#85807d", _POINT, "small dot"),
    ("#5592dc", _DOT, "dot"),
    ("#10306e", _SQUARE, "square"),
)
"""From the worst band up; six at most are told apart."""


@dataclass(frozen=True)
class Kind:
    """How somebody can stand at the end of a week.

    Attributes:
        title: in words.
        colour, shape, shape_name: how it is drawn.
        who: bool (week, person).
    """

    title: str
    colour: str
    shape: str
    shape_name: str
    who: NDArray[np.bool_]


def kinds_of(film: Film, scheme: Scheme, arm: int) -> tuple[Kind, ...]:
    """The ways to stand under a scheme, each person in one of them each week, the gravest first."""
    covered = film.shows("covered")[arm]
    if scheme.score.bands:
        bands = film.band[arm]
        names = [band.id for band in scheme.score.bands]
        return tuple(
            Kind(f"band {name}", *_shape(place, _first_band(scheme)), covered & (bands == place))
            for place, name in enumerate(names)
        )
    wrongly, listed = film.shows("wrongly-listed")[arm], film.shows("black-listed")[arm]
    refused = film.refused[arm] > 0
    told = [
        ("wrongly on a blacklist", _SHAPES[0], wrongly),
        ("on a blacklist", _SHAPES[1], listed & ~wrongly),
        ("refused something before, not listed now", _SHAPES[2], refused & ~listed & ~wrongly),
        ("covered, and none of these", _SHAPES[3], covered & ~refused & ~listed & ~wrongly),
    ]
    return tuple(Kind(title, *shape, who & covered) for title, shape, who in told)


def frames_shown(weeks: int) -> list[int]:
    """Which weeks are drawn: six, evenly apart, the first and the last among them."""
    return sorted({round(place) for place in np.linspace(0, weeks - 1, min(_FRAMES, weeks))})


def strip(film: Film, kinds: tuple[Kind, ...], dates: list[datetime.date], stamp: str) -> str:
    """The picture.

    Args:
        film: of one neighbourhood.
        kinds: how people can stand.
        dates: of the end of each week.
        stamp: stands inside the picture.
    """
    people = len(film.age)
    wide = (_WIDTH - _GAP * (_ACROSS - 1)) / _ACROSS
    columns = int(wide // _STEP)
    tall = math.ceil(people / columns) * _STEP
    shown = frames_shown(kinds[0].who.shape[0])
    rows = math.ceil(len(shown) / _ACROSS)
    lines = stamp_lines(stamp)
    height = rows * (tall + 30.0) + 20.0 * len(kinds) + 12.0 + 13.0 * len(lines)
    order = np.argsort(film.household, kind="stable")
    places = np.empty((people, 2))
    places[order, 0] = (np.arange(people) % columns + 0.5) * _STEP
    places[order, 1] = (np.arange(people) // columns + 0.5) * _STEP
    body = []
    for number, week in enumerate(shown):
        left = (number % _ACROSS) * (wide + _GAP)
        top = (number // _ACROSS) * (tall + 30.0) + 18.0
        body.append(f'<g transform="translate({left:.1f} {top:.1f})">')
        body.append(f'<text x="0" y="-5" font-size="13" fill="{INK}">{told_date(dates[week])}</text>')
        body += [_path(kind, places[kind.who[week]]) for kind in kinds if kind.who[week].any()]
        body.append("</g>")
    body += _legend(kinds, rows * (tall + 30.0) + 16.0, shown[-1])
    for number, line in enumerate(reversed(lines)):
        y = height - 6.0 - 13.0 * number
        body.append(f'<text x="0" y="{y:.1f}" font-size="10.5" fill="{INK}">{escape(line)}</text>')
    return (
        f'<svg viewBox="0 0 {_WIDTH:.0f} {height:.0f}" xmlns="http://www.w3.org/2000/svg" '
        f'font-family="sans-serif">{"".join(body)}</svg>'
    )


def _first_band(scheme: Scheme) -> int:
    """The band in which everybody begins; the middle one where the rules name no start."""
    bands, start = scheme.score.bands, scheme.score.start
    first = None if start is None else scheme.score.band_of(start.value)
    return len(bands) // 2 if first is None else bands.index(first)


def _shape(place: int, first: int) -> tuple[str, str, str]:
    """Where everybody begins is a small grey dot; below it the gravest shapes, above it dot and square."""
    if place < first:
        return _SHAPES[place if first <= 3 else max(0, place - first + 3)]
    return _SHAPES[min(3 + place - first, len(_SHAPES) - 1)]


def _path(kind: Kind, places: NDArray[np.float64]) -> str:
    drawn = "".join(f"M{_short(x)} {_short(y)}{kind.shape}" for x, y in places)
    if kind.shape == "h0":
        size = 2.6 if kind.shape_name == "small dot" else 3.4
        return f'<path d="{drawn}" stroke="{kind.colour}" stroke-width="{size}" stroke-linecap="round"/>'
    if kind.shape_name == "cross":
        return f'<path d="{drawn}" stroke="{kind.colour}" stroke-width="1.5" fill="none"/>'
    return f'<path d="{drawn}" fill="{kind.colour}"/>'


def _legend(kinds: tuple[Kind, ...], top: float, last: int) -> Iterator[str]:
    for number, kind in enumerate(kinds):
        x, y = 6, top + 20.0 * number
        yield f'<g transform="translate({x:.1f} {y:.1f}) scale(1.6)">'
        yield _path(kind, np.zeros((1, 2)))
        yield "</g>"
        yield (
            f'<text x="{x + 12:.1f}" y="{y + 4:.1f}" font-size="13" fill="{INK}">{escape(kind.title)}: '
            f"{int(kind.who[last].sum()):,} on the last day</text>"
        )


def _short(size: float) -> str:
    return f"{size:.1f}".removesuffix(".0")
