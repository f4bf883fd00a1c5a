"""The plainest society there is: people without any trait, for benchmarks and for tests of mathematics."""

from __future__ import annotations

import numpy as np

from glasshouse.society.tables import ADULT_AGE, WHOLE, Place, SocietyTables
from glasshouse.society.vocabulary import OLDEST

__all__ = ["plain_tables"]


def plain_tables(places: int, people: int) -> SocietyTables:
    """Return tables with no dimension, households of one, and adults of any age.

    Args:
        places: number of places, >= 1, of equal population.
        people: population of all places together, >= places.

    Raises:
        ValueError: fewer than one place, or a place without people.
    """
    if not 1 <= places <= people:
        raise ValueError(f"{people} people cannot fill {places} places")
    population = np.full(places, people // places, dtype=np.int64)
    population[: people % places] += 1
    certain = np.full((places, 1, 1), WHOLE, dtype=np.int64)
    return SocietyTables(
        society="plain",
        places=tuple(Place(f"place-{number + 1}", f"Place {number + 1}") for number in range(places)),
        place_population=population,
        dims=(),
        household_dims=0,
        dim_offset=np.zeros(1, dtype=np.int32),
        household_share=np.full((places, 1), WHOLE, dtype=np.int64),
        household_size=np.ones(1, dtype=np.int32),
        household_attribute=np.zeros((1, 0), dtype=np.int32),
        head_share=certain,
        other_share=certain.copy(),
        member_attribute=np.zeros((1, 0), dtype=np.int32),
        member_age_from=np.full(1, ADULT_AGE, dtype=np.int32),
        member_age_to=np.full(1, OLDEST, dtype=np.int32),
    )
