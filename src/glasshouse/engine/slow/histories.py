"""The life histories in scheme files: whether what their writers worked out by hand is what the rules do.

Specification, "Scripted lives". An assertion and nothing else: what comes back says which expectation does
not hold, and never what would hold instead, so that nobody can type in a history and read off a score.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glasshouse.engine.slow.agenda import EVENING
from glasshouse.engine.slow.candidates import Candidate
from glasshouse.engine.slow.life import Life
from glasshouse.engine.slow.luck import Luck
from glasshouse.engine.slow.people import Person
from glasshouse.engine.slow.rates import Channel, Rates
from glasshouse.engine.slow.standing import closed_gates
from glasshouse.engine.slow.stays import exit_by
from glasshouse.engine.slow.terms import Terms, hundredths, stated
from glasshouse.engine.tables import TICKS_PER_DAY
from glasshouse.engine.texts import texts_of
from glasshouse.ground.errors import Problem
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.units import Calendar
from glasshouse.society import plain

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions, Conduct, Source
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import Day, Expectation, History

__all__ = ["check_life_histories"]

_AGE = 30
_EARLIEST_START = datetime.date(2019, 1, 1)


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
    flawless = _without_error(assumptions)
    return [problem for history in scheme.tests for problem in _check(history, scheme, flawless)]


def _without_error(assumptions: Assumptions) -> Assumptions:
    """Return the assumptions with a procedure that never errs and people who never change what they do."""
    from glasshouse.assumptions import Procedure, Response

    unmoved = Response.model_validate({"general": 0.0, "own": 0.0})
    at_ease = {"strained": Quantity(1.0), "needs": None}
    return assumptions.model_copy(
        update={
            "procedure": Procedure(),
            "response": dict.fromkeys(assumptions.response, unmoved),
            "conducts": {
                name: conduct.model_copy(update=at_ease) for name, conduct in assumptions.conducts.items()
            },
        }
    )


def _check(history: History, scheme: Scheme, assumptions: Assumptions) -> list[Problem]:
    try:
        script = _Script(history, scheme, assumptions)
    except _Impossible as impossible:
        return [impossible.problem]
    problems = []
    for expectation in sorted(history.expect, key=lambda expectation: expectation.day):
        script.play_until(expectation.day)
        problems += [
            Problem(
                f"test '{history.id}': at the end of day {expectation.day} {what}",
                position=expectation.position,
                why="The rules of the file lead to something else.",
                remedy="Work the history out again by hand, or correct the rules.",
                code="life-history",
            )
            for what in script.misses(expectation)
        ]
    return problems


class _Impossible(Exception):
    """A history that cannot be played."""

    def __init__(self, history: History, day: Day, what: str) -> None:
        super().__init__(what)
        self.problem = Problem(
            f"test '{history.id}', day {day.day}: {what}",
            position=day.position,
            remedy="Change this day of the test, or what it needs in the scheme or the assumptions.",
            code="life-history",
        )


@dataclass(frozen=True)
class _Performance:
    """Somebody performs what a list is about."""

    day: int
    list: str


class _Script:
    """A history on its way from day to day."""

    def __init__(self, history: History, scheme: Scheme, assumptions: Assumptions) -> None:
        last = max([day.day for day in history.days] + [expectation.day for expectation in history.expect])
        start = max(_EARLIEST_START, scheme.scheme.force.from_)
        places = (scheme.scope.places[0],)
        calendar = Calendar(start, last + 1)
        self._texts = [
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
            for text in texts_of(scheme, start, last + 1)
        ]
        terms, *amended = self._texts
        person = Person(
            number=0,
            place=0,
            age=max(_AGE, stated(scheme.scope.min_age) or 0),
            attributes=(),
            awareness=0,
            traits={},
            kind=scheme.scope.subjects[0],
        )
        rates = Rates(plain().tables(), assumptions)
        self._life = Life(terms, person, Luck(0, 0), rates, amended=amended)
        self._life.begin()
        events = sorted(enumerate(history.days), key=lambda numbered: numbered[1].day)
        self._coming = [self._event(number, day, history) for number, day in events]

    def _in_force(self, day: int) -> Terms:
        """Return the terms of the text that is in force on a day."""
        return next(text for text in reversed(self._texts) if text.since <= day)

    def _event(self, number: int, day: Day, history: History) -> Candidate | _Performance:
        terms = self._in_force(day.day)
        if day.performs is not None:
            ways = {entry.id: exit_by(entry, "performance") for entry in terms.scheme.lists}
            if ways.get(day.performs) is None:
                raise _Impossible(history, day, f"performing does not end a stay on '{day.performs}'")
            return _Performance(day.day, day.performs)
        assert day.act is not None
        conduct = terms.assumptions.conducts.get(day.act)
        if conduct is None:
            raise _Impossible(history, day, f"these assumptions know no conduct '{day.act}'")
        source = _source(day, conduct, terms)
        if source is None:
            raise _Impossible(history, day, f"no source of this scheme sees '{day.act}'")
        return Candidate(
            time=day.day * TICKS_PER_DAY,
            stream=0,
            index=number,
            channel=Channel(source, conduct, not day.false),
            acceptance=0,
            proof=0,
        )

    def play_until(self, day: int) -> None:
        """Play to the end of a day."""
        while self._coming and self._coming[0].day <= day:
            event = self._coming.pop(0)
            self._wake_up_until(event.day)
            if isinstance(event, Candidate):
                self._life.meet(event)
            else:
                self._life.perform(event.list, event.day)
        self._wake_up_until(day)
        self._life.run_agendas(day, EVENING)

    def _wake_up_until(self, day: int) -> None:
        """Let the amendments take effect that are dated up to a day."""
        for text in self._texts[1:]:
            if text.since <= day:
                self._life.run_agendas(text.since - 1, EVENING)
                self._life.turn(text.since)

    def misses(self, expectation: Expectation) -> list[str]:
        """Say what is expected and does not hold."""
        book = self._life.actual
        found = []
        if expectation.score is not None and book.score != hundredths(expectation.score):
            found.append(f"the score is not {expectation.score}")
        if expectation.band is not None and (book.band is None or book.band.id != expectation.band):
            found.append(f"the band is not {expectation.band}")
        listed = {list_id for list_id, place in book.places.items() if place.on}
        if expectation.listed is not None and listed != set(expectation.listed):
            found.append(f"the lists are not exactly {_names(expectation.listed)}")
        terms = self._in_force(expectation.day)
        denied = closed_gates(book, terms, self._life.spells) if expectation.day >= terms.first_day else set()
        if expectation.denied is not None and denied != set(expectation.denied):
            found.append(f"the gates that refuse are not exactly {_names(expectation.denied)}")
        return found


def _source(day: Day, conduct: Conduct, terms: Terms) -> Source | None:
    """Return the source that is named, or the scheme's first that sees the conduct."""
    sources = terms.assumptions.sources
    if day.source is not None:
        return sources.get(day.source)
    return next(
        (sources[own.kind] for own in terms.scheme.data.sources if own.kind in conduct.seen_by),
        None,
    )


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"
