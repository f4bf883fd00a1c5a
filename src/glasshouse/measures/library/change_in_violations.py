"""Change in the number of acts that ordinary law forbids, by how it forbids them, against the baseline.

Definition: expected acts of all conduct of one class (crime, administrative offence, breach of a duty) in the
arm, less those of the same people without a scheme (paired in each life). Negative: fewer acts. Conduct that
the arm neither counts nor changes adds nothing. Lawful expression is no violation, whatever it is called.
Formula: 100,000 x sum over conducts of change x 2^-16 x rate / 365.25 / (invented people x years).
Unit: acts per 100,000 person-years. Denominator: person-years of all invented people.
Source: own definition: benefits are told with the same care as harms. As change-in-conduct, it carries the
assumptions on response and is no evidence that people respond so.
"""

from __future__ import annotations

from glasshouse.measures.change import acts_changed
from glasshouse.measures.expression import speaks_out
from glasshouse.measures.kinds import FORBIDDEN
from glasshouse.measures.measure import Measure

__all__ = ["MEASURE"]

MEASURE = Measure(
    "Change in violations",
    "per 100,000 person-years",
    100_000.0,
    "signed",
    acts_changed(
        lambda conduct: (
            conduct.legality if conduct.legality in FORBIDDEN and not speaks_out(conduct) else None
        )
    ),
    "economy",
    put_in=True,
)
