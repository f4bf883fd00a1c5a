"""Known mathematics of amendments: the same text changes no byte, and another one counts from its day on."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest
from tests.amended import amended, on, put
from tests.executed import home
from tests.invented import RED, TRAIN, black, conduct, consequence, rule, scheme, world
from tests.known.worlds import PEOPLE, YEAR, run
from tests.limits import assert_poisson

from glasshouse import assumptions, schemes, society
from glasshouse.schemes import Scheme


@pytest.mark.parametrize(
    "id",
    ["rongcheng-2014", "court-defaulters-2017", "nanjing-2019", "beijing-press-2018", "simpleland-points"],
)
def test_an_amendment_to_the_same_text_changes_no_byte(id: str) -> None:
    """Two of them, on a day of reviews and on another: all counts but the names of columns are the same."""
    plain = schemes.load(id)
    same = {"set": [put("scheme.title", plain.title)]}
    again = amended(plain, *({"from": date, **same} for date in ("2021-03-02", "2021-07-31")))
    where, assumed = society.load(home(id)), assumptions.load("standard")
    start = datetime.date(2020, 12, 1)
    one, two = (run(text, assumed, 3000, 500, society=where, start=start) for text in (plain, again))
    changes = np.array([column.count == "change" for column in one.tally.layout.totals])
    for name, array in one.tally.arrays().items():
        other = two.tally.arrays()[name]
        if name == "totals":
            # What is added to the exposure is rounded once for each person and text.
            assert np.abs(array[..., changes].sum(0) - other[..., changes].sum(0)).max() <= 3000
            array, other = array[..., ~changes], other[..., ~changes]
        assert np.array_equal(array, other), name


def test_a_rule_counts_up_to_the_day_on_which_it_goes_and_another_from_then_on() -> None:
    written = scheme([rule("red", [RED], effect={"enter": "noted"})], lists=[black("noted", "30 days")])
    other = rule("blue", ["cycle-on-red"], effect={"enter": "noted"})
    text = amended(written, on(100, remove=["rules.red"], add=[put("rules", other)]))
    acts = world(conduct(RED, 2.0), conduct("cycle-on-red", 3.0))
    got = run(text, acts, days=365)
    assert_poisson(got.total("hits", "red"), PEOPLE * 100 * 2.0 / YEAR)
    assert_poisson(got.total("hits", "blue"), PEOPLE * 265 * 3.0 / YEAR)


def test_before_its_day_an_amendment_changes_no_byte() -> None:
    written = scheme([rule("red", [RED], effect={"enter": "noted"})], lists=[black("noted", "60 days")])
    later = amended(written, on(140, set=[put("lists.noted.stay.for", "5 days")]))
    acts = world(conduct(RED, 1.0))
    one, two = run(written, acts, days=365), run(later, acts, days=365)
    assert np.array_equal(one.tally.weekly[:20], two.tally.weekly[:20])
    assert not np.array_equal(one.tally.weekly[20:], two.tally.weekly[20:])
    # Stays of 60 days begun before end as they would have; those begun since are of 5 days.
    assert np.array_equal(one.weekly("entries", "noted")[:20], two.weekly("entries", "noted")[:20])


def test_stays_and_burdens_of_a_list_that_goes_end_that_morning() -> None:
    ban = consequence("ban", {"list": ["noted"]}, "train", "deny")
    keep = rule("other", ["cycle-on-red"], effect={"enter": "kept"})
    written = scheme(
        [rule("red", [RED], effect={"enter": "noted"}), keep],
        lists=[black("noted", "50 years"), black("kept", "50 years")],
        consequences=[ban],
    )
    gone = ["rules.red", "consequences.ban", "lists.noted"]
    text = amended(written, on(90, remove=gone))
    acts = world(conduct(RED, 50_000.0), conduct("cycle-on-red", 50_000.0), gates=[TRAIN])
    got = run(text, acts, people=2000, days=200)
    assert got.total("listed-days", "noted") == got.total("consequence-days", "ban") == 2000 * 90
    assert got.total("expired", "noted") == 2000
    assert got.total("listed-end", "noted") == 0
    assert got.total("listed-days", "kept") == 2000 * 200
    assert got.total("restricted-days", "train") == 2000 * 90
    assert_poisson(got.total("refused", "train"), 2000 * 90 * TRAIN.demand.value / YEAR)


def test_bands_that_change_are_read_anew_on_the_day() -> None:
    """Everybody has lost points; a new limit puts all of them in the lowest band at once, and on a list."""
    score = {
        "kind": "ledger",
        "start": 100,
        "recomputed": "at-once",
        "bands": [{"id": "low", "from": None, "to": 0}, {"id": "high", "from": 0, "to": None}],
    }
    listing = rule("sunk", [], when={"band": ["low"]}, effect={"enter": "watch"})
    written = scheme(
        [
            rule("red", [RED], effect={"points": -1}, lapse=None, count={"at_least": 1, "within": None}),
            listing,
        ],
        score=score,
        lists=[black("watch", "50 years")],
    )
    text = amended(
        written,
        on(50, set=[put("score.bands.low.to", 101), put("score.bands.high.from", 101)]),
    )
    got = run(text, world(conduct(RED, 1.0)), people=2000, days=200)
    assert got.total("listed-days", "watch") == 2000 * 150
    assert got.total("band-days", "high") == 2000 * 50
    assert got.total("band-days", "low") == 2000 * 150


def to_weeks(weeks: int) -> dict[str, str]:
    return {"path": "lists.noted.stay.for", "value": f"{7 * weeks} days"}


def once_listed(weeks: int) -> Scheme:
    """Everybody is listed once, upon their first act, for so many weeks."""
    return scheme(
        [
            rule("red", [RED], effect={"points": -1}, lapse=None),
            rule("sunk", [], when={"band": ["low"]}, effect={"enter": "noted"}),
        ],
        score={
            "kind": "ledger",
            "start": 100,
            "recomputed": "at-once",
            "bands": [{"id": "low", "from": None, "to": 100}, {"id": "high", "from": 100, "to": None}],
        },
        lists=[black("noted", f"{7 * weeks} days")],
    )


def weeks_of(written: Scheme) -> tuple[Any, Any, int]:
    """Entries and exits by week of three years and a half, and days listed."""
    got = run(written, world(conduct(RED, 0.7)), people=4000, days=7 * 182)
    return got.weekly("entries", "noted"), got.weekly("exits", "noted"), got.total("listed-days", "noted")


def test_a_stay_made_shorter_that_reaches_back_ends_a_year_from_its_entry_or_that_day() -> None:
    """From two years to one in week 70: who was entered in week e leaves in week e + 52, or in week 70."""
    text = amended(once_listed(104), on(7 * 70, reaches_back=True, set=[to_weeks(52)]))
    entries, exits, _ = weeks_of(text)
    assert entries[:18].sum() > 500
    assert exits[:70].sum() == 0
    assert exits[70] == entries[:19].sum()
    assert np.array_equal(exits[71:], entries[19:130])
    forward = weeks_of(amended(once_listed(104), on(7 * 70, set=[to_weeks(52)])))
    # Else those entered before stay for two years.
    assert forward[1][104] == entries[0]
    assert forward[1][122] == entries[18] + entries[70]


def test_a_stay_made_longer_that_reaches_back_is_as_if_it_had_been_so_long_from_the_start() -> None:
    longer = amended(once_listed(52), on(7 * 40, reaches_back=True, set=[to_weeks(104)]))
    for got, expected in zip(weeks_of(longer), weeks_of(once_listed(104)), strict=True):
        assert np.array_equal(got, expected)


def test_the_same_stay_given_again_changes_nothing() -> None:
    again = amended(once_listed(52), on(7 * 60, reaches_back=True, set=[to_weeks(52)]))
    for got, expected in zip(weeks_of(again), weeks_of(once_listed(52)), strict=True):
        assert np.array_equal(got, expected)


@pytest.mark.parametrize(("day", "until"), [(100, 365), (365, 365), (500, 500)])
def test_a_stay_of_the_first_day_ends_a_year_later_or_with_the_text_that_says_so(
    day: int, until: int
) -> None:
    """Listed on day 0 for two years by the calendar, and never again; on a later day it is one year."""
    written = scheme([rule("red", [RED], effect={"enter": "noted"})], lists=[black("noted", "2 years")])
    away = on(1, set=[put("rules.red.when.conducts", ["cycle-on-red"])])
    once = on(day, reaches_back=True, set=[put("lists.noted.stay.for", "1 year")])
    text = amended(written, away, once)
    acts = world(conduct(RED, 50_000.0), conduct("cycle-on-red", 1e-12))
    got = run(text, acts, people=1000, days=800)
    assert got.total("spells", "noted") == got.total("expired", "noted") == 1000
    assert got.total("listed-days", "noted") == 1000 * until
