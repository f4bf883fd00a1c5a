"""The nurse of the first screen: one of the invented people of Simpleland, found by living their lives again.

She is nobody's portrait. She is looked up as somebody looks up an example in a book: a nurse whom the rule on
protests meets once, whom no other rule meets, and who then asks for a flight. How many of those who join a
protest are written down, and how many of these are refused something, she cannot tell;
`refused_after_a_protest` counts them all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.web.joining import chance_of, exposure_of, joining_of, range_of, those
from glasshouse.web.presets import Place, preset_of
from glasshouse.web.wishes import PEOPLE, opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from glasshouse.engine.film import Film
    from glasshouse.measures.jackknife import Design
    from glasshouse.web.films import Studio
    from glasshouse.web.wishes import Wish

__all__ = [
    "CONDUCT",
    "JOURNEYS",
    "TOO_FEW",
    "by_the_book",
    "nurse_of",
    "refused_after_a_protest",
    "written_down",
]

CONDUCT, _RULE = "joins-protest", "protest"

JOURNEYS = ("flight", "train")
"""The gates that the first screen tells of."""

TOO_FEW = 20
"""Below so many people a share says nothing."""


_LAST_SEEN = Place(5, 25, 468)
"""Where she was found last: looked at first, so that the search is short. Changed results may move her."""


def nurse_of(studio: Studio) -> Place | None:
    """Find her in the world that the page opens with; None if nobody there has such a life."""
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


def by_the_book(wish: Wish) -> Wish:
    """The same people under the rules as they are written, with no number moved."""
    return replace(wish, values=(), later=())


def refused_after_a_protest(studio: Studio, wish: Wish) -> dict[str, Any]:
    """Of all in a world who join a protest: how many are written down, and refused a journey for it.

    Raises:
        BadInput: the scheme cannot be read or is not executed.
    """
    return studio.counted(_count, wish)


def _count(studio: Studio, wish: Wish) -> dict[str, Any]:
    from glasshouse.measures.jackknife import Design

    told: dict[str, Any] = {"people": PEOPLE, "years": wish.years, "written": 0, "low": None}
    of_page = _is_of_page(wish)
    costs = [dict(values).get(_RULE) for values in (wish.values, *(values for _, values in wish.later))]
    # Where the rule is not always there, what people do without it is taken from the book.
    lived = studio.counted(_lived, by_the_book(wish)) if of_page and 0 in costs else None
    if costs[0] == 0 and not any(costs):
        assert lived is not None
        return told | {"undeterred": float(sum(chances.sum() for _, chances in lived))}
    spared = studio.counted(_journeys_refused, _without(wish)) if of_page else None
    rows: list[dict[str, float]] = []
    times: list[int] = []
    for number, film in enumerate(_all(studio, wish)):
        counted = _in_neighbourhood(
            film, None if spared is None else spared[number], None if lived is None else lived[number][0]
        )
        if counted is None:
            break
        rows.append(counted[0])
        times += counted[1]
    columns = {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
    total = {name: sum(column) for name, column in columns.items()}
    if not total.get("written"):
        return told
    written, refused = int(total["written"]), int(total["refused"])
    told |= {
        "written": written,
        "refused": refused,
        "anyway": int(total["anyway"]) if of_page else None,
        "times": float(np.median(times)) if times else None,
        "nurses": int(total["nurses"]),
        "nurses_joined": total["nurses_join"],
        "nurses_seen": total["nurses_seen"],
        "seen_by": _chances(film),
        "kept_from": film.scenario.assumptions.response["expression"].general.value,
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
    joined = total["joins"]
    return told | {
        "joined": joined,
        "undeterred": total["undeterred"],
        "bystanders": written * (1.0 - there),
        "seen": share("written", "joins", there),
        "stopped": share("refused", "joins", there),
        "seen_range": [total["least"] / joined, total["most"] / joined],
        "stopped_range": [total[end] / joined * refused / written for end in ("least", "most")],
    }


def _share(design: Design, some: list[float], of: list[float], part: float) -> list[float]:
    from glasshouse.measures.jackknife import RULE_OF_THREE, limits

    found = part * design.vector([some]) / design.vector([of])
    return [float(found[0]), *limits(found, "share", design.freedom, RULE_OF_THREE / sum(of))]


def _all(studio: Studio, wish: Wish) -> Iterator[Film]:
    """All neighbourhoods of a world."""
    for number in range(PEOPLE // 1000):
        studio.let_films_pass()
        yield studio.film_of(wish, number)


def _is_of_page(wish: Wish) -> bool:
    """Whether the rule on protests is the page's own, which a slider takes away."""
    return not wish.text and any(knob.id == _RULE for knob in preset_of(wish.preset).knobs)


