"""Lives worked out by hand: points, reviews, lists, two books, the order of one day; tests in files."""

from __future__ import annotations

import datetime
import inspect
import json
from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.assumptions import Assumptions, Conduct, Gate, Procedure, Source
from glasshouse.engine import dictation, slow
from glasshouse.engine.slow import check_life_histories
from glasshouse.engine.slow.agenda import Agenda, Kind
from glasshouse.engine.slow.candidates import Candidate
from glasshouse.engine.slow.life import Life
from glasshouse.engine.slow.luck import Luck
from glasshouse.engine.slow.people import Person
from glasshouse.engine.slow.rates import Channel, Rates
from glasshouse.engine.slow.terms import Terms
from glasshouse.engine.tables import TICKS_PER_DAY
from glasshouse.ground.errors import Problem
from glasshouse.ground.units import Calendar
from glasshouse.schemes import Scheme, load
from glasshouse.society import plain

Item = dict[str, Any]

RED, PAYS_LATE, PROTEST = "walk-on-red", "pays-late", "joins-protest"
SEEN = {"police": 1.0}
CONDUCTS = [
    Conduct(id=RED, title="", context="traffic", legality="administrative-offence", rate=1.0, seen_by=SEEN),
    Conduct(id=PAYS_LATE, title="", context="financial", legality="breach", rate=1.0, seen_by=SEEN),
    Conduct(
        id=PROTEST,
        title="",
        context="assembly",
        legality="protected",
        protects=["assembly"],
        rate=1.0,
        seen_by=SEEN,
    ),
]
POLICE, BANK = Source(id="police", title="Police"), Source(id="bank", title="Bank")
Check = Callable[[Scheme, Assumptions], list[Problem]]
ON_BOTH_ENGINES: tuple[Check, Check] = (check_life_histories, dictation.check_life_histories)
FLIGHT = Gate(id="flight", title="Flight", demand=1.0)


def world(**procedure: Any) -> Assumptions:
    return Assumptions(
        id="small",
        title="Small",
        conducts=CONDUCTS,
        sources=[POLICE, BANK],
        gates=[FLIGHT],
        procedure=Procedure.model_validate(procedure),
    )


def rule(name: str, conduct: str, **more: Any) -> Item:
    effect: Item = {} if "effect" in more else {"effect": {"points": -10}, "lapse": None}
    return {"id": name, "when": {"conducts": [conduct]}, "proof": "allegation", **effect, **more}


def black(name: str, stay: str, *exits: Item) -> Item:
    exits = exits or ({"by": "expiry", "within": "0 days"},)
    return {"id": name, "polarity": "black", "stay": {"for": stay}, "exit": list(exits)}


HEAD: Item = {
    "id": "small",
    "title": "Small",
    "summary": "An invented scheme for a test.",
    "jurisdiction": "invented",
    "operator": {"kind": "state", "name": "office", "level": "national"},
    "status": "invented",
    "force": {"from": "2019-01-01", "until": None},
    "purpose": ["testing"],
    "legal_basis": [],
}


def scheme(rules: list[Item], **sections: Any) -> Scheme:
    whole = {
        "format": 1,
        "scheme": HEAD,
        "scope": {"subjects": ["person"], "places": ["all"], "min_age": 18, "enrolment": "compulsory"},
        "data": {"sources": [{"id": "police", "kind": "police"}]},
        "users": [{"id": "office", "kind": "state", "compelled": True}],
        "score": {"kind": "none"},
        "rules": rules,
        **sections,
    }
    return load(json.dumps(whole, indent=1))


def ledger(**more: Any) -> Item:
    return {"kind": "ledger", "start": 100, "recomputed": "at-once", **more}


def holds(written: Scheme) -> None:
    for check in ON_BOTH_ENGINES:
        assert [problem.what for problem in check(written, world())] == [], check.__module__


def history(days: list[Item], expect: list[Item]) -> list[Item]:
    return [{"id": "by-hand", "days": days, "expect": expect}]


def acts(conduct: str, *days: int) -> list[Item]:
    return [{"day": day, "act": conduct} for day in days]


