"""Alias tables: they give every outcome exactly its weight, and plain and compiled tables are one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import chisquare

from glasshouse.engine.compile.laws import alias_tables
from glasshouse.ground.alias import alias_table

WHOLE = 2**31


@st.composite
def laws(draw: st.DrawFn) -> NDArray[np.int64]:
    """Weights that sum to 2**31: with noughts, with a certain outcome, with equal ones."""
    cuts = draw(st.lists(st.integers(0, WHOLE), min_size=0, max_size=40))
    return np.diff(np.array([0, *sorted(cuts), WHOLE], np.int64))


def exact_weights(threshold: NDArray[np.int64], alias: NDArray[np.int32]) -> list[int]:
    """What a table gives each outcome, in units of 2**-32 of a column: by adding up, not by drawing."""
    given_to = [0] * len(threshold)
    for column, kept in enumerate(threshold.tolist()):
        given_to[column] += kept
        given_to[int(alias[column])] += 2**32 - kept
    return given_to


@given(laws())
def test_every_outcome_has_exactly_its_weight(weights: NDArray[np.int64]) -> None:
    threshold, alias = alias_table(weights)
    assert ((threshold >= 0) & (threshold <= 2**32)).all()
    assert exact_weights(threshold, alias) == [2 * len(weights) * weight for weight in weights.tolist()]


@given(st.lists(laws().map(lambda law: np.resize(law, 8)), min_size=1, max_size=5))
def test_many_tables_are_the_same_as_one_at_a_time(rows: list[NDArray[np.int64]]) -> None:
    weights = np.array(rows)
    # Resizing broke the sums: what is missing (or too much) goes to the last outcome, or all to the first.
    weights[:, -1] += WHOLE - weights.sum(axis=1)
    weights[weights.min(axis=1) < 0] = [WHOLE] + [0] * 7
    threshold, alias = alias_tables(weights)
    for row, law in enumerate(weights):
        plain = alias_table(law)
        assert np.array_equal(threshold[row], plain[0])
        assert np.array_equal(alias[row], plain[1])


def test_the_shape_of_many_laws_is_kept() -> None:
    weights = np.full((3, 2, 4), WHOLE // 4)
    threshold, alias = alias_tables(weights)
    assert threshold.shape == alias.shape == weights.shape


def test_a_law_that_does_not_sum_to_one_is_refused() -> None:
    with pytest.raises(ValueError, match="sum"):
        alias_tables(np.array([[WHOLE // 2, WHOLE // 2 - 1]]))


def test_drawing_with_a_table_follows_the_law() -> None:
    weights = np.array([1, 2, 3, 10, 0, 16], np.int64) * (WHOLE // 32)
    threshold, alias = alias_table(weights)
    words = np.random.default_rng(11).integers(0, 2**32, (2, 200_000))
    column = (words[0] * len(weights)) >> 32
    outcome = np.where(words[1] < threshold[column], column, alias[column])
    counts = np.bincount(outcome, minlength=len(weights))
    assert counts[4] == 0
    drawn = weights > 0
    assert chisquare(counts[drawn], weights[drawn] / WHOLE * words.shape[1]).pvalue > 1e-6
