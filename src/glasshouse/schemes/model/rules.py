"""The rules of a scheme: what has to happen, how it is proven, and what it does to score and lists."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import model_validator

from glasshouse.ground.quantity import Quantity
from glasshouse.ground.units import Duration
from glasshouse.ground.validation import Identifier, Items, Part, QuantityOf, Within, mistake
from glasshouse.schemes.model.choice import exactly_one
from glasshouse.schemes.model.head import Subject
from glasshouse.schemes.model.lists import Stay
from glasshouse.schemes.model.sourced import AtLeastOne, BandName, Names, Sourced
from glasshouse.schemes.roles import checked, runs

__all__ = ["Count", "Effect", "Repeat", "Rule", "Trigger", "Whom"]


class Trigger(Part):
    """What sets a rule off."""

    noun: ClassVar[str] = "the 'when' of a rule"
    plural: ClassVar[str] = "'when' in rules"

    conducts: Names | None = runs("Ids of conducts that are recorded.", None, like="[refuses-judgment]")
    band: Names | None = runs("Ids of bands that are entered.", None, like="[D]")
    list: Names | None = runs("Ids of lists that are entered.", None, like="[defaulters]")

    @model_validator(mode="after")
    def _one(self) -> Trigger:
        exactly_one(self, "'when'", "conducts", "band", "list")
        return self


class Whom(Part):
    """Which of the covered a rule applies to."""

    noun: ClassVar[str] = "the 'whom' of a rule"
    plural: ClassVar[str] = "'whom' in rules"

    subjects: Items[Subject] = runs("Kinds of subject; [] for all in scope.", ())
    professions: Items[Identifier] = runs("Professions; [] for all.", ())
    min_age: QuantityOf[Annotated[int, Within(0, 120)]] | None = runs(
        "Youngest age, in years.", None, like="18"
    )


class Count(Sourced):
    """How many times, within how long."""

    noun: ClassVar[str] = "the 'count' of a rule"
    plural: ClassVar[str] = "'count' in rules"

    at_least: QuantityOf[AtLeastOne] = runs("How many records it takes.", like="5")
    within: QuantityOf[Duration] | None = runs(
        "The first and the last of them differ by less than this; null: at any distance.",
        None,
        like="12 months",
    )
    window: Literal["rolling", "calendar"] = runs(
        "Whether the period slides, or is a civil one: with `within` of a month, quarter, year and so on.",
        "rolling",
    )
    after: Literal["reset", "keep"] = runs(
        "Whether the count starts anew once the rule has applied.", "reset"
    )


class Effect(Part):
    """What a rule does."""

    noun: ClassVar[str] = "the 'effect' of a rule"
    plural: ClassVar[str] = "'effect' in rules"

    points: QuantityOf[Annotated[int, Within(-1_000_000, 1_000_000)]] | None = runs(
        "Points entered.", None, like="-10"
    )
    to_band: BandName | None = runs("Band that the person is put in at once.", None, like="D")
    enter: Identifier | None = runs("List that the person is put on.", None, like="defaulters")

    @model_validator(mode="after")
    def _one(self) -> Effect:
        exactly_one(self, "'effect'", "points", "to_band", "enter")
        if self.points is not None and self.points.value == 0:
            raise mistake(
                "a rule of 0 points does nothing", remedy="delete the rule", at=("points",), code="no-effect"
            )
        return self


class Repeat(Part):
    """Other points from the n-th time on."""

    noun: ClassVar[str] = "a repeat"
    plural: ClassVar[str] = "'repeat' in rules"

    nth: int = runs("From which time on, 2 or more.", like="2", ge=2, le=1000)
    points: QuantityOf[Annotated[int, Within(-1_000_000, 1_000_000)]] = runs("Points then.", like="-10")


class Rule(Sourced):
    """An arrow from conduct (or from a band or list) into the score or a list."""

    noun: ClassVar[str] = "a rule"
    plural: ClassVar[str] = "rules"

    id: Identifier = runs("Name of the rule.", like="able-refuses")
    when: Trigger = runs(
        "What sets it off: exactly one of conducts, band, list.", like="{conducts: [refuses-judgment]}"
    )
    whom: Whom = runs("Whom it applies to.", Whom())
    where: Identifier = runs(
        "Where the act must be done: anywhere, own-place, or the id of a place.", "anywhere"
    )
    proof: Literal["allegation", "report", "observed", "inference", "penalty-final", "judgment"] = runs(
        "What must be shown before it applies.", like="judgment"
    )
    final_after: QuantityOf[Duration] = runs(
        "How long after the record it takes effect.", Quantity(Duration(0, "day")), like="30 days"
    )
    dated_by: Literal["act", "record", "decision"] = runs("Which day counts for windows and lapses.", "act")
    count: Count = runs("How many records it takes; left out: each one.", Count(at_least=Quantity(1)))
    ability: Literal["not-tested", "must-be-able"] = runs(
        "Whether one must have been able to act otherwise.", "not-tested"
    )
    fault: Literal["any", "negligent", "wilful"] = runs("What fault it takes.", "any")
    unless: Items[Identifier] = runs("Facts that keep it from applying.", ())
    instead_of: Items[Identifier] = runs("Ids of rules that this one displaces for the same record.", ())
    decided_by: Literal["court", "agency", "private", "party", "automatic"] | None = checked(
        "Who decides.", None
    )
    discretion: Literal["shall", "may"] = runs("Whether it must be applied, or may.", "shall")
    effect: Effect = runs("What it does: exactly one of points, to_band, enter.", like="{points: -10}")
    stay: Stay | None = runs("How long the stay is, where it differs from the list's.", None)
    lapse: QuantityOf[Duration] | None = runs(
        "When the points lapse; null: the text lets them stand for ever. Needed for points.",
        None,
        like="24 months",
    )
    repeat: Items[Repeat] = runs("Other points from the n-th time on.", ())
    definition: str | None = checked("The elements of the act, as the text defines it.", None)
    legal_basis: Items[Identifier] | None = checked(
        "Ids of references, where they differ from the scheme's.", None
    )
