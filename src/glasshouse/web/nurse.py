"""The nurse of the first screen: one of the invented people of Simpleland, found by living their lives again.

She is nobody's portrait. She is looked up as somebody looks up an example in a book: a nurse whom the rule on
protests meets once, whom no other rule meets, and who then asks for a flight. How many of those who are
written down at a protest are refused something she cannot tell; `refused_after_a_protest` counts them all.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from glasshouse.web.presets import Place

if TYPE_CHECKING:
    from glasshouse.engine.film import Film
    from glasshouse.web.films import Studio
    from glasshouse.web.wishes import Wish

__all__ = ["TOO_FEW", "nurse_of", "refused_after_a_protest"]

TOO_FEW = 20
"""Below so many people a share says nothing."""


_LAST_SEEN = Place(5, 25, 468)
"""Where she was found last: looked at first, so that the search is short. Changed results may move her."""


def nurse_of(studio: Studio) -> Place | None:
    """Find her in the world that the page opens with; None if nobody there has such a life."""
    from glasshouse.web.wishes import PEOPLE, opening

    wish = opening(seed=_LAST_SEEN.seed)
    usual = range(PEOPLE // 1000)
    for number in (_LAST_SEEN.neighbourhood, *usual):
        found = _in_film(studio.film_of(wish, number))
        if found is not None:
            return Place(wish.seed, number, found)
    return None


def _in_film(film: Film) -> int | None:
    arm = film.arms[0]
    met = sum(film.count(*column) for column in _columns(film, arm, "hits"))
    is_she = (
        _those(film, "occupation", "nurse")
        & _those(film, "sex", "female")
        & (film.count(arm, "hits", "protest") == 1)
        & (met == 1)
        & (film.count(arm, "refused", "flight") > 0)
    )
    people = np.flatnonzero(is_she)
    return int(people[0]) if len(people) else None


def _those(film: Film, dimension: str, category: str) -> NDArray[np.bool_]:
    """Who is of a category; nobody, where the society does not know it."""
    tables = film.scenario.society.tables()
    known = tables.dimension(dimension)
    if known is None or category not in [one.id for one in tables.dims[known].categories]:
        return np.zeros(len(film.age), np.bool_)
    held: NDArray[np.bool_] = (film.attributes == tables.attribute(dimension, category)).any(axis=1)
    return held


def _columns(film: Film, arm: str, count: str) -> list[tuple[str, str, str]]:
    return [
        (column.arm, column.count, column.item)
        for column in film.layout.totals
        if column.arm == arm and column.count == count
    ]


def refused_after_a_protest(studio: Studio, wish: Wish) -> dict[str, Any]:
    """Of all in a world who were written down at a protest, how many were refused something.

    Raises:
        BadInput: the scheme cannot be read or is not executed.
    """
    return studio.counted(wish, lambda world: _count(studio, world))


def _count(studio: Studio, wish: Wish) -> dict[str, Any]:
    from glasshouse.measures.jackknife import Design, limits
    from glasshouse.web.wishes import PEOPLE

    written, refused, nurses = [], [], [0, 0]
    for number in range(PEOPLE // 1000):
        # Whoever waits for a film meanwhile comes first.
        time.sleep(0.001)
        film = studio.film_of(wish, number)
        arm = film.arms[0]
        if (arm, "hits", "protest") not in _columns(film, arm, "hits"):
            break
        joined = film.count(arm, "hits", "protest") > 0
        stopped = joined & (film.refused[0][-1] > 0)
        written.append(int(joined.sum()))
        refused.append(int(stopped.sum()))
        is_nurse = _those(film, "occupation", "nurse")
        nurses[0] += int((joined & is_nurse).sum())
        nurses[1] += int((stopped & is_nurse).sum())
    told: dict[str, Any] = {
        "people": PEOPLE,
        "years": wish.years,
        "written": sum(written),
        "refused": sum(refused),
        "nurses": nurses[0],
        "nurses_refused": nurses[1],
        "low": None,
        "high": None,
        "too_few": TOO_FEW,
    }
    if sum(written) >= TOO_FEW:
        design = Design.of([[1] * len(written)])
        share = design.vector([refused]) / design.vector([written])
        told["low"], told["high"] = limits(share, "share", design.freedom, 3.0 / sum(written))
    return told
