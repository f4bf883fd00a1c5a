"""Counts of one small scheme after the other against mathematics, and so the slow twin's, which are the same.

Limits are exact for the law in question, at one in a million per side; seeds are fixed, so no test flickers.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping

import numpy as np
import pytest
from scipy.stats import poisson
from tests.counts import totals
from tests.invented import (
    LEDGER,
    POINTS,
    RED,
    TRAIN,
    black,
    conduct,
    consequence,
    everybody_in_the_worst_band,
    rule,
    scheme,
    world,
)
from tests.known import worlds
from tests.known.worlds import YEAR
from tests.limits import assert_binomial, assert_poisson

from glasshouse.assumptions import Assumptions, Gate, Procedure, Source
from glasshouse.engine.tally import Column, Tally
from glasshouse.schemes import Scheme
from glasshouse.society import plain

# ---------------------------------------------------------------------------------------- small worlds


def lived(
    rules: Scheme, assumptions: Assumptions, people: int = 2000, days: int = 365, seed: int = 1
) -> Tally:
    """Simulate one arm, in two places."""
    return worlds.run(rules, assumptions, people, days, seed=seed, society=plain(places=2), threads=1).tally


def run(
    rules: Scheme, assumptions: Assumptions, people: int = 2000, days: int = 365, seed: int = 1
) -> Mapping[tuple[str, str], int]:
    """The same, and return its totals over everybody."""
    return totals(lived(rules, assumptions, people, days, seed), "arm")


# ---------------------------------------------------------------------------------------- records


def test_records_of_different_people_are_independent_poisson_numbers() -> None:
    """The number of persons with at least k records follows the Poisson law of one person."""
    mean, most = 2.0 * 365 / YEAR, 4
    rules = [
        rule(
            f"reaches-{k}",
            [RED],
            count={"at_least": k, "within": None, "after": "keep"},
            effect={"enter": f"reached-{k}"},
        )
        for k in range(1, most + 1)
    ]
    lists = [
        black(f"reached-{k}", "for-ever", {"by": "overturned", "within": "0 days"})
        for k in range(1, most + 1)
    ]
    got = run(scheme(rules, lists=lists), world(conduct(RED, 2.0)))
    for k in range(1, most + 1):
        assert_binomial(got["listed", f"reached-{k}"], 2000, poisson.sf(k - 1, mean))


def test_two_sources_and_false_records_add_up() -> None:
    assumptions = Assumptions(
        id="small",
        title="Small",
        conducts=[conduct(RED, 4.0, {"police": 0.3, "camera": 0.5})],
        sources=[
            Source(id="police", title="Police", false_records={RED: 0.7}),
            Source(id="camera", title="Camera"),
        ],
    )
    both = {"sources": [{"id": "police", "kind": "police"}, {"id": "camera", "kind": "camera"}]}
    one = scheme([rule("red", [RED], **POINTS)], score=LEDGER)
    two = scheme([rule("red", [RED], **POINTS)], score=LEDGER, data=both)
    assert_poisson(run(one, assumptions)["hits", "red"], 2000 * 365 / YEAR * (4.0 * 0.3 + 0.7))
    assert_poisson(run(two, assumptions)["hits", "red"], 2000 * 365 / YEAR * (4.0 * 0.8 + 0.7))


def test_what_must_be_shown_thins_the_records() -> None:
    """Proof, fault, ability, excuses and discretion each let an independent share through."""
    certain = {"allegation": 1.0, "report": 1.0, "observed": 1.0, "inference": 1.0, "penalty-final": 0.6}
    proof = {level: {"true": share, "false": share} for level, share in certain.items()}
    proof["judgment"] = {"true": 0.5, "false": 0.1}
    procedure = Procedure.model_validate(
        {
            "proof": proof,
            "ability": {"unable_passes": 0.5, "able_fails": 0.2},
            "fault": {"negligent": 0.3, "wilful": 0.4},
            "excuses": {"security-given": 0.25, "assets-suffice": 0.2},
            "may_used": 0.9,
        }
    )
    rules = [
        rule("all", [RED], **POINTS),
        rule("proved", [RED], **POINTS) | {"proof": "judgment"},
        rule("careless", [RED], fault="negligent", **POINTS),
        rule("wilful", [RED], fault="wilful", **POINTS),
        rule("able", [RED], ability="must-be-able", **POINTS),
        rule("excused", [RED], unless=["security-given", "assets-suffice"], **POINTS),
        rule("may", [RED], discretion="may", **POINTS),
    ]
    written = scheme(rules, score=LEDGER, practice={"may_used": 0.35})
    got = run(written, world(conduct(RED, 6.0), procedure=procedure))
    among = got["hits", "all"]
    shares = {"proved": 0.5, "careless": 0.7, "wilful": 0.4, "able": 0.8, "excused": 0.75 * 0.8, "may": 0.35}
    for name, share in shares.items():
        assert_binomial(got["hits", name], among, share)


def test_a_rule_that_displaces_another_takes_all_its_records() -> None:
    rules = [
        rule("mild", [RED], **POINTS),
        rule("harsh", [RED], instead_of=["mild"], discretion="may", effect={"points": -5}, lapse=None),
    ]
    assumptions = world(conduct(RED, 6.0))
    got = run(scheme(rules, score=LEDGER, practice={"may_used": 0.4}), assumptions)
    everything = run(scheme(rules[:1], score=LEDGER), assumptions)["hits", "mild"]
    assert got["hits", "mild"] + got["hits", "harsh"] == everything
    assert_binomial(got["hits", "harsh"], everything, 0.4)


# ---------------------------------------------------------------------------------------- windows


@pytest.mark.parametrize("after", ["reset", "keep"])
@pytest.mark.parametrize(("needed", "within"), [(2, 5), (3, 30), (5, 90)])
def test_a_window_is_crossed_as_often_as_when_times_are_drawn_apart(
    needed: int, within: int, after: str
) -> None:
    """Brute force: Poisson times from another generator, each record looked at with all that came before."""
    days, rate, people = 365, 8.0, 1500
    count = {"at_least": needed, "within": f"{within} days", "window": "rolling", "after": after}
    rules = scheme(
        [rule("often", [RED], count=count, effect={"enter": "noted"})],
        lists=[black("noted", "for-ever", {"by": "overturned", "within": "0 days"})],
    )
    got = run(rules, world(conduct(RED, rate)), people=people)

    drawn = np.random.default_rng(7)
    crossings = np.zeros(20_000, np.int64)
    for person in range(len(crossings)):
        times = sorted(drawn.uniform(0, days, drawn.poisson(rate * days / YEAR)))
        since: list[int] = []
        for time in times:
            since.append(int(time))
            if sum(1 for day in since if day > int(time) - within) >= needed:
                crossings[person] += 1
                if after == "reset":
                    since.clear()
    share = float(np.mean(crossings > 0))
    # Two samples of one share, by the normal approximation at five standard errors.
    error = math.sqrt(share * (1 - share) * (1 / people + 1 / len(crossings)))
    assert abs(got["listed", "noted"] / people - share) < 5 * error
    error = float(np.std(crossings)) * math.sqrt(1 / people + 1 / len(crossings))
    assert abs(got["hits", "often"] / people - float(np.mean(crossings))) < 5 * error


# ---------------------------------------------------------------------------------------- lists


def test_occupancy_of_a_list_follows_littles_law() -> None:
    """Entries at rate r hold for D days: at a time a Poisson number of mean L = r D hold; listed = any."""
    people, days, stay, rate = 2000, 365, 90, 1.5
    rules = scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        lists=[black("noted", f"{stay} days")],
    )
    got = run(rules, world(conduct(RED, rate)), people=people, days=days)
    daily = rate / YEAR
    assert_binomial(got["listed-end", "noted"], people, 1 - math.exp(-daily * stay))
    assert_binomial(got["listed", "noted"], people, 1 - math.exp(-daily * days))
    # A day counts when an entry fell on one of the last `stay` days, itself included.
    chances = [1 - math.exp(-daily * min(day + 1, stay)) for day in range(days)]
    mean = sum(chances)
    # One person's days lie between 0 and `days`, so their variance is at most mean x (days - mean).
    error = math.sqrt(people * mean * (days - mean))
    assert abs(got["listed-days", "noted"] - people * mean) < 5 * error


def test_what_comes_onto_a_list_leaves_it_or_is_still_there() -> None:
    rules = scheme(
        [rule("red", [RED], count={"at_least": 2, "within": "60 days"}, effect={"enter": "noted"})],
        lists=[black("noted", "20 days")],
    )
    tally = lived(rules, world(conduct(RED, 2.0)))
    got = totals(tally, "arm")
    assert got["spells", "noted"] == got["expired", "noted"] + got["listed-end", "noted"] > 500
    column = {column.count: number for number, column in enumerate(tally.layout.weekly)}
    flow = tally.weekly[:, 0, :]
    assert flow[:, column["entries"]].sum() == got["spells", "noted"]
    assert flow[:, column["exits"]].sum() == got["expired", "noted"]
    # Nobody is off before the term of 20 days: by the end of a week no more have left than had come
    # by the end of the week before the last.
    came, left = (np.cumsum(flow[:, column[count]]) for count in ("entries", "exits"))
    assert np.all(left[2:] <= came[:-2])


def test_performance_ends_stays_at_its_rate() -> None:
    """Entries at rate a, exits at rate b: p' = a (1 - p) - b p from 0 gives the share on the list."""
    people, days, a, b = 2000, 365, 1.0 / YEAR, 2.0 / YEAR
    procedure = Procedure.model_validate({"performance": {"rate": 2.0}})
    rules = scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        lists=[black("noted", "until-performed", {"by": "performance", "within": "0 days"})],
    )
    got = run(rules, world(conduct(RED, 1.0), procedure=procedure), people=people, days=days)
    # A further record renews the waiting time, which changes nothing because it is exponential. Times are cut
    # to whole days, which moves the share by a few parts in a thousand of itself, far inside the limits.
    on = a / (a + b) * (1 - math.exp(-(a + b) * days))
    assert_binomial(got["listed-end", "noted"], people, on)
    assert got["performed", "noted"] + got["listed-end", "noted"] == got["spells", "noted"]


