"""What somebody on a list can ask for: the chain of its corrections and reviews, and its repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.slow.stays import exit_by

if TYPE_CHECKING:
    from glasshouse.engine.slow.terms import Terms
    from glasshouse.schemes.model.procedure import Remedy

__all__ = ["first_of", "offered", "repair_of"]


def offered(terms: Terms, list_id: str) -> set[tuple[str, str]]:
    """Return what somebody on a list can ask for: the remedies of its chain, and its repair, each by part."""
    found: set[tuple[str, str]] = set()
    remedy = first_of(terms, list_id)
    while remedy is not None:
        found.add(("chain", remedy.id))
        remedy = None if remedy.next is None else terms.remedy(remedy.next)
    repair = repair_of(terms, list_id)
    return found if repair is None else {*found, ("repair", repair.id)}


def first_of(terms: Terms, list_id: str) -> Remedy | None:
    """Return the remedy that the chain of a list begins with."""
    if exit_by(terms.scheme.list(list_id), "overturned") is None:
        return None
    named = [
        remedy for remedy in terms.scheme.remedies if remedy.kind != "repair" and list_id in remedy.for_.lists
    ]
    later = {remedy.next for remedy in named}
    return next((remedy for remedy in named if remedy.id not in later), None)


def repair_of(terms: Terms, list_id: str) -> Remedy | None:
    """Return the repair of a list."""
    if exit_by(terms.scheme.list(list_id), "repair") is None:
        return None
    return next(
        (
            remedy
            for remedy in terms.scheme.remedies
            if remedy.kind == "repair" and list_id in remedy.for_.lists
        ),
        None,
    )
