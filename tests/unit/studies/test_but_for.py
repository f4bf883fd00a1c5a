"""On which record a listing hangs, in lives worked out by hand."""

from __future__ import annotations

import datetime
from typing import Any

from tests.unit.engine.test_slow_life import (
    CONDUCTS,
    PAYS_LATE,
    POLICE,
    PROTEST,
    RED,
    TWICE,
    black,
    ledger,
    rule,
    scheme,
    world,
)

from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.slow.candidates import Candidate
from glasshouse.engine.slow.luck import Luck
from glasshouse.engine.slow.people import Person
from glasshouse.engine.slow.rates import Channel, Rates
from glasshouse.engine.slow.terms import Terms
from glasshouse.engine.slow.what_if import Retelling
from glasshouse.engine.tables import TICKS_PER_DAY
from glasshouse.ground.units import Calendar
from glasshouse.report.but_for import hangs_on
from glasshouse.schemes import Scheme
from glasshouse.society import plain
from glasshouse.studies.but_for import ButFor, but_for

START = datetime.date(2019, 1, 1)
AT_ONCE = {"effect": {"enter": "noted"}}

Records = list[tuple[int, str, bool]]


def asked(written: Scheme, records: Records, days: int = 100) -> list[ButFor]:
    """Live through records given as (day, conduct, true), and ask what the listings hang on."""
    assumptions, society = world(), plain()
    person = Person(0, 0, 30, (), 0, {})
    conducts = {conduct.id: conduct for conduct in CONDUCTS}
    candidates = [
        Candidate(day * TICKS_PER_DAY + index, 0, index, Channel(POLICE, conducts[name], true), 0, 0)
        for index, (day, name, true) in enumerate(records)
    ]
    terms = Terms.of_arm(written, assumptions, Calendar(START, days), ("place-1",))
    rates = Rates(society.tables(), assumptions)
    life = Retelling(person, [person], [terms], Luck(1, 0), rates, {0: candidates})
    scenario = Scenario((Arm("arm", written),), society, assumptions, 1000, days, 1, START)
    found = but_for(scenario, "arm", life)
    assert found is not None
    return found


def days(found: ButFor) -> list[int]:
    return [record.day for record in found.single]


def test_each_of_two_records_that_it_takes_is_one_but_for_which() -> None:
    written = scheme([rule("red", RED, **TWICE)], lists=[black("noted", "20 days")])
    (found,) = asked(written, [(0, RED, True), (3, PROTEST, True), (5, RED, False), (60, RED, True)])
    # The protest is no record that the scheme could look at; that of day 60 comes too late.
    assert (found.day, found.looked_at, days(found), found.later) == (5, 2, [0, 5], ())
    assert [record.true for record in found.single] == [True, False]
    told = hangs_on(found, world(), 0)
    assert "any one of 2 records" in told
    assert "day 5 (false;" in told


def test_a_third_record_takes_the_place_of_either_of_two_and_the_stay_comes_later() -> None:
    written = scheme([rule("red", RED, **TWICE)], lists=[black("noted", "20 days")])
    (found,) = asked(written, [(0, RED, True), (5, RED, True), (9, RED, True)])
    assert found.single == ()
    assert [(one.record.day, one.day) for one in found.later] == [(0, 9), (5, 9)]
    assert found.rests_on_records


def test_the_last_straw_and_the_ones_before_it() -> None:
    bands = [{"id": "D", "from": None, "to": 75}, {"id": "C", "from": 75, "to": None}]
    into = {"id": "into", "when": {"band": ["D"]}, "proof": "allegation", "effect": {"enter": "noted"}}
    points = [rule("red", RED, effect={"points": -10}, lapse=None)]
    points.append(rule("late", PAYS_LATE, effect={"points": -5}, lapse=None))
    written = scheme([*points, into], score=ledger(bands=bands), lists=[black("noted", "20 days")])
    # 100 - 10 - 10 - 5 = 75 is not below 75; with the 10 of day 9 it is 65. Without one 10 it is 75 again,
    # without the 5 it is 70: the late payment alone changes nothing.
    (found,) = asked(written, [(0, RED, True), (2, PAYS_LATE, True), (4, RED, True), (9, RED, False)])
    assert (found.day, found.looked_at, days(found)) == (9, 4, [0, 4, 9])


def test_two_records_of_which_either_suffices_hang_on_no_single_one() -> None:
    written = scheme(
        [rule("red", RED, **AT_ONCE), rule("late", PAYS_LATE, **AT_ONCE)], lists=[black("noted", "20 days")]
    )
    (found,) = asked(written, [(7, RED, True), (7, PAYS_LATE, False)])
    assert (found.single, found.later, found.rests_on_records) == ((), (), True)
    assert "without all of them it would not" in hangs_on(found, world(), 0)


def test_a_stay_that_only_follows_from_another_hangs_on_what_that_hangs_on() -> None:
    second = {
        "id": "second",
        "when": {"list": ["noted"]},
        "proof": "allegation",
        "effect": {"enter": "shunned"},
    }
    written = scheme(
        [rule("red", RED, **AT_ONCE), second], lists=[black("noted", "5 days"), black("shunned", "50 days")]
    )
    first, other = asked(written, [(3, RED, False), (30, PAYS_LATE, True)])
    assert {first.list, other.list} == {"noted", "shunned"}
    assert days(first) == days(other) == [3]


def test_only_blacklists_are_asked_about() -> None:
    entry: dict[str, Any] = black("noted", "20 days") | {"polarity": "red"}
    assert asked(scheme([rule("red", RED, **AT_ONCE)], lists=[entry]), [(7, RED, True)]) == []
