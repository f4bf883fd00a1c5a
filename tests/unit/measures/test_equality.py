"""Group measures against pandas, which is given each counted person as a row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.unit.measures.made_up import chance, made_up_outcomes, scenario

from glasshouse.measures import Results, Sample
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
