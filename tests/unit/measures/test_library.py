"""A battery over every measure, and each one's numbers recomputed with pandas from the saved counts."""

from __future__ import annotations

import importlib
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from tests.unit.measures.made_up import chance, made_up_outcomes, scenario

from glasshouse.engine.scenario import Arm
from glasshouse.engine.tally import SPELL_DAYS
from glasshouse.measures import Results, Sample, measures
from glasshouse.measures.estimate import CENTRAL
from glasshouse.measures.expression import speaks_out
from glasshouse.measures.halving import to_halve
from glasshouse.measures.measure import FAMILIES
from glasshouse.measures.page import page
from glasshouse.measures.sample import ALL

SCHEMES = ("court-defaulters-2017", "simpleland-points")
OF_BODIES = ("agency-integrity", "national-joint-punishment")
"""Firms and agencies are in China only."""


@cache
def results(scheme: str = SCHEMES[0], people: int = 100_000) -> Results:
    where = "china-2020" if scheme in OF_BODIES else "simpleland"
    return Results.of(made_up_outcomes(scenario(scheme, people, where=where)))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The counts of everybody, as another program would read them."""
    folder = tmp_path_factory.mktemp("run")
    results().save(folder)
    table = pd.read_parquet(folder / "totals.parquet")
    everybody = table[table["dimension"] == "all"]
    return everybody.groupby(["count", "item"], observed=True)["value"].sum()


@pytest.mark.parametrize("name", list(measures()))
def test_each_measure_defines_itself(name: str) -> None:
    text = importlib.import_module(f"glasshouse.measures.library.{name.replace('-', '_')}").__doc__ or ""
    for part in ("Definition:", "Formula:", "Unit:", "Denominator:", "Source:"):
        assert part in text, f"{name} lacks {part}"
    assert measures()[name].unit
    assert measures()[name].family in FAMILIES


@pytest.mark.parametrize("name", list(measures()))
def test_each_measure_answers_with_interval_unit_and_denominator(name: str) -> None:
    schemes = (*SCHEMES, *OF_BODIES, "schufa")
    found = [estimate for scheme in schemes for estimate in results(scheme).estimates if estimate.id == name]
    assert found
    for estimate in found:
        assert estimate.unit == measures()[name].unit
        assert estimate.denominator
        assert CENTRAL in estimate.covers
        assert estimate.value is None or (estimate.low is not None and estimate.high is not None)


def test_each_answer_is_asked_for_once() -> None:
    for scheme in SCHEMES:
        keys = [(e.id, e.arm, e.item, e.group) for e in results(scheme).estimates]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("name", "item", "counted", "of", "factor"),
    [
        ("listed-share", "defaulters", ("listed", "defaulters"), ("covered", ""), 100),
        ("listed-share", "any", ("listed-any", ""), ("covered", ""), 100),
        ("wrongfully-listed-share", "defaulters", ("wrongful", "defaulters"), ("covered", ""), 100),
        ("wrongful-share-of-listed", "defaulters", ("wrongful", "defaulters"), ("listed", "defaulters"), 100),
        ("cannot-pay-share", "defaulters", ("unable", "defaulters"), ("listed", "defaulters"), 100),
        ("protected-ground-share", "defaulters", ("protected", "defaulters"), ("listed", "defaulters"), 100),
        ("refused-share", "train", ("refused-persons", "train"), ("covered", ""), 100),
        ("restricted-share", "any", ("burdened-any", ""), ("covered", ""), 100),
        ("restricted-share", "train", ("restricted-persons", "train"), ("covered", ""), 100),
        (
            "procedurally-defective-share",
            "defaulters: days",
            ("defective-days", "defaulters"),
            ("listed-days", "defaulters"),
            100,
        ),
        ("denials", "flight", ("refused", "flight"), ("covered", ""), 1000 * 365.25 / 365),
        ("restricted-time", "any", ("sanctioned-days", ""), ("covered", ""), 1000 / 365),
        ("how-learned", "defaulters: gate", ("known-gate", "defaulters"), ("spells", "defaulters"), 100),
        ("remedies-granted", "defaulters", ("granted", "defaulters"), ("asked", "defaulters"), 100),
        (
            "unknown-days-share",
            "defaulters",
            ("unknown-days", "defaulters"),
            ("listed-days", "defaulters"),
            100,
        ),
        (
            "days-to-correction",
            "defaulters",
            ("days-to-correction", "defaulters"),
            ("corrected", "defaulters"),
            1,
        ),
        ("covered-share", "days", ("covered-days", ""), ("persons", ""), 100 / 365),
        (
            "days-under-consequence",
            "no-flights",
            ("consequence-days", "no-flights"),
            ("consequence-starts", "no-flights"),
            1,
        ),
        ("days-per-stay", "defaulters", ("listed-days", "defaulters"), ("spells", "defaulters"), 1),
        ("change-in-conduct", "hides-assets", ("change", "hides-assets"), ("exposure", "hides-assets"), 100),
    ],
)
def test_values_recomputed_from_the_saved_counts(
    saved: pd.Series, name: str, item: str, counted: tuple[str, str], of: tuple[str, str], factor: float
) -> None:
    expected = factor * saved[counted] / saved[of]
    assert results().find(name, item=item).value == pytest.approx(expected, rel=1e-12)


def test_the_interval_holds_the_made_up_truth() -> None:
    """Among independent estimates of one known share, nearly all intervals hold it."""
    truth = 100 * chance("refused-persons")
    found = [e for e in results().estimates if e.id == "refused-share" and e.item != "any"]
    held = [e.low is not None and e.high is not None and e.low <= truth <= e.high for e in found]
    assert len(held) >= 6
    assert sum(held) >= len(held) - 2


def test_rate_ratios_of_equal_groups_hold_1() -> None:
    found = [e for e in results().estimates if e.id == "listing-rate-ratio" and e.value is not None]
    held = [e.low is not None and e.high is not None and e.low <= 1.0 <= e.high for e in found]
    assert len(held) > 20
    assert np.mean(held) > 0.85


def test_where_nobody_is_refused_the_limit_is_the_rule_of_three() -> None:
    quiet = Results.of(
        made_up_outcomes(scenario(), lambda count: 0.0 if "refused" in count else chance(count))
    )
    covered = quiet.count("court-defaulters-2017", "covered")
    share = quiet.find("refused-share", item="any")
    assert (share.value, share.low) == (0.0, 0.0)
    assert share.high == pytest.approx(100 * 3 / covered)
    rate = quiet.find("denials", item="flight")
    assert rate.high == pytest.approx(1000 * 3 / (covered * 365 / 365.25))
    assert rate.note is not None and "rule of three" in rate.note


def test_too_few_neighbourhoods_give_no_number_at_all() -> None:
    few = results(people=19_000)
    assert all(estimate.value is None and estimate.note for estimate in few.estimates)
    enough = results(people=20_000)
    assert enough.find("listed-share", item="any").value is not None


def test_small_cells_say_too_few() -> None:
    rare = Results.of(
        made_up_outcomes(scenario(), lambda count: 0.0001 if count == "listed" else chance(count))
    )
    listed = rare.count("court-defaulters-2017", "listed", "defaulters")
    assert 0 < listed < 50
    told = rare.find("wrongful-share-of-listed", item="defaulters")
    assert told.value is None
    assert told.note is not None and "50 are needed" in told.note


def test_a_place_with_few_neighbourhoods_is_not_told_apart() -> None:
    by_place = [e for e in results().estimates if e.id == "listed-share" and e.group.startswith("place=")]
    plan = results().plan
    places = [place.id for place in results().scenario.society.tables().places]
    for estimate in by_place:
        homes = int((plan.place == places.index(estimate.group.partition("=")[2])).sum())
        assert (estimate.value is not None) == (homes >= 20)
    assert {estimate.value is None for estimate in by_place} == {True, False}


def test_expression_is_report_only_and_says_that_it_was_never_measured() -> None:
    found = results("simpleland-points").estimates
    conducts = results().scenario.assumptions.conducts
    about_speech = {e.item for e in found if e.item in conducts and speaks_out(conducts[e.item])}
    assert "joins-protest" in about_speech
    for estimate in found:
        if estimate.item in conducts:
            assert estimate.report_only == (estimate.item in about_speech)
        if estimate.report_only:
            assert estimate.note is not None and "was ever measured" in estimate.note
            assert "was ever measured" in str(estimate)


def test_estimates_are_saved_with_their_intervals(tmp_path: Path) -> None:
    results().save_estimates(tmp_path)
    table = pd.read_parquet(tmp_path / "estimates.parquet")
    assert len(table) == len(results().estimates)
    known = table[table["value"].notna()]
    assert known[["low", "high"]].notna().all().all()
    assert (known["unit"] != "").all()


def test_an_estimate_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="'any', 'defaulters'"):
        results().find("listed-share", item="nobody")


def test_acts_and_their_share_tell_the_same_change() -> None:
    """The change in acts over the acts expected without the scheme is the change in per cent."""
    made = results("simpleland-points")
    conduct = next(e.item for e in made.estimates if e.id == "change-in-acts")
    acts, share = (made.find(name, item=conduct).value for name in ("change-in-acts", "change-in-conduct"))
    without = made.expected_acts("baseline", conduct)[:, 0].sum() / (100_000 * 365 / 365.25) * 100_000
    assert acts is not None and share is not None
    assert acts / without == pytest.approx(share / 100)


def test_the_page_tells_every_measure() -> None:
    text = page()
    for name in measures():
        assert f"(`{name}`)" in text
    assert text.count("**Definition.**") == text.count("**Source.**") == len(measures())


@cache
def two_arms() -> Results:
    """Two arms of one scheme; the second lists more."""
    single = scenario()
    scheme = single.arms[0].scheme
    both = replace(single, arms=(Arm("narrow", scheme), Arm("broad", scheme), Arm("again", scheme)))
    made = made_up_outcomes(both)
    columns = {(c.arm, c.count, c.item): n for n, c in enumerate(made.tally.layout.totals)}
    totals = made.tally.totals
    for arm, count, item in columns:
        if arm != "narrow" and ("narrow", count, item) in columns:
            totals[:, :, columns[arm, count, item]] = totals[:, :, columns["narrow", count, item]]
    extra = np.random.default_rng(5).poisson(3, totals.shape[0])
    rows = [row for row, (dimension, _) in enumerate(made.tally.layout.groups) if dimension == "all"]
    first_place = next(r for r, (dimension, _) in enumerate(made.tally.layout.groups) if dimension == "place")
    for row in (*rows, first_place):
        totals[:, row, columns["broad", "listed", "defaulters"]] += extra
    return Results.of(made)


def test_an_arm_and_its_copy_differ_by_exactly_nothing() -> None:
    found = list(
        measures()["listed-share"].differences("listed-share", Sample(two_arms()), "again", "narrow")
    )
    known = [(e.value, e.low, e.high) for e in found if e.item == "defaulters"]
    assert known == [(0.0, 0.0, 0.0)]


def test_a_paired_difference_is_narrower_than_two_intervals() -> None:
    made = two_arms()
    found = measures()["listed-share"].differences("listed-share", Sample(made), "broad", "narrow")
    (apart,) = [e for e in found if e.item == "defaulters"]
    one, other = (made.find("listed-share", arm=arm, item="defaulters") for arm in ("broad", "narrow"))
    assert apart.arm == "broad - narrow"
    assert apart.value is not None and apart.low is not None and apart.high is not None
    assert one.value is not None and other.value is not None
    assert one.high is not None and one.low is not None
    assert apart.value == pytest.approx(one.value - other.value)
    assert apart.low > 0
    assert apart.high - apart.low < 0.6 * (one.high - one.low)


def test_two_arms_without_any_event_may_still_differ_by_the_rule_of_three() -> None:
    single = scenario()
    scheme = single.arms[0].scheme
    both = replace(single, arms=(Arm("one", scheme), Arm("other", scheme)))
    made = Results.of(made_up_outcomes(both, lambda count: 0.0))
    (apart,) = [
        e
        for e in measures()["listed-share"].differences("listed-share", Sample(made), "one", "other")
        if e.item == "defaulters"
    ]
    limit = 100 * 3 / min(made.count(arm, "covered") for arm in ("one", "other"))
    assert (apart.value, apart.low, apart.high) == (0.0, pytest.approx(-limit), pytest.approx(limit))


def test_four_times_as_many_people_about_halve_an_interval() -> None:
    """The square-root law, and the line that says so; nothing is said of rules of three or of too few."""
    small, large = results(people=25_000), results(people=100_000)
    widths = [
        [
            e.high - e.low
            for e in made.estimates
            if (e.id, e.group) == ("refused-share", "all") and e.high is not None and e.low is not None
        ]
        for made in (small, large)
    ]
    assert len(widths[0]) == len(widths[1]) > 5
    assert float(np.mean(np.divide(*widths))) == pytest.approx(2.0, rel=0.15)
    asked = [large.find("refused-share", item="flight")]
    told = to_halve(100_000, [asked[0]])
    assert told is not None
    assert "Four times as many people (400,000)" in told
    quiet = Results.of(made_up_outcomes(scenario(), lambda count: 0.0))
    assert to_halve(100_000, [quiet.find("refused-share", item="any")]) is None
    assert to_halve(19_000, results(people=19_000).estimates) is None


def test_the_time_to_recovery_is_the_area_under_the_life_table() -> None:
    """Half of the stays end evenly within a month, half stay: 15 days of the first 30, then all of them."""
    made = made_up_outcomes(scenario(), lambda count: 0.0)
    columns = {(c.count, c.item): n for n, c in enumerate(made.tally.layout.totals)}
    totals = made.tally.totals
    for count, each in (("listed", 20), ("spells", 20), ("ended-30", 10), ("open-more", 10)):
        totals[:, :, columns[count, "defaulters"]] = each
    (found,) = [
        e for e in Results.of(made).estimates if e.id == "days-to-recovery" and "defaulters:" in e.item
    ]
    assert found.item == "defaulters: of 183 days"
    assert found.value == pytest.approx(0.5 * 15 + 0.5 * 30 + 0.5 * (183 - 30))


def test_acts_that_a_rule_takes_up_are_of_those_done_while_covered() -> None:
    made = made_up_outcomes(scenario("simpleland-points"), lambda count: 0.0)
    columns = {(c.count, c.item): n for n, c in enumerate(made.tally.layout.totals)}
    for count, item, each in (
        ("covered-exposure", "walk-on-red", 800 * 365 * 2**16),
        ("change", "walk-on-red", -300 * 365 * 2**16),
        ("hits", "red-light", 50),
    ):
        made.tally.totals[:, :, columns[count, item]] = each
    rate = made.scenario.assumptions.conducts["walk-on-red"].rate.value
    found = Results.of(made).find("acts-taken-up", item="red-light")
    assert found.value == pytest.approx(100 * 50 / (500 * rate * 365 / 365.25))


def test_the_life_table_is_the_product_limit_estimate_of_scipy() -> None:
    """Stays begun on the first day and watched for a year: at the ends of classes both say the same."""
    luck = np.random.default_rng(3)
    made = made_up_outcomes(scenario(), lambda count: 0.0)
    columns = {(c.count, c.item): n for n, c in enumerate(made.tally.layout.totals)}
    lasted = np.ceil(luck.exponential(120.0, (made.tally.totals.shape[0], 40)))
    watched = np.minimum(lasted, 365.0)
    for count in ("listed", "spells"):
        made.tally.totals[:, :, columns[count, "defaulters"]] = 40
    ends = [0, *(int(days) for days in SPELL_DAYS[:-1])]
    for after, end in pairwise(ends):
        here = (watched > after) & (watched <= end)
        for count, which in (("ended", lasted <= 365.0), ("open", lasted > 365.0)):
            number = columns[f"{count}-{end}", "defaulters"]
            made.tally.totals[:, :, number] = (here & which).sum(axis=1, keepdims=True)
    seen = stats.CensoredData.right_censored(watched.ravel(), (lasted > 365.0).ravel())
    survival = stats.ecdf(seen).sf
    found = Results.of(made)
    for days in (30, 91, 183):
        told = found.find("still-listed-after", item=f"defaulters: {days} days").value
        assert told == pytest.approx(100 * float(survival.evaluate(days)))


@pytest.mark.parametrize(
    ("name", "part", "whole"),
    [
        ("unknown-days-share", "unknown-days", "listed-days"),
        ("wrongful-days-share", "wrongful-days", "listed-days"),
        ("procedurally-defective-share", "defective", "listed"),
    ],
)
def test_a_share_of_all_is_told_with_limits_up_to_all(name: str, part: str, whole: str) -> None:
    """Of a list that tells nobody, all days are spent without knowing: never more than 100 in 100."""
    made = made_up_outcomes(scenario("court-defaulters-2017", 20_000))
    columns = {(c.count, c.item): n for n, c in enumerate(made.tally.layout.totals)}
    for (count, item), number in columns.items():
        if count == part:
            made.tally.totals[:, :, number] = made.tally.totals[:, :, columns[whole, item]]
    found = [e for e in measures()[name].answers(name, Sample(made)) if e.value == 100.0]
    assert found and all(e.high == 100.0 and 99.0 < (e.low or 0.0) < 100.0 for e in found)


def test_a_measure_says_whether_it_has_anything_to_tell_of_everybody() -> None:
    """What compares groups is not worked out where everybody alone is asked about, as in each draw."""
    sample = Sample(two_arms())
    for name, measure in measures().items():
        groups = {fraction.group for fraction in sample.once(measure.fractions)}
        if groups:
            # One that is about firms, or public bodies, alone compares them with nobody.
            everybody = ALL in groups or len(groups) == 1
            assert measure.among_groups != everybody, name
