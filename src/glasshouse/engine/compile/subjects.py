"""Kinds of subject and professions as bits: who does, who asks, who is covered, who is struck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.tables import OCCUPATION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glasshouse.schemes.model import Whom
    from glasshouse.society import SocietyTables

__all__ = ["ALL_KINDS", "kinds", "kinds_struck", "professions_struck"]

_BITS = {"person": 1, "firm": 2, "agency": 4}

ALL_KINDS = 7
"""Persons, firms and agencies."""


def kinds(names: Iterable[str]) -> int:
    """One bit for each kind of subject named."""
    return sum(_BITS[name] for name in set(names))


def kinds_struck(whom: Whom, scope: Iterable[str]) -> int:
    """The kinds that a rule strikes; all of them where it leaves out nobody whom the scheme covers."""
    named = kinds(whom.subjects)
    return named if kinds(scope) & ~named and named else ALL_KINDS


def professions_struck(whom: Whom, society: SocietyTables) -> int:
    """One bit for each category of occupation that a rule strikes; every bit where it names none."""
    number = society.dimension(OCCUPATION)
    if not whom.professions or number is None:
        return -1
    return sum(1 << society.dims[number].index(profession) for profession in set(whom.professions))
