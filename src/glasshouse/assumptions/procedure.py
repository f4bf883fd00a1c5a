"""Procedure: what happens between a record and an effect."""

from __future__ import annotations

import itertools
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from glasshouse.assumptions.entry import ROUNDING, Entry, Fixed, Relative, Shares, unknown
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.number import Days, PerYear, Share
from glasshouse.assumptions.vocabulary import PROOFS
from glasshouse.ground.quantity import Quantity

__all__ = [
    "AbilityTest",
    "Correction",
    "Delivery",
    "Fault",
    "Performance",
    "Procedure",
    "ProofShare",
    "Publication",
    "Repair",
    "Review",
]


class ProofShare(Entry):
    """How many records reach a level of proof.

    Attributes:
        true: share of the records of real acts.
        false: share of the false records.
    """

    noun: ClassVar[str] = "a level of proof"
    plural: ClassVar[str] = "proof"

    true: Share
    false: Share


class AbilityTest(Entry):
    """The errors of a test whether somebody was able to act otherwise.

    Attributes:
        unable_passes: share of those who are unable whom the test takes for able: the rule strikes them.
        able_fails: share of those who are able whom the test takes for unable: the rule spares them.
    """

    noun: ClassVar[str] = "the test of ability"
    plural: ClassVar[str] = "ability"

    unable_passes: Share
    able_fails: Share


class Fault(Entry):
    """With how much fault people act; what is left of 1 is without fault.

    Attributes:
        negligent: share of acts done carelessly.
        wilful: share of acts done on purpose; a rule for negligence strikes these too.
    """

    noun: ClassVar[str] = "the shares of fault"
    plural: ClassVar[str] = "fault"

    negligent: Share
    wilful: Share


class Performance(Entry):
    """How soon those who are listed and able do what they owe.

    Attributes:
        rate: performances per listed and able person and year.
    """

    noun: ClassVar[str] = "performance"
    plural: ClassVar[str] = "performance"

    rate: PerYear


class Correction(Entry):
    """What becomes of entries that are wrong in fact, once their subjects know of them and ask.

    Attributes:
        succeeds: share of the requests to undo a wrongful entry that are granted.
        asks_after: mean days from knowing of the entry to asking for its correction.
        takes: days to a decision where the text sets no limit.
    """

    noun: ClassVar[str] = "correction"
    plural: ClassVar[str] = "correction"

    succeeds: Share
    asks_after: Days
    takes: Days = Field(default=0.0, validate_default=True)


class Delivery(Entry):
    """Whether a notice that is due is delivered.

    Attributes:
        reaches: share of notices that reach their person, where the scheme's practice does not say.
    """

    noun: ClassVar[str] = "the delivery of notices"
    plural: ClassVar[str] = "notice"

    reaches: Share = Field(default=1.0, validate_default=True)


class Publication(Entry):
    """What a public list does besides what the scheme says.

    Attributes:
        tells: share of stays on a public list of which their subjects hear because it is public.
        after: mean days from entry until they do.
        hiring: share of requests at the gate ``job`` that employers refuse to somebody on a public blacklist,
            where the scheme bars nothing.
    """

    noun: ClassVar[str] = "publication"
    plural: ClassVar[str] = "publication"

    tells: Share = Field(default=0.0, validate_default=True)
    after: Days = Field(default=0.0, validate_default=True)
    hiring: Share = Field(default=0.0, validate_default=True)


class Review(Entry):
    """Who asks another body to look again, and what it finds.

    Attributes:
        asks_if_wrong: share of those who know to be listed, wrongfully in fact, who ask.
        asks_if_right: the same of those whose entry rests on true records.
        asks_after: mean days from knowing, or from the refusal before, to asking.
        succeeds_if_wrong: share of the requests against wrongful entries that are granted.
        succeeds_if_right: share of the requests against entries on true records that are granted.
        takes: days to a decision where the text sets no limit.
        relative: factors on asking by what people are: those with means and schooling ask more often.
    """

    noun: ClassVar[str] = "review"
    plural: ClassVar[str] = "review"

    asks_if_wrong: Share = Field(default=0.0, validate_default=True)
    asks_if_right: Share = Field(default=0.0, validate_default=True)
    asks_after: Days = Field(default=0.0, validate_default=True)
    succeeds_if_wrong: Share = Field(default=0.0, validate_default=True)
    succeeds_if_right: Share = Field(default=0.0, validate_default=True)
    takes: Days = Field(default=0.0, validate_default=True)
    relative: Relative = Field(default_factory=FixedDict)


