"""How much more often one group is listed wrongfully than everybody else.

Definition: share of a group's people wrongfully on a blacklist on some day (see wrongfully-listed-share),
over the share of all others told apart by the same dimension.
Formula: (wrongfully listed in the group / covered in the group) / (the same of everybody else).
Unit: times the share of the others. Denominator: as named. Where nobody in the group is wrongfully listed,
the upper limit lets 3 of its people be (rule of three).
Source: a ratio of false positives per person, as in Hardt, Price and Srebro, "Equality of opportunity in
supervised learning" (2016), with the person's own true records in the place of a label.
"""

from __future__ import annotations

from glasshouse.measures.measure import Measure
from glasshouse.measures.ratios import more_often

__all__ = ["MEASURE"]

MEASURE = Measure(
    "Wrongfully listed more or less often than others",
    "times",
    1.0,
    "rate",
    more_often("wrongful-any"),
    "equality",
    among_groups=True,
)
