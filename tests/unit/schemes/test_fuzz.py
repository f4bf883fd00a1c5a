"""Whatever is done to a sound file, it is read or refused with a screen; nothing else is ever raised."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasshouse.ground.document import read_text
from glasshouse.ground.errors import BadInput, screen
from glasshouse.schemes import load
from glasshouse.schemes.comparing import tell_differences
from glasshouse.schemes.explaining import explain
from glasshouse.schemes.normal import normal_form
from glasshouse.schemes.showing import show
from glasshouse.schemes.sourcing import sourcing

SOUND = (Path(__file__).parents[2] / "words" / "sound.yaml").read_text(encoding="utf-8")
EVERY_KEY = (Path(__file__).parent / "every-key.yaml").read_text(encoding="utf-8")


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in inner:
        yield from paths(part, (*path, step))


BASES = [read_text(text).data for text in (SOUND, EVERY_KEY)]
TEXTS = [json.dumps(base) for base in BASES]
PLACES = [sorted(filter(None, paths(base)), key=str) for base in BASES]
WORDS = sorted({str(step) for places in PLACES for path in places for step in path if isinstance(step, str)})

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(
        ["", "any", "none", "low", "high", "careless", "red-light", "2 years", "0 days", "for-ever", "act"]
    ),
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(["low", "careless", "act", 5, None]), max_size=3),
    st.dictionaries(
        st.sampled_from([*WORDS, "value", "low", "high"]), st.integers(-5, 5) | st.none(), max_size=3
    ),
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A sound file with one to four things changed, as JSON text, which is YAML."""
    choice = draw(st.integers(0, len(BASES) - 1))
    data = json.loads(TEXTS[choice])
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(PLACES[choice]))
        here = data
        for step in path[:-1]:
            if not (step in here if isinstance(here, dict) else has(here, step)):
                break
            here = here[step]
        else:
            change(draw, here, path[-1])
    return json.dumps(data, indent=1, ensure_ascii=False)


def has(here: Any, step: str | int) -> bool:
    return isinstance(here, list) and isinstance(step, int) and step < len(here)


def change(draw: st.DrawFn, here: Any, last: str | int) -> None:
    what = draw(st.sampled_from(["replace", "delete", "rename", "double"]))
    if isinstance(here, dict):
        if what == "delete":
            here.pop(last, None)
        elif what == "rename" and last in here:
            here[draw(st.sampled_from(WORDS))] = here.pop(last)
        else:
            here[str(last)] = draw(VALUES)
    elif isinstance(here, list) and isinstance(last, int) and last < len(here):
        if what == "delete":
            del here[last]
        elif what == "double":
            here.append(here[last])
        else:
            here[last] = draw(VALUES)


@given(mutated())
@settings(max_examples=300)
def test_a_changed_file_is_read_or_refused(text: str) -> None:
    try:
        scheme = load(text)
    except BadInput as refusal:
        told = screen(refusal.problems)
        assert told
        assert "pydantic" not in told
        assert all(problem.position is not None for problem in refusal.problems)
    else:
        assert explain(scheme)
        assert show(scheme)
        assert tell_differences(scheme, load(SOUND))
        assert normal_form(scheme).rows
        assert sum(sourcing(scheme).values()) >= 0


@given(st.data())
@settings(max_examples=200)
def test_a_file_with_damaged_text_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([SOUND, EVERY_KEY]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        text = (
            text[:at]
            + data.draw(
                st.text(max_size=4) | st.sampled_from(["\n", "  ", ": ", "- ", "{", "]", "'", "&a", "#"])
            )
            + text[at + cut :]
        )
    try:
        load(text + "\n")
    except BadInput as refusal:
        assert refusal.problems


@given(st.lists(st.tuples(st.sampled_from(PLACES[0]), VALUES), min_size=1, max_size=3))
@settings(max_examples=400)
def test_any_setting_is_made_or_refused(changes: list[tuple[tuple[str | int, ...], object]]) -> None:
    settings_ = [
        f"{'.'.join(str(step + 1) if isinstance(step, int) else step for step in path)}={json.dumps(value)}"
        for path, value in changes
    ]
    try:
        load(SOUND, *settings_)
    except BadInput as refusal:
        assert screen(refusal.problems)


@pytest.mark.slow
@given(mutated())
@settings(max_examples=1000)
def test_many_changed_files(text: str) -> None:
    with contextlib.suppress(BadInput):
        explain(load(text))