# ---------------------------------------------------------------------------------------- wrongful


WRONG = {
    "rules": [rule("red", [RED], count={"at_least": 2, "within": "120 days"}, effect={"enter": "noted"})],
    "lists": [
        black(
            "noted", "90 days", {"by": "expiry", "within": "0 days"}, {"by": "overturned", "within": "0 days"}
        )
    ],
    "remedies": [
        {
            "id": "fix",
            "kind": "correction",
            "for": {"lists": ["noted"]},
            "decides": "10 days",
            "then": "0 days",
        }
    ],
}


def test_without_false_records_nobody_is_wrongfully_listed() -> None:
    got = run(scheme(WRONG["rules"], lists=WRONG["lists"]), world(conduct(RED, 6.0)))
    assert got["spells", "noted"] > 500
    for count in ("wrongful", "wrongful-spells", "wrongful-days", "corrected"):
        assert got[count, "noted"] == 0
    assert got["wrongful-any", ""] == 0


def test_with_false_records_alone_every_listing_is_wrongful_from_entry_to_exit() -> None:
    got = run(scheme(WRONG["rules"], lists=WRONG["lists"]), world(conduct(RED, 0.0), false={RED: 6.0}))
    assert got["spells", "noted"] > 500
    assert got["wrongful-days", "noted"] == got["listed-days", "noted"]
    assert got["wrongful-spells", "noted"] == got["spells", "noted"]
    assert got["wrongful", "noted"] == got["listed", "noted"] == got["wrongful-any", ""]


