"""How many people it would take to about halve the intervals for luck: the square-root law."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glasshouse.measures.estimate import Estimate

__all__ = ["to_halve"]

_TIMES, _TIMES_SAID = 4, "Four"
"""The error of a mean of independent parts falls with the square root of their number."""


def to_halve(people: int, estimates: Iterable[Estimate]) -> str | None:
    """One line on the intervals of some numbers, all of one run.

    Neighbourhoods are alike and live apart, so more of them narrow an interval by the square-root law; the
    values themselves stay. Nothing is said where no interval comes from the replicates: where there are too
    few people, or where nobody (or everybody) was seen and the limit is the rule of three.

    Args:
        people: of the run.
        estimates: the numbers beside which the line stands.
    """
    measured = [e for e in estimates if e.value is not None and e.low != e.high and not _at_an_end(e)]
    if not measured:
        return None
    return (
        f"{_TIMES_SAID} times as many people ({_TIMES * people:,}) would about halve the intervals for luck "
        "(the square-root law); what is assumed would be as uncertain as before."
    )


def _at_an_end(estimate: Estimate) -> bool:
    """Whether a limit is the rule of three, which more people make narrower by another law."""
    share = estimate.unit == "per cent" and estimate.value == 100.0
    return share or (estimate.value == 0.0 and "rule of three" in (estimate.note or ""))
