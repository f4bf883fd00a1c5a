"""The heaviest consequence for what breaks no law: days under it for each act that a rule takes up.

Definition: for each rule about lawful or protected conduct and each consequence that it leads to, the days
under the consequence that come of one time that the rule takes effect, for each act that it takes. Told is
the pair with most days, by name (``CONDUCT: CONSEQUENCE``), of the rules that took effect 50 times at
least. The days are shared out among rules as for heaviest-per-loss. A warning is no restriction. Being the
heaviest of many, it is likely to look heavier than it is.
Formula: days of the consequence x share of the rule / (times that the rule took effect x acts that it
takes).
Unit: days for each act. Denominator: acts that the rule took up.
Source: own definition: a sanction where there is no wrong, as in a test of proportionality.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.measures.measure import Measure
from glasshouse.measures.pairs import heaviest

if TYPE_CHECKING:
    from glasshouse.assumptions import Conduct

__all__ = ["MEASURE"]


def _lawful(conduct: Conduct, acts: int) -> float | None:
    return float(acts) if conduct.legality in ("lawful", "protected") else None


MEASURE = Measure(
    "The heaviest consequence for what breaks no law",
    "days for each act",
    1.0,
    "rate",
    heaviest(_lawful, "acts that the rule took up"),
    "proportionality",
)
