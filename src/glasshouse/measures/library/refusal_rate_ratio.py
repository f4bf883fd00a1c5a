"""How much more often one group is refused something than everybody else.

Definition: share of a group's people refused a service at least once because of the scheme, over the share of
all others told apart by the same dimension, or by two at once where they are crossed. Who asks more often is
refused more often; it describes, and does not explain.
Formula: (refused in the group / covered in the group) / (refused elsewhere / covered elsewhere).
Unit: times the share of the others. Denominator: as named. Where nobody in the group is refused, the upper
limit lets 3 of its people be (rule of three).
Source: a risk ratio (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch. 3).
"""

from __future__ import annotations

from glasshouse.measures.measure import Measure
from glasshouse.measures.ratios import more_often

__all__ = ["MEASURE"]

MEASURE = Measure(
    "Refused more or less often than others",
    "times",
    1.0,
    "rate",
    more_often("refused-any"),
    "equality",
    among_groups=True,
)
