"""What is averted, by kind: worked by hand, and held against the sum that it is a part of."""

from __future__ import annotations

import pytest
from tests.unit.measures.made_up import made_up_outcomes, scenario

from glasshouse import assumptions
from glasshouse.engine.outcomes import EXPOSURE_UNIT, Outcomes
from glasshouse.measures import Sample, measures
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.kinds import kind_of

SCHEME = "rongcheng-2014"


@pytest.fixture(scope="module")
def made() -> Outcomes:
    """A scheme whose rules count conduct of every kind."""
    return made_up_outcomes(scenario(SCHEME, 20_000, where="china-2020"))


def answers(name: str, made: Outcomes) -> dict[str, Estimate]:
    return {e.item: e for e in measures()[name].answers(name, Sample(made)) if e.group == "all"}


def test_kinds_of_loss_add_up_to_the_loss_averted(made: Outcomes) -> None:
    whole = answers("harm-averted", made)["any"]
    parts = answers("loss-averted-by-kind", made)
    assert set(parts) == {"fraud", "missed payments", "pollution", "other violations"}
    values = [e.value for e in parts.values() if e.value is not None]
    assert sum(values) == pytest.approx(whole.value, rel=1e-9)
    assert sum(value > 0.0 for value in values) >= 3
    assert all("assumptions on response" in (e.note or "") and e.unit == whole.unit for e in parts.values())


def test_a_kind_is_worth_its_acts_by_their_loss(made: Outcomes) -> None:
    """Of pollution the rules here count litter alone: so many acts fewer, at its loss each."""
    acts, loss = (
        answers(name, made)["pollution"] for name in ("acts-averted-by-kind", "loss-averted-by-kind")
    )
    about = made.scenario.assumptions.conducts["litters"]
    fewer = -made.count(SCHEME, "change", "litters") * EXPOSURE_UNIT * about.rate.value / 365.25
    years = made.tally.persons[:, made.groups.index("all")].sum() * 365 / 365.25
    assert fewer > 0.0 and about.harm is not None
    assert acts.value == pytest.approx(100_000 * fewer / years)
    assert loss.value == pytest.approx(fewer * about.harm.value / years)
    assert acts.low is not None and acts.high is not None and acts.low < acts.value < acts.high


def test_more_acts_are_less_than_nothing_averted() -> None:
    made = made_up_outcomes(scenario("court-defaulters-2017", 20_000))
    columns = {(c.count, c.item): n for n, c in enumerate(made.tally.layout.totals)}
    for (count, _), number in columns.items():
        if count == "change":
            made.tally.totals[:, :, number] = 0
    made.tally.totals[:, :, columns["change", "pays-late"]] = 2**16 * 365
    for name in ("acts-averted-by-kind", "loss-averted-by-kind"):
        found = answers(name, made)
        assert found["missed payments"].value is not None and found["missed payments"].value < 0.0
        untouched = [(e.value, e.low, e.high) for item, e in found.items() if item != "missed payments"]
        assert untouched == [(0.0, 0.0, 0.0)] * 3


def test_what_exercises_a_right_or_breaks_no_law_is_never_averted() -> None:
    """A birth outside a plan is no act that anybody gains by averting; nor is what a scheme rewards."""
    alone = dict.fromkeys(("out-of-plan-birth", "criticises-government", "volunteers"))
    made = made_up_outcomes(scenario("suining-2010", 20_000))
    columns = {(c.count, c.item): n for n, c in enumerate(made.tally.layout.totals)}
    touched = [(item, number) for (count, item), number in columns.items() if count == "change"]
    assert "out-of-plan-birth" in dict(touched)
    for item, number in touched:
        if item not in alone:
            made.tally.totals[:, :, number] = 0
    for name in ("acts-averted-by-kind", "loss-averted-by-kind"):
        assert {e.value for e in answers(name, made).values()} == {0.0}


def test_debts_of_those_who_can_and_who_cannot_are_one_kind_and_a_sham_is_a_fraud() -> None:
    conducts = assumptions.load().conducts
    kinds = {id: kind_of(conduct) for id, conduct in conducts.items()}
    owed = (
        "refuses-judgment",
        "cannot-perform-judgment",
        "pays-late",
        "cannot-pay-on-time",
        "unpaid-utility-bill",
    )
    assert {kinds[id] for id in owed} == {"missed payments"}
    assert kinds["evades-judgment"] == kinds["childcare-fraud"] == kinds["firm-evades-tax"] == "fraud"
    assert kinds["firm-pollutes"] == kinds["litters"] == "pollution"
    assert kinds["speeding"] == kinds["neglects-parents"] == "other violations"
    assert kinds["petitions"] == kinds["gives-blood"] == "other"
