"""Response: how people who know a rule change what they do."""

from __future__ import annotations

from typing import ClassVar

from glasshouse.assumptions.entry import Entry
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.number import ShareBelowOne
from glasshouse.assumptions.vocabulary import RESPONSES, ResponseClass

__all__ = ["Response", "unmoved"]


class Response(Entry):
    """How people who know a rule change what they do: the rate is multiplied by (1 - general) (1 - own).

    Attributes:
        general: share of the rate that goes away in somebody who knows that the scheme counts the conduct.
        own: share that goes away besides in somebody who is under a burdening consequence or on a blacklist.
    """

    noun: ClassVar[str] = "a response"
    plural: ClassVar[str] = "response"

    general: ShareBelowOne
    own: ShareBelowOne


def unmoved() -> dict[ResponseClass, Response]:
    """Return responses of people who never change what they do."""
    return FixedDict({kind: Response(general=0.0, own=0.0) for kind in RESPONSES})
