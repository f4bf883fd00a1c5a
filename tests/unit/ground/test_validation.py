"""From documents to models: what a number may look like, where a problem is placed, what it says."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Literal

import pytest
from pydantic import Field

from glasshouse.ground.document import read_text
from glasshouse.ground.errors import BadInput, Position, Problem
from glasshouse.ground.patch import apply, read_assignment, removal
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.units import Duration, Money
from glasshouse.ground.validation import (
    Date,
    Identifier,
    Items,
    Part,
    QuantityOf,
    Within,
    as_written,
    build,
    validate,
)


class Leaf(Part):
    noun: ClassVar[str] = "a leaf"
    plural: ClassVar[str] = "leaves"

    id: Identifier
    veins: QuantityOf[Annotated[int, Within(0, 100)]] = Quantity(3)
    falls_after: QuantityOf[Duration | Literal["never"]] | None = None
    worth: QuantityOf[Annotated[float, Within(0, 1)] | Money] | None = None
    shape: Literal["round", "long"] = "round"
    green: bool = True


class Tree(Part):
    noun: ClassVar[str] = "a tree"
    plural: ClassVar[str] = "trees"

    name: str
    planted: Date | None = None
    leaves: Items[Leaf] = ()


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(BadInput) as refusal:
        build(Tree, read_text(text, "tree.yaml"))
    return refusal.value.problems


def leaf(rest: str) -> Leaf:
    return build(Tree, read_text(f"name: oak\nleaves: [{{id: a, {rest}}}]\n")).leaves[0]


def test_a_bare_scalar_is_a_number_of_which_nothing_is_known() -> None:
    assert leaf("veins: 7").veins == Quantity(7)
    assert leaf("falls_after: 24 months").falls_after == Quantity(Duration(24, "month"))
    assert leaf("falls_after: never").falls_after == Quantity("never")
    assert leaf("worth: 0.5").worth == Quantity(0.5)
    assert leaf("worth: 100 yuan").worth == Quantity(Money(100, "yuan"))


def test_an_annotated_number_keeps_all_that_is_known() -> None:
    read = leaf(
        "falls_after: {value: 1 year, low: 3 months, high: 3 years, evidence: assumed, text: not-found, "
        "reference: act, as_of: 2019-07-08, note: a guess}"
    ).falls_after
    assert read == Quantity(
        Duration(1, "year"),
        low=Duration(3, "month"),
        high=Duration(3, "year"),
        evidence="assumed",
        text="not-found",
        reference="act",
        as_of=datetime.date(2019, 7, 8),
        note="a guess",
    )


@pytest.mark.parametrize(
    "written", ["7", "{value: 7, low: 1}", "{value: 7, evidence: cited, as_of: 2019-07-08}"]
)
def test_a_number_can_be_written_back(written: str) -> None:
    assert as_written(leaf(f"veins: {written}").veins) == read_text(f"a: {written}").data["a"]


@pytest.mark.parametrize(
    ("rest", "what", "remedy"),
    [
        ("falls_after: 2", "2 what? Write 2 years", None),
        ("falls_after: 1", "Write 1 year,", None),
        ("falls_after: nevr", "Did you mean 'never'?", None),
        ("falls_after: soon", "'soon' is not a duration", None),
        ("falls_after: 201 years", "201 years is longer than 200 years", None),
        ("veins: 101", "101 is out of range", "from 0 to 100"),
        ("veins: 1.5", "A whole number is needed here, not 1.5", None),
        ("veins: true", "not true", None),
        ("worth: 60 %", "is not an amount of money", None),
        ("worth: 500", "500 of what?", "500 yuan"),
        ("veins: {value: 5, low: 6}", "must not be greater", None),
        ("veins: {low: 6}", "needs a 'value'", None),
        (
            "veins: {value: 5, evidnce: cited}",
            "'evidnce' is not a key of a number. Did you mean 'evidence'?",
            None,
        ),
        (
            "veins: {value: 5, evidence: guess}",
            "'guess' is not understood here",
            "cited, derived, assumed, unverified",
        ),
        ("veins: {value: 5, as_of: 2019}", "2019 is not a date", "2019-07-08"),
        ("veins: [1]", "A whole number is needed here, not a list", None),
        ("veins: null", "not nothing", None),
        ("shape: rond", "Did you mean 'round'?", "one of round, long"),
        ("green: yes", "'green' is true or false, not 'yes'", "true"),
        ("shpae: round", "'shpae' is not a key of a leaf. Did you mean 'shape'?", None),
        (
            "planted: 2019-01-01",
            "'planted' is not a key of a leaf; it belongs to trees",
            "Keys of a leaf: id, veins",
        ),
    ],
)
def test_mistakes_are_told_with_a_remedy(rest: str, what: str, remedy: str | None) -> None:
    (problem,) = problems(f"name: oak\nleaves:\n  - {{id: a, {rest}}}\n")
    assert what in problem.what
    if remedy is not None:
        assert problem.remedy is not None
        assert remedy in problem.remedy
    assert problem.position is not None
    assert problem.position.line == 3


def test_a_mistake_inside_a_number_points_inside_it() -> None:
    (problem,) = problems("name: oak\nleaves:\n  - id: a\n    veins:\n      value: 5\n      low: six\n")
    assert problem.position == Position("tree.yaml", 6, 12)


def test_unknown_keys_point_to_the_key_and_bad_values_to_the_value() -> None:
    key, value = problems("name: oak\nheigth: 3\nplanted: soon\n")
    assert {str(key.position), str(value.position)} == {"tree.yaml:2:1", "tree.yaml:3:10"}


def test_a_missing_key_points_to_the_part_that_lacks_it() -> None:
    (problem,) = problems("name: oak\nleaves:\n  - {veins: 3}\n")
    assert problem.what == "A leaf needs 'id'."
    assert problem.position == Position("tree.yaml", 3, 5)


def test_all_problems_at_once() -> None:
    found = problems("nam: oak\nplanted: 5\nleaves:\n  - {id: A, veins: x, green: maybe}\n  - 7\n")
    assert len(found) == 7


def test_a_list_is_not_called_empty_because_its_only_item_is_wrong() -> None:
    class Grove(Part):
        trees: Items[Leaf] = Field(min_length=1)

    def told(text: str) -> list[str]:
        return [problem.what for problem in validate(Grove, read_text(text))[1]]

    assert told("trees: [{id: a, veins: x}]\n") == told("trees: [{id: a, veins: x}, {id: b}]\n")
    assert told("trees: []\n") == ["'trees' needs at least 1 item."]


def test_ids_that_cannot_be_are_given_back_mended() -> None:
    (problem,) = problems("name: oak\nleaves: [{id: My Leaf!}]\n")
    assert problem.remedy is not None
    assert "'my-leaf'" in problem.remedy


def test_a_list_is_not_a_text_and_a_text_no_list() -> None:
    assert "A list is needed here" in problems("name: oak\nleaves: a\n")[0].what
    assert "needs a text" in problems("name: [oak]\n")[0].what


def test_parts_know_their_places_and_compare_by_content() -> None:
    first = build(Tree, read_text("name: oak\nleaves:\n  - {id: a, veins: 4}\n", "one.yaml"))
    second = build(Tree, read_text("\n\nleaves: [{veins: 4, id: a}]\nname: oak\n", "two.yaml"))
    assert first == second
    assert hash(first) == hash(second)
    assert first.leaves[0].position == Position("one.yaml", 3, 5)
    assert first.leaves[0].position_of("veins") == Position("one.yaml", 3, 13)
    assert second.leaves[0].position == Position("two.yaml", 3, 10)
    assert Leaf(id="a").position is None


def test_what_a_patch_leaves_alone_is_not_read_again() -> None:
    text = read_text("name: oak\nleaves: [{id: a}, {id: b, veins: 7}, {id: c}]\n", "tree.yaml")
    tree = build(Tree, text)
    fallen = apply(apply(text, removal("leaves.a")), read_assignment("leaves.b.veins=8"))
    after, _ = validate(Tree, fallen, earlier=tree)
    assert after == build(Tree, fallen)
    assert after is not None
    assert after.leaves[1] is tree.leaves[2]
    assert after.leaves[1].position == tree.leaves[2].position
    assert after.leaves[0].is_patched("veins")
    assert not tree.leaves[1].is_patched("veins")
    # What is wrong is told as if nothing had been read before.
    wrong = apply(fallen, read_assignment("leaves.b.veins=101"))
    assert validate(Tree, wrong, earlier=after) == validate(Tree, wrong)


def test_a_part_cannot_be_changed() -> None:
    made = leaf("veins: 4")
    with pytest.raises(ValueError, match="frozen"):
        made.shape = "long"
