"""Livelihood worked out by hand: steps into hardship and out of it, what lasts, performance put off."""

from __future__ import annotations

import math
from typing import Any

from tests.by_hand import POLICE, ledger, rule
from tests.invented import START, Item, black, consequence, scheme

from glasshouse.assumptions import Assumptions, Conduct, Gate, Livelihood, Response
from glasshouse.assumptions.vocabulary import RESPONSES
from glasshouse.engine.answers import ALL_ANSWERS, answered
from glasshouse.engine.slow.agenda import EVENING, MORNING
from glasshouse.engine.slow.candidates import Candidate
from glasshouse.engine.slow.chronicle import Chronicle
from glasshouse.engine.slow.life import Life
from glasshouse.engine.slow.luck import Luck
from glasshouse.engine.slow.means import INSOLVENT, SOLVENT, STRAINED, Means
from glasshouse.engine.slow.people import Person
from glasshouse.engine.slow.rates import Channel, Rates
from glasshouse.engine.slow.response import FULL, Situation, multiplier
from glasshouse.engine.slow.terms import Terms
from glasshouse.engine.slow.trace import Event
from glasshouse.engine.tables import TICKS_PER_DAY
from glasshouse.ground.random import Purpose, philox, seed_key
from glasshouse.ground.units import Calendar
from glasshouse.schemes import Scheme
from glasshouse.society import plain

DEFAULT, SPEEDING = "defaults-on-loan", "walk-on-red"
LUCK, DAYS = Luck(7, 0), 400


def world(recovers: float = 90.0, half: float = 0.25, demand: float = 2000.0) -> Assumptions:
    seen: dict[str, Any] = {"seen_by": {"police": 1.0}, "legality": "breach", "rate": 1.0, "title": ""}
    return Assumptions(
        id="small",
        title="Small",
        conducts=[
            Conduct(id=DEFAULT, context="financial", strained=3.0, needs="loan", **seen),
            Conduct(id=SPEEDING, context="traffic", **seen),
        ],
        sources=[POLICE],
        # By default so much is asked for that somebody asks on nearly every day.
        gates=[Gate(id="loan", title="Loans", demand=demand, strains=True, lasting=True, incapacitates=0.5)],
        livelihood=Livelihood(recovers=recovers, half=half),
    )


def shut_out(*more: Item) -> Scheme:
    flag = black(
        "red-flag",
        "100 days",
        {"by": "expiry", "within": "0 days"},
        {"by": "performance", "within": "0 days"},
    )
    return scheme(
        [rule("onto-it", DEFAULT, effect={"enter": "red-flag"}), *more],
        score=ledger(),
        lists=[flag],
        consequences=[consequence("no-loans", {"list": ["red-flag"]}, "loan", "deny")],
    )


def terms(assumptions: Assumptions, *more: Item) -> Terms:
    calendar = Calendar(START, DAYS)
    return Terms.of_arm(shut_out(*more), assumptions, calendar, ("only",))


def somebody() -> Person:
    return Person(number=3, place=0, age=40, attributes=(), awareness=0, traits={})


def waits(day: int, word: int, mean: float) -> int:
    """Whole days of an exponential wait, from the address of its word and the logarithm of a library."""
    words = philox(day, Purpose.RECORD | (2**24 - 2) << 8, 3 + (10 << 20), 0, *seed_key(7))
    return int(-math.log((words[word] + 0.5) / 2**32) * mean)


def listed_on(day: int, assumptions: Assumptions) -> tuple[Life, list[Event]]:
    told: list[Event] = []
    default = assumptions.conducts[DEFAULT]
    record = Candidate(day * TICKS_PER_DAY, 0, 0, Channel(POLICE, default, true=True), 0, 0)
    rates = Rates(plain().tables(), assumptions)
    life = Life(terms(assumptions), somebody(), LUCK, rates, [record], told.append)
    life.end()
    return life, told


def test_a_step_up_is_felt_next_morning_and_each_step_down_has_a_wait_of_its_own() -> None:
    mean, about = 90.0, terms(world())
    chronicle = Chronicle(about)
    means = Means(about, somebody(), LUCK, chronicle)
    means.step_up(10)
    means.step_up(12)
    assert (means.level, means.felt) == (INSOLVENT, SOLVENT)
    means.wake(13)
    first_down = 13 + waits(12, 0, mean)
    assert means.recovers_on == first_down
    means.wake(first_down)
    second_down = first_down + 1 + waits(first_down, 1, mean)
    assert (means.level, means.recovers_on) == (STRAINED, second_down)
    means.wake(second_down)
    assert means.level == means.felt == SOLVENT
    assert chronicle.totals["strained-days", ""] == second_down - 13
    assert chronicle.totals["insolvent-days", ""] == first_down - 13
    assert chronicle.totals["insolvent-any", ""] == 1


