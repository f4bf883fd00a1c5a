"""Change in conduct that exercises no right to speak, meet or believe, against the baseline.

Definition: expected acts of a conduct that the scheme's rules count, in the arm against the same people
without a scheme (paired: the difference is taken in each life, then summed). Expression,
assembly and petition are in change-in-expression.
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
    "Change in conduct",
    "per cent",
    100.0,
    "signed",
    change_in(expression=False),
    "economy",
    put_in=True,
)
