"""How far the rate of a conduct can rise above the baseline's, whatever the scheme.

Specification, answers: "The multiplier": the cap, up to which the streams of excess are drawn. It follows
from the assumptions alone, so that an arm's luck does not depend on the arms beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions, Conduct

__all__ = ["cap_of"]


def cap_of(conduct: Conduct, assumptions: Assumptions) -> float:
    """Return the factor that the rate of a conduct never exceeds, under whatever scheme."""
    response = assumptions.response[conduct.response]
    return (1.0 + response.gain.value * (1.0 + response.praise.value)) * max(1.0, conduct.strained.value)