# ------------------------------------------------------------------------------------ points


def test_points_lapse_a_civil_period_after_the_act() -> None:
    holds(
        scheme(
            [rule("red", RED, lapse="1 month")],
            score=ledger(),
            # 31 January 2019 is day 30; a month later is 28 February, day 58.
            tests=history(
                acts(RED, 30),
                [{"day": 29, "score": 100}, {"day": 57, "score": 90}, {"day": 58, "score": 100}],
            ),
        )
    )


def test_cut_on_read_remembers_what_lies_under_the_floor_and_cut_on_write_does_not() -> None:
    rules = [
        rule("red", RED, effect={"points": -80}, lapse="10 days"),
        rule("late", PAYS_LATE, effect={"points": -50}, lapse=None),
    ]
    days = [*acts(RED, 0), *acts(PAYS_LATE, 1)]
    # On read: 100 - 80 - 50 = -30, shown as 0; when 80 lapse, 50. On write: 20, then 0; when 80 lapse, 80.
    for clip, after in (("on-read", 50), ("on-write", 80)):
        holds(
            scheme(
                rules,
                score=ledger(floor=0, ceiling=100, clip=clip),
                tests=history(
                    days,
                    [
                        {"day": 0, "score": 20},
                        {"day": 1, "score": 0},
                        {"day": 9, "score": 0},
                        {"day": 10, "score": after},
                    ],
                ),
            )
        )


def test_a_yearly_limit_is_shared_and_begins_anew_with_the_civil_year() -> None:
    rules = [
        rule("one", RED, effect={"points": 7}, lapse=None),
        rule("two", PAYS_LATE, effect={"points": 5}, lapse=None),
    ]
    caps = [{"rules": ["one", "two"], "per": "year", "years": "calendar", "limit": 10}]
    days = [*acts(RED, 0), *acts(PAYS_LATE, 1, 2), *acts(RED, 365)]
    expect = [
        {"day": 0, "score": 107},
        {"day": 1, "score": 110},
        {"day": 2, "score": 110},
        {"day": 364, "score": 110},
        {"day": 365, "score": 117},
    ]
    holds(scheme(rules, score=ledger(caps=caps), tests=history(days, expect)))


def test_the_second_time_costs_more() -> None:
    rules = [
        rule(
            "red",
            RED,
            effect={"points": -5},
            lapse=None,
            repeat=[{"nth": 2, "points": -10}, {"nth": 3, "points": -30}],
        )
    ]
    expect = [{"day": n, "score": score} for n, score in enumerate((95, 85, 55, 25))]
    holds(scheme(rules, score=ledger(), tests=history(acts(RED, 0, 1, 2, 3), expect)))


def test_to_band_puts_one_point_under_its_upper_end_and_never_up() -> None:
    bands = [{"id": "D", "from": None, "to": 60}, {"id": "C", "from": 60, "to": None}]
    rules = [
        rule("down", RED, effect={"to_band": "D"}, lapse=None),
        rule("far", PAYS_LATE, effect={"points": -70}, lapse=None),
    ]
    holds(
        scheme(
            rules,
            score=ledger(bands=bands),
            tests=history(acts(RED, 0), [{"day": 0, "score": 59, "band": "D"}]),
        )
    )
    days = [*acts(PAYS_LATE, 0), *acts(RED, 1)]
    holds(scheme(rules, score=ledger(bands=bands), tests=history(days, [{"day": 1, "score": 30}])))


def test_a_score_is_reviewed_on_its_days_in_the_evening() -> None:
    bands = [{"id": "D", "from": None, "to": 95}, {"id": "C", "from": 95, "to": None}]
    no_flights = {
        "id": "no-flights",
        "when": {"band": ["D"]},
        "gate": "flight",
        "does": "deny",
        "imposed_by": "office",
    }
    holds(
        scheme(
            [rule("red", RED, lapse="10 days")],
            score=ledger(bands=bands, recomputed="7 days"),
            consequences=[no_flights],
            # Reviews on days 0, 7, 14, 21: an act of day 7 is seen that evening, its lapse (17) on 21.
            tests=history(
                acts(RED, 7),
                [
                    {"day": 6, "band": "C", "denied": []},
                    {"day": 7, "band": "D", "denied": ["flight"]},
                    {"day": 20, "band": "D", "denied": ["flight"]},
                    {"day": 21, "band": "C", "denied": []},
                ],
            ),
        )
    )


