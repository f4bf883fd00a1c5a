"""The last validation as it is kept with the program: what was held against the world, and how it came out.

The whole of it is long and stands in the documentation; here are the answers, from which a report says how
far off a scheme's numbers were. ``docs/generate.py`` writes it from the kept result, and checks that it is
the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from glasshouse.ground.files import catalogue_path
from glasshouse.studies.figures import Run, load_figures

if TYPE_CHECKING:
    from glasshouse.studies.held_figures import Row, Validation

__all__ = ["NAME", "Compared", "in_short", "kept_for"]

NAME = "validated.json"
"""The file beside the figures."""

_OF_ALL = ("assumptions", "people", "people_of_a_draw", "draws", "seed")
_OF_EACH = ("id", "published", "why_not", "simulated")


@dataclass(frozen=True)
class Compared:
    """What of one scheme was held against published figures.

    Attributes:
        run: what was run; None where figures are known that nothing answers.
        rows: every figure about it, answered or not.
        validation: all that was held against the world at once.
    """

    run: Run | None
    rows: tuple[Row, ...]
    validation: Validation

    @property
    def answered(self) -> tuple[Row, ...]:
        """Figures with a number beside them, whatever their role."""
        return tuple(row for row in self.rows if row.finding in ("fits", "misses"))

    @property
    def tests(self) -> tuple[Row, ...]:
        """Answered figures to which nothing was fitted, and which nobody had in view."""
        return tuple(row for row in self.answered if row.figure.role == "test")

    @property
    def missed(self) -> tuple[Row, ...]:
        """Tests that the simulation does not meet, whatever is drawn."""
        return tuple(row for row in self.tests if row.finding == "misses")

    @property
    def met_in_some_draws(self) -> tuple[Row, ...]:
        """Tests that it meets in some draws of the assumptions, and not at their centre."""
        return tuple(row for row in self.tests if row.off_at_the_centre)


def kept_for(scheme: str) -> Compared | None:
    """What was held against the world of a scheme, by its id; None where no published figure is about it.

    Raises:
        BadInput: with every problem of a file of figures.
    """
    kept = _kept()
    runs = {run.id: run for file in load_figures() for run in file.runs if scheme in (run.scheme, *run.also)}
    rows = tuple(row for row in kept.rows if row.figure.run in runs or row.scheme == scheme)
    run = next((runs[row.figure.run] for row in rows if row.figure.run in runs), None)
    return Compared(run, rows, kept) if rows else None


def in_short(held: Mapping[str, Any]) -> str:
    """The file: of a kept result the answers alone, for the figures themselves stand beside it."""
    told = {name: held[name] for name in _OF_ALL}
    figures = [{name: row[name] for name in _OF_EACH} for row in held["figures"]]
    return json.dumps({**told, "figures": figures}, indent=1, ensure_ascii=False) + "\n"


@cache
def _kept() -> Validation:
    from glasshouse.studies.held_figures import Validation

    path = catalogue_path("figures") / NAME
    return Validation.of_dict(json.loads(path.read_text(encoding="utf-8")))