def _without(wish: Wish) -> Wish:
    """The same world in which joining a protest costs nothing, and all else is as it was."""

    def free(values: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
        return tuple(sorted({**dict(values), _RULE: 0}.items()))

    later = tuple((begins, free(values)) for begins, values in wish.later)
    return replace(wish, values=free(wish.values), later=later)


def _lived(studio: Studio, wish: Wish) -> list[tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """How strongly each is given to joining protests, and the chance that they would, without any price."""
    found = []
    for film in _all(studio, wish):
        exposure = exposure_of(film, CONDUCT)
        assert exposure is not None
        found.append((exposure, chance_of(film, CONDUCT, exposure)))
    return found


def _journeys_refused(studio: Studio, wish: Wish) -> list[NDArray[np.int64]]:
    """How many journeys each was refused, by neighbourhood."""
    return [_journeys(film) for film in _all(studio, wish)]


def _journeys(film: Film) -> NDArray[np.int64]:
    refused = np.zeros(len(film.age), np.int64)
    for column in _columns(film, film.arms[0], "refused"):
        if column[2] in JOURNEYS:
            refused += film.count(*column)
    return refused


def _chances(film: Film) -> list[tuple[str, float, float, float]]:
    """Who sees somebody who joins: title, chance, and both ends of what is held possible."""
    known = film.scenario.assumptions
    by = known.conducts[CONDUCT].seen_by
    return [
        (known.sources[kind].title, chance.value, *range_of(chance))
        for kind in dict.fromkeys(str(one.kind) for one in film.scenario.arms[0].scheme.data.sources)
        if (chance := by.get(kind)) is not None
    ]


def written_down(film: Film) -> NDArray[np.bool_] | None:
    """Who is ever written down at a protest; None where no rule takes protests up."""
    column = (film.arms[0], "hits", _RULE)
    return film.count(*column) > 0 if column in _columns(film, column[0], "hits") else None


def _in_neighbourhood(
    film: Film, spared: NDArray[np.int64] | None, lived: NDArray[np.int64] | None
) -> tuple[dict[str, float], list[int]] | None:
    """What is counted of one neighbourhood; None where no rule takes protests up.

    Args:
        film: the neighbourhood.
        spared: how many journeys each is refused where joining costs nothing, if that is known.
        lived: how strongly each is given to joining, where the scheme counts it in a part of the time.

    Returns:
        Counts by name, and how often each of those refused was.
    """
    expected = joining_of(film, CONDUCT, lived)
    written = written_down(film)
    if expected is None or written is None:
        return None
    journeys = _journeys(film)
    stopped = written & (journeys > 0)
    anyway = stopped & (spared > 0) if spared is not None else np.zeros(len(stopped), np.bool_)
    stopped &= ~anyway
    is_nurse = those(film, "occupation", "nurse")
    return {
        "written": int(written.sum()),
        "refused": int(stopped.sum()),
        "anyway": int(anyway.sum()),
        "nurses": int((written & is_nurse).sum()),
        "joins": float(expected.joins.sum()),
        "undeterred": float(expected.undeterred.sum()),
        "nurses_join": float(expected.joins[is_nurse].sum()),
        "nurses_seen": float(expected.seen[is_nurse].sum()),
        "seen": float(expected.seen.sum()),
        "least": float(expected.seen_least.sum()),
        "most": float(expected.seen_most.sum()),
        "false": float(expected.false.sum()),
    }, journeys[stopped].tolist()