# ------------------------------------------------------------------------------------ lists


def test_a_renewed_stay_ends_on_the_later_date_and_a_shorter_one_changes_nothing() -> None:
    rules = [
        rule("long", RED, effect={"enter": "noted"}),
        rule("short", PAYS_LATE, effect={"enter": "noted"}, stay={"for": "2 days"}),
    ]
    days = [*acts(RED, 0, 5), *acts(PAYS_LATE, 6)]
    expect = [
        {"day": 0, "listed": ["noted"]},
        {"day": 14, "listed": ["noted"]},
        {"day": 15, "listed": []},
    ]
    holds(scheme(rules, lists=[black("noted", "10 days")], tests=history(days, expect)))


def test_who_comes_into_a_band_or_onto_a_list_may_be_put_onto_another() -> None:
    bands = [{"id": "D", "from": None, "to": 85}, {"id": "C", "from": 85, "to": None}]
    rules = [
        rule("red", RED),
        {"id": "fallen", "when": {"band": ["D"]}, "proof": "allegation", "effect": {"enter": "watched"}},
        {"id": "watched", "when": {"list": ["watched"]}, "proof": "allegation", "effect": {"enter": "noted"}},
    ]
    expect = [
        {"day": 0, "listed": []},
        {"day": 1, "listed": ["watched", "noted"]},
        {"day": 4, "listed": ["watched", "noted"]},
        # Five days of one list and ten of the other; the band has not changed, so nobody is entered anew.
        {"day": 6, "listed": ["noted"]},
        {"day": 11, "listed": []},
    ]
    holds(
        scheme(
            rules,
            score=ledger(bands=bands),
            lists=[black("watched", "5 days"), black("noted", "10 days")],
            tests=history(acts(RED, 0, 1), expect),
        )
    )


def test_performance_of_an_earlier_entry_does_not_end_a_later_one() -> None:
    rules = [rule("red", RED, effect={"enter": "noted"})]
    lists = [black("noted", "until-performed", {"by": "performance", "within": "5 days"})]
    days = [*acts(RED, 0), {"day": 3, "performs": "noted"}, *acts(RED, 6)]
    expect = [{"day": 8, "listed": ["noted"]}, {"day": 100, "listed": ["noted"]}]
    holds(scheme(rules, lists=lists, tests=history(days, expect)))
    holds(
        scheme(
            rules,
            lists=lists,
            tests=history(days[:2], [{"day": 7, "listed": ["noted"]}, {"day": 8, "listed": []}]),
        )
    )


# ------------------------------------------------------------------------------------ two books


def life(written: Scheme, records: list[tuple[int, str, bool]], days: int = 100, **procedure: Any) -> Life:
    """Live through records given as (day, conduct, true), in that order."""
    assumptions = world(**procedure)
    calendar = Calendar(datetime.date(2019, 1, 1), days)
    terms = Terms.of_arm(written, assumptions, calendar, ("place-1",))
    person = Person(0, 0, 30, (), 0, {})
    conducts = {conduct.id: conduct for conduct in CONDUCTS}
    candidates = [
        Candidate(day * TICKS_PER_DAY + index, 0, index, Channel(POLICE, conducts[name], true), 0, 0)
        for index, (day, name, true) in enumerate(records)
    ]
    lived = Life(terms, person, Luck(1, 0), Rates(plain().tables(), assumptions), candidates)
    lived.end()
    return lived


TWICE = {"count": {"at_least": 2, "within": "30 days"}, "effect": {"enter": "noted"}}


