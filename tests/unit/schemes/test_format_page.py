"""The page on the format says what the model says."""

from __future__ import annotations

from pathlib import Path

from glasshouse.schemes.format_page import PAGE, page
from glasshouse.schemes.schema import json_schema, keys

ROOT = Path(__file__).parents[3]


def test_the_page_is_as_generated() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(), "run python -m glasshouse.schemes.format_page"


def test_every_key_stands_on_the_page() -> None:
    text = page()
    shared = {"reference", "as_of", "evidence", "text", "note"}
    for _, name, key in keys(json_schema()):
        if name not in shared:
            assert f"| `{name}` | {key['role']} |" in text
