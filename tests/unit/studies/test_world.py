"""The keys of a world: whoever asks a study for help sees each of them, and any other is refused by name."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

import glasshouse as gh
from glasshouse.schemes.reading import load as load_scheme
from glasshouse.studies.comparison import plan_comparison
from glasshouse.studies.world import DEFAULTS

_WARM = set(DEFAULTS)
_STUDIES: list[tuple[Callable[..., Any], set[str]]] = [
    (gh.simulate, _WARM),
    (gh.simulate_part, _WARM),
    (gh.compare, _WARM),
    (gh.effects, _WARM),
    (gh.patchwork, _WARM - {"society"}),
    (gh.audit, _WARM - {"warm"}),
]


@pytest.mark.parametrize(("study", "keys"), _STUDIES)
def test_help_shows_every_key_with_its_default_and_explains_it_once(
    study: Callable[..., Any], keys: set[str]
) -> None:
    asked = inspect.signature(study).parameters
    assert keys == _WARM & set(asked)
    for key in keys - ({"people"} if study is gh.patchwork else set()):
        assert asked[key].default == DEFAULTS[key], key  # type: ignore[literal-required]
    explained = inspect.getdoc(study) or ""
    for name in asked:
        assert explained.count(f"\n    {name}: ") + explained.count(f"\n    *{name}: ") == 1, name


@pytest.mark.parametrize(("study", "keys"), _STUDIES)
def test_another_key_is_refused_by_its_name_before_anything_is_read(
    study: Callable[..., Any], keys: set[str]
) -> None:
    for wrong in {"peple", "society", "warm"} - keys:
        with pytest.raises(TypeError, match=rf"^{study.__name__}\(\) got an unexpected .*'{wrong}'$"):
            study("no-such-scheme", **{wrong: 1})


def test_settings_that_can_be_read_once_reach_every_arm() -> None:
    texts = (text for text in ["rules.protest.points=-7"])
    plan = plan_comparison(["simpleland-points", "simpleland-points"], settings=texts, people=20_000)
    first, second = (arm.scheme.text_hash for arm in plan.scenario.arms)
    assert first == second != load_scheme("simpleland-points").text_hash
