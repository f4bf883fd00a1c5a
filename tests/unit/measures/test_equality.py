"""Group measures against pandas, which is given each counted person as a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.unit.measures.made_up import chance, made_up_outcomes, scenario

from glasshouse.measures import Results, Sample, measures
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.fraud import who_was_listed
from glasshouse.measures.shares import gates_closed
from glasshouse.schemes import Reform, load, load_reform
from glasshouse.schemes.reforming import Change

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


def given_conduct(
    name: str,
    scheme: str,
    counts: dict[str, int],
    acts: dict[str, tuple[int, int]] | None = None,
    *changes: Change,
    where: str = "simpleland",
) -> dict[str, Estimate]:
    """How much oftener something befalls women and men than others who do the same: 14 and 10 in 100.

    Args:
        name: of the measure.
        scheme: whose counts are made up.
        counts: times that some of its rules took effect.
        acts: of some conducts, how much women and men do; of all others they do as much.
        *changes: of the scheme.
        where: the society.
    """
    made = made_up_outcomes(scenario(scheme, 20_000, 365, 1, *changes, where=where), lambda count: 0.0)
    layout, tally = made.tally.layout, made.tally
    tally.exposure[:], tally.totals[:] = 2 * 10**7, 0
    women, men = (layout.groups.index(("sex", name)) for name in ("female", "male"))
    for conduct in layout.conducts:
        done = (acts or {}).get(conduct, (1, 1))
        number = layout.conducts.index(conduct)
        tally.exposure[:, :, number] = 10**7 * sum(done)
        tally.exposure[:, women, number], tally.exposure[:, men, number] = (10**7 * each for each in done)
    befell = {"listing-ratio-given-conduct": "listed-any", "refusal-ratio-given-conduct": "refused-any"}[name]
    for number, column in enumerate(layout.totals):
        tally.totals[:, :, number] = {"covered": 100, befell: 24}.get(column.count, 0)
        if column.count == befell:
            tally.totals[:, women, number], tally.totals[:, men, number] = 14, 10
        if column.count == "hits":
            tally.totals[:, :, number] = counts.get(column.item, 0)
    found = measures()[name].answers(name, Sample(made))
    return {e.group: e for e in found if e.group.startswith("sex=")}


def values(found: dict[str, Estimate]) -> dict[str, float | None]:
    return {group: e.value for group, e in found.items()}


def women_to_men(ratio: float) -> dict[str, object]:
    """Of two groups each is the other's others."""
    return {"sex=female": pytest.approx(ratio), "sex=male": pytest.approx(1.0 / ratio)}


REFUSED, LISTED = "refusal-ratio-given-conduct", "listing-ratio-given-conduct"


def test_refused_given_conduct_weighs_groups_by_the_rules_that_lead_to_refusals() -> None:
    """By hand: 14 women to 70 records expected of them are as many as 10 men to 50.

    Protests lead to 80 records, of which women's acts explain three in four; being late to 20 by points and
    20 by the list, one in four of each: 60 + 10 of women, 20 + 30 of men.
    """
    counts = {"protest": 80, "late-payment": 20, "third-late-payment": 20, "volunteering": 900}
    acts = {"joins-protest": (3, 1), "pays-late": (1, 3), "volunteers": (1, 99)}
    found = given_conduct(REFUSED, "simpleland-points", counts, acts)
    assert values(found) == women_to_men(1.0)
    # Without the protests women do a third of what men do of that which counts.
    found = given_conduct(REFUSED, "simpleland-points", counts | {"protest": 0}, acts)
    assert values(found) == women_to_men(14 / 10 * 3)


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
    where = "simpleland" if "simple" in scheme else "china-2020"
    found = given_conduct(REFUSED, scheme, {rule: 50}, where=where)
    assert values(found) == (women_to_men(1.4) if leads else {})


