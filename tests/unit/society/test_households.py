"""Households against the table that they come from: laws on random tables, and a case worked by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasshouse.society.households import AdultlessHousehold, Households, households
from glasshouse.society.strata import Layout, OpenSize
from glasshouse.society.tables import ROLES, WHOLE

ADULT = np.array([False, True, True])


def frame(places: int, sizes: int) -> Layout:
    rows = np.arange(places * sizes)
    return Layout(
        household_dims=("size",),
        person_dims=("age",),
        row={"place": rows // sizes, "size": rows % sizes},
        column={"age": np.arange(3)},
        rows=places * sizes,
        columns=3,
        places=places,
    )


def law(homes: Households, role: str) -> npt.NDArray[np.int64]:
    """Return the distribution of a role: (place, htype, column)."""
    return homes.role_share[homes.role_law[:, :, ROLES.index(role)]]


def persons(homes: Households) -> npt.NDArray[np.float64]:
    """Return the distribution of persons within each place: (place, htype, column)."""
    size = homes.size[None, :, None].astype(np.float64)
    expected = law(homes, "head") / WHOLE + (size - 1) * (law(homes, "other") / WHOLE)
    found = expected * (homes.household_share / WHOLE)[:, :, None]
    shares: npt.NDArray[np.float64] = found / found.sum(axis=(1, 2), keepdims=True)
    return shares


CLOSED = OpenSize(sizes=((1,), (2,), (3,)), shares=((1.0,), (1.0,), (1.0,)), mean=(1.0, 2.0, 3.0))
numbers = st.integers(1, 1000)


@settings(max_examples=150)
@given(st.integers(1, 4), st.data())
def test_persons_met_at_random_are_those_of_the_table(places: int, data: st.DataObject) -> None:
    table = np.zeros((places, 3, 3))
    for place in range(places):
        for size in range(3):
            adults = [data.draw(numbers), data.draw(numbers)]
            # At least one adult for each household: children at most (s - 1) times the adults.
            children = data.draw(st.integers(0, size * sum(adults)))
            table[place, size] = [children, *adults]
    homes = households(table.reshape(-1, 3), frame(places, 3), ADULT, CLOSED)
    for shares in (homes.household_share, homes.role_share):
        assert (shares.sum(axis=-1) == WHOLE).all()
    assert (law(homes, "head")[:, :, ~ADULT] == 0).all()
    # Where every household has just one adult, rounding may leave it a little short.
    assert (homes.added_adults < 1e-6).all()
    wanted = table / table.sum(axis=(1, 2), keepdims=True)
    # Rounded to 20 significant bits, that is to one part in a million.
    np.testing.assert_allclose(persons(homes), wanted, rtol=3e-6, atol=1e-8)


def test_one_place_worked_by_hand() -> None:
    """60 persons alone, 80 in pairs (8 of them children), 60 in threes (15 of them children)."""
    table = np.array([[0, 40, 20], [8, 36, 36], [15, 30, 15]], dtype=np.float64)
    homes = households(table, frame(1, 3), ADULT, CLOSED)
    # 60, 40 and 20 households.
    np.testing.assert_allclose(homes.household_share[0] / WHOLE, [1 / 2, 1 / 3, 1 / 6], rtol=1e-6)
    np.testing.assert_allclose(law(homes, "head")[0, 0] / WHOLE, [0, 2 / 3, 1 / 3], rtol=1e-6)
    # Pairs: 72 adults in 40 households, so the second member is an adult in 32 of 40.
    np.testing.assert_allclose(law(homes, "other")[0, 1] / WHOLE, [0.2, 0.4, 0.4], rtol=1e-6)
    # Threes: 45 adults in 20 households: 25 of the 40 others are adults, two thirds of the first kind.
    np.testing.assert_allclose(law(homes, "other")[0, 2] / WHOLE, [15 / 40, 50 / 120, 25 / 120], rtol=1e-6)


def test_an_open_size_is_spread_over_its_sizes() -> None:
    sizes = OpenSize(sizes=((1,), (2, 3, 4)), shares=((1.0,), (0.5, 0.3, 0.2)), mean=(1.0, 2.7))
    table = np.array([[0, 50, 50], [90, 90, 90]], dtype=np.float64)
    homes = households(table, frame(1, 2), ADULT, sizes)
    assert homes.size.tolist() == [1, 2, 3, 4]
    # 100 households of one, and 270 / 2.7 = 100 of the open size.
    np.testing.assert_allclose(homes.household_share[0] / WHOLE, [0.5, 0.25, 0.15, 0.1], rtol=1e-6)


def test_too_few_adults_are_added_and_counted() -> None:
    table = np.array([[0, 10, 10], [30, 10, 0], [0, 30, 30]], dtype=np.float64)
    homes = households(table, frame(1, 3), ADULT, CLOSED)
    # 40 persons in 20 pairs with 10 adults: 10 more are needed, every head is one, every other a child.
    assert law(homes, "other")[0, 1].tolist() == [WHOLE, 0, 0]
    assert homes.added_adults[0] == pytest.approx(10 / 120, rel=1e-6)


def test_households_of_children_alone_are_refused() -> None:
    table = np.array([[0, 10, 10], [30, 0, 0], [0, 30, 30]], dtype=np.float64)
    with pytest.raises(AdultlessHousehold):
        households(table, frame(1, 3), ADULT, CLOSED)


def test_types_that_do_not_occur_have_rows_that_can_be_drawn_from() -> None:
    table = np.array([[0, 10, 10], [0, 0, 0], [10, 30, 30]], dtype=np.float64)
    homes = households(table, frame(1, 3), ADULT, CLOSED)
    assert homes.household_share[0, 1] == 0
    for shares in (homes.household_share, homes.role_share):
        assert (shares.sum(axis=-1) == WHOLE).all()
