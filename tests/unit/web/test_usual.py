"""How usual the nurse's story is: the sentences agree with what was counted, and say where that is little."""

from __future__ import annotations

import re
from typing import Any

import pytest

from glasshouse.web.usual import told_of_world

WORLD: dict[str, Any] = {
    "people": 100_000, "years": 2, "written": 300, "refused": 120, "low": 0.35, "high": 0.45,
    "nurses": 25, "nurses_refused": 9, "joined": 1500.4, "nurses_joined": 80.0, "nurses_seen": 12.3,
    "bystanders": 60.0, "seen": [0.16, 0.14, 0.18], "stopped": [0.064, 0.05, 0.08],
    "seen_range": [0.03, 0.6], "stopped_range": [0.012, 0.24],
}  # fmt: skip


def _said(**other: Any) -> str:
    return "\n".join(strong + rest for strong, rest in told_of_world(WORLD | other)["says"])


def test_the_sentences_hold_the_numbers() -> None:
    said = _said()
    assert "Of 100,000 invented people, all of Simpleland, over 2 years, about 1,500 join one." in said
    assert "About 240 of these, 16 in 100 (14 to 18 by the luck of the draw), are written down" in said
    assert "the other 1,260 lose no point" in said
    assert "120 of the 300, 40 % (35 to 45 by the luck of the draw), are refused something" in said
    assert "Nurses among those written down: 25, of whom 9 are refused something." in said
    assert "Luck is the smaller doubt." in said
    before, after = told_of_world(WORLD)["quote"]
    assert before.endswith("where ")
    assert after.startswith(", 1 to 24 in 100 of those who join")
    assert "it is 6 in 100, because most are never written down, and most who are keep enough" in after


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({}, "Most who join a protest are never written down"),
        ({}, "most are refused nothing either"),
        ({"high": 0.6}, "No: most who join"),
        ({"high": 0.6}, "it may be either way for most"),
        ({"low": 0.55, "high": 0.6}, "most are refused something"),
        ({"seen": [0.6, 0.5, 0.7]}, "Most who join a protest are written down for it"),
        ({"nurses": 19}, "19, too few to tell apart"),
        ({"stopped": [0.012, 0.008, 0.0161]}, "1.2 in 100 (0.8 to 1.6"),
    ],
)
def test_the_sentences_follow_the_numbers(other: dict[str, Any], says: str) -> None:
    assert says in _said(**other)


@pytest.mark.parametrize(
    ("written", "refused", "says"),
    [
        (0, 0, "this rule writes nobody down."),
        (1, 1, "1 is written down at a protest. One was, and refused something. One person's luck"),
        (1, 0, "One was, and not refused something."),
        (12, 12, "12 are written down at a protest. All of them were refused something. They are too few"),
        (12, 0, "None of them were"),
        (12, 1, "1 of them was"),
    ],
)
def test_of_few_no_share_is_told(written: int, refused: int, says: str) -> None:
    few = {"written": written, "refused": refused, "joined": None, "low": None, "high": None}
    assert says in _said(**few)
    assert not re.search(r"%|in 100\b", _said(**few))
    assert told_of_world(WORLD | few)["quote"] is None
