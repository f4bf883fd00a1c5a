"""The heaviest consequence for the lightest conduct: days under it for each 10,000 yuan of loss.

Definition: for each rule and each consequence that it leads to, the days under the consequence that come of
one time that the rule takes effect, over the loss done by so many acts of the conduct as it takes for that.
Told is the pair with most days for the loss, by name (``CONDUCT: CONSEQUENCE``), of the rules that took
effect 50 times at least. The days of a consequence are shared out among the rules that lead to it: on a
list in proportion to the stays that each began, by a score in proportion to the points that each took,
whenever they lapse. Conduct without a loss in money is not in it: what breaks no law is told by
heaviest-for-lawful; the rest (neglected parents, a breached order) cannot be weighed so. A warning is no
restriction. Being the heaviest of many, it is likely to look heavier than it is.
Formula: days of the consequence x share of the rule / (times that the rule took effect x acts that it takes
x loss of one act / 10,000).
Unit: days per 10,000 yuan of loss. Denominator: loss of the acts that the rule took up.
Source: own definition: excess of the sanction over the wrong, as in a test of proportionality.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.measures.expression import speaks_out
from glasshouse.measures.measure import Measure
from glasshouse.measures.pairs import heaviest

if TYPE_CHECKING:
    from glasshouse.assumptions import Conduct

__all__ = ["MEASURE"]

_YUAN = 10_000.0


def _loss(conduct: Conduct, acts: int) -> float | None:
    if conduct.harm is None or conduct.harm.value <= 0.0 or speaks_out(conduct):
        return None
    return acts * conduct.harm.value / _YUAN


MEASURE = Measure(
    "The heaviest consequence for the lightest conduct",
    "days per 10,000 yuan",
    1.0,
    "rate",
    heaviest(_loss, "loss of the acts that the rule took up"),
    "proportionality",
)
