"""Share of the people on a list with an entry that rests on protected conduct.

Definition: persons with an entry whose recorded conduct is an exercise of a protected right (protest,
petition, criticism, association).
Formula: 100 x sum of persons listed on a protected ground / sum of persons ever on the list.
Unit: per cent. Denominator: invented people ever on the list within the horizon.
Source: own definition; which conduct is protected stands in the assumptions, conduct by conduct.
"""

from __future__ import annotations

from glasshouse.measures.measure import Measure
from glasshouse.measures.shares import of_the_listed

__all__ = ["MEASURE"]

MEASURE = Measure(
    "On a protected ground, of the listed", "per cent", 100.0, "share", of_the_listed("protected"), "accuracy"
)
