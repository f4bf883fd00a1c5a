"""Acts averted by kind: frauds, missed payments and defaults, pollution, other violations.

Definition: expected acts in the arm, fewer than those of the same people without a scheme (paired in each
life), by the kinds of loss-averted-by-kind, whether or not the assumptions put a loss on them. Missed
payments of those who could not pay are among them; other conduct that breaks no law is not, nor what
exercises a right, such as a birth outside a plan or what is said: nothing is gained where that is averted.
Negative: more acts. A kind that the arm leaves alone is 0. Kinds mix what is grave with what is slight:
litter and a firm's discharges count one act each.
Formula: - 100,000 x sum over conducts of the kind of change x 2^-16 x rate / 365.25 / (invented people x
years).
Unit: acts per 100,000 person-years. Denominator: person-years of all invented people.
Source: own definition: benefits are told with the same care as harms. It carries the assumptions on response
and is no evidence that people respond so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.measures.change import acts_changed
from glasshouse.measures.expression import speaks_out
from glasshouse.measures.kinds import OTHER, kind_of
from glasshouse.measures.measure import Measure

if TYPE_CHECKING:
    from glasshouse.assumptions import Conduct

__all__ = ["MEASURE"]


def _kind(conduct: Conduct) -> str | None:
    kind = kind_of(conduct)
    return None if kind == OTHER or conduct.protects or speaks_out(conduct) else kind


MEASURE = Measure(
    "Acts averted, by kind",
    "per 100,000 person-years",
    100_000.0,
    "signed",
    acts_changed(_kind, lambda conduct: -1.0),
    "economy",
    put_in=True,
)
