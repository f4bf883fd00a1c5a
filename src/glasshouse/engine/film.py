"""A film: one neighbourhood week by week, in every arm, and what was counted of each of its people.

Nothing is stored for it in a run: the neighbourhood is lived again, from its address alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from glasshouse.engine.compile import Compiled, compile_scenario
from glasshouse.engine.simulate import Worker
from glasshouse.engine.texts import united
from glasshouse.ground.errors import BadInput, Problem

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.tally import Layout

__all__ = ["FLAGS", "Film", "film_neighbourhood"]

FLAGS = (
    "covered",
    "black-listed",
    "red-listed",
    "wrongly-listed",
    "burdened",
    "knows",
    "gone",
    "strained",
    "insolvent",
)
"""Meaning of the bits of `Film.flags`, from the lowest."""


@dataclass(frozen=True, eq=False)
class Film:
    """How the people of one neighbourhood stand at the end of each week. Nobody in it is real.

    Index sets: arm (those with a scheme, in the scenario's order), week (of the counted days), person. Of a
    scheme that is amended meanwhile each week shows the text in force; bands are those of all its texts.

    Attributes:
        scenario: what is simulated.
        neighbourhood: its number in the scenario's plan.
        layout: names of the arms and columns.
        band: int16 (arm, week, person), number of the band as last reviewed, 0 the worst; 0 without bands.
        flags: uint16 (arm, week, person), bits as in `FLAGS`.
        refused: int32 (arm, week, person), requests refused since the first counted day.
        score: int64 (arm, week, person), as last reviewed; 0 without a score.
        household: int32 (person,), number of the household inside the neighbourhood.
        age: int16 (person,), years at the start.
        attributes: int32 (person, dimension), attribute numbers of the society's tables; the place, last, is
            numbered behind all others.
        counts: int64 (person, column), everything that was counted of each person, columns as in the layout's
            totals.
    """

    scenario: Scenario
    neighbourhood: int
    layout: Layout
    band: NDArray[np.int16]
    flags: NDArray[np.uint16]
    refused: NDArray[np.int32]
    score: NDArray[np.int64]
    household: NDArray[np.int32]
    age: NDArray[np.int16]
    attributes: NDArray[np.int32]
    counts: NDArray[np.int64]

    @cached_property
    def arms(self) -> tuple[str, ...]:
        """Names of the arms, in the order of the first axis."""
        return self.layout.arms[1:]

    def shows(self, flag: str) -> NDArray[np.bool_]:
        """Who has a flag: bool (arm, week, person).

        Raises:
            ValueError: there is no such flag.
        """
        shown: NDArray[np.bool_] = (self.flags >> FLAGS.index(flag)) & 1 == 1
        return shown

    def count(self, arm: str, count: str, item: str = "") -> NDArray[np.int64]:
        """One count of every person, int64 (person,).

        Raises:
            ValueError: the arm counts no such thing.
        """
        from glasshouse.engine.tally import Column

        return self.counts[:, self.layout.totals.index(Column(arm, count, item))]


def film_neighbourhood(scenario: Scenario, neighbourhood: int, compiled: Compiled | None = None) -> Film:
    """Live one neighbourhood again and look at everybody once a week.

    Args:
        scenario: what is simulated.
        neighbourhood: its number, from 0.
        compiled: the same scenario compiled, where that is at hand.

    Raises:
        BadInput: the scenario has no such neighbourhood, or holds something that is not executed.
    """
    if compiled is None:
        compiled = compile_scenario(scenario)
    plan = compiled.plan
    if not 0 <= neighbourhood < len(plan):
        raise BadInput(
            Problem(
                f"There is no neighbourhood {neighbourhood:,}.",
                why=f"These {scenario.people:,} people live in {len(plan):,} of them.",
                remedy=f"Choose one from 0 to {len(plan) - 1:,}.",
                code="no-such-neighbourhood",
            )
        )
    worker = Worker(scenario, compiled, weeks_filmed=scenario.weeks)
    worker.live(neighbourhood, neighbourhood + 1)
    persons = int(plan.persons[neighbourhood])
    return _cut(scenario, neighbourhood, compiled, worker.arrays, persons)


def _by_arm(scenario: Scenario, frames: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pictures by arm, of pictures by text: of an amended scheme each week that of the text in force."""
    strips = []
    place = 0
    for arm in scenario.arms:
        texts = scenario.texts(arm)
        strip = frames[place]
        if len(texts) > 1:
            names = [band.id for band in united(texts).score.bands]
            strip = strip.copy()
            for number, text in enumerate(texts):
                # A text covers nobody before its first day; the first one tells of whom no text covers.
                first = max(0, text.since - scenario.warm) // 7
                covered = frames[place + number, first:, :, 1] & 1 == 1
                weeks = np.flatnonzero(covered.any(axis=1)) if number else np.arange(len(covered))
                told = frames[place + number, first + weeks]
                if text.scheme.score.bands:
                    numbers = np.array([names.index(band.id) for band in text.scheme.score.bands])
                    told[..., 0] = numbers[told[..., 0]]
                # A later text holds in some weeks only: the others need not be looked at.
                shown = np.where(covered[weeks, :, None], told, strip[first + weeks]) if number else told
                strip[first + weeks] = shown
        strips.append(strip)
        place += len(texts)
    return np.stack(strips)


def _cut(
    scenario: Scenario, neighbourhood: int, compiled: Compiled, arrays: dict[str, NDArray[Any]], persons: int
) -> Film:
    frames = _by_arm(scenario, arrays["film"].reshape(*arrays["film"].shape[:2], -1, 4)[:, :, :persons])
    members = arrays["members"][:persons]
    place = compiled.place_attribute + int(compiled.plan.place[neighbourhood])
    attributes = (
        arrays["household_attribute"][members["kind"]],
        arrays["member_attribute"][members["cell"]],
        np.full((persons, 1), place),
    )
    return Film(
        scenario=scenario,
        neighbourhood=neighbourhood,
        layout=compiled.layout,
        band=frames[..., 0].astype(np.int16),
        flags=frames[..., 1].astype(np.uint16),
        refused=frames[..., 2].astype(np.int32),
        score=frames[..., 3].copy(),
        household=members["household"].astype(np.int32),
        age=members["age"].astype(np.int16),
        attributes=np.concatenate(attributes, axis=1).astype(np.int32),
        counts=arrays["portraits"][:persons].copy(),
    )
