"""Somebody is found to whom the thing happens, and nobody where it happens to nobody."""

from __future__ import annotations

import datetime

import pytest

from glasshouse import assumptions, schemes, society
from glasshouse.engine.film import film_neighbourhood
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.ground.errors import BadInput
from glasshouse.studies.stories import STORIES, find, story

RUN = Scenario(
    (Arm("court", schemes.load("court-defaulters-2017")),),
    society.load("china-2020"),
    assumptions.load("standard"),
    40_000,
    365,
    7,
    datetime.date(2019, 7, 8),
)


@pytest.mark.parametrize("name", ["listed", "under a restriction", "listed though unable"])
def test_the_found_person_has_the_story(name: str) -> None:
    wanted = story(name)
    address = find(RUN, wanted, threads=2)
    assert address is not None
    film = film_neighbourhood(RUN, address.neighbourhood)
    told = [
        film.counts[address.person, number]
        for number, column in enumerate(film.layout.totals)
        if wanted.counted(column, RUN.arms[0].scheme)
    ]
    assert any(told)
    assert find(RUN, wanted, threads=1) == address


def test_nobody_is_found_where_it_happens_to_nobody() -> None:
    never = RUN.assumptions
    for name, conduct in never.conducts.items():
        for source in conduct.seen_by:
            never = never.replace_number(f"conducts.{name}.seen_by.{source}", 0.0)
    for source, kind in never.sources.items():
        for name in kind.false_records:
            never = never.replace_number(f"sources.{source}.false_records.{name}", 0.0)
    quiet = Scenario(RUN.arms, RUN.society, never, 40_000, 365, 7, RUN.start)
    assert find(quiet, story("listed")) is None


def test_a_wrong_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(BadInput, match="Did you mean 'wrongfully listed'"):
        story("wrongfuly listed")
    with pytest.raises(BadInput, match="no arm called 'nothing'"):
        find(RUN, STORIES[0], "nothing")


def test_what_no_rule_can_bring_about_is_said() -> None:
    points = Scenario(
        (Arm("points", schemes.load("nanjing-2019")),), RUN.society, RUN.assumptions, 5_000, 30, 1, RUN.start
    )
    with pytest.raises(BadInput, match="Nobody can be"):
        find(points, story("child refused a school"))
