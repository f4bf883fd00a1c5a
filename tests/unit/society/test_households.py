"""Households against the table that they come from: laws on random tables, and a case worked by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasshouse.society.households import AdultlessHousehold, Households, Mark, households
from glasshouse.society.kinds import FORMS, odds_of_band, template
from glasshouse.society.strata import Layout, OpenSize
from glasshouse.society.tables import KINDS, NOBODY, ROLES, WHOLE

# Children, adults, old people.
AGES = (np.array([0, 18, 60], np.int32), np.array([18, 60, 100], np.int32))
CHILD, ADULT, OLD = range(3)


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


def law(homes: Households, role: str) -> npt.NDArray[np.float64]:
    """Return the distribution of a role: (place, htype, column)."""
    found: npt.NDArray[np.float64] = homes.role_share[homes.role_law[:, :, ROLES.index(role)]] / WHOLE
    return found


def persons(homes: Households, sizes: int) -> npt.NDArray[np.float64]:
    """Return the distribution of persons within each place: (place, row, column)."""
    slots = [(homes.role == number).sum(axis=1)[None, :, None] for number in range(len(ROLES))]
    expected = sum(number * law(homes, role) for number, role in zip(slots, ROLES, strict=True))
    found = expected * (homes.household_share / WHOLE)[:, :, None]
    rows = np.zeros((len(found), sizes, 3))
    for number, row in enumerate(homes.row):
        rows[:, row] += found[:, number]
    shares: npt.NDArray[np.float64] = rows / rows.sum(axis=(1, 2), keepdims=True)
    return shares


CLOSED = OpenSize(sizes=((1,), (2,), (3,)), shares=((1.0,), (1.0,), (1.0,)), mean=(1.0, 2.0, 3.0))
numbers = st.integers(1, 1000)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.data())
def test_persons_met_at_random_are_those_of_the_table(places: int, data: st.DataObject) -> None:
    table = np.zeros((places, 3, 3))
    for place in range(places):
        for size in range(3):
            adults = [data.draw(numbers), data.draw(numbers)]
            # An adult for each household and some over: at the very edge the fit takes its time.
            children = data.draw(st.integers(0, int(size * sum(adults) * 0.8)))
            table[place, size] = [children, *adults]
    homes = households(table.reshape(-1, 3), frame(places, 3), AGES, CLOSED)
    assert homes.converged
    for shares in (homes.household_share, homes.role_share):
        assert (shares >= 0).all()
        assert (shares.sum(axis=-1) == WHOLE).all()
    assert (law(homes, "head")[:, :, CHILD] == 0).all()
    assert (homes.added_adults == 0).all()
    wanted = table / table.sum(axis=(1, 2), keepdims=True)
    # Rounded to 20 significant bits, that is to one part in a million.
    np.testing.assert_allclose(persons(homes, 3), wanted, rtol=3e-6, atol=1e-8)


@settings(max_examples=30, deadline=None)
@given(st.integers(3, 5), st.data())
def test_roles_are_of_their_age_and_children_have_carers(most: int, data: st.DataObject) -> None:
    sizes = OpenSize(
        sizes=(*((size,) for size in range(1, most)), (most, most + 1, most + 2)),
        shares=(*((1.0,) for _ in range(1, most)), (0.5, 0.3, 0.2)),
        mean=(*(float(size) for size in range(1, most)), most + 0.7),
    )
    table = np.array([[0 if size == 0 else data.draw(numbers) // 2, 600, 500] for size in range(most)], float)
    homes = households(table, frame(1, most), AGES, sizes)
    assert homes.converged
    for number, (kind, size) in enumerate(zip(homes.kind, homes.size, strict=True)):
        if homes.household_share[0, number] == 0:
            continue
        roles = template(KINDS[kind], int(size))
        assert homes.role[number, :size].tolist() == [ROLES.index(role) for role in roles]
        assert (homes.role[number, size:] == NOBODY).all()
        for slot, role in enumerate(roles):
            ages = law(homes, role)[0, number]
            if role == "child":
                assert ages.tolist() == [1, 0, 0]
                first, second = homes.parent[number, slot]
                assert first == 0
                assert second == (1 if "partner" in roles else NOBODY)
            else:
                assert ages[CHILD] == 0
                assert (homes.parent[number, slot] == NOBODY).all()
            if role == "parent":
                assert ages.tolist() == [0, 0, 1]


def test_one_place_worked_by_hand() -> None:
    """60 persons alone; 80 in pairs, 8 of them children; nobody old, so few kinds are possible."""
    table = np.array([[0, 60, 0], [8, 72, 0]], dtype=np.float64)
    sizes = OpenSize(sizes=((1,), (2,)), shares=((1.0,), (1.0,)), mean=(1.0, 2.0))
    homes = households(table, frame(1, 2), AGES, sizes)
    share = homes.household_share[0] / WHOLE
    # 60 and 40 households; in 8 of the 40 an adult has care of a child.
    np.testing.assert_allclose(share[homes.size == 1].sum(), 0.6, rtol=1e-6)
    with_child = (homes.role == ROLES.index("child")).any(axis=1)
    np.testing.assert_allclose(share[with_child].sum(), 0.08, rtol=1e-6)
    # One parent and worker away have the same templates and ages: 5 to 4. Grandparents would have to be old,
    # couples and others share the rest 62 to 14: grown children need parents of 45, cut at 60 here.
    kinds = dict(zip([KINDS[kind] for kind in homes.kind], share, strict=True))
    assert kinds["one-parent"] / kinds["worker-away"] == pytest.approx(5 / 4, rel=1e-6)
    assert kinds["couple"] / kinds["others"] == pytest.approx(62 / 14, rel=1e-6)
    assert kinds.get("grandparents", 0) < 1e-6
    assert kinds.get("grown-children", 0) < 1e-6


def test_shares_of_kinds_are_met_across_places() -> None:
    table = np.array([[0, 60, 20], [10, 72, 40], [40, 80, 30]] * 2, dtype=np.float64)
    table[3:] *= 4
    marks = [Mark("old", ("three-generations",), 0.08), Mark("two", ("couple", "grown-children"), 0.2)]
    homes = households(table, frame(2, 3), AGES, CLOSED, marks)
    assert homes.converged
    # The second place has four times the people of the first, and as many in each household.
    share = (homes.household_share * [[0.2], [0.8]]).sum(axis=0) / WHOLE
    for mark in marks:
        chosen = np.isin(homes.kind, [KINDS.index(kind) for kind in mark.kinds])
        assert share[chosen].sum() == pytest.approx(mark.share, rel=1e-6)
    wanted = (table / 3).reshape(2, 3, 3)
    np.testing.assert_allclose(
        persons(homes, 3), wanted / wanted.sum(axis=(1, 2), keepdims=True), rtol=3e-6, atol=1e-8
    )


def test_an_open_size_is_spread_over_its_sizes() -> None:
    sizes = OpenSize(sizes=((1,), (2, 3, 4)), shares=((1.0,), (0.5, 0.3, 0.2)), mean=(1.0, 2.7))
    table = np.array([[0, 50, 50], [90, 90, 90]], dtype=np.float64)
    homes = households(table, frame(1, 2), AGES, sizes)
    share = homes.household_share[0] / WHOLE
    # 100 households of one, and 270 / 2.7 = 100 of the open size.
    by_size = [share[homes.size == size].sum() for size in (1, 2, 3, 4)]
    np.testing.assert_allclose(by_size, [0.5, 0.25, 0.15, 0.1], rtol=1e-6)


def test_too_few_adults_are_added_and_counted() -> None:
    table = np.array([[0, 10, 10], [30, 10, 0], [0, 30, 30]], dtype=np.float64)
    homes = households(table, frame(1, 3), AGES, CLOSED)
    # 40 persons in 20 pairs with 10 adults: 10 more are needed, every head is one, every other a child.
    assert homes.added_adults[0] == pytest.approx(10 / 120, rel=1e-6)
    pairs = (homes.size == 2) & (homes.household_share[0] > 1e-4 * WHOLE)
    assert (homes.role[pairs, 1] == ROLES.index("child")).all()


def test_households_of_children_alone_are_refused() -> None:
    table = np.array([[0, 10, 10], [30, 0, 0], [0, 30, 30]], dtype=np.float64)
    with pytest.raises(AdultlessHousehold):
        households(table, frame(1, 3), AGES, CLOSED)


def test_types_that_do_not_occur_have_laws_that_can_be_drawn_from() -> None:
    table = np.array([[0, 10, 10], [0, 0, 0], [10, 30, 30]], dtype=np.float64)
    homes = households(table, frame(1, 3), AGES, CLOSED)
    assert (homes.household_share[0, homes.size == 2] == 0).all()
    assert (homes.role_share.sum(axis=-1) == WHOLE).all()


def test_every_kind_has_a_head_first_and_grown_kinds_no_children() -> None:
    for kind in FORMS:
        for size in range(1, 8):
            roles = template(kind, size)
            assert len(roles) in (0, size)
            assert not roles or roles[0] == "head"
            assert roles.count("head") <= 1
            assert roles.count("partner") <= 1
            assert set(roles) <= set(FORMS[kind].ages)
            if kind in ("single", "couple", "grown-children", "others"):
                assert "child" not in roles
    assert template("three-generations", 5) == ("head", "partner", "child", "parent", "parent")
    assert template("worker-away", 2) == ("head", "child")


def test_odds_of_a_band_are_the_mean_over_its_years_and_none_where_some_are_impossible() -> None:
    ages = {18: 0.0, 45: 1.0, 75: 0.5}
    assert odds_of_band(ages, 45, 75) == 1.0
    assert odds_of_band(ages, 75, 100) == 0.5
    assert odds_of_band(ages, 70, 80) == pytest.approx(0.75)
    assert odds_of_band(ages, 30, 50) == 0
    assert odds_of_band(ages, 0, 18) == 0