def test_wrongful_days_are_those_that_the_same_life_without_false_records_does_not_have() -> None:
    """Where one record is enough, false ones only add: wrongful days are what two lives differ by."""
    rules = scheme([rule("red", [RED], effect={"enter": "noted"})], lists=[black("noted", "90 days")])
    deaf = {level: {"true": 1.0, "false": 0.0} for level in Procedure().proof}
    with_false = world(conduct(RED, 1.5), false={RED: 1.0})
    without = world(conduct(RED, 1.5), false={RED: 1.0}, procedure=Procedure.model_validate({"proof": deaf}))
    mixed, pure = run(rules, with_false), run(rules, without)
    assert 0 < pure["listed-days", "noted"] < mixed["listed-days", "noted"]
    assert mixed["wrongful-days", "noted"] == mixed["listed-days", "noted"] - pure["listed-days", "noted"]


def test_a_false_record_can_also_empty_a_window() -> None:
    """With a count that starts anew, the life with false records is not longer on the list every day."""
    rules = scheme(WRONG["rules"], lists=WRONG["lists"])
    deaf = {level: {"true": 1.0, "false": 0.0} for level in Procedure().proof}
    with_false = world(conduct(RED, 4.0), false={RED: 2.0})
    without = world(conduct(RED, 4.0), false={RED: 2.0}, procedure=Procedure.model_validate({"proof": deaf}))
    mixed, pure = run(rules, with_false), run(rules, without)
    assert mixed["wrongful-days", "noted"] > mixed["listed-days", "noted"] - pure["listed-days", "noted"] > 0


