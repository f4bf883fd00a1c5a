"""How people answer to a scheme: by how much they do more or less of what it counts or shuts them out of.

Specification, answers: "Rows", "The multiplier", "One by one". The factor on a rate is a whole number of
65,536ths, so that the days lived under each can be summed up without rounding.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from glasshouse.engine.counted import conducts_changed
from glasshouse.engine.slow.means import INSOLVENT, SOLVENT

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        burdened: the contexts in which an own burden under it is known.
        shut: the gates at which something is refused.
        means: the level of hardship.
        missed: the gates whose lasting thing is lacking.
        levels: what is seen of others, by context.
    """

    aware: bool = False
    burdened: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()
    means: int = SOLVENT
    missed: frozenset[str] = frozenset()
    levels: Mapping[str, Levels] = field(default_factory=dict)

    def sees(self, context: str) -> Levels:
        """Return what is seen of others in a context."""
        return self.levels.get(context, Levels())

    def lacks(self, gate_id: str, terms: Terms) -> bool:
        """Say whether somebody does without a service: without what it gave, or refused it as it stands."""
        return gate_id in (self.missed if gate_id in terms.lasting_gates else self.shut)


def multiplier(conduct: Conduct, situation: Situation, terms: Terms) -> int:
    """Return the factor on the rate of a conduct, in 65,536ths, for somebody in a situation."""
    if not terms.changes(conduct):
        return FULL
    assumptions = terms.assumptions
    factor = 1.0
    if terms.counts(conduct):
        response, levels = assumptions.response[conduct.response], situation.sees(conduct.context)
        knows = situation.aware or bool(situation.burdened)
        if knows:
            factor *= 1.0 - response.general.value
            factor *= 1.0 - response.contact.value * levels.punished / _LEVELS
        if conduct.context in situation.burdened:
            factor *= 1.0 - response.own.value
        if knows and terms.rewards(conduct):
            praise = response.praise.value * levels.praised / _LEVELS
            factor *= 1.0 + response.gain.value * (1.0 + praise)
    factor *= _hardship(conduct.strained.value, situation.means, assumptions.livelihood.half.value)
    if conduct.needs is not None and situation.lacks(conduct.needs, terms):
        factor *= 1.0 - assumptions.gates[conduct.needs].incapacitates.value
    return min(_whole(factor), _whole(terms.cap(conduct)))


def _hardship(strained: float, means: int, half: float) -> float:
    """Return the factor at a level of means: all of it at the lowest, part of it above."""
    if means == SOLVENT:
        return 1.0
    return strained if means == INSOLVENT else 1.0 + (strained - 1.0) * half


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
        highest = _whole(self._terms.cap(channel.conduct))
        return factor > FULL and candidate.acceptance < ((factor - FULL) << 32) // (highest - FULL)

    def _factor(self, conduct: Conduct) -> int:
        return multiplier(conduct, self._situation, self._terms)
