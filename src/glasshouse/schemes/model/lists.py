"""The lists of a scheme: how long one stays, the ways off, and who sees them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator

from glasshouse.ground.units import Duration
from glasshouse.ground.validation import Identifier, Items, Part, QuantityOf, mistake
from glasshouse.schemes.model.sourced import Sourced
from glasshouse.schemes.roles import checked, quoted, runs

__all__ = ["Exit", "Extension", "List", "Publication", "Stay"]


def _read_by(value: object) -> object:
    if isinstance(value, list):
        if not 1 <= len(value) <= 2:
            raise mistake(
                "one length, or the shortest and the longest, are needed here", remedy="[1 year, 3 years]"
            )
        return tuple(value)
    return (value,)


class Extension(Part):
    """What makes a stay longer."""

    noun: ClassVar[str] = "an extension"
    plural: ClassVar[str] = "'extend' in stays"

    if_: Identifier = runs("In which case.", alias="if", like="violent")
    by: Annotated[tuple[QuantityOf[Duration], ...], BeforeValidator(_read_by)] = runs(
        "By how long: one length, or [shortest, longest].", like="[1 year, 3 years]"
    )


class Stay(Sourced):
    """How long one remains on a list."""

    noun: ClassVar[str] = "a stay"
    plural: ClassVar[str] = "'stay' in lists and rules"

    for_: QuantityOf[Duration | Literal["until-performed", "for-ever"]] = runs(
        "A length of time, until-performed, or for-ever.", alias="for", like="2 years"
    )
    renewal: Literal["none", "fresh-decision", "automatic"] = runs(
        "Whether it begins again when it would end: never, unless a fresh look ends it, or always.", "none"
    )
    extend: Items[Extension] = runs("What makes it longer.", ())


class Exit(Sourced):
    """A way off a list."""

    noun: ClassVar[str] = "an exit"
    plural: ClassVar[str] = "'exit' in lists"

    by: Literal["performance", "expiry", "repair", "overturned"] = runs("What ends the stay.", like="expiry")
    within: QuantityOf[Duration] = runs("How long removal takes after that.", like="3 working days")


class Publication(Sourced):
    """Who can read a list. No field is ever filled with anything: these are the names of columns."""

    noun: ClassVar[str] = "a publication"
    plural: ClassVar[str] = "'publication' in lists"

    audience: Literal["public", "parties", "users", "none"] = runs(
        "Who can read it; only where it is the public do people hear of their own entry.", like="public"
    )
    fields: Items[
        Literal[
            "name",
            "case",
            "id-number",
            "photo",
            "address",
            "employer",
            "family",
            "amount",
            "age",
            "sex",
            "conduct",
        ]
    ] = checked("What is shown.", ())
    for_: QuantityOf[Duration | Literal["stay", "for-ever"]] | None = runs(
        "How long an entry is shown: as long as the stay, a time from entry, or for-ever.",
        None,
        alias="for",
        like="stay",
    )


class List(Sourced):
    """A blacklist or redlist."""

    noun: ClassVar[str] = "a list"
    plural: ClassVar[str] = "lists"

    id: Identifier = runs("Name of the list.", like="defaulters")
    title: str | None = quoted("What to call it in a sentence.", None)
    polarity: Literal["black", "red"] = runs("Whether it harms or favours.", like="black")
    stay: Stay = runs("How long one remains.", like="{for: 2 years}")
    exit: Items[Exit] = runs("Ways off it.", like="[{by: expiry, within: 0 days}]")
    publication: Publication | None = runs("Who can read it.", None)
    resets: bool = runs("Whether an entry sets the counts of the rules that enter it back to nothing.", False)
    decided_by: Literal["court", "agency", "private", "party", "automatic"] | None = checked(
        "Who decides on entry, where its rules do not say.", None
    )
    legal_basis: Items[Identifier] | None = checked(
        "Ids of references, where they differ from the scheme's.", None
    )
