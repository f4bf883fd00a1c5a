"""What every part of the assumptions has in common: it is frozen, and its tables are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.number import SHARED_KEYS, PerYear, Ratio, Share
from glasshouse.assumptions.vocabulary import DIMENSIONS, OPEN_DIMENSIONS
from glasshouse.ground.errors import did_you_mean

__all__ = ["ROUNDING", "Entry", "Fixed", "Rates", "Relative", "Shares", "unknown"]

ROUNDING: Final = 1e-9
"""Error of a sum of shares written with a few decimals; far below any share that means something."""


class Entry(BaseModel):
    """A frozen part that refuses keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def unknown(kind: str, word: str, options: Iterable[str]) -> str:
    """Say that a word is not one of the options, and which was meant.

    Args:
        kind: what it should have been, such as ``source``.
        word: what was written.
        options: what would have been understood.
    """
    meant = did_you_mean(word, options)
    return f"'{word}' is not a {kind}." + (
        f" Did you mean '{meant}'?" if meant else f" Known: {', '.join(options)}."
    )


def _spread_shared_keys(given: object) -> object:
    """Hand what a table says of all its numbers (evidence, reference, ...) to each of them."""
    if not isinstance(given, Mapping):
        return given
    shared = {key: given[key] for key in SHARED_KEYS if key in given}
    if not shared:
        return given
    return {
        category: {**shared, **number} if isinstance(number, Mapping) else {**shared, "value": number}
        for category, number in given.items()
        if category not in shared
    }


def _check_categories(given: object) -> object:
    """Refuse dimensions and categories that nobody can have, and hand shared keys down."""
    if not isinstance(given, Mapping):
        return given
    tables: dict[str, object] = {}
    for dimension, table in given.items():
        if dimension not in DIMENSIONS:
            raise ValueError(unknown("dimension", str(dimension), DIMENSIONS))
        spread = _spread_shared_keys(table)
        if isinstance(spread, Mapping) and dimension not in OPEN_DIMENSIONS:
            for category in spread:
                if category not in DIMENSIONS[dimension]:
                    raise ValueError(
                        unknown(f"category of '{dimension}'", str(category), DIMENSIONS[dimension])
                    )
        tables[dimension] = spread
    return tables


Fixed: Final = AfterValidator(FixedDict)

Relative = Annotated[dict[str, Annotated[dict[str, Ratio], Fixed]], BeforeValidator(_check_categories), Fixed]
"""Factors by dimension and category; a category that is not named has the factor 1."""

Shares = Annotated[dict[str, Share], BeforeValidator(_spread_shared_keys), Fixed]
Rates = Annotated[dict[str, PerYear], BeforeValidator(_spread_shared_keys), Fixed]
