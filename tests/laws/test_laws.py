"""Laws of the fast engine on random worlds: what must hold whatever the rules and the numbers are."""

from __future__ import annotations

import dataclasses
import datetime
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.invented import scheme_of
from tests.twin.random_assumptions import assumptions_made
from tests.twin.random_worlds import scenarios

from glasshouse.assumptions import Assumptions, Source
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.counted import JOB
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.simulate import live_range, simulate_tally
from glasshouse.engine.tally import Column, Tally
from glasshouse.ground.quantity import Quantity
from glasshouse.schemes import Scheme
from glasshouse.society import plain

few = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
some = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
worlds = scenarios(people=150)


def columns(tally: Tally, arm: str) -> dict[tuple[str, str, str], NDArray[np.int64]]:
    """The columns of one arm by name: totals (replicates, groups) and weekly counts (weeks, groups)."""
    named: dict[tuple[str, str, str], NDArray[np.int64]] = {}
    axes: tuple[tuple[str, tuple[Column, ...], NDArray[np.int64]], ...] = (
        ("total", tally.layout.totals, tally.totals),
        ("weekly", tally.layout.weekly, tally.weekly),
    )
    for kind, names, array in axes:
        for place, column in enumerate(names):
            if column.arm == arm:
                named[kind, column.count, column.item] = array[:, :, place]
    return named


def assert_same(one: Tally, other: Tally) -> None:
    for name, array in one.arrays().items():
        assert array.tobytes() == other.arrays()[name].tobytes(), name


def assert_same_columns(one: dict[Any, NDArray[np.int64]], other: dict[Any, NDArray[np.int64]]) -> None:
    assert one.keys() == other.keys()
    for name, array in one.items():
        assert np.array_equal(array, other[name]), name


def with_schemes(scenario: Scenario, change: Any) -> Scenario:
    arms = tuple(dataclasses.replace(arm, scheme=change(arm.scheme)) for arm in scenario.arms)
    return dataclasses.replace(scenario, arms=arms)


# --------------------------------------------------------------------------------------- nothing from nothing


@some
@given(worlds)
def test_without_rules_nobody_moves(scenario: Scenario) -> None:
    bare = with_schemes(scenario, lambda scheme: scheme.model_copy(update={"rules": ()}))
    tally = simulate_tally(bare, threads=1)
    for arm in bare.arms:
        got = columns(tally, arm.name)
        covered = got["total", "covered", ""]
        bands = [array for (_, count, _), array in got.items() if count == "band-end"]
        # A scorecard moves without rules: by how long somebody is known, and by what is written down.
        if arm.scheme.score.kind != "scorecard" and not scenario.society.tables().death_rate.any():
            assert sum(np.array_equal(array, covered) for array in bands) >= min(1, len(bands))
        for (_, count, item), array in got.items():
            # A consequence of the band in which everybody begins may strain people all the same.
            still = {"listed", "spells", "listed-days", "wrongful", "entries", "exits", "hits"}
            if count in still:
                assert not array.any(), (count, item)


@some
@given(worlds)
def test_before_a_scheme_is_in_force_nothing_counts(scenario: Scenario) -> None:
    def postponed(scheme: Scheme) -> Scheme:
        force = scheme.scheme.force.model_copy(update={"from_": datetime.date(2100, 1, 1), "until": None})
        return scheme.model_copy(update={"scheme": scheme.scheme.model_copy(update={"force": force})})

    later = with_schemes(scenario, postponed)
    tally = simulate_tally(later, threads=1)
    for arm in later.arms:
        for (_, count, item), array in columns(tally, arm.name).items():
            if count not in ("covered", "band-end"):
                assert not array.any(), (count, item)


# ---------------------------------------------------------------------------------------- conservation


