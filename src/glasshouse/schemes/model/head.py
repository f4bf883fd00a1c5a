"""What a scheme is: its name, operator, force, sources, scope, data and users."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, WithJsonSchema

from glasshouse.ground.sources import Confidence, ReferenceKind
from glasshouse.ground.units import Duration
from glasshouse.ground.validation import (
    Date,
    Identifier,
    Items,
    Part,
    QuantityOf,
    Within,
    mistake,
    quoted_value,
)
from glasshouse.schemes.model.sourced import Sourced
from glasshouse.schemes.roles import checked, quoted, runs
from glasshouse.schemes.vocabulary import SpecialCategory

__all__ = [
    "Automation",
    "Baseline",
    "Data",
    "Force",
    "Head",
    "Omission",
    "Operator",
    "Reference",
    "Scope",
    "Sharing",
    "Source",
    "Subject",
    "User",
]

Subject = Literal["person", "firm", "agency"]

_JURISDICTION = re.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?")


def _read_jurisdiction(value: object) -> str:
    if isinstance(value, str) and (value == "invented" or _JURISDICTION.fullmatch(value)):
        return value
    raise mistake(
        f"{quoted_value(value)} is not a jurisdiction",
        remedy="write a code of ISO 3166, such as CN or US-CA, or 'invented'",
        code="bad-jurisdiction",
    )


Jurisdiction = Annotated[
    str,
    BeforeValidator(_read_jurisdiction),
    WithJsonSchema({"type": "string", "pattern": f"^({_JURISDICTION.pattern}|invented)$"}),
]


class Operator(Part):
    """Who runs the scheme."""

    noun: ClassVar[str] = "the operator"
    plural: ClassVar[str] = "scheme.operator"

    kind: Literal["state", "private", "party", "mixed"] = checked("What kind of body runs it.", like="state")
    name: str = quoted("What the body is called; an institution, never a person.", like="courts")
    level: Literal["international", "national", "provincial", "city", "county", "local", "company"] | None = (
        checked("How high in the state it stands, or that it is a company.", None, like="national")
    )


class Force(Sourced):
    """When the rules apply."""

    noun: ClassVar[str] = "the force"
    plural: ClassVar[str] = "scheme.force"

    from_: Date = runs("First day in force.", alias="from", like="2017-05-01")
    until: Date | None = runs("First day no longer in force; null: no end is set.", None)
    reviewed_every: QuantityOf[Duration] | None = checked(
        "How often the scheme itself must be reviewed; null: the text sets no review.", None, like="24 months"
    )


class Automation(Part):
    """What part a machine has in the decision."""

    noun: ClassVar[str] = "automation"
    plural: ClassVar[str] = "scheme.automation"

    uses_ai: Literal["yes", "no", "unknown"] = checked(
        "Whether it is an AI system in the law's sense.", "unknown"
    )
    weight: Literal["determinative", "strong", "advisory"] | None = checked(
        "How much the score or list weighs with those who decide.", None, like="strong"
    )


class Baseline(Part):
    """The ordinary law that goes on without the scheme."""

    noun: ClassVar[str] = "the baseline"
    plural: ClassVar[str] = "scheme.baseline"

    keeps: Items[Identifier] = quoted("Ordinary measures that go on without the scheme, such as fines.", ())


class Omission(Part):
    """A part of the real rules that the file does not have."""

    noun: ClassVar[str] = "a part left out"
    plural: ClassVar[str] = "scheme.left_out"

    what: str = quoted("The part, in a few words.", like="repair by good deeds", min_length=1)
    why: str = quoted("Why the file does not have it.", like="no published numbers", min_length=1)
    pushes: Literal["up", "down", "unknown"] = quoted(
        "Which way leaving it out moves what the scheme does to people, as the file's writer judges: "
        "up is more, down is less; unknown: nobody worked it out.",
        "unknown",
    )


class Head(Part):
    """The scheme's name and standing."""

    noun: ClassVar[str] = "the scheme's head"
    plural: ClassVar[str] = "scheme"

    id: Identifier = quoted("Name of the scheme, also of its file.", like="court-defaulters-2017")
    title: str = quoted(
        "What to call it in a heading.", like="Judgment defaulters, as amended 2017", min_length=1
    )
    summary: str = quoted("What it does, in one or two plain sentences.", min_length=1)
    jurisdiction: Jurisdiction = checked("Whose law it stands under: ISO 3166, or invented.", like="CN")
    operator: Operator = checked("Who runs it.", like="{kind: state, name: courts, level: national}")
    status: Literal["published", "draft", "press", "invented"] = quoted(
        "What kind of text it is; printed on every output.", like="published"
    )
    reading: Literal["provisional", "read-twice"] = quoted(
        "Whether a second reader has written the file again from the source and reached the same.",
        "provisional",
    )
    force: Force = runs("When it applies.", like="{from: 2017-05-01, until: null}")
    purpose: Items[str] = checked(
        "What the scheme is for, aim by aim.", like="[compel performance of judgments]"
    )
    legal_basis: Items[Identifier] = checked(
        "Ids of the references that found it; [] where none.", like="[spc-2017]"
    )
    domestic_status: str | None = quoted(
        "What its own jurisdiction said of it later; removes no finding.", None
    )
    automation: Automation | None = checked("What part a machine has.", None)
    baseline: Baseline = quoted("The ordinary law that goes on without it.", Baseline())
    left_out: Items[Omission] = quoted("Parts of the real rules that the file does not have.", ())