def test_a_correction_that_always_succeeds_at_once_ends_a_wrongful_stay_after_its_terms() -> None:
    procedure = Procedure.model_validate({"correction": {"succeeds": 1.0, "asks_after": 0.0}})
    rules = scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        lists=WRONG["lists"],
        remedies=WRONG["remedies"],
        notice=[{"for": {"lists": ["noted"]}, "due": "after", "days": 0}],
    )
    got = run(rules, world(conduct(RED, 0.0), false={RED: 0.1}, procedure=procedure), days=3650)
    # A stay lasts ten days, unless the horizon cuts it or a further entry voids what was asked for: then it
    # lasts for its term of ninety days from there.
    spells, renewals = got["spells", "noted"], got["hits", "red"] - got["spells", "noted"]
    ended = got["corrected", "noted"] + got["expired", "noted"]
    assert got["expired", "noted"] <= renewals < 0.02 * spells
    assert ended == spells - got["listed-end", "noted"]
    assert (
        got["days-to-correction", "noted"] == 10 * got["corrected", "noted"] == 10 * got["ended-30", "noted"]
    )
    assert 10 * ended <= got["listed-days", "noted"] <= 10 * spells + 100 * renewals
    assert got["asked", "noted"] == spells
    assert got["unknown-days", "noted"] == 0


def test_half_of_those_who_cannot_pay_pass_a_test_of_ability_that_errs_half_the_time() -> None:
    procedure = Procedure.model_validate({"ability": {"unable_passes": 0.5, "able_fails": 0.0}})
    conducts = [
        conduct("refuses-judgment", 0.0),
        conduct(
            "cannot-perform-judgment", 0.5, mistaken_for="refuses-judgment", unable=True, legality="lawful"
        ),
    ]
    lists = [black("noted", "until-performed", {"by": "performance", "within": "0 days"})]
    tested = run(
        scheme(
            [rule("able", ["refuses-judgment"], ability="must-be-able", effect={"enter": "noted"})],
            lists=lists,
        ),
        world(*conducts, procedure=procedure),
    )
    untested = run(
        scheme([rule("able", ["refuses-judgment"], effect={"enter": "noted"})], lists=lists),
        world(*conducts, procedure=procedure),
    )
    assert_binomial(tested["hits", "able"], untested["hits", "able"], 0.5)
    assert untested["unable", "noted"] == untested["listed", "noted"]
    assert untested["unable-days", "noted"] == untested["listed-days", "noted"]
    assert untested["performed", "noted"] == 0


# ---------------------------------------------------------------------------------------- gates


def test_refusals_are_demand_x_restricted_days() -> None:
    people, days = 1500, 365
    rules = everybody_in_the_worst_band(
        consequence("no-trains", {"band": ["D"]}, "train", "deny"),
        consequence("slow-flights", {"band": ["D"]}, "flight", "delay", size="1 day"),
    )
    gates = [TRAIN, Gate(id="flight", title="Flight", demand=2.5)]
    got = run(rules, world(conduct(RED, 0.1), gates=gates), people=people, days=days)
    assert got["restricted-days", "train"] == people * days
    assert got["restricted-days", "flight"] == 0
    assert got["consequence-days", "no-trains"] == got["sanctioned-days", ""] == people * days
    assert_poisson(got["refused", "train"], people * days * 6.0 / YEAR)
    assert_poisson(got["worsened", "flight"], people * days * 2.5 / YEAR)
    assert got["refused", "flight"] == got["worsened", "train"] == got["downgraded", "train"] == 0
    assert_binomial(got["refused-persons", "train"], people, 1 - math.exp(-days * 6.0 / YEAR))


def test_classes_and_purposes_that_are_left_free_are_not_refused() -> None:
    people, days = 1500, 365
    rules = everybody_in_the_worst_band(
        consequence(
            "no-fast-trains",
            {"band": ["D"]},
            "train",
            "deny",
            tiers=["g-any", "d-first"],
            **{"except": ["medical", "family"]},
        )
    )
    got = run(rules, world(conduct(RED, 0.1), gates=[TRAIN]), people=people, days=days)
    assert_poisson(got["refused", "train"], people * days * 6.0 / YEAR * (0.3 + 0.1) * (1 - 0.05 - 0.15))
    # The other classes stay open for every purpose, so each refusal leaves a lower one.
    assert got["downgraded", "train"] == got["refused", "train"]


