"""Share of the people on a list who were on it wrongfully on some day.

Definition: persons with a wrongful day on the list (see wrongfully-listed-share).
Formula: 100 x sum of persons wrongfully listed / sum of persons ever on the list.
Unit: per cent. Denominator: invented people ever on the list within the horizon.
Source: own definition: a false discovery rate, by person.
"""

from __future__ import annotations

from glasshouse.measures.measure import Measure
from glasshouse.measures.shares import of_the_listed

__all__ = ["MEASURE"]

MEASURE = Measure(
    "Wrongful, of the listed", "per cent", 100.0, "share", of_the_listed("wrongful"), "accuracy"
)
