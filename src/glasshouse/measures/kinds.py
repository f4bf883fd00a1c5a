"""Kinds of what a scheme says that it averts: fraud, missed payments, pollution, other violations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.measures.fraud import FRAUDS

if TYPE_CHECKING:
    from glasshouse.assumptions import Conduct

__all__ = ["FORBIDDEN", "OTHER", "kind_of"]

FORBIDDEN = ("crime", "administrative-offence", "breach")
"""What ordinary law makes of an act that it forbids."""

OTHER = "other"
"""The kind of conduct that breaks no law and is none of the rest."""

_OWED = frozenset(
    {
        "refuses-judgment",
        "refuses-settlement",
        "firm-refuses-judgment",
        "firm-withholds-wages",
        "agency-pays-late",
        "agency-refuses-judgment",
    }
)
"""Conduct that leaves unpaid what is owed, and does not depend on being short of money."""


def kind_of(conduct: Conduct) -> str:
    """The one kind that a conduct is of, so that kinds add up to the whole.

    Fraud comes first: who evades a judgment by a sham transfer does more than not pay. What depends on being
    short of money is a missed payment, lawful or not.
    """
    if conduct.id in FRAUDS:
        return "fraud"
    if conduct.strained.value != 1.0 or conduct.id in _OWED:
        return "missed payments"
    if conduct.legality not in FORBIDDEN:
        return OTHER
    return "pollution" if conduct.context == "environment" else "other violations"
