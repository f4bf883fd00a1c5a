"""The twins on amendments: what goes on under another text, what begins and what ends."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.amended import amended, on, put
from tests.invented import (
    GOOD,
    RED,
    START,
    Item,
    as_data,
    black,
    conduct,
    consequence,
    from_data,
    levels,
    reading,
    rule,
    scheme_of,
)
from tests.societies import restless, without_bodies
from tests.twin.agreement import assert_twins_agree
from tests.twin.random_schemes import schemes_made
from tests.twin.random_worlds import scenarios

from glasshouse.assumptions import Assumptions, Gate, Procedure, Source
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.simulate import simulate_tally
from glasshouse.engine.slow import simulate_slowly, trace_slowly
from glasshouse.engine.tally import Column, Tally
from glasshouse.ground.errors import BadInput
from glasshouse.schemes import Scheme

DAYS = 240

ABOUT = Assumptions(
    id="made",
    title="Made up",
    conducts=[
        conduct(RED, 20.0, {"police": 0.8}),
        conduct(GOOD, 12.0, {"police": 0.9}, legality="prosocial", context="civic"),
    ],
    sources=[Source(id="police", title="Police", false_records={RED: 3.0})],
    gates=[Gate(id="flight", title="Flight", demand=20.0), Gate(id="loan", title="Loan", demand=9.0)],
    response={
        kind: {"general": 0.2, "own": 0.5, "contact": 0.3, "gain": 0.6, "praise": 0.5}
        for kind in ("violation", "expression", "prosocial", "neutral")
    },
    procedure=Procedure.model_validate(
        {
            "conditions": {"violent": 0.4},
            "review": {
                "asks_if_wrong": 0.9,
                "asks_if_right": 0.5,
                "asks_after": 4.0,
                "succeeds_if_wrong": 0.7,
                "succeeds_if_right": 0.2,
                "takes": 9.0,
            },
        }
    ),
)


def written() -> Scheme:
    """Points under a cap, three bands, a list by decision and one by band, a review that suspends."""
    review = {
        "id": "again",
        "kind": "review",
        "for": {"lists": ["noted"]},
        "ask_within": "2 months",
        "decides": "20 days",
        "suspends": True,
    }
    return scheme_of(
        "amended",
        data=reading("police"),
        score={
            "kind": "ledger",
            "start": 100,
            "floor": 60,
            "ceiling": 120,
            "recomputed": "7 days",
            "caps": [{"rules": ["red"], "limit": 12, "years": "rolling"}],
            "bands": levels(85, 95, 105),
        },
        rules=[
            rule("red", [RED], effect={"points": -3}, lapse="3 months"),
            rule(
                "thrice",
                [RED],
                count={"at_least": 3, "within": "2 months"},
                effect={"enter": "noted"},
                final_after="15 days",
            ),
            rule("good", [GOOD], effect={"points": 2}, lapse=None),
            {"id": "sunk", "when": {"band": ["D"]}, "proof": "allegation", "effect": {"enter": "watched"}},
        ],
        lists=[
            black(
                "noted",
                "60 days",
                {"by": "expiry", "within": "0 days"},
                {"by": "overturned", "within": "1 day"},
            ),
            black("watched", "1 month"),
        ],
        consequences=[
            consequence("bars", {"list": ["noted"]}, "flight", "deny"),
            consequence("loans", {"band": ["D", "C"]}, "loan", "deny"),
        ],
        remedies=[review],
        notice=[{"for": {"lists": ["noted"]}, "due": "after", "days": 3}],
        practice={"aware": 0.8},
    )


def scenario(*texts: Scheme, warm: int = 0, people: int = 90, days: int = DAYS) -> Scenario:
    arms = tuple(Arm(f"arm-{number}", text) for number, text in enumerate(texts))
    return Scenario(arms, without_bodies("simpleland"), ABOUT, people, days, 7, START, warm=warm)


def total(tally: Tally, count: str, item: str) -> int:
    return int(tally.totals[:, 0, tally.layout.totals.index(Column("arm-0", count, item))].sum())


NO_NOTED = {"remove": ["rules.thrice", "consequences.bars", "notice", "remedies.again", "lists.noted"]}
BLUE = rule("blue", [GOOD], count={"at_least": 2, "within": None}, effect={"enter": "thanked"})
THANKED = {**black("thanked", "20 days"), "polarity": "red"}

AMENDMENTS: dict[str, list[Item]] = {
    "points": [on(70, set=[put("rules.red.effect.points", -9)])],
    "a longer stay": [on(70, set=[put("lists.noted.stay.for", "5 months")])],
    "a shorter stay": [on(70, set=[put("lists.noted.stay.for", "5 days")])],
    "a rule and a list added": [on(71, add=[put("rules", BLUE), put("lists", THANKED)])],
    "a rule removed": [on(70, remove=["rules.red"], set=[put("score.caps", [])])],
    "decisions pending": [
        on(75, remove=["rules.thrice"], add=[put("rules", {**BLUE, "effect": {"enter": "noted"}})])
    ],
    "another number": [on(70, set=[put("rules.thrice.count.at_least", 2)])],
    "a higher number": [on(70, set=[put("rules.thrice.count.at_least", 5)])],
    "another window": [on(70, set=[put("rules.thrice.count.within", None)])],
    "bands": [on(73, set=[put("score.bands", levels(90, 99, 105))])],
    "one band": [on(73, set=[put("score.bands", levels(97)), put("consequences.loans.when.band", ["D"])])],
    "a start": [on(73, set=[put("score.start", 90)])],
    "a rhythm": [on(73, set=[put("score.recomputed", "1 month")])],
    "at once": [on(73, set=[put("score.recomputed", "at-once")])],
    "a ceiling": [on(73, set=[put("score.ceiling", 101)])],
    "a consequence removed": [on(70, remove=["consequences.bars"])],
    "a consequence elsewhere": [on(70, set=[put("consequences.bars.gate", "loan")])],
    "a cap": [on(70, set=[put("score.caps", [{"rules": ["red"], "limit": 4, "years": "rolling"}])])],
    "no cap": [on(70, set=[put("score.caps", [])])],
    "caps in another order": [
        on(
            70,
            set=[
                put(
                    "score.caps",
                    [
                        {"rules": ["good"], "limit": 5, "years": "calendar"},
                        {"rules": ["red"], "limit": 12, "years": "rolling"},
                    ],
                )
            ],
        )
    ],
    "a list gone": [on(80, **NO_NOTED)],
    "no remedy": [on(80, remove=["remedies.again"])],
    "two": [on(60, set=[put("rules.red.effect.points", -5)]), on(120, **NO_NOTED)],
    "gone and back": [
        on(60, remove=["consequences.loans"]),
        on(90, set=[put("consequences", as_data(written())["consequences"])]),
    ],
    "before the first day": [on(-20, set=[put("rules.red.effect.points", -9)])],
    "beyond the horizon": [on(DAYS, set=[put("rules.red.effect.points", -9)])],
}


@pytest.mark.parametrize(("what", "warm"), list(zip(AMENDMENTS, cycle([0, 20]), strict=False)))
def test_the_twins_agree_on_an_amendment(what: str, warm: int) -> None:
    """One alone, the next, after days that are only lived, beside an arm that is not amended."""
    plain = written()
    beside = [plain] if warm else []
    tally = assert_twins_agree(scenario(amended(plain, *AMENDMENTS[what]), *beside, warm=warm))
    assert total(tally, "spells", "noted") > 0


REPEATED = {"if": "repeated", "by": ["10 days", "40 days"]}
VIOLENT = {"if": "violent", "by": ["20 days", "60 days"]}
GRAVELY = rule(
    "gravely",
    [RED],
    count={"at_least": 4, "within": "3 months"},
    effect={"enter": "noted"},
    stay={"for": "2 months", "extend": [VIOLENT, REPEATED]},
)


def stood() -> Scheme:
    """As `written`, with stays that are extended, and a second rule onto the list with a stay of its own."""
    data = as_data(written())
    data["rules"].append(GRAVELY)
    data["lists"][0]["stay"] = {"for": "25 days", "extend": [REPEATED]}
    return from_data(data)


def back(day: int, **changes: Any) -> Item:
    return on(day, reaches_back=True, **changes)


def stays(*lengths: str | Item, gravely: Item | None = None) -> list[Item]:
    """Other stays of the two lists, and of the second rule."""
    whole = [entry if isinstance(entry, dict) else {"for": entry, "extend": []} for entry in lengths]
    changed = [
        put(f"lists.{name}.stay", stay) for name, stay in zip(("noted", "watched"), whole, strict=False)
    ]
    return changed if gravely is None else [*changed, put("rules.gravely.stay", gravely)]


OTHER_END = [{"by": "expiry", "within": "1 month"}, {"by": "overturned", "within": "1 day"}]
NO_END = [{"by": "overturned", "within": "1 day"}]

REACHING_BACK: dict[str, list[Item]] = {
    "shorter": [back(100, set=stays("9 days"))],
    "longer": [back(100, set=stays("3 months"))],
    "both lists, and the rule": [back(100, set=stays("2 days", "2 months", gravely={"for": "1 month"}))],
    "a stay of its own for another rule": [back(100, set=[put("rules.thrice.stay", {"for": "70 days"})])],
    "extended otherwise": [back(100, set=stays({"for": "15 days", "extend": [VIOLENT, REPEATED]}))],
    "extended no more": [back(100, set=stays("25 days", gravely={"for": "2 months"}))],
    "the rule is gone": [back(100, remove=["rules.gravely"])],
    "the rule leads elsewhere": [back(100, set=[put("rules.gravely.effect.enter", "watched")])],
    "gone and back": [on(60, remove=["rules.gravely"]), back(100, add=[put("rules", GRAVELY)])],
    "elsewhere and back": [
        on(60, set=[put("rules.gravely.effect.enter", "watched")]),
        back(100, set=[put("rules.gravely.effect.enter", "noted")]),
    ],
    "for ever, and then not": [back(80, set=stays("for-ever")), back(130, set=stays("35 days"))],
    "no expiry": [
        back(
            100,
            set=[*stays("for-ever", gravely={"for": "for-ever"}), put("lists.noted.exit", NO_END)],
        )
    ],
    "a later exit": [back(100, set=[put("lists.noted.exit", OTHER_END)])],
    "at first not": [on(70, set=stays("4 months")), back(110, set=[put("scheme.title", "Made up")])],
    "day after day": [back(100, set=stays("1 day")), back(101, set=stays("3 months"))],
    "bands and a new ban": [
        back(
            100,
            set=[*stays("9 days", "2 months"), put("score.bands", levels(90, 99, 105))],
            add=[
                put(
                    "consequences",
                    consequence("also", {"list": ["noted", "watched"]}, "loan", "deny"),
                )
            ],
        )
    ],
}


@pytest.mark.parametrize("what", REACHING_BACK)
def test_the_twins_agree_on_an_amendment_that_reaches_back(what: str) -> None:
    """With false records, extensions, two rules onto the list, and a first month that is not counted."""
    entries = REACHING_BACK[what]
    tally = assert_twins_agree(scenario(amended(stood(), *entries), warm=20, people=40))
    forward = amended(stood(), *({**entry, "reaches_back": False} for entry in entries))
    plain = simulate_tally(scenario(forward, warm=20, people=40), threads=1)
    assert total(tally, "listed-days", "noted") != total(plain, "listed-days", "noted")
    assert total(tally, "wrongful-days", "noted") > 0


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_twins_agree_when_one_text_takes_the_place_of_any_other(data: st.DataObject) -> None:
    """Texts that share nothing but some names: whatever stands under a name, its state goes on."""
    made = data.draw(scenarios(people=30, days=150))
    if made.society.tables().firms_per_thousand.any():
        made = replace(made, society=without_bodies(made.society.id))
    text = made.arms[0].scheme
    first = made.start - datetime.timedelta(made.warm)
    places = [place.id for place in made.society.tables().places]
    score = text.document.data["score"]
    amendments = []
    for day in sorted(data.draw(st.lists(st.sampled_from([0, 1, 7, 31, 59, 100]), min_size=1, max_size=2))):
        other = as_data(data.draw(schemes_made("other", places)))
        assume(other["score"]["kind"] == score["kind"])
        if score["kind"] == "ledger":
            other["score"] = {**other["score"], "clip": score["clip"]}
            assume(bool(other["score"]["bands"]) == bool(score["bands"]))
        parts = ("score", "rules", "lists", "consequences", "remedies", "notice")
        changes = [put(part, other.get(part, [])) for part in parts]
        begins = (first + datetime.timedelta(day)).isoformat()
        amendments.append({**on(0, set=changes), "from": begins})
    try:
        changed = amended(text, *amendments)
    except BadInput:
        assume(False)
    assert_twins_agree(replace(made, arms=(replace(made.arms[0], scheme=changed),)))


def test_no_act_counts_under_a_later_text_of_somebody_who_had_left_before() -> None:
    """Everybody moves out early: under the amended text not even their first act counts."""
    text = scheme_of(
        "left",
        data=reading("police"),
        scope={"subjects": ["person"], "places": ["harbour"], "min_age": None, "enrolment": "compulsory"},
        rules=[rule("red", [RED], effect={"enter": "noted"})],
        lists=[black("noted", "20 days")],
    )
    changed = amended(text, on(120, set=[put("lists.noted.stay.for", "30 days")]))
    made = replace(scenario(changed), society=restless(without_bodies("simpleland"), away=0.0, moves=12.0))
    assert total(assert_twins_agree(made), "hits", "red") > 0


def test_the_twins_agree_on_whom_a_consequence_reaches_under_each_text() -> None:
    """First the household is barred with the listed, then their children alone, then nobody else."""

    def bars(*falls_on: str) -> list[Item]:
        return [
            {
                "id": "bars",
                "when": {"list": ["noted"]},
                "gate": "flight",
                "does": "deny",
                "imposed_by": "office",
                "falls_on": ["self", *falls_on],
            }
        ]

    data = as_data(written())
    loans = data["consequences"][1]
    text = from_data({**data, "consequences": [*bars("household"), loans]})
    changed = amended(
        text,
        on(90, set=[put("consequences", [*bars("children"), loans])], remove=["rules.good"]),
        on(150, set=[put("consequences", [*bars(), loans])]),
    )
    tally = assert_twins_agree(scenario(changed, text, people=300))
    reached = total(tally, "reached-refused", "flight")
    assert 0 < reached < total(assert_twins_agree(scenario(text, people=300)), "reached-refused", "flight")


def test_bands_that_are_gone_for_a_while_count_no_days_meanwhile() -> None:
    """The days in bands are those of everybody covered, but for the sixty days without any band."""
    text = written()
    data = as_data(text)
    by_band = ["consequences.loans", "rules.sunk", "lists.watched"]
    back = [put(part, data[part]) for part in ("rules", "lists", "consequences")]
    changed = amended(
        text,
        on(60, set=[put("score.bands", [])], remove=by_band),
        on(120, set=[put("score.bands", data["score"]["bands"]), *back]),
    )
    tally = assert_twins_agree(scenario(changed))
    days = sum(total(tally, "band-days", band["id"]) for band in data["score"]["bands"])
    assert days == total(tally, "covered-days", "") - 60 * total(tally, "covered", "")


def slow(*texts: Scheme, days: int = DAYS) -> Tally:
    return simulate_slowly(scenario(*texts, people=60, days=days))


def test_an_amendment_to_the_same_text_changes_no_count() -> None:
    plain = written()
    same = [put("scheme.title", "Made up")]
    one, two = slow(plain), slow(amended(plain, on(70, set=same), on(131, set=same)))
    changes = np.array([column.count == "change" for column in one.layout.totals])
    for name, array in one.arrays().items():
        other = two.arrays()[name]
        if name == "totals":
            # What is added to the exposure is rounded once for each person and text.
            assert np.abs(array[..., changes] - other[..., changes]).max() <= 60
            array, other = array[..., ~changes], other[..., ~changes]
        assert np.array_equal(array, other), name


def test_before_its_date_an_amendment_changes_nothing() -> None:
    plain = written()
    later = amended(plain, on(140, set=[put("lists.noted.stay.for", "5 days")]))
    one, two = slow(plain), slow(later)
    assert np.array_equal(one.weekly[:20], two.weekly[:20])
    assert not np.array_equal(one.weekly[20:], two.weekly[20:])
    assert np.array_equal(slow(plain, days=140).totals, slow(later, days=140).totals)


def test_one_dated_before_the_first_day_is_the_text_from_the_start() -> None:
    nine = put("rules.red.effect.points", -9)
    data = as_data(written())
    data["rules"][0]["effect"]["points"] = -9
    stands = from_data(data)
    assert np.array_equal(slow(amended(written(), on(-20, set=[nine]))).totals, slow(stands).totals)


def test_a_life_tells_of_the_amendment_that_ends_its_stays() -> None:
    told: Sequence[Any] = ()
    for person in range(12):
        (told,) = trace_slowly(scenario(amended(written(), on(80, **NO_NOTED))), 0, person).values()
        that_day = [event.happening for event in told if event.day == 80]
        assert "amended" in that_day
        if "left" in that_day:
            break
    assert that_day.index("amended") < that_day.index("left")
    assert not any(
        event.item == "noted" and event.happening == "entered" for event in told if event.day >= 80
    )