def test_a_listing_is_wrongful_when_true_records_alone_do_not_carry_it() -> None:
    written = scheme([rule("red", RED, **TWICE)], lists=[black("noted", "20 days")])
    counts = life(written, [(0, RED, True), (5, RED, False)]).chronicle
    assert counts.totals["wrongful-days", "noted"] == counts.totals["listed-days", "noted"] == 20
    assert counts.weekly == {
        (0, "entries", "noted"): 1,
        (0, "wrongful-starts", "noted"): 1,
        (3, "exits", "noted"): 1,
        (3, "wrongful-ends", "noted"): 1,
    }


def test_a_true_record_can_end_what_was_wrongful_and_its_end_can_begin_it_again() -> None:
    rules = [rule("red", RED, effect={"enter": "noted"})]
    written = scheme(rules, lists=[black("noted", "20 days")])
    # False on day 0, true on 5 (both books to 25), false on 15 (actual to 35): wrongful 0 to 5 and 25 to 35.
    counts = life(written, [(0, RED, False), (5, RED, True), (15, RED, False)]).chronicle.totals
    assert counts["listed-days", "noted"] == 35
    assert counts["wrongful-spells", "noted"] == 2
    assert counts["wrongful-days", "noted"] == 5 + 10
    assert counts["wrongful", "noted"] == counts["wrongful-any", ""] == counts["spells", "noted"] == 1


def test_a_false_record_that_empties_the_window_is_not_in_the_shadow() -> None:
    """True, false, true: the actual window is emptied by the second, the shadow's is filled by the third."""
    written = scheme([rule("red", RED, **TWICE)], lists=[black("noted", "20 days")])
    counts = life(written, [(0, RED, True), (5, RED, False), (10, RED, True)]).chronicle.totals
    # Wrongful from day 5 until the shadow is on the list as well, on day 10; right from there to day 25.
    assert counts["listed-days", "noted"] == 20
    assert counts["wrongful-days", "noted"] == 5


def test_a_stay_that_ends_in_both_books_at_once_was_never_wrongful() -> None:
    """A false record opens the second book long before; two true ones then list in both, with one end."""
    written = scheme([rule("red", RED, **TWICE)], lists=[black("noted", "20 days")])
    counts = life(written, [(0, RED, False), (40, RED, True), (45, RED, True)]).chronicle.totals
    assert counts["expired", "noted"] == 1
    assert counts["listed-days", "noted"] == 20
    assert (
        counts["wrongful", "noted"] == counts["wrongful-spells", "noted"] == counts["wrongful-any", ""] == 0
    )


def test_a_rule_about_a_band_is_for_those_whom_it_names_like_any_other() -> None:
    bands = [{"id": "D", "from": None, "to": 95}, {"id": "C", "from": 95, "to": None}]
    for youngest, listed in ((30, 1), (31, 0)):
        fallen = {
            "id": "fallen",
            "when": {"band": ["D"]},
            "whom": {"min_age": youngest},
            "proof": "allegation",
            "effect": {"enter": "noted"},
        }
        written = scheme(
            [rule("red", RED), fallen], score=ledger(bands=bands), lists=[black("noted", "20 days")]
        )
        counts = life(written, [(0, RED, True)]).chronicle.totals
        assert counts["hits", "fallen"] == counts["listed", "noted"] == listed


def test_an_undecided_false_record_is_not_copied_into_the_shadow() -> None:
    rules = [rule("red", RED, final_after="10 days", effect={"enter": "noted"})]
    written = scheme(rules, lists=[black("noted", "20 days")])
    # Both are noted before either is decided; the shadow begins with the first decision, on day 10.
    counts = life(written, [(0, RED, False), (1, RED, False)]).chronicle.totals
    assert counts["listed-days", "noted"] == counts["wrongful-days", "noted"] == 21


