"""Drivers: SALib's own test function with known indices through our way, and a scheme's drivers by reason."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from SALib.test_functions import Ishigami, Sobol_G
from tests.widths import hold_to_widths

from glasshouse.engine.scenario import Scenario
from glasshouse.ground.errors import BadInput
from glasshouse.measures.estimate import Estimate
from glasshouse.report.layout import plain
from glasshouse.report.studied import sensitivity_told
from glasshouse.studies import points, sensitivity
from glasshouse.studies.draws import Uncertain, uncertain_numbers
from glasshouse.studies.felt import Group, felt_groups
from glasshouse.studies.headlines import HEADLINES, Name, aims
from glasshouse.studies.sensitivity import Sensitivity, analyse_sensitivity
from glasshouse.studies.simulation import set_up


def groups(count: int) -> tuple[Group, ...]:
    return tuple(
        Group(f"x{n}", (Uncertain(f"x{n}", 0.0, 0.5, 1.0, "times the reference", "assumed"),))
        for n in range(count)
    )


LISTED, AVERTED, DEMOTED, REFUSED = (
    (measure, "any") for measure in ("listed-share", "harm-averted", "demoted-share", "refused-share")
)
WEIGHTS = {
    "conducts.refuses-judgment.rate": 2.0,
    "gates.loan.demand": 1.0,
    "procedure.performance.rate": -0.5,
}
"""What a logarithm of each assumption adds to the made-up share of those listed; no other adds anything."""

LUCK = 0.1
"""By how much two seeds differ in the made-up loss averted."""


def lived(scenario: Scenario) -> dict[Name, float | None]:
    """Answers with known indices in the place of a run: a sum of logarithms, so no two work together.

    The second rests on one assumption alone, the third does not vary, the fourth is not always there.
    """
    held = scenario.assumptions
    demand = held.gates["loan"].demand.value
    values = (held.conducts["refuses-judgment"].rate.value, demand, held.procedure.performance.rate.value)
    return {
        LISTED: 20.0 + sum(w * math.log(value) for w, value in zip(WEIGHTS.values(), values, strict=True)),
        AVERTED: math.log(demand) + LUCK * scenario.seed,
        DEMOTED: 1.0,
        REFUSED: demand if demand > 0.2 else None,
    }


def answering(names: Iterable[Name]) -> Callable[[Scenario], Iterator[Estimate]]:
    """In the place of `asking_for`: asked of a scenario that nobody lived."""

    def answers(scenario: Scenario) -> Iterator[Estimate]:
        told = lived(scenario)
        for measure, item in names:
            value = told[measure, item]
            note = "too few" if value is None else None
            yield Estimate(
                measure, "a", item, "all", value, value, value, "per cent", "people", "luck", 1, note
            )

    return answers


def some_felt(scenario: Scenario) -> tuple[Group, ...]:
    """Of all that a scheme feels six, which a lived analysis can afford."""
    some = (
        "response.violation.general",
        "conducts.refuses-judgment.rate",
        "conducts.refuses-judgment.harm",
        "gates.loan.demand",
        "gates.train.purposes",
        "procedure.fault.wilful",
    )
    chosen = tuple(group for group in felt_groups(scenario) if group.name in some)
    assert len(chosen) == len(some)
    return chosen


@contextmanager
def made_up() -> Iterator[mock.Mock]:
    """Everything of an analysis but the engine: samples, draws, batches, folders, threads and indices."""
    run = mock.Mock(side_effect=lambda scenario, **_: scenario)
    with mock.patch.object(points, "run", run), mock.patch.object(sensitivity, "asking_for", answering):
        yield run


def analysed(base: int, threads: int, out: Path | None = None) -> Sensitivity:
    scenario = set_up("court-defaulters-2017", people=20_000, seed=1)
    wanted = (LISTED, AVERTED, DEMOTED, REFUSED)
    return analyse_sensitivity(scenario, wanted, trajectories=2, base=base, most=5, threads=threads, out=out)


@cache
def found() -> Sensitivity:
    with made_up():
        return analysed(64, threads=2)


def variance(number: Uncertain) -> float:
    """Of the logarithm, which is triangular: (a2 + b2 + c2 - ab - ac - bc) / 18."""
    a, b, c = (math.log(end) for end in (number.low, number.value, number.high))
    return (a * a + b * b + c * c - a * b - a * c - b * c) / 18.0


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


def test_drivers_of_answers_that_are_known_have_their_indices() -> None:
    """Of a sum, the first and the total index are each part's share of the variance (Sobol 1993)."""
    told = found()
    assert told.screened > 50
    assert told.runs == 2 * (told.screened + 1) + 64 * 7 + 48
    numbers = {n.path: n for n in uncertain_numbers(told.scenario.assumptions)}
    parts = {path: weight**2 * variance(numbers[path]) for path, weight in WEIGHTS.items()}
    share = {path: part / sum(parts.values()) for path, part in parts.items()}
    drivers = told.of(LISTED)
    assert [driver.assumption for driver in drivers[:3]] == sorted(share, key=lambda path: -share[path])
    for driver in drivers:
        assert driver.total == pytest.approx(share.get(driver.assumption, 0.0), abs=0.06)
        assert driver.first == pytest.approx(share.get(driver.assumption, 0.0), abs=0.12)
        assert driver.total_low <= driver.total <= driver.total_high
        assert driver.first_low <= driver.first <= driver.first_high
    alone, *others = told.of(AVERTED)
    assert alone.assumption == "gates.loan.demand" and alone.mostly
    assert all(driver.total == 0.0 for driver in others)
    # Two seeds differ by a fixed step: half its square over the variance is luck.
    luck = LUCK**2 / 2.0 / variance(numbers["gates.loan.demand"])
    assert told.noise == {LISTED: 0.0, AVERTED: pytest.approx(luck, rel=0.1)}
    assert told.still == (DEMOTED, REFUSED)
    assert len(told.five) == 5
    assert {name for name, _ in told.five[:2]} == {"conducts.refuses-judgment.rate", "gates.loan.demand"}


