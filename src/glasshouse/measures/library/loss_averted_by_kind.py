"""Loss averted by kind: fraud, missed payments and defaults, pollution, other violations.

Definition: as harm-averted, and its parts: expected acts that the scheme's rules count, fewer in the arm than
without a scheme (paired in each life), times the loss that the assumptions put on one act. Each conduct is of
one kind, so that the kinds add up to harm-averted: ``fraud`` as in frauds-averted; ``missed payments``
(loans, bills, wages, settlements and judgments not paid, by those who could and by those who could not);
``pollution`` (offences against the environment, from a firm's discharges to litter); ``other violations``
(all else that ordinary law forbids); ``other``, where the assumptions put a loss on conduct that breaks no
law. Conduct without a loss in money counts nothing here (acts-averted-by-kind tells it by number), nor does
lawful expression. Negative: more loss. A kind that the arm leaves alone is 0.
Formula: - sum over conducts of the kind of change x 2^-16 x rate / 365.25 x harm / (invented people x years).
Unit: yuan per person-year. Denominator: person-years of all invented people.
Source: own definition, the parts of harm-averted. It carries the assumptions on response and on harm and is
no evidence that people respond so, or of what an act costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.measures.change import acts_changed
from glasshouse.measures.expression import speaks_out
from glasshouse.measures.kinds import kind_of
from glasshouse.measures.measure import Measure

if TYPE_CHECKING:
    from glasshouse.assumptions import Conduct

__all__ = ["MEASURE"]


def _kind(conduct: Conduct) -> str | None:
    return None if conduct.harm is None or speaks_out(conduct) else kind_of(conduct)


def _gain(conduct: Conduct) -> float:
    """What one act more is worth in yuan: its loss, below 0."""
    return 0.0 if conduct.harm is None else -conduct.harm.value


MEASURE = Measure(
    "Loss averted, by kind",
    "yuan per person-year",
    1.0,
    "signed",
    acts_changed(_kind, _gain),
    "economy",
    put_in=True,
)
