"""The fast engine against its slow twin: every number of every tally, on every scheme and on random ones.

The slow twin was written from the specification alone, in plain Python; the fast engine shares with it the
random numbers, the arithmetic and the names of the columns, and nothing else. They must agree exactly. Long
random runs are made by ``python -m verification.twins``.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from tests.counts import totals
from tests.executed import executed
from tests.invented import START, black, conduct, consequence, rule, scheme, world
from tests.societies import crowded, mortal
from tests.twin.agreement import assert_twins_agree, differences
from tests.twin.catalogue import SEEDS, busy, of_the_catalogue, ordinary
from tests.twin.everything import everything
from tests.twin.random_worlds import scenarios

from glasshouse import schemes, society
from glasshouse.assumptions import Contact, Gate, Procedure
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.simulate import live_range
from glasshouse.engine.slow import simulate_slowly
from glasshouse.engine.tally import (
    BAND_COUNTS,
    CONDUCT_COUNTS,
    CONSEQUENCE_COUNTS,
    DEFECT_COUNTS,
    EVER_COUNTS,
    GATE_COUNTS,
    LIST_COUNTS,
    PERSON_COUNTS,
    STAY_COUNTS,
    Tally,
)

# ---------------------------------------------------------------------------------------- the catalogue


@pytest.mark.parametrize(("name", "seed"), list(zip(executed(), cycle(SEEDS), strict=False)))
def test_the_twins_agree_on_the_catalogue(name: str, seed: int) -> None:
    """Each scheme with one of the seeds; with both, it is for `verification.twins`."""
    assert_twins_agree(ordinary(name, seed))


@pytest.mark.parametrize("name", executed())
def test_the_twins_agree_on_the_catalogue_where_much_happens(name: str) -> None:
    """Rare grounds come up, too: most rules apply to somebody, be it a firm or an agency."""
    scenario = of_the_catalogue([name], busy(), people=40, days=500, seed=5)
    tally = assert_twins_agree(replace(scenario, society=crowded(scenario.society)))
    hits = {
        column.item: int(tally.totals[:, :, place].sum())
        for place, column in enumerate(tally.layout.totals)
        if column.count == "hits"
    }
    if name != "none":  # whose one rule is never applied
        assert sum(count > 0 for count in hits.values()) >= 0.6 * len(hits), hits


def test_the_twins_agree_on_arms_side_by_side() -> None:
    names = ["court-defaulters-2017", "nanjing-2019", "rongcheng-2014", "suining-2010"]
    # Two of them begin in the middle of the run.
    assert_twins_agree(
        of_the_catalogue(names, busy(), people=60, days=500, seed=3, start=datetime.date(2017, 1, 1))
    )


def test_the_twins_agree_on_a_part_of_a_run() -> None:
    """The second of three neighbourhoods, alone."""
    scenario = replace(ordinary("simpleland-points", 1), people=3000, days=20)
    fast = live_range(scenario, compile_scenario(scenario), range(1, 2), threads=1)
    assert fast is not None
    assert fast.persons.sum() > 0
    assert differences(fast, simulate_slowly(scenario, range(1, 2))) == []


def test_the_twins_agree_on_sharing_with_hong_kong_and_macau_off_and_on() -> None:
    """Told, offices there refuse from the day after each entry on; and nothing else changes for anybody."""
    off = schemes.load("guangdong-bay-area-2019")
    shared = schemes.load("guangdong-bay-area-2019", schemes.load_reform("share-with-hong-kong-and-macau"))
    where, begin = crowded(society.load("china-2020")), off.scheme.force.from_
    arms = (Arm("off", off), Arm("on", shared))
    tally = assert_twins_agree(Scenario(arms, where, busy(), 60, 500, 5, begin))
    row = tally.layout.groups.index(("subject", "firm"))
    firms = {
        (column.arm, column.count, column.item): int(tally.totals[:, row, place].sum())
        for place, column in enumerate(tally.layout.totals)
    }
    stays, days = (firms["on", count, "blacklist"] for count in ("spells", "listed-days"))
    assert 0 < stays == firms["off", "spells", "blacklist"]
    across = firms["on", "consequence-days", "no-permits-across-the-border"]
    # A stay begins a day before it is heard of; one that begins on the last day is not heard of any more.
    assert across == days - stays
    assert firms["on", "refused", "firm-licence"] > firms["off", "refused", "firm-licence"] == 0


# ---------------------------------------------------------------------------------------- everything at once


LONG = ("-365", "-731", "-1096", "-1827", "-3653", "-more")
"""Classes of stays that are too long for a short run."""

EXECUTED = {
    *PERSON_COUNTS[:6],
    *BAND_COUNTS,
    *(count for count in LIST_COUNTS if not count.endswith(LONG)),
    *GATE_COUNTS[:6],
    *GATE_COUNTS[10:],
    *EVER_COUNTS,
    *DEFECT_COUNTS,
    *STAY_COUNTS,
    *CONSEQUENCE_COUNTS,
    *CONDUCT_COUNTS,
    "hits",
}
"""Counts that both engines fill; the rest of the columns are laid out for what is being built."""


def assert_cells_add_up(tally: Tally) -> None:
    """Summed over either of its dimensions, what is crossed is what is counted by the other alone."""
    groups = tally.layout.groups
    crossed = {
        name: [row for row, (of, _) in enumerate(groups) if of == name] for name, _ in groups if "*" in name
    }
    assert {name: len(rows) for name, rows in crossed.items()} == {"registration*income": 10, "age*sex": 12}
    for name, rows in crossed.items():
        for place, dimension in enumerate(name.split("*")):
            for category in {category for of, category in groups if of == dimension}:
                cells = [row for row in rows if groups[row][1].split("*")[place] == category]
                alone = groups.index((dimension, category))
                for array in (tally.persons, tally.exposure, tally.totals, tally.weekly):
                    assert (array[:, cells].sum(axis=1) == array[:, alone]).all()


def test_the_twins_agree_where_everything_happens() -> None:
    written, about = everything()
    where = mortal(society.load("simpleland"))
    crossed = frozenset({"income*registration", "age*sex"})
    scenario = Scenario((Arm("arm", written),), where, about, 250, 700, 4, START, warm=200, crossed=crossed)
    tally = assert_twins_agree(scenario, agendas=(1, 32))
    assert_cells_add_up(tally)
    # What cannot happen: a lower class where there is one class; grounds of a person's own on a list that
    # only a band leads to; inability or protection on the list that their conducts do not lead to.
    nothing = {("downgraded", "loan"), ("downgraded", "licence"), ("protected", "defaulters")}
    nothing |= {(count, name) for count in ("unable", "unable-days") for name in ("shamed", "models")}
    nothing |= {("protected", "models")}
    # Nobody is refused anything for being on these lists, and one of them is not public.
    nothing |= {("known-gate", "shamed"), ("known-gate", "models"), ("known-public", "models")}
    counted = {
        (column.count, column.item): bool(tally.totals[:, 0, place].any())
        for place, column in enumerate(tally.layout.totals)
    }
    missing = {key for key, happened in counted.items() if not happened}
    assert {key for key in missing if key[0] in EXECUTED} == nothing
    for place, column in enumerate(tally.layout.weekly):
        assert tally.weekly[:, 0, place].any(), column


def test_a_notice_tells_before_a_refusal_that_was_foreseen_in_an_earlier_stay() -> None:
    """A notice on the day of entry reaches everybody: nobody learns of the list from a refusal.

    Stays are short and acts frequent, so that some enter again on the day of a request that was looked for
    when they entered first: found again, it comes after the notice of the new stay.
    """
    about = world(
        conduct("walk-on-red", 60.0),
        gates=[Gate(id="loan", title="Loan", demand=20.0)],
        procedure=Procedure.model_validate({"notice": {"reaches": 1.0}}),
    )
    written = scheme(
        [rule("red", ["walk-on-red"], effect={"enter": "noted"})],
        lists=[black("noted", "10 days")],
        consequences=[consequence("no-loan", {"list": ["noted"]}, "loan", "deny")],
        notice=[{"for": {"lists": ["noted"]}, "due": "before-effect"}],
    )
    scenario = Scenario((Arm("arm", written),), society.plain(), about, 40, 365, 1, START)
    got = totals(assert_twins_agree(scenario), "arm")
    assert got["known-notice", "noted"] == got["spells", "noted"] > 0
    assert got["refused", "loan"] > 0
    assert got["known-gate", "noted"] == 0


def test_a_burden_of_somebody_to_be_covered_later_shows_to_nobody_before() -> None:
    """Everybody is burdened from their thirty-fifth birthday on: until then their friends do not see it."""
    looks = {"general": 0.0, "own": 0.5, "contact": 0.8, "gain": 0.0, "praise": 0.0}
    about = world(
        conduct("walk-on-red", 60.0),
        gates=[Gate(id="loan", title="Loan", demand=20.0)],
        response={kind: looks for kind in ("violation", "expression", "prosocial", "neutral")},
        contact=Contact(household=0.5, peers=0.4, neighbourhood=0.1, full=1.0),
    )
    written = scheme(
        [rule("red", ["walk-on-red"], effect={"points": -1}, lapse=None)],
        scope={"subjects": ["person"], "places": ["all"], "min_age": 35, "enrolment": "compulsory"},
        score={
            "kind": "ledger",
            "start": 100,
            "clip": "on-read",
            "recomputed": "at-once",
            "bands": [{"id": "B", "from": None, "to": 200}, {"id": "A", "from": 200, "to": None}],
        },
        consequences=[consequence("dear", {"band": ["B"]}, "loan", "surcharge", size=0.1)],
    )
    scenario = Scenario((Arm("arm", written),), society.load("simpleland"), about, 200, 365, 1, START)
    assert_twins_agree(scenario)


@pytest.mark.parametrize("wait", [0, 8])
def test_the_twins_agree_on_lists_that_feed_each_other(wait: int) -> None:
    """One entry sets the next off, at once or after a notice: by then the list that began it may be over."""
    written = scheme(
        [
            rule("red", ["walk-on-red"], effect={"enter": "bank"}),
            rule("blue", ["drive-on-red"], effect={"enter": "court"}, proof="judgment"),
            rule("told", [], when={"list": ["bank"]}, effect={"enter": "court"}),
            rule("back", [], when={"list": ["court"]}, effect={"enter": "bank"}, discretion="may"),
        ],
        lists=[black("bank", "5 days"), black("court", "30 days")],
        consequences=[consequence("no-loan", {"list": ["bank", "court"]}, "loan", "deny")],
        notice=[{"for": {"lists": ["court"]}, "due": "before-effect", "days": wait}],
        practice={"may_used": 0.8},
    )
    about = world(
        conduct("walk-on-red", 3.0),
        conduct("drive-on-red", 1.0),
        false={"walk-on-red": 1.0},
        gates=[Gate(id="loan", title="Loan", demand=20.0)],
    )
    scenario = Scenario((Arm("arm", written),), society.plain(), about, 200, 365, 1, START, warm=30)
    got = totals(assert_twins_agree(scenario), "arm")
    assert got["spells", "bank"] > got["hits", "red"] > 0
    assert got["expired", "bank"] > 0


# ---------------------------------------------------------------------------------------- random worlds


@settings(max_examples=45, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(scenarios(people=25, days=380))
def test_the_twins_agree_on_random_worlds(scenario: Scenario) -> None:
    """Also where the agenda of the fast engine overflows, again and again."""
    assert_twins_agree(scenario, agendas=(1, 32))