def test_a_correction_frees_from_what_is_wrongful_and_from_nothing_else() -> None:
    exits = ({"by": "expiry", "within": "0 days"}, {"by": "overturned", "within": "1 day"})
    remedy = {
        "id": "fix",
        "kind": "correction",
        "for": {"lists": ["noted"]},
        "decides": "4 days",
        "then": "1 day",
    }
    rules = [rule("red", RED, effect={"enter": "noted"})]
    written = scheme(
        rules,
        lists=[black("noted", "50 days", *exits)],
        remedies=[remedy],
        notice=[{"for": {"lists": ["noted"]}, "due": "after", "days": 0}],
    )
    sure = {"correction": {"succeeds": 1.0, "asks_after": 0.0}}
    freed = life(written, [(3, RED, False)], **sure).chronicle.totals
    assert freed["corrected", "noted"] == 1
    assert freed["listed-days", "noted"] == freed["wrongful-days", "noted"] == 4 + 1 + 1
    # A true record before the correction is carried out makes the listing right.
    kept = life(written, [(3, RED, False), (5, RED, True)], **sure).chronicle.totals
    assert kept["corrected", "noted"] == 0
    assert kept["listed-days", "noted"] == 52
    assert kept["wrongful-days", "noted"] == 2


def test_protected_conduct_is_flagged_by_what_is_written_down() -> None:
    rules = [rule("protest", PROTEST, effect={"enter": "noted"}), rule("red", RED, effect={"enter": "noted"})]
    written = scheme(rules, lists=[black("noted", "20 days")])
    assert life(written, [(0, RED, True)]).chronicle.totals["protected", "noted"] == 0
    assert life(written, [(0, RED, True), (1, PROTEST, True)]).chronicle.totals["protected", "noted"] == 1
    assert life(written, [(0, PROTEST, False)]).chronicle.totals["protected", "noted"] == 1


def test_a_spell_that_is_open_at_the_horizon_has_days_and_no_exit() -> None:
    written = scheme([rule("red", RED, effect={"enter": "noted"})], lists=[black("noted", "20 days")])
    for days, ended in ((29, 0), (30, 0), (31, 1)):
        counts = life(written, [(10, RED, True)], days=days).chronicle
        assert counts.totals["expired", "noted"] == ended
        assert counts.totals["listed-end", "noted"] == 1 - ended
        assert counts.totals["listed-days", "noted"] == min(20, days - 10)


# ------------------------------------------------------------------------------------ the order of one day


def test_one_day_goes_from_lapses_to_reviews_and_the_first_noted_comes_first() -> None:
    agenda = Agenda(10)
    for kind in reversed(Kind):
        agenda.note(5, kind)
    agenda.note(4, Kind.REVIEW)
    agenda.note(5, Kind.LAPSE, amount=7)
    agenda.note(10, Kind.LAPSE)
    done = []
    while (item := agenda.next) is not None:
        agenda.strike(item)
        done.append((item.day, item.kind, item.amount))
    assert done[0] == (4, Kind.REVIEW, 0)
    assert done[1:3] == [(5, Kind.LAPSE, 0), (5, Kind.LAPSE, 7)]
    assert [kind for _, kind, _ in done[2:]] == list(Kind)


# ------------------------------------------------------------------------------------ tests in scheme files


on_both_engines = pytest.mark.parametrize("check", ON_BOTH_ENGINES, ids=("slow", "fast"))


