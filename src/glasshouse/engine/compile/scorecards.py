"""Scorecards as rows: dimensions, inputs, and what each input is worth, as whole numbers of 2**-30."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from glasshouse.engine.compile.quantities import length, whole
from glasshouse.engine.tables import MOST_RECORDS, NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from glasshouse.engine.compile.durations import Durations
    from glasshouse.engine.compile.rows import Rows
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import Input
    from glasshouse.society import SocietyTables

__all__ = ["ScorecardRows", "conduct_inputs", "input_key", "looks_at_friends"]

ONE = 1 << 30

_KINDS = {"conduct": 0, "status": 1, "account-age": 2, "peer-score": 3}


def conduct_inputs(scheme: Scheme) -> Iterator[tuple[str, Input]]:
    """The inputs that count a conduct's records, with their keys, in the order of the file."""
    for dimension in scheme.score.dimensions:
        for place, entry in enumerate(dimension.inputs):
            if entry.kind == "conduct":
                yield input_key(dimension.id, place), entry


def input_key(dimension: str, place: int) -> str:
    """A name for one input; no rule's id looks like it."""
    return f"{dimension} {place}"


def looks_at_friends(scheme: Scheme) -> bool:
    """Whether somebody's score depends on other people's."""
    return any(
        entry.kind == "peer-score" for dimension in scheme.score.dimensions for entry in dimension.inputs
    )


def _falling(count: int) -> int:
    return ONE >> count


def _reach(scheme: Scheme) -> float:
    """Which share of the range the inputs can lead to, from its lower end on."""
    ends, best = scheme.score.range, scheme.score.best
    if ends is None or best is None:
        return 1.0
    low, high = ends[0].value, ends[1].value
    return (best.value - low) / (high - low)


class ScorecardRows:
    """Adds the scorecards of all arms to the rows."""

    def __init__(self, rows: Mapping[str, Rows], society: SocietyTables, durations: Durations) -> None:
        """Begin without scorecards."""
        self._rows = rows
        self._society = society
        self._durations = durations
        self.values: list[int] = []
        """What each input is worth, by the number of records, category or years that it looks at."""
        self.numbers: dict[str, int] = {}
        """Row of each input of the arm added last, by key."""

    def add(self, scheme: Scheme, ring: int) -> tuple[dict[str, int], int]:
        """Add one arm's scorecard, if it has one; its dates stand in the rings from a slot on.

        Returns:
            The arm's fields, and how many slots the dates take.
        """
        first = len(self._rows["dimension"])
        self.numbers = {}
        start = ring
        reach = _reach(scheme)
        for dimension in scheme.score.dimensions:
            inputs = len(self._rows["input"])
            for place, entry in enumerate(dimension.inputs):
                self.numbers[input_key(dimension.id, place)] = self._add_input(entry, ring)
                ring += MOST_RECORDS if entry.kind == "conduct" else 0
            self._rows["dimension"].add(
                weight=math.floor(dimension.weight.value * reach * ONE + 0.5),
                input_first=inputs,
                input_end=len(self._rows["input"]),
            )
        thin = scheme.score.thin_file
        fields = {
            "dimension_first": first,
            "dimension_end": len(self._rows["dimension"]),
            "thin": int(thin is not None and any(True for _ in conduct_inputs(scheme))),
            "thin_file": whole(thin, 0),
        }
        return fields, ring - start

    def _add_input(self, entry: Input, ring: int) -> int:
        attribute = dimension = NONE
        values: list[int] = []
        rises = entry.transform == "rising"
        if entry.kind == "status":
            assert entry.id is not None
            found = self._society.dimension(entry.id)
            assert found is not None
            dimension = found
            attribute = int(self._society.dim_offset[dimension])
            categories = len(self._society.dims[dimension].categories)
            values = [place * ONE // max(1, categories - 1) for place in range(categories)]
            if not rises:
                values = [ONE - value for value in values]
        elif entry.kind != "peer-score":
            values = [_falling(count) for count in range(MOST_RECORDS + 1)]
            if rises:
                values = [ONE - value for value in values]
        number = self._rows["input"].add(
            kind=_KINDS[entry.kind],
            ring=ring,
            memory=self._durations.number(length(entry.memory)),
            dimension=dimension,
            attribute=attribute,
            value=len(self.values),
        )
        self.values += values
        return number
