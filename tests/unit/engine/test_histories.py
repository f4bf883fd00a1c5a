"""Life histories in scheme files, worked out by hand: points, reviews and lists, on both engines."""

from __future__ import annotations

import inspect

import pytest
from tests.amended import on, put
from tests.by_hand import ON_BOTH_ENGINES, PAYS_LATE, Check, acts, history, holds, ledger, rule, world
from tests.invented import RED, Item, black, consequence, head, levels, reading, scheme

from glasshouse.engine import dictation, slow

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
    bands = levels(60)
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
    bands = levels(95)
    no_flights = consequence("no-flights", {"band": ["D"]}, "flight", "deny")
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
    bands = levels(85)
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
    bands = levels(95)
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
    bars = consequence("bars", {"list": ["noted"]}, "flight", "deny")
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
            on(10, set=[put("rules.red.effect.points", -30)]),
            on(20, add=[put("consequences", bars)]),
        ],
    )
    holds(written)


def test_the_package_shows_no_way_to_score_a_history() -> None:
    """What is shown lives through invented people, by their address; nobody can type in what somebody did."""
    shown = ["Event", "check_life_histories", "relive", "simulate_slowly"]
    shown += ["trace_refused_for_others", "trace_slowly"]
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
    ended = head(force={"from": "2019-01-01", "until": "2019-01-11"})
    holds(scheme(rules, scheme=ended, lists=lists, tests=history(days, expect)))


@on_both_engines
def test_an_act_that_no_source_of_the_scheme_sees_is_a_problem(check: Check) -> None:
    written = scheme(
        [rule("red", RED)],
        score=ledger(),
        data=reading("bank"),
        tests=history(acts(RED, 0), [{"day": 0, "score": 90}]),
    )
    assert "no source" in check(written, world())[0].what
