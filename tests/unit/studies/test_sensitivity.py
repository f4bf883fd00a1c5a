"""Drivers: SALib's own test function with known indices through our way, and a scheme's drivers by reason."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from SALib.test_functions import Ishigami, Sobol_G

from glasshouse.ground.errors import BadInput
from glasshouse.report.studied import sensitivity_told
from glasshouse.report.text import plain
from glasshouse.studies import sensitivity
from glasshouse.studies.draws import Uncertain
from glasshouse.studies.felt import Group, felt_groups
from glasshouse.studies.headlines import HEADLINES, aims
from glasshouse.studies.sensitivity import Sensitivity, analyse_sensitivity
from glasshouse.studies.simulation import set_up


def groups(count: int) -> tuple[Group, ...]:
    return tuple(
        Group(f"x{n}", (Uncertain(f"x{n}", 0.0, 0.5, 1.0, "times the reference", "assumed"),))
        for n in range(count)
    )


@cache
def found() -> Sensitivity:
    scenario = set_up("court-defaulters-2017", people=20_000)
    return analyse_sensitivity(scenario, trajectories=2, base=16, most=5, threads=2)


def test_indices_of_the_ishigami_function_are_the_known_ones() -> None:
    """Ishigami and Homma (1990): with A = 7 and B = 0.1 the total indices are 0.56, 0.44 and 0.24."""
    chosen = groups(3)
    sample = sensitivity._sobol_sample(chosen, 1024, seed=1)
    y = Ishigami.evaluate(-np.pi + 2 * np.pi * sample)
    told = {
        d.assumption: d
        for d in sensitivity._drivers(("listed-share", "any"), chosen, dict.fromkeys(chosen, 0.0), y, 1)
    }
    first, total = {"x0": 0.3139, "x1": 0.4424, "x2": 0.0}, {"x0": 0.5576, "x1": 0.4424, "x2": 0.2437}
    for name, driver in told.items():
        assert driver.first == pytest.approx(first[name], abs=0.04)
        assert driver.total == pytest.approx(total[name], abs=0.04)
        assert driver.total_low < total[name] + 0.03 and driver.total_high > total[name] - 0.03


def test_screening_finds_what_drives_sobols_g_function() -> None:
    a = np.array([78.0, 12.0, 0.5, 2.0, 97.0, 33.0])
    chosen = groups(6)
    sample = sensitivity._morris_sample(chosen, 20, seed=2)
    effects = sensitivity._effects(chosen, sample, Sobol_G.evaluate(sample, a=a))
    assert effects is not None
    assert list(np.argsort(-effects)[:3]) == [2, 3, 1]
    assert sensitivity._effects(chosen, sample, np.zeros(len(sample))) is None


def test_a_scheme_feels_the_conduct_that_it_counts_and_the_gates_that_it_touches() -> None:
    names = {group.name for group in felt_groups(set_up("court-defaulters-2017", people=20_000))}
    assert "conducts.refuses-judgment.rate" in names
    assert "conducts.refuses-judgment.relative" in names
    assert "gates.flight.demand" in names
    assert "procedure.fault.wilful" in names
    assert not {name for name in names if "joins-protest" in name or "volunteers" in name}


def test_what_it_does_not_feel_moves_nothing_but_luck() -> None:
    """The rates of conduct that no rule counts change no law: intervals of both runs overlap."""
    import glasshouse as gh

    far = {"assumptions.conducts.criticises-government.rate": 5.0}
    one = gh.simulate("court-defaulters-2017", people=100_000, threads=2).find("listed-share", item="any")
    other = gh.simulate("court-defaulters-2017", people=100_000, settings=far, threads=2).find(
        "listed-share", item="any"
    )
    assert one.low is not None and one.high is not None and other.low is not None and other.high is not None
    assert one.low < other.high and other.low < one.high


@pytest.mark.long
def test_drivers_of_a_run_hold_together() -> None:
    told = found()
    assert told.screened > 50
    assert told.runs == 2 * (told.screened + 1) + 16 * 7 + 48
    for driver in told.drivers:
        assert driver.total_low <= driver.total <= driver.total_high
        assert driver.first_low <= driver.first <= driver.first_high
    for name, share in told.noise.items():
        assert 0.0 <= share <= 1.0, name
    # How people answer and what an act costs are all that the loss averted rests on.
    loss = told.of(("harm-averted", "any"))
    for driver in loss[:2]:
        assert driver.assumption.startswith("response.") or driver.assumption.endswith((".rate", ".harm"))
    assert told.noise["harm-averted", "any"] < 0.05
    assert len(told.five) == 5


@pytest.mark.long
def test_the_text_names_five_and_says_where_more_people_are_needed() -> None:
    text = " ".join(plain(sensitivity_told(found())).split())
    assert "The five assumptions that drive these results most" in text
    assert "of the variance is luck" in text
    assert "no evidence that a scheme works" in text


def test_what_may_only_be_reported_is_no_result_to_analyse() -> None:
    with pytest.raises(BadInput, match="may be reported, and never aimed at"):
        aims(["change-in-expression:petitions"])
    with pytest.raises(BadInput, match="Did you mean 'listed-share'"):
        aims(["listed-shar"])
    assert not any(name == "change-in-expression" for name, _ in HEADLINES)


def test_without_salib_it_says_how_to_get_it() -> None:
    scenario = set_up("court-defaulters-2017", people=20_000)
    absent = mock.patch.object(sensitivity, "salib_is_there", return_value=False)
    with absent, pytest.raises(BadInput, match="SALib is not installed") as told:
        analyse_sensitivity(scenario)
    assert "pip install" in str(told.value)


@pytest.mark.long
def test_a_stopped_analysis_goes_on_with_other_threads_and_says_the_same(tmp_path: Path) -> None:
    scenario = set_up("court-defaulters-2017", people=20_000)

    def again(threads: int) -> Sensitivity:
        return analyse_sensitivity(
            scenario, trajectories=2, base=16, most=5, threads=threads, out=tmp_path / "kept"
        )

    assert again(1).drivers == found().drivers
    last = max((tmp_path / "kept" / "sobol" / "parts").iterdir())
    last.unlink()
    assert again(2).drivers == found().drivers
    assert last.exists()
