"""How many people of a film join a protest, and how many of them are written down: expected numbers.

The engine draws what sources write down, not every act; how often somebody acts it knows as a rate. What is
told of those whom nobody sees is therefore expected of each person's own rate, and not drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from glasshouse.engine.outcomes import EXPOSURE_UNIT
from glasshouse.engine.scenario import DAYS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.engine.film import Film
    from glasshouse.ground.quantity import Quantity

__all__ = ["Joining", "chance_of", "exposure_of", "joining_of", "range_of", "those"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Joining:
    """Expected numbers for each person of a film, over the time that the scheme covers them.

    Attributes:
        joins: probability of doing it at least once.
        undeterred: the same, had nobody been kept from it by the scheme.
        seen: probability of being written down for it at least once, having done it.
        seen_least, seen_most: the same with the lowest and the highest chances of being seen that are held
            possible; all that is assumed besides stays as it is.
        false: records of somebody who did not do it.
    """

    joins: Numbers
    undeterred: Numbers
    seen: Numbers
    seen_least: Numbers
    seen_most: Numbers
    false: Numbers


def exposure_of(film: Film, conduct: str) -> NDArray[np.int64] | None:
    """How strongly and for how long each is given to it; None where the scheme does not count it."""
    from glasshouse.engine.tally import Column

    column = Column(film.arms[0], "covered-exposure", conduct)
    if column not in film.layout.totals:
        return None
    return film.count(column.arm, column.count, column.item)


def chance_of(film: Film, conduct: str, exposure: NDArray[np.int64]) -> Numbers:
    """Of each person, the probability of doing it at least once."""
    chance: Numbers = -np.expm1(-_acts(film, conduct, exposure))
    return chance


def joining_of(film: Film, conduct: str, lived: NDArray[np.int64] | None = None) -> Joining | None:
    """Who does it, and who is seen at it; None where the scheme does not count the conduct.

    Args:
        film: the people.
        conduct: what they do.
        lived: their exposure over all the time, where the scheme counts the conduct in a part of it only.
    """
    counted = exposure_of(film, conduct)
    if counted is None:
        return None
    arm = film.arms[0]
    known = film.scenario.assumptions
    usual = known.conducts[conduct]
    kept_from = film.count(arm, "change", conduct)
    acts = _acts(film, conduct, counted + kept_from)
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
            chances += np.minimum(1.0, np.outer((chance.value, *range_of(chance)), factor))
    seen, least, most = -np.expm1(-acts * np.minimum(1.0, chances))
    whole = counted if lived is None else lived
    return Joining(
        joins=chance_of(film, conduct, whole + kept_from),
        undeterred=chance_of(film, conduct, whole),
        seen=seen,
        seen_least=least,
        seen_most=most,
        false=false,
    )


def _acts(film: Film, conduct: str, exposure: NDArray[np.int64]) -> Numbers:
    """Expected acts of each person."""
    rate = film.scenario.assumptions.conducts[conduct].rate.value
    return (exposure * (EXPOSURE_UNIT * rate / DAYS_PER_YEAR)).astype(np.float64)


def range_of(chance: Quantity[float]) -> tuple[float, float]:
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
