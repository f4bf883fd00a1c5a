"""Problems are told in sentences."""

from __future__ import annotations

import pytest

from glasshouse.ground.telling import listed, sentence


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the file is empty", "The file is empty."),
        ("did you mean 'a'?", "Did you mean 'a'?"),
        ("'a' is no key", "'a' is no key."),
        ("Done.", "Done."),
        ("", ""),
    ],
)
def test_sentences(text: str, told: str) -> None:
    assert sentence(text) == told


def test_lists() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a or b"
    assert listed(["a", "b", "c"], "and") == "a, b and c"
