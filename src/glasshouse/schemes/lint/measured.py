"""What a run measured, as far as findings can use it: estimates with their intervals, never without.

They are numbers about invented people, and hold for the scheme whose text the run names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from glasshouse.ground.errors import BadInput, Problem

__all__ = ["Measured", "Measurement", "read_run"]

RECORD = "run.json"

_FOR_ANOTHER = "refused-for-another"
_OF_THEIR_OWN = frozenset({"denials", "refused-share"})
"""Measures that count somebody's own requests alone: whoever is refused something because of another is told
by `_FOR_ANOTHER`, so what asks for these asks for it too."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One estimate.

    Attributes:
        measure: id, such as ``listed-share``.
        item: list, gate, band or conduct; empty where it is about none.
        group: ``all``, or such as ``income=q1``.
        value, low, high: with the 95 % interval, in `unit`; all None where too few people carry a number.
        unit: such as ``per cent``.
        denominator: whom or what it is a part of.
        covers: what the interval covers.
        people: invented people in the denominator.
        note: what a reader must know.
    """

    measure: str
    item: str
    group: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    denominator: str
    covers: str
    people: int
    note: str | None

    def __str__(self) -> str:
        """The number with interval, unit and denominator, or that there are too few people."""
        subject = f"{self.measure}{f' [{self.item}]' if self.item else ''}"
        if self.value is None or self.low is None or self.high is None:
            return f"{subject}: too few ({self.note})"
        interval = f"[{self.low:,.3g}, {self.high:,.3g}]"
        return f"{subject}: {self.value:,.3g} {interval} {self.unit} ({self.denominator})"


@dataclass(frozen=True, eq=False)
class Measured:
    """What one run measured for one scheme.

    Attributes:
        folder: of the run.
        arm: the arm that the scheme is.
        people: invented people in the run.
        days: its length.
        seed: its seed.
        measurements: all of the arm, in the order of the file.
    """

    folder: str
    arm: str
    people: int
    days: int
    seed: int
    measurements: tuple[Measurement, ...]

    def find(self, measure: str, item: str | None = None, group: str = "all") -> tuple[Measurement, ...]:
        """The estimates of a measure.

        Args:
            measure: its id.
            item: one list, gate, band or conduct; None for all.
            group: ``all``, or such as ``income=q1``; ``*`` for every group but all.
        """
        return tuple(
            entry
            for entry in self.measurements
            if entry.measure == measure
            and (item is None or entry.item == item)
            and (entry.group == group or (group == "*" and entry.group != "all"))
        )

    def for_subjects(self, measures: tuple[str, ...], subjects: tuple[str, ...]) -> tuple[Measurement, ...]:
        """What measures say about some subjects: their own items first, else what is about all of them.

        Args:
            measures: ids.
            subjects: lists, gates, bands or conducts.
        """
        found: list[Measurement] = []
        for measure in _with_others(measures):
            near = [entry for entry in self.find(measure) if entry.item.partition(":")[0] in subjects]
            found.extend(near or [entry for entry in self.find(measure) if entry.item in ("", "any")])
        return tuple(found)


def _with_others(measures: tuple[str, ...]) -> tuple[str, ...]:
    """The measures, and where they ask who is refused something, those whom another's act costs it too."""
    own = [place for place, measure in enumerate(measures) if measure in _OF_THEIR_OWN]
    if not own or _FOR_ANOTHER in measures:
        return measures
    after = own[-1] + 1
    return (*measures[:after], _FOR_ANOTHER, *measures[after:])


def read_run(
    folder: Path, text_hash: str, estimates: Callable[[Path], Iterable[Mapping[str, Any]]]
) -> Measured:
    """What a run measured for the scheme of a text.

    Args:
        folder: of the run, with its ``run.json``.
        text_hash: SHA-256 of the scheme's text and reforms.
        estimates: reads the estimates in the folder, each as a mapping with the fields of a `Measurement`
            (the measure under ``id``) and its ``arm``.

    Raises:
        BadInput: the folder holds no run, or a run of other schemes.
    """
    try:
        record: Any = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        identity = record["identity"]
        arms = {str(text): str(arm) for arm, _, text in identity["schemes"]}
        people, days, seed = (int(identity[key]) for key in ("people", "days", "seed"))
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInput(
            Problem(
                f"'{folder}' is not the folder of a run.",
                why=f"There is no {RECORD} in it that can be read.",
                remedy="Run the scheme with --out DIR, and give that folder.",
                code="no-run",
            )
        ) from None
    if text_hash not in arms:
        raise BadInput(
            Problem(
                f"'{folder}' holds a run of another scheme, or of another version of this one.",
                why="A number measured under other rules says nothing about these.",
                remedy="Run this file, with the same reforms, into a new folder.",
                code="other-scheme",
            )
        )
    arm = arms[text_hash]
    rows = [row for row in estimates(folder) if row["arm"] == arm]
    return Measured(str(folder), arm, people, days, seed, tuple(_measurement(row) for row in rows))


def _measurement(row: Mapping[str, Any]) -> Measurement:
    names = (field.name for field in fields(Measurement))
    return Measurement(**{name: row["id" if name == "measure" else name] for name in names})
