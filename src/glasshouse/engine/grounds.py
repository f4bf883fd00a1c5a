"""Grounds and contexts: to which parts of life a list, or the score, belongs.

Somebody who is on a list for what they did in traffic thinks twice in traffic, not about petitions. It is a
pure reading of one text of a scheme; both engines go by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.assumptions.vocabulary import CONTEXTS, Context

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glasshouse.assumptions import Assumptions
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import Rule

__all__ = ["SCORE", "contexts_of_grounds"]

SCORE = None
"""In the place of a list's id: the score, and with it each of its bands."""

_EVERYWHERE: frozenset[Context] = frozenset(CONTEXTS)


def contexts_of_grounds(scheme: Scheme, assumptions: Assumptions) -> dict[str | None, frozenset[Context]]:
    """The contexts of each list of a text by its id, and of the score by `SCORE`.

    A ground has those of the conducts named by the rules that lead to it: those that enter the list; those
    that give points or lead to a band, and a scorecard's inputs of conducts. A rule that is set off by a list
    passes on what that list has, one set off by a band what the score has. A ground that has none by then has
    all.
    """
    found: dict[str | None, set[Context]] = {entry.id: set() for entry in scheme.lists} | {SCORE: set()}
    inputs = (entry for dimension in scheme.score.dimensions for entry in dimension.inputs)
    found[SCORE] |= _of(assumptions, (entry.id for entry in inputs if entry.kind == "conduct"))
    grown = True
    while grown:
        grown = False
        for rule in scheme.rules:
            ground = found[rule.effect.enter if rule.effect.enter is not None else SCORE]
            given = _given(rule, found, assumptions)
            grown = grown or not given <= ground
            ground |= given
    return {ground: frozenset(contexts) or _EVERYWHERE for ground, contexts in found.items()}


def _given(rule: Rule, found: dict[str | None, set[Context]], assumptions: Assumptions) -> set[Context]:
    """The contexts that a rule passes on to what it leads to."""
    if rule.when.band is not None:
        return set(found[SCORE])
    if rule.when.list is not None:
        return {context for entry in rule.when.list for context in found[entry]}
    return _of(assumptions, rule.when.conducts or ())


def _of(assumptions: Assumptions, conducts: Iterable[str | None]) -> set[Context]:
    return {assumptions.conducts[conduct].context for conduct in conducts if conduct is not None}
