"""Traits: lasting differences between people who are alike in everything that is measured."""

from __future__ import annotations

from typing import ClassVar, Literal

from glasshouse.assumptions.entry import Entry
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.number import Share, Spread
from glasshouse.assumptions.vocabulary import TRAITS, TraitName

__all__ = ["Trait", "TraitUse", "without_traits"]


class Trait(Entry):
    """A lasting difference between people who are alike in everything else.

    Attributes:
        spread: standard deviation of the logarithm of the factor on rates.
        household_correlation: correlation of the trait's normal score between members of one household, 0
            to 1.
    """

    noun: ClassVar[str] = "a trait"
    plural: ClassVar[str] = "traits"

    spread: Spread
    household_correlation: Share


class TraitUse(Entry):
    """How a conduct depends on a trait: a factor exp(sign x spread x z - spread^2 / 2), mean 1.

    Attributes:
        id: the trait.
        sign: 1 where people with more of it do it more often, -1 where less.
    """

    noun: ClassVar[str] = "the trait of a conduct"
    plural: ClassVar[str] = "trait"

    id: TraitName
    sign: Literal[1, -1]


def without_traits() -> dict[TraitName, Trait]:
    """Return traits by which nobody differs."""
    return FixedDict({name: Trait(spread=0.0, household_correlation=0.0) for name in TRAITS})
