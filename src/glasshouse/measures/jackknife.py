"""The stratified delete-a-group jackknife: how far an estimate would move with other invented people.

Neighbourhoods are in replicates (groups) and strata. For each replicate the estimate is made again without
it, the other neighbourhoods of a stratum weighing more in its place; the spread of these estimates is the
standard error. P. S. Kott, "The delete-a-group jackknife", Journal of Official Statistics 17 (2001),
521-526, with his extended weights for strata that have fewer members than there are groups (without them
the error comes out too large).

Estimates travel as *vectors*: element 0 is computed from everybody, element r from everybody but replicate
r - 1. Any function of totals, computed element by element, is then an estimate with its jackknife, and a
difference of two arms is paired by construction.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from glasshouse.measures.student import student_quantile

__all__ = [
    "CONFIDENCE",
    "RULE_OF_THREE",
    "Design",
    "Kind",
    "Vector",
    "limits",
    "limits_at_an_end",
    "standard_error",
]

Vector = npt.NDArray[np.float64]
"""Shape (replicates + 1,): an estimate from everybody, then from everybody but one replicate at a time."""

Kind = Literal["share", "rate", "signed"]
"""Between 0 and 1; at least 0; any number."""

CONFIDENCE = 0.95

RULE_OF_THREE = 3.0
"""No event among n independent trials: with 95 % confidence fewer than 3 / n of them happen (-log 0.05 =
2.996). J. A. Hanley and A. Lippman-Hand, JAMA 249 (1983), 1743-1745."""


@dataclass(frozen=True, eq=False)
class Design:
    """How neighbourhoods lie in strata and replicates.

    Attributes:
        members: int (strata, replicates), neighbourhoods. At least two replicates; no replicate holds a
            whole stratum.
    """

    members: npt.NDArray[np.int64]
    _whole: Vector
    _gone: Vector

    @classmethod
    def of(cls, members: npt.ArrayLike) -> Design:
        """Make a design.

        Args:
            members: whole numbers >= 0, shape (strata, replicates).

        Raises:
            ValueError: some stratum lies in one replicate, so that nothing of it is left when that is
                deleted.
        """
        held = np.asarray(members, np.int64)
        held = held[held.sum(axis=1) > 0]
        replicates = held.shape[1]
        size = held.sum(axis=1, keepdims=True)
        if held.size == 0 or (held == size).any():
            raise ValueError("a stratum lies in one replicate, so that nothing could be deleted")
        whole = size / (size - held)
        gone = -whole
        # Kott's extended weights, where a stratum is smaller than the number of groups.
        small = ((size < replicates) & (held.max(axis=1, keepdims=True) == 1))[:, 0]
        if small.any():
            few = size[small].astype(np.float64)
            shift = np.sqrt(replicates / ((replicates - 1) * few * (few - 1)))
            whole[small] = 1.0 + held[small] * shift
            gone[small] = -held[small] * shift * few
        return cls(held, whole, gone)

    @property
    def neighbourhoods(self) -> int:
        """Neighbourhoods in all."""
        return int(self.members.sum())

    @property
    def freedom(self) -> int:
        """Degrees of freedom: replicates that hold something, less one."""
        return int((self.members.sum(axis=0) > 0).sum()) - 1

    def vector(self, totals: npt.ArrayLike) -> Vector:
        """The total of a count, and the total estimated without each replicate.

        Args:
            totals: shape (strata, replicates), one row for each stratum of the design.
        """
        held = np.asarray(totals, np.float64)
        whole = held.sum(axis=1, keepdims=True)
        without = (self._whole * whole + self._gone * held).sum(axis=0)
        return np.concatenate(([whole.sum()], without))


def standard_error(estimate: Vector) -> float:
    """The jackknife's standard error of element 0."""
    replicates = len(estimate) - 1
    moved = estimate[1:] - estimate[0]
    return math.sqrt((replicates - 1) / replicates * float(moved @ moved))


def limits(estimate: Vector, kind: Kind, freedom: int, at_zero: float) -> tuple[float, float]:
    """The 95 % interval of an estimate.

    Student limits, on the scale of log odds for a share and of logarithms for a rate, so that they stay
    where the estimate can lie and are wider upwards when few events were seen. Where nobody had the event
    (or, for a share, everybody), the jackknife would say that nothing is uncertain; the rule of three is
    told instead.

    Args:
        estimate: shape (replicates + 1,), finite.
        kind: what values it can take.
        freedom: degrees of freedom, >= 1.
        at_zero: upper limit where the estimate is exactly 0; for a share also the distance from 1 where it
            is 1.

    Returns:
        Lower and upper limit.
    """
    value = float(estimate[0])
    if kind != "signed" and value <= 0.0:
        return 0.0, at_zero
    if kind == "share" and value >= 1.0:
        return 1.0 - min(at_zero, 1.0), 1.0
    reach = student_quantile(freedom, CONFIDENCE) * standard_error(estimate)
    if kind == "signed":
        return value - reach, value + reach
    if kind == "rate":
        # Beyond e^300 nothing is meant any more; the bound keeps the exponential finite.
        factor = math.exp(min(reach / value, 300.0))
        return value / factor, value * factor
    factor = math.exp(min(reach / (value * (1.0 - value)), 300.0))
    odds = value / (1.0 - value)
    low, high = odds / factor, odds * factor
    return low / (1.0 + low), high / (1.0 + high)


def limits_at_an_end(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> tuple[float, float, float]:
    """A difference of two estimates, one of which saw nobody or everybody, from the limits of each.

    Replicates that all say 0 have no spread, so the jackknife would take 0 for certain. The limits of each
    are joined instead as by G. Y. Zou and A. Donner, "Construction of confidence limits about effect
    measures", Statistics in Medicine 27 (2008), 1693-1702, with no correlation, which cannot be known here.

    Args:
        one: value, lower and upper limit of the estimate that is added.
        other: the same of the estimate that is taken away.

    Returns:
        Value, lower and upper limit of the difference.
    """
    (value, low, high), (against, least, most) = one, other
    apart = value - against
    return (
        apart,
        apart - math.hypot(value - low, most - against),
        apart + math.hypot(high - value, against - least),
    )
