"""Charts as SVG that is the same to the byte for the same numbers: Matplotlib without its clock or its luck.

Grey is always "no scheme"; interval and reference line are always shown; meaning never rests on colour alone.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from glasshouse.ground.extras import need

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["ALARM", "INK", "MUTED", "PAPER", "RULE", "Dot", "as_svg", "dots", "stamp_lines"]

PAPER, INK, MUTED, ALARM = "#fbfaf7", "#1c1f22", "#5a5f63", "#8c2d19"
RULE = "#d8d5cd"
_GREY = "#85807d"

_WIDTH = 4.9
_ROW = 0.4
_LINE = 72
"""Letters of a row's line: narrow enough that a telephone shows the whole width in letters one can read."""

_BELOW, _ABOVE = 0.2, 0.22
"""Of a row: how far its mark lies below its middle, and its words above."""

_STAMP = 58
"""Letters in a line of what every picture bears."""

_FAR = 1.6
"""Times the largest value: intervals of small groups that reach farther end in an arrow."""

_MARKERS = ("o", "s", "D", "^")


@dataclass(frozen=True)
class Dot:
    """One row of a chart.

    Attributes:
        label: what it is about.
        value, low, high: with its interval for luck.
        wide: the range of luck and assumptions together; None where these were not drawn.
        told: the value in words, printed at the right end above the row's line.
        series: number of the scheme; None for "no scheme", which is grey.
        heading: whether the row is only a heading above others.
    """

    label: str
    value: float = 0.0
    low: float = 0.0
    high: float = 0.0
    wide: tuple[float, float] | None = None
    told: str = ""
    series: int | None = 0
    heading: bool = False


def dots(
    name: str, rows: Sequence[Dot], axis: str, stamp: str, reference: tuple[float, str] | None = None
) -> str:
    """A chart of dots with their intervals, one row each, the first on top.

    Args:
        name: goes before every id, so that charts on one page do not share any.
        rows: from top to bottom.
        axis: what is measured, with its unit.
        stamp: stands inside the picture, so that it is never seen without it.
        reference: a line to compare with, and what it is.

    Raises:
        MissingExtra: Matplotlib is not installed.
    """
    return as_svg(lambda: _draw(rows, axis, stamp, reference), name)


