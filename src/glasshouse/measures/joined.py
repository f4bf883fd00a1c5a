"""The joined range: one range that holds what the luck of the draw and what the assumptions would change.

An estimate has two intervals, each for one cause alone: the luck of drawing these people, at the central
assumptions; and the assumptions, over joint draws that all have the same luck. Neither holds the other, and
who quotes the wider one leaves out a cause. Both causes are independent: which people are drawn says nothing
of which assumptions are true. The distances of their ends from the central value are therefore joined by the
root of the sum of their squares, each side by itself:

    distance = sqrt(distance by luck ^ 2 + distance by assumptions ^ 2)

on the scale on which the limits for luck are made too: log odds for a share, logarithms for a rate or a
ratio, as it is for what may be negative. It is what Zou and Donner do to join limits of two independent
estimates (Statistics in Medicine 27, 2008, 1693-1702), with the assumptions as the second of them, and what
an uncertainty budget does (JCGM 100:2008, Guide to the expression of uncertainty in measurement, 5.1.2).

The range holds both intervals, always, and equals one of them where the other has no width. It is exact where
both causes spread normally on that scale, each side with a spread of its own, and an approximation elsewhere.
The ends for the assumptions are those of 50 draws or so, and known no better than that; and as the draws
live smaller societies, some luck is in them too, which makes the range rather too wide than too narrow. A
mixture of the draws with their own luck would need each draw's interval, and would count twice the luck that
all draws share. What the model leaves out is in no range.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from glasshouse.measures.measure import measures

if TYPE_CHECKING:
    from glasshouse.measures.estimate import Estimate
    from glasshouse.measures.jackknife import Kind

__all__ = ["joined", "joined_ends"]

Function: TypeAlias = Callable[[float], float]

_BETWEEN = " - "
"""Stands in the arm of a difference, which may be negative whatever the measure is."""

_FARTHEST = 700.0
"""Beyond e^700 no number is kept; the bound keeps the exponential finite."""


def joined(estimate: Estimate) -> tuple[float, float] | None:
    """Both ends of the joined range of an estimate, in its unit; None where nobody drew the assumptions."""
    e = estimate
    if e.value is None or e.low is None or e.high is None or e.assumed_low is None or e.assumed_high is None:
        return None
    measure = measures().get(e.id)
    kind: Kind = "signed" if measure is None or _BETWEEN in e.arm else measure.kind
    return joined_ends(
        e.value,
        (e.low, e.high),
        (e.assumed_low, e.assumed_high),
        kind,
        whole=1.0 if measure is None else measure.scale,
    )


def joined_ends(
    value: float,
    luck: tuple[float, float],
    assumed: tuple[float, float],
    kind: Kind,
    whole: float = 1.0,
) -> tuple[float, float]:
    """Both ends of the range that joins two independent causes.

    Args:
        value: in the middle; within `luck`.
        luck: lower and upper end by the one cause.
        assumed: lower and upper end by the other; may leave out `value`, and adds nothing on the side on
            which it does not reach beyond.
        kind: what values there can be, which is the scale on which distances are joined. At nought (of a
            share also at everybody) that scale has no place, and distances are joined as they are; an end
            that lies there stays there.
        whole: what everybody is, of a share.
    """
    there, back = _scale(value, min(luck[0], assumed[0]), kind, whole)
    middle = there(value)
    below = math.hypot(*(max(middle - there(end), 0.0) for end in (luck[0], assumed[0])))
    above = math.hypot(*(max(there(end) - middle, 0.0) for end in (luck[1], assumed[1])))
    # There and back may move a last digit, and a sum of two shares may pass everybody: neither may lose an
    # end of either interval.
    low = min(back(middle - below), luck[0], assumed[0])
    high = max(back(middle + above), luck[1], assumed[1])
    if kind == "signed":
        return low, high
    return max(low, min(0.0, luck[0], assumed[0])), min(high, whole) if kind == "share" else high


def _scale(value: float, least: float, kind: Kind, whole: float) -> tuple[Function, Function]:
    """To the scale on which distances are joined, and back from it."""
    if kind == "signed" or value <= 0.0 or least < 0.0 or (kind == "share" and value >= whole):
        return _same, _same
    if kind == "rate":
        return _log, _exp
    return (
        lambda size: _log(size) - _log(whole - size),
        lambda odds: whole / (1.0 + _exp(-odds)),
    )


def _same(size: float) -> float:
    return size


def _log(size: float) -> float:
    return math.log(size) if size > 0.0 else -math.inf


def _exp(size: float) -> float:
    return math.exp(min(size, _FARTHEST))