@some
@given(worlds)
def test_what_comes_goes_or_stays(scenario: Scenario) -> None:
    tally = simulate_tally(scenario, threads=1)
    for arm in scenario.arms:
        got = columns(tally, arm.name)
        covered, days = got["total", "covered", ""], scenario.days
        begin = min(days, max(0, (arm.scheme.scheme.force.from_ - scenario.start).days))
        assert (covered <= tally.persons).all()
        for entry in arm.scheme.lists:
            of = {count: array for (_, count, item), array in got.items() if item == entry.id}
            left = of["expired"] + of["performed"] + of["corrected"] + of["repaired"]
            # The dead leave no list, and are on none at the end.
            assert (of["spells"] >= left + of["listed-end"]).all()
            if not scenario.society.tables().death_rate.any():
                assert np.array_equal(of["spells"], left + of["listed-end"])
            # What goes on over the first counted day is counted, but did not begin in any counted week.
            assert (of["entries"].sum(axis=0) <= of["spells"].sum(axis=0)).all()
            assert (of["wrongful-starts"].sum(axis=0) <= of["wrongful-spells"].sum(axis=0)).all()
            if scenario.warm == 0:
                assert np.array_equal(of["entries"].sum(axis=0), of["spells"].sum(axis=0))
                assert np.array_equal(of["wrongful-starts"].sum(axis=0), of["wrongful-spells"].sum(axis=0))
            assert np.array_equal(of["exits"].sum(axis=0), left.sum(axis=0))
            assert (of["wrongful-days"] <= of["listed-days"]).all()
            assert (of["unable-days"] <= of["listed-days"]).all()
            assert (of["listed-days"] <= of["listed"] * (days - begin)).all()
            assert (of["wrongful"] <= of["listed"]).all()
            assert (of["listed"] <= np.minimum(covered, of["spells"])).all()
        bands = [band.id for band in arm.scheme.score.bands]
        if bands:
            ends = sum(got["total", "band-end", band] for band in bands)
            held = sum(got["total", "band-days", band] for band in bands)
            assert (ends <= covered).all()
            assert (held <= covered * (days - begin)).all()
            if arm.scheme.scheme.force.until is None:
                # Who moves out of a scheme is covered no more, and keeps their band there.
                assert (held >= got["total", "covered-days", ""]).all()
                if not got["total", "moved", ""].any():
                    assert np.array_equal(held, got["total", "covered-days", ""])
        for (kind, count, gate), refused in got.items():
            if kind == "total" and count == "refused":
                assert (got["total", "downgraded", gate] <= refused).all()
                assert (got["total", "refused-persons", gate] <= refused).all()
                # Employers who read a public list turn people away on days without any restriction.
                if gate != JOB or not scenario.assumptions.procedure.publication.hiring.value:
                    assert (refused == 0)[got["total", "restricted-days", gate] == 0].all()
                assert np.array_equal(got["weekly", "refused", gate].sum(axis=0), refused.sum(axis=0))


@some
@given(worlds)
def test_the_groups_of_a_dimension_partition_everybody(scenario: Scenario) -> None:
    tally = simulate_tally(scenario, threads=1)
    people = {dimension.id for dimension in scenario.society.tables().people_dims}
    for dimension in {"all", "place", *people} & {dimension for dimension, _ in tally.layout.groups}:
        rows = [row for row, (name, _) in enumerate(tally.layout.groups) if name == dimension]
        for name, array in tally.arrays().items():
            assert np.array_equal(array[:, rows].sum(axis=1), array[:, 0]), (dimension, name)


# ---------------------------------------------------------------------------------------- how it is run


@few
@given(scenarios(people=4300, days=120), st.integers(1, 4), st.integers(1, 5), st.data())
def test_threads_blocks_and_parts_are_invisible(
    scenario: Scenario, threads: int, block: int, data: st.DataObject
) -> None:
    whole = simulate_tally(scenario, threads=1)
    assert_same(whole, simulate_tally(scenario, threads=threads, block=block))
    compiled = compile_scenario(scenario)
    last = len(compiled.plan)
    cuts = sorted({0, last, *data.draw(st.lists(st.integers(0, last), max_size=3))})
    parts = Tally.zeros(compiled.layout)
    for first, end in reversed(list(pairwise(cuts))):
        part = live_range(scenario, compiled, range(first, end), threads=threads, block=block)
        assert part is not None
        parts.add(part)
    assert_same(whole, parts)


@few
@given(scenarios(people=150), st.randoms(use_true_random=False))
def test_an_arm_is_the_same_alone_beside_others_and_in_any_order(scenario: Scenario, luck: Any) -> None:
    arms = list(scenario.arms)
    tally = simulate_tally(scenario, threads=1)
    luck.shuffle(arms)
    # The same scheme twice must be twice the same, too.
    arms.append(dataclasses.replace(arms[0], name="again"))
    shuffled = simulate_tally(dataclasses.replace(scenario, arms=tuple(arms)), threads=1)
    assert np.array_equal(tally.exposure, shuffled.exposure)
    for arm in scenario.arms:
        alone = simulate_tally(dataclasses.replace(scenario, arms=(arm,)), threads=1)
        assert_same_columns(columns(alone, arm.name), columns(tally, arm.name))
        assert_same_columns(columns(alone, arm.name), columns(shuffled, arm.name))
    assert_same_columns(columns(shuffled, "again"), columns(shuffled, arms[0].name))


