"""Response: how people who know a rule change what they do."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from glasshouse.assumptions.entry import Entry
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.number import Rise, ShareBelowOne
from glasshouse.assumptions.vocabulary import RESPONSES, ResponseClass

__all__ = ["Response", "unmoved"]


class Response(Entry):
    """How people who know a rule change what they do.

    The rate of a conduct that the scheme counts is multiplied by (1 - general) (1 - contact q) (1 - own) and,
    where the scheme rewards it, by 1 + gain (1 + praise p); q and p are how much of punishment and of praise
    somebody sees around them, 0 to 1 (see `Contact`).

    Attributes:
        general: share of the rate that goes away in somebody who knows that the scheme counts the conduct.
        own: share that goes away besides in somebody who knows to be burdened or on a blacklist.
        contact: share that goes away in somebody who knows of the scheme and sees as much punishment as can
            be seen.
        gain: by which part the rate rises in somebody who knows that the scheme rewards the conduct.
        praise: by which part the gain rises in somebody who sees as much praise as can be seen.
    """

    noun: ClassVar[str] = "a response"
    plural: ClassVar[str] = "response"

    general: ShareBelowOne
    own: ShareBelowOne
    contact: ShareBelowOne = Field(default=0.0, validate_default=True)
    gain: Rise = Field(default=0.0, validate_default=True)
    praise: Rise = Field(default=0.0, validate_default=True)


def unmoved() -> dict[ResponseClass, Response]:
    """Return responses of people who never change what they do."""
    return FixedDict({kind: Response(general=0.0, own=0.0) for kind in RESPONSES})