@on_both_engines
@pytest.mark.parametrize(
    "wrong",
    [{"score": 91}, {"band": "C"}, {"listed": ["noted"]}, {"denied": ["flight"]}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_an_expectation_that_does_not_hold_is_a_problem_that_gives_nothing_away(
    wrong: Item, check: Check
) -> None:
    bands = [{"id": "D", "from": None, "to": 95}, {"id": "C", "from": 95, "to": None}]
    written = scheme(
        [rule("red", RED), rule("late", PAYS_LATE, effect={"enter": "noted"})],
        score=ledger(bands=bands),
        lists=[black("noted", "20 days")],
        tests=history(acts(RED, 0), [{"day": 0, **wrong}]),
    )
    (problem,) = check(written, world())
    assert problem.position is not None
    told = " ".join((problem.what, problem.why or "", problem.remedy or ""))
    # The score is 90 and the band D: neither may be read off.
    assert "90" not in told
    assert " D" not in told


def test_a_history_goes_by_the_text_in_force_on_each_day() -> None:
    """The points are ten, then thirty from the tenth day on; from the twentieth the list bars flights."""

    def on(day: int, **changes: Any) -> Item:
        begins = f"2019-01-{1 + day:02}"
        return {"from": begins, "reaches_back": False, "set": [], "add": [], "remove": [], **changes}

    bars = {
        "id": "bars",
        "when": {"list": ["noted"]},
        "gate": "flight",
        "does": "deny",
        "imposed_by": "office",
    }
    expected = [
        {"day": 9, "score": 90, "listed": []},
        {"day": 10, "score": 60, "listed": []},
        {"day": 19, "score": 60, "listed": ["noted"], "denied": []},
        {"day": 20, "score": 60, "listed": ["noted"], "denied": ["flight"]},
    ]
    written = scheme(
        [rule("red", RED), rule("late", PAYS_LATE, effect={"enter": "noted"})],
        score=ledger(),
        lists=[black("noted", "2 months")],
        tests=history([*acts(RED, 9, 10), *acts(PAYS_LATE, 15)], expected),
        amendments=[
            on(10, set=[{"path": "rules.red.effect.points", "value": -30}]),
            on(20, add=[{"path": "consequences", "value": bars}]),
        ],
    )
    holds(written)


def test_the_package_shows_no_way_to_score_a_history() -> None:
    """What is shown lives through invented people, by their address; nobody can type in what somebody did."""
    shown = ["Event", "check_life_histories", "relive", "simulate_slowly", "trace_slowly"]
    assert slow.__all__ == shown
    asked = ["scenario", "neighbourhood", "person", "living"]
    assert list(inspect.signature(slow.trace_slowly).parameters) == asked
    assert dictation.__all__ == ["check_life_histories"]


def test_what_happens_on_one_day_happens_in_the_order_of_the_file() -> None:
    """Cut at each write: what lies below the floor is gone before the points that follow."""
    rules = [
        rule("red", RED, effect={"points": -80}, lapse=None),
        rule("late", PAYS_LATE, effect={"points": 30}, lapse=None),
    ]
    at_zero = ledger(start=50, floor=0, ceiling=100, clip="on-write")
    for first, second, left in ((RED, PAYS_LATE, 30), (PAYS_LATE, RED, 0)):
        days = [*acts(first, 3), *acts(second, 3)]
        holds(scheme(rules, score=at_zero, tests=history(days, [{"day": 3, "score": left}])))


def test_a_history_may_be_longer_than_what_is_drawn_at_a_time() -> None:
    """The fast engine takes thirty-two records at a time, and enters plain points without looking up."""
    days = [*acts(RED, *[1] * 20, *range(2, 42))]
    expect = [{"day": 0, "score": 100}, {"day": 1, "score": 80}, {"day": 12, "score": 69}]
    rules = [rule("red", RED, effect={"points": -1}, lapse=None)]
    holds(scheme(rules, score=ledger(), tests=history(days, [*expect, {"day": 50, "score": 40}])))


def test_what_one_owes_can_be_performed_when_the_scheme_is_over() -> None:
    rules = [rule("red", RED, effect={"enter": "noted"})]
    days = [*acts(RED, 0), {"day": 20, "performs": "noted"}, *acts(RED, 22)]
    expect = [{"day": 24, "listed": ["noted"]}, {"day": 25, "listed": []}]
    lists = [black("noted", "until-performed", {"by": "performance", "within": "5 days"})]
    head = {**HEAD, "force": {"from": "2019-01-01", "until": "2019-01-11"}}
    holds(scheme(rules, scheme=head, lists=lists, tests=history(days, expect)))


@on_both_engines
def test_an_act_that_no_source_of_the_scheme_sees_is_a_problem(check: Check) -> None:
    written = scheme(
        [rule("red", RED)],
        score=ledger(),
        data={"sources": [{"id": "bank", "kind": "bank"}]},
        tests=history(acts(RED, 0), [{"day": 0, "score": 90}]),
    )
    assert "no source" in check(written, world())[0].what
