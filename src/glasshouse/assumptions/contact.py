"""Contact: how much of what happens to others people see."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator

from glasshouse.assumptions.entry import ROUNDING, Entry
from glasshouse.assumptions.number import Share

__all__ = ["Contact"]


class Contact(Entry):
    """How much punishment, or praise, of others somebody sees: household + peers + neighbourhood, at most 1.

    The three weights are nothing by default; then nobody looks at anybody, and people live apart.

    Attributes:
        household: weight of another member of the household who is seen to be punished.
        peers: weight of friends: the share of four friends who are.
        neighbourhood: weight of public registers and notice boards: the share of the neighbourhood that is
            posted, over `full`.
        full: share of the neighbourhood from which on its weight is felt in full.
    """

    noun: ClassVar[str] = "contact"
    plural: ClassVar[str] = "contact"

    household: Share = Field(default=0.0, validate_default=True)
    peers: Share = Field(default=0.0, validate_default=True)
    neighbourhood: Share = Field(default=0.0, validate_default=True)
    full: Share = Field(default=0.02, validate_default=True)

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        total = self.household.value + self.peers.value + self.neighbourhood.value
        if total > 1.0 + ROUNDING:
            raise ValueError(f"the three weights sum to {total:g}, which is more than 1")
        return self

    @property
    def runs(self) -> bool:
        """Whether anybody looks at anybody."""
        return self.household.value + self.peers.value + self.neighbourhood.value > 0.0
