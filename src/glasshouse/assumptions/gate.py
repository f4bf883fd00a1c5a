"""Gates: where people ask for a service, how often, in which class and why."""

from __future__ import annotations

import math
from typing import ClassVar, Self

from pydantic import Field, model_validator

from glasshouse.assumptions.entry import ROUNDING, Entry, Relative, Shares, unknown
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.number import PerYear, Share
from glasshouse.assumptions.vocabulary import PURPOSES, SubjectKind
from glasshouse.ground.validation import Identifier

__all__ = ["Gate"]


class Gate(Entry):
    """A place where people ask for a service and may be refused.

    Attributes:
        id: name in schemes.
        title: name on the screen.
        demand: requests per person-year of somebody who is in the reference category of every dimension.
        relative: factors on the demand, by dimension and category.
        tiers: classes of the service and their shares of the requests, sum 1; empty means one class, ``any``.
        purposes: shares of the requests made for a medical, livelihood or family reason; the rest is
            ``other``.
        by: which kinds of subject ask here; the demand is per subject of that kind.
        strains: whether somebody who is refused here is short of work or credit.
        lasting: whether what one gets here lasts, as a job or a loan does: who was let through last has it,
            who was refused last is without.
        on_credit: whether somebody is asked here for a credit history, or for money laid down, unless trusted
            without: a loan, a deposit, a prepayment.
        incapacitates: share of the acts of a conduct that needs this service which a refusal prevents, or
            being without what lasts.
    """

    noun: ClassVar[str] = "a gate"
    plural: ClassVar[str] = "gates"

    id: Identifier
    title: str
    demand: PerYear
    relative: Relative = Field(default_factory=FixedDict)
    tiers: Shares = Field(default_factory=FixedDict)
    purposes: Shares = Field(default_factory=FixedDict)
    by: tuple[SubjectKind, ...] = Field(default=("person",), min_length=1)
    strains: bool = False
    lasting: bool = False
    on_credit: bool = False
    incapacitates: Share = Field(default=0.0, validate_default=True)

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        tiers = math.fsum(share.value for share in self.tiers.values())
        if self.tiers and abs(tiers - 1.0) > ROUNDING:
            raise ValueError(f"the shares under 'tiers' sum to {tiers:g}, not to 1")
        purposes = math.fsum(share.value for share in self.purposes.values())
        if purposes > 1.0 + ROUNDING:
            raise ValueError(f"the shares under 'purposes' sum to {purposes:g}, which is more than 1")
        for purpose in self.purposes:
            if purpose not in PURPOSES:
                raise ValueError(unknown("purpose", purpose, PURPOSES))
        return self
