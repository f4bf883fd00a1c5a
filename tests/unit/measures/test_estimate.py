"""An estimate never loses its interval."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from glasshouse.measures.estimate import Estimate

GOOD = Estimate(
    "listed-share", "a", "black", "all", 2.0, 1.5, 2.5, "per cent", "people covered", "the luck", 1000
)


@pytest.mark.parametrize(
    "wrong",
    [
        {"low": None},
        {"high": None},
        {"low": None, "high": None},
        {"value": None},
        {"low": 2.1},
        {"high": 1.9},
        {"value": math.nan},
        {"high": math.inf},
        {"value": None, "low": None, "high": None},
    ],
)
def test_a_number_without_its_width_cannot_be_made(wrong: dict[str, float | None]) -> None:
    with pytest.raises(ValueError, match="estimate listed-share"):
        replace(GOOD, **wrong)


def test_too_few_says_why() -> None:
    silent = replace(GOOD, value=None, low=None, high=None, note="too few: 3 people")
    assert not silent.known
    assert "too few: 3 people" in str(silent)


def test_the_words_hold_value_interval_unit_and_denominator() -> None:
    told = str(GOOD)
    for part in ("2", "1.5 to 2.5", "per cent", "people covered", "95 %"):
        assert part in told


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (-0.0, "0"),
        (-2.1e-6, "-0.0000021"),
        (-1e-12, "0"),
        (0.000751, "0.00075"),
        (-4.57, "-4.57"),
        (2e5, "200,000"),
    ],
)
def test_a_notebook_shows_no_nought_with_a_sign(size: float, told: str) -> None:
    assert replace(GOOD, value=size, low=size, high=size).cells[0] == f"{told} per cent"
