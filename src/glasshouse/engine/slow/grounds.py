"""What a list, a band or the score is about: in which parts of life one has reason to fear it.

Specification, part L, "Contexts". Whoever is on a list for what they did on the road is more careful there,
and not about their taxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from glasshouse.assumptions import Assumptions
    from glasshouse.schemes import Scheme

__all__ = ["Contexts", "contexts_of_lists", "contexts_of_score"]

Contexts = frozenset[str]
"""Parts of life, by the names that conducts have for them."""


def contexts_of_score(scheme: Scheme, assumptions: Assumptions) -> Contexts:
    """Return the contexts that the score of a scheme, and each of its bands, is about; maybe none."""
    named = {
        conduct
        for rule in scheme.rules
        if rule.effect.points is not None or rule.effect.to_band is not None
        for conduct in rule.when.conducts or ()
    }
    for dimension in scheme.score.dimensions:
        named |= {look.id for look in dimension.inputs if look.kind == "conduct" and look.id is not None}
    return _contexts(named, assumptions)


def contexts_of_lists(scheme: Scheme, assumptions: Assumptions) -> dict[str, Contexts]:
    """Return the contexts that each list of a scheme is about, by what leads onto it; maybe none.

    A list that another leads to is about what that one is about, and so on until nothing is added.
    """
    about: dict[str, Contexts] = {entry.id: frozenset() for entry in scheme.lists}
    score = contexts_of_score(scheme, assumptions)
    grows = True
    while grows:
        grows = False
        for rule in scheme.rules:
            entered = rule.effect.enter
            if entered is None:
                continue
            leads = _contexts(rule.when.conducts or (), assumptions)
            leads |= score if rule.when.band is not None else frozenset()
            leads |= frozenset[str]().union(*(about[list_id] for list_id in rule.when.list or ()))
            grows = grows or not leads <= about[entered]
            about[entered] |= leads
    return about


def _contexts(conducts: Collection[str], assumptions: Assumptions) -> Contexts:
    known = assumptions.conducts
    return frozenset(known[conduct].context for conduct in conducts if conduct in known)
