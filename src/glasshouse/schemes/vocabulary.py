"""The words that a scheme chooses from: conducts, sources, gates, excuses.

They belong to the assumptions catalogue, which says how often people do a thing, who sees it and what is
asked for; a scheme may name only what is there, and cannot say anything else about it. This module is the one
place where schemes ask. A few fixed lists that only schemes use stand here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from glasshouse.assumptions.vocabulary import Context

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions, Conduct, Gate

__all__ = [
    "NO_GATE",
    "CarveOut",
    "Context",
    "SpecialCategory",
    "conditions",
    "conducts",
    "excuses",
    "gates",
    "sources",
]

CarveOut = Literal["medical", "livelihood", "family"]
"""What a consequence leaves free, for ``except``: the purposes that people ask for a service with."""

SpecialCategory = Literal[
    "health", "genes", "biometrics", "belief", "ethnicity", "nationality", "union", "sexuality", "politics"
]
"""Kinds of data that most data-protection law protects above others, for a source's ``special``."""

NO_GATE = "none"
"""What ``gate`` says of a consequence that bars nothing, such as a warning."""


def _catalogue() -> Assumptions:
    from glasshouse import assumptions

    return assumptions.load("standard")


def conducts() -> Mapping[str, Conduct]:
    """Every conduct that a rule can name, by id."""
    return _catalogue().conducts


def sources() -> tuple[str, ...]:
    """Every kind of source that can see a conduct and write it down."""
    return tuple(_catalogue().sources)


def gates() -> Mapping[str, Gate]:
    """Every gate where a service is asked for, by id."""
    return _catalogue().gates


def excuses() -> tuple[str, ...]:
    """Facts that keep a rule from applying, for ``unless``."""
    return tuple(_catalogue().procedure.excuses)


def conditions() -> tuple[str, ...]:
    """Facts that make a stay longer, for ``if`` in ``stay.extend``."""
    return tuple(_catalogue().procedure.conditions)
