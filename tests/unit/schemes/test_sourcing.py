"""Where each number comes from, and what it inherits."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from glasshouse.schemes import Scheme, catalogue, load
from glasshouse.schemes.sourcing import Number, numbers, sourcing, unsourced

SOUND = (Path(__file__).parents[2] / "words" / "sound.yaml").read_text(encoding="utf-8")


def number(scheme: Scheme, path: str) -> Number:
    return next(found for found in numbers(scheme) if found.path == path)


def test_a_number_takes_its_source_from_its_item_and_its_date_from_the_force() -> None:
    lapse = number(load(SOUND), "rules.red-light.lapse").quantity
    assert lapse.reference == "act"
    assert lapse.as_of == datetime.date(2020, 1, 1)


def test_a_number_with_evidence_of_its_own_takes_nothing() -> None:
    text = SOUND.replace("lapse: 12 months", "lapse: {value: 12 months, evidence: assumed}")
    assert number(load(text), "rules.red-light.lapse").quantity.reference is None


def test_a_number_that_was_set_takes_nothing_and_says_so() -> None:
    found = number(load(SOUND, "rules.red-light.points=-20"), "rules.red-light.effect.points")
    assert found.is_patched
    assert found.quantity.reference is None
    assert str(found.position) == "--set rules.red-light.points=-20"


def test_a_users_own_file_is_warned_of_bare_numbers_and_an_invented_one_is_not() -> None:
    assert load(SOUND).warnings == ()
    draft = load(SOUND.replace("status: invented", "status: draft"))
    (warning,) = draft.warnings
    assert warning.severity == "warning"
    assert warning.code == "unsourced"
    assert "scope.min_age" in warning.what


def test_words_in_a_numbers_place_are_not_counted() -> None:
    scheme = load(SOUND.replace("recomputed: 7 days", "recomputed: at-once"))
    assert sum(sourcing(scheme).values()) == sum(sourcing(load(SOUND)).values()) - 1


@pytest.mark.parametrize("name", catalogue())
def test_every_number_of_the_catalogue_says_where_it_comes_from(name: str) -> None:
    """A reference and a date, or the plain word that it is assumed or unverified."""
    scheme = load(name)
    assert unsourced(scheme) is None
    for found in numbers(scheme):
        known = found.quantity
        assert known.evidence in ("assumed", "unverified") or (known.reference and known.as_of), found.path
