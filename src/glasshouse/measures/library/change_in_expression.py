"""Change in expression, assembly, petition and association, against the baseline.

Definition: expected acts of a conduct that the scheme's rules count, in the arm against the same people
without a scheme (paired: the difference is taken in each life, then summed). It is reported, never
aimed at: no sort key, no objective. No chilling by social credit was ever measured.
Formula: 100 x sum of change / sum of exposure, where both are integrals of the rate over each life
(compensators).
Unit: per cent of the acts without the scheme. Denominator: expected acts of all invented people without the
scheme.
Source: own definition; expected counts are compensators of the point processes (Daley and Vere-Jones, An
Introduction to the Theory of Point Processes, 2003, ch. 7). The change is what the
assumptions on response put in, carried through who knows of the scheme and who is under a burden; it is no
evidence that people respond so.
"""

from __future__ import annotations

from glasshouse.measures.change import change_in
from glasshouse.measures.measure import Measure

__all__ = ["MEASURE"]

MEASURE = Measure(
    "Change in expression",
    "per cent",
    100.0,
    "signed",
    change_in(expression=True),
    "expression",
    report_only=True,
)