@some
@given(worlds)
def test_a_stream_that_nobody_needs_changes_nothing(scenario: Scenario) -> None:
    """A further source that sees and errs, but feeds no scheme."""
    written = scenario.assumptions
    bystander = Source(id="neighbour", title="Neighbour", false_records={"walk-on-red": 50.0})
    conducts = [
        conduct.model_copy(update={"seen_by": {**conduct.seen_by, "neighbour": Quantity(value=0.0001)}})
        for conduct in written.conducts.values()
    ]
    more = written.model_copy(
        update={
            "conducts": {conduct.id: conduct for conduct in conducts},
            "sources": {**written.sources, "neighbour": bystander},
        }
    )
    assert isinstance(more, Assumptions)
    left = simulate_tally(scenario, threads=1)
    assert_same(left, simulate_tally(dataclasses.replace(scenario, assumptions=more), threads=1))


@few
@given(scenarios(people=150), st.integers(1, 400))
def test_the_future_does_not_change_the_past(scenario: Scenario, days: int) -> None:
    """Whole weeks of a shorter run are those of a longer one."""
    shorter = dataclasses.replace(scenario, days=min(days, scenario.days))
    weeks = shorter.days // 7
    past, all_of_it = simulate_tally(shorter, threads=1), simulate_tally(scenario, threads=1)
    assert np.array_equal(past.weekly[:weeks], all_of_it.weekly[:weeks])


@few
@given(scenarios(people=150, days=200), st.integers(2, 5))
def test_more_people_leave_the_first_neighbourhoods_as_they_were(scenario: Scenario, times: int) -> None:
    small = dataclasses.replace(scenario, society=plain(), people=2000)
    # In the plain society of one place, the places' ids of the random society may be unknown.
    assume(all(set(arm.scheme.scope.places) <= {"all", "place-1"} for arm in small.arms))
    assume(
        all(
            rule.where in ("anywhere", "own-place", "place-1")
            for arm in small.arms
            for rule in arm.scheme.rules
        )
    )
    large = dataclasses.replace(small, people=2000 * times)
    compiled = compile_scenario(large)
    first = live_range(large, compiled, range(2), threads=1)
    assert first is not None
    whole = simulate_tally(small, threads=1)
    for name, array in whole.arrays().items():
        other = first.arrays()[name]
        if name == "weekly":
            assert np.array_equal(array, other)
        else:
            assert np.array_equal(array.sum(axis=0), other.sum(axis=0)), name


# ---------------------------------------------------------------------------------------- how it is written


@some
@given(worlds)
def test_the_order_of_consequences_sources_and_names_means_nothing(scenario: Scenario) -> None:
    def reversed_parts(scheme: Scheme) -> Scheme:
        rules = []
        for rule in scheme.rules:
            named = tuple(reversed(rule.when.conducts)) if rule.when.conducts else None
            rules.append(
                rule.model_copy(update={"when": rule.when.model_copy(update={"conducts": named})})
                if named
                else rule
            )
        data = scheme.data.model_copy(update={"sources": tuple(reversed(scheme.data.sources))})
        # Of two remedies of one thing the first in the file is open first: their order does mean something.
        mended = [named for remedy in scheme.remedies for named in dict(remedy.for_).items()]
        targets = [(kind, id) for kind, ids in mended if isinstance(ids, tuple) for id in ids]
        alone = len(set(targets)) == len(targets)
        return scheme.model_copy(
            update={
                "rules": tuple(rules),
                "data": data,
                "consequences": tuple(reversed(scheme.consequences)),
                "remedies": tuple(reversed(scheme.remedies)) if alone else scheme.remedies,
            }
        )

    tally, turned = (
        simulate_tally(one, threads=1) for one in (scenario, with_schemes(scenario, reversed_parts))
    )
    for arm in scenario.arms:
        assert_same_columns(columns(tally, arm.name), columns(turned, arm.name))


_CONDUCTS = ("walk-on-red", "drive-on-red", "refuses-judgment", "joins-protest", "volunteers")


