"""Responses as rows: how much more or less people do of what an arm counts or changes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from glasshouse.engine.compile.rows import Rows
from glasshouse.engine.compile.scorecards import conduct_inputs
from glasshouse.engine.tables import NONE
from glasshouse.engine.tally import REFUSES, conducts_changed, conducts_counted

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions, Conduct
    from glasshouse.schemes import Scheme

__all__ = ["ResponseRows", "cap_of", "in_parts"]


def in_parts(share: float) -> int:
    """A multiplier or weight in whole parts of 2**-16."""
    return math.floor(share * 65536.0 + 0.5)


def cap_of(conduct: Conduct, assumptions: Assumptions) -> float:
    """The highest multiplier that any scheme can bring about: a function of the assumptions alone."""
    response = assumptions.response[conduct.response]
    gain = 1.0 + response.gain.value * (1.0 + response.praise.value)
    return gain * max(1.0, conduct.strained.value)


class ResponseRows:
    """The response rows of all arms; `of` says which row a conduct has in the arm added last."""

    def __init__(self, rows: Rows, assumptions: Assumptions) -> None:
        """Add to rows of the kind 'response'."""
        self._rows = rows
        self._assumptions = assumptions
        self.of: dict[str, int] = {}

    def add(self, scheme: Scheme, touched_first: int, touched: list[str]) -> None:
        """Add the rows of one arm; `touched` are its gates, the first of them in row `touched_first`."""
        assumptions = self._assumptions
        counted = set(conducts_counted(scheme, assumptions))
        refused = {item.gate for item in scheme.consequences if item.does in REFUSES}
        rewarded = _rewarded(scheme)
        numbers: dict[tuple[float, ...], int] = {}
        self.of = {}
        for name in conducts_changed(scheme, assumptions):
            conduct = assumptions.conducts[name]
            row = self._row(
                conduct,
                counted=name in counted,
                rewarded=name in rewarded,
                needs=touched_first + touched.index(conduct.needs) if conduct.needs in refused else NONE,
            )
            # Conducts answered alike share a row, by what it says: a stream with one row is lived plainly.
            says = tuple(row.values())
            if says not in numbers:
                numbers[says] = self._rows.add(**row)
            self.of[name] = numbers[says]

    def _row(self, conduct: Conduct, *, counted: bool, rewarded: bool, needs: int) -> dict[str, float]:
        response = self._assumptions.response[conduct.response]
        general = response.general.value if counted else 0.0
        gain = response.gain.value if rewarded else 0.0
        gate = self._assumptions.gates[conduct.needs] if needs != NONE and conduct.needs else None
        return {
            "general": general,
            "contact": response.contact.value if counted else 0.0,
            "own": response.own.value if counted else 0.0,
            "gain": gain,
            "praise": response.praise.value if gain else 0.0,
            "strained": conduct.strained.value,
            "needs": needs,
            "incapacitates": 0.0 if gate is None else gate.incapacitates.value,
            "knowing": in_parts((1.0 - general) * (1.0 + gain)),
            "cap": in_parts(cap_of(conduct, self._assumptions)),
        }


def _rewarded(scheme: Scheme) -> set[str]:
    """Conducts that are rewarded: by points above nothing, a place on a red list, or as rising inputs."""
    red = {entry.id for entry in scheme.lists if entry.polarity == "red"}
    rising = {entry.id for _, entry in conduct_inputs(scheme) if entry.transform == "rising" and entry.id}
    return rising | {
        conduct
        for rule in scheme.rules
        if (rule.effect.points is not None and rule.effect.points.value > 0) or rule.effect.enter in red
        for conduct in rule.when.conducts or ()
    }