def as_svg(draw: Callable[[], Figure], name: str) -> str:
    """A picture as SVG, the same to the byte whenever it is drawn.

    Args:
        draw: makes it, once the settings hold.
        name: goes before every id, so that pictures on one page do not share any.

    Raises:
        MissingExtra: Matplotlib is not installed.
    """
    need("report", by="A chart")
    import matplotlib

    matplotlib.use("svg", force=False)
    settings = {
        "svg.fonttype": "none",
        "svg.hashsalt": "glasshouse",
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": 9.0,
        "text.color": INK,
        "axes.edgecolor": MUTED,
        "xtick.color": MUTED,
    }
    with matplotlib.rc_context(settings):
        held = io.StringIO()
        draw().savefig(held, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return _tidied(held.getvalue(), name)


def _draw(rows: Sequence[Dot], axis: str, stamp: str, reference: tuple[float, str] | None) -> Figure:
    from matplotlib.figure import Figure

    lines = stamp_lines(stamp)
    above, below = (0.36 if reference else 0.08), 0.62 + 0.13 * len(lines)
    height = above + below + _ROW * len(rows)
    figure = Figure(figsize=(_WIDTH, height))
    plot: Any = figure.add_axes((0.03, below / height, 0.94, 1.0 - (above + below) / height))
    plot.set_facecolor("none")
    for place, row in enumerate(rows):
        _row(plot, place, row)
    plot.set_ylim(len(rows) - 0.5, -0.5)
    low, high = _span(rows, reference)
    plot.set_xlim(low, high)
    for place, row in enumerate(rows):
        if not row.heading and max(row.high, *(row.wide or (row.high,))) > high:
            # The arrow says that an interval goes on beyond the picture; the table says how far.
            plot.plot(
                [high], [place + _BELOW], marker=">", markersize=5.0, color=INK, zorder=5, clip_on=False
            )
    plot.set_yticks([])
    for side in ("left", "right", "top"):
        plot.spines[side].set_visible(False)
    plot.grid(axis="x", color=RULE, linewidth=0.6)
    plot.set_axisbelow(True)
    plot.set_xlabel(axis, color=INK, fontsize=9)
    if low <= 0.0 <= high:
        plot.axvline(0.0, color=INK, linewidth=0.9, zorder=1)
    if reference is not None:
        plot.axvline(reference[0], color=INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
        at = (reference[0] - low) / (high - low)
        side = "left" if at < 0.2 else "right" if at > 0.8 else "center"
        plot.text(
            reference[0], 1.0 + 0.06 / (_ROW * len(rows)), reference[1], ha=side, va="bottom",
            transform=plot.get_xaxis_transform(), fontsize=8,
        )  # fmt: skip
    figure.text(0.005, 0.06 / height, "\n".join(lines), fontsize=7.5, color=INK, va="bottom", ha="left")
    return figure


def _row(plot: Any, place: float, row: Dot) -> None:
    plot.text(
        0.0,
        place - _ABOVE,
        _shortened(row.label, _LINE - len(row.told)),
        transform=plot.get_yaxis_transform(),
        ha="left",
        va="center",
        fontsize=8.5,
        weight="bold" if row.heading else "normal",
    )
    if row.heading:
        return
    place += _BELOW
    colour = _GREY if row.series is None else INK
    if row.wide is not None:
        plot.plot(row.wide, [place, place], color=colour, linewidth=0.9, solid_capstyle="butt", zorder=2)
        for end in row.wide:
            plot.plot([end, end], [place - 0.14, place + 0.14], color=colour, linewidth=0.9, zorder=2)
    plot.plot(
        [row.low, row.high], [place, place], color=colour, linewidth=3.4, solid_capstyle="butt", zorder=3
    )
    marker = "o" if row.series is None else _MARKERS[row.series % len(_MARKERS)]
    plot.plot(
        [row.value], [place], marker=marker, markersize=6.0, color=colour,
        markerfacecolor=PAPER if row.series is None else colour, markeredgewidth=1.4, zorder=4, clip_on=False,
    )  # fmt: skip
    plot.text(
        1.0, place - _BELOW - _ABOVE, row.told, transform=plot.get_yaxis_transform(), ha="right", va="center"
    )


def stamp_lines(stamp: str) -> list[str]:
    """What a picture bears, in lines that its width has room for."""
    return textwrap.wrap(stamp, _STAMP)


def _shortened(label: str, most: int) -> str:
    return label if len(label) <= most else f"{label[: most - 4].rstrip()} ..."


def _span(rows: Sequence[Dot], reference: tuple[float, str] | None) -> tuple[float, float]:
    """What the axis holds: zero, the reference, every value, and intervals that do not dwarf these."""
    shown = [row for row in rows if not row.heading]
    marks = [0.0, *(row.value for row in shown), *(() if reference is None else (reference[0],))]
    ends = [end for row in shown for end in (row.low, row.high, *(row.wide or ()))]
    far = _FAR * max(map(abs, marks)) if any(marks) and reference is not None else float("inf")
    low = max(min(*marks, *ends), -far)
    high = min(max(*marks, *ends), far)
    room = 0.03 * (high - low) or 1.0
    return (low - room if low < 0.0 else 0.0), (high + room if high > 0.0 else room)


_HEAD = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_ID = re.compile(r'(?<=[\s(])(id="|xlink:href="#|clip-path="url\(#)')
_STYLE = re.compile(r"\s*<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)
"""A style inside a picture would hold for the whole page around it."""


def _tidied(svg: str, name: str) -> str:
    """Without XML's preamble and metadata, with ids of its own, as wide as there is room."""
    svg = _STYLE.sub("", _METADATA.sub("", _HEAD.sub("", svg))).strip()
    svg = _ID.sub(lambda found: f"{found[1]}{name}-", svg)
    opening, rest = svg.split(">", 1)
    opening = re.sub(r'\s(?:width|height)="[^"]*"', "", opening)
    return f"{opening}>{rest}"
