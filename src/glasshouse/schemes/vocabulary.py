"""The words that a scheme chooses from: conducts, sources, gates, excuses.

They belong to the assumptions catalogue, which says how often people do a thing, who sees it and what is
asked for; a scheme may name only what is there, and cannot say anything else about it. This module is the one
place where schemes ask. A few fixed lists that only schemes use stand here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from glasshouse.assumptions.vocabulary import Context

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions, Conduct, Gate

__all__ = [
    "NO_GATE",
    "CarveOut",
    "Context",
    "SpecialCategory",
    "Words",
    "conducts",
    "gates",
    "words",
]

CarveOut = Literal["medical", "livelihood", "family"]
"""What a consequence leaves free, for ``except``: the purposes that people ask for a service with."""

SpecialCategory = Literal[
    "health", "genes", "biometrics", "belief", "ethnicity", "nationality", "union", "sexuality", "politics"
]
"""Kinds of data that most data-protection law protects above others, for a source's ``special``."""

NO_GATE = "none"
"""What ``gate`` says of a consequence that bars nothing, such as a warning."""


@dataclass(frozen=True)
class Words:
    """What a scheme may name, under one set of assumptions.

    Attributes:
        conducts: every conduct that a rule can name, by id.
        sources: every kind of source that can see a conduct and write it down.
        gates: every gate where a service is asked for, by id.
        excuses: facts that keep a rule from applying, for ``unless``.
        conditions: facts that make a stay longer, for ``if`` in ``stay.extend``.
    """

    conducts: Mapping[str, Conduct]
    sources: tuple[str, ...]
    gates: Mapping[str, Gate]
    excuses: tuple[str, ...]
    conditions: tuple[str, ...]


def words(assumptions: Assumptions | None = None) -> Words:
    """The words of a set of assumptions; by default of the standard one.

    A stay may always be longer for who was on the list before (``repeated``): the engine knows that itself.
    """
    if assumptions is None:
        from glasshouse import assumptions as catalogue

        assumptions = catalogue.load("standard")
    conditions = dict.fromkeys(("repeated", *assumptions.procedure.conditions))
    return Words(
        conducts=assumptions.conducts,
        sources=tuple(assumptions.sources),
        gates=assumptions.gates,
        excuses=tuple(assumptions.procedure.excuses),
        conditions=tuple(conditions),
    )


@cache
def _standard() -> Words:
    return words()


def conducts() -> Mapping[str, Conduct]:
    """The conducts of the standard assumptions, by id."""
    return _standard().conducts


def gates() -> Mapping[str, Gate]:
    """The gates of the standard assumptions, by id."""
    return _standard().gates
