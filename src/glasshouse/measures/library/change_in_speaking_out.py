"""Change in all expression, assembly, petition and association together, against the baseline.

Definition: expected acts of all conduct that exercises a right to speak, meet or believe, in the arm less
those of the same people without a scheme (paired in each life). Conduct that the arm neither counts nor
changes adds nothing. It is reported, never aimed at: no sort key, no objective. No chilling by social credit
was ever measured. Conduct by conduct it is in change-in-expression.
Formula: 100,000 x sum over conducts of change x 2^-16 x rate / 365.25 / (invented people x years).
Unit: acts per 100,000 person-years. Denominator: person-years of all invented people.
Source: own definition, as change-in-acts. It carries the assumptions on response and is no evidence that
people respond so.
"""

from __future__ import annotations

from glasshouse.measures.change import acts_changed
from glasshouse.measures.expression import speaks_out
from glasshouse.measures.measure import Measure

__all__ = ["MEASURE"]

MEASURE = Measure(
    "Change in speaking out, all of it",
    "per 100,000 person-years",
    100_000.0,
    "signed",
    acts_changed(lambda conduct: "any" if speaks_out(conduct) else None),
    "expression",
    report_only=True,
)
