"""The life histories in scheme files: whether what their writers worked out by hand is what the rules do.

Specification, histories: "Life histories". Here the slow twin plays them; `engine.dictation` plays them on
the fast engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.answers import answered
from glasshouse.engine.histories import (
    Act,
    Evening,
    Performance,
    age,
    first_day,
    in_force,
    what_fails,
    what_happens,
    without_error,
)
from glasshouse.engine.slow.agenda import EVENING
from glasshouse.engine.slow.candidates import Candidate
from glasshouse.engine.slow.life import Life
from glasshouse.engine.slow.luck import Luck
from glasshouse.engine.slow.people import Person
from glasshouse.engine.slow.rates import Channel, Rates
from glasshouse.engine.slow.standing import closed_gates
from glasshouse.engine.slow.terms import Terms
from glasshouse.engine.tables import TICKS_PER_DAY
from glasshouse.engine.texts import texts_of
from glasshouse.ground.units import Calendar
from glasshouse.society import plain

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.ground.errors import Problem
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import History

__all__ = ["check_life_histories"]


def check_life_histories(scheme: Scheme, assumptions: Assumptions) -> list[Problem]:
    """Hold the tests of a scheme file against its rules, those of each day by the text in force on it.

    Day 0 is 1 January 2019, or the first day in force where that is later. The person is 30 years old (or as
    old as the scheme asks), lives where the scheme applies, and meets a procedure without error, excuse or
    delay.

    Args:
        scheme: with its tests.
        assumptions: for what there is to be seen and asked for; none of its rates or shares matters.

    Returns:
        One problem for each expectation that does not hold, without what holds instead.
    """
    flawless = answered(without_error(assumptions), frozenset())
    return what_fails(scheme, lambda history: _Script(history, scheme, flawless).evening)


class _Script:
    """A history on its way from day to day."""

    def __init__(self, history: History, scheme: Scheme, assumptions: Assumptions) -> None:
        last = max([day.day for day in history.days] + [expectation.day for expectation in history.expect])
        start = first_day(scheme)
        places = (scheme.scope.places[0],)
        calendar = Calendar(start, last + 1)
        self._texts = texts_of(scheme, start, last + 1)
        self._terms = [
            Terms(
                text.scheme,
                assumptions,
                calendar,
                places,
                may_used=1.0,
                aware=1.0,
                since=text.since,
                reaches_back=text.reaches_back,
            )
            for text in self._texts
        ]
        terms, *amended = self._terms
        person = Person(
            number=0,
            place=0,
            age=age(scheme),
            attributes=(),
            awareness=0,
            traits={},
            kind=scheme.scope.subjects[0],
        )
        rates = Rates(plain().tables(), assumptions)
        self._life = Life(terms, person, Luck(0, 0), rates, amended=amended)
        self._life.begin()
        self._coming = [_event(happening) for happening in what_happens(history, self._texts, assumptions)]

    def evening(self, day: int) -> Evening:
        """Play to the end of a day, and look."""
        while self._coming and self._coming[0].day <= day:
            event = self._coming.pop(0)
            self._wake_up_until(event.day)
            if isinstance(event, Candidate):
                self._life.meet(event)
            else:
                self._life.perform(event.list, event.day)
        self._wake_up_until(day)
        self._life.run_agendas(day, EVENING)

        book = self._life.actual
        terms = self._terms[self._texts.index(in_force(self._texts, day))]
        return Evening(
            score=book.score,
            band=None if book.band is None else book.band.id,
            listed=frozenset(list_id for list_id, place in book.places.items() if place.on),
            denied=frozenset(
                closed_gates(book, terms, self._life.spells, self._life.spans)
                if day >= terms.first_day
                else ()
            ),
        )

    def _wake_up_until(self, day: int) -> None:
        """Let the amendments take effect that are dated up to a day."""
        for text in self._texts[1:]:
            if text.since <= day:
                self._life.run_agendas(text.since - 1, EVENING)
                self._life.turn(text.since)


def _event(happening: Act | Performance) -> Candidate | Performance:
    if isinstance(happening, Performance):
        return happening
    return Candidate(
        time=happening.day * TICKS_PER_DAY,
        stream=0,
        index=happening.number,
        channel=Channel(happening.source, happening.conduct, happening.true),
        acceptance=0,
        proof=0,
    )
