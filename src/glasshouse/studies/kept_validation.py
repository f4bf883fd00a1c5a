"""The last validation as it is kept with the program: what was held against the world, and how it came out.

The whole of it is long and stands in the documentation; here is what a report needs to say how far off a
scheme's numbers were. ``docs/generate.py`` writes it from the kept result, and checks that it is the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from glasshouse.ground.files import catalogue_path
from glasshouse.studies.figures import Figure, Run, load_figures

if TYPE_CHECKING:
    from glasshouse.studies.validation import Row

__all__ = ["NAME", "Compared", "Held", "in_short", "kept_for"]

NAME = "validated.json"
"""The file beside the figures."""


@dataclass(frozen=True)
class Held:
    """One published figure and how its answer came out.

    Attributes:
        figure: what was published.
        times: the simulated number over the published one.
        missed: whether it lies outside what luck and assumptions allow.
        off_at_the_centre: whether it fits in some draws of the assumptions only.
        says_little: whether it fits because the assumptions allow almost anything.
    """

    figure: Figure
    times: float
    missed: bool
    off_at_the_centre: bool
    says_little: bool


@dataclass(frozen=True)
class Compared:
    """What of one scheme was held against published figures.

    Attributes:
        run: what was run.
        figures: those that were answered, whatever their role.
    """

    run: Run
    figures: tuple[Held, ...]

    @property
    def tests(self) -> tuple[Held, ...]:
        """Figures to which nothing was fitted, and which nobody had in view."""
        return tuple(held for held in self.figures if held.figure.role == "test")


def kept_for(scheme: str) -> Compared | None:
    """What was held against the world of a scheme, by its id; None where no answered figure is about it.

    Raises:
        BadInput: with every problem of a file of figures.
    """
    answers = _kept()
    for file in load_figures():
        for run in file.runs:
            if scheme not in (run.scheme, *run.also):
                continue
            figures = tuple(
                Held(figure, told["times"], told["missed"], told["off_at_the_centre"], told["says_little"])
                for figure in file.figures
                if figure.run == run.id
                and (told := answers.get(figure.id)) is not None
                and told["published"] == figure.value
            )
            if figures:
                return Compared(run, figures)
    return None


def in_short(rows: Iterable[Row]) -> str:
    """The file: of each answered figure what a report needs."""
    told = {
        row.figure.id: {
            "published": row.figure.value,
            "times": round(row.times, 4),
            "missed": row.finding == "misses",
            "off_at_the_centre": row.off_at_the_centre,
            "says_little": row.says_little,
        }
        for row in rows
        if row.finding in ("fits", "misses") and row.times is not None
    }
    return json.dumps(told, indent=1) + "\n"


@cache
def _kept() -> dict[str, dict[str, Any]]:
    path = catalogue_path("figures") / NAME
    held: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return held
