"""Largest remainders: the quota rule, exact sums and fixed ties, by the definition of the method."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.society.apportionment import apportion

WHOLE = 1 << 31
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any)


@given(weights, st.integers(0, 1 << 40))
def test_shares_sum_to_the_whole_and_keep_the_quota(parts: list[int], whole: int) -> None:
    shares = apportion(np.array([parts], dtype=np.float64), whole)[0]
    assert int(shares.sum()) == whole
    total = sum(parts)
    for part, share in zip(parts, shares.tolist(), strict=True):
        # Hamilton's method keeps the quota: each share is its exact one, rounded down or up.
        assert abs(Fraction(part * whole, total) - share) < 1
        assert part > 0 or share == 0


@given(weights, st.integers(0, 10**6))
def test_agrees_with_exact_rational_arithmetic(parts: list[int], whole: int) -> None:
    total = sum(parts)
    exact = [Fraction(part * whole, total) for part in parts]
    units = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda n: (-(exact[n] - units[n]), n))
    for number in order[: whole - sum(units)]:
        units[number] += 1
    gaps = sorted(float(share - int(share)) for share in exact)
    distinct = all(b - a > 1e-9 or b == a for a, b in pairwise(gaps))
    if distinct:
        assert apportion(np.array([parts], dtype=np.float64), whole)[0].tolist() == units


def test_ties_go_to_the_lowest_index() -> None:
    assert apportion(np.ones((1, 3)), 4).tolist() == [[2, 1, 1]]
    assert apportion(np.array([[0.0, 1.0, 1.0, 1.0]]), 2).tolist() == [[0, 1, 1, 0]]


@given(weights, st.integers(-30, 30))
def test_a_power_of_two_changes_nothing(parts: list[int], power: int) -> None:
    row = np.array([parts], dtype=np.float64)
    assert (apportion(row, WHOLE) == apportion(np.ldexp(row, power), WHOLE)).all()


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=20, unique=True), st.randoms())
def test_permuting_the_weights_permutes_the_shares(parts: list[int], random: object) -> None:
    order = list(range(len(parts)))
    random.shuffle(order)  # type: ignore[attr-defined]
    row = np.array(parts, dtype=np.float64)
    exact = row / row.sum() * WHOLE
    fraction = np.sort(exact - np.floor(exact))
    if (np.diff(fraction) > 1e-6).all():
        assert (apportion(row[None], WHOLE)[0][order] == apportion(row[order][None], WHOLE)[0]).all()


@pytest.mark.parametrize("row", [[0.0, 0.0], [-1.0, 2.0], [np.nan, 1.0], [np.inf, 1.0]])
def test_refuses_rows_that_cannot_be_shared_out(row: list[float]) -> None:
    with pytest.raises(ValueError):
        apportion(np.array([row]), 10)
