"""A quantity holds a value inside its range."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.ground.quantity import Quantity
from glasshouse.ground.units import Duration, Money

NUMBERS = st.floats(-1e6, 1e6)


def test_a_bare_scalar_claims_nothing() -> None:
    bare = Quantity(3)
    assert bare.value == 3
    assert {getattr(bare, field.name) for field in dataclasses.fields(bare)[1:]} == {None}


def test_quantities_are_frozen_and_comparable() -> None:
    quantity = Quantity(0.43, low=0.35, high=0.51, evidence="cited", reference="a-study")
    assert quantity == dataclasses.replace(quantity)
    assert hash(quantity) == hash(dataclasses.replace(quantity))
    with pytest.raises(dataclasses.FrozenInstanceError):
        quantity.value = 1.0  # type: ignore[misc]


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_value_lies_in_its_range(low: float, value: float, high: float) -> None:
    if low <= value <= high:
        assert Quantity(value, low=low, high=high).value == value
    else:
        with pytest.raises(ValueError, match="must not be greater"):
            Quantity(value, low=low, high=high)


def test_ranges_of_durations_and_money() -> None:
    year = Duration.parse("1 year")
    assert Quantity(year, low=Duration.parse("3 months"), high=Duration.parse("3 years")).value == year
    with pytest.raises(ValueError, match=r"value \(1 year\) must not be greater than high \(11 months\)"):
        Quantity(year, high=Duration.parse("11 months"))
    with pytest.raises(ValueError, match="different currencies"):
        Quantity(Money(5.0, "yuan"), low=Money(1.0, "AUD"))


def test_the_text_may_say_that_there_is_none_within_a_range_of_readings() -> None:
    assert Quantity[int | None](None, low=1, high=3).value is None
    with pytest.raises(ValueError, match=r"low \(3\) must not be greater than high \(1\)"):
        Quantity[int | None](None, low=3, high=1)


def test_what_has_no_order_has_no_range_to_break() -> None:
    assert Quantity("shall", low="z", high="a").value == "shall"
    assert Quantity(True, low=True, high=False).value is True


def test_not_a_number_is_in_no_range() -> None:
    with pytest.raises(ValueError, match="must not be greater"):
        Quantity(float("nan"), low=0.0, high=1.0)