class Reference(Part):
    """A source that items refer to."""

    noun: ClassVar[str] = "a reference"
    plural: ClassVar[str] = "references"

    id: Identifier = quoted("Name by which items refer to it.", like="spc-2017")
    cite: str = quoted("How to cite it.", like='"Fa Shi [2017] 7"', min_length=1)
    url: str | None = quoted("Where it can be read.", None)
    kind: ReferenceKind = quoted("What kind of source it is.", like="primary")
    read: Date | None = quoted("The day on which it was read.", None)
    via: str | None = quoted("How it was read.", None)
    confidence: Confidence | None = quoted("How sure the reader is that it says so.", None)
    note: str | None = quoted("A remark for the reader.", None)


class Scope(Sourced):
    """Whom the scheme covers."""

    noun: ClassVar[str] = "the scope"
    plural: ClassVar[str] = "scope"

    subjects: Items[Subject] = runs("Who is covered: person, firm, agency.", like="[person]", min_length=1)
    covers: Literal["residents", "present", "everyone"] = runs(
        "Who lives in its places, also who visits them, or everyone wherever they are.", "residents"
    )
    places: Items[Identifier] = runs(
        "Places where it applies: all, or ids of the society's places.", like="[all]", min_length=1
    )
    min_age: QuantityOf[Annotated[int, Within(0, 120)]] | None = runs(
        "Youngest age covered, in years; null: the text sets none.", like="18"
    )
    enrolment: Literal["compulsory", "opt-in", "opt-out"] = runs(
        "Whether one can stay outside.", like="compulsory"
    )


class Source(Sourced):
    """Where the scheme's records come from."""

    noun: ClassVar[str] = "a source"
    plural: ClassVar[str] = "data.sources"

    id: Identifier = quoted("Name of the source in this file.", like="court")
    kind: str = runs("Which of the catalogue's sources it is.", like="court")
    installed_by_scheme: bool = checked("Whether it came with the scheme, or was there without it.", False)
    special: Items[SpecialCategory] = checked("Specially protected kinds of data that it holds.", ())
    register_keeps: QuantityOf[Duration | Literal["for-ever"]] | None = checked(
        "How long the source itself keeps a record.", None, like="24 months"
    )


class Sharing(Sourced):
    """A flow of records or of the list to somebody else."""

    noun: ClassVar[str] = "a sharing"
    plural: ClassVar[str] = "data.sharing"

    to: Identifier = runs("Id of the user who receives it.", like="air")
    purpose: str = checked("What they receive it for.", like="deny tickets")
    legal_basis: Identifier | None = checked("Id of the reference that allows it.", None)
    delay: QuantityOf[Duration] = runs("How long it takes to arrive.", like="1 day")


class Data(Sourced):
    """What the scheme knows and how long."""

    noun: ClassVar[str] = "the data section"
    plural: ClassVar[str] = "data"

    sources: Items[Source] = runs("Where records come from.", like="[{id: court, kind: court}]")
    sharing: Items[Sharing] = runs("To whom records go.", ())
    keeps: QuantityOf[Duration | Literal["for-ever"]] | None = checked(
        "How long a record is kept after it ends; null: the text sets no limit.", None, like="60 months"
    )
    access: Literal["none", "on-request", "standing"] | None = checked(
        "Whether one can see one's own file.", None
    )


class User(Part):
    """Somebody who acts on the score or list."""

    noun: ClassVar[str] = "a user"
    plural: ClassVar[str] = "users"

    id: Identifier = checked("Name of the user in this file.", like="air")
    kind: Literal["state", "private", "party", "mixed"] = checked("What kind of body it is.", like="private")
    compelled: bool = checked("Whether it must act on the score or list.", like="true")
    note: str | None = quoted("A remark for the reader.", None)
