"""Calibration: it finds what was put in, says what it cannot tell, and takes nothing but assumptions."""

from __future__ import annotations

import pytest
from tests.widths import hold_to_widths

import glasshouse as gh
from glasshouse.ground.errors import BadInput
from glasshouse.report.layout import plain
from glasshouse.report.studied import calibrated
from glasshouse.studies.calibration import calibrate, free_assumptions, read_target
from glasshouse.studies.fitting import Target
from glasshouse.studies.simulation import set_up

PEOPLE = 40_000
RATE = "assumptions.conducts.refuses-judgment.rate"


def test_it_finds_a_rate_that_was_put_in_and_says_what_it_cannot_tell() -> None:
    """A fit sees a rate only where a step of it moves more people than luck does.

    A seventh of 20,000 people are in a low band for paying late, and a step of the rate moves some dozens of
    them. The eighty who are listed as judgment defaulters could not tell it: a step moves three of them, and
    contact between neighbours moves as many by luck.
    """
    rate, spread = "assumptions.conducts.pays-late.rate", "assumptions.traits.prudence.spread"
    truth = 0.25
    world = gh.simulate("simpleland-points", people=100_000, settings={rate: truth}, threads=2, seed=99)
    wanted = world.find("demoted-share", item="any")
    listed = world.find("listed-share", item="any")
    assert wanted.value is not None and listed.value is not None
    scenario = set_up("simpleland-points", people=20_000)
    told = calibrate(
        scenario,
        free_assumptions(scenario, [rate, spread]),
        [Target("demoted-share", "any", wanted.value, 0.3)],
        hold_outs=[Target("listed-share", "any", listed.value, 0.1)],
        seeds=2,
        threads=2,
    )
    fitted, other = told.fitted
    # It began at 0.143; the range itself holds it back a little from the truth.
    assert fitted.before < 0.6 * truth
    assert fitted.value == pytest.approx(truth, rel=0.15) and fitted.identified
    assert fitted.low >= truth * 0.8 and fitted.high <= truth * 1.2
    # One target cannot part a rate from the spread of the trait behind it.
    assert not other.identified
    (held_out,) = (fit for fit in told.fits if fit.held_out)
    assert held_out.before is not None and held_out.before < 0.6 * listed.value
    assert held_out.misses is not None and abs(held_out.misses) < 1.5
    assert told.settings == (f"{rate}={fitted.value:.6g}",)
    hold_to_widths(lambda width: calibrated(told, scenario, width))
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