def test_what_drives_the_loss_that_a_scheme_averts() -> None:
    """In lived runs: it rests on how people answer, how often they act and what it costs."""
    scenario = set_up("court-defaulters-2017", people=20_000)
    with (
        mock.patch.object(sensitivity, "felt_groups", some_felt),
        mock.patch.object(sensitivity, "_NOISE_POINTS", 6),
    ):
        told = analyse_sensitivity(scenario, trajectories=2, base=4, most=5, threads=2)
    loss = told.of(AVERTED)
    for driver in loss[:2]:
        assert driver.assumption.startswith("response.") or driver.assumption.endswith((".rate", ".harm"))
    assert told.noise[AVERTED] < 0.05
    assert all(0.0 <= share <= 1.0 for share in told.noise.values())


def test_the_text_names_five_and_says_where_more_people_are_needed() -> None:
    hold_to_widths(lambda width: sensitivity_told(found(), width))
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


def test_without_salib_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = set_up("court-defaulters-2017", people=20_000)
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(BadInput, match="needs SALib, which is not installed") as told:
        analyse_sensitivity(scenario)
    assert "pip install 'glasshouse[sensitivity]'" in str(told.value)


def test_a_stopped_analysis_goes_on_with_other_threads_and_says_the_same(tmp_path: Path) -> None:
    with made_up() as run, mock.patch.object(sensitivity, "felt_groups", some_felt):
        whole = analysed(16, threads=2).drivers
        assert analysed(16, threads=1, out=tmp_path).drivers == whole
        last = max((tmp_path / "sobol" / "parts").iterdir())
        last.unlink()
        run.reset_mock()
        assert analysed(16, threads=2, out=tmp_path).drivers == whole
    assert last.exists()
    # Of 112 points in batches of 32, the last holds 16: only those were lived again.
    assert run.call_count == 16
