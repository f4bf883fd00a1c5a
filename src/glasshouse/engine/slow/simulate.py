"""The whole run: neighbourhood by neighbourhood, person by person, arm by arm, into one tally.

Specification, "Tally". Arms know nothing of each other: they share people, candidates and requests, and no
state.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from glasshouse.engine.executes import refusals
from glasshouse.engine.slow.candidates import candidates_of
from glasshouse.engine.slow.life import Life
from glasshouse.engine.slow.luck import Luck
from glasshouse.engine.slow.people import Society
from glasshouse.engine.slow.rates import Rates, streams_of
from glasshouse.engine.slow.terms import Terms
from glasshouse.engine.tally import Column, Tally, conducts_counted, layout_of
from glasshouse.ground.errors import BadInput
from glasshouse.ground.units import Calendar

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.slow.people import Person

__all__ = ["simulate_slowly"]


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
    problems = [
        problem
        for arm in scenario.arms
        for problem in refusals(arm.scheme, scenario.society.tables(), scenario.assumptions)
    ]
    if problems:
        raise BadInput(*problems)
    plan = scenario.society.neighbourhoods(scenario.people)
    run = _Run(scenario, plan.replicates)
    for number in range(len(plan)) if neighbourhoods is None else neighbourhoods:
        luck = Luck(scenario.seed, number)
        place, replicate = int(plan.place[number]), int(plan.replicate[number])
        for person in run.society.people(luck, place, int(plan.persons[number])):
            run.tally_person(person, luck, replicate)
    return run.tally


class _Run:
    """What stays the same for everybody in a run, and the tally that is filled."""

    def __init__(self, scenario: Scenario, replicates: int) -> None:
        tables, assumptions = scenario.society.tables(), scenario.assumptions
        calendar = Calendar(scenario.start, scenario.days)
        places = tuple(place.id for place in tables.places)
        self.scenario = scenario
        self.society = Society(tables, assumptions)
        self.rates = Rates(tables, assumptions)
        self.streams = streams_of(assumptions)
        self.arms = [
            (arm.name, Terms.of_arm(arm.scheme, assumptions, calendar, places)) for arm in scenario.arms
        ]
        self.tally = Tally.zeros(layout_of(scenario, tables, replicates))
        self.total_column = {column: number for number, column in enumerate(self.tally.layout.totals)}
        self.weekly_column = {column: number for number, column in enumerate(self.tally.layout.weekly)}

    def tally_person(self, person: Person, luck: Luck, replicate: int) -> None:
        """Let somebody live in every arm and add the counts to the rows of all their groups."""
        groups = self.society.groups(person)
        self.tally.persons[replicate, groups] += 1
        for number, conduct in enumerate(self.scenario.assumptions.conducts.values()):
            rate = self.rates.relative(person, conduct)
            exposure = math.floor(rate * 65536 + 0.5) * self.scenario.days
            self.tally.exposure[replicate, groups, number] += exposure

        candidates = None
        for name, terms in self.arms:
            if not terms.covers(person):
                continue
            if candidates is None:
                candidates = candidates_of(person, self.streams, self.rates, luck, self.scenario.days)
            life = Life(terms, person, luck, self.rates)
            life.live(candidates)
            for (count, item), amount in life.chronicle.totals.items():
                column = self.total_column[Column(name, count, item)]
                self.tally.totals[replicate, groups, column] += amount
            for (week, count, item), amount in life.chronicle.weekly.items():
                column = self.weekly_column[Column(name, count, item)]
                self.tally.weekly[week, groups, column] += amount
            for conduct_id in conducts_counted(terms.scheme, self.scenario.assumptions):
                conduct = self.scenario.assumptions.conducts[conduct_id]
                change = life.change_of(conduct, self.rates.relative(person, conduct))
                column = self.total_column[Column(name, "change", conduct_id)]
                self.tally.totals[replicate, groups, column] += change
