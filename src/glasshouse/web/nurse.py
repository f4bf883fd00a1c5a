"""The nurse of the first screen: one of the invented people of Simpleland, found by living their lives again.

She is nobody's portrait. She is looked up as somebody looks up an example in a book: a nurse whom the rule on
protests meets once, whom no other rule meets, and who then asks for a flight. How many of those who join a
protest are written down, and how many of these are refused something, she cannot tell;
`refused_after_a_protest` counts them all.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.web.joining import joining_of, those
from glasshouse.web.presets import Place

if TYPE_CHECKING:
    from glasshouse.engine.film import Film
    from glasshouse.measures.jackknife import Design
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
        those(film, "occupation", "nurse")
        & those(film, "sex", "female")
        & (film.count(arm, "hits", "protest") == 1)
        & (met == 1)
        & (film.count(arm, "refused", "flight") > 0)
    )
    people = np.flatnonzero(is_she)
    return int(people[0]) if len(people) else None


def _columns(film: Film, arm: str, count: str) -> list[tuple[str, str, str]]:
    return [
        (column.arm, column.count, column.item)
        for column in film.layout.totals
        if column.arm == arm and column.count == count
    ]


def refused_after_a_protest(studio: Studio, wish: Wish) -> dict[str, Any]:
    """Of all in a world who join a protest: how many are written down, and refused something.

    Raises:
        BadInput: the scheme cannot be read or is not executed.
    """
    return studio.counted(wish, lambda world: _count(studio, world))


def _count(studio: Studio, wish: Wish) -> dict[str, Any]:
    from glasshouse.measures.jackknife import Design
    from glasshouse.web.wishes import PEOPLE

    rows: list[dict[str, float]] = []
    for number in range(PEOPLE // 1000):
        # Whoever waits for a film meanwhile comes first.
        time.sleep(0.001)
        counted = _in_neighbourhood(studio.film_of(wish, number))
        if counted is None:
            break
        rows.append(counted)
    columns = {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
    total = {name: sum(column) for name, column in columns.items()}
    written = int(total.get("written", 0))
    told: dict[str, Any] = {
        "people": PEOPLE,
        "years": wish.years,
        "written": written,
        "refused": int(total.get("refused", 0)),
        "nurses": int(total.get("nurses", 0)),
        "nurses_refused": int(total.get("nurses_refused", 0)),
        "low": None,
        "high": None,
        "joined": None,
    }
    if written < TOO_FEW:
        return told
    design = Design.of([[1] * len(rows)])

    def share(some: str, of: str, part: float = 1.0) -> list[float]:
        """A share with both ends of its interval for the luck of the draw."""
        return _share(design, columns[some], columns[of], part)

    _, told["low"], told["high"] = share("refused", "written")
    # Of those written down some were never there: whoever is told of joiners leaves them out.
    there = total["seen"] / (total["seen"] + total["false"])
    refused = total["refused"] / written
    joined = total["joins"]
    return told | {
        "joined": joined,
        "nurses_joined": total["nurses_join"],
        "nurses_seen": total["nurses_seen"],
        "bystanders": written * (1.0 - there),
        "seen": share("written", "joins", there),
        "stopped": share("refused", "joins", there),
        "seen_range": [total["least"] / joined, total["most"] / joined],
        "stopped_range": [total["least"] / joined * refused, total["most"] / joined * refused],
    }


def _share(design: Design, some: list[float], of: list[float], part: float) -> list[float]:
    from glasshouse.measures.jackknife import limits

    found = part * design.vector([some]) / design.vector([of])
    return [float(found[0]), *limits(found, "share", design.freedom, 3.0 / sum(of))]


def _in_neighbourhood(film: Film) -> dict[str, float] | None:
    """What is counted of one neighbourhood; None where no rule takes protests up."""
    arm = film.arms[0]
    expected = joining_of(film, "joins-protest")
    if expected is None or (arm, "hits", "protest") not in _columns(film, arm, "hits"):
        return None
    written = film.count(arm, "hits", "protest") > 0
    stopped = written & (film.refused[0][-1] > 0)
    is_nurse = those(film, "occupation", "nurse")
    return {
        "written": int(written.sum()),
        "refused": int(stopped.sum()),
        "nurses": int((written & is_nurse).sum()),
        "nurses_refused": int((stopped & is_nurse).sum()),
        "joins": float(expected.joins.sum()),
        "nurses_join": float(expected.joins[is_nurse].sum()),
        "nurses_seen": float(expected.seen[is_nurse].sum()),
        "seen": float(expected.seen.sum()),
        "least": float(expected.seen_least.sum()),
        "most": float(expected.seen_most.sum()),
        "false": float(expected.false.sum()),
    }
