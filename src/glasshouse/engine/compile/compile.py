"""A scenario compiled: its tables, its layout, and what a worker's desk must hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.engine.compile.attention import attention_tables
from glasshouse.engine.compile.channels import streams_of
from glasshouse.engine.compile.durations import Durations
from glasshouse.engine.compile.people import behaviour_tables, society_tables
from glasshouse.engine.compile.rows import Rows, threshold
from glasshouse.engine.compile.rulebook import Rulebook
from glasshouse.engine.compile.scorecards import looks_at_friends
from glasshouse.engine.crossing import crossings_of
from glasshouse.engine.executes import refusals
from glasshouse.engine.scenario import DAYS_PER_YEAR, Scenario
from glasshouse.engine.tables import NONE, OCCUPATION, Real, Tables, Whole
from glasshouse.engine.tally import Layout, layout_of
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.units import Calendar

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from glasshouse.engine.crossing import Crossing
    from glasshouse.society import NeighbourhoodPlan, SocietyTables

__all__ = ["Compiled", "compile_scenario"]


@dataclass(frozen=True)
class Compiled:
    """What the simulation needs.

    Attributes:
        tables: for the kernels.
        layout: names of the tally's axes.
        plan: which neighbourhoods there are.
        rings: slots for dates of rolling windows.
        dimensions: dimensions of the society's persons, without the place.
        occupation: number of the dimension of occupation and its first attribute; NONE where there is none.
        place_attribute: attribute number of the first place.
        bodies: firms and agencies in each neighbourhood.
        crossings: by which pairs of dimensions people are counted too.
    """

    tables: Tables
    layout: Layout
    plan: NeighbourhoodPlan
    rings: int
    dimensions: int
    occupation: tuple[int, int]
    place_attribute: int
    bodies: tuple[Whole, Whole]
    crossings: tuple[Crossing, ...]


def compile_scenario(scenario: Scenario) -> Compiled:
    """Compile a scenario.

    Raises:
        BadInput: some scheme holds something that is not executed yet, or names that the society or the
        assumptions
            do not know; all of it at once.
    """
    society = scenario.society.tables()
    assumptions = scenario.assumptions
    problems: list[Problem] = []
    for arm in scenario.arms:
        problems += refusals(arm.scheme, society, assumptions)
    if problems:
        raise BadInput(*problems)
    plan = scenario.society.neighbourhoods(scenario.people)
    arms = [scenario.texts(arm) for arm in scenario.arms]
    friends = any(looks_at_friends(text.scheme) for texts in arms for text in texts)
    layout = layout_of(scenario, society, plan.replicates)
    calendar = Calendar(scenario.start - timedelta(days=scenario.warm), scenario.warm + scenario.days)
    durations = Durations(calendar)
    rulebook = Rulebook(society, assumptions, calendar, durations, scenario.warm)
    for arm, texts in zip(scenario.arms, arms, strict=True):
        rulebook.add(texts, scenario.assumed(arm))
    assert rulebook.columns == len(layout.totals)
    assert rulebook.weekly == len(layout.weekly)
    procedure = assumptions.procedure
    rate = procedure.performance.rate.value
    rows = Rows("procedure")
    rows.add(
        performance_days=DAYS_PER_YEAR / rate if rate > 0.0 else 0.0,
        recovers=assumptions.livelihood.recovers.value,
        ended_if_wrong=threshold(procedure.review.succeeds_if_wrong.value),
        ended_if_right=threshold(procedure.review.succeeds_if_right.value),
        publication_days=procedure.publication.after.value,
        hiring=threshold(procedure.publication.hiring.value),
    )
    later, earlier = durations.tables()
    tables = Tables(
        **attention_tables(scenario, rulebook, streams_of(assumptions)),
        **rulebook.tables(),
        **behaviour_tables(society, assumptions, friends=friends),
        **society_tables(society),
        procedure=rows.array(),
        later=later,
        earlier=earlier,
    )
    return Compiled(
        tables=tables,
        layout=layout,
        plan=plan,
        rings=max(1, rulebook.rings),
        dimensions=len(society.people_dims),
        occupation=_occupation(society),
        place_attribute=society.attribute_count,
        bodies=(
            bodies_of(plan.persons, society.firms_per_thousand[plan.place]),
            bodies_of(plan.persons, society.agencies_per_thousand[plan.place]),
        ),
        crossings=crossings_of(scenario.crossed, society),
    )


def bodies_of(persons: NDArray[np.int32], per_thousand: Real) -> Whole:
    """How many firms, or agencies, the neighbourhoods have, int64, shape (neighbourhoods,)."""
    return np.floor(persons * per_thousand / 1000.0 + 0.5).astype(np.int64)


def _occupation(society: SocietyTables) -> tuple[int, int]:
    number = society.dimension(OCCUPATION)
    return (NONE, NONE) if number is None else (number, int(society.dim_offset[number]))
