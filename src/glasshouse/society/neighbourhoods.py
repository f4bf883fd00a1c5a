"""How many neighbourhoods a number of people makes, where they lie, and how inference groups them.

A neighbourhood holds about 1,000 people and is the unit of interaction, of parallel work and of resampling.
The plan is a pure function of the number of people and the population of the places.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.telling import tell
from glasshouse.society.apportionment import apportion

__all__ = [
    "FEWEST_NEIGHBOURHOODS",
    "PEOPLE_PER_NEIGHBOURHOOD",
    "REPLICATES",
    "NeighbourhoodPlan",
    "plan_neighbourhoods",
]

PEOPLE_PER_NEIGHBOURHOOD = 1_000

# Groups of the delete-a-group jackknife.
REPLICATES = 64

# With fewer than this, no interval is told.
FEWEST_NEIGHBOURHOODS = 20


@dataclass(frozen=True, eq=False)
class NeighbourhoodPlan:
    """Where the people of a run live and how estimates group them.

    Neighbourhoods are ordered by place. ``replicate`` runs round-robin over that order, so it is round-robin
    within each place and goes on where the place before stopped: over the whole, replicates differ by at most
    one neighbourhood, and so they do within each place. That is the systematic assignment that the
    delete-a-group jackknife of P. S. Kott (Journal of Official Statistics 17, 2001, 521-526) asks for.

    A stratum is a place, or several consecutive places taken together until there are at least two
    neighbourhoods; with one alone, nothing could be deleted and the rest reweighted. Because consecutive
    neighbourhoods of a stratum are in different replicates, no replicate holds a whole stratum.

    Attributes:
        people: persons in all.
        place: int32 (K,), number of the place of each neighbourhood, non-decreasing.
        persons: int32 (K,), persons in each neighbourhood, >= 1; they sum to ``people``, and within a place
            they differ by at most 1.
        replicate: int32 (K,), replicate of each neighbourhood, 0 <= replicate < ``replicates``.
        replicates: number of replicates: 64, or K where K < 64.
        stratum: int32 (K,), stratum of each neighbourhood, non-decreasing from 0.
        strata: number of strata.
        members: int32 (strata, replicates), neighbourhoods of each stratum in each replicate.
        warnings: what a reader of the results must be told, such as too few people for an interval.
    """

    people: int
    place: npt.NDArray[np.int32]
    persons: npt.NDArray[np.int32]
    replicate: npt.NDArray[np.int32]
    replicates: int
    stratum: npt.NDArray[np.int32]
    strata: int
    members: npt.NDArray[np.int32]
    warnings: tuple[Problem, ...] = field(default=())

    def __len__(self) -> int:
        """Return K, the number of neighbourhoods."""
        return len(self.place)


def plan_neighbourhoods(people: int, population: npt.NDArray[np.int64]) -> NeighbourhoodPlan:
    """Spread people over places and neighbourhoods.

    The number of neighbourhoods is people / 1,000, rounded, at least one; they go to places by largest
    remainder on population. Then the people go to the places that have a neighbourhood, by largest remainder
    on population, and as evenly as possible to the neighbourhoods there. A place too small for a
    neighbourhood in this run has nobody in it, which the plan's warnings say.

    Args:
        people: persons in the run, >= 1.
        population: int64 (place,), population of each place, > 0.

    Raises:
        BadInput: fewer than one person, or more than 2^31 - 1 neighbourhoods.
    """
    if people < 1:
        raise BadInput(
            tell(
                f"A run needs at least one person, not {people}.",
                remedy="Give --people a positive whole number, such as 100000.",
                code="too-few-people",
            )
        )
    # Whole numbers only: Python's round() of a float would send halves to the even side.
    count = max(1, (people + PEOPLE_PER_NEIGHBOURHOOD // 2) // PEOPLE_PER_NEIGHBOURHOOD)
    if count >= 1 << 31:
        raise BadInput(tell(f"{people} people are more than a run can number.", code="too-many-people"))
    weight = population.astype(np.float64)
    per_place = apportion(weight, count)
    inhabited = per_place > 0
    persons_of_place = apportion(np.where(inhabited, weight, 0.0), people)
    places = np.arange(len(population), dtype=np.int32)
    place = np.repeat(places, per_place)
    fewest, more = np.divmod(persons_of_place, np.maximum(per_place, 1))
    first = np.cumsum(per_place) - per_place
    position = np.arange(count, dtype=np.int64) - first[place]
    persons = (fewest[place] + (position < more[place])).astype(np.int32)
    replicates = min(REPLICATES, count)
    replicate = (np.arange(count, dtype=np.int64) % replicates).astype(np.int32)
    stratum_of_place = _strata(per_place)
    strata = int(stratum_of_place[-1]) + 1
    stratum = stratum_of_place[place]
    cell = stratum.astype(np.int64) * replicates + replicate
    members = np.bincount(cell, minlength=strata * replicates).reshape(strata, replicates).astype(np.int32)
    arrays = (place, persons, replicate, stratum, members)
    for array in arrays:
        array.flags.writeable = False
    return NeighbourhoodPlan(
        people=people,
        place=place,
        persons=persons,
        replicate=replicate,
        replicates=replicates,
        stratum=stratum,
        strata=strata,
        members=members,
        warnings=_warnings(people, count, int((~inhabited).sum()), len(population)),
    )


def _strata(per_place: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """Number the strata: int32 (place,), consecutive places together until two neighbourhoods are reached."""
    stratum = np.zeros(len(per_place), dtype=np.int32)
    number, held = 0, 0
    for place, count in enumerate(per_place):
        if held >= 2 and count > 0:
            number, held = number + 1, 0
        stratum[place] = number
        held += int(count)
    if held < 2 and number > 0:
        # The last one stayed alone: it joins the stratum before it.
        stratum[stratum == number] = number - 1
    return stratum


def _warnings(people: int, count: int, empty: int, places: int) -> tuple[Problem, ...]:
    told = []
    if count < FEWEST_NEIGHBOURHOODS:
        told.append(
            tell(
                f"{people:,} {'person is' if people == 1 else 'people are'} too few for an interval: "
                f"that makes {count} {'neighbourhood' if count == 1 else 'neighbourhoods'}, and "
                f"{FEWEST_NEIGHBOURHOODS} are needed.",
                remedy=f"Run at least {FEWEST_NEIGHBOURHOODS * PEOPLE_PER_NEIGHBOURHOOD:,} people.",
                severity="warning",
                code="too-few-people",
            )
        )
    if empty:
        told.append(
            tell(
                f"{empty} of {places} places are too small for a neighbourhood in a run of {people:,} "
                f"{'person' if people == 1 else 'people'}.",
                why="Nobody lives there in this run; the other places stand for the whole.",
                remedy="Run more people, or read no result by place.",
                severity="warning",
                code="empty-places",
            )
        )
    return tuple(told)
