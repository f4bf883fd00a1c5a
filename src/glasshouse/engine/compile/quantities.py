"""Quantities that may be missing, as the whole numbers of a row."""

from __future__ import annotations

from typing import Any

from glasshouse.ground.units import Duration

__all__ = ["HIGHEST", "LOWEST", "length", "whole"]

LOWEST = -(1 << 50)
"""Below every score: where the text sets no floor."""

HIGHEST = 1 << 50
"""Above every score: where the text sets no ceiling."""


def length(quantity: Any) -> Duration | None:
    """The duration in a quantity; None for none and for the words that stand in a duration's place."""
    if quantity is None or not isinstance(quantity.value, Duration):
        return None
    return quantity.value


def whole(quantity: Any, otherwise: int) -> int:
    """The whole number in a quantity, or another where there is none."""
    return otherwise if quantity is None or quantity.value is None else int(quantity.value)
