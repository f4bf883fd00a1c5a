"""The whole run: neighbourhood by neighbourhood, arm by arm, person by person, into one tally.

Specification, counting: "Acts, and what changes them". Arms know nothing of each other: they share people,
candidates and requests, and no state.
"""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.engine.executes import refusals
from glasshouse.engine.slow.bodies import Bodies
from glasshouse.engine.slow.candidates import candidates_of
from glasshouse.engine.slow.luck import Luck
from glasshouse.engine.slow.neighbourhood import live_together
from glasshouse.engine.slow.people import Society
from glasshouse.engine.slow.presence import Travel
from glasshouse.engine.slow.rates import Rates, streams_of
from glasshouse.engine.slow.reach import reached, told_of_others
from glasshouse.engine.slow.response import FULL
from glasshouse.engine.slow.terms import Dimension, Terms
from glasshouse.engine.slow.what_if import Retelling
from glasshouse.engine.tally import Column, Tally, layout_of
from glasshouse.ground.errors import BadInput
from glasshouse.ground.units import Calendar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from glasshouse.assumptions import Conduct
    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.slow.candidates import Candidate
    from glasshouse.engine.slow.life import Life
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.trace import Event

__all__ = ["relive", "simulate_slowly", "trace_refused_for_others", "trace_slowly"]


def simulate_slowly(scenario: Scenario, neighbourhoods: range | None = None) -> Tally:
    """Simulate a scenario in plain Python; the reference for the fast engine, some thousand times slower.

    Args:
        scenario: what to simulate.
        neighbourhoods: which of them, by number; None for all.

    Returns:
        The tally, with the layout of the whole scenario whichever neighbourhoods were simulated.

    Raises:
        BadInput: a scheme says something that is not executed yet.
    """
    _refuse(scenario)
    plan = scenario.society.neighbourhoods(scenario.people)
    run = _Run(scenario, plan.replicates)
    for number in range(len(plan)) if neighbourhoods is None else neighbourhoods:
        people = run.subjects(number, int(plan.place[number]), int(plan.persons[number]))
        run.tally_neighbourhood(people, number, int(plan.replicate[number]))
    return run.tally


def trace_slowly(
    scenario: Scenario, neighbourhood: int, person: int, living: Collection[int] | None = None
) -> dict[str, list[Event]]:
    """Live one life again and return what happens in it; the arguments and errors are those of `relive`.

    Returns:
        By name of the arm, the events in the order of their days; none where the scheme does not cover the
        person.
    """
    told = next(relive(scenario, neighbourhood, [person], living))
    return {name: retelling.told for name, retelling in told.items()}


def relive(
    scenario: Scenario,
    neighbourhood: int,
    persons: Iterable[int],
    living: Collection[int] | None = None,
    arm: str | None = None,
) -> Iterator[dict[str, Retelling]]:
    """Live some lives of a neighbourhood again, so that it can also be asked what if.

    Where people look at each other, the whole neighbourhood is lived again with each of them, which takes a
    while, unless it is known who shows anything to others.

    Args:
        scenario: in which the lives are.
        neighbourhood: its number in the scenario's plan.
        persons: numbers inside the neighbourhood.
        living: numbers of all who ever show others anything, in any arm; None for everybody.
        arm: the name of the only arm that is asked about; None for all.

    Yields:
        For each person, by name of the arm.

    Raises:
        BadInput: a scheme says something that is not executed yet.
    """
    run, people = _neighbourhood(scenario, neighbourhood)
    for person in persons:
        yield run.relive(people, neighbourhood, person, living, arm)


def trace_refused_for_others(
    scenario: Scenario, neighbourhood: int, person: int, living: Collection[int] | None = None
) -> dict[str, list[Event]]:
    """Return what somebody is refused because of others: household, parents, a firm or agency.

    All who might reach the person are lived again. The arguments and errors are those of `relive`.

    Returns:
        By name of the arm, the refusals in the order of their days.
    """
    run, people = _neighbourhood(scenario, neighbourhood)
    return run.trace_refused_for_others(people, neighbourhood, person, living)


