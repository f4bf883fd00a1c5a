"""Where people act: where they live, or on a visit to another place.

Specification, conduct: "The place of an act". A visit has no length: it is where one act is done. Nothing
else about an act depends on it, only who takes note of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from glasshouse.engine.slow.candidates import Candidate
    from glasshouse.engine.slow.people import Person
    from glasshouse.society import SocietyTables

__all__ = ["NOBODY_TRAVELS", "Travel"]

_STEP = 9


@dataclass(frozen=True)
class Travel:
    """How the people of each place travel.

    Attributes:
        away: by place, the share of what its people do that they do on a visit.
        shares: by place, the share of their visits that goes to each place, in units of 2**-31.
    """

    away: tuple[float, ...] = ()
    shares: tuple[tuple[int, ...], ...] = ()

    @classmethod
    def of(cls, tables: SocietyTables) -> Travel:
        """Take what a society says."""
        return cls(
            away=tuple(float(share) for share in tables.away),
            shares=tuple(tuple(int(share) for share in row) for row in tables.destination_share),
        )

    def visited_from(self, place: int) -> list[int]:
        """Return the places to which the people of a place go on visits."""
        if not self._leave(place):
            return []
        return [destination for destination, share in enumerate(self.shares[place]) if share > 0]

    def place_of_act(self, candidate: Candidate, person: Person, luck: Luck) -> int:
        """Return the place where what a candidate tells of is done, or is said to have been done.

        Args:
            candidate: the record that may arise.
            person: of whom, as of its day.
            luck: the neighbourhood's.
        """
        if person.kind != "person" or not self._leave(person.place):
            return person.place
        words = luck.block(candidate.index, Purpose.RECORD, candidate.stream, person.number, _STEP)
        if not passes(words[0], self.away[person.place]):
            return person.place
        up_to = 0
        for destination, share in enumerate(self.shares[person.place]):
            up_to += share
            if up_to > words[1] >> 1:
                return destination
        return person.place

    def _leave(self, place: int) -> bool:
        """Say whether the people of a place ever go on visits."""
        return place < len(self.away) and self.away[place] > 0


NOBODY_TRAVELS = Travel()
"""Everybody acts where they live."""
