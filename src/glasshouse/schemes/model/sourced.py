"""What the parts of a scheme have in common: names of things, and where an item comes from."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias

from pydantic import BeforeValidator, WithJsonSchema

from glasshouse.ground.quantity import Evidence, Silence
from glasshouse.ground.validation import Date, Identifier, Items, Part, Within, mistake, quoted_value
from glasshouse.schemes.roles import quoted, runs

__all__ = ["AtLeastOne", "BandName", "Names", "Sourced", "Target"]

AtLeastOne = Annotated[int, Within(1, 10_000)]
"""A count of things."""


def _read_names(value: object) -> object:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple):
        for index, item in enumerate(value):
            if not isinstance(item, str):
                raise mistake(
                    f"a name is needed here, not {quoted_value(item)}", at=(index,), code="not-a-name"
                )
        if not value:
            raise mistake("at least one name is needed here", code="too-few")
        return tuple(value)
    raise mistake(
        f"names are needed here, not {quoted_value(value)}", remedy="write [name]", code="not-a-list"
    )


def _read_band_name(value: object) -> str:
    allowed = isinstance(value, str) and value.isascii() and value.replace("-", "").isalnum()
    if isinstance(value, str) and allowed and value[0].isalpha() and len(value) <= 30:
        return value
    raise mistake(
        f"{quoted_value(value)} cannot be the id of a band",
        remedy="use letters, digits and hyphens, beginning with a letter, such as AA",
        code="bad-id",
    )


_NAMES_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}

Names: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_read_names), WithJsonSchema(_NAMES_SCHEMA)]
"""One name, or a list of names; always a tuple in the model."""

BandName: TypeAlias = Annotated[
    str,
    BeforeValidator(_read_band_name),
    WithJsonSchema({"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9-]*$", "maxLength": 30}),
]
"""The id of a band: like any id, but capitals are allowed, for bands are called A, B and C."""


class Sourced(Part):
    """A part that can say where it comes from. Its numbers inherit what they do not say themselves."""

    reference: Identifier | None = quoted(
        "Id of the reference that this item stands in.", None, like="spc-2017"
    )
    as_of: Date | None = quoted("The date on which it held; by default the first day in force.", None)
    evidence: Evidence | None = quoted(
        "How it is known: cited, derived, assumed or unverified.", None, like="cited"
    )
    text: Silence | None = quoted(
        "What the rule's own text says, when it does not say this: silent or not-found.", None
    )
    note: str | None = quoted("A remark for the reader.", None)


class Target(Part):
    """What a remedy or a notice is about."""

    noun: ClassVar[str] = "the 'for' of a remedy or notice"
    plural: ClassVar[str] = "'for' in remedies and notices"

    lists: Items[Identifier] = runs("Ids of lists.", ())
    rules: Items[Identifier] = runs("Ids of rules.", ())
    bands: Items[BandName] = runs("Ids of bands.", ())
    consequences: Items[Identifier] = runs("Ids of consequences.", ())
