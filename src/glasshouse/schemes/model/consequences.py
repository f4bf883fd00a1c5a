"""The consequences of a scheme: who meets them, at which gate, and what they do there."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import model_validator

from glasshouse.ground.quantity import Quantity
from glasshouse.ground.units import Duration, Money
from glasshouse.ground.validation import Identifier, Items, Part, QuantityOf, Within
from glasshouse.schemes.model.choice import exactly_one
from glasshouse.schemes.model.sourced import Names, Sourced
from glasshouse.schemes.roles import checked, runs
from glasshouse.schemes.vocabulary import CarveOut, Context

__all__ = ["BURDENS", "FAVOURS", "REFUSES", "WORSENS", "Condition", "Consequence", "ScoreCondition"]

REFUSES: Final = ("deny", "disqualify")
"""What a consequence does that refuses a request."""

WORSENS: Final = ("delay", "degrade", "surcharge", "inspect", "claim")
"""What it does where a request is let through later, worse, dearer, or looked at more closely."""

BURDENS: Final = (*REFUSES, *WORSENS, "warn")
"""What it does that burdens somebody, whether or not they ask for anything."""

FAVOURS: Final = ("grant", "priority")
"""What it does that is a reward; whatever is no burden."""


class ScoreCondition(Part):
    """A score reached or missed."""

    noun: ClassVar[str] = "a 'score' condition"
    plural: ClassVar[str] = "'when.score' in consequences"

    at_least: QuantityOf[int] | None = runs("This score or more.", None, like="650")
    below: QuantityOf[int] | None = runs("Less than this score.", None, like="600")

    @model_validator(mode="after")
    def _one(self) -> ScoreCondition:
        exactly_one(self, "'score'", "at_least", "below")
        return self


class Condition(Part):
    """When a consequence holds."""

    noun: ClassVar[str] = "the 'when' of a consequence"
    plural: ClassVar[str] = "'when' in consequences"

    list: Names | None = runs("Ids of lists that the person is on.", None, like="[defaulters]")
    band: Names | None = runs("Ids of bands that the person is in.", None, like="[D]")
    score: ScoreCondition | None = runs("A score reached or missed.", None, like="{below: 600}")

    @model_validator(mode="after")
    def _one(self) -> Condition:
        exactly_one(self, "'when'", "list", "band", "score")
        return self


class Consequence(Sourced):
    """What being on a list or in a band does to somebody at a gate."""

    noun: ClassVar[str] = "a consequence"
    plural: ClassVar[str] = "consequences"

    id: Identifier = runs("Name of the consequence.", like="no-flights")
    when: Condition = runs("When it holds: exactly one of list, band, score.", like="{list: [defaulters]}")
    gate: str = runs("Where a service is asked for; none for what bars nothing.", like="flight")
    tiers: Items[str] = runs("Which classes of the service; any: all of them.", ("any",), min_length=1)
    does: Literal[
        "deny", "delay", "degrade", "surcharge", "disqualify", "warn", "inspect", "claim", "grant", "priority"
    ] = runs("What happens there.", like="deny")
    size: QuantityOf[Annotated[float, Within(0, 100)] | Duration | Money] | None = checked(
        "How much, for surcharge, claim and delay: a share, money, or a length of time.", None, like="0.1"
    )
    binds: Literal["self", "officers", "head"] = runs("Whom it binds in law.", "self")
    falls_on: Items[Literal["self", "household", "children"]] = runs(
        "Who bears it in fact.", ("self",), min_length=1
    )
    imposed_by: Identifier | None = checked("Id of the user who imposes it.", None, like="air")
    duration: QuantityOf[Duration | Literal["while-in-force"]] = runs(
        "How long: while-in-force, or a time from when its condition begins to hold, whatever becomes of it.",
        Quantity("while-in-force"),
        like="while-in-force",
    )
    except_: Items[CarveOut] = runs("What is left free.", (), alias="except")
    domain: Context | None = checked("The sphere of life it touches; by default that of its gate.", None)
    legal_basis: Items[Identifier] | None = checked(
        "Ids of references, where they differ from the scheme's.", None
    )