class Repair(Entry):
    """Who makes good and asks to be taken off for it.

    Attributes:
        asks: share of those who know to be listed who do what the repair asks, and ask for it.
        asks_after: mean days from knowing to asking.
        succeeds: share of the requests that are granted.
        takes: days to a decision where the text sets no limit.
    """

    noun: ClassVar[str] = "repair"
    plural: ClassVar[str] = "repair"

    asks: Share = Field(default=0.0, validate_default=True)
    asks_after: Days = Field(default=0.0, validate_default=True)
    succeeds: Share = Field(default=0.0, validate_default=True)
    takes: Days = Field(default=0.0, validate_default=True)


def without_error() -> dict[str, ProofShare]:
    return FixedDict({level: ProofShare(true=1.0, false=1.0) for level in PROOFS})


class Procedure(Entry):
    """What happens between a record and an effect. The defaults are a procedure without errors or excuses.

    Attributes:
        proof: by level of proof, the share of records that reach it; never more than at the level before.
        ability: the errors of the test of ability.
        fault: how many acts are wilful, how many careless.
        excuses: by excuse, the share of records to which it applies.
        conditions: by condition of a longer stay, the share of entries that meet it.
        may_used: share of the cases in which an authority that *may* act does so.
        performance: how soon duties are performed.
        notice: how many notices reach their person.
        publication: what a public list does by itself.
        correction: how many wrongful entries are undone.
        review: who asks another body to look again, and what it finds.
        repair: who makes good and is taken off for it.
    """

    noun: ClassVar[str] = "the procedure"
    plural: ClassVar[str] = "procedure"

    proof: Annotated[dict[str, ProofShare], Fixed] = Field(default_factory=without_error)
    ability: AbilityTest = Field(default_factory=lambda: AbilityTest(unable_passes=0.0, able_fails=0.0))
    fault: Fault = Field(default_factory=lambda: Fault(negligent=0.0, wilful=1.0))
    excuses: Shares = Field(default_factory=FixedDict)
    conditions: Shares = Field(default_factory=FixedDict)
    may_used: Share = Field(default=1.0, validate_default=True)
    performance: Performance = Field(default_factory=lambda: Performance(rate=0.0))
    correction: Correction = Field(default_factory=lambda: Correction(succeeds=0.0, asks_after=0.0))
    notice: Delivery = Field(default_factory=Delivery)
    publication: Publication = Field(default_factory=Publication)
    review: Review = Field(default_factory=Review)
    repair: Repair = Field(default_factory=Repair)

    @model_validator(mode="after")
    def _stand_in_order(self) -> Self:
        for level in self.proof:
            if level not in PROOFS:
                raise ValueError(unknown("level of proof", level, PROOFS))
        missing = [level for level in PROOFS if level not in self.proof]
        if missing:
            raise ValueError(f"'proof' lacks {', '.join(missing)}")
        for weaker, stronger in itertools.pairwise(PROOFS):
            for truth in ("true", "false"):
                more: Quantity[float] = getattr(self.proof[weaker], truth)
                fewer: Quantity[float] = getattr(self.proof[stronger], truth)
                if fewer.value > more.value:
                    raise ValueError(
                        f"more {truth} records reach '{stronger}' ({fewer.value:g}) than the weaker "
                        f"'{weaker}' ({more.value:g})"
                    )
        if self.fault.negligent.value + self.fault.wilful.value > 1.0 + ROUNDING:
            raise ValueError("the shares of negligent and wilful acts sum to more than 1")
        return self
