"""Consent: who joins a scheme that one may stay out of."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from glasshouse.assumptions.entry import Entry, Relative
from glasshouse.assumptions.fixed import FixedDict

__all__ = ["Consent"]


class Consent(Entry):
    """Who joins a scheme that one may stay out of. How many do is a fact of the scheme: `practice.enrolled`.

    Attributes:
        relative: factors on the share of those who join, by dimension and category; it never exceeds 1.
    """

    noun: ClassVar[str] = "consent"
    plural: ClassVar[str] = "consent"

    relative: Relative = Field(default_factory=FixedDict)
