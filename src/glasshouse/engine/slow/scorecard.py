"""A score that is worked out anew from what is remembered, from who somebody is and from their friends.

Specification, records: "Scorecards". Nothing is entered and nothing lapses: what has grown old no longer
counts when the score is read next. Sums are whole numbers in units of 2**-30.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glasshouse.engine.slow.terms import Terms, hundredths, stated

if TYPE_CHECKING:
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Channel
    from glasshouse.schemes.model.score import Input

__all__ = ["Scorecard"]

_ONE = 1 << 30
_HALF = 1 << 29
_YEAR_IN_QUARTERS = 1461
"""Quarters of a day in a year of 365.25 days."""

Key = tuple[str, str]
"""A dimension, and the conduct that an input of it looks at."""


@dataclass
class Scorecard:
    """What one book remembers of a person for the score.

    Attributes:
        terms: of the arm.
        person: whose it is.
        since: the first day on which the scheme covers the person.
        dates: by dimension and conduct that an input looks at, the days of its records.
    """

    terms: Terms
    person: Person
    since: int
    dates: dict[Key, list[int]] = field(default_factory=dict)

    def note(self, channel: Channel, day: int) -> None:
        """Remember a record under each input that it falls under."""
        for key in dict(self._conducts()):
            if channel.records((key[-1],)):
                self.dates.setdefault(key, []).append(day)

    def amend(self, terms: Terms) -> None:
        """Go by another text: what its inputs do not look at is forgotten."""
        self.terms = terms
        looked_at = dict(self._conducts())
        self.dates = {key: dates for key, dates in self.dates.items() if key in looked_at}

    def forget(self) -> None:
        """Forget all records."""
        self.dates.clear()

    def score(self, day: int, friends: Sequence[int]) -> int:
        """Work the score out on a day, hundredths.

        Args:
            day: the day of the review.
            friends: the friends' scores as they were read last, hundredths.
        """
        score = self.terms.scheme.score
        thin = stated(score.thin_file)
        conducts = self._conducts()
        if thin is not None and conducts and not any(self._remembered(*about, day) for about in conducts):
            return hundredths(thin)
        low, high = self._range
        best = stated(score.best)
        reach = 1.0 if best is None else (best - low) / (high - low)
        whole = 0
        for dimension in score.dimensions:
            values = [self._value(dimension.id, look, day, friends) for look in dimension.inputs]
            whole += math.floor(dimension.weight.value * reach * _ONE + 0.5) * (sum(values) // len(values))
        return hundredths(min(high, low + (((high - low) * (whole >> 30) + _HALF) >> 30)))

    def _conducts(self) -> list[tuple[Key, Input]]:
        """Return the inputs that look at a conduct."""
        return [
            ((dimension.id, look.id), look)
            for dimension in self.terms.scheme.score.dimensions
            for look in dimension.inputs
            if look.kind == "conduct" and look.id is not None
        ]

    @property
    def _range(self) -> tuple[int, int]:
        ends = self.terms.scheme.score.range
        assert ends is not None
        return ends[0].value, ends[1].value

    def _value(self, dimension: str, look: Input, day: int, friends: Sequence[int]) -> int:
        """Return the value of one input, between 0 and one."""
        match look.kind:
            case "conduct":
                assert look.id is not None
                left = _ONE >> self._remembered((dimension, look.id), look, day)
                return left if look.transform == "falling" else _ONE - left
            case "status":
                assert look.id is not None
                number, categories = self.terms.category(self.person, look.id)
                risen = number * _ONE // max(1, categories - 1)
                return _ONE - risen if look.transform == "falling" else risen
            case "account-age":
                return _ONE - (_ONE >> (4 * (day - self.since) // _YEAR_IN_QUARTERS))
            case "peer-score":
                if not friends:
                    return _ONE // 2
                low, high = self._range
                above = sum(min(high, max(low, friend // 100)) - low for friend in friends)
                return above * _ONE // (len(friends) * (high - low))

    def _remembered(self, key: Key, look: Input, day: int) -> int:
        """Return how many of an input's records are still remembered."""
        memory = stated(look.memory)
        dates = self.dates.get(key, [])
        if memory is None:
            return len(dates)
        oldest = self.terms.calendar.earlier(day, memory)
        return sum(1 for date in dates if date > oldest)
