"""What a public blacklist does where work is asked for: employers look names up.

Specification, consequences: "Publicity and hiring". It is nothing that the scheme provides for, and closes no
door: each request may be turned down, by chance, whether or not the scheme itself bars something there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.counted import JOB, public_black_lists
from glasshouse.engine.slow.gates import requests
from glasshouse.engine.slow.luck import passes
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.engine.slow.book import Book
    from glasshouse.engine.slow.chronicle import Chronicle
    from glasshouse.engine.slow.gates import Doors, Request
    from glasshouse.engine.slow.luck import Luck
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.terms import Terms
    from glasshouse.engine.slow.trace import Tell

__all__ = ["Hiring"]

_BEYOND_REQUESTS = 64
"""Where the luck of being looked up begins: behind that of the requests of a week."""


class Hiring:
    """How somebody fares with employers who read registers.

    Attributes:
        posted: the public black lists on which they find the name.
    """

    def __init__(
        self, terms: Terms, person: Person, luck: Luck, rates: Rates, chronicle: Chronicle, tell: Tell
    ) -> None:
        """Begin unknown to any register."""
        self._terms = terms
        self._person = person
        self._luck = luck
        self._rates = rates
        self._chronicle = chronicle
        self._tell = tell
        self.posted: tuple[str, ...] = ()
        self._barred: Doors = frozenset()
        self._since = 0

    def amend(self, terms: Terms) -> None:
        """Go by another text of the scheme."""
        self._terms = terms

    def settle(self, book: Book, day: int, closed: Mapping[str, Doors]) -> None:
        """Look at the registers anew.

        Args:
            book: the actual one.
            day: today; what has changed holds from it on.
            closed: by gate, the doors at which the scheme itself refuses: that counts there, and once.
        """
        posted = tuple(
            entry.id for entry in public_black_lists(self._terms.scheme) if book.places.is_shown(entry, day)
        )
        barred = closed.get(JOB, frozenset())
        if (posted, barred) != (self.posted, self._barred):
            self.end(day)
            self.posted, self._barred = posted, barred

    def restart(self, day: int) -> None:
        """Count from a day on, as if there had been nothing before."""
        self._since = day

    def end(self, day: int) -> None:
        """Count who was turned down since the registers last changed, up to a day."""
        if self.posted and JOB in self._terms.assumptions.gates:
            self._count(day)
        self._since = day

    def _count(self, day: int) -> None:
        gate = self._terms.assumptions.gates[JOB]
        asked = requests(
            self._person, gate, self._terms.assumptions, self._rates, self._luck, self._since, day
        )
        for request in asked:
            if request.door in self._barred or not self.turns_down(request):
                continue
            self._chronicle.add("refused", JOB)
            self._chronicle.mark("refused-persons", JOB)
            self._chronicle.mark("refused-any")
            self._chronicle.add_in_week(request.day, "refused", JOB)
            self._tell(
                request.day,
                "refused",
                JOB,
                detail=f"{request.tier} {request.purpose}",
                because=tuple(f"lists.{list_id}" for list_id in self.posted),
            )

    def turns_down(self, request: Request) -> bool:
        """Say whether an employer who finds the name turns a request down."""
        number = list(self._terms.assumptions.gates).index(JOB)
        words = self._luck.block(
            request.week, Purpose.GATE, number, self._person.number, request.index + _BEYOND_REQUESTS
        )
        return passes(words[0], self._terms.assumptions.procedure.publication.hiring.value)
