"""Figures held against their answers: which fit, which are missed, and which fit because anything would.

A figure fits where the number that was published lies within what luck and assumptions allow together. A
miss is a finding and no error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from glasshouse.engine.outcomes import NOTICE
from glasshouse.measures.estimate import Estimate
from glasshouse.studies.figures import Figure, Figures, load_figures

__all__ = ["WIDE", "Finding", "Row", "Validation", "flat", "row_of"]

Finding = Literal["misses", "fits", "too few", "not answered"]

WIDE = 4.0
"""Times its lower end: an interval that reaches farther fits almost anything, and is said to."""


@dataclass(frozen=True)
class Row:
    """One published figure beside its answer.

    Attributes:
        figure: what was published.
        title: what is run; empty where nothing is.
        scheme: id of the scheme that the figure is about; None where there is none.
        sources: how its sources are cited.
        estimate: the answer with its intervals, in the unit of the figure; None where nothing answers it.
        why_not: why nothing does; None where something does.
    """

    figure: Figure
    title: str
    scheme: str | None
    sources: tuple[str, ...]
    estimate: Estimate | None
    why_not: str | None

    @property
    def reach(self) -> tuple[float, float] | None:
        """The wider of both intervals: what luck and assumptions allow together."""
        told = self.estimate
        if told is None or told.low is None or told.high is None:
            return None
        low, high = told.low, told.high
        if told.assumed_low is not None and told.assumed_high is not None:
            low, high = min(low, told.assumed_low), max(high, told.assumed_high)
        return low, high

    @property
    def finding(self) -> Finding:
        """Whether the figure lies within what luck and assumptions allow."""
        if self.estimate is None:
            return "not answered"
        if self.reach is None or not self.estimate.value:
            return "too few"
        (low, high), (least, most) = self.reach, self.figure.ends
        return "fits" if low <= most and least <= high else "misses"

    @property
    def times(self) -> float | None:
        """The simulated number over the published one."""
        if self.estimate is None or not self.estimate.value or self.figure.value == 0.0:
            return None
        return self.estimate.value / self.figure.value

    @property
    def says_little(self) -> bool:
        """Whether it fits because the assumptions allow almost anything."""
        return self.finding == "fits" and self.reach is not None and self.reach[1] > WIDE * self.reach[0]

    @property
    def off_at_the_centre(self) -> bool:
        """Whether it fits by some draw of the assumptions only, and the central ones miss it."""
        told = self.estimate
        if self.finding != "fits" or told is None or told.low is None or told.high is None:
            return False
        least, most = self.figure.ends
        return not (told.low <= most and least <= told.high)

    def as_dict(self) -> dict[str, Any]:
        """Everything by name, ready for JSON."""
        figure = self.figure
        low, high = figure.ends
        return {
            "id": figure.id,
            "what": figure.what,
            "published": figure.value,
            "published_low": low,
            "published_high": high,
            "unit": figure.unit,
            "denominator": figure.denominator,
            "date": figure.date.isoformat(),
            "evidence": figure.evidence,
            "role": figure.role,
            "scheme": self.scheme,
            "run": self.title,
            "sources": list(self.sources),
            "finding": self.finding,
            "times": self.times,
            "says_little": self.says_little,
            "off_at_the_centre": self.off_at_the_centre,
            "why_not": self.why_not,
            "note": figure.note,
            "simulated": None if self.estimate is None else self.estimate.as_dict(),
        }


@dataclass(frozen=True)
class Validation:
    """Published figures beside what was simulated.

    Attributes:
        rows: in the order of the files.
        assumptions: id of the assumptions.
        people: invented people of each run; of the largest, where they differ.
        people_of_a_draw: in each draw of the assumptions; 0 without draws.
        draws: joint draws of the assumptions.
        seed: of all runs.
    """

    rows: tuple[Row, ...]
    assumptions: str
    people: int
    people_of_a_draw: int
    draws: int
    seed: int

    def of(self, finding: Finding) -> tuple[Row, ...]:
        """The rows with one finding."""
        return tuple(row for row in self.rows if row.finding == finding)

    def as_dict(self) -> dict[str, Any]:
        """Everything by name, ready for JSON."""
        return {
            "notice": NOTICE,
            "assumptions": self.assumptions,
            "people": self.people,
            "people_of_a_draw": self.people_of_a_draw,
            "draws": self.draws,
            "seed": self.seed,
            "figures": [row.as_dict() for row in self.rows],
        }

    @classmethod
    def of_dict(cls, held: Mapping[str, Any], files: Sequence[Figures] | None = None) -> Validation:
        """What `as_dict` told, with the figures as they stand in the files now.

        A figure that was written down since, or whose number has changed, is not answered.
        """
        answers = {told["id"]: told for told in held["figures"]}
        rows = []
        for file in load_figures() if files is None else files:
            for figure in file.figures:
                told = answers.get(figure.id)
                if told is None or told["published"] != figure.value:
                    rows.append(
                        row_of(file, figure, None, None, "It was written down after the last validation.")
                    )
                    continue
                simulated = told["simulated"]
                estimate = None if simulated is None else Estimate(**simulated)
                rows.append(row_of(file, figure, estimate, None, told["why_not"]))
        return cls(
            tuple(rows),
            held["assumptions"],
            held["people"],
            held["people_of_a_draw"],
            held["draws"],
            held["seed"],
        )


def row_of(
    file: Figures,
    figure: Figure,
    estimate: Estimate | None,
    lacks: tuple[str, ...] | None,
    why_not: str | None = None,
) -> Row:
    """The row of a figure.

    Args:
        file: that holds the figure.
        figure: what was published.
        estimate: its answer; None where nothing answers it.
        lacks: what of its scheme cannot be executed; empty or None where all can.
        why_not: why nothing answers it, where that is not for the file or the scheme to say.
    """
    run = file.run_of(figure)
    sources = tuple(source.cite for source in file.cited(figure))
    why_not = why_not or figure.unanswered
    if lacks:
        why_not = f"Its scheme does not run yet: {'; '.join(lacks)}."
    if run is None:
        return Row(figure, "", figure.scheme, sources, estimate, why_not)
    return Row(figure, run.title, run.scheme, sources, estimate, why_not)


def flat(row: Row) -> dict[str, Any]:
    """A figure and its answer as one row of a table."""
    told = row.as_dict()
    simulated = told.pop("simulated") or {}
    names = ("value", "low", "high", "assumed_low", "assumed_high", "draws", "people")
    told["sources"] = "; ".join(told["sources"])
    return told | {f"simulated_{name}": simulated.get(name) for name in names}
