"""Credit: of how many people no lender has a record."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator

from glasshouse.assumptions.entry import Entry, Relative
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.number import Share

__all__ = ["Credit"]


class Credit(Entry):
    """Of how many people no lender has a record, so that banks cannot tell whether they pay.

    It changes nothing that happens in a run: which of the people of a group are without a history is not
    drawn, their number is worked out afterwards.

    Attributes:
        without_history: share of the grown-up people without one.
        relative: factors on that share, by the categories of one dimension; it never exceeds 1.
    """

    noun: ClassVar[str] = "credit"
    plural: ClassVar[str] = "credit"

    without_history: Share = Field(default=0.0, validate_default=True)
    relative: Relative = Field(default_factory=FixedDict)

    @model_validator(mode="after")
    def _one_dimension(self) -> Self:
        if len(self.relative) > 1:
            raise ValueError(
                "'relative' takes one dimension: a run counts its groups one dimension at a time"
            )
        return self

    def share(self, dimension: str, category: str) -> float:
        """The share without a history of the people in a category of a dimension."""
        table = self.relative.get(dimension, {})
        factor = table[category].value if category in table else 1.0
        return min(1.0, self.without_history.value * factor)
