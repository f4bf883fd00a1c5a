"""Charts of published figures against simulated ones: how many times too many, and over the years."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glasshouse.engine.outcomes import NOTICE
from glasshouse.report.drawing import ALARM, INK, MUTED, PAPER, RULE, as_svg
from glasshouse.report.numbers import told_date
from glasshouse.studies.held_figures import Row

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["over_the_years", "times_too_many"]

_WIDTH, _ROW = 7.6, 0.36
_FARTHEST = 64.0
_LABEL = 46
_MILLION = 1e6


def times_too_many(rows: Sequence[Row]) -> str:
    """Simulated over published, on a scale of doublings, one row a figure; the line at 1 is a perfect fit."""
    return as_svg(lambda: _ratios(rows), "times")


def over_the_years(panels: Sequence[tuple[str, Sequence[Row]]]) -> str:
    """Published points beside simulated ones with their intervals, a panel for each series.

    Args:
        panels: a title and the rows of one series, in the order of their dates.
    """
    return as_svg(lambda: _series(panels), "years")


def _ratios(rows: Sequence[Row]) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    above, below = 0.15, 0.85
    height = above + below + _ROW * len(rows)
    figure = Figure(figsize=(_WIDTH, height))
    plot: Any = figure.add_axes((0.4, below / height, 0.44, 1.0 - (above + below) / height))
    plot.set_facecolor("none")
    plot.set_xscale("log")
    ends = [1.0]
    for place, row in enumerate(rows):
        ends += _ratio(plot, place, row)
    low = max(min(ends) / 1.15, 1.0 / _FARTHEST)
    high = min(max(ends) * 1.15, _FARTHEST)
    plot.set_xlim(min(low, 0.5), max(high, 2.0))
    plot.set_ylim(len(rows) - 0.5, -0.5)
    plot.set_yticks([])
    ticks = [2.0**power for power in range(-6, 7) if min(low, 0.5) <= 2.0**power <= max(high, 2.0)]
    plot.xaxis.set_major_locator(FixedLocator(ticks))
    plot.xaxis.set_minor_locator(NullLocator())
    plot.xaxis.set_major_formatter(
        FuncFormatter(lambda size, _: f"{size:g}" if size >= 1 else f"1/{1 / size:g}")
    )
    plot.axvline(1.0, color=INK, linewidth=1.0, zorder=1)
    _bare(plot, "x")
    plot.set_xlabel("simulated over published", color=INK, fontsize=9)
    figure.text(
        0.005, 0.06 / height,
        f"{NOTICE}.\nThick: luck. Thin: assumptions. Shaded: published as a range. Red square: missed. "
        "Hollow: no test.",
        fontsize=7.5, color=INK, va="bottom", ha="left",
    )  # fmt: skip
    return figure


def _ratio(plot: Any, place: int, row: Row) -> list[float]:
    told = row.estimate
    assert told is not None and told.value and told.low is not None and told.high is not None
    published = row.figure.value
    missed = row.finding == "misses"
    colour = ALARM if missed else INK
    label = f"{row.figure.what}, {told_date(row.figure.date)}"
    plot.text(
        -0.02, place, "\n".join(textwrap.wrap(label, _LABEL)[:2]), fontsize=8, linespacing=1.1,
        transform=plot.get_yaxis_transform(), ha="right", va="center",
    )  # fmt: skip
    low, high = row.figure.ends
    if low < high:
        plot.fill_betweenx(
            [place - 0.3, place + 0.3], low / published, high / published, color=RULE, linewidth=0.0, zorder=0
        )
    ends = []
    if told.assumed_low is not None and told.assumed_high is not None:
        wide = [max(told.assumed_low, 1e-9) / published, told.assumed_high / published]
        plot.plot(wide, [place, place], color=colour, linewidth=0.9, solid_capstyle="butt", zorder=2)
        ends += wide
    luck = [told.low / published, told.high / published]
    plot.plot(luck, [place, place], color=colour, linewidth=3.4, solid_capstyle="butt", zorder=3)
    plot.plot(
        [told.value / published],
        [place],
        marker="s" if missed else "o",
        markersize=5.5,
        color=colour,
        markerfacecolor=colour if row.figure.role == "test" else PAPER,
        zorder=4,
    )
    plot.text(
        1.02, place, f"x {told.value / published:.2g}, {row.figure.role}", fontsize=8.5, color=colour,
        transform=plot.get_yaxis_transform(), ha="left", va="center",
    )  # fmt: skip
    return [*ends, *luck]


def _series(panels: Sequence[tuple[str, Sequence[Row]]]) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, 2.75 * ((len(panels) + 1) // 2) + 0.35))
    across, down = 2, (len(panels) + 1) // 2
    for place, (title, rows) in enumerate(panels):
        plot: Any = figure.add_subplot(down, across, place + 1)
        plot.set_facecolor("none")
        _panel(plot, title, rows)
    figure.text(
        0.005, 0.008,
        f"{NOTICE}. Hollow: published. Red: simulated (thick: luck, thin: assumptions). Dashed: end of 2017.",
        fontsize=7.5, color=INK, va="bottom", ha="left",
    )  # fmt: skip
    figure.tight_layout(rect=(0.0, 0.04, 1.0, 1.0))
    return figure


def _panel(plot: Any, title: str, rows: Sequence[Row]) -> None:
    share = rows[0].figure.unit == "per cent"
    unit = 1.0 if share else _MILLION
    when = [row.figure.date.year + (row.figure.date.timetuple().tm_yday - 1) / 365.25 for row in rows]
    published = [row.figure.value / unit for row in rows]
    plot.plot(when, published, color=MUTED, linewidth=0.8, zorder=1)
    plot.plot(
        when, published, linestyle="none", marker="o", markersize=5.5, markerfacecolor=PAPER,
        markeredgecolor=INK, markeredgewidth=1.2, zorder=5,
    )  # fmt: skip
    simulated = [row.estimate.value / unit for row in rows if row.estimate is not None and row.estimate.value]
    plot.plot(when[: len(simulated)], simulated, color=ALARM, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    for x, row in zip(when, rows, strict=True):
        told = row.estimate
        if told is None or told.value is None or told.low is None or told.high is None:
            continue
        if told.assumed_low is not None and told.assumed_high is not None:
            wide = [told.assumed_low / unit, told.assumed_high / unit]
            plot.plot([x, x], wide, color=ALARM, linewidth=0.9, zorder=2)
        plot.plot([x, x], [told.low / unit, told.high / unit], color=ALARM, linewidth=3.4, zorder=3)
        plot.plot([x], [told.value / unit], marker="s", markersize=4.5, color=ALARM, zorder=4)
    plot.axvline(2018.0, color=MUTED, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    plot.set_ylim(bottom=0.0)
    plot.set_title(f"{title}, {'per cent' if share else 'millions'}", fontsize=9, loc="left", color=INK)
    plot.xaxis.set_major_formatter(lambda year, _: f"{year:.0f}")
    plot.set_xticks([year for year in range(2014, 2020) if min(when) - 0.6 <= year <= max(when) + 0.6])
    _bare(plot, "y")


def _bare(plot: Any, axis: str) -> None:
    for side in ("left", "right", "top"):
        plot.spines[side].set_visible(False)
    plot.grid(axis=axis, color=RULE, linewidth=0.6)
    plot.set_axisbelow(True)
