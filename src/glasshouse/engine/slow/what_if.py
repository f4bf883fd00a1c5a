"""What if some records of a life had never been made: the life lived again without them, its luck unchanged.

A record is struck out before it takes effect, by not coming up at all: what happens to the act behind it, and
whether anything else happens, follows from the life as before. Everybody else stays as they were: the life
that is lived again sees of others, week by week, what the real one saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.slow.contact import Contact, Shown
from glasshouse.engine.slow.neighbourhood import live_together
from glasshouse.engine.slow.trace import in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from glasshouse.engine.slow.candidates import Candidate
    from glasshouse.engine.slow.luck import Luck
    from glasshouse.engine.slow.neighbourhood import Sights
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.response import Levels
    from glasshouse.engine.slow.terms import Terms
    from glasshouse.engine.slow.trace import Event

__all__ = ["Retelling"]


class Retelling:
    """One life in one arm, as it is lived and as it would be without some of its records.

    Attributes:
        events: what happened, as a listener was told it.
        candidates: all that might have been written down, in order.
        can_ask: whether the life can be lived again alone; not where a score looks at friends' scores.
    """

    def __init__(
        self,
        person: Person,
        people: Sequence[Person],
        texts: Sequence[Terms],
        luck: Luck,
        rates: Rates,
        candidates: Mapping[int, Sequence[Candidate]],
        living: Collection[int] | None = None,
    ) -> None:
        """Live it.

        Args:
            person: whose life it is.
            people: everybody in the neighbourhood.
            texts: the terms of the arm, amendment by amendment.
            luck: the neighbourhood's.
            rates: for what is asked for at gates.
            candidates: by number of the person, for all who are to live.
            living: as of `live_together`.
        """
        terms = texts[0]
        self._about = (texts, luck, rates)
        self._person = person
        self.candidates = tuple(candidates[person.number])
        self.can_ask = not any(text.looks_at_friends for text in texts)
        self.events: list[Event] = []
        weights = terms.assumptions.contact
        persons = [who for who in people if who.kind == "person"]
        watched = None
        if weights.runs and person in persons:
            watched = _Watched(Contact(persons, weights, luck), persons.index(person))
        listeners = {person.number: self.events.append}
        live_together(people, *self._about, candidates, listeners, living, watched)
        self._seen: tuple[Mapping[str, Levels], ...] = () if watched is None else tuple(watched.seen)

    @property
    def told(self) -> list[Event]:
        """What happened, in the order of the days, with the reasons of what happened at gates."""
        texts = self._about[0]
        return in_order(self.events, texts, texts[0].assumptions)

    def without(self, gone: Collection[tuple[int, int]]) -> list[Event]:
        """Return what would have happened without some records, each named by its stream and index."""
        kept = [one for one in self.candidates if (one.stream, one.index) not in gone]
        told: list[Event] = []
        number = self._person.number
        sights: Sights = _Remembered(iter(self._seen))
        live_together([self._person], *self._about, {number: kept}, {number: told.append}, sights=sights)
        return told


class _Watched:
    """What people see of each other, with what one of them has seen."""

    def __init__(self, contact: Contact, place: int) -> None:
        self._contact = contact
        self._place = place
        self.seen: list[Mapping[str, Levels]] = []

    def levels(self, shown: Mapping[int, Shown], whom: Sequence[int]) -> list[Mapping[str, Levels]]:
        """Return what they see, and keep what the one does."""
        found = self._contact.levels(shown, whom)
        self.seen += [level for place, level in zip(whom, found, strict=True) if place == self._place]
        return found


class _Remembered:
    """What one person saw, given again week by week."""

    def __init__(self, coming: Iterator[Mapping[str, Levels]]) -> None:
        self._coming = coming

    def levels(self, shown: Mapping[int, Shown], whom: Sequence[int]) -> list[Mapping[str, Levels]]:
        """Return what was seen in the week that begins, whatever is shown now."""
        return [next(self._coming) for _ in whom]
