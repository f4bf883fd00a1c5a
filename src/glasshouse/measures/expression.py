"""Which conduct is lawful expression: what may be reported, and never aimed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glasshouse.assumptions import Conduct

__all__ = ["speaks_out"]

_RIGHTS = frozenset({"expression", "assembly", "petition", "association", "belief"})


def speaks_out(conduct: Conduct) -> bool:
    """Whether a conduct is answered as expression, or exercises a right to speak, meet or believe."""
    return conduct.response == "expression" or bool(_RIGHTS & set(conduct.protects))
