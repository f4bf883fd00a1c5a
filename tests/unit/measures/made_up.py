"""Counts made up by a plain generator, so that outcomes and measures are tested without an engine.

Every neighbourhood's counts are a function of (seed, neighbourhood), as the engine's are; persons are
independent of each other but for a common factor in each neighbourhood, and every count has a probability
that the test knows.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

import numpy as np

from glasshouse import assumptions, schemes, society
from glasshouse.engine.outcomes import Outcomes
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.tally import Layout, Tally, layout_of
from glasshouse.schemes.reforming import Change
from glasshouse.society import NeighbourhoodPlan

__all__ = ["COVERED", "chance", "layout", "made_up_outcomes", "made_up_range", "scenario"]

COVERED = 0.8
"""Probability that a person is covered."""

RATE = 2.0**16
"""Exposure of one person in a day, in the tally's unit, at a relative rate of 1."""


def scenario(
    scheme: str = "court-defaulters-2017",
    people: int = 100_000,
    days: int = 365,
    seed: int = 1,
    *changes: Change,
    where: str = "simpleland",
) -> Scenario:
    """A scenario of the catalogue, on simpleland where nothing else is said."""
    read = schemes.load(scheme, *changes)
    return Scenario(
        arms=(Arm(read.id, read),),
        society=society.load(where),
        assumptions=assumptions.load(),
        people=people,
        days=days,
        seed=seed,
        start=datetime.date(2019, 1, 1),
    )


def layout(of: Scenario) -> Layout:
    """The layout of its tally."""
    return layout_of(of, of.society.tables(), of.society.neighbourhoods(of.people).replicates)


def chance(count: str) -> float:
    """Probability that a covered person has the event that a column counts."""
    chances = {
        "listed": 0.03,
        "listed-any": 0.03,
        "wrongful": 0.003,
        "refused-persons": 0.02,
        "refused-any": 0.02,
    }
    return chances.get(count, 0.01)


def made_up_range(
    of: Scenario,
    plan: NeighbourhoodPlan,
    neighbourhoods: range,
    probability: Callable[[str], float] = chance,
    clustering: float = 0.0,
) -> Tally:
    """The counts of a range of neighbourhoods.

    Args:
        of: the scenario.
        plan: its neighbourhoods.
        neighbourhoods: which of them.
        probability: by count, of a covered person.
        clustering: standard deviation of the logarithm of each neighbourhood's common factor.
    """
    tally = Tally.zeros(layout(of))
    groups = tally.layout.groups
    dimensions: dict[str, list[int]] = {}
    for row, (dimension, _) in enumerate(groups):
        dimensions.setdefault(dimension, []).append(row)
    places = dimensions.pop("place")
    even = [(np.array(rows), np.full(len(rows), 1.0 / len(rows))) for rows in dimensions.values()]
    for number in neighbourhoods:
        luck = np.random.default_rng([of.seed, number])
        persons, replicate, place = int(plan.persons[number]), plan.replicate[number], int(plan.place[number])
        factor = float(np.exp(clustering * luck.standard_normal() - 0.5 * clustering**2))

        def spread(count: int, luck: np.random.Generator = luck, place: int = place) -> np.ndarray:
            """Events by group: all, one category of each dimension for each, and the place."""
            row = np.zeros(len(groups), np.int64)
            row[places[place]] = count
            # The generator draws nothing for nought.
            for rows, shares in even if count else ():
                row[rows] = luck.multinomial(count, shares)
            return row

        tally.persons[replicate] += spread(persons)
        covered = int(luck.binomial(persons, COVERED))
        tally.exposure[replicate] += (spread(persons) * int(RATE) * of.days)[:, None]
        for column, name in enumerate(tally.layout.totals):
            if name.count == "covered":
                counted = covered
            elif name.count == "change":
                counted = -int(luck.binomial(covered, 0.1)) * int(RATE) * of.days
            else:
                counted = int(luck.binomial(covered, min(1.0, factor * probability(name.count))))
            tally.totals[replicate, :, column] += np.sign(counted) * spread(abs(counted))
        week = int(luck.integers(tally.layout.weeks))
        for column in range(len(tally.layout.weekly)):
            tally.weekly[week, :, column] += spread(int(luck.binomial(persons, 0.001)))
    return tally


def made_up_outcomes(
    of: Scenario, probability: Callable[[str], float] = chance, clustering: float = 0.0
) -> Outcomes:
    """Outcomes of a whole scenario."""
    plan = of.society.neighbourhoods(of.people)
    tally = made_up_range(of, plan, range(len(plan)), probability, clustering)
    return Outcomes(of, plan, tally, seconds=1.0, simulated=of.people)
