"""What a page may ask for: bounds, and all that is wrong at once."""

from __future__ import annotations

import pytest

from glasshouse.ground.errors import BadInput
from glasshouse.schemes.reading import catalogue
from glasshouse.web.films import Studio
from glasshouse.web.presets import PRESETS
from glasshouse.web.wishes import MOST_TEXT, Wish, read_wish


def test_nothing_asked_is_the_first_film() -> None:
    assert read_wish({}) == Wish()


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        "film",
        {"seed": -1},
        {"seed": 2**53},
        {"seed": True},
        {"seed": 1.5},
        {"seed": "1"},
        {"count": 11},
        {"years": 4},
        {"neighbourhood": -1},
        {"preset": 3},
        {"preset": "../../etc/passwd"},
        {"values": {"protest": 51}},
        {"values": {"protest": "10"}},
        {"values": {"income": 3}},
        {"values": [1]},
        {"values": {str(number): 1 for number in range(17)}},
        {"text": 5},
        {"text": "x" * (MOST_TEXT + 1)},
        {"person": {"name": "somebody"}},
    ],
)
def test_what_is_out_of_bounds_is_refused(given: object) -> None:
    with pytest.raises(BadInput):
        read_wish(given)


def test_all_problems_come_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        read_wish({"seed": -1, "years": 9, "people": 5, "values": {"protest": 99}})
    assert len(caught.value.problems) == 4


def test_no_life_history_comes_in() -> None:
    with pytest.raises(BadInput, match="life histories"):
        read_wish({"text": "format: 1\ntests:\n  - {id: somebody}\n"})


def test_a_text_is_never_the_name_of_a_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "scheme.yaml"
    secret.write_text("secret: yes\n", encoding="utf-8")
    for text in (str(secret), "simpleland-points"):
        with pytest.raises(BadInput) as caught:
            Studio().scheme(Wish(text=text))
        assert "secret" not in str(caught.value).replace(str(secret), "")


def test_presets_are_schemes_with_few_numbers_to_move_and_not_all_from_one_country() -> None:
    assert {preset.id for preset in PRESETS} <= set(catalogue())
    assert all(len(preset.knobs) <= 5 for preset in PRESETS)
    studio = Studio()
    origins = {
        studio.scheme(Wish(preset=preset.id)).scheme.jurisdiction.partition("-")[0] for preset in PRESETS
    }
    assert len(origins - {"CN", "invented"}) >= 1
    # A price of a protest stands in the invented country alone.
    assert all(not preset.knobs for preset in PRESETS if preset.id != "simpleland-points")


def test_the_knobs_say_what_the_scheme_says() -> None:
    scheme = Studio().scheme(Wish())
    protest, red, late, limit, lapse = PRESETS[0].knobs
    points = {rule.id: rule.effect.points for rule in scheme.rules}
    for knob, rule in ((protest, "protest"), (red, "red-light"), (late, "late-payment")):
        assert str(-knob.value) in str(points[rule])
    assert float(scheme.score.bands[0].to.value) == limit.value  # type: ignore[union-attr]
    assert "2 years" in scheme.text
    assert lapse.value == 24


@pytest.mark.parametrize("end", ["low", "high"])
def test_each_knob_makes_a_scheme_at_both_ends(end: str) -> None:
    studio = Studio()
    for knob in PRESETS[0].knobs:
        studio.scheme(Wish(values=((knob.id, getattr(knob, end)),)))
    studio.scheme(Wish(values=tuple(sorted((knob.id, getattr(knob, end)) for knob in PRESETS[0].knobs))))
