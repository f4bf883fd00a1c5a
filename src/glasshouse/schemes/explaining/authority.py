"""Authority: who decides, and on which law an item rests."""

from __future__ import annotations

from glasshouse.schemes.model import Consequence, List, Remedy, Rule
from glasshouse.schemes.phrases import and_

__all__ = ["basis", "decision"]

_DECIDED = {
    "court": "A court decides",
    "agency": "A public agency decides",
    "private": "A private body decides",
    "party": "A party body decides",
    "automatic": "It is applied automatically",
}


def decision(item: Rule | List) -> list[str]:
    """Who decides; nothing where that is not said."""
    return [] if item.decided_by is None else [_DECIDED[item.decided_by]]


def basis(item: Rule | List | Consequence | Remedy) -> list[str]:
    """The legal basis, also that there is none; nothing where that is not said."""
    if item.legal_basis is None:
        return []
    return [
        f"It rests on {and_(item.legal_basis)}" if item.legal_basis else "It has no legal basis of its own"
    ]
