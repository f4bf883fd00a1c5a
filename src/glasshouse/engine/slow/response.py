"""How people answer to a scheme: by how much they do more or less of what it counts or shuts them out of.

Specification, part W, "What a conduct needs". The factor on a rate is a whole number of 65,536ths, so that
the days lived under each can be summed up without rounding.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from glasshouse.engine.slow.bounds import cap_of
from glasshouse.engine.tally import conducts_changed

if TYPE_CHECKING:
    from glasshouse.assumptions import Conduct
    from glasshouse.engine.slow.candidates import Candidate
    from glasshouse.engine.slow.terms import Terms

__all__ = ["FULL", "Levels", "Response", "Situation", "Stretch", "multiplier"]

FULL = 65536
"""The factor 1: a rate as it is in the baseline."""

_LEVELS = 7


class Levels(NamedTuple):
    """How much somebody sees around them, 0 to 7.

    Attributes:
        punished: of the punishment of others.
        praised: of the praise of others.
    """

    punished: int = 0
    praised: int = 0


@dataclass(frozen=True)
class Situation:
    """What somebody acts upon.

    Attributes:
        aware: knows of the scheme.
        burdened: knows of an own burden under it.
        shut: the gates at which something is refused.
        levels: what is seen of others.
    """

    aware: bool = False
    burdened: bool = False
    shut: frozenset[str] = frozenset()
    levels: Levels = field(default_factory=Levels)


def multiplier(conduct: Conduct, situation: Situation, terms: Terms) -> int:
    """Return the factor on the rate of a conduct, in 65,536ths, for somebody in a situation."""
    assumptions = terms.assumptions
    factor = 1.0
    if terms.counts(conduct):
        response = assumptions.response[conduct.response]
        if situation.aware or situation.burdened:
            factor *= 1.0 - response.general.value
            factor *= 1.0 - response.contact.value * situation.levels.punished / _LEVELS
        if situation.burdened:
            factor *= 1.0 - response.own.value
        if terms.rewards(conduct) and (situation.aware or situation.burdened):
            praise = response.praise.value * situation.levels.praised / _LEVELS
            factor *= 1.0 + response.gain.value * (1.0 + praise)
    if any(assumptions.gates[gate].strains for gate in situation.shut):
        factor *= conduct.strained.value
    if conduct.needs in situation.shut:
        factor *= 1.0 - assumptions.gates[conduct.needs].incapacitates.value
    return min(_whole(factor), _whole(cap_of(conduct, assumptions)))


def _whole(factor: float) -> int:
    return math.floor(factor * FULL + 0.5)


@dataclass(frozen=True)
class Stretch:
    """Some days under one text of a scheme, in one place.

    Attributes:
        since: the first of them.
        terms: the text.
        change: by conduct that the text counts or changes, the sum over these days of what its factor lies
            above 1, in 65,536ths.
    """

    since: int
    terms: Terms
    change: dict[str, int]


class Response:
    """How one person answers, from situation to situation.

    Attributes:
        stretches: what that adds up to so far, the present stretch last.
    """

    def __init__(self, terms: Terms) -> None:
        """Begin before the scheme: nothing is known and nothing shut."""
        self._terms = terms
        self._situation = Situation()
        self._since = 0
        self.stretches: list[Stretch] = []
        self._begin_stretch(0)

    def move(self, day: int) -> None:
        """Sum up apart what comes from a day on, in another place."""
        self.end(day)
        self._begin_stretch(day)

    def amend(self, terms: Terms, day: int) -> None:
        """Sum up apart what comes from a day on, under another text."""
        self.end(day)
        self._terms = terms
        self._begin_stretch(day)

    def _begin_stretch(self, day: int) -> None:
        changed = conducts_changed(self._terms.scheme, self._terms.assumptions)
        self.stretches.append(Stretch(day, self._terms, dict.fromkeys(changed, 0)))

    def settle(self, day: int, situation: Situation) -> None:
        """Act upon a new situation from a day on."""
        if situation != self._situation:
            self.end(day)
            self._situation = situation

    def restart(self, day: int) -> None:
        """Count from a day on, as if there had been nothing before."""
        for stretch in self.stretches:
            stretch.change.update(dict.fromkeys(stretch.change, 0))
        self._since = day

    def end(self, day: int) -> None:
        """Count the days of the present situation, up to a day."""
        change = self.stretches[-1].change
        for conduct_id in change:
            factor = self._factor(self._terms.assumptions.conducts[conduct_id])
            change[conduct_id] += (day - self._since) * (factor - FULL)
        self._since = day

    def accepts(self, candidate: Candidate) -> bool:
        """Say whether the act behind a true candidate is done, in the present situation."""
        channel = candidate.channel
        factor = self._factor(channel.conduct)
        if not channel.excess:
            return factor >= FULL or candidate.acceptance < factor << 16
        highest = _whole(cap_of(channel.conduct, self._terms.assumptions))
        return factor > FULL and candidate.acceptance < ((factor - FULL) << 32) // (highest - FULL)

    def _factor(self, conduct: Conduct) -> int:
        return multiplier(conduct, self._situation, self._terms)
