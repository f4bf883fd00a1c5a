"""The report after dark: another ground, and for every ink of its pictures one that is legible on it."""

from __future__ import annotations

from typing import Final

from glasshouse.report.drawing import ALARM, INK, MUTED, PAPER, RULE

__all__ = ["DARK_STYLE", "INKS", "NIGHT"]

NIGHT: Final = "#16181a"
"""The ground."""

INKS: Final = {
    PAPER: NIGHT,
    INK: "#eceae5",
    MUTED: "#b3b7ba",
    RULE: "#43484c",
    ALARM: "#f09a85",
    "#4a0d05": "#ffd2c4",
    "#a8442a": "#f0805c",
    "#d17c00": "#d08a1c",
    "#85807d": "#918c88",
    "#5592dc": "#5592dc",
    "#10306e": "#bcd4ff",
}
"""Of each colour on paper the one at night: what was darkest on paper, the farthest bands, is lightest."""


def _style() -> str:
    """For a screen alone: paper has one colour. Pictures carry inks, so each is named, their own included."""
    inks = "".join(
        f'figure :is([{kind}="{day}"],[style*="{kind}: {day}"]){{{kind}:{night}!important}}\n'
        for day, night in INKS.items()
        for kind in ("fill", "stroke")
        if day != night
    )
    return (
        "@media screen and (prefers-color-scheme:dark){\n"
        f":root{{color-scheme:dark;--paper:{NIGHT};--ink:{INKS[INK]};--muted:{INKS[MUTED]};--rule:{INKS[RULE]};"
        f"--alarm:{INKS[ALARM]};--soft:#23262a}}\n{inks}}}\n"
    )


DARK_STYLE: Final = _style()
