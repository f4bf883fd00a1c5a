"""Conducts: what people do, what the law makes of it, how often, and who writes it down."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from glasshouse.assumptions.entry import ROUNDING, Entry, Relative, Shares
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.number import Harm, PerYear, Ratio
from glasshouse.assumptions.traits import TraitUse
from glasshouse.assumptions.vocabulary import (
    RESPONSE_OF,
    Context,
    Legality,
    Protection,
    ResponseClass,
    SubjectKind,
)
from glasshouse.ground.validation import Identifier

__all__ = ["Conduct"]


class Conduct(Entry):
    """Something that people do, what the law makes of it, how often, and who writes it down.

    Attributes:
        id: name in rules.
        title: name on the screen.
        definition: what counts as one act.
        context: the part of life it belongs to.
        legality: what ordinary law makes of it; a scheme cannot change that.
        protects: the rights that it exercises.
        domestic: what the law of one jurisdiction adds; removes no finding.
        trait: the trait that it depends on, None for none.
        rate: acts per person-year of somebody who is in the reference category of every dimension.
        relative: factors on the rate, by dimension and category.
        seen_by: probability that this source writes the act down; the sum is at most 1, one act is written
            down at most once.
        mistaken_for: the conduct that records of this one show instead.
        unable: the subject could not have acted otherwise.
        harm: loss per act, in yuan; None where none is put in money.
        acts_on: whether the act changes anything for another person in the model.
        response: how people answer to a rule about it.
        by: which kinds of subject do it; the rate is per subject of that kind.
        strained: factor on the rate of somebody who is insolvent, refused time and again at gates that
            strain; who is strained only has a part of it (see `Livelihood`).
        needs: the gate whose service it takes, None for none: a driver needs a licence.
    """

    noun: ClassVar[str] = "a conduct"
    plural: ClassVar[str] = "conducts"

    id: Identifier
    title: str
    definition: str | None = None
    context: Context
    legality: Legality
    protects: tuple[Protection, ...] = ()
    domestic: str | None = None
    trait: TraitUse | None = None
    rate: PerYear
    relative: Relative = Field(default_factory=FixedDict)
    seen_by: Shares = Field(default_factory=FixedDict)
    mistaken_for: str | None = None
    unable: bool = False
    harm: Harm | None = None
    acts_on: Literal["nobody", "somebody"] = "nobody"
    response: ResponseClass
    by: tuple[SubjectKind, ...] = Field(default=("person",), min_length=1)
    strained: Ratio = Field(default=1.0, validate_default=True)
    needs: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _respond_as_the_law_sees_it(cls, given: object) -> object:
        if (
            isinstance(given, Mapping)
            and given.get("response") is None
            and given.get("legality") in RESPONSE_OF
        ):
            return {**given, "response": RESPONSE_OF[given["legality"]]}
        return given

    @model_validator(mode="after")
    def _write_down_once(self) -> Self:
        total = math.fsum(share.value for share in self.seen_by.values())
        if total > 1.0 + ROUNDING:
            raise ValueError(
                f"the shares under 'seen_by' sum to {total:g}, but an act is written down at most once"
            )
        if self.legality == "protected" and not self.protects:
            raise ValueError("a protected conduct names what it exercises under 'protects'")
        return self
