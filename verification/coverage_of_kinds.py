"""Coverage of the other kinds: rates, differences, Fieller sets, survival, AUC, exact and joined limits.

Neighbourhoods are drawn with a known truth, and each interval is made by the functions that the measures use.
A kind that is careful by design, because it joins two intervals or may be unbounded, must hold the truth
often enough; it may do so more often.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from glasshouse.measures.fieller import fieller_set
from glasshouse.measures.jackknife import (
    RULE_OF_THREE,
    Design,
    Vector,
    limits,
    limits_at_an_end,
)
from glasshouse.studies.closely import _product_limit, _without, area_under_the_curve

__all__ = ["KINDS", "KindOfInterval"]

_REPLICATES = 64
_PEOPLE = 1000
"""In each neighbourhood, of which each replicate holds one."""

_HOMES = 24
"""Neighbourhoods of an area under a curve, which is worked out anew without each of them."""

_DESIGN = Design.of(np.ones((1, _REPLICATES), np.int64))
_ALL = float(_REPLICATES * _PEOPLE)

Drawn = tuple[float, float, float]
"""The truth, and an interval for it."""


@dataclass(frozen=True)
class KindOfInterval:
    """A kind of interval.

    Attributes:
        name: what it is of.
        draw: one truth and interval from the luck of a run.
        careful: whether it may hold the truth more often than it says.
    """

    name: str
    draw: Callable[[np.random.Generator], Drawn]
    careful: bool = False

    def intervals(self, runs: int, seed: int) -> Iterator[Drawn]:
        """So many of them."""
        luck = np.random.default_rng(seed)
        for _ in range(runs):
            yield self.draw(luck)


def _vector(counts: npt.NDArray[np.int64]) -> Vector:
    return _DESIGN.vector(counts[None].astype(np.float64))


def _factors(luck: np.random.Generator, spread: float = 0.3) -> npt.NDArray[np.float64]:
    return np.exp(spread * luck.standard_normal(_REPLICATES) - 0.5 * spread**2)


def _of_lists(more: float, fewer: float) -> Callable[[np.random.Generator], Drawn]:
    """A paired difference: who is listed in the narrower arm is listed in the wider one, too."""

    def draw(luck: np.random.Generator) -> Drawn:
        wide = luck.binomial(_PEOPLE, np.minimum(1.0, more * _factors(luck)))
        narrow = luck.binomial(wide, fewer / more)
        apart = (_vector(narrow) - _vector(wide)) / _vector(np.full(_REPLICATES, _PEOPLE))
        return fewer - more, *limits(apart, "signed", _DESIGN.freedom, 0.0)

    return draw


def _of_ratios(above: float, below: float) -> Callable[[np.random.Generator], Drawn]:
    """A ratio of two totals that share their luck; an unbounded set is no interval, and holds."""

    def draw(luck: np.random.Generator) -> Drawn:
        common = luck.normal(0.0, 1.0, _REPLICATES)
        totals = [mean + common + luck.normal(0.0, 1.0, _REPLICATES) for mean in (above, below)]
        found = fieller_set(*(_DESIGN.vector(each[None]) for each in totals), _DESIGN.freedom)
        return (above / below, *((-math.inf, math.inf) if found is None else found[1:]))

    return draw


def _of_nobody(events: float) -> Callable[[np.random.Generator], Drawn]:
    """A difference from an arm in which nobody can have the event; so many are expected in the other."""
    share = events / _ALL
    none = (0.0, 0.0, RULE_OF_THREE / _ALL)

    def draw(luck: np.random.Generator) -> Drawn:
        seen = _vector(luck.binomial(_PEOPLE, np.minimum(1.0, share * _factors(luck)))) / _ALL
        if seen[0] == 0.0:
            return -share, -none[2], none[2]
        own = (float(seen[0]), *limits(seen, "share", _DESIGN.freedom, none[2]))
        return -share, *limits_at_an_end(none, own)[1:]

    return draw


def _where_none_is_seen(luck: np.random.Generator) -> Drawn:
    """The truth lies just above the limit of the rule: it is missed exactly when nobody is seen."""
    share = 1.0001 * RULE_OF_THREE / _ALL
    none = int(luck.binomial(int(_ALL), share)) == 0
    return share, 0.0, RULE_OF_THREE / _ALL if none else math.inf


def _of_a_rate(luck: np.random.Generator) -> Drawn:
    """Events per person-year, of which one person may have several."""
    events = luck.poisson(_PEOPLE * 0.004 * _factors(luck))
    rate = _vector(events) / _vector(np.full(_REPLICATES, _PEOPLE))
    return 0.004, *limits(rate, "rate", _DESIGN.freedom, RULE_OF_THREE / _ALL)


def _of_survival(luck: np.random.Generator) -> Drawn:
    """Still open after ten weeks; exponential stays, cut off at random, by the product-limit estimate."""
    lasts, watched = luck.exponential(12.0, (_REPLICATES, 10)), luck.uniform(0.0, 30.0, (_REPLICATES, 10))
    weeks = np.ceil(np.minimum(np.minimum(lasts, watched), 31.0)).astype(int)
    # A stay that ends within a week is counted at its end; one that is cut off was watched the week before.
    weeks -= (lasts > watched).astype(int)
    ended, cut = (
        np.stack([np.bincount(row[which], minlength=33) for row, which in zip(weeks, over, strict=True)])
        for over in (lasts <= watched, lasts > watched)
    )
    both = zip(_without(ended.astype(float)), _without(cut.astype(float)), strict=True)
    still = np.array([_product_limit(*pair)[10] for pair in both])
    return math.exp(-10.0 / 12.0), *limits(still, "share", _REPLICATES - 1, 0.0)


def _of_the_area(luck: np.random.Generator) -> Drawn:
    """The area under the curve of two normal laws, one standard deviation apart."""
    wanted = luck.random((_HOMES, 40)) < 0.1
    marks = luck.standard_normal((_HOMES, 40)) + wanted
    kept = [np.full(_HOMES, True), *(np.arange(_HOMES) != place for place in range(_HOMES))]
    found = np.array([area_under_the_curve(marks[some].ravel(), wanted[some].ravel()) for some in kept])
    return 0.5 * (1.0 + math.erf(0.5)), *limits(found, "share", _HOMES - 1, 0.0)


def _of_few(luck: np.random.Generator) -> Drawn:
    """Exact binomial limits of a share of fifty listings."""
    from scipy.stats import binomtest

    ends = binomtest(int(luck.binomial(50, 0.85)), 50).proportion_ci(0.95)
    return 0.85, float(ends.low), float(ends.high)


KINDS = (
    KindOfInterval("a rate, about 4 in 1,000 person-years", _of_a_rate),
    KindOfInterval("still open after ten weeks, by the product-limit estimate", _of_survival),
    KindOfInterval("an area under the curve", _of_the_area),
    KindOfInterval("exact binomial limits of a share of 50", _of_few, careful=True),
    KindOfInterval("a paired difference of shares, 3 % and 2 %", _of_lists(0.03, 0.02)),
    KindOfInterval("a paired difference that is nearly all of it, 2 % and 0.1 %", _of_lists(0.02, 0.001)),
    KindOfInterval("a Fieller set, the denominator well away from nought", _of_ratios(1.0, 3.0)),
    KindOfInterval("a Fieller set, the denominator near nought", _of_ratios(1.0, 0.4), careful=True),
    KindOfInterval("joined limits, nobody in one arm about 60 in the other", _of_nobody(60.0), careful=True),
    KindOfInterval("joined limits, nobody in one arm about 15 in the other", _of_nobody(15.0), careful=True),
    KindOfInterval("the rule of three, the truth just above its limit", _where_none_is_seen),
)
