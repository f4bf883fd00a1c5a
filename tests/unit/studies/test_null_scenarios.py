"""The no-harm check of our own claims: where nothing is done to anybody, nothing is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.amended import amended, put
from tests.invented import as_data, from_data

import glasshouse as gh
from glasshouse.engine.run import run
from glasshouse.measures import Results
from glasshouse.schemes import load
from glasshouse.studies.comparison import Comparison, compare, plan_comparison
from glasshouse.studies.simulation import set_up

PEOPLE = 30_000
DONE = ("listed-any", "wrongful-any", "refused-any", "sanctioned-days")


def nothing_is_found(results: Results) -> None:
    """Every share of people to whom something was done, and every change, is exactly 0 or has too few."""
    arm = results.scenario.arms[0].name
    assert {results.count(arm, count) for count in DONE} == {0}
    # Whom a scheme covers, and where they stand, is no finding about what it does.
    aside = ("band-share", "covered-share")
    told = [e for e in results.estimates if e.id not in aside]
    assert told
    assert {e.value for e in told} <= {0.0, None}, [e for e in told if e.value]


def zeros(found: Comparison) -> None:
    """Every difference is exactly 0, or of too few; its interval has no width unless nobody was seen."""
    assert found.differences
    for difference in found.differences:
        assert difference.change.value in (0.0, None)
        if difference.change.value is not None and not difference.unseen:
            assert (difference.change.low, difference.change.high) == (0.0, 0.0)
        assert difference.pairing_saves is None


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
    zeros(found)


@pytest.mark.parametrize("kind", ["warm, amended, contact", "remedies of consequences"])
def test_identical_arms_differ_by_exact_zeros_whatever_is_lived(kind: str) -> None:
    """After a warm start, over an amendment, while people see each other; and with bands and remedies."""
    if kind == "remedies of consequences":
        scheme = load("schufa")
        assert any(remedy.for_.consequences for remedy in scheme.remedies)
    else:
        changed = {"from": "2019-07-01", "set": [put("rules.late-payment.effect.points", -40)]}
        scheme = amended(load("simpleland-points"), changed)
    start = date(2019, 3, 1)
    plan = plan_comparison([scheme, scheme], people=PEOPLE, days=200, start=start, warm=0.25)
    assert plan.scenario.warm
    assert plan.scenario.assumptions.contact.runs
    assert len(plan.scenario.texts(plan.scenario.arms[0])) == (1 if kind.startswith("remedies") else 2)
    results = Results.of(run(plan.scenario, threads=2))
    arm = plan.scenario.arms[0].name
    assert results.count(arm, "sanctioned-days") > 0
    found = Comparison(results, plan.pairs)
    assert found.without_effect(found.pairs[0])
    zeros(found)
    # Person by person, too: what is counted in one arm is counted in the other, in every group and week.
    half = results.tally.totals.shape[2] // 2
    assert (results.tally.totals[:, :, :half] == results.tally.totals[:, :, half:]).all()


def test_a_rule_that_never_fires_changes_nothing_in_a_scheme_that_does() -> None:
    """Beside the same scheme without it: an idle rule finds nothing and changes nothing."""
    base = load("simpleland-points")
    data = as_data(base)
    idle = next(rule for rule in data["rules"] if rule["id"] == "red-light") | {
        "id": "idle",
        "count": {"at_least": 1000, "within": "1 day"},
    }
    more = from_data(data | {"rules": [*data["rules"], idle]})
    plan = plan_comparison([base, more], people=PEOPLE, days=200)
    results = Results.of(run(plan.scenario, threads=2))
    assert results.count(plan.scenario.arms[1].name, "hits", "idle") == 0
    assert results.count(plan.scenario.arms[1].name, "hits", "red-light") > 0
    zeros(Comparison(results, plan.pairs))
