"""The JSON Schema of scheme and reform files (draft 2020-12), for editors and other programs.

pydantic writes it from the model; this module adds what the model cannot know: the draft's name, and the
words of the conduct catalogue, so that an editor can offer them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from glasshouse.ground.quantity import Quantity
from glasshouse.ground.validation import Part, as_written
from glasshouse.schemes import vocabulary
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reforming import Reform

__all__ = ["DRAFT", "json_schema", "keys", "parts", "reform_schema"]

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema of a scheme file. Every key carries its ``role``: runs, checked or quoted."""
    schema = Scheme.model_json_schema(by_alias=True)
    definitions = schema["$defs"]
    words = vocabulary.words()
    conducts = sorted(words.conducts)
    gates = [*sorted(words.gates), vocabulary.NO_GATE]
    sources = list(words.sources)
    conduct_names = {"enum": conducts}
    offers: dict[tuple[str, str], dict[str, Any]] = {
        ("Trigger", "conducts"): {
            "anyOf": [
                conduct_names,
                {"type": "array", "items": conduct_names, "minItems": 1},
                {"type": "null"},
            ]
        },
        ("Day", "act"): {"anyOf": [conduct_names, {"type": "null"}]},
        ("Consequence", "gate"): {"enum": gates},
        ("Source", "kind"): {"enum": sources},
        ("Rule", "unless"): {"type": "array", "items": {"enum": list(words.excuses)}},
        ("Extension", "if"): {"enum": list(words.conditions)},
    }
    for (part, key), offer in offers.items():
        properties = definitions[part]["properties"]
        kept = {name: value for name, value in properties[key].items() if name in _SAYS}
        properties[key] = {**offer, **kept}
    for name, model in parts(Scheme).items():
        _write_defaults(model, (schema if model is Scheme else definitions[name])["properties"])
    return {"$schema": DRAFT, **_without_titles(schema), "title": "A Glasshouse scheme, format 1"}


def reform_schema() -> dict[str, Any]:
    """The schema of a reform file."""
    schema = Reform.model_json_schema(by_alias=True)
    return {"$schema": DRAFT, **_without_titles(schema), "title": "A Glasshouse reform, format 1"}


def parts(root: type[Part]) -> dict[str, type[Part]]:
    """Every kind of part below a root, and the root itself, by the name of its class."""
    found: dict[str, type[Part]] = {}
    waiting: list[type[Part]] = [root]
    while waiting:
        part = waiting.pop()
        if part.__name__ not in found:
            found[part.__name__] = part
            for information in part.model_fields.values():
                waiting.extend(_parts_in(information.annotation))
    return found


def _parts_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts_in(inner)


def _write_defaults(model: type[Part], properties: dict[str, Any]) -> None:
    """Give the defaults as they would stand in a file."""
    for name, information in model.model_fields.items():
        key = properties[information.alias or name]
        default = information.default
        if isinstance(default, Quantity):
            key["default"] = as_written(default)
        elif isinstance(default, Part):
            key["default"] = {
                field: as_written(value) if isinstance(value, Quantity) else value
                for field in default.model_fields_set
                if (value := getattr(default, field)) is not None
            }


_SAYS = ("description", "role", "examples", "default")


def _without_titles(schema: Any) -> Any:
    """Pydantic titles every key with its own name; that says nothing, so it goes."""
    if isinstance(schema, list):
        return [_without_titles(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _without_titles(inner) for name, inner in value.items()}
        if key in ("properties", "$defs")
        else _without_titles(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }


def keys(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every key of a schema: the part it belongs to (empty for the top), its name, and what is said of it."""
    for name, key in schema["properties"].items():
        yield "", name, key
    for part, definition in schema.get("$defs", {}).items():
        for name, key in definition.get("properties", {}).items():
            yield part, name, key
