"""How much more often one group is listed than everybody else.

Definition: share of a group's people ever on a blacklist, over the share of all others told apart by the
same dimension (income, sex, registration, ...), or by two of them at once where they are crossed
(``registration*income=rural*q1``). Above 1 the group is listed more often. It is a description of who is
listed, not of why: groups differ in what they do, in who sees them, and in whom a rule strikes, all of it
assumed.
Formula: (listed in the group / covered in the group) / (listed elsewhere / covered elsewhere).
Unit: times the share of the others. Denominator: as named. Where nobody in the group is listed, the upper
limit lets 3 of its people be (rule of three).
Source: a risk ratio (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch. 3).
"""

from __future__ import annotations

from glasshouse.measures.measure import Measure
from glasshouse.measures.ratios import more_often

__all__ = ["MEASURE"]

MEASURE = Measure(
    "Listed more or less often than others",
    "times",
    1.0,
    "rate",
    more_often("listed-any"),
    "equality",
    among_groups=True,
)
