"""By hand: rules told of and objected to, what a notice puts off, friends."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from tests.amended import amended, put
from tests.by_hand import acts, history, holds, ledger, rule
from tests.counts import totals
from tests.invented import RED, START, Item, as_data, black, conduct, consequence, from_data, scheme, world
from tests.limits import assert_binomial
from tests.twin.agreement import assert_twins_agree

from glasshouse.assumptions import Procedure
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.simulate import simulate_tally
from glasshouse.engine.tally import Tally
from glasshouse.schemes import Scheme
from glasshouse.society import plain

BANDS = [{"id": "D", "from": None, "to": 60}, {"id": "B", "from": 60, "to": None}]
BARRED = consequence("bar", {"band": ["D"]}, "flight", "deny")
FALLS = rule("red", RED, effect={"points": -50}, lapse=None)
FALLEN = rule("fallen", RED, effect={"enter": "noted"}) | {"when": {"band": ["D"]}}


def told(due: str, days: int | None, **for_: list[str]) -> list[Item]:
    return [{"for": for_, "due": due, "days": days}]


# ---------------------------------------------------------------------------------------- before effect


def test_notice_of_a_rule_puts_its_points_off() -> None:
    expect = [{"day": 12, "score": 100}, {"day": 13, "score": 50}]
    notice = told("before-effect", 10, rules=["red"])
    holds(scheme([FALLS], score=ledger(), notice=notice, tests=history(acts(RED, 3), expect)))


@pytest.mark.parametrize(("own", "day"), [([], 5), (told("before-effect", 2, rules=["red"]), 2)])
def test_a_rules_own_notice_goes_before_that_of_the_list_that_it_leads_to(own: list[Item], day: int) -> None:
    expect = [{"day": day - 1, "listed": []}, {"day": day, "listed": ["noted"]}]
    rules, lists = [rule("red", RED, effect={"enter": "noted"})], [black("noted", "1 year")]
    notice = [*told("before-effect", 5, lists=["noted"]), *own]
    holds(scheme(rules, lists=lists, notice=notice, tests=history(acts(RED, 0), expect)))


@pytest.mark.parametrize("named", [{"consequences": ["bar"]}, {"bands": ["D"]}])
def test_notice_of_a_consequence_or_of_its_band_puts_it_off(named: dict[str, list[str]]) -> None:
    expect = [{"day": 5, "band": "D", "denied": []}, {"day": 6, "denied": ["flight"]}]
    written = scheme(
        [FALLS],
        score=ledger(bands=BANDS),
        consequences=[BARRED],
        notice=told("before-effect", 6, **named),
        tests=history(acts(RED, 0), expect),
    )
    holds(written)


@pytest.mark.parametrize(("lapse", "listed"), [(None, ["noted"]), ("4 days", [])])
def test_a_rule_that_a_band_sets_off_waits_and_is_void_if_the_band_is_left(
    lapse: str | None, listed: list[str]
) -> None:
    expect = [{"day": 5, "listed": []}, {"day": 6, "listed": listed}, {"day": 40, "listed": listed}]
    written = scheme(
        [FALLS | {"lapse": lapse}, FALLEN],
        score=ledger(bands=BANDS),
        lists=[black("noted", "1 year")],
        notice=told("before-effect", 6, bands=["D"]),
        tests=history(acts(RED, 0), expect),
    )
    holds(written)


# ---------------------------------------------------------------------------------------- told and asked


def lived(written: Scheme, people: int, days: int, rate: float, false: float, **procedure: Any) -> Tally:
    about = world(
        conduct("walk-on-red", rate),
        false={"walk-on-red": false},
        procedure=Procedure.model_validate(procedure),
    )
    return simulate_tally(Scenario((Arm("arm", written),), plain(), about, people, days, 1, START), threads=1)


def counted(tally: Tally) -> Counter[tuple[str, str]]:
    return totals(tally, "arm")


def points(amount: int, until: str | None = None, **sections: Any) -> Scheme:
    """Points for each record, for ever; with `until`, nothing counts from that day on."""
    written = scheme(
        [{"id": "red", "when": {"conducts": [RED]}, "proof": "allegation"} | _points(amount)],
        score={"kind": "ledger", "start": 100, "recomputed": "at-once", "clip": "on-read", "bands": BANDS},
        **sections,
    )
    data = as_data(written)
    data["scheme"]["force"]["until"] = until
    return from_data(data)


def _points(amount: int) -> Item:
    return {"effect": {"points": amount}, "lapse": None}


def remedy(kind: str, **more: Any) -> list[Item]:
    return [{"id": "fix", "kind": kind, "for": {"rules": ["red"]}, "decides": "0 days", **more}]


def test_the_share_reached_is_told_the_share_of_them_asks_and_is_granted() -> None:
    written = points(-1, "2019-10-01", remedies=remedy("review"), notice=told("after", 3, rules=["red"]))
    review = {"asks_if_right": 0.6, "asks_if_wrong": 0.0, "succeeds_if_right": 0.3, "asks_after": 1.0}
    got = counted(lived(written, 1500, 365, 2.0, 0.0, notice={"reaches": 0.4}, review=review))
    assert_binomial(got["rule-known", "red"], got["hits", "red"], 0.4)
    assert_binomial(got["rule-asked", "red"], got["rule-known", "red"], 0.6)
    assert_binomial(got["rule-granted", "red"], got["rule-asked", "red"], 0.3)


def test_where_every_false_record_is_told_and_struck_out_it_is_as_if_none_had_counted() -> None:
    """Everybody ends in the band in which they would be, had no false record ever reached the proof."""
    sections = {"remedies": remedy("correction"), "notice": told("after", 0, rules=["red"])}
    correction = {"succeeds": 1.0, "asks_after": 0.0}
    about = {"notice": {"reaches": 1.0}, "correction": correction}
    written = points(-15, "2019-10-01", **sections)
    struck = lived(written, 1500, 365, 1.0, 3.0, **about)
    kinds = ("allegation", "report", "observed", "inference", "penalty-final", "judgment")
    proof = {key: {"true": 1.0, "false": 0.0} for key in kinds}
    clean = lived(written, 1500, 365, 1.0, 3.0, **about, proof=proof)
    left = lived(points(-15, "2019-10-01"), 1500, 365, 1.0, 3.0)
    ends = {
        name: [
            tally.totals[:, :, place]
            for place, column in enumerate(tally.layout.totals)
            if column.count == "band-end"
        ]
        for name, tally in (("struck", struck), ("clean", clean), ("left", left))
    }
    assert np.array_equal(ends["struck"], ends["clean"])
    assert not np.array_equal(ends["left"], ends["clean"])
    got = counted(struck)
    assert got["rule-granted", "red"] == got["hits", "red"] - counted(clean)["hits", "red"] > 0


def test_while_it_is_decided_on_an_entry_does_not_count_where_asking_suspends() -> None:
    """Everybody is told, asks at once and is refused after thirty days: so many days less in the band."""
    people, days = 300, 100
    written = scheme(
        [
            {"id": "seen", "when": {"conducts": [RED]}, "proof": "allegation", "effect": {"enter": "seen"}},
            {"id": "red", "when": {"list": ["seen"]}, "proof": "allegation"} | _points(-50),
        ],
        score={"kind": "ledger", "start": 100, "recomputed": "at-once", "bands": BANDS},
        lists=[black("seen", "for-ever")],
        remedies=remedy("review", suspends=True, decides="30 days"),
        notice=told("before-effect", 0, rules=["red"]),
    )
    review = {"asks_if_right": 1.0, "asks_after": 0.0, "succeeds_if_right": 0.0}
    got = counted(lived(written, people, days, 1500.0, 0.0, notice={"reaches": 1.0}, review=review))
    assert got["rule-asked", "red"] == got["hits", "red"] == people
    assert got["rule-granted", "red"] == 0
    assert got["band-days", "D"] == got["listed-days", "seen"] - 30 * people


# ---------------------------------------------------------------------------------------- friends' scores


def test_friends_scores_are_bounded_by_the_range_of_the_day() -> None:
    """Nothing but the friends' scores: half of 0 to 100; all of 0 to 40; nothing of 60 to 100."""

    def by_friends(low: int, high: int, *edges: int) -> Item:
        ends = [None, *edges, None]
        bands = [{"id": f"b{low}", "from": low, "to": high} for low, high in pairwise(ends)]
        part = {"id": "friends", "weight": 1.0, "inputs": [{"kind": "peer-score"}]}
        every = {"recomputed": "7 days", "thin_file": None, "dimensions": [part]}
        return {"kind": "scorecard", "range": [low, high], "bands": bands, **every}

    first = scheme([], score=by_friends(0, 100, 40, 50, 51, 60, 61))
    changed = [("2019-02-03", by_friends(0, 40, 40, 50, 51, 60, 61)), ("2019-03-05", by_friends(60, 100, 61))]

    def ends_in(amendments: int, people: int = 60) -> str:
        written = amended(
            first, *({"from": day, "set": [put("score", score)]} for day, score in changed[:amendments])
        )
        scenario = Scenario((Arm("arm", written),), plain(), world(), people, 90, 1, START)
        got = totals(assert_twins_agree(scenario), "arm")
        (band,) = (item for (count, item), number in got.items() if count == "band-end" and number == people)
        return band

    assert [ends_in(amendments) for amendments in range(3)] == ["b50", "b40", "bNone"]
