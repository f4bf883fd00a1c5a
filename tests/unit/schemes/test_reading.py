"""Loading: by id, by path, by text, with changes."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from glasshouse.ground.errors import BadInput
from glasshouse.schemes import catalogue, load, load_reform
from glasshouse.schemes.reading import locate

ROOT = Path(__file__).parents[3]
SOUND = ROOT / "tests" / "words" / "sound.yaml"
TEXT = SOUND.read_text(encoding="utf-8")


def test_by_path_and_by_text() -> None:
    assert load(SOUND) == load(str(SOUND)) == load(TEXT)
    assert load(SOUND).file == str(SOUND)
    assert load(TEXT).file == "<text>"


@pytest.mark.parametrize("name", catalogue())
def test_the_catalogue(name: str) -> None:
    scheme = load(name)
    assert scheme.id == name == locate(name).stem
    assert scheme.file == f"catalogue/schemes/{name}.yaml"
    # The one rule of "none" leads nowhere: that is what it is for.
    assert len(scheme.warnings) == (1 if name == "none" else 0)
    assert scheme.tests, "each catalogue scheme ships hand-worked life histories"


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(BadInput, match=r"Did you mean 'nanjing-2019'\?"):
        load("nanjing-2018")


def test_every_part_knows_its_line() -> None:
    scheme = load(SOUND)
    lines = TEXT.splitlines()
    for item in (*scheme.rules, *scheme.lists, *scheme.consequences, *scheme.remedies, *scheme.score.bands):
        assert item.position is not None
        assert item.position.line is not None
        assert f"id: {item.id}" in lines[item.position.line - 1]


def test_lookups() -> None:
    scheme = load(SOUND)
    assert scheme.rule("red-light").effect.points is not None
    assert scheme.list("careless").polarity == "black"
    assert scheme.band("low").from_ is None
    assert scheme.consequence("dearer").gate == "vehicle-insurance"
    assert scheme.reference("act").cite == "Act 7"
    with pytest.raises(KeyError):
        scheme.rule("nobody")


def test_a_scheme_survives_pickling() -> None:
    scheme = load(SOUND)
    twin = pickle.loads(pickle.dumps(scheme))
    assert twin == scheme
    assert twin.text_hash == scheme.text_hash
    assert twin.rules[0].position == scheme.rules[0].position


def test_the_hash_follows_the_text_and_the_changes() -> None:
    assert load(TEXT).text_hash == load(SOUND).text_hash
    assert load(TEXT + "# more\n").text_hash != load(TEXT).text_hash
    assert load(TEXT, "score.start=90").text_hash != load(TEXT).text_hash


REFORM = """\
format: 1
reform: {id: milder, title: Milder, scheme: town}
set: [{path: lists.careless.stay.for, value: 1 year}]
remove: [consequences.dearer]
"""


def test_reforms_change_a_scheme() -> None:
    scheme = load(TEXT, load_reform(REFORM))
    assert str(scheme.list("careless").stay.for_.value) == "1 year"
    assert [item.id for item in scheme.consequences] == ["no-trains"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("scheme: town", "scheme: village"),
        ("lists.careless", "lists.carefree"),
        ("remove: [consequences.dearer]", "remove: [consequences.cheaper]"),
        ("value: 1 year", "value: 1"),
        ("title: Milder", "titel: Milder"),
        ("format: 1", "format: 3"),
    ],
)
def test_reforms_that_do_not_fit_are_refused(change: str, told: str) -> None:
    with pytest.raises(BadInput):
        load(TEXT, load_reform(REFORM.replace(change, told)))


def test_a_mistake_in_a_patched_value_points_to_the_patch() -> None:
    with pytest.raises(BadInput) as refusal:
        load(TEXT, load_reform(REFORM.replace("value: 1 year", "value: 1")))
    (problem,) = refusal.value.problems
    assert str(problem.position) == "<text>:3:46"
    with pytest.raises(BadInput) as refusal:
        load(TEXT, "lists.careless.stay.for=1")
    assert str(refusal.value).startswith("--set lists.careless.stay.for=1  1 what? Write 1 year")


def test_an_amendment_that_breaks_the_scheme_is_refused() -> None:
    text = TEXT + "amendments:\n  - {from: 2021-01-01, remove: [rules.third-red-light]}\n"
    with pytest.raises(BadInput, match="After the amendment of 2021-01-01: Nobody ever enters"):
        load(text)


def test_items_that_share_a_record_do_not_depend_on_the_order_of_the_file() -> None:
    assert load(TEXT).rules != load(TEXT, "rules.red-light.points=-11").rules