def test_who_is_refused_day_after_day_is_insolvent_from_the_second_refusal_on() -> None:
    life, told = listed_on(20, world(recovers=10_000.0))
    hurt = [event for event in told if event.happening == "hurt"]
    assert [event.detail for event in hurt[:3]] == ["strained", "insolvent", "insolvent"]
    assert [event.amount for event in hurt[:3]] == [1, 1, 0]
    assert all(event.because == ("consequences.no-loans",) for event in hurt)
    assert all(20 <= event.day < 120 for event in hurt)
    totals = life.chronicle.totals
    refused_on = sorted({event.day for event in told if event.happening == "refused"})
    assert [event.day for event in hurt] == refused_on
    # The list is left after 100 days; a mean of 10,000 days does not let anybody out within the run.
    assert totals["strained-days", ""] == DAYS - (refused_on[0] + 1)
    assert totals["insolvent-days", ""] == DAYS - (refused_on[1] + 1)


def test_a_lasting_thing_is_lost_at_the_first_refusal_and_back_at_the_first_request_let_through() -> None:
    life, told = listed_on(20, world())
    lost, again = ([event.day for event in told if event.happening == what] for what in ("lost", "regained"))
    asked = [event.day for event in told if event.happening == "refused"]
    assert lost == [min(asked)]
    assert len(again) == 1
    assert again[0] >= 120
    assert life.chronicle.totals["without-days", "loan"] == again[0] - lost[0]


def test_means_and_what_is_lacking_multiply_the_rate() -> None:
    assumptions = world(half=0.25)
    about, default = terms(assumptions), assumptions.conducts[DEFAULT]
    for means, factor in ((SOLVENT, 1.0), (STRAINED, 1.5), (INSOLVENT, 3.0)):
        for missed, left in ((frozenset[str](), 1.0), (frozenset({"loan"}), 0.5)):
            situation = Situation(means=means, missed=missed, shut=frozenset({"loan"}))
            assert multiplier(default, situation, about) == round(FULL * factor * left)


def test_a_burden_deters_in_the_part_of_life_that_it_is_about() -> None:
    feared = Response.model_validate({"general": 0.1, "own": 0.5})
    assumptions = world().model_copy(update={"response": dict.fromkeys(RESPONSES, feared)})
    fines = {"effect": {"points": -1}, "lapse": None}
    about = terms(assumptions, rule("fine", SPEEDING, **fines))
    known = Situation(burdened=about.contexts_of_list("red-flag"))
    assert multiplier(assumptions.conducts[DEFAULT], known, about) == round(FULL * 0.9 * 0.5)
    # Whoever knows of the burden knows of the scheme: the road is a little safer, too.
    assert multiplier(assumptions.conducts[SPEEDING], known, about) == round(FULL * 0.9)


def test_whoever_answers_in_no_way_is_neither_hurt_nor_kept_from_anything() -> None:
    without = world()
    life, told = listed_on(20, answered(without, frozenset()))
    assert not [event for event in told if event.happening in ("hurt", "recovered")]
    assert life.standing.response.stretches[0].change == {DEFAULT: 0}
    assert answered(without, ALL_ANSWERS) is without


def test_the_insolvent_perform_when_they_are_so_no_longer() -> None:
    assumptions = world(recovers=30.0, demand=0.0)
    about = terms(assumptions)
    told: list[Event] = []
    life = Life(about, somebody(), LUCK, Rates(plain().tables(), assumptions), [], told.append)
    life.begin()
    means = life.standing.livelihood.means
    record = Candidate(0, 0, 0, Channel(POLICE, assumptions.conducts[DEFAULT], true=True), 0, 0)
    life.meet(record)
    means.step_up(0)
    means.step_up(0)
    life.perform("red-flag", 0)
    down = 1 + waits(0, 0, 30.0)
    assert 1 < down == means.recovers_on
    listed = []
    for day, phase in ((down - 1, EVENING), (down, MORNING)):
        life.run_agendas(day, phase)
        listed.append(life.actual.places["red-flag"].on)
    assert listed == [True, False]
    assert [event.amount for event in told if event.happening == "put-off"] == [down]
