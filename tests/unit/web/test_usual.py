"""What happens to whoever joins a protest: the sentences agree with what was counted, however little."""

from __future__ import annotations

import re
from typing import Any

import pytest

from glasshouse.web.usual import told_of_world
from glasshouse.web.wishes import Wish, opening

WORLD: dict[str, Any] = {
    "people": 100_000, "years": 2, "written": 300, "refused": 120, "anyway": 0, "times": 3.0,
    "low": 0.35, "high": 0.45, "nurses": 2, "joined": 1500.4, "undeterred": 1650.2, "nurses_joined": 80.0,
    "nurses_seen": 12.3, "bystanders": 60.0, "seen": [0.16, 0.14, 0.18], "stopped": [0.064, 0.05, 0.08],
    "seen_range": [0.03, 0.6], "stopped_range": [0.012, 0.24], "seen_by": [("Police", 0.1, 0.025, 0.4)],
    "kept_from": 0.1,
}  # fmt: skip
BOOK = WORLD | {"stopped": [0.017, 0.01, 0.02], "stopped_range": [0.004, 0.086]}
FREE = {"people": 100_000, "years": 2, "written": 0, "low": None, "undeterred": 1650.2}


def _told(wish: Wish | None = None, **other: Any) -> dict[str, Any]:
    shown = (wish or opening(), WORLD | other)
    return told_of_world(shown, [(Wish(), BOOK), shown])


def _said(**other: Any) -> str:
    told = _told(**other)
    return "\n".join(strong + rest for strong, rest in [told["answer"], *told["says"]]) + told["example"]


def test_the_answer_comes_first_and_both_prices_stand_side_by_side() -> None:
    told = _told()
    assert told["answer"][0] == (
        "If what we assume is about right, most who join a protest suffer nothing by this rule. "
    )
    assert "Of 100 who join, about 16 are written down by police or a camera." in told["answer"][1]
    assert (
        "about 2 at the rule book\u2019s 10 points and about 6 at this page\u2019s 15 points"
        "; up to 10 points one who has no other entry still flies, from 11 on no more" in told["answer"][1]
    )
    own = _told(Wish(values=(("protest", 40),)))["answer"][1]
    assert "about 6 at the 40 points that you set" in own
    assert "who join at the 40 points that you set; and about 24 people who never joined one" in own
    book, page = told["prices"]
    assert (book["title"], book["share"]) == ("10 points", "1.7 in 100")
    assert (page["title"], page["share"]) == ("15 points", "6 in 100")
    assert (
        "has no other entry, keeps 90 points. To fly takes 90: she flies, just. Any further loss, even one "
        "crossing on red" in book["stands"]
    )
    assert "keeps 85 points. To fly takes 90: she does not fly." in page["stands"]
    # Whom the price leaves at the line is refused for another entry as well.
    assert (
        "refused a journey for it and another entry together;" in book["of"] and "another" not in page["of"]
    )
    assert "0.4 to 8.6 in 100" in book["of"] and "1 to 24 in 100" in page["of"]


def test_what_is_quoted_leads_with_the_middle_and_is_of_both_prices() -> None:
    before, after = _told()["quote"]
    assert before.startswith(
        "About 6 in 100 who join a protest are written down and refused a flight or a train"
    )
    assert "by the end of the two years simulated" in before and "joined late were watched for less" in after
    assert before.endswith("where ")
    assert after.startswith(". At the rule book's 10 points it is about 2 in 100.")
    assert "the ranges are 1 to 24 in 100 and 0.4 to 8.6 in 100. This is no evidence" in after
    # The book's own price is not told beside itself.
    assert "rule book" not in _told(Wish())["quote"][1]


def test_the_sentences_hold_the_numbers() -> None:
    said = _said()
    assert (
        "Of 100,000 invented people, all of Simpleland, over two years, about 1,500 join a protest." in said
    )
    assert "About 240 of these, 16 in 100 (14 to 18 by the luck of the draw), are written down" in said
    assert "the other 1,260 lose no point" in said
    assert "120 of the 300 who are written down, 40 % (35 to 45 by the luck of the draw)" in said
    assert "about 96 who joined a protest and about 24 who never did" in said
    assert "Without this rule none of them would be" in said
    assert "police 10 (2.5 to 40)" in said
    assert "Luck is the smaller doubt." in said
    assert (
        "Without the rule about 1,650 would join, with it 1,500 do: that drop is our own assumption" in said
    )
    assert "10 % less often, whatever the price" in said
    assert (
        "Of about 80 nurses who join, 12 can be expected to be written down. In this draw 2 of them were."
        in said
    )
    assert "refused 3 or fewer" in said


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"seen": [0.6, 0.5, 0.7]}, "Most who join a protest are written down, but refused nothing"),
        ({"stopped": [0.6, 0.5, 0.7]}, "Most who join a protest are written down and refused a journey"),
        ({"anyway": 4}, "4 more would be all the same, and are not counted"),
        ({"nurses": 1}, "In this draw this nurse alone was."),
        ({"nurses": 0}, "In this draw nobody was."),
    ],
)
def test_the_sentences_follow_the_numbers(other: dict[str, Any], says: str) -> None:
    assert says in _said(**other)


def test_at_no_price_nobody_is_written_down_and_as_many_are_told_to_join() -> None:
    wish = Wish(values=(("protest", 0),))
    told = told_of_world((wish, FREE), [(Wish(), BOOK), (wish, FREE)])
    assert told["answer"][0] == "Nobody is written down for a protest here. "
    assert "about 1,650 join one" in told["answer"][1]
    assert told["prices"][1]["stands"] == "Nobody is written down. She flies."
    assert told["quote"] is None


def test_what_is_abolished_on_a_day_goes_on_for_those_whose_points_are_gone() -> None:
    wish = Wish(later=(("2020-02-25", (("protest", 0),)),))
    said = " ".join(strong + rest for strong, rest in _told(wish)["says"])
    assert (
        "After 25 February 2020. Nobody is written down for a protest any more. Points taken before" in said
    )


@pytest.mark.parametrize(
    ("written", "refused", "says"),
    [
        (1, 1, "1 is written down at a protest. One was, and refused a journey. One person's luck"),
        (1, 0, "One was, and not refused a journey."),
        (12, 12, "12 are written down at a protest. All of them were refused a journey. They are too few"),
        (12, 0, "None of them were"),
        (12, 1, "1 of them was"),
    ],
)
def test_of_few_no_share_is_told(written: int, refused: int, says: str) -> None:
    few = {"written": written, "refused": refused, "low": None, "high": None}
    told = told_of_world((opening(), WORLD | few))
    assert says in told["answer"][1]
    assert not re.search(r"%|in 100\b", told["answer"][1])
    assert told["quote"] is None
