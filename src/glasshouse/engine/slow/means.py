"""How somebody's means stand: solvent, strained or insolvent.

Specification, answers: "Means". A refusal where it strains is a step into hardship, in the evening of its
day; with time one gets out again, step by step, on some morning. What a step up does holds from the next
morning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.slow.terms import NEVER
from glasshouse.ground.arithmetic import exponential_of_word
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from glasshouse.engine.slow.chronicle import Chronicle
    from glasshouse.engine.slow.luck import Luck, Words
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.terms import Terms

__all__ = ["INSOLVENT", "LEVELS", "SOLVENT", "STRAINED", "Means"]

SOLVENT, STRAINED, INSOLVENT = 0, 1, 2
LEVELS = ("solvent", "strained", "insolvent")
"""The levels by name, from the lowest hardship."""

_STREAM = 2**24 - 2
"""The stream of the luck of means, by the day of a step."""

_STEP = 10


class Means:
    """The means of one person in one arm.

    Attributes:
        level: as of the last step.
        felt: what holds today; it follows the level on the morning after a step up.
        recovers_on: the morning of the next step down; NEVER if none comes.
    """

    def __init__(self, terms: Terms, person: Person, luck: Luck, chronicle: Chronicle) -> None:
        """Begin solvent."""
        self._recovers = terms.assumptions.livelihood.recovers.value
        self._person = person
        self._luck = luck
        self._chronicle = chronicle
        self._since = 0
        self._felt_from = NEVER
        self.level = self.felt = SOLVENT
        self.recovers_on = NEVER

    @property
    def next_morning(self) -> int:
        """The next morning on which what holds is not what held the day before, or may not be."""
        return min(self._felt_from, self.recovers_on)

    def step_up(self, day: int) -> None:
        """Fall one level, in the evening of a day; who cannot fall further begins the wait anew."""
        self.level = min(INSOLVENT, self.level + 1)
        self._felt_from = day + 1
        self.recovers_on = day + 1 + int(exponential_of_word(self._words(day)[0]) * self._recovers)

    def wake(self, day: int) -> bool:
        """Feel on a morning what was stepped up to, and take the step down, if this is the day.

        Returns:
            Whether a step down was taken.
        """
        if self._felt_from <= day:
            self._felt_from = NEVER
            self._feel(day)
        if self.recovers_on > day:
            return False
        self.level -= 1
        self.recovers_on = NEVER
        if self.level > SOLVENT:
            self.recovers_on = day + 1 + int(exponential_of_word(self._words(day)[1]) * self._recovers)
        self._feel(day)
        return True

    def restart(self, day: int) -> None:
        """Count from a day on, as if there had been nothing before; the level stays."""
        self._since = day

    def end(self, day: int) -> None:
        """Count the days at the level that holds, up to a day."""
        days, self._since = day - self._since, day
        if days > 0 and self.felt > SOLVENT:
            self._chronicle.add("strained-days", amount=days)
        if days > 0 and self.felt == INSOLVENT:
            self._chronicle.add("insolvent-days", amount=days)
            self._chronicle.mark("insolvent-any")

    def _feel(self, day: int) -> None:
        self.end(day)
        self.felt = self.level

    def _words(self, day: int) -> Words:
        """Return the luck of a step on a day."""
        return self._luck.block(day, Purpose.RECORD, _STREAM, self._person.number, _STEP)
