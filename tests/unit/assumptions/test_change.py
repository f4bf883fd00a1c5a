"""Any number can be changed by its path, and only numbers, and only within their limits."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.assumptions import load
from glasshouse.ground.errors import BadInput

STANDARD = load()
NUMBERS = dict(STANDARD.numbers())


def test_one_number_changes_and_nothing_else() -> None:
    changed = STANDARD.replace_number("assumptions.conducts.walk-on-red.rate", 3)
    after = dict(changed.numbers())
    assert {path for path in after if after[path] != NUMBERS[path]} == {"conducts.walk-on-red.rate"}
    rate = changed.conducts["walk-on-red"].rate
    assert rate.value == 3
    # It is no longer what any source said.
    assert (rate.evidence, rate.reference) == ("assumed", None)
    assert "55" in (rate.note or "")
    assert STANDARD.conducts["walk-on-red"].rate.value == 55


def test_the_first_word_may_be_left_out() -> None:
    path = "procedure.correction.succeeds"
    assert STANDARD.replace_number(path, 0.5) == STANDARD.replace_number(f"assumptions.{path}", 0.5)


@pytest.mark.parametrize("path", NUMBERS)
def test_every_number_can_take_both_ends_of_its_range(path: str) -> None:
    for end in (NUMBERS[path].low, NUMBERS[path].high):
        assert end is not None
        changed = dict(STANDARD.replace_number(path, end).numbers())
        assert changed[path].value == end
        low, high = changed[path].low, changed[path].high
        assert low is not None and high is not None and low <= end <= high


@given(
    tier=st.sampled_from(list(STANDARD.gates["train"].tiers)), share=st.floats(0, 1, allow_subnormal=False)
)
def test_the_other_tiers_give_way(tier: str, share: float) -> None:
    before = STANDARD.gates["train"].tiers
    tiers = STANDARD.replace_number(f"gates.train.tiers.{tier}", share).gates["train"].tiers
    assert tiers[tier].value == share
    assert sum(other.value for other in tiers.values()) == pytest.approx(1)
    others = [name for name in tiers if name != tier]
    for one, two in itertools.pairwise(others):
        assert tiers[one].value * before[two].value == pytest.approx(tiers[two].value * before[one].value)


@given(
    level=st.sampled_from(list(STANDARD.procedure.proof)),
    truth=st.sampled_from(["true", "false"]),
    share=st.floats(0, 1),
)
def test_levels_of_proof_stay_in_order(level: str, truth: str, share: float) -> None:
    proof = STANDARD.replace_number(f"procedure.proof.{level}.{truth}", share).procedure.proof
    shares = [getattr(step, truth).value for step in proof.values()]
    assert getattr(proof[level], truth).value == share
    assert shares == sorted(shares, reverse=True)


def test_an_end_of_the_range_can_be_changed() -> None:
    rate = STANDARD.replace_number("conducts.walk-on-red.rate.high", 100).conducts["walk-on-red"].rate
    assert (rate.value, rate.high) == (55, 100)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("conducts.walk-on-red.relative.income.q1", 2.0),
        ("conducts.walk-on-red.relative.sex.male", 2.0),
        ("conducts.walk-on-red.relative.place.henan", 2.0),
        ("conducts.walk-on-red.seen_by.neighbour", 0.1),
        ("sources.tax-office.detection.income.q5", 0.1),
        ("sources.tax-office.false_records.litters", 0.1),
    ],
)
def test_what_is_not_written_down_can_be_set(path: str, value: float) -> None:
    assert path not in NUMBERS
    assert dict(STANDARD.replace_number(path, value).numbers())[path].value == value


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("conducts.walk-on-red.rat", "Did you mean 'assumptions.conducts.walk-on-red.rate'?"),
        ("conducts.wlak-on-red.rate", "Did you mean 'assumptions.conducts.walk-on-red.rate'?"),
        ("conducts.walk-on-red.title", "No number"),
        ("conducts.walk-on-red", "It holds 11 numbers"),
        ("conducts.walk-on-red.seen_by.nobody", "No number"),
        ("conducts.walk-on-red.relative.sex.other", "No number"),
        ("conducts.walk-on-red.relative.height.tall", "No number"),
        ("conducts.walk-on-red.rate.value.low", "No number"),
        ("", "No number"),
        ("rules.protest.points", "No number"),
    ],
)
def test_an_unknown_path_is_refused_with_the_nearest_one(path: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        STANDARD.replace_number(path, 1)
    assert told in str(caught.value)
    assert caught.value.exit_code == 2


def test_what_was_set_can_be_told_and_nothing_else() -> None:
    changed = STANDARD.replace_number("assumptions.conducts.walk-on-red.rate", 5)
    assert changed.set_by_user() == {"assumptions.conducts.walk-on-red.rate": 5.0}
    assert (
        changed.replace_number("conducts.joins-protest.rate.high", 9).set_by_user() == changed.set_by_user()
    )
    assert STANDARD.set_by_user() == {}


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("conducts.walk-on-red.rate", -1, "at least 0"),
        ("conducts.walk-on-red.rate", float("nan"), "finite"),
        ("conducts.walk-on-red.rate", 1e9, "at most 100000"),
        ("conducts.walk-on-red.seen_by.police", 1.2, "at most 1"),
        ("conducts.pays-late.seen_by.court", 0.2, "at most once"),
        ("response.expression.own", 1, "below 1"),
        ("conducts.walk-on-red.rate.low", 100, "must not be greater"),
        ("procedure.fault.negligent", 0.6, "sum to more than 1"),
    ],
)
def test_an_impossible_value_is_refused(path: str, value: float, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        STANDARD.replace_number(path, value)
    assert told in str(caught.value)
    assert path in str(caught.value)


@pytest.mark.parametrize("value", ["3", None, True])
def test_only_a_number_will_do(value: object) -> None:
    with pytest.raises(BadInput, match="is a number"):
        STANDARD.replace_number("conducts.walk-on-red.rate", value)  # type: ignore[arg-type]
