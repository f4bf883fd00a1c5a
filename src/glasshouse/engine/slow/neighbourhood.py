"""Everybody of a neighbourhood in one arm, week by week where they see each other.

Specification, counting: "Warm days"; answers: "Contact". Where nobody looks at anybody, each life could as
well be lived alone, from the first day to the last.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from glasshouse.engine.slow.contact import Contact, steps_to_friends
from glasshouse.engine.slow.joining import joins
from glasshouse.engine.slow.life import Life

if TYPE_CHECKING:
    from glasshouse.engine.slow.candidates import Candidate
    from glasshouse.engine.slow.contact import Shown
    from glasshouse.engine.slow.luck import Luck
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.response import Levels
    from glasshouse.engine.slow.terms import Terms
    from glasshouse.engine.slow.trace import Listener

__all__ = ["Sights", "live_together"]


class Sights(Protocol):
    """What people see of each other."""

    def levels(self, shown: Mapping[int, Shown], whom: Sequence[int]) -> list[Mapping[str, Levels]]:
        """Return what some people see, by context, in the week that begins, of what others show."""


def live_together(
    people: Sequence[Person],
    texts: Sequence[Terms],
    luck: Luck,
    rates: Rates,
    candidates: Mapping[int, Sequence[Candidate]],
    listeners: Mapping[int, Listener] | None = None,
    living: Collection[int] | None = None,
    sights: Sights | None = None,
) -> list[Life]:
    """Return the whole lives of all whom the scheme covers on some day, in the order of the people.

    Args:
        people: everybody in the neighbourhood, covered or not, its firms and agencies last.
        texts: the terms of the arm, amendment by amendment.
        luck: the neighbourhood's.
        rates: for what is asked for at gates.
        candidates: by number of the person, all that may be written down of them.
        listeners: by number of the person, who is told of all that happens in the life.
        living: numbers of those whose lives are wanted; None for everybody. Of all others it must be known
            that they show nobody anything.
        sights: what everybody sees each week, where that is not to follow from the people.
    """
    told, (terms, *amended) = listeners or {}, texts
    lives = [
        life
        for person in people
        if (living is None or person.number in living)
        and (terms.covers(person) or terms.covers(person.at(person.moves_on)))
        and joins(person, terms, rates)
        and (
            life := Life(
                terms, person, luck, rates, candidates[person.number], told.get(person.number), amended
            )
        ).is_covered
    ]
    # Firms and agencies neither look at others nor are looked at.
    persons = [person for person in people if person.kind == "person"]
    places = {person.number: place for place, person in enumerate(persons)}
    lives_of_persons = [life for life in lives if life.person.kind == "person"]
    weights = terms.assumptions.contact
    contact = sights or Contact(persons, weights, luck) if weights.runs else None
    weeks = range(7, terms.days, 7) if contact is not None else ()
    looks = _days_of_looking(texts)
    for day in sorted({terms.warm, *weeks, *looks}):
        for life in lives:
            life.live_until(day)
        # What is seen of others is how they stood in the evening, even of one who moves this morning.
        shown = {places[life.person.number]: life.shown(day) for life in lives_of_persons}
        known = {life.person.number: life.actual.score for life in lives if life.is_scored_before(day)}
        for life in lives:
            if day == terms.warm:
                life.restart()
            if day in looks:
                _hear_of_friends(life, known, len(persons), luck)
            life.turn(day)
            if day in looks:
                # Whose books have been opened anew, by another text, has to be told again.
                _hear_of_friends(life, known, len(persons), luck)
        if contact is not None and day in weeks:
            levels = contact.levels(shown, list(shown))
            for life, level in zip(lives_of_persons, levels, strict=True):
                life.look_around(day, level)
    for life in lives:
        life.end()
    return lives


def _days_of_looking(texts: Sequence[Terms]) -> frozenset[int]:
    """Return the days on which scores may be read from those of friends: of review, or of another text."""
    if not any(text.looks_at_friends for text in texts):
        return frozenset()
    return frozenset(day for text in texts for day in (text.since, *text.review_days))


def _hear_of_friends(life: Life, known: Mapping[int, int], people: int, luck: Luck) -> None:
    """Tell somebody how the friends' scores were read last before this day."""
    if life.person.kind == "person":
        friends = ((life.person.number + step) % people for step in steps_to_friends(people, luck))
        life.hear_of_friends(tuple(known[friend] for friend in friends if friend in known))
