"""Errors read as screens and map to exit codes."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.ground.errors import (
    BadInput,
    GlasshouseError,
    Interrupted,
    Position,
    Problem,
    RunFailed,
    did_you_mean,
    screen,
)


def test_position_is_a_link_that_editors_understand() -> None:
    assert str(Position("my-town.yaml", 14, 9)) == "my-town.yaml:14:9"
    assert str(Position("my-town.yaml", 14)) == "my-town.yaml:14"
    assert str(Position("my-town.yaml")) == "my-town.yaml"


def test_the_screen_of_the_style_guide() -> None:
    problem = Problem(
        "'forgoten_after' is not a key of a rule. Did you mean 'forgotten_after'?",
        Position("my-town.yaml", 14, 9),
    )
    assert screen([problem]) == (
        "my-town.yaml:14:9  'forgoten_after' is not a key of a rule. Did you mean 'forgotten_after'?"
    )


def test_reason_and_remedy_follow_indented() -> None:
    problem = Problem(
        "What.", Position("a.yaml", 1, 2), why="Because.\nTruly.", remedy="Mend it.", severity="warning"
    )
    assert screen([problem]) == "a.yaml:1:2  warning: What.\n    Because.\n    Truly.\n    Mend it."


def test_problems_come_in_the_order_of_the_text_and_once() -> None:
    late, early = Problem("late", Position("b.yaml", 10, 1)), Problem("early", Position("b.yaml", 9, 30))
    other, nowhere = Problem("other", Position("a.yaml", 1, 1)), Problem("nowhere")
    told = screen([late, other, early, late, nowhere]).splitlines()
    assert told == ["nowhere", "b.yaml:9:30  early", "b.yaml:10:1  late", "a.yaml:1:1  other"]


@given(
    st.permutations(
        [
            Problem(f"at {line}:{column}", Position("f", line, column))
            for line in (2, 10)
            for column in (3, 20)
        ]
    )
)
def test_the_order_of_finding_does_not_show(problems: list[Problem]) -> None:
    assert screen(problems) == "f:2:3  at 2:3\nf:2:20  at 2:20\nf:10:3  at 10:3\nf:10:20  at 10:20"


def test_no_problem_is_an_empty_screen() -> None:
    assert screen([]) == ""


@pytest.mark.parametrize(
    ("error", "code"), [(BadInput, 2), (RunFailed, 3), (GlasshouseError, 3), (Interrupted, 130)]
)
def test_exit_codes(error: type[GlasshouseError], code: int) -> None:
    raised = error("It did not work.")
    assert isinstance(raised, GlasshouseError)
    assert (raised.exit_code, str(raised)) == (code, "It did not work.")


def test_an_error_says_something() -> None:
    with pytest.raises(TypeError, match="at least one problem"):
        BadInput()


def test_an_error_survives_the_way_between_processes() -> None:
    error = BadInput(Problem("Wrong.", Position("a.yaml", 3, 1)), "And wrong again.")
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(twin) is BadInput
        assert twin.problems == error.problems


@pytest.mark.parametrize(
    ("word", "options", "meant"),
    [
        ("forgoten_after", ["definition", "forgotten_after", "unless"], "forgotten_after"),
        ("nanjing", ["robodebt-2016", "nanjing-2019"], "nanjing-2019"),
        ("Falls-On", ["falls_on", "binds"], "falls_on"),
        ("min age", ["min_age"], "min_age"),
        ("zebra", ["points", "lists"], None),
        ("hosehold", ["household", "house"], "household"),
        ("lsit", ["list", "lists", "last"], "list"),
        ("", ["points"], None),
        ("points", [], None),
        ("points" * 10_000, ["points"], None),
    ],
)
def test_did_you_mean(word: str, options: list[str], meant: str | None) -> None:
    assert did_you_mean(word, options) == meant


@given(st.lists(st.from_regex(r"[a-z][a-z_]{2,9}", fullmatch=True), min_size=1, unique=True), st.data())
def test_what_is_meant_is_always_an_option_and_an_exact_word_means_itself(
    options: list[str], data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(options))
    assert did_you_mean(word, options) == word
    assert did_you_mean(data.draw(st.text(max_size=12)), options) in {*options, None}


@given(st.from_regex(r"[a-z]{4,12}", fullmatch=True), st.data())
def test_one_slip_of_the_finger_is_forgiven(option: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(option) - 2))
    head, here, following, tail = option[:place], option[place], option[place + 1], option[place + 2 :]
    slip = data.draw(
        st.sampled_from(
            [
                head + "x" + following + tail,
                head + following + tail,
                head + here + "x" + following + tail,
                head + following + here + tail,
            ]
        )
    )
    assert did_you_mean(slip, ["0" * len(option), option, "1" * 12]) == option


def test_the_least_slip_wins() -> None:
    assert did_you_mean("flor", ["float", "floor", "flow-over"]) == "floor"
