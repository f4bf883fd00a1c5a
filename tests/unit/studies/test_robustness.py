"""Signs that hold: null scenarios have none, and exact limits are SciPy's and the algebra's."""

from __future__ import annotations

from functools import cache

import pytest
from scipy import stats
from tests.widths import hold_to_widths

from glasshouse.report.layout import plain
from glasshouse.report.studied import robustness_told
from glasshouse.studies.comparison import plan_comparison
from glasshouse.studies.robustness import Robustness, examine_robustness


@cache
def protests() -> Robustness:
    plan = plan_comparison(["simpleland-points"], reforms=["protest-costs-nothing"], people=20_000)
    return examine_robustness(plan, draws=50, people=20_000, threads=2)


def test_identical_arms_give_no_conclusion_at_all() -> None:
    plan = plan_comparison(["simpleland-points", "simpleland-points"], people=20_000, days=60)
    told = examine_robustness(plan, draws=50, threads=2)
    between = [c for c in told.conclusions if c.arms == ("simpleland-points", "simpleland-points#2")]
    assert between
    for conclusion in between:
        assert conclusion.change.value == 0.0
        assert conclusion.held == 0
        assert conclusion.verdict == "sign not known"
        # Exact zeros in every draw: the assumptions put nothing between arms that are one.
        if conclusion.change.draws:
            assert (conclusion.change.assumed_low, conclusion.change.assumed_high) == (0.0, 0.0)


def test_fewer_people_fall_where_protest_costs_nothing_whatever_is_assumed() -> None:
    (demoted,) = (c for c in protests().conclusions if c.change.id == "demoted-share")
    assert demoted.sign == "below" and demoted.robust
    assert demoted.low == pytest.approx(
        stats.beta.ppf(0.025, demoted.held, 51 - demoted.held) if demoted.held < 50 else 0.025 ** (1 / 50)
    )
    assert demoted.change.draws == 50


def test_a_change_that_an_assumption_put_in_is_never_called_robust() -> None:
    from_baseline = [c for c in protests().conclusions if c.arms[0] == "baseline" and c.sign != "not known"]
    assert from_baseline
    assert {c.verdict for c in from_baseline} == {"put in by an assumption"}
    hold_to_widths(lambda width: robustness_told(protests(), width))
    text = " ".join(plain(robustness_told(protests())).split())
    assert "put in by an assumption" in text and "robust" in text
    assert "ever measured" in text
