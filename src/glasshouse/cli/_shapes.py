"""The pieces of which the JSON Schema of an answer is put together.

No key of an answer is optional, and there is no other. What has a class is described from its fields and its
docstring, so that the schema cannot fall behind it.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

__all__ = [
    "Schema",
    "by_name",
    "fields",
    "many",
    "meanings",
    "number",
    "or_null",
    "record",
    "text",
    "texts",
    "whole",
    "yes_or_no",
]

Schema = dict[str, Any]

_ATTRIBUTE = re.compile(r"^(\w+(?:, \w+)*): (.*(?:\n {4,}.*)*)", re.MULTILINE)

_CHATTER = ("title", "default")
"""What pydantic adds and a reader of the schema does not need."""


def record(description: str, **keys: Schema) -> Schema:
    """An object with these keys, all of them there, and no other."""
    return {
        "type": "object",
        "description": description,
        "properties": keys,
        "required": list(keys),
        "additionalProperties": False,
    }


def by_name(description: str, values: Schema) -> Schema:
    """An object whose keys are names, such as ids, and whose values are of one kind."""
    return {"type": "object", "description": description, "additionalProperties": values}


def many(items: Schema, description: str = "") -> Schema:
    """A list of one kind of thing."""
    return {"type": "array", "items": items} | ({"description": description} if description else {})


def text(description: str, *words: str) -> Schema:
    """A text; one of some words, where they are given."""
    return {"type": "string", "description": description} | ({"enum": list(words)} if words else {})


def texts(**descriptions: str) -> dict[str, Schema]:
    """Keys that are texts, each with its description."""
    return {key: text(description) for key, description in descriptions.items()}


def whole(description: str) -> Schema:
    """A whole number."""
    return {"type": "integer", "description": description}


def number(description: str) -> Schema:
    """A number."""
    return {"type": "number", "description": description}


def yes_or_no(description: str) -> Schema:
    """True or false."""
    return {"type": "boolean", "description": description}


def or_null(schema: Schema) -> Schema:
    """The same, or null."""
    if isinstance(schema.get("type"), str):
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def fields(kind: type, *without: str, **more: Schema) -> Schema:
    """A dataclass as an object: each field with its type and what the docstring says of it.

    Args:
        kind: the class.
        without: fields that are not printed.
        more: keys that are printed and are no field, or are printed in another form.
    """
    from pydantic import TypeAdapter

    properties = TypeAdapter(kind).json_schema()["properties"]
    told = meanings(kind)
    keys = {}
    for field in dataclasses.fields(kind):
        if field.name in without or field.name in more:
            continue
        bare = {key: value for key, value in properties[field.name].items() if key not in _CHATTER}
        keys[field.name] = bare | ({"description": told[field.name]} if field.name in told else {})
    summary = (kind.__doc__ or "").partition("\n")[0]
    return record(summary, **keys, **more)


def meanings(kind: type) -> dict[str, str]:
    """What the docstring of a class says of each of its attributes."""
    import inspect

    text = inspect.getdoc(kind) or ""
    part = inspect.cleandoc(text.partition("Attributes:\n")[2].partition("\n\n")[0])
    return {
        name: " ".join(meant.split())
        for names, meant in _ATTRIBUTE.findall(part)
        for name in names.split(", ")
    }
