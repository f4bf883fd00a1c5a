"""Joint draws of the assumptions: what else could be true, all numbers at once, within their ranges.

Every number with a range is drawn from a triangular distribution whose mode is the central value and whose
ends are the ends of the range: on the scale of log odds for shares strictly between 0 and 1, of logarithms
for rates, factors, times and amounts above 0, and as it is where an end is 0 or 1. A triangle says no more
than the three numbers do. Draws are a Latin hypercube (McKay, Beckman and Conover, Technometrics 21, 1979,
239-245): of K draws, each number has one in each K-th of its distribution. Numbers are drawn independently
but for those that must be ordered or sum to one, which give way to each other as
`glasshouse.assumptions.draw` says.

Every draw lives the same invented people with the same luck (one seed), so draws differ by what is assumed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from glasshouse.assumptions.draw import with_draw
from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.measures.estimate import CENTRAL, Estimate

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.scenario import Scenario

__all__ = [
    "FEWEST_DRAWS",
    "Uncertain",
    "draw_scenarios",
    "drawn_people",
    "key_of",
    "latin_hypercube",
    "no_ranges",
    "put",
    "uncertain_numbers",
    "values_drawn",
    "values_of",
    "with_assumed_intervals",
]

Function: TypeAlias = Callable[[float], float]
Key: TypeAlias = tuple[str, str, str, str]

FEWEST_DRAWS = 50
"""Joint draws below which no interval of the assumptions is told."""

_PERSON_YEARS = 200_000
_FEWEST_PEOPLE, _MOST_PEOPLE = 40_000, 100_000
"""Invented people of a draw: a small society, because there are many draws."""

_MOST_WITHOUT = 0.1
"""Share of the draws that may give no number (too few listed, say) before the interval is not told."""

_SHARES = frozenset({"share", "share of the rate taken away"})


@dataclass(frozen=True)
class Uncertain:
    """A number of the assumptions that has a range.

    Attributes:
        path: such as ``conducts.walk-on-red.rate``, without ``assumptions.`` before it.
        low, value, high: low <= value <= high, low < high.
        unit: its unit.
        evidence: what the central value rests on.
    """

    path: str
    low: float
    value: float
    high: float
    unit: str
    evidence: str

    def quantile(self, probability: float) -> float:
        """The value that is exceeded with probability 1 - `probability`, within the range.

        Args:
            probability: in [0, 1].
        """
        there, back = self._scale
        low, mode, high = there(self.low), there(self.value), there(self.high)
        turn = (mode - low) / (high - low)
        if probability < turn:
            found = low + math.sqrt(probability * (high - low) * (mode - low))
        else:
            found = high - math.sqrt((1.0 - probability) * (high - low) * (high - mode))
        return min(max(back(found), self.low), self.high)

    @property
    def distribution(self) -> str:
        """The distribution in words."""
        return f"triangular on {self._scale_name}, {self.low:g} to {self.high:g}, mode {self.value:g}"

    @property
    def _scale_name(self) -> str:
        if self.low <= 0.0 or (self.unit in _SHARES and self.high >= 1.0):
            return "its own scale"
        return "log odds" if self.unit in _SHARES else "logarithms"

    @property
    def _scale(self) -> tuple[Function, Function]:
        return _SCALES[self._scale_name]


def _same(number: float) -> float:
    return number


def _log_odds(share: float) -> float:
    return math.log(share / (1.0 - share))


def _share(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-log_odds))


_SCALES: dict[str, tuple[Function, Function]] = {
    "its own scale": (_same, _same),
    "log odds": (_log_odds, _share),
    "logarithms": (math.log, math.exp),
}


def uncertain_numbers(assumptions: Assumptions) -> tuple[Uncertain, ...]:
    """All numbers of a set of assumptions that have a range, in its order."""
    return tuple(
        Uncertain(path, number.low, number.value, number.high, number.unit or "", number.evidence or "none")
        for path, number in assumptions.numbers()
        if number.low is not None and number.high is not None and number.low < number.high
    )


def latin_hypercube(draws: int, numbers: int, seed: int) -> npt.NDArray[np.float64]:
    """Probabilities in [0, 1), shape (draws, numbers): one in each part of each number's distribution."""
    from scipy.stats import qmc

    found: npt.NDArray[np.float64] = qmc.LatinHypercube(numbers, rng=np.random.default_rng(seed)).random(
        draws
    )
    return found