@st.composite
def ledgers(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rules that give and take points, each on its own."""
    rules: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 5))):
        rule: dict[str, Any] = {
            "id": f"r{number}",
            "when": {
                "conducts": draw(st.lists(st.sampled_from(_CONDUCTS), min_size=1, max_size=3, unique=True))
            },
            "proof": "allegation",
            "effect": {"points": draw(st.sampled_from([-10, -3, 5, -25, 12]))},
            "lapse": draw(st.sampled_from([None, "20 days", "6 months"])),
        }
        if draw(st.booleans()):
            window = {"at_least": draw(st.sampled_from([2, 3])), "within": "60 days"}
            rule["count"] = {**window, "after": draw(st.sampled_from(["reset", "keep"]))}
        if draw(st.booleans()):
            rule["final_after"] = "10 days"
        rules.append(rule)
    return rules


def of_points(rules: list[dict[str, Any]]) -> Scheme:
    ends = [None, 40, 60, 70, 80, 90, 95, 100, 110, None]
    return scheme_of(
        "points",
        score={
            "kind": "ledger",
            "start": 100,
            "floor": 0,
            "ceiling": 150,
            "recomputed": "at-once",
            "bands": [
                {"id": f"b{place}", "from": low, "to": high}
                for place, (low, high) in enumerate(pairwise(ends))
            ],
        },
        rules=rules,
    )


def unmoved(assumptions: Assumptions) -> Assumptions:
    """The same with people who never change what they do."""
    return assumptions.model_copy(update={"response": Assumptions(id="still", title="Still").response})


def lived(scheme: Scheme, assumptions: Assumptions, days: int = 365) -> dict[tuple[str, str, str], Any]:
    scenario = Scenario((Arm("arm", scheme),), plain(), assumptions, 300, days, 7, datetime.date(2019, 1, 1))
    return columns(simulate_tally(scenario, threads=1), "arm")


@some
@given(ledgers(), assumptions_made(["place-1"]), st.randoms(use_true_random=False))
def test_the_order_and_names_of_rules_that_only_give_points_mean_nothing(
    rules: list[dict[str, Any]], assumptions: Assumptions, luck: Any
) -> None:
    # Responses stay on: the points of one record all count before the next.
    first = lived(of_points(rules), assumptions)
    names = {rule["id"]: f"renamed-{place}" for place, rule in enumerate(rules)}
    turned = [{**rule, "id": names[rule["id"]]} for rule in rules]
    luck.shuffle(turned)
    second = lived(of_points(turned), assumptions)
    # Within the evening of a record's day the score is the same; on the way through it bands may differ.
    for (kind, count, item), array in first.items():
        assert np.array_equal(array, second[kind, count, names.get(item, item)]), (count, item)


@some
@given(ledgers(), assumptions_made(["place-1"]), st.integers(2, 5), st.data())
def test_harsher_points_never_raise_a_score(
    rules: list[dict[str, Any]], assumptions: Assumptions, times: int, data: st.DataObject
) -> None:
    taking = [place for place, rule in enumerate(rules) if rule["effect"]["points"] < 0]
    assume(taking)
    still = unmoved(assumptions)
    chosen = data.draw(st.sampled_from(taking))
    points = rules[chosen]["effect"]["points"]
    harsher = [dict(rule) for rule in rules]
    harsher[chosen]["effect"] = {"points": points * times}
    mild, harsh = lived(of_points(rules), still), lived(of_points(harsher), still)
    assert np.array_equal(mild["total", "hits", f"r{chosen}"], harsh["total", "hits", f"r{chosen}"])
    # Days (and persons) in the worst bands, whichever bands are called that.
    for count in ("band-days", "band-end"):
        worse, better = (
            np.cumsum([got["total", count, f"b{place}"] for place in range(9)], axis=0)
            for got in (harsh, mild)
        )
        assert (worse >= better).all()


@some
@given(
    assumptions_made(["place-1"]),
    st.sampled_from([("10 days", "11 days"), ("1 day", "6 months"), ("1 month", "for-ever")]),
    st.sampled_from([(), ("performance",), ("performance", "overturned")]),
    st.integers(1, 3),
)
def test_a_longer_stay_never_shortens_listed_days(
    assumptions: Assumptions, stays: tuple[str, str], ways: tuple[str, ...], at_least: int
) -> None:
    def listing(stay: str) -> Scheme:
        exits = [{"by": way, "within": "2 days"} for way in ("expiry", *ways)]
        count = {"at_least": at_least, "within": "90 days"} if at_least > 1 else {"at_least": 1}
        rule = {
            "id": "enters",
            "when": {"conducts": list(_CONDUCTS)},
            "proof": "observed",
            "count": count,
            "effect": {"enter": "noted"},
        }
        entry = {"id": "noted", "polarity": "black", "stay": {"for": stay}, "exit": exits}
        return scheme_of("listing", rules=[rule], lists=[entry])

    short, long = (lived(listing(stay), unmoved(assumptions)) for stay in stays)
    assert np.array_equal(short["total", "listed", "noted"], long["total", "listed", "noted"])
    assert (short["total", "listed-days", "noted"] <= long["total", "listed-days", "noted"]).all()
    assert (short["total", "spells", "noted"] >= long["total", "spells", "noted"]).all()
