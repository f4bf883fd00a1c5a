"""The plainest society there is: people without any trait, for benchmarks and for tests of mathematics."""

from __future__ import annotations

import numpy as np

from glasshouse.society.silence import nobody_dies_or_moves, without_bodies
from glasshouse.society.tables import ADULT_AGE, KINDS, NOBODY, ROLES, WHOLE, Place, SocietyTables
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
    return SocietyTables(
        society="plain",
        places=tuple(Place(f"place-{number + 1}", f"Place {number + 1}") for number in range(places)),
        place_population=population,
        dims=(),
        dim_offset=np.zeros(1, dtype=np.int32),
        household_share=np.full((places, 1), WHOLE, dtype=np.int64),
        household_size=np.ones(1, dtype=np.int32),
        household_kind=np.full(1, KINDS.index("single"), dtype=np.int32),
        household_attribute=np.zeros((1, 0), dtype=np.int32),
        household_role=np.full((1, 1), ROLES.index("head"), dtype=np.int32),
        household_parent=np.full((1, 1, 2), NOBODY, dtype=np.int32),
        role_law=np.zeros((places, 1, len(ROLES)), dtype=np.int32),
        role_share=np.full((1, 1), WHOLE, dtype=np.int64),
        member_attribute=np.zeros((1, 0), dtype=np.int32),
        member_age_from=np.full(1, ADULT_AGE, dtype=np.int32),
        member_age_to=np.full(1, OLDEST, dtype=np.int32),
        **nobody_dies_or_moves(places, 1),
        **without_bodies("firm", places),
        **without_bodies("agency", places),
    )
