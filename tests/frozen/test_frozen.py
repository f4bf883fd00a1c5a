"""Results that were frozen are still the same, here as everywhere."""

from __future__ import annotations

import pytest
from tests.frozen.frozen import fingerprints, names, read, results_changes

HOW = "If that is meant: see tests/frozen/frozen.py (the changelog comes first)."


@pytest.mark.parametrize("name", names())
def test_results_are_those_that_were_frozen(name: str) -> None:
    frozen = read()["results"]
    assert name in frozen, f"'{name}' is not frozen yet: python -m tests.frozen.renew --new"
    found = fingerprints(name)
    # Told apart, because a society is fitted in floating point, and a tally is whole numbers throughout.
    assert found["society"] == frozen[name]["society"], f"the society of '{name}' has changed. {HOW}"
    assert found["tally"] == frozen[name]["tally"], f"the counts of '{name}' have changed. {HOW}"


def test_nothing_is_frozen_that_is_gone() -> None:
    assert set(read()["results"]) == set(names())


def test_the_changelog_says_why_results_last_changed() -> None:
    assert read()["because"] in results_changes()
