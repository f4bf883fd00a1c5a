"""Who is written down at a protest without having been there: told by the slow engine, beside the films."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.web.nurse import CONDUCT, written_down

if TYPE_CHECKING:
    from glasshouse.web.films import Studio
    from glasshouse.web.wishes import Wish

__all__ = ["mistaken_of"]


def mistaken_of(studio: Studio, wish: Wish) -> list[tuple[int, int]]:
    """Each false record of a protest in a film.

    The counts of a film do not tell a false record from a true one: those who have any are lived again.

    Returns:
        The number of the person in the film, and the week.

    Raises:
        BadInput: the scheme cannot be read or is not executed.
    """
    return studio.aside((mistaken_of, wish), lambda: _found(studio, wish))


def _found(studio: Studio, wish: Wish) -> list[tuple[int, int]]:
    from glasshouse.engine.slow import relive
    from glasshouse.studies.lives import shows_anything

    found: list[tuple[int, int]] = []
    offset = 0
    for number in range(wish.neighbourhood, wish.neighbourhood + wish.count):
        film = studio.film_of(replace(wish, neighbourhood=number, count=1), number)
        written = written_down(film)
        people = [] if written is None else [int(person) for person in np.flatnonzero(written)]
        scenario = film.scenario
        lives = relive(scenario, number, people, shows_anything(film), film.arms[0])
        for person, lived in zip(people, lives, strict=True):
            studio.let_films_pass()
            found += [
                (offset + person, (event.day - scenario.warm) // 7)
                for event in lived[film.arms[0]].told
                if event.happening == "false-record" and event.item == CONDUCT and event.day >= scenario.warm
            ]
        offset += len(film.age)
    return found
