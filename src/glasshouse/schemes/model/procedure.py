"""What a person can do about a scheme, what is known of its practice, and who watches it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from glasshouse.ground.units import Duration, Money
from glasshouse.ground.validation import Date, Identifier, Items, Part, QuantityOf, Within
from glasshouse.schemes.model.sourced import Sourced, Target
from glasshouse.schemes.roles import checked, quoted, runs

__all__ = [
    "Addition",
    "Amendment",
    "Assignment",
    "Governance",
    "Justification",
    "Notice",
    "Practice",
    "Remedy",
]

Share = Annotated[float, Within(0, 1)]


class Remedy(Sourced):
    """A way to have something put right. Remedies form chains: each names the next."""

    noun: ClassVar[str] = "a remedy"
    plural: ClassVar[str] = "remedies"

    id: Identifier = quoted("Name of the remedy.", like="fix")
    kind: Literal["correction", "review", "repair"] = runs(
        "correction: of an error; review: by another body; repair: after making good.", like="correction"
    )
    for_: Target = runs("What can be put right.", alias="for", like="{lists: [defaulters]}")
    ask_within: QuantityOf[Duration] | None = runs(
        "How long one may ask; null: always.", None, like="10 days"
    )
    decides: QuantityOf[Duration] | None = runs(
        "How long the body has; null: no limit is set.", None, like="15 days"
    )
    then: QuantityOf[Duration] | None = runs(
        "How long it takes to carry out what was decided.", None, like="3 working days"
    )
    suspends: bool = runs("Whether the consequences wait from asking to the decision.", False)
    body: Identifier | None = checked("Who decides.", None, like="court")
    independent: bool | None = checked("Whether that body is another than the one that decided first.", None)
    human: bool | None = checked("Whether a person decides.", None)
    fee: QuantityOf[Money | Literal[0]] | None = checked("What it costs to ask.", None, like="0")
    asks: Items[
        Literal["performance", "time", "training", "volunteering", "apology", "praise", "payment"]
    ] = checked("What one must do for a repair.", ())
    next: Identifier | None = runs("Id of the remedy that comes after a refusal.", None)
    legal_basis: Items[Identifier] | None = checked(
        "Ids of references, where they differ from the scheme's.", None
    )


class Notice(Sourced):
    """What those concerned are told."""

    noun: ClassVar[str] = "a notice"
    plural: ClassVar[str] = "notice"

    for_: Target = runs("What it is about.", alias="for", like="{lists: [defaulters]}")
    due: Literal["before-effect", "after", "none"] = runs("When they are told.", like="before-effect")
    days: QuantityOf[Annotated[int, Within(0, 3650)]] | None = runs(
        "How many days it puts the effect off, or follows it.", None, like="10"
    )
    reasons: bool | None = checked("Whether reasons are given.", None)
    contrastive: bool | None = checked("Whether they are told what would have changed the outcome.", None)


class Practice(Sourced):
    """Facts about how the scheme is used; not rules. Each share is of 1."""

    noun: ClassVar[str] = "the practice"
    plural: ClassVar[str] = "practice"

    aware: QuantityOf[Share] | None = runs("Share of the covered who know of the scheme.", None, like="0.6")
    notice_reaches: QuantityOf[Share] | None = runs(
        "Share of notices that reach their person.", None, like="0.7"
    )
    enrolled: QuantityOf[Share] | None = runs("Share who joined, where joining is free.", None)
    may_used: QuantityOf[Share] | None = runs(
        "Share of cases in which a rule that may be applied is.", None, like="0.5"
    )


class Governance(Part):
    """Who watches the scheme, and what was weighed before it."""

    noun: ClassVar[str] = "the governance"
    plural: ClassVar[str] = "governance"

    oversight: str | None = checked("The body outside that watches it; null: none.", None)
    error_rates_published: bool | None = checked("Whether the share of wrong entries is published.", None)
    assessment: str | None = checked("The impact assessment that was made; null: none.", None)
    alternatives: Items[str] = checked("Milder means that were considered.", ())
    evidence_of_effect: Items[Identifier] = checked("Ids of references that show an effect.", ())


class Assignment(Part):
    """One ``set`` of a patch."""

    noun: ClassVar[str] = "a 'set' entry"
    plural: ClassVar[str] = "'set' entries"

    path: str = runs("What is changed: section, id, key.", like="lists.defaulters.stay.for")
    value: Any = runs("Its new value.", like="1 year")


class Addition(Part):
    """One ``add`` of a patch."""

    noun: ClassVar[str] = "an 'add' entry"
    plural: ClassVar[str] = "'add' entries"

    path: str = runs("The list that gets a new item.", like="rules")
    value: Any = runs("The item.", like="{id: protest, ...}")


class Amendment(Sourced):
    """A change of the scheme by its own makers, from a date."""

    noun: ClassVar[str] = "an amendment"
    plural: ClassVar[str] = "amendments"

    from_: Date = runs("First day of the changed text.", alias="from", like="2026-04-01")
    reaches_back: bool = runs(
        "Whether stays that began before end as the changed text says. Points entered before stay.", False
    )
    set: Items[Assignment] = runs("Values that change.", ())
    add: Items[Addition] = runs("Items that are added.", ())
    remove: Items[str] = runs("Paths of items that go.", ())


class Justification(Part):
    """An answer to a finding of the lint; it is shown beside the finding and hides nothing."""

    noun: ClassVar[str] = "a justification"
    plural: ClassVar[str] = "justify"

    rule: Annotated[str, Field(pattern=r"^GH[0-9]{3}$")] = checked("Id of the lint rule.", like="GH601")
    item: str | None = checked(
        "Path of the item it is about; left out: the whole scheme.", None, like="rules.protest"
    )
    legal_basis: Identifier = checked("Id of the reference that allows it.", like="spc-2017")
    aim: str = checked("What it is for.", min_length=1)
    necessity: str = checked("Why it is needed for that.", min_length=1)
    less_intrusive: str = checked("Which milder means were weighed, and why they do not do.", min_length=1)
    expires: Date | None = quoted("When the justification must be looked at again.", None)
