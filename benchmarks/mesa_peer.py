"""The workload in Mesa 3, the usual agent-based framework in Python: one object per person, day by day.

The agent's day is written for speed, as far as an agent's day can be: one uniform decides the number of
events by inverting the Poisson law (usually none), each event's conduct is found by bisection, and
thresholds are kept per agent. Order inside a day and law are those of the NumPy peers. Run it with few
people and compare per person-day: its cost per person-day does not fall with more people.
"""

from __future__ import annotations

import math
import time
from bisect import bisect_right
from itertools import accumulate

import mesa
import numpy as np

from benchmarks import scorebook as book

__all__ = ["Person", "Town", "run"]

_CUMULATED = [total / book.TOTAL_RATE for total in accumulate(book.DAILY_RATES.tolist())][:-1]
_POINTS = book.POINTS.tolist()
_NO_TRIP = math.exp(-book.TRIPS_PER_DAY)


class Person(mesa.Agent):  # type: ignore[misc]
    """Somebody with a score, a usual pace of conduct (events per day) and a count of refused trips."""

    def __init__(self, model: Town) -> None:
        """Everybody starts in band B with a pace of their own."""
        super().__init__(model)
        self.score = book.START
        self.usual_pace = book.TOTAL_RATE * math.exp(book.FRAILTY_SPREAD * model.random.gauss(0.0, 1.0))
        self.pace = self.usual_pace
        self.quiet = math.exp(-self.pace)
        self.refused = False
        self.denials = 0

    def step(self) -> None:
        """One day: ask for trips if they would be refused, then act, then be scored."""
        uniform = self.random.random
        if self.refused:
            luck, term = uniform(), _NO_TRIP
            reached, count = term, 0
            while luck >= reached:
                count += 1
                term *= book.TRIPS_PER_DAY / count
                reached += term
            self.denials += count
        luck = uniform()
        if luck < self.quiet:
            return
        term = reached = self.quiet
        count = 0
        while luck >= reached:
            count += 1
            term *= self.pace / count
            reached += term
            self.score += _POINTS[bisect_right(_CUMULATED, uniform())]
        refused = self.score < book.REFUSED_BELOW
        if refused != self.refused:
            self.refused = refused
            self.pace = self.usual_pace * (self.model.slowed if refused else 1.0)
            self.quiet = math.exp(-self.pace)


class Town(mesa.Model):  # type: ignore[misc]
    """So many people, all of whom live each day."""

    def __init__(self, people: int, seed: int, slowed: float) -> None:
        """Create the people; `slowed` multiplies the pace in band D."""
        super().__init__(seed=seed)
        self.slowed = slowed
        Person.create_agents(self, people)

    def step(self) -> None:
        """One day of everybody, in a fixed order: they do not meet, so that the order decides nothing."""
        self.agents.do("step")


def run(people: int, seed: int = 1, slowed: float = book.SLOWED) -> book.Tally:
    """Simulate a town of `people` for the workload's year, on one thread."""
    began = time.perf_counter()
    town = Town(people, seed, slowed)
    for _ in range(book.DAYS):
        town.step()
    seconds = time.perf_counter() - began
    a, b, c, d = book.band_counts(np.array([person.score for person in town.agents])).tolist()
    return book.Tally(
        engine="Mesa",
        people=people,
        bands=(a, b, c, d),
        denials=sum(person.denials for person in town.agents),
        seconds=seconds,
        threads=1,
    )