def listed_by(*rules: str) -> Reform:
    """Simpleland, where people come onto the only blacklist by these rules, perhaps through another list."""
    added = [f"path: rules, value: {{{rule}, proof: report}}" for rule in rules]
    if BY_PROTEST in rules:
        watched = "id: watched, polarity: red, stay: {for: 1 year}, exit: [{by: expiry, within: 0 days}]"
        added.append(f"path: lists, value: {{{watched}}}")
    return load_reform(
        "format: 1\nreform: {id: listed-otherwise, title: Listed otherwise}\n"
        "remove: [rules.third-late-payment]\nadd:\n" + "".join(f"  - {{{item}}}\n" for item in added)
    )


BY_PROTEST = "id: noted, when: {conducts: [joins-protest]}, effect: {enter: watched}"
FROM_WATCHED = "id: passed-on, when: {list: [watched]}, effect: {enter: late-payers}"
BY_DEBT = "id: owes, when: {conducts: [pays-late]}, effect: {enter: late-payers}"
FROM_D = "id: fallen, when: {band: [D]}, effect: {enter: late-payers}"
TO_D = "id: put-down, when: {conducts: [joins-protest]}, effect: {to_band: D}"


@pytest.mark.parametrize(
    ("rules", "counts", "ratio"),
    [
        # The blacklist is entered from a list that is none: 14 women to three records, 10 men to one.
        ((BY_PROTEST, FROM_WATCHED), {"noted": 80, "passed-on": 80}, 14 / 10 / 3),
        # And by debts too: 60 + 10 records of women, 20 + 30 of men. What is passed on is not counted again.
        ((BY_PROTEST, FROM_WATCHED, BY_DEBT), {"noted": 80, "passed-on": 80, "owes": 40}, 1.0),
        # From a band: by points for being late, one in four a woman's, and by being put there for a protest.
        ((FROM_D,), {"late-payment": 40, "fallen": 7}, 14 / 10 * 3),
        ((FROM_D, TO_D), {"late-payment": 40, "put-down": 80, "fallen": 7}, 1.0),
    ],
)
def test_listed_given_conduct_looks_behind_other_lists_and_bands(
    rules: tuple[str, ...], counts: dict[str, int], ratio: float
) -> None:
    acts = {"joins-protest": (3, 1), "pays-late": (1, 3)}
    found = given_conduct(LISTED, "simpleland-points", counts, acts, listed_by(*rules))
    assert values(found) == women_to_men(ratio)
    assert all(e.note is None for e in found.values())


def test_a_scorecard_that_lists_people_beside_rules_is_named() -> None:
    """Records of payments are set against all who are listed, and it is said whom they do not explain."""
    rules = "\n".join(
        f"  - {{id: {id}, {when}, proof: report, effect: {{enter: poor-risks}}}}"
        for id, when in (("low", "when: {band: [low]}"), ("owes", "when: {conducts: [pays-late]}"))
    )
    card = (Path(__file__).parents[1] / "schemes" / "scorecard.yaml").read_text(encoding="utf-8")
    card += (
        "lists:\n  - {id: poor-risks, polarity: black, stay: {for: 1 year}, "
        "exit: [{by: expiry, within: 0 days}]}\n"
    )
    acts = {"pays-late": (1, 3)}
    both = given_conduct(LISTED, card.replace("rules: []", f"rules:\n{rules}"), {"owes": 40}, acts)
    assert values(both) == women_to_men(14 / 10 * 3)
    assert all("a scorecard leads to" in e.note and "'poor-risks'" in e.note for e in both.values() if e.note)
    assert all(e.note for e in both.values())
    alone = given_conduct(
        LISTED, card.replace("rules: []", "rules:\n" + rules.split("\n")[0]), {"low": 40}, acts
    )
    assert alone == {}


def test_what_an_amendment_brings_is_looked_at_too() -> None:
    """Of a scheme amended during the run and before it: flights are refused by no first text of this one."""
    read = load("court-defaulters-2013")
    during = replace(scenario(read.id, 20_000, 900, where="china-2020"), start=date(2013, 10, 1))
    after = replace(during, start=date(2019, 1, 1))
    for lived in (during, after):
        sample = Sample(made_up_outcomes(lived))
        assert len(sample.texts(read.id)) == (4 if lived is during else 1)
        assert "no-fast-trains" in {item.id for item in sample.scheme(read.id).consequences}
        assert {"flight", "train"} <= set(gates_closed(sample, read.id))


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
