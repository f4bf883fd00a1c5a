"""The no-harm check of our own claims: where nothing is done to anybody, nothing is found."""

from __future__ import annotations

from dataclasses import replace

import glasshouse as gh
from glasshouse.engine.run import run
from glasshouse.measures import Results
from glasshouse.schemes import load
from glasshouse.studies.comparison import compare
from glasshouse.studies.simulation import set_up

PEOPLE = 30_000
DONE = ("listed-any", "wrongful-any", "refused-any", "sanctioned-days")


def nothing_is_found(results: Results) -> None:
    """Every share of people to whom something was done, and every change, is exactly 0 or has too few."""
    arm = results.scenario.arms[0].name
    assert {results.count(arm, count) for count in DONE} == {0}
    # A percentage of acts of which there are none says nothing; the acts themselves do.
    told = [e for e in results.estimates if e.id not in ("band-share", "change-in-conduct")]
    assert told
    assert {e.value for e in told} <= {0.0, None}, [e for e in told if e.value]


def test_without_rules_there_is_nothing_to_tell() -> None:
    """A scheme needs a rule; a world without any scheme gives no answer about one."""
    bare = replace(set_up("simpleland-points", people=PEOPLE), arms=())
    results = Results.of(run(bare, threads=2))
    assert results.estimates == ()
    assert results.tally.totals.size == 0


def test_rules_that_never_fire_find_nothing() -> None:
    """The same rules where nobody ever does what they count, and no false record comes in."""
    scheme = load("court-defaulters-2017")
    assumptions = gh.load_assumptions()
    never = {f"assumptions.conducts.{conduct}.rate": 0.0 for conduct in assumptions.conducts}
    for id, source in assumptions.sources.items():
        for conduct in source.false_records:
            never[f"assumptions.sources.{id}.false_records.{conduct}"] = 0.0
    results = gh.simulate(scheme, people=PEOPLE, settings=never, threads=2)
    assert {results.count(scheme.id, "hits", rule.id) for rule in scheme.rules} == {0}
    nothing_is_found(results)


def test_identical_arms_differ_by_exact_zeros_everywhere() -> None:
    found = compare("court-defaulters-2017", "court-defaulters-2017", people=PEOPLE, threads=2)
    assert found.without_effect(found.pairs[0])
    assert found.differences
    for difference in found.differences:
        assert difference.change.value in (0.0, None)
        if difference.change.value is not None and not difference.unseen:
            assert (difference.change.low, difference.change.high) == (0.0, 0.0)
        assert difference.pairing_saves is None
