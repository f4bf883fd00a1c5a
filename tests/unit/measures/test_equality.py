"""Group measures against pandas, which is given each counted person as a row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.unit.measures.made_up import chance, made_up_outcomes, scenario

from glasshouse.measures import Results, Sample, measures
from glasshouse.measures.fraud import who_was_listed

ARM = "court-defaulters-2017"


@pytest.fixture(scope="module")
def results() -> Results:
    crossed = frozenset({"registration*income"})
    return Results.of(made_up_outcomes(replace(scenario(ARM, 60_000), crossed=crossed)))


@pytest.mark.parametrize(
    ("measure", "count"), [("listing-rate-ratio", "listed-any"), ("refusal-rate-ratio", "refused-any")]
)
@pytest.mark.parametrize("dimension", ["income", "sex", "registration*income"])
def test_ratios_are_the_shares_of_rows_inside_and_outside_a_group(
    results: Results, measure: str, count: str, dimension: str
) -> None:
    sample = Sample(results)
    categories = sample.categories(dimension)
    covered = [results.count(ARM, "covered", group=f"{dimension}={c}") for c in categories]
    counted = [results.count(ARM, count, group=f"{dimension}={c}") for c in categories]
    group = np.repeat(categories, covered)
    chosen = np.concatenate([np.arange(n) < k for n, k in zip(covered, counted, strict=True)]).astype(int)
    for place, category in enumerate(categories):
        inside = np.where(group == category, "in", "out")
        share = pd.crosstab(inside, chosen, normalize="index")[1]
        found = results.find(measure, item="any", group=f"{dimension}={category}")
        assert found.value == pytest.approx(share["in"] / share["out"], rel=1e-9)
        assert covered[place] > 0


def test_given_equal_conduct_groups_that_differ_in_nothing_have_a_ratio_of_1(results: Results) -> None:
    found = [e for e in results.estimates if e.id == "listing-ratio-given-conduct" and e.value is not None]
    held = [e.low is not None and e.high is not None and e.low <= 1.0 <= e.high for e in found]
    assert len(held) > 20
    assert np.mean(held) > 0.85


def refused_given_conduct(
    scheme: str, counts: dict[str, int], acts: dict[str, tuple[int, int]], where: str = "simpleland"
) -> dict[str, float | None]:
    """How much oftener women and men are refused than others who do the same, of 14 and of 10 in 100.

    Args:
        scheme: whose counts are made up.
        counts: times that some of its rules took effect.
        acts: of some conducts, how much women and men do; of all others they do as much.
        where: the society.
    """
    made = made_up_outcomes(scenario(scheme, 20_000, where=where), lambda count: 0.0)
    layout, tally = made.tally.layout, made.tally
    tally.exposure[:], tally.totals[:] = 2 * 10**7, 0
    women, men = (layout.groups.index(("sex", name)) for name in ("female", "male"))
    for conduct in layout.conducts:
        done = acts.get(conduct, (1, 1))
        number = layout.conducts.index(conduct)
        tally.exposure[:, :, number] = 10**7 * sum(done)
        tally.exposure[:, women, number], tally.exposure[:, men, number] = (10**7 * each for each in done)
    for number, column in enumerate(layout.totals):
        tally.totals[:, :, number] = {"covered": 100, "refused-any": 24}.get(column.count, 0)
        if column.count == "refused-any":
            tally.totals[:, women, number], tally.totals[:, men, number] = 14, 10
        if column.count == "hits":
            tally.totals[:, :, number] = counts.get(column.item, 0)
    name = "refusal-ratio-given-conduct"
    found = measures()[name].answers(name, Sample(made))
    return {e.group: e.value for e in found if e.group.startswith("sex=")}


def test_refused_given_conduct_weighs_groups_by_the_rules_that_lead_to_refusals() -> None:
    """By hand: 14 women to 70 records expected of them are as many as 10 men to 50.

    Protests lead to 80 records, of which women's acts explain three in four; being late to 20 by points and
    20 by the list, one in four of each: 60 + 10 of women, 20 + 30 of men.
    """
    counts = {"protest": 80, "late-payment": 20, "third-late-payment": 20, "volunteering": 900}
    acts = {"joins-protest": (3, 1), "pays-late": (1, 3), "volunteers": (1, 99)}
    found = refused_given_conduct("simpleland-points", counts, acts)
    assert found == {"sex=female": pytest.approx(1.0), "sex=male": pytest.approx(1.0)}
    # Without the protests women do a third of what men do of that which counts.
    found = refused_given_conduct("simpleland-points", counts | {"protest": 0}, acts)
    assert found == {"sex=female": pytest.approx(14 / 10 * 3), "sex=male": pytest.approx(10 / 14 / 3)}


@pytest.mark.parametrize(
    ("scheme", "rule", "leads"),
    [
        ("simpleland-points", "drunk-driving", True),
        ("simpleland-points", "blood", False),
        ("beijing-press-2018", "speeding", True),
        ("beijing-press-2018", "blood", False),
        ("dutch-childcare-2013", "any-error", True),
        ("schufa", "", False),
    ],
)
def test_only_rules_that_lead_to_a_refusal_count(scheme: str, rule: str, leads: bool) -> None:
    """Deeds that earn points lead nowhere, nor does a scorecard of no acts; a band may lead onto a list."""
    found = refused_given_conduct(
        scheme, {rule: 50}, {}, "simpleland" if "simple" in scheme else "china-2020"
    )
    assert found == ({"sex=female": pytest.approx(1.4), "sex=male": pytest.approx(1 / 1.4)} if leads else {})


def test_frauds_averted_are_never_told_without_who_was_listed(results: Results) -> None:
    beside = who_was_listed(Sample(results), ARM)
    assert "wrongly listed" in beside and "could not have done otherwise" in beside
    for id in ("frauds-averted", "listings-per-fraud-averted"):
        found = results.find(id, item="any")
        assert beside in (found.note or "")
        assert beside in str(found)


def test_the_reciprocal_is_not_determined_where_nothing_is_averted() -> None:
    still = made_up_outcomes(scenario(ARM, 60_000), lambda count: chance(count))
    changes = [n for n, c in enumerate(still.tally.layout.totals) if c.count == "change"]
    # As many acts more in one neighbourhood as fewer in the next: whether any are averted is luck.
    sign = (-1) ** np.arange(still.tally.totals.shape[0])
    still.tally.totals[:, :, changes] = (sign * 10**9 + 1)[:, None, None]
    found = Results.of(still).find("listings-per-fraud-averted", item="any")
    assert found.value is None
    assert found.absent == "not determined"
    assert str(found).startswith("not determined")


def test_the_life_table_is_the_share_that_lasted_where_nothing_is_cut_off() -> None:
    """Without stays cut off, the product over the classes is the plain share of longer stays."""
    made = made_up_outcomes(scenario(ARM, 60_000, days=800))
    layout = made.tally.layout.totals
    for number, column in enumerate(layout):
        if column.count.startswith("open-"):
            made.tally.totals[:, :, number] = 0
    results = Results.of(made)
    ended = {
        length: results.count(ARM, f"ended-{length}", "defaulters")
        for length in ("30", "91", "183", "365", "731", "1096", "1827", "3653", "more")
    }
    total = sum(ended.values())
    longer = total
    for length in ("30", "91", "183", "365", "731"):
        longer -= ended[length]
        found = results.find("still-listed-after", item=f"defaulters: {length} days")
        assert found.value == pytest.approx(100 * longer / total)
    with pytest.raises(KeyError):
        results.find("still-listed-after", item="defaulters: 1096 days")