def put(
    assumptions: Assumptions, numbers: Sequence[Uncertain], probabilities: Iterable[float]
) -> Assumptions:
    """The assumptions with each of the numbers at the quantile of its probability."""
    return with_draw(assumptions, values_of(numbers, probabilities))


def values_of(numbers: Sequence[Uncertain], probabilities: Iterable[float]) -> dict[str, float]:
    """The drawn values by path."""
    return {
        number.path: number.quantile(float(probability))
        for number, probability in zip(numbers, probabilities, strict=True)
    }


def drawn_people(people: int, days: int) -> int:
    """Invented people in each draw, for a run of so many and of so many days."""
    by_work = round(_PERSON_YEARS * DAYS_PER_YEAR / days)
    return min(people, max(_FEWEST_PEOPLE, min(_MOST_PEOPLE, by_work)))


def draw_scenarios(scenario: Scenario, draws: int, people: int | None = None) -> list[Scenario]:
    """The scenario under joint draws of its assumptions: a smaller society, the same seed, the same arms.

    Args:
        scenario: at its central assumptions.
        draws: how many, at least `FEWEST_DRAWS`.
        people: in each draw; by default 200,000 person-years of them, 40,000 to 100,000 and no more than the
            scenario has.

    Raises:
        BadInput: too few draws, or no number of the assumptions has a range.
    """
    numbers = uncertain_numbers(scenario.assumptions)
    problems = []
    if draws < FEWEST_DRAWS:
        problems.append(
            Problem(
                f"{draws} draws of the assumptions are too few for an interval.",
                why=f"The ends of the middle 95 % of fewer than {FEWEST_DRAWS} draws are hardly known.",
                remedy=f"Ask for {FEWEST_DRAWS} at least.",
                code="few-draws",
            )
        )
    if not numbers:
        problems.append(no_ranges(scenario.assumptions))
    if problems:
        raise BadInput(*problems)
    held = drawn_people(scenario.people, scenario.days) if people is None else people
    return [
        replace(scenario, assumptions=put(scenario.assumptions, numbers, row), people=held)
        for row in latin_hypercube(draws, len(numbers), scenario.seed)
    ]


def no_ranges(assumptions: Assumptions) -> Problem:
    """That no number could be drawn."""
    return Problem(
        f"No number of the assumptions '{assumptions.id}' has a range, so none can be drawn.",
        remedy="Give numbers a 'low' and a 'high', or 'within: 2'.",
        code="no-range",
    )


def with_assumed_intervals(
    estimates: Iterable[Estimate], drawn: Sequence[Iterable[Estimate]], people: int
) -> tuple[Estimate, ...]:
    """Estimates with the interval of the assumptions beside the interval of the luck.

    Args:
        estimates: at the central assumptions.
        drawn: the estimates of each draw.
        people: invented people in each draw.

    Returns:
        The estimates in their order. Where more than a tenth of the draws gave no number, or the central
        assumptions gave none, an estimate stays as it was.
    """
    values = values_drawn(drawn)
    return tuple(
        _beside(estimate, values.get(key_of(estimate), ()), len(drawn), people) for estimate in estimates
    )


def values_drawn(drawn: Iterable[Iterable[Estimate]]) -> dict[Key, list[float]]:
    """The values that the draws gave each answer; fewer than there are draws where some gave none."""
    values: dict[Key, list[float]] = {}
    for answers in drawn:
        for estimate in answers:
            if estimate.value is not None:
                values.setdefault(key_of(estimate), []).append(estimate.value)
    return values


def key_of(estimate: Estimate) -> Key:
    """What tells an answer from the others of a run."""
    return estimate.id, estimate.arm, estimate.item, estimate.group


def _beside(estimate: Estimate, values: Sequence[float], draws: int, people: int) -> Estimate:
    if estimate.value is None or len(values) < (1.0 - _MOST_WITHOUT) * draws:
        return estimate
    low, high = np.quantile(np.array(values), [0.025, 0.975])
    agreeing = np.sign(np.array(values) - estimate.even) == np.sign(estimate.value - estimate.even)
    luck = estimate.covers.partition(f", {CENTRAL}")[0]
    return replace(
        estimate,
        assumed_low=float(low),
        assumed_high=float(high),
        draws=len(values),
        agreeing=int(agreeing.sum()),
        covers=f"{luck}; and, apart, {len(values)} joint draws of the assumptions ({people:,} people each)",
    )
