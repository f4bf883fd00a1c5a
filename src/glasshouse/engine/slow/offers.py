"""What somebody can ask for about a list, band, consequence or rule: its chain of remedies, its repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.slow.stays import exit_by

if TYPE_CHECKING:
    from glasshouse.engine.slow.agenda import Target
    from glasshouse.engine.slow.terms import Terms
    from glasshouse.schemes.model.procedure import Remedy

__all__ = ["first_of", "holder_of", "offered", "repair_of"]


def holder_of(terms: Terms, list_id: str, began_by: str, *, repairs: bool) -> Target:
    """Return whose remedies a stay on a list has: those of the rule that began it, if any, or the list's.

    Args:
        terms: the text of the day.
        list_id: the list.
        began_by: the rule that the stay began by.
        repairs: whether it is asked for the repair, not for the chain.
    """
    enters = any(rule.id == began_by and rule.effect.enter == list_id for rule in terms.scheme.rules)
    named = any(
        (remedy.kind == "repair") == repairs and began_by in remedy.for_.rules
        for remedy in terms.scheme.remedies
    )
    return ("rule", began_by) if enters and named else ("list", list_id)


def offered(terms: Terms, target: Target) -> set[tuple[str, str]]:
    """Return what somebody can ask for: the remedies of the chain, and the repair, each by part."""
    found: set[tuple[str, str]] = set()
    remedy = first_of(terms, target)
    while remedy is not None:
        found.add(("chain", remedy.id))
        remedy = None if remedy.next is None else terms.remedy(remedy.next)
    repair = repair_of(terms, target)
    return found if repair is None else {*found, ("repair", repair.id)}


def first_of(terms: Terms, target: Target) -> Remedy | None:
    """Return the remedy that the chain of a list, band, consequence or rule begins with."""
    if not _leads_anywhere(terms, target, "overturned"):
        return None
    named = [
        remedy for remedy in terms.scheme.remedies if remedy.kind != "repair" and _is_for(remedy, target)
    ]
    later = {remedy.next for remedy in named}
    return next((remedy for remedy in named if remedy.id not in later), None)


def repair_of(terms: Terms, target: Target) -> Remedy | None:
    """Return the repair of a list, band, consequence or rule."""
    if not _leads_anywhere(terms, target, "repair"):
        return None
    return next(
        (remedy for remedy in terms.scheme.remedies if remedy.kind == "repair" and _is_for(remedy, target)),
        None,
    )


def _leads_anywhere(terms: Terms, target: Target, way: str) -> bool:
    """Say whether anything can be granted: a list is left only where it has such a way out."""
    kind, name = target
    entered = terms.scheme.rule(name).effect.enter if kind == "rule" else name if kind == "list" else None
    return entered is None or exit_by(terms.scheme.list(entered), way) is not None


def _is_for(remedy: Remedy, target: Target) -> bool:
    kind, name = target
    names: tuple[str, ...] = getattr(remedy.for_, f"{kind}s")
    return name in names
