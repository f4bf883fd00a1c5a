"""A film shows what a run counts: the same lives, looked at once a week."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from glasshouse import assumptions, schemes, society
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.film import film_neighbourhood
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.simulate import live_range
from glasshouse.engine.tally import Tally
from glasshouse.ground.errors import BadInput
from glasshouse.studies.simulation import set_up

HOME = 3


def scenario(warm: int = 0, contact: float = 0.3) -> Scenario:
    about = assumptions.load("standard")
    for weight in ("household", "peers", "neighbourhood"):
        about = about.replace_number(f"contact.{weight}", contact)
    arms = (
        Arm("points", schemes.load("simpleland-points")),
        Arm("shame", schemes.load("suining-2010")),
    )
    start = datetime.date(2019, 7, 8)
    return Scenario(arms, society.load("simpleland"), about, 5_000, 400, 7, start, warm)


@pytest.fixture(scope="module", params=[(0, 0.3), (100, 0.3), (0, 0.0)], ids=["launch", "warm", "apart"])
def both(request: pytest.FixtureRequest) -> tuple[Scenario, Tally]:
    about = scenario(*request.param)
    tally = live_range(about, compile_scenario(about), range(HOME, HOME + 1), threads=1)
    assert tally is not None
    return about, tally


def test_the_persons_counts_add_up_to_the_tally(both: tuple[Scenario, Tally]) -> None:
    about, tally = both
    film = film_neighbourhood(about, HOME)
    assert np.array_equal(film.counts.sum(axis=0), tally.totals[:, 0].sum(axis=0))


def test_the_last_picture_is_the_end_of_the_run(both: tuple[Scenario, Tally]) -> None:
    film = film_neighbourhood(both[0], HOME)
    for number, arm in enumerate(film.arms):
        scheme = both[0].arms[number].scheme
        gates = {column.item for column in film.layout.totals if column.count == "refused"}
        refused = sum(
            film.count(arm, "refused", gate)
            for gate in gates
            if any(item.gate == gate and item.does != "warn" for item in scheme.consequences)
        )
        assert np.array_equal(film.refused[number, -1], refused)
        black = [entry.id for entry in scheme.lists if entry.polarity == "black"]
        on = sum((film.count(arm, "listed-end", name) for name in black), np.zeros(len(film.age), np.int64))
        assert np.array_equal(
            film.shows("black-listed")[number, -1] & ~film.shows("gone")[number, -1], on > 0
        )
        for band, entry in enumerate(scheme.score.bands):
            there = film.count(arm, "band-end", entry.id) > 0
            assert (film.band[number, -1][there] == band).all()
        assert (np.diff(film.refused[number], axis=0) >= 0).all()
    assert film.flags.any() and film.refused.any()


def test_there_is_no_such_neighbourhood() -> None:
    with pytest.raises(BadInput, match="no neighbourhood 5"):
        film_neighbourhood(scenario(), 5)


def test_an_amended_scheme_is_filmed_by_the_text_in_force() -> None:
    plain = scenario()
    text = schemes.load(
        "simpleland-points",
        "amendments=[{from: 2019-10-03, set: [{path: rules.late-payment.points, value: -40}]}, "
        "{from: 2020-02-05, remove: [consequences.no-flights]}, {from: 2020-05-06, "
        "set: [{path: score.bands.D.to, value: 70}, {path: score.bands.C.from, value: 70}]}]",
    )
    about = Scenario(
        (Arm("points", text), plain.arms[1]), plain.society, plain.assumptions, 5_000, 400, 7, plain.start
    )
    old, film = film_neighbourhood(plain, HOME), film_neighbourhood(about, HOME)
    # The third of October is in the thirteenth week.
    for before, after in ((old.band, film.band), (old.score, film.score), (old.refused, film.refused)):
        assert np.array_equal(before[0, :12], after[0, :12])
        assert np.array_equal(before[1], after[1])
    assert not np.array_equal(old.score[0], film.score[0])
    # What was refused at a gate that the text does not name any more stays refused.
    assert film.count("points", "refused", "flight").any()
    gates = {
        column.item for column in film.layout.totals if (column.arm, column.count) == ("points", "refused")
    }
    refused = sum(film.count("points", "refused", gate) for gate in gates)
    assert np.array_equal(film.refused[0, -1], refused)
    assert (np.diff(film.refused[0], axis=0) >= 0).all()
    for band, entry in enumerate(text.score.bands):
        there = film.count("points", "band-end", entry.id) > 0
        assert (film.band[0, -1][there] == band).all()


def test_who_is_strained_is_seen_about_as_long_as_it_was_counted() -> None:
    about = set_up("court-defaulters-2017", people=100_000, years=2, seed=5)
    film = film_neighbourhood(about, 0)
    (arm,) = film.arms
    pictures = (film.shows("strained") | film.shows("insolvent"))[0]
    spells = (pictures[1:] & ~pictures[:-1]).sum(axis=0)
    days = film.count(arm, "strained-days")
    assert spells.any()
    assert (days[spells > 0] > 0).all()
    # Each spell begins and ends within a week of its pictures.
    assert (np.abs(7 * pictures.sum(axis=0) - days) <= 7 * (spells + 1)).all()
    assert (film.count(arm, "insolvent-any")[film.shows("insolvent")[0].any(axis=0)] == 1).all()
