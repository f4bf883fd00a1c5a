"""The long comparison of the twins, which a release runs, runs."""

from __future__ import annotations

from verification.twins import compare


def test_the_long_comparison_agrees_and_says_what_it_saw() -> None:
    seen, found = compare(worlds=2, seed=3)
    assert found is None
    assert seen["worlds"] == 2
    assert seen["covered-days"] > 0
