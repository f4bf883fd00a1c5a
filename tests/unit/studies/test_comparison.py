"""Arms of one run: which there are, how they are named, and that their differences are paired."""

from __future__ import annotations

import datetime
import math
from functools import cache
from pathlib import Path

import pytest

import glasshouse as gh
from glasshouse import schemes
from glasshouse.ground.errors import BadInput
from glasshouse.studies.comparison import POINTS, Comparison, compare, plan_comparison

PEOPLE = 60_000


@cache
def protests() -> Comparison:
    return compare("simpleland-points", reforms=["protest-costs-nothing"], people=PEOPLE, threads=2)


@cache
def null() -> Comparison:
    return compare("court-defaulters-2017", "court-defaulters-2017", people=PEOPLE, threads=2)


def patch(folder: Path, id: str, body: str) -> Path:
    file = folder / f"{id}.yaml"
    file.write_text(f"format: 1\nreform: {{id: {id}, title: Mine}}\n{body}\n")
    return file


def test_arms_stand_in_the_order_given_reforms_after_schemes(tmp_path: Path) -> None:
    any_scheme = patch(tmp_path, "no-force-end", "set: [{path: scheme.title, value: Other}]")
    plan = plan_comparison(
        ["simpleland-points", "nanjing-2019"], reforms=["protest-costs-nothing", any_scheme], people=1000
    )
    assert [arm.name for arm in plan.scenario.arms] == [
        "simpleland-points",
        "nanjing-2019",
        "simpleland-points+protest-costs-nothing",
        "simpleland-points+no-force-end",
        "nanjing-2019+no-force-end",
    ]
    assert [pair.arms for pair in plan.pairs] == [
        ("simpleland-points", "nanjing-2019"),
        ("simpleland-points", "simpleland-points+protest-costs-nothing"),
        ("simpleland-points", "simpleland-points+no-force-end"),
        ("nanjing-2019", "nanjing-2019+no-force-end"),
    ]


def test_a_name_that_is_given_twice_is_told_apart() -> None:
    plan = plan_comparison(["nanjing-2019", "nanjing-2019", "nanjing-2019"], people=1000)
    assert [arm.name for arm in plan.scenario.arms] == ["nanjing-2019", "nanjing-2019#2", "nanjing-2019#3"]


@pytest.mark.parametrize(
    ("named", "reforms", "told"),
    [
        (["nanjing-2019"], [], "nothing to compare"),
        ([], ["protest-costs-nothing", "proven-debts-only"], "nothing to compare"),
        (["nanjing-2019"], ["protest-costs-nothing"], "written for 'simpleland-points'"),
        (["nanjing-2019"], ["no-such-reform"], "no-such-reform"),
        (["nanjing-2018", "nanjing-2019"], [], "nanjing-2018"),
    ],
)
def test_what_cannot_be_compared(named: list[str], reforms: list[str], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        plan_comparison(named, reforms=reforms)


def test_the_first_day_is_the_first_on_which_all_are_in_force() -> None:
    both = ["court-defaulters-2017", "nanjing-2019"]
    firsts = [schemes.load(name).scheme.force.from_ for name in both]
    assert plan_comparison(both, people=1000).scenario.start == max(firsts)
    chosen = datetime.date(2018, 1, 1)
    assert plan_comparison(both, people=1000, start=chosen).scenario.start == chosen


def test_settings_reach_every_arm_after_its_reform() -> None:
    plan = plan_comparison(
        ["simpleland-points"],
        reforms=["protest-costs-nothing"],
        people=1000,
        settings={"rules.red-light.points": -7, "assumptions.conducts.walk-on-red.rate": 4},
    )
    for arm in plan.scenario.arms:
        effect = arm.scheme.rule("red-light").effect
        assert effect.points is not None and effect.points.value == -7
    assert plan.scenario.assumptions.conducts["walk-on-red"].rate.value == 4
    with pytest.raises(BadInput, match="no 'protest' in rules"):
        plan_comparison(
            ["simpleland-points"], reforms=["protest-costs-nothing"], settings=["rules.protest.points=-7"]
        )


def test_identical_arms_differ_by_exactly_nothing() -> None:
    comparison = null()
    assert comparison.differences
    for difference in comparison.differences:
        assert difference.change.value in (0.0, None)
        # Where something was seen the interval is a point; where nothing was, it is the rule of three.
        assert difference.same or difference.unseen or difference.change.value is None
    assert comparison.without_effect(comparison.pairs[0])
    assert comparison.idle_reforms == ()  # no reform was asked for


def test_an_arm_is_the_same_alone_and_beside_others() -> None:
    start = protests().results.scenario.start
    for arm, reforms in (
        ("simpleland-points", []),
        ("simpleland-points+protest-costs-nothing", ["protest-costs-nothing"]),
    ):
        alone = gh.simulate("simpleland-points", people=PEOPLE, reforms=reforms, start=start, threads=2)
        beside = {(e.id, e.item, e.group): e.value for e in protests().results.estimates if e.arm == arm}
        assert beside == {(e.id, e.item, e.group): e.value for e in alone.estimates}


def test_a_difference_is_the_second_arm_less_the_first() -> None:
    for difference in protests().differences:
        one, two, apart = (e.value for e in (difference.first, difference.second, difference.change))
        if one is not None and two is not None and apart is not None:
            assert apart == pytest.approx(two - one, abs=1e-9)
        assert difference.change.group == "all"
        assert difference.change.unit == (
            POINTS if difference.first.unit == "per cent" else difference.first.unit
        )
        assert (difference.change.low is None) == (apart is None)


def test_only_expression_is_report_only_and_says_what_was_never_measured() -> None:
    for difference in protests().differences:
        about_speaking = difference.change.id in ("change-in-expression", "change-in-speaking-out")
        assert difference.change.report_only == about_speaking
        if difference.change.report_only:
            assert "ever measured" in (difference.change.note or "")


def test_pairing_narrows_the_interval() -> None:
    """Var(X - Y) = Var X + Var Y - 2 Cov(X, Y); arms that live the same lives have a large covariance.

    The unpaired width is that of two independent runs, from the intervals of the arms themselves.
    """
    comparison = compare(
        "court-defaulters-2017",
        "narrow-court-register",
        people=200_000,
        threads=2,
    )
    ratios = {}
    for comparison_ in (comparison, protests()):
        for difference in comparison_.differences:
            ends = [(e.low, e.high) for e in (difference.first, difference.second, difference.change)]
            if difference.same or difference.unseen or difference.first.value in (0.0, None):
                continue
            if difference.second.value in (0.0, None):
                continue
            one, two, paired = (((high or 0.0) - (low or 0.0)) / 2 for low, high in ends)
            name = f"{difference.pair.second} {difference.change.id} {difference.change.item}"
            ratios[name] = paired / math.hypot(one, two)
    for name, ratio in ratios.items():
        print(f"{ratio:.2f}  {name}")
    reformed = [ratio for name, ratio in ratios.items() if "+protest-costs-nothing" in name]
    # Where an arm counted next to nobody the limits are those of the worst case, which no pairing narrows.
    assert reformed and sorted(reformed)[len(reformed) // 2] < 0.5
    listed = [ratio for name, ratio in ratios.items() if "narrow-court-register listed-share any" in name]
    assert listed and max(listed) < 1.0
