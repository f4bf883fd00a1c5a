"""The joined range holds both intervals, is one of them where the other has no width, and covers 95 %."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from glasshouse.measures.estimate import Estimate
from glasshouse.measures.jackknife import Kind
from glasshouse.measures.joined import joined, joined_ends

KINDS: tuple[Kind, ...] = ("share", "rate", "signed")

THERE: dict[Kind, Callable[[Any], Any]] = {
    "share": lambda odds: 1.0 / (1.0 + np.exp(-odds)),
    "rate": np.exp,
    "signed": lambda size: size,
}
"""From the scale on which the causes spread normally to the numbers that are told."""


@pytest.mark.parametrize("kind", KINDS)
def test_it_holds_both_intervals_and_is_the_one_where_the_other_has_no_width(kind: Kind) -> None:
    drawn = np.random.default_rng(3).random((500, 5))
    for low, value, high, *assumed in np.column_stack([np.sort(drawn[:, :3]), np.sort(drawn[:, 3:])]):
        # The draws may all lie on one side of the central value.
        one, other = joined_ends(value, (low, high), (assumed[0], assumed[1]), kind)
        assert one <= min(low, assumed[0]) and other >= max(high, assumed[1])
        assert one >= 0.0 or kind == "signed"
        assert other <= 1.0 or kind != "share"
        assert joined_ends(value, (low, high), (value, value), kind) == pytest.approx((low, high), rel=1e-12)
        assert joined_ends(value, (value, value), (low, high), kind) == pytest.approx((low, high), rel=1e-12)


def test_an_end_at_nought_or_at_everybody_stays_there() -> None:
    assert joined_ends(2.0, (1.0, 4.0), (0.0, 8.0), "rate")[0] == 0.0
    # Twice the value by one, four times by the other: 2 to the root of 1 + 4.
    assert joined_ends(2.0, (1.0, 4.0), (0.0, 8.0), "rate")[1] == pytest.approx(2.0 * 2.0 ** math.sqrt(5.0))
    assert joined_ends(40.0, (0.0, 60.0), (20.0, 100.0), "share", whole=100.0) == (0.0, 100.0)
    assert joined_ends(0.0, (0.0, 3.0), (0.0, 4.0), "rate") == (0.0, 5.0)
    assert joined_ends(100.0, (97.0, 100.0), (96.0, 100.0), "share", whole=100.0) == (95.0, 100.0)
    assert joined_ends(-5.0, (-8.0, -2.0), (-9.0, -5.0), "signed") == (-10.0, -2.0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ratio", [0.2, 1.0, 3.0])
def test_it_covers_what_two_independent_causes_spread_normally_on_its_scale(kind: Kind, ratio: float) -> None:
    """Luck of spread 0.3, assumptions of a spread in some ratio to it: 95 of 100, give or take chance."""
    there = THERE[kind]

    def ends(spread: float) -> tuple[float, float]:
        return float(there(-1.95996 * spread)), float(there(1.95996 * spread))

    luck, assumed = 0.3, 0.3 * ratio
    low, high = joined_ends(float(there(0.0)), ends(luck), ends(assumed), kind)
    lived = there(np.random.default_rng(11).normal(0.0, [luck, assumed], (40_000, 2)).sum(axis=1))
    assert np.mean((low <= lived) & (lived <= high)) == pytest.approx(0.95, abs=0.004)


def test_the_scale_is_the_measures_own_and_a_difference_has_none() -> None:
    e = Estimate(
        "listed-share", "a", "any", "all", 50.0, 20.0, 80.0, "per cent", "people covered", "the luck", 1000,
        assumed_low=20.0, assumed_high=80.0, draws=50,
    )  # fmt: skip
    odds = 4.0 ** math.sqrt(2.0)
    assert joined(e) == pytest.approx((100.0 / (1.0 + odds), 100.0 * odds / (1.0 + odds)))
    apart = {**e.as_dict(), "arm": "a - b"}
    reach = 30.0 * math.sqrt(2.0)
    assert joined(Estimate(**apart)) == pytest.approx((50.0 - reach, 50.0 + reach))  # type: ignore[arg-type]
    silent = {**e.as_dict(), "assumed_low": None, "assumed_high": None, "draws": 0}
    assert joined(Estimate(**silent)) is None  # type: ignore[arg-type]
