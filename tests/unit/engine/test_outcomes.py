"""Outcomes: every number stands under its own name, in memory and in the files."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.invented import LEDGER, POINTS, RED, START, conduct, rule, scheme, world
from tests.unit.measures.made_up import made_up_outcomes, scenario

from glasshouse.engine.outcomes import NOTICE, Outcomes
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.tally import Column
from glasshouse.society import plain

ARM = "simpleland-points"


@cache
def outcomes() -> Outcomes:
    return made_up_outcomes(scenario(ARM, people=25_000, days=100))


def test_each_column_stands_under_its_name_in_the_dataset() -> None:
    data, tally = outcomes().dataset, outcomes().tally
    kinds = {
        "listed": "list",
        "band_end": "band",
        "hits": "rule",
        "refused": "gate",
        "consequence_days": "consequence",
    }
    seen = 0
    for number, column in enumerate(tally.layout.totals):
        name = column.count.replace("-", "_")
        if name not in kinds:
            continue
        found = data[name].sel({"arm": column.arm, kinds[name]: column.item})
        assert found.dims == ("replicate", "group")
        assert np.array_equal(found, tally.totals[:, :, number])
        seen += 1
    assert seen > 10


def test_what_is_known_of_two_rules_of_points_stands_apart() -> None:
    told = [{"for": {"rules": ["red", "blue"]}, "due": "after", "days": 3}]
    rules = [rule(name, [name_of], **POINTS) for name, name_of in (("red", RED), ("blue", "drive-on-red"))]
    about = world(conduct(RED, 1.0), conduct("drive-on-red", 1.0))
    written = scheme(rules, score=LEDGER, notice=told)
    found = made_up_outcomes(Scenario((Arm("arm", written),), plain(), about, 2_000, 10, 1, START))
    for name in ("red", "blue"):
        number = found.tally.layout.totals.index(Column("arm", "rule-known", name))
        laid = found.dataset["rule_known"].sel(arm="arm", rule=name)
        assert np.array_equal(laid.values, found.tally.totals[:, :, number])


def test_the_baseline_has_nobody_listed() -> None:
    assert int(outcomes().dataset["listed"].sel(arm="baseline").sum()) == 0


def test_groups_are_named_by_dimension_and_category() -> None:
    data = outcomes().dataset
    women = data["persons"].sel(group="sex=female")
    assert str(women["dimension"].item()) == "sex"
    by_sex = data["persons"].where(data["dimension"] == "sex", drop=True).sum("group")
    assert np.array_equal(by_sex, data["persons"].sel(group="all"))


def test_weeks_bear_dates() -> None:
    weeks = outcomes().dataset["week"].values
    assert weeks[0] == np.datetime64("2019-01-01")
    assert weeks[1] - weeks[0] == np.timedelta64(7, "D")
    assert len(weeks) == 15  # 100 days


def test_expected_acts_are_exposure_plus_change_times_the_rate() -> None:
    """A person at the reference rate for a year is expected to act `rate` times."""
    conduct = "joins-protest"
    made = outcomes()
    rate = made.scenario.assumptions.conducts[conduct].rate.value
    baseline = made.expected_acts("baseline", conduct)[:, 0].sum()
    assert baseline == pytest.approx(25_000 * rate * 100 / 365.25)
    change = made.count(ARM, "change", conduct) * 2.0**-16 * rate / 365.25
    assert change < 0
    assert made.expected_acts(ARM, conduct)[:, 0].sum() == pytest.approx(baseline + change)
    acts = made.dataset["expected_acts"].sel(arm=ARM, conduct=conduct, group="all").sum()
    assert float(acts) == pytest.approx(baseline + change)


def test_a_conduct_that_the_scheme_does_not_count_is_as_in_the_baseline() -> None:
    made = outcomes()
    counted = {column.item for column in made.tally.layout.totals if column.count == "change"}
    other = next(name for name in made.tally.layout.conducts if name not in counted)
    assert np.array_equal(made.expected_acts(ARM, other), made.expected_acts("baseline", other))


@pytest.mark.parametrize("wrong", [("nobody", "covered", ""), (ARM, "covered", "x"), (ARM, "nothing", "")])
def test_what_is_not_counted_is_a_key_error(wrong: tuple[str, str, str]) -> None:
    with pytest.raises(KeyError):
        outcomes().count(*wrong)
    with pytest.raises(KeyError):
        outcomes().count(ARM, "covered", group="sex=neither")
    with pytest.raises(KeyError):
        outcomes().expected_acts(ARM, "no-such-conduct")


def test_the_saved_tables_hold_every_number(tmp_path: Path) -> None:
    made = outcomes()
    made.save(tmp_path)
    totals, weekly = (pd.read_parquet(tmp_path / f"{name}.parquet") for name in ("totals", "weekly"))
    tally = made.tally
    assert totals["value"].sum() == tally.totals.sum() + tally.exposure.sum() + tally.persons.sum()
    assert weekly["value"].sum() == tally.weekly.sum()
    column = tally.layout.totals.index(Column(ARM, "refused", "train"))
    row = tally.layout.groups.index(("income", "q1"))
    chosen = totals.query(
        "arm == @ARM and count == 'refused' and item == 'train' and "
        "dimension == 'income' and category == 'q1'"
    )
    assert chosen.sort_values("replicate")["value"].to_list() == tally.totals[:, row, column].tolist()
    first = weekly[weekly["week"] == 0]["date"]
    assert set(pd.to_datetime(first).dt.date) == {datetime.date(2019, 1, 1)}


def test_speed_counts_what_was_lived_in_this_call() -> None:
    made = outcomes()
    assert made.person_days_per_second == 25_000 * 100 / made.seconds
    idle = Outcomes(made.scenario, made.plan, made.tally, seconds=0.0, simulated=0)
    assert idle.person_days_per_second == 0.0


def test_a_notebook_sees_that_nobody_is_real() -> None:
    shown = outcomes()._repr_html_()
    assert NOTICE in shown
    assert "25,000, all invented" in shown
    assert outcomes().dataset.attrs["notice"] == NOTICE
