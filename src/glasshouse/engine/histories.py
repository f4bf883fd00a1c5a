"""What the life histories in scheme files say: who lives, what happens, and what does not hold.

Specification, histories: "Life histories". Each engine plays them in its own way (`engine.slow.histories` and
`engine.dictation`); here stands only what both must read alike. An assertion and nothing else: what comes
back says which expectation does not hold, and never what would hold instead, so that nobody can type in a
history and read off a score.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glasshouse.ground.errors import Problem
from glasshouse.ground.quantity import Quantity

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions, Conduct, Source
    from glasshouse.engine.texts import Text
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import Day, Expectation, History

__all__ = [
    "Act",
    "Evening",
    "Impossible",
    "Performance",
    "age",
    "first_day",
    "in_force",
    "what_fails",
    "what_happens",
    "without_error",
]

_AGE = 30
_EARLIEST_START = datetime.date(2019, 1, 1)


@dataclass(frozen=True)
class Act:
    """Something is recorded: done, or not."""

    number: int
    day: int
    source: Source
    conduct: Conduct
    true: bool


@dataclass(frozen=True)
class Performance:
    """Somebody performs what a list is about."""

    number: int
    day: int
    list: str


@dataclass(frozen=True)
class Evening:
    """How matters are at the end of a day.

    Attributes:
        score: hundredths.
        band: None where there is none.
        listed: the lists that the person is on.
        denied: the gates that refuse something.
    """

    score: int
    band: str | None
    listed: frozenset[str]
    denied: frozenset[str]


class Impossible(Exception):
    """A history that cannot be played."""

    def __init__(self, history: History, day: Day, what: str) -> None:
        """Say what is impossible on which day."""
        super().__init__(what)
        self.problem = Problem(
            f"test '{history.id}', day {day.day}: {what}",
            position=day.position,
            remedy="Change this day of the test, or what it needs in the scheme or the assumptions.",
            code="life-history",
        )


def first_day(scheme: Scheme) -> datetime.date:
    """Day 0 of a scheme's histories: 1 January 2019, or the first day in force where that is later."""
    return max(_EARLIEST_START, scheme.scheme.force.from_)


def age(scheme: Scheme) -> int:
    """The age of the person in a scheme's histories: 30 years, or as old as the scheme asks."""
    least = scheme.scope.min_age
    return max(_AGE, 0 if least is None or least.value is None else least.value)


def without_error(assumptions: Assumptions) -> Assumptions:
    """The assumptions with a procedure that never errs, and people who never change what they do.

    Nothing is asked for that could change their means.
    """
    from glasshouse.assumptions import Procedure, Response

    unmoved = Response.model_validate({"general": 0.0, "own": 0.0})
    harmless = {"strains": False, "lasting": False}
    at_ease = {"strained": Quantity(1.0), "needs": None}
    never = {
        key: dict.fromkeys(getattr(assumptions.procedure, key), 0.0) for key in ("excuses", "conditions")
    }
    return assumptions.model_copy(
        update={
            "procedure": Procedure.model_validate(never),
            "response": dict.fromkeys(assumptions.response, unmoved),
            "gates": {name: gate.model_copy(update=harmless) for name, gate in assumptions.gates.items()},
            "conducts": {
                name: conduct.model_copy(update=at_ease) for name, conduct in assumptions.conducts.items()
            },
        }
    )


def what_happens(
    history: History, texts: Sequence[Text], assumptions: Assumptions
) -> list[Act | Performance]:
    """All that happens in a history, in the order of its days, and of the file within one.

    Raises:
        Impossible: something cannot happen under the text in force on its day.
    """
    happenings: list[Act | Performance] = []
    for number, day in sorted(enumerate(history.days), key=lambda numbered: numbered[1].day):
        scheme = in_force(texts, day.day).scheme
        if day.performs is not None:
            ways = {entry.id: {way.by for way in entry.exit} for entry in scheme.lists}
            if "performance" not in ways.get(day.performs, ()):
                raise Impossible(history, day, f"performing does not end a stay on '{day.performs}'")
            happenings.append(Performance(number, day.day, day.performs))
            continue
        assert day.act is not None
        conduct = assumptions.conducts.get(day.act)
        if conduct is None:
            raise Impossible(history, day, f"these assumptions know no conduct '{day.act}'")
        source = _source(day, conduct, scheme, assumptions)
        if source is None:
            raise Impossible(history, day, f"no source of this scheme sees '{day.act}'")
        happenings.append(Act(number, day.day, source, conduct, not day.false))
    return happenings


def in_force(texts: Sequence[Text], day: int) -> Text:
    """The text in force on a day."""
    return next(text for text in reversed(texts) if text.since <= day)


def _source(day: Day, conduct: Conduct, scheme: Scheme, assumptions: Assumptions) -> Source | None:
    """The source that is named, or the scheme's first that sees the conduct."""
    if day.source is not None:
        return assumptions.sources.get(day.source)
    return next(
        (assumptions.sources[own.kind] for own in scheme.data.sources if own.kind in conduct.seen_by), None
    )


def what_fails(scheme: Scheme, play: Callable[[History], Callable[[int], Evening]]) -> list[Problem]:
    """Hold the tests of a scheme file against an engine.

    Args:
        scheme: with its tests.
        play: begins a history; what it returns is asked for the evenings of later and later days.

    Returns:
        One problem for each expectation that does not hold, without what holds instead.
    """
    problems = []
    for history in scheme.tests:
        try:
            evening = play(history)
        except Impossible as impossible:
            problems.append(impossible.problem)
            continue
        for expectation in sorted(history.expect, key=lambda expectation: expectation.day):
            problems += [
                Problem(
                    f"test '{history.id}': at the end of day {expectation.day} {what}",
                    position=expectation.position,
                    why="The rules of the file lead to something else.",
                    remedy="Work the history out again by hand, or correct the rules.",
                    code="life-history",
                )
                for what in _misses(expectation, evening(expectation.day))
            ]
    return problems


def _misses(expectation: Expectation, evening: Evening) -> list[str]:
    """Say what is expected and does not hold."""
    found = []
    if expectation.score is not None and evening.score != expectation.score * 100:
        found.append(f"the score as last reviewed is not {expectation.score}")
    if expectation.band is not None and evening.band != expectation.band:
        found.append(f"the band is not {expectation.band}")
    if expectation.listed is not None and evening.listed != set(expectation.listed):
        found.append(f"the lists are not exactly {_names(expectation.listed)}")
    if expectation.denied is not None and evening.denied != set(expectation.denied):
        found.append(f"the gates that refuse are not exactly {_names(expectation.denied)}")
    return found


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"