def _neighbourhood(scenario: Scenario, number: int) -> tuple[_Run, list[Person]]:
    """Return a run and the people, firms and agencies of one of its neighbourhoods, yet to be lived."""
    _refuse(scenario)
    plan = scenario.society.neighbourhoods(scenario.people)
    run = _Run(scenario, plan.replicates)
    return run, run.subjects(number, int(plan.place[number]), int(plan.persons[number]))


def _refuse(scenario: Scenario) -> None:
    tables = scenario.society.tables()
    problems = [
        problem for arm in scenario.arms for problem in refusals(arm.scheme, tables, scenario.assumptions)
    ]
    if problems:
        raise BadInput(*problems)


class _Run:
    """What stays the same for everybody in a run, and the tally that is filled."""

    def __init__(self, scenario: Scenario, replicates: int) -> None:
        tables, assumptions = scenario.society.tables(), scenario.assumptions
        self.days = scenario.warm + scenario.days
        calendar = Calendar(scenario.start - datetime.timedelta(scenario.warm), self.days)
        places = tuple(place.id for place in tables.places)
        dimensions = tuple(
            Dimension(
                dimension.id,
                int(tables.dim_offset[number]),
                tuple(category.id for category in dimension.categories),
            )
            for number, dimension in enumerate(tables.people_dims)
        )
        about = (calendar, places, scenario.warm, dimensions, Travel.of(tables))
        self.scenario = scenario
        self.tally = Tally.zeros(layout_of(scenario, tables, replicates))
        self.society = Society(tables, assumptions, self.tally.layout.groups)
        self.bodies = Bodies(tables, assumptions)
        self.rates = Rates(tables, assumptions)
        self.streams = streams_of(assumptions)
        self.arms = [
            (
                arm.name,
                [
                    Terms.of_arm(
                        text.scheme, scenario.assumed(arm), *about, text.since, text.reaches_back, assumptions
                    )
                    for text in scenario.texts(arm)
                ],
            )
            for arm in scenario.arms
        ]
        self.total_column = self.tally.layout.column_number
        self.weekly_column = {column: number for number, column in enumerate(self.tally.layout.weekly)}

    def subjects(self, number: int, place: int, persons: int) -> list[Person]:
        """Draw the people of a neighbourhood, then its firms and its agencies."""
        luck = Luck(self.scenario.seed, number)
        return [*self.society.people(luck, place, persons), *self.bodies.of(luck, place, persons)]

    def tally_neighbourhood(self, people: list[Person], number: int, replicate: int) -> None:
        """Let everybody live in every arm, and count those who live to see the first day that is counted."""
        luck = Luck(self.scenario.seed, number)
        for person in people:
            if self._is_counted(person):
                self._tally_person(person, replicate)
        candidates = {
            person.number: candidates_of(person, self.streams, self.rates, luck, self.days)
            for person in people
            if any(
                text.covers(person) or text.covers(person.at(person.moves_on)) for _, (text, *_) in self.arms
            )
        }
        for name, texts in self.arms:
            lives = live_together(people, texts, luck, self.rates, candidates)
            for life in lives:
                if self._is_counted(life.person):
                    self._tally_life(name, life, replicate)
            for person, counts in reached(people, lives, texts[0], luck, self.rates):
                if self._is_counted(person):
                    self._tally(name, person, counts, replicate)

    def relive(
        self,
        people: list[Person],
        number: int,
        person: int,
        living: Collection[int] | None,
        arm: str | None = None,
    ) -> dict[str, Retelling]:
        """Let the neighbourhood live, or as much of it as matters to one of its people, arm by arm."""
        luck = Luck(self.scenario.seed, number)
        living = self._living({person}, living)
        candidates = self._candidates(people, luck, living)
        whose = next(who for who in people if who.number == person)
        return {
            name: Retelling(whose, people, texts, luck, self.rates, candidates, living)
            for name, texts in self.arms
            if arm in (None, name)
        }

    def trace_refused_for_others(
        self, people: list[Person], number: int, person: int, living: Collection[int] | None
    ) -> dict[str, list[Event]]:
        """Let all live who might reach one of the people, and say what that one is refused by it."""
        luck = Luck(self.scenario.seed, number)
        whose = next(who for who in people if who.number == person)
        near = {who.number for who in people if who.kind != "person" or who.household == whose.household}
        living = self._living(near, living)
        candidates = self._candidates(people, luck, living)
        told = {}
        for name, texts in self.arms:
            lives = live_together(people, texts, luck, self.rates, candidates, living=living)
            told[name] = told_of_others(whose, people, lives, texts[0], luck, self.rates)
        return told

    def _living(self, wanted: set[int], showing: Collection[int] | None) -> set[int] | None:
        """Return who must live for the lives of some to be theirs; None for everybody."""
        if not self._looks_around():
            return wanted
        return None if showing is None or self._looks_at_friends() else {*showing, *wanted}

    def _candidates(
        self, people: list[Person], luck: Luck, living: Collection[int] | None
    ) -> dict[int, list[Candidate]]:
        """Return by number of the person all that may be written down of those who are to live."""
        return {
            who.number: candidates_of(who, self.streams, self.rates, luck, self.days)
            for who in people
            if living is None or who.number in living
        }

    def _looks_around(self) -> bool:
        """Say whether anybody's life depends on anybody else's."""
        return self.scenario.assumptions.contact.runs or self._looks_at_friends()

    def _looks_at_friends(self) -> bool:
        return any(text.looks_at_friends for _, texts in self.arms for text in texts)

    def _is_counted(self, person: Person) -> bool:
        return person.death > self.scenario.warm

    def _tally_person(self, person: Person, replicate: int) -> None:
        """Count somebody, and what the same life would hold without any scheme."""
        groups = self.society.groups(person)
        self.tally.persons[replicate, groups] += 1
        for settled, begin, end in person.stretches(self.scenario.warm, min(self.days, person.death)):
            conducts = self.scenario.assumptions.conducts.values()
            lived = [self._exposure(settled, conduct) * (end - begin) for conduct in conducts]
            self.tally.exposure[replicate, groups] += np.array(lived, np.int64)

    def _tally_life(self, arm: str, life: Life, replicate: int) -> None:
        """Add the counts of a life to the rows of all groups that the person belongs to."""
        groups = self.society.groups(life.person)
        totals = life.chronicle.totals
        for person, changes, days in life.stretches():
            for conduct_id, change in changes.items():
                conduct = self.scenario.assumptions.conducts[conduct_id]
                rate = self.rates.relative(person, conduct)
                totals["change", conduct_id] += math.floor(rate * change + 0.5)
                totals["covered-exposure", conduct_id] += self._exposure(person, conduct) * days
        self._tally(arm, life.person, totals, replicate)
        for (week, count, item), amount in life.chronicle.weekly.items():
            column = self.weekly_column[Column(arm, count, item)]
            self.tally.weekly[week, groups, column] += amount

    def _tally(self, arm: str, person: Person, totals: Mapping[tuple[str, str], int], replicate: int) -> None:
        """Add some counts to the rows of all groups that somebody belongs to."""
        groups = self.society.groups(person)
        for (count, item), amount in totals.items():
            column = self.total_column[Column(arm, count, item)]
            self.tally.totals[replicate, groups, column] += amount

    def _exposure(self, person: Person, conduct: Conduct) -> int:
        """Return what a day adds to the exposure to a conduct, in units of 2**-16 of its reference rate."""
        return math.floor(self.rates.relative(person, conduct) * FULL + 0.5)
