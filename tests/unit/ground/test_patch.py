"""Patches: what a path leads to, what is refused, where patched values say they come from."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.ground.document import Document, read_text
from glasshouse.ground.errors import BadInput, Position
from glasshouse.ground.patch import apply, read_assignment, read_patch
from glasshouse.ground.paths import find

TEXT = """\
rules:
  - id: protest
    effect: {points: -10}
    lapse: {value: 24 months, low: 12 months, unit: month, reference: act}
  - id: litter
    effect: {points: -1}
lists:
  - id: careless
    exit: [{by: expiry, within: 0 days}, {by: performance, within: 3 days}]
    ways: [on, off]
practice: {aware: 0.6}
"""


def document() -> Document:
    return read_text(TEXT, "scheme.yaml")


def changed(*settings: str) -> Document:
    made = document()
    for setting in settings:
        made = apply(made, read_assignment(setting))
    return made


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("rules.protest.effect.points", ("rules", 0, "effect", "points")),
        ("rules.protest.points", ("rules", 0, "effect", "points")),
        ("rules.2.points", ("rules", 1, "effect", "points")),
        ("lists.careless.exit.expiry.within", ("lists", 0, "exit", 0, "within")),
        ("lists.careless.exit.2.within", ("lists", 0, "exit", 1, "within")),
        ("lists.careless.ways.off", ("lists", 0, "ways", 1)),
        ("rules.protest.lapse.low", ("rules", 0, "lapse", "low")),
        ("practice.aware", ("practice", "aware")),
    ],
)
def test_paths_lead_where_they_say(path: str, steps: tuple[str | int, ...]) -> None:
    assert find(document(), path) == steps


@pytest.mark.parametrize(
    ("setting", "what"),
    [
        ("rules.protst.points=1", "no 'protst' in rules. Did you mean 'protest'?"),
        ("rules.protest.effect.points.more=1", "is a single value, so 'more' leads nowhere"),
        ("lists.careless.exit.repair.within=1 day", "no 'repair' in lists.careless.exit"),
        ("rules.9.points=1", "no '9' in rules"),
        ("rules..points=1", "is not a path"),
        ("rules.protest.points", "is not a setting"),
        ("=5", "is not a setting"),
        ("practice.aware=[1", "not YAML"),
        ("practice.aware=.inf", "finite"),
    ],
)
def test_what_matches_nothing_is_refused(setting: str, what: str) -> None:
    with pytest.raises(BadInput) as refusal:
        changed(setting)
    assert what in str(refusal.value)


def test_a_setting_changes_one_value_and_leaves_the_original() -> None:
    before = document()
    data = copy.deepcopy(before.data)
    after = apply(before, read_assignment("rules.protest.points=-20"))
    assert before.data == data
    data["rules"][0]["effect"]["points"] = -20
    assert after.data == data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-20", -20),
        ("0.5", 0.5),
        ("24 months", "24 months"),
        ("null", None),
        ("true", True),
        ("[a, b]", ["a", "b"]),
        ("'5'", "5"),
    ],
)
def test_the_value_is_read_as_in_a_file(text: str, value: object) -> None:
    assert changed(f"practice.enrolled={text}").data["practice"]["enrolled"] == value


def test_a_new_number_does_not_keep_the_old_ones_range_and_source() -> None:
    lapse = changed("rules.protest.lapse=6 months").data["rules"][0]["lapse"]
    assert lapse["value"] == "6 months"
    assert lapse["unit"] == "month"
    assert not {"low", "reference"} & lapse.keys()
    assert lapse["evidence"] == "assumed"


def test_one_part_of_a_number_can_be_set_alone() -> None:
    lapse = changed("rules.protest.lapse.low=6 months").data["rules"][0]["lapse"]
    assert lapse == {"value": "24 months", "low": "6 months", "unit": "month", "reference": "act"}


def test_missing_keys_can_be_set_but_missing_items_cannot() -> None:
    assert changed("practice.enrolled=0.2", "scope.min_age=16").data["scope"] == {"min_age": 16}


PATCH = """\
format: 1
set:
  - path: rules.litter.points
    value: -2
add:
  - path: rules
    value:
      id: spit
      effect: {points: -3}
remove: [rules.protest, {path: lists.careless.exit.performance}]
"""


def test_a_patch_file_sets_adds_and_removes() -> None:
    patch = read_patch(read_text(PATCH, "reform.yaml"))
    after = apply(document(), patch)
    assert [rule["id"] for rule in after.data["rules"]] == ["litter", "spit"]
    assert after.data["rules"][0]["effect"] == {"points": -2}
    assert after.data["lists"][0]["exit"] == [{"by": "expiry", "within": "0 days"}]


def test_patched_values_say_where_they_come_from() -> None:
    after = apply(document(), read_patch(read_text(PATCH, "reform.yaml")))
    assert after.position(("rules", 0, "effect", "points")) == Position("reform.yaml", 4, 12)
    assert after.position(("rules", 1, "effect", "points")) == Position("reform.yaml", 9, 24)
    assert after.position(("rules", 0)) == Position("scheme.yaml", 5, 5)
    assert after.position(("lists", 0, "exit", 0, "within")) == Position("scheme.yaml", 9, 33)
    assert after.is_patched(("rules", 0, "effect", "points"))
    assert not after.is_patched(("rules", 0, "effect"))
    assert after.is_patched(("rules", 1, "id"))
    assert changed("practice.aware=0.1").position(("practice", "aware")) == Position(
        "--set practice.aware=0.1"
    )


def test_the_hash_knows_the_patches() -> None:
    hashes = {
        document().text_hash,
        changed("practice.aware=0.1").text_hash,
        changed("practice.aware=0.2").text_hash,
    }
    assert len(hashes) == 3
    assert changed("practice.aware=0.1").text_hash == changed("practice.aware=0.1").text_hash


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("format: 1", "changes nothing"),
        ("set: {path: a}", "'set' needs a list"),
        ("set: [5]", "not a 'set' entry"),
        ("set: [{path: a}]", "has no value"),
        ("set: [{path: a, value: 1, why: x}]", "not a 'set' entry"),
        ("remove: [{path: a, value: 1}]", "not a 'remove' entry"),
        ("remove: [rules.nobody]", "no 'nobody' in rules"),
        ("add: [{path: rules, value: {id: litter}}]", "has 'litter' already"),
        ("add: [{path: practice, value: 5}]", "is not a list"),
    ],
)
def test_patches_that_cannot_be(text: str, what: str) -> None:
    with pytest.raises(BadInput) as refusal:
        apply(document(), read_patch(read_text(text)))
    assert what in str(refusal.value)


def test_all_that_matches_nothing_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refusal:
        apply(
            document(),
            read_patch(read_text("set: [{path: rules.a.b, value: 1}]\nremove: [rules.c, lists.d]\n")),
        )
    assert len(refusal.value.problems) == 3


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_setting_is_made_or_refused(path: str, value: str) -> None:
    try:
        made = apply(document(), read_assignment(f"{path}={value}"))
    except BadInput as refusal:
        assert refusal.problems
    else:
        assert made.data != document().data or value
