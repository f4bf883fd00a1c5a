"""A comparison counts people, and dust of computing is nought."""

from __future__ import annotations

import re

import pytest

from glasshouse.web.differences import differences_of
from glasshouse.web.films import Studio
from glasshouse.web.wishes import Wish, opening


def test_differences_are_told_in_people_and_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glasshouse.web.differences.PEOPLE", 20_000)
    told = differences_of(Studio(), Wish(seed=5), opening(seed=5))
    said = {one["id"]: (one["says"], one["interval"]) for one in told["differences"]}
    more = re.fullmatch(
        r"People ever refused something: (\d+) more of (\d\d,\d{3}) whom the rules cover\.",
        said["refused-share"][0],
    )
    assert more, said
    assert 10 < int(more[1]) < 40
    assert "more days in every 1,000 days" in said["restricted-time"][0]
    # Both prices put the same people on no list: what is left of computing is not told as a number.
    assert said["listed-share"] == ("People ever on a blacklist: no difference.", "")
    everything = " ".join(part for pair in said.values() for part in pair)
    assert not re.search(r"\de-|person-year", everything)
    # A benefit that was put in says so, and in which money it is counted.
    assert re.search(
        r"averted \(put in by assumption.*\): [\d.]+ yuan more for each", said["harm-averted"][0]
    )
