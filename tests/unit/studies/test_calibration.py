"""Calibration: it finds what was put in, says what it cannot tell, and takes nothing but assumptions."""

from __future__ import annotations

import pytest

import glasshouse as gh
from glasshouse.ground.errors import BadInput
from glasshouse.report.studied import calibrated
from glasshouse.report.text import plain
from glasshouse.studies.calibration import Target, calibrate, free_assumptions, read_target
from glasshouse.studies.simulation import set_up

PEOPLE = 40_000
RATE = "assumptions.conducts.refuses-judgment.rate"
SPREAD = "assumptions.traits.lawfulness.spread"


@pytest.mark.long
def test_it_finds_a_rate_that_was_put_in_and_says_what_it_cannot_tell() -> None:
    truth = 0.0075
    world = gh.simulate("court-defaulters-2017", people=400_000, settings={RATE: truth}, threads=2, seed=99)
    wanted = world.find("listed-share", item="any")
    refused = world.find("refused-share", item="any")
    assert wanted.value is not None and refused.value is not None
    scenario = set_up("court-defaulters-2017", people=PEOPLE)
    told = calibrate(
        scenario,
        free_assumptions(scenario, [RATE, SPREAD]),
        [Target("listed-share", "any", wanted.value, 0.01)],
        hold_outs=[Target("refused-share", "any", refused.value, 0.02)],
        seeds=3,
        threads=2,
    )
    rate, spread = told.fitted
    # One target of some hundred listings moves the rate towards the truth, and cannot part it from the
    # spread.
    assert rate.before < rate.value and rate.value == pytest.approx(truth, rel=0.33)
    assert rate.low <= truth * 1.2 and rate.high >= truth * 0.8
    assert not (rate.identified and spread.identified)
    (held_out,) = (fit for fit in told.fits if fit.held_out)
    assert held_out.misses is not None and abs(held_out.misses) < 3.0
    assert told.settings == (f"{RATE}={rate.value:.6g}",)
    text = " ".join(plain(calibrated(told, scenario)).split())
    assert "cannot be identified" in text and "the fit never looked at these" in text


@pytest.mark.parametrize(
    "path", ["rules.judgment.points", "lists.defaulters.stay", "conducts.pays-late.rate"]
)
def test_nothing_but_assumptions_can_be_free(path: str) -> None:
    scenario = set_up("court-defaulters-2017", people=PEOPLE)
    with pytest.raises(BadInput, match="nothing else can be calibrated"):
        free_assumptions(scenario, [path])


def test_numbers_without_a_range_and_slips_are_told_at_once() -> None:
    scenario = set_up("court-defaulters-2017", people=PEOPLE)
    with pytest.raises(BadInput) as told:
        free_assumptions(scenario, ["assumptions.conducts.refuses-judgment.rat", "rules.x.points"])
    assert len(told.value.problems) == 2
    assert "Did you mean" in str(told.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("change-in-expression:petitions=-5+-1", "never aimed at"),
        ("listed-share:any=0.3", "is no target"),
        ("listed-share:any=0.3+-0", "is no target"),
        ("listed-share:any=x+-1", "is no target"),
        ("listed-sharing:any=0.3+-0.1", "There is no measure"),
    ],
)
def test_targets_that_cannot_be_are_refused(text: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        read_target(text)


def test_a_target_that_no_run_tells_is_named() -> None:
    scenario = set_up("court-defaulters-2017", people=20_000)
    with pytest.raises(BadInput, match="give no number for 'demoted-share:any'"):
        calibrate(
            scenario,
            free_assumptions(scenario, [RATE]),
            [Target("demoted-share", "any", 1.0, 0.1)],
            threads=2,
        )
