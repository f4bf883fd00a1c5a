"""What somebody has who was let through at a gate, and lacks who was refused there: work, credit.

Specification, answers: "Lasting things". What is given at some gates lasts: one is *with* it until a request
is refused and none let through, and *without* it until one is let through. That is seen in the evening of a
day; what one can do changes on the next morning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.slow.terms import NEVER

if TYPE_CHECKING:
    from collections.abc import Collection

    from glasshouse.engine.slow.chronicle import Chronicle

__all__ = ["Things"]


class Things:
    """What one person has and lacks, in one arm, by the gate that gives it.

    Attributes:
        lacked: the gates whose thing the person is without, as of the last evening.
        missed: the same, as it holds today.
    """

    def __init__(self, chronicle: Chronicle) -> None:
        """Begin with everything."""
        self._chronicle = chronicle
        self._since: dict[str, int] = {}
        self._changes_on = NEVER
        self.lacked: frozenset[str] = frozenset()

    @property
    def missed(self) -> frozenset[str]:
        """The gates whose thing is lacking today."""
        return frozenset(self._since)

    @property
    def next_morning(self) -> int:
        """The next morning on which something else holds than the day before; NEVER if none is foreseen."""
        return self._changes_on

    def lose(self, gate_id: str, day: int) -> None:
        """Be without a thing, from the evening of a day on."""
        self.lacked |= {gate_id}
        self._changes_on = day + 1

    def regain(self, gate_id: str, day: int) -> None:
        """Be with a thing again, from the evening of a day on."""
        self.lacked -= {gate_id}
        self._changes_on = day + 1

    def wake(self, day: int) -> None:
        """Feel on a morning what was lost or regained the evening before."""
        if self._changes_on <= day:
            self._changes_on = NEVER
            self._settle(day)

    def amend(self, lasting: Collection[str], day: int) -> None:
        """Have everything again, this morning, that is not at stake under another text."""
        self.lacked &= frozenset(lasting)
        self._settle(day)

    def restart(self, day: int) -> None:
        """Count from a day on, as if there had been nothing before."""
        self._since = dict.fromkeys(self._since, day)

    def end(self, day: int) -> None:
        """Count the days without what is still lacking."""
        for gate_id in list(self._since):
            self._close(gate_id, day)

    def _settle(self, day: int) -> None:
        for gate_id in self.missed - self.lacked:
            self._close(gate_id, day)
        for gate_id in self.lacked - self.missed:
            self._since[gate_id] = day

    def _close(self, gate_id: str, day: int) -> None:
        self._chronicle.add("without-days", gate_id, day - self._since.pop(gate_id))
