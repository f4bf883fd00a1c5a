"""The nurse of the first screen is one of the people, and how usual her story is is counted of everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.simulate import live_range
from glasshouse.web.behind import behind
from glasshouse.web.films import Studio
from glasshouse.web.lives import life_of
from glasshouse.web.mistaken import mistaken_of
from glasshouse.web.nurse import nurse_of, refused_after_a_protest
from glasshouse.web.wishes import Wish, opening

STUDIO = Studio()


def test_she_is_a_nurse_who_joined_one_protest_and_was_refused_a_flight() -> None:
    nurse = nurse_of(STUDIO)
    assert nurse is not None
    asked = {"values": dict(opening().values), **nurse.as_dict()}
    # The slow engine tells her life; the fast one found her.
    story = life_of(STUDIO, asked)
    assert {"sex: female", "occupation: nurse"} <= set(story["traits"])
    happened = [event["happening"] for event in story["events"]]
    assert happened.count("rule") == 1
    # In Simpleland nothing ties an occupation to schooling or income, so this is said.
    assert "drawn here without regard to education or income" in story["traits"][-1]
    refused = [event["says"] for event in story["events"] if event["happening"] == "refused"]
    assert any("Flights" in says for says in refused)
    # At the price of the text she stands on the line, and nothing is refused her.
    spared = life_of(STUDIO, asked | {"values": {}})
    assert "refused" not in {event["happening"] for event in spared["events"]}


def test_those_written_down_are_those_that_the_whole_run_counts() -> None:
    wish = opening(seed=5)
    told = refused_after_a_protest(STUDIO, wish)
    scenario = STUDIO.scenario(wish)
    compiled = compile_scenario(scenario)
    tally = live_range(scenario, compiled, range(len(compiled.plan)), threads=1)
    assert tally is not None
    (column,) = (
        number
        for number, one in enumerate(compiled.layout.totals)
        if (one.count, one.item) == ("hits", "protest")
    )
    hits = int(tally.totals[:, 0, column].sum())
    # Some are written down twice; nobody who is not counted.
    assert told["written"] <= hits <= 1.2 * told["written"]
    assert 0 < told["refused"] < told["written"]
    assert told["low"] < told["refused"] / told["written"] < told["high"]
    # What the assumptions let expect of those who join, and of those who were only near, was drawn.
    share, low, high = told["seen"]
    assert low < share < high
    assert abs(share * told["joined"] + told["bystanders"] - told["written"]) < 1e-6
    # Police see one in ten, cameras three in a hundred of those who live in towns: by the assumptions.
    assert low < 0.13 < high
    lowest, highest = told["seen_range"]
    assert lowest < 0.028 + 0.003 and 0.5 < highest < 0.4 + 0.3
    assert told["stopped"][0] < share
    # Whoever is refused a journey is refused it for this rule: without it, it does not happen.
    free = Wish(seed=5, values=(("protest", 0),))
    assert told["anyway"] == 0
    film, other = (STUDIO.film_of(one, 25) for one in (wish, free))
    written = film.count(film.arms[0], "hits", "protest") > 0
    assert film.refused[0][-1][written].any()
    assert not other.refused[0][-1][written].any()


def test_who_joins_is_counted_with_and_without_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glasshouse.web.nurse.PEOPLE", 25_000)
    studio = Studio()
    free = Wish(seed=5, values=(("protest", 0),))
    ended = replace(opening(seed=5), later=(("2020-01-07", (("protest", 0),)),))
    whole, ended_told, none = (refused_after_a_protest(studio, one) for one in (opening(seed=5), ended, free))
    assert (none["written"], none["low"]) == (0, None)
    # Without the rule more would join: what keeps them from it was put in. Who joins after it counts.
    assert 0.85 * none["undeterred"] < whole["joined"] < ended_told["joined"] < none["undeterred"]
    assert whole["undeterred"] == ended_told["undeterred"] == none["undeterred"]
    assert ended_told["written"] < whole["written"]


def test_a_false_record_of_a_protest_is_told_from_a_true_one() -> None:
    wish = opening(seed=5, neighbourhood=25)
    found = mistaken_of(STUDIO, wish)
    film = STUDIO.film_of(wish, 25)
    written = film.count(film.arms[0], "hits", "protest")
    assert 0 < len(found) < written.sum()
    for person, week in found:
        # The points are gone in that week.
        before, after = film.score[0, week - 1 : week + 1, person]
        assert written[person] == 1
        assert before - after == 15


def test_nothing_that_was_assumed_sets_nurses_apart() -> None:
    assumed = STUDIO.scenario(opening()).assumptions
    assert not [path for path, _ in assumed.numbers() if "occupation" in path or "nurse" in path]


@pytest.mark.parametrize("preset", ["simpleland-points", "robodebt-2016", "court-defaulters-2017"])
def test_all_numbers_of_the_text_lie_behind_the_film(preset: str) -> None:
    told = behind(STUDIO, replace(Wish(), preset=preset))
    assert told["sources"]
    assert all(row["evidence"] for row in told["numbers"] + told["assumptions"])
    named = {row["says"].split(",")[0] for row in told["assumptions"]}
    assert {"simpleland-points": "Joining a protest", "robodebt-2016": "Tax refunds"}.get(
        preset, "Flights"
    ) in named
