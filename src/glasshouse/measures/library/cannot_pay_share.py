"""Share of the people on a list who got there for what they could not have done otherwise.

Definition: persons with an entry brought by a true record (of several records, the last) of a conduct that
they were unable to avoid, such as a debt that they cannot pay, taken for a refusal.
Formula: 100 x sum of persons listed while unable / sum of persons ever on the list.
Unit: per cent. Denominator: invented people ever on the list within the horizon.
Source: own definition; kept apart from wrongful, because the record itself is true.
"""

from __future__ import annotations

from glasshouse.measures.measure import Measure
from glasshouse.measures.shares import of_the_listed

__all__ = ["MEASURE"]

MEASURE = Measure(
    "Could not act otherwise, of the listed", "per cent", 100.0, "share", of_the_listed("unable"), "accuracy"
)
