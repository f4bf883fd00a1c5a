"""No rule fails on a scheme that can be read, whatever is left out or set to nothing."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from glasshouse.ground.document import Document, Marks, read_file
from glasshouse.ground.errors import BadInput
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.examples import AS_OF, base
from glasshouse.schemes.lint.formats import tell
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reading import catalogue, load, make

EVERY_KEY = Path(__file__).parents[1] / "schemes" / "every-key.yaml"
ASKED = Selection(as_of=AS_OF, preview=True)


def keys(data: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every key and item."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        yield (*here, step)
        yield from keys(value, (*here, step))


def variants(document: Document) -> Iterator[tuple[str, Document]]:
    """The document without each key, and with each key set to nothing."""
    for path in keys(document.data):
        if path[0] == "tests":
            continue
        for manner in ("gone", "nothing"):
            data, marks = copy.copy(document.data), document.marks.copy()
            holder, place = data, marks
            # Only what lies on the way to the change is copied; all else is shared, as in a patched document.
            for step in path[:-1]:
                holder[step], place.parts[step] = copy.copy(holder[step]), place.parts[step].copy()
                holder, place = holder[step], place.parts[step]
            last = path[-1]
            if manner == "nothing":
                empty = [] if isinstance(holder[last], list) else None
                at = place.parts[last]
                holder[last] = empty
                place.parts[last] = at if empty is None and not isinstance(at, Marks) else Marks((1, 1))
            elif isinstance(holder, list):
                del holder[last]
                place.parts = dict(enumerate(p for s, p in sorted(place.parts.items()) if s != last))
            else:
                del holder[last]
            yield f"{'.'.join(map(str, path))} {manner}", Document(data, document.text, document.name, marks)


def readable(document: Document) -> Iterator[tuple[str, Scheme]]:
    for name, variant in variants(document):
        try:
            yield name, make(variant)
        except BadInput:
            continue


@pytest.mark.slow
@pytest.mark.parametrize("id", ["base", "every-key", "simpleland-points"])
def test_nothing_that_can_be_read_makes_a_rule_fail(id: str) -> None:
    document = (
        base().document if id == "base" else read_file(EVERY_KEY) if id == "every-key" else load(id).document
    )
    tried = 0
    for name, scheme in readable(document):
        try:
            report = check(scheme, ASKED)
            tell([report], "text")
        except Exception as error:
            raise AssertionError(f"{id} with {name}: {type(error).__name__}: {error}") from error
        tried += 1
    assert tried > 30


@pytest.mark.parametrize("id", catalogue())
def test_a_checked_key_that_goes_away_clears_nothing(id: str) -> None:
    """What failed for want of a safeguard must not pass because the file stopped speaking of it."""
    scheme = load(id)
    before = check(scheme, ASKED)
    failed = {finding.rule.id for finding in before.findings if finding.kind == "fail"}
    for key in ("governance", "notice", "remedies"):
        if key not in scheme.model_fields_set:
            continue
        data = {name: value for name, value in scheme.document.data.items() if name != key}
        marks = scheme.document.marks.copy()
        marks.parts.pop(key)
        after = check(make(Document(data, scheme.text, scheme.file, marks)), ASKED)
        cleared = {finding.rule.id for finding in after.findings if finding.kind == "pass"}
        assert not failed & cleared, key
