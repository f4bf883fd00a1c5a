"""Every key has a role and a reader: nothing in a file is accepted and ignored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

from glasshouse.ground.document import Document, read_text
from glasshouse.ground.validation import Part
from glasshouse.schemes import catalogue, load
from glasshouse.schemes.explaining import explain
from glasshouse.schemes.model import BURDENS, FAVOURS, REFUSES, WORSENS, Consequence, Scheme
from glasshouse.schemes.reading import make
from glasshouse.schemes.roles import ROLES
from glasshouse.schemes.schema import json_schema, keys, reform_schema

EVERY_KEY = (Path(__file__).parent / "every-key.yaml").read_text(encoding="utf-8")
SCORECARD = (Path(__file__).parent / "scorecard.yaml").read_text(encoding="utf-8")
"""A score is a ledger or a scorecard: it takes two files to use every key."""


def written(part: Part) -> Iterator[tuple[str, str]]:
    """Every (part, key) that is written somewhere in a scheme."""
    for name in part.model_fields_set:
        yield type(part).__name__, type(part).model_fields[name].alias or name
        value = getattr(part, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Part):
                yield from written(inner)


def language() -> set[tuple[str, str]]:
    return {(part or "Scheme", name) for part, name, _ in keys(json_schema())}


def test_every_key_has_a_role_and_says_what_it_means() -> None:
    for schema in (json_schema(), reform_schema()):
        for part, name, key in keys(schema):
            assert key.get("role") in ROLES, (part, name)
            assert key.get("description", "").endswith("."), (part, name)


def test_the_example_uses_every_key() -> None:
    assert set(written(load(EVERY_KEY))) | set(written(load(SCORECARD))) == language()


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path


def test_every_key_is_read_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    """`explain` reads each key that is written: none can be added to the language without being told."""
    schemes = [load(EVERY_KEY), load(SCORECARD)]
    read: set[tuple[str, str]] = set()
    plain = Part.__getattribute__

    def watched(part: Part, name: str) -> Any:
        fields = type(part).__dict__.get("__pydantic_fields__", {})
        if name in fields:
            read.add((type(part).__name__, fields[name].alias or name))
        return plain(part, name)

    monkeypatch.setattr(Part, "__getattribute__", watched)
    for scheme in schemes:
        explain(scheme)
    monkeypatch.undo()
    assert language() - read == set()


# The value of each written key, changed to another that it can have, must change what is read aloud.
OTHERS: dict[object, object] = {
    True: False,
    False: True,
    "person": "agency",
    "firm": "agency",
    "act": "act-9",
}
STATED = {
    "note": "another note",
    "title": "Another title",
    "summary": "Another summary.",
    "definition": "Something else",
    "domestic_status": "struck down",
    "what": "fees",
    "why": "never printed",
    "purpose": "other aims",
    "aim": "another aim",
    "necessity": "another need",
    "less_intrusive": "others were tried",
    "oversight": "the auditor",
    "assessment": "the study of 2020",
    "cite": "Act 8",
    "url": "https://example.org/other",
    "via": "M",
}


def changed_text(document: Document, path: tuple[str | int, ...], other: str) -> str | None:
    """What is read aloud once the value at a path is another one; None where the scheme would be unsound."""
    from glasshouse.ground.errors import BadInput
    from glasshouse.ground.patch import Change, Patch, apply

    words = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
    change = Change("set", words, other, document.position(path), None)
    try:
        return explain(make(apply(document, Patch("other", "", (change,)))))
    except BadInput:
        return None


@pytest.mark.parametrize("key", sorted(STATED))
def test_another_value_is_heard(key: str) -> None:
    document = read_text(EVERY_KEY)
    before = explain(make(document))
    found = 0
    for path in leaves(document.data):
        named = [step for step in path if isinstance(step, str)][-1]
        if named != key or path[0] == "amendments":
            continue
        after = changed_text(document, path, STATED[key])
        assert after is not None, path
        assert STATED[key].rstrip(".").lower() in " ".join(after.split()).lower(), path
        assert after != before
        found += 1
    assert found


def test_the_schema_is_one_of_draft_2020_12() -> None:
    for schema in (json_schema(), reform_schema()):
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", [*catalogue(), "every key"])
def test_sound_files_fit_the_schema(name: str) -> None:
    scheme = load(EVERY_KEY if name == "every key" else name)
    jsonschema.Draft202012Validator(json_schema()).validate(scheme.document.data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("rules", 0, "effekt"), {"points": 3}),
        (("rules", 0, "proof"), "hearsay"),
        (("rules", 0, "when", "conducts"), ["thinks-badly"]),
        (("lists", 0, "stay", "for"), 2),
        (("lists", 0, "stay", "for"), {"value": "2 years", "evidence": "guess"}),
        (("scheme", "id"), "Every Key"),
        (("format",), 2),
        (("scope", "min_age"), 150),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(path: tuple[str | int, ...], value: object) -> None:
    data = read_text(EVERY_KEY).data
    here: Any = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(data)


def test_defaults_are_written_as_in_a_file() -> None:
    """A file in which every default stands written out means the same."""
    schema = json_schema()
    rule = schema["$defs"]["Rule"]["properties"]
    assert rule["final_after"]["default"] == "0 days"
    assert rule["count"]["default"] == {"at_least": 1}
    defaults = {
        name: key["default"]
        for name, key in rule.items()
        if "default" in key and name not in ("lapse", "stay")
    }
    bare = load(EVERY_KEY).rule("volunteering")
    assert Scheme.model_fields  # the model is built
    data = read_text(EVERY_KEY).data
    data["rules"][1] = {**{k: v for k, v in defaults.items() if v is not None}, **data["rules"][1]}
    import json

    full = load(json.dumps(data, indent=1)).rule("volunteering")
    assert full == bare


def test_each_thing_that_a_consequence_can_do_is_either_a_burden_or_a_favour() -> None:
    words = get_args(Consequence.model_fields["does"].annotation)
    assert sorted((*BURDENS, *FAVOURS)) == sorted(words)
    assert {*BURDENS} - {*REFUSES, *WORSENS} == {"warn"}
