"""What is kept of the paths of people who are looked at closely: one neighbourhood, one entry a person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from glasshouse.engine.film import Film
from glasshouse.measures.expression import speaks_out
from glasshouse.studies.lives import shows_anything

__all__ = ["Paths", "PathsOfArm", "first_spell"]


@dataclass(frozen=True, eq=False)
class PathsOfArm:
    """What is kept of the people of one neighbourhood in one arm; one entry for each whom the scheme covers.

    Attributes:
        person: number in the neighbourhood.
        burdened: whether ever under a burden.
        score: in the middle of the horizon and at its end, shape (2, person); nan where not covered then.
        listed: whether ever on a blacklist.
        voice: how much lawful expression a day of theirs holds, in expected acts; 0 where none is counted.
        spell: weeks of the first burden.
        ended: whether it ended, or was cut off.
    """

    person: npt.NDArray[np.int64]
    burdened: npt.NDArray[np.bool_]
    score: npt.NDArray[np.float64]
    listed: npt.NDArray[np.bool_]
    voice: npt.NDArray[np.float64]
    spell: npt.NDArray[np.int64]
    ended: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Paths:
    """One neighbourhood: its people in each arm, and who of them shows others anything."""

    arms: tuple[PathsOfArm, ...]
    shows: set[int] | None

    @classmethod
    def of(cls, film: Film) -> Paths:
        """What is kept of a neighbourhood that was lived again week by week."""
        covered, burdened = film.shows("covered"), film.shows("burdened")
        found = []
        for number, name in enumerate(film.arms):
            inside = film.count(name, "covered") > 0
            weeks = covered[number]
            middle = weeks.shape[0] // 2
            score = np.where(weeks[[middle, -1]], film.score[number][[middle, -1]].astype(np.float64), np.nan)
            spell, ended = first_spell(burdened[number], weeks)
            found.append(
                PathsOfArm(
                    np.flatnonzero(inside),
                    (film.count(name, "sanctioned-days") > 0)[inside],
                    score[:, inside],
                    (film.count(name, "listed-any") > 0)[inside],
                    _voice(film, name)[inside],
                    spell[inside],
                    ended[inside],
                )
            )
        return cls(tuple(found), shows_anything(film))


def _voice(film: Film, arm: str) -> npt.NDArray[np.float64]:
    """Expected acts of lawful expression on a day without a scheme, of the conducts that the arm changes."""
    days = np.maximum(film.count(arm, "covered-days"), 1)
    found = np.zeros(len(days))
    conducts = film.scenario.assumptions.conducts
    for column in film.layout.totals:
        if (column.arm, column.count) == (arm, "covered-exposure") and speaks_out(conducts[column.item]):
            found += (
                film.count(arm, "covered-exposure", column.item) / days * conducts[column.item].rate.value
            )
    return found


def first_spell(
    burdened: npt.NDArray[np.bool_], covered: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Weeks of everybody's first burden, and whether its end was seen: covered still, and without it.

    Args:
        burdened: at the end of each week, shape (week, person).
        covered: likewise.
    """
    weeks, people = burdened.shape
    begin = np.where(burdened.any(axis=0), burdened.argmax(axis=0), weeks)
    after = np.arange(weeks)[:, None] > begin
    over = after & ~burdened
    end = np.where(over.any(axis=0), over.argmax(axis=0), weeks)
    here = np.where(end < weeks, covered[np.minimum(end, weeks - 1), np.arange(people)], False)
    return (end - begin).astype(np.int64), here