# ---------------------------------------------------------------------------------------- response


def test_people_who_know_do_less_of_what_is_counted() -> None:
    people, days, rate, general, own, aware = 2000, 365, 5.0, 0.4, 0.5, 0.6
    response = {
        kind: {"general": general if kind == "violation" else 0.0, "own": own if kind == "violation" else 0.0}
        for kind in ("violation", "expression", "prosocial", "neutral")
    }
    assumptions = world(conduct(RED, rate), conduct("speeding", rate), response=response)
    rules = scheme([rule("red", [RED], **POINTS)], score=LEDGER, practice={"aware": aware})
    tally = lived(rules, assumptions, people, days)
    got = totals(tally, "arm")
    assert_poisson(got["hits", "red"], people * days / YEAR * rate * (1 - aware * general))
    assert ("change", "speeding") not in got
    # In units of 2**-16 the exposure of somebody in the reference category is 65,536 a day.
    exposure = tally.exposure[:, 0, 0].sum()
    assert exposure == people * days * 65536
    assert_binomial(round(-got["change", RED] / (65536 * days * general)), people, aware)


def test_the_change_is_the_compensator_of_the_records_that_do_not_come() -> None:
    """Twice the same life, with and without response: what is missing has the mean that the tally says."""
    people, days, rate = 2000, 365, 5.0
    response = {
        kind: {"general": 0.2, "own": 0.5} for kind in ("violation", "expression", "prosocial", "neutral")
    }
    rules = scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        lists=[black("noted", "60 days")],
    )
    unmoved = run(rules, world(conduct(RED, rate)), people, days)
    moved = run(rules, world(conduct(RED, rate), response=response), people, days)
    fewer = -moved["change", RED] / 65536 / YEAR * rate
    missing = unmoved["hits", "red"] - moved["hits", "red"]
    # The difference is a martingale whose variance is the mean number of missing records.
    assert abs(missing - fewer) < 5 * math.sqrt(fewer)


# ---------------------------------------------------------------------------------------- nothing happens


def test_with_no_rules_nobody_moves() -> None:
    written = everybody_in_the_worst_band(consequence("no-trains", {"band": ["C"]}, "train", "deny"))
    rules = written.model_copy(update={"rules": ()})
    assumptions = world(conduct(RED, 50.0), false={RED: 5.0}, gates=[TRAIN])
    got = run(rules, assumptions, people=500, days=365)
    assert got.pop(("covered", "")) == 500
    assert got.pop(("covered-days", "")) == 500 * 365
    assert got.pop(("band-end", "D")) == 500
    assert got.pop(("band-days", "D")) == 500 * 365
    assert not any(got.values())


def test_before_the_scheme_is_in_force_and_after_it_has_ended_nothing_is_recorded() -> None:
    def in_force(first: str, until: str | None) -> int:
        written = scheme([rule("red", [RED], **POINTS)], score=LEDGER)
        force = written.scheme.force.model_copy(
            update={
                "from_": datetime.date.fromisoformat(first),
                "until": None if until is None else datetime.date.fromisoformat(until),
            }
        )
        head = written.scheme.model_copy(update={"force": force})
        return run(written.model_copy(update={"scheme": head}), world(conduct(RED, 6.0)), 1000)["hits", "red"]

    whole = in_force("2010-01-01", None)
    assert in_force("2020-01-01", None) == 0
    assert in_force("2019-01-01", "2019-07-01") + in_force("2019-07-01", None) == whole


# ---------------------------------------------------------------------------------------- laws of the tally


def test_places_partition_everybody() -> None:
    rules = scheme(WRONG["rules"], lists=WRONG["lists"])
    tally = lived(rules, world(conduct(RED, 4.0)), days=100)
    assert np.array_equal(tally.totals[:, 0, :], tally.totals[:, 1:, :].sum(axis=1))
    assert np.array_equal(tally.weekly[:, 0, :], tally.weekly[:, 1:, :].sum(axis=1))
    assert tally.layout.totals[0] == Column("arm", "covered")


def test_another_seed_is_another_world_with_the_same_law() -> None:
    rules, assumptions = scheme([rule("red", [RED], **POINTS)], score=LEDGER), world(conduct(RED, 3.0))
    hits = [run(rules, assumptions, 1000, 365, seed)["hits", "red"] for seed in (0, 1, 2**64 - 1)]
    assert len(set(hits)) == 3
    for count in hits:
        assert_poisson(count, 1000 * 365 / YEAR * 3.0)
