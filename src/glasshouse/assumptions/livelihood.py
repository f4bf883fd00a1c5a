"""Livelihood: how long it takes to get over being refused a job or a loan."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from glasshouse.assumptions.entry import Entry
from glasshouse.assumptions.number import Days, Share

__all__ = ["Livelihood"]


class Livelihood(Entry):
    """How long it takes to get over being refused work or credit, and how far one refusal goes.

    Who is refused at a gate that strains is *strained*, who is refused again before getting over it
    *insolvent*. The second has the whole effect of a conduct's `strained`, the first a part of it; the
    insolvent cannot perform what they owe. By default one is over a refusal by the next morning, and nothing
    comes of it.

    Attributes:
        recovers: mean days until somebody who is refused no more gets over one step of two.
        half: share of the effect of insolvency that somebody has who is strained only.
    """

    noun: ClassVar[str] = "livelihood"
    plural: ClassVar[str] = "livelihood"

    recovers: Days = Field(default=0.0, validate_default=True)
    half: Share = Field(default=0.0, validate_default=True)
