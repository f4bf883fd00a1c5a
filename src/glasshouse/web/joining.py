"""How many people of a film join a protest, and how many of them are written down: expected numbers.

The engine draws what sources write down, not every act; how often somebody acts it knows as a rate. What is
told of those whom nobody sees is therefore expected of each person's own rate, and not drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.engine.film import Film
    from glasshouse.ground.quantity import Quantity

__all__ = ["Joining", "joining_of", "those"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Joining:
    """Expected numbers for each person of a film, over the time that the scheme covers them.

    Attributes:
        joins: probability of doing it at least once.
        seen: probability of being written down for it at least once, having done it.
        seen_least, seen_most: the same with the lowest and the highest chances of being seen that are held
            possible; all that is assumed besides stays as it is.
        false: records of somebody who did not do it.
    """

    joins: Numbers
    seen: Numbers
    seen_least: Numbers
    seen_most: Numbers
    false: Numbers


def joining_of(film: Film, conduct: str) -> Joining | None:
    """Who does it, and who is seen at it; None where the scheme does not count the conduct."""
    from glasshouse.engine.outcomes import EXPOSURE_UNIT
    from glasshouse.engine.scenario import DAYS_PER_YEAR
    from glasshouse.engine.tally import Column

    arm = film.arms[0]
    if Column(arm, "covered-exposure", conduct) not in film.layout.totals:
        return None
    known = film.scenario.assumptions
    usual = known.conducts[conduct]
    exposure = film.count(arm, "covered-exposure", conduct) + film.count(arm, "change", conduct)
    acts = exposure * (EXPOSURE_UNIT * usual.rate.value / DAYS_PER_YEAR)
    years = film.count(arm, "covered-days") / DAYS_PER_YEAR
    false = np.zeros(len(acts))
    chances = np.zeros((3, len(acts)))
    for kind in {str(source.kind) for source in film.scenario.arms[0].scheme.data.sources}:
        writer = known.sources[kind]
        if conduct in writer.false_records:
            rate = writer.false_records[conduct].value
            false += years * rate * _factor(film, writer.false_relative)
        if (chance := usual.seen_by.get(kind)) is not None:
            factor = _factor(film, writer.detection)
            chances += np.minimum(1.0, np.outer((chance.value, *_range(chance)), factor))
    seen, least, most = -np.expm1(-acts * np.minimum(1.0, chances))
    return Joining(-np.expm1(-acts), seen, least, most, false)


def _range(chance: Quantity[float]) -> tuple[float, float]:
    """Both ends of what is held possible; the number itself where no range is given."""
    return (
        chance.value if chance.low is None else chance.low,
        chance.value if chance.high is None else chance.high,
    )


def _factor(film: Film, relative: Mapping[str, Mapping[str, Quantity[float]]]) -> Numbers:
    """The product of the factors of each person's categories."""
    product = np.ones(len(film.age))
    for dimension, categories in relative.items():
        for category, factor in categories.items():
            product[those(film, dimension, category)] *= factor.value
    return product


def those(film: Film, dimension: str, category: str) -> NDArray[np.bool_]:
    """Who is of a category; nobody, where the society does not know it."""
    tables = film.scenario.society.tables()
    known = tables.dimension(dimension)
    if known is None or category not in [one.id for one in tables.dims[known].categories]:
        return np.zeros(len(film.age), np.bool_)
    held: NDArray[np.bool_] = (film.attributes == tables.attribute(dimension, category)).any(axis=1)
    return held
