"""Burdens: which consequences keep somebody from a service, and who decided what brings them."""

from __future__ import annotations

from typing import Final

from glasshouse.ground.validation import Part
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.said import Said
from glasshouse.schemes.model import REFUSES, WORSENS, Consequence, Rule

__all__ = ["RESTRICTING", "black_lists", "decision", "restricts"]

RESTRICTING: Final = frozenset({*REFUSES, *WORSENS} - {"inspect"})
"""What a consequence does when the service is lost, later, worse or dearer. A warning or a closer look is not
among them, and neither is a favour."""


def restricts(consequence: Consequence) -> bool:
    """Whether a consequence makes a service lost, later, worse or dearer for those whom it meets."""
    return consequence.does in RESTRICTING


def black_lists(case: Case) -> tuple[str, ...]:
    """Ids of the lists that harm, in the order of the file."""
    return tuple(entry.id for entry in case.black_lists)


def decision(case: Case, rule: Rule) -> tuple[Said, Part]:
    """Who decides that a rule applies: what the rule says or, where it is silent, the list that it leads to.

    Args:
        case: the scheme as a rule of the lint sees it.
        rule: of the scheme.

    Returns:
        What is said, and the part that says it; the rule where nothing is said.
    """
    said = case.says(rule, "decided_by")
    if said.is_silent and rule.effect.enter is not None:
        entry = case.scheme.list(rule.effect.enter)
        fallback = case.says(entry, "decided_by")
        if not fallback.is_silent:
            return fallback, entry
    return said, rule
