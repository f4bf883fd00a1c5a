"""What is simulated: schemes as arms, a society, assumptions about behaviour, a horizon and a seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from glasshouse.engine.answers import ALL_ANSWERS, answered, answers_named
from glasshouse.engine.texts import Text, texts_of
from glasshouse.ground.errors import BadInput, Problem

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.schemes import Scheme
    from glasshouse.society import Society

__all__ = ["BASELINE", "DAYS_PER_YEAR", "Arm", "Scenario"]

BASELINE = "baseline"
"""Name of arm 0: the same people, no scheme."""

DAYS_PER_YEAR = 365.25

_MOST_DAYS = 36_525
_MOST_PEOPLE = 4_000_000_000
_FIRST_YEAR, _LAST_YEAR = 1800, 2199  # any longer stay than a life still ends before the calendar does


@dataclass(frozen=True)
class Arm:
    """One scheme's world inside a run.

    Attributes:
        name: how results are told apart.
        scheme: its text.
        answers: in which of the ways of `glasshouse.engine.answers` its people answer to it; all by default.

    Raises:
        BadInput: there is no such answer.
    """

    name: str
    scheme: Scheme
    answers: frozenset[str] = ALL_ANSWERS

    def __post_init__(self) -> None:
        """Refuse answers that there are not."""
        object.__setattr__(self, "answers", answers_named(self.answers))


@dataclass(frozen=True)
class Scenario:
    """Schemes x society x assumptions x horizon.

    Attributes:
        arms: the schemes, arm 1 onwards; arm 0 is always the baseline and is not listed. Names are unique.
        people: number of persons, 1 to 4 billion.
        days: horizon in days, 1 to 36,525 (a hundred years).
        seed: a whole number in [0, 2**64).
        start: the calendar date of the first day that is counted, in a year from 1800 to 2199.
        warm: days lived before that day and not counted, 0 to 36,525; the schemes are deemed in force all
            along if they are in force on the first counted day.
        crossed: pairs of dimensions by which people are counted at once too, such as ``income*registration``;
            see `engine.crossing`.

    Raises:
        BadInput: a number outside its range, or two arms of one name; all problems at once.
    """

    arms: tuple[Arm, ...]
    society: Society
    assumptions: Assumptions
    people: int
    days: int
    seed: int
    start: date
    warm: int = 0
    crossed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse numbers out of range and names that occur twice."""
        problems = [
            Problem(
                what=f"{name} is {value:,}",
                why=f"{name} must be a whole number from {least:,} to {most:,}.",
                remedy=f"Choose a number {unit}in that range.",
            )
            for name, unit, value, least, most in (
                ("people", "of people ", self.people, 1, _MOST_PEOPLE),
                ("days", "of days ", self.days, 1, _MOST_DAYS),
                ("warm days", "of days ", self.warm, 0, _MOST_DAYS),
                ("seed", "", self.seed, 0, 2**64 - 1),
            )
            if not least <= value <= most
        ]
        if not _FIRST_YEAR <= self.start.year <= _LAST_YEAR:
            problems.append(
                Problem(
                    what=f"the first day is {self.start.isoformat()}",
                    why=f"A run begins in a year from {_FIRST_YEAR} to {_LAST_YEAR}.",
                    remedy="Choose a date in that range.",
                )
            )
        names = [BASELINE, *(arm.name for arm in self.arms)]
        problems += [
            Problem(
                what=f"two arms are called '{name}'",
                why="Results are told apart by the name of their arm.",
                remedy="Give each arm its own name ('baseline' is taken).",
            )
            for name in sorted(set(names))
            if names.count(name) > 1
        ]
        if problems:
            raise BadInput(*problems)

    def texts(self, arm: Arm) -> list[Text]:
        """The texts of an arm's scheme that hold on some of the days lived."""
        return texts_of(arm.scheme, self.start - timedelta(days=self.warm), self.warm + self.days)

    def assumed(self, arm: Arm) -> Assumptions:
        """The assumptions as the people of an arm go by them: what they do not answer to has no effect."""
        return answered(self.assumptions, arm.answers)

    @property
    def weeks(self) -> int:
        """Number of weeks begun within the horizon."""
        return (self.days + 6) // 7
