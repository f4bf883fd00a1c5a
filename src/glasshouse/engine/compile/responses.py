"""Responses as rows: how much more or less people do of what an arm counts or changes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from glasshouse.engine.compile.rows import Rows
from glasshouse.engine.compile.scorecards import conduct_inputs
from glasshouse.engine.counted import conducts_changed, conducts_counted, gates_refused
from glasshouse.engine.tables import NONE

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions, Conduct
    from glasshouse.engine.compile.contexts import ContextClasses
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

    def __init__(self, rows: Rows, whole: Assumptions) -> None:
        """Add to rows of the kind 'response'; the caps are those of the `whole` assumptions."""
        self._rows = rows
        self._whole = whole
        self.of: dict[str, int] = {}

    def add(
        self,
        scheme: Scheme,
        assumptions: Assumptions,
        contexts: ContextClasses,
        touched_first: int,
        touched: list[str],
    ) -> None:
        """Add the rows of one text.

        Args:
            scheme: the text.
            assumptions: as its people go by them.
            contexts: of its arm.
            touched_first: row of the first of its gates.
            touched: its gates.
        """
        counted = set(conducts_counted(scheme, assumptions))
        refused = gates_refused(scheme, assumptions)
        rewarded = _rewarded(scheme)
        numbers: dict[tuple[float, ...], int] = {}
        self.of = {}
        for name in conducts_changed(scheme, assumptions):
            conduct = assumptions.conducts[name]
            needs = touched_first + touched.index(conduct.needs) if conduct.needs in refused else NONE
            row = self._row(
                conduct,
                assumptions,
                context=contexts.of(conduct.context),
                counted=name in counted,
                rewarded=name in rewarded,
                needs=needs,
            )
            # Conducts answered alike share a row, by what it says: a stream with one row is lived plainly.
            says = tuple(row.values())
            if says not in numbers:
                numbers[says] = self._rows.add(**row)
            self.of[name] = numbers[says]

    def _row(
        self,
        conduct: Conduct,
        assumptions: Assumptions,
        *,
        context: int,
        counted: bool,
        rewarded: bool,
        needs: int,
    ) -> dict[str, float]:
        response = assumptions.response[conduct.response]
        general = response.general.value if counted else 0.0
        contact = response.contact.value if counted else 0.0
        own = response.own.value if counted else 0.0
        gain = response.gain.value if rewarded else 0.0
        praise = response.praise.value if gain else 0.0
        gate = assumptions.gates[conduct.needs] if needs != NONE and conduct.needs else None
        strained = conduct.strained.value
        return {
            "context": context if contact or own or praise else 0,
            "general": general,
            "contact": contact,
            "own": own,
            "gain": gain,
            "praise": praise,
            "half": 1.0 + (strained - 1.0) * assumptions.livelihood.half.value,
            "strained": strained,
            "needs": needs,
            "incapacitates": 0.0 if gate is None else gate.incapacitates.value,
            "knowing": in_parts((1.0 - general) * (1.0 + gain)),
            "cap": in_parts(cap_of(conduct, self._whole)),
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
