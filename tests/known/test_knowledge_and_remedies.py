"""Known mathematics of knowledge and remedies: who learns of a stay and when, who asks, what is granted."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.invented import FIRST_DAY_ONLY, RED, TRAIN, Item, black, conduct, consequence, rule, scheme, world
from tests.known.worlds import PEOPLE, YEAR, Run, run
from tests.limits import assert_binomial, assert_fits, assert_mean, assert_poisson

from glasshouse.assumptions import Assumptions, Procedure
from glasshouse.schemes import Scheme
from glasshouse.society import load as load_society

OVERTURNED = {"by": "overturned", "within": "0 days"}
ON_LIST = {"lists": ["noted"]}
AT_ONCE: Item = {"notice": [{"for": ON_LIST, "due": "after"}]}
NO_TRAINS: Item = {"consequences": [consequence("no-trains", {"list": ["noted"]}, "train", "deny")]}


def listed_on_the_first_day(*exits: Item, **sections: Any) -> Scheme:
    """A list for ever, entered on the first day alone."""
    return scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        **{
            "lists": [black("noted", "for-ever", *(exits or ({"by": "expiry", "within": "0 days"},)))],
            "scheme": FIRST_DAY_ONLY,
            **sections,
        },
    )


def everybody(*, wrongfully: bool = False, procedure: Item | None = None, **more: Any) -> Assumptions:
    """Acts, or false records, that put six in seven on the list on the first day."""
    rates = {"false": {RED: 2.0 * YEAR}} if wrongfully else {}
    about = {"procedure": Procedure.model_validate(procedure or {}), **rates, **more}
    return world(conduct(RED, 0.0 if wrongfully else 2.0 * YEAR), **about)


def of_list(got: Run, count: str) -> int:
    return got.total(count, "noted")


# ---------------------------------------------------------------------------------------- knowledge


@pytest.mark.parametrize("by_practice", [False, True])
def test_a_notice_reaches_its_share_and_the_rest_never_know(by_practice: bool) -> None:
    days, after, reaches = 60, 17, 0.35
    practice = {"practice": {"notice_reaches": reaches}} if by_practice else {}
    written = listed_on_the_first_day(notice=[{"for": ON_LIST, "due": "after", "days": after}], **practice)
    about = everybody(procedure={"notice": {"reaches": 0.9 if by_practice else reaches}})
    got = run(written, about, days=days)
    entered, known = of_list(got, "spells"), of_list(got, "known-notice")
    assert_binomial(entered, PEOPLE, 1 - math.exp(-2.0))
    assert_binomial(known, entered, reaches)
    assert of_list(got, "unknown-days") == known * after + (entered - known) * days
    # The text owes a notice after so many days: whom it does not reach stays without it from then on.
    assert of_list(got, "defective") == of_list(got, "defective-spells") == entered - known
    assert of_list(got, "defective-days") == (entered - known) * (days - after)
    assert got.total("stay-days", "red") == of_list(got, "listed-days")
    assert of_list(got, "known-public") == of_list(got, "known-gate") == 0


def test_notice_before_effect_puts_the_entry_off_and_leaves_no_day_unknown() -> None:
    days, before = 60, 21
    written = listed_on_the_first_day(notice=[{"for": ON_LIST, "due": "before-effect", "days": before}])
    got = run(written, everybody(), days=days)
    entered = of_list(got, "spells")
    assert_binomial(entered, PEOPLE, 1 - math.exp(-2.0))
    assert of_list(got, "listed-days") == entered * (days - before)
    assert of_list(got, "known-notice") == entered
    assert of_list(got, "unknown-days") == 0
    assert of_list(got, "defective") == of_list(got, "defective-days") == 0
    assert got.weekly("entries", "noted").nonzero()[0].tolist() == [before // 7]


def test_who_does_not_know_cannot_have_the_effect_suspended() -> None:
    """Unreached, every day is defective; reached after some days, those before; both never counted twice."""
    days, after, reaches, people = 60, 17, 0.35, 8_000
    wait = {"id": "wait", "kind": "review", "for": ON_LIST, "suspends": True}
    notice = [{"for": ON_LIST, "due": "after", "days": after}]
    for exits, of_the_reached in (((OVERTURNED,), after), ((), 0)):
        written = listed_on_the_first_day(*exits, notice=notice, remedies=[wait])
        got = run(written, everybody(procedure={"notice": {"reaches": reaches}}), people, days)
        entered, known = of_list(got, "spells"), of_list(got, "known-notice")
        assert 0 < known < entered
        without = days if of_the_reached else days - after
        assert of_list(got, "defective") == (entered if of_the_reached else entered - known)
        assert of_list(got, "defective-days") == known * of_the_reached + (entered - known) * without


@pytest.mark.parametrize(("tells", "mean"), [(0.4, 30.0), (1.0, 200.0)])
def test_hearsay_comes_after_an_exponential_time(tells: float, mean: float) -> None:
    days = 120
    lists = [black("noted", "for-ever") | {"publication": {"audience": "public"}}]
    procedure = {"publication": {"tells": tells, "after": mean}}
    got = run(listed_on_the_first_day(lists=lists), everybody(procedure=procedure), days=days)
    entered = of_list(got, "spells")
    assert_binomial(of_list(got, "known-public"), entered, tells * (1 - math.exp(-days / mean)))
    # Unknown on day d are those of whom it is told never, or on a later day.
    unknown = [1 - tells + tells * math.exp(-(day + 1) / mean) for day in range(days)]
    assert_mean(got.column("unknown-days", "noted")[:, 0], PEOPLE * (1 - math.exp(-2.0)) * sum(unknown))


@pytest.mark.parametrize("audience", ["parties", "users", "none"])
def test_what_the_public_cannot_read_tells_nobody(audience: str) -> None:
    lists = [black("noted", "for-ever") | {"publication": {"audience": audience}}]
    procedure = {"publication": {"tells": 1.0, "after": 1.0}}
    got = run(listed_on_the_first_day(lists=lists), everybody(procedure=procedure), days=60)
    assert of_list(got, "known-public") == 0


def test_the_gate_tells_at_the_first_refusal() -> None:
    """Requests are a Poisson process: the first refused one comes after a geometric number of days."""
    days = 200
    barred = {"tiers": ["g-any", "d-first"], "except": ["medical", "family"]}
    no_trains = consequence("no-trains", {"list": ["noted"]}, "train", "deny", **barred)
    written = listed_on_the_first_day(consequences=[no_trains])
    got = run(written, everybody(gates=[TRAIN]), days=days)
    entered = of_list(got, "spells")
    daily = 6.0 / YEAR * (0.3 + 0.1) * (1 - 0.05 - 0.15)
    assert_binomial(of_list(got, "known-gate"), entered, 1 - math.exp(-daily * days))
    assert of_list(got, "known-gate") == got.total("refused-persons", "train")
    # All of them are barred from the first day on, whether they ask or not.
    assert got.total("restricted-persons", "train") == got.total("restricted-any") == entered
    assert got.total("burdened-any") == entered
    unknown = sum(math.exp(-daily * (day + 1)) for day in range(days))
    assert_mean(got.column("unknown-days", "noted")[:, 0], PEOPLE * (1 - math.exp(-2.0)) * unknown)


def test_a_second_list_that_bars_the_same_is_learned_of_by_itself() -> None:
    """The refusing mask does not change when the second list is entered, twenty days after the first."""
    days, before = 200, 20
    written = scheme(
        [
            rule("red", [RED], effect={"enter": "noted"}),
            {"id": "more", "when": {"list": ["noted"]}, "proof": "allegation", "effect": {"enter": "more"}},
        ],
        lists=[black("noted", "for-ever"), black("more", "for-ever")],
        consequences=[consequence("no-trains", {"list": ["noted", "more"]}, "train", "deny")],
        notice=[{"for": {"lists": ["more"]}, "due": "before-effect", "days": before}],
        practice={"notice_reaches": 0.0},
        scheme=FIRST_DAY_ONLY,
    )
    got = run(written, everybody(gates=[TRAIN]), days=days)
    entered = of_list(got, "spells")
    assert got.total("listed-days", "more") == entered * (days - before)
    for name, exposed in (("noted", days), ("more", days - before)):
        assert_binomial(got.total("known-gate", name), entered, 1 - math.exp(-6.0 / YEAR * exposed))


def test_who_never_learns_never_asks() -> None:
    review = {"id": "review", "kind": "review", "for": ON_LIST, "decides": "1 day"}
    procedure = {
        "review": dict.fromkeys(("asks_if_right", "asks_if_wrong", "succeeds_if_right"), 1.0),
        "notice": {"reaches": 0.0},
    }
    written = listed_on_the_first_day(OVERTURNED, remedies=[review], **AT_ONCE)
    got = run(written, everybody(procedure=procedure), days=90)
    assert of_list(got, "unknown-days") == of_list(got, "listed-days") > 0
    assert of_list(got, "asked") == of_list(got, "granted") == of_list(got, "corrected") == 0


# ---------------------------------------------------------------------------------------- remedies


@pytest.mark.parametrize("wrongfully", [False, True])
def test_reviews_are_asked_for_and_granted_by_their_shares(wrongfully: bool) -> None:
    asks, grants = (0.7, 0.6) if wrongfully else (0.2, 0.1)
    review = {"asks_if_wrong": 0.7, "succeeds_if_wrong": 0.6, "asks_if_right": 0.2, "succeeds_if_right": 0.1}
    remedy = {"id": "review", "kind": "review", "for": ON_LIST, "decides": "10 days", "then": "4 days"}
    written = listed_on_the_first_day(OVERTURNED, remedies=[remedy], **AT_ONCE)
    got = run(written, everybody(wrongfully=wrongfully, procedure={"review": review}), days=90)
    entered, asked, granted = (of_list(got, count) for count in ("spells", "asked", "granted"))
    assert_binomial(asked, entered, asks)
    assert_binomial(granted, asked, grants)
    assert of_list(got, "corrected") == granted
    assert of_list(got, "days-to-correction") == granted * 14
    assert of_list(got, "wrongful-days") == (of_list(got, "listed-days") if wrongfully else 0)


def test_a_correction_is_for_the_wrongful_alone_and_takes_its_time() -> None:
    """Without a limit in the text a decision takes as long as is assumed, to the nearest day."""
    correction = {"succeeds": 0.4, "asks_after": 0.0, "takes": 12.6}
    remedy = {"id": "fix", "kind": "correction", "for": ON_LIST, "decides": None}
    written = listed_on_the_first_day(OVERTURNED, remedies=[remedy], **AT_ONCE)
    procedure = {"correction": correction}
    got = run(written, everybody(wrongfully=True, procedure=procedure), days=90)
    assert of_list(got, "asked") == of_list(got, "spells")
    assert_binomial(of_list(got, "granted"), of_list(got, "asked"), 0.4)
    assert of_list(got, "days-to-correction") == 13 * of_list(got, "corrected")
    rightful = run(written, everybody(procedure=procedure), days=90)
    assert of_list(rightful, "known-notice") == of_list(rightful, "spells")
    assert of_list(rightful, "asked") == 0


def test_a_refusal_opens_the_next_remedy() -> None:
    """A chain of three, the middle one asked for by some: shares multiply, each with its own luck."""
    review = {"asks_if_wrong": 0.5, "succeeds_if_wrong": 0.4}
    remedies = [
        {"id": "appeal", "kind": "review", "for": ON_LIST, "decides": "20 days", "next": "court"},
        {"id": "court", "kind": "review", "for": ON_LIST, "decides": "30 days"},
        {"id": "fix", "kind": "correction", "for": ON_LIST, "decides": "10 days", "next": "appeal"},
    ]
    written = listed_on_the_first_day(OVERTURNED, remedies=remedies, **AT_ONCE)
    procedure = {"review": review, "correction": {"succeeds": 0.3, "asks_after": 0.0}}
    got = run(written, everybody(wrongfully=True, procedure=procedure), days=100)
    entered = of_list(got, "spells")
    first, second = 0.7 * 0.5, 0.7 * 0.5 * 0.6 * 0.5
    exits = got.weekly("exits", "noted")
    assert_binomial(int(exits[10 // 7]), entered, 0.3)
    assert_binomial(int(exits[30 // 7]), entered, first * 0.4)
    assert_binomial(int(exits[60 // 7]), entered, second * 0.4)
    assert exits.sum() == of_list(got, "granted") == of_list(got, "corrected")
    assert_mean(got.column("asked", "noted")[:, 0], PEOPLE * (1 - math.exp(-2.0)) * (1 + first + second))


@pytest.mark.parametrize(("mean", "within"), [(40.0, 25), (3.0, 4)])
def test_who_asks_too_late_is_not_heard(mean: float, within: int) -> None:
    review = {"asks_if_right": 1.0, "asks_after": mean}
    remedy = {
        "id": "review",
        "kind": "review",
        "for": ON_LIST,
        "ask_within": f"{within} days",
        "decides": "1 day",
    }
    written = listed_on_the_first_day(OVERTURNED, remedies=[remedy], **AT_ONCE)
    got = run(written, everybody(procedure={"review": review}), days=90)
    assert_binomial(of_list(got, "asked"), of_list(got, "spells"), 1 - math.exp(-(within + 1) / mean))


@pytest.mark.parametrize(
    ("dimension", "factors"),
    [("income", {"q1": 0.5, "q3": 1.0, "q5": 1.5, "q4": 3.0}), ("place", {"hills": 0.25})],
)
def test_who_asks_differs_by_group_as_assumed(dimension: str, factors: dict[str, float]) -> None:
    review = {"asks_if_right": 0.4, "relative": {dimension: factors}}
    remedy = {"id": "review", "kind": "review", "for": ON_LIST, "decides": "1 day"}
    written = listed_on_the_first_day(OVERTURNED, remedies=[remedy], **AT_ONCE)
    society = load_society("simpleland")
    got = run(written, everybody(procedure={"review": review}), days=30, society=society)
    for category, factor in factors.items():
        group = got.group(dimension, category)
        listed = int(got.column("spells", "noted")[:, group].sum())
        asked = int(got.column("asked", "noted")[:, group].sum())
        assert_binomial(asked, listed, min(1.0, 0.4 * factor))


@pytest.mark.parametrize("kind", ["review", "repair"])
def test_while_a_remedy_suspends_nothing_is_refused(kind: str) -> None:
    days, decides = 105, 28
    remedy = {"id": "wait", "kind": kind, "for": ON_LIST, "decides": f"{decides} days", "suspends": True}
    procedure = {"review": {"asks_if_right": 1.0}, "repair": {"asks": 1.0}}
    ways = (OVERTURNED, {"by": "repair", "within": "0 days"})
    written = listed_on_the_first_day(*ways, remedies=[remedy], **AT_ONCE, **NO_TRAINS)
    got = run(written, everybody(procedure=procedure, gates=[TRAIN]), days=days)
    entered = of_list(got, "spells")
    assert of_list(got, "asked") == entered
    assert of_list(got, "listed-days") == entered * days
    assert got.total("restricted-days", "train") == entered * (days - decides)
    assert got.total("consequence-starts", "no-trains") == 2 * entered
    assert got.weekly("refused", "train")[: decides // 7].sum() == 0
    assert_poisson(got.total("refused", "train"), entered * (days - decides) * 6.0 / YEAR)


def test_a_repair_ends_stays_at_its_rate_rightful_ones_too() -> None:
    days, mean, asks, succeeds = 145, 25.0, 0.6, 0.5
    remedy = {"id": "amends", "kind": "repair", "for": ON_LIST, "decides": "3 days", "then": "2 days"}
    procedure = {"repair": {"asks": asks, "asks_after": mean, "succeeds": succeeds}}
    written = listed_on_the_first_day({"by": "repair", "within": "1 day"}, remedies=[remedy], **AT_ONCE)
    got = run(written, everybody(procedure=procedure), days=days)
    entered, exits = of_list(got, "spells"), got.weekly("exits", "noted")
    bounds = np.append(np.maximum(0, np.arange(0, days + 1, 7) - 6.0), days - 6.0)
    shares = asks * succeeds * -np.diff(np.exp(-bounds / mean))
    counts = np.append(exits, of_list(got, "listed-end"))
    assert_fits(counts, np.append(shares[: len(exits)], 1 - shares[: len(exits)].sum()))
    assert of_list(got, "repaired") == exits.sum()
    assert of_list(got, "corrected") == of_list(got, "days-to-correction") == 0
    assert_binomial(of_list(got, "asked"), entered, asks * (1 - math.exp(-days / mean)))


def test_an_exit_that_is_granted_is_one_in_both_books() -> None:
    """All are off the list by review when a false record comes: what follows from it alone is wrongful."""
    rules = [
        rule("red", [RED], effect={"enter": "noted"}),
        rule("false", ["speeding"], effect={"enter": "noted"}),
    ]
    remedy = {"id": "review", "kind": "review", "for": ON_LIST, "decides": "1 day"}
    review = dict.fromkeys(("asks_if_right", "asks_if_wrong", "succeeds_if_right", "succeeds_if_wrong"), 1.0)
    written = scheme(rules, lists=[black("noted", "for-ever", OVERTURNED)], remedies=[remedy], **AT_ONCE)
    about = world(
        conduct(RED, 2.0 * YEAR),
        conduct("speeding", 0.0),
        false={"speeding": 0.5 * YEAR},
        procedure=Procedure.model_validate({"review": review}),
    )
    got = run(written, about, days=60)
    # Each day begins off the list: an entry of the day before is decided, and both books are cleared, that
    # morning. Wrongful days are those with a false record and no true one; the stay of each entry is a day.
    days = PEOPLE * 60
    assert_mean(got.column("listed-days", "noted")[:, 0], days * (1 - math.exp(-2.5)))
    assert_mean(got.column("wrongful-days", "noted")[:, 0], days * math.exp(-2.0) * (1 - math.exp(-0.5)))


# ---------------------------------------------------------------------------------------- lengths of stays


@pytest.mark.parametrize(("stay", "label"), [(30, "30"), (31, "91"), (91, "91"), (183, "183"), (184, "365")])
def test_stays_are_counted_by_their_length(stay: int, label: str) -> None:
    days = 185
    written = scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        lists=[black("noted", f"{stay} days")],
        scheme=FIRST_DAY_ONLY,
    )
    got = run(written, everybody(), days=days)
    entered = of_list(got, "spells")
    assert of_list(got, f"ended-{label}") == entered == of_list(got, "expired")
    still = run(written, everybody(), days=stay)
    assert of_list(still, f"open-{label}") == entered == of_list(still, "listed-end")
    assert of_list(still, f"ended-{label}") == 0


@pytest.mark.parametrize("carried_out", [0, 3])
def test_entering_again_voids_no_remedy_but_an_exit_that_was_granted(carried_out: int) -> None:
    """Everybody enters again every day: stays end with the decision, or never if it is carried out later."""
    people, days, decides = 3200, 60, 10
    review = {
        "id": "review",
        "kind": "review",
        "for": ON_LIST,
        "ask_within": None,
        "decides": f"{decides} days",
    }
    written = scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        lists=[black("noted", "for-ever", OVERTURNED)],
        remedies=[review | {"then": f"{carried_out} days"}],
        **AT_ONCE,
    )
    procedure = {
        "notice": {"reaches": 1.0},
        "review": {"asks_if_right": 1.0, "succeeds_if_right": 1.0, "asks_after": 0.0},
    }
    about = world(conduct(RED, 40.0 * YEAR), procedure=Procedure.model_validate(procedure))
    got = run(written, about, people=people, days=days)
    stays = 1 if carried_out else days // decides
    granted = 1 if carried_out else stays - 1
    assert of_list(got, "spells") == of_list(got, "asked") == people * stays
    assert of_list(got, "granted") == people * granted
    assert of_list(got, "days-to-correction") == (0 if carried_out else people * granted * decides)
