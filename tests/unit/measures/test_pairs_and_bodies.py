"""Measures worked by hand: pairs of conduct and consequence, firms and agencies, people without a history."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.measures.made_up import chance, made_up_outcomes, scenario

from glasshouse.engine.outcomes import EXPOSURE_UNIT, Outcomes
from glasshouse.measures import Sample, measures
from glasshouse.measures.estimate import Estimate


def answers(name: str, made: Outcomes) -> dict[str, Estimate]:
    """The answers of one measure for everybody, or for the whole that the scheme is about, by item."""
    found = measures()[name].answers(name, Sample(made))
    return {e.item: e for e in found if e.group in ("all", "subject=firm", "subject=agency")}


def counted(made: Outcomes, *counts: tuple[str, str, int]) -> Outcomes:
    """The same outcomes with so many of some counts in each replicate, in all groups alike."""
    columns = {(c.count, c.item): n for n, c in enumerate(made.tally.layout.totals)}
    for count, item, each in counts:
        made.tally.totals[:, :, columns[count, item]] = each
    return made


def test_days_by_a_score_are_shared_out_by_the_points_taken() -> None:
    """A protest (10 points, 50 times) and being late (5 points, 100 times) have half of the days each."""
    made = made_up_outcomes(scenario("simpleland-points", 30_000), lambda count: 0.0)
    counted(
        made, ("hits", "protest", 50), ("hits", "late-payment", 100), ("consequence-days", "no-flights", 900)
    )
    (lawful,) = answers("heaviest-for-lawful", made).values()
    assert (lawful.item, lawful.value) == ("joins-protest: no-flights", pytest.approx(450 / 50))
    loss = made.scenario.assumptions.conducts["pays-late"].harm
    assert loss is not None
    (late,) = answers("heaviest-per-loss", made).values()
    assert (late.item, late.value) == ("pays-late: no-flights", pytest.approx(4.5 / (loss.value / 10_000)))
    # A rule that takes three late payments is weighed by three of them, and is the heavier here.
    counted(
        made,
        ("hits", "third-late-payment", 10),
        ("stay-days", "third-late-payment", 300),
        ("consequence-days", "no-credit-cards", 300),
    )
    (third,) = answers("heaviest-per-loss", made).values()
    expected = 30 / (3 * loss.value / 10_000)
    assert (third.item, third.value) == ("pays-late: no-credit-cards", pytest.approx(expected))
    assert "3 acts each time" in (third.note or "")


def test_days_by_a_list_are_shared_out_by_the_stays_begun() -> None:
    """Of 1,200 days under a consequence a rule with a third of the stays has 400, over 80 times."""
    made = made_up_outcomes(scenario("court-defaulters-2017", 30_000), lambda count: 0.0)
    counted(
        made,
        ("hits", "able-refuses", 80),
        ("stay-days", "able-refuses", 500),
        ("stay-days", "obstructs-enforcement", 1000),
        ("consequence-days", "no-flights", 1200),
    )
    found = answers("heaviest-per-loss", made)
    assert found["refuses-judgment: no-flights"].value == pytest.approx(400 / 80 / 3)


def test_a_rule_that_hardly_ever_took_effect_makes_no_pair() -> None:
    made = made_up_outcomes(scenario("narrow-court-register", 30_000), lambda count: 0.0)
    columns = {(c.count, c.item): n for n, c in enumerate(made.tally.layout.totals)}
    counted(made, ("stay-days", "able-and-unwilling", 5), ("consequence-days", "no-new-loans", 5))
    place = next(row for row, name in enumerate(made.groups) if name.startswith("place="))
    for times, pairs in ((49, 0), (64, 1)):
        made.tally.totals[0, place, columns["hits", "able-and-unwilling"]] = times // 2
        made.tally.totals[1, place, columns["hits", "able-and-unwilling"]] = times - times // 2
        assert len(answers("heaviest-per-loss", made)) == pairs


def test_firms_barred_and_contracts_kept_are_counted_among_their_own_kind() -> None:
    made = made_up_outcomes(scenario("national-joint-punishment", 60_000, where="china-2020"))
    firms = made.count("national-joint-punishment", "covered", group="subject=firm")
    barred = made.count("national-joint-punishment", "restricted-any", group="subject=firm")
    assert answers("firms-barred", made)["any"].value == pytest.approx(1000 * barred / firms)

    made = made_up_outcomes(scenario("agency-integrity", 60_000, where="china-2020"))
    bodies = made.tally.persons[:, made.groups.index("subject=agency")].sum()
    conducts = ["agency-breaks-contract", "agency-pays-late", "agency-refuses-judgment"]
    kept = {
        id: -made.count("agency-integrity", "change", id, "subject=agency")
        * EXPOSURE_UNIT
        * made.scenario.assumptions.conducts[id].rate.value
        / 365
        for id in conducts
    }
    found = answers("contracts-kept", made)
    assert set(found) == {"any", *conducts}
    for id, acts in (*kept.items(), ("any", sum(kept.values()))):
        assert found[id].value == pytest.approx(1000 * acts / bodies)
    assert "assumptions on response" in (found["any"].note or "")


def test_access_without_a_history_weighs_each_group_by_its_share_without() -> None:
    """Where one group in two gains, the share is that of its people without a history, not of all of them."""
    made = made_up_outcomes(
        scenario("sesame-2015", 60_000), lambda count: 0.0 if "favoured" in count else chance(count)
    )
    groups = {name: row for row, name in enumerate(made.groups)}
    columns = {(c.count, c.item): n for n, c in enumerate(made.tally.layout.totals)}
    totals, gained = made.tally.totals, columns["favoured-persons", "rental-deposit"]
    covered = totals[:, :, columns["covered", ""]]
    shares = np.minimum(1.0, 0.51 * np.array([1.5, 1.25, 1.0, 0.75, 0.5]))
    rows = [groups[f"income=q{fifth}"] for fifth in range(1, 6)]
    totals[:, rows[0], gained] = covered[:, rows[0]]
    people = covered[:, rows].sum(axis=0)
    expected = 100 * shares[0] * people[0] / (shares * people).sum()
    found = answers("access-without-history", made)["rental-deposit"]
    assert found.value == pytest.approx(expected)
    assert found.people == round((shares * people).sum())
