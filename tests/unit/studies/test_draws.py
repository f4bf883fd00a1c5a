"""Joint draws: the distributions against SciPy, numbers that hang together, the second interval."""

from __future__ import annotations

import math
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from scipy import stats

import glasshouse as gh
from glasshouse.assumptions import load
from glasshouse.assumptions.vocabulary import PROOFS
from glasshouse.ground.errors import BadInput
from glasshouse.measures.estimate import CENTRAL
from glasshouse.measures.results import Results
from glasshouse.report.layout import plain
from glasshouse.report.text import summary
from glasshouse.studies.draws import (
    Uncertain,
    draw_scenarios,
    latin_hypercube,
    put,
    uncertain_numbers,
    values_of,
    with_assumed_intervals,
)
from glasshouse.studies.simulation import set_up

SCHEME = "court-defaulters-2017"
PEOPLE = 20_000


@cache
def place() -> TemporaryDirectory[str]:
    """Where the study is kept, for as long as the tests run."""
    return TemporaryDirectory(prefix="draws-")


@cache
def drawn() -> Results:
    return gh.simulate(SCHEME, people=PEOPLE, draws=50, threads=2, out=Path(place().name) / "run")


@pytest.mark.parametrize(
    ("number", "law"),
    [
        (
            Uncertain("a", 1.0, 2.0, 9.0, "per person-year", "assumed"),
            lambda p: math.exp(stats.triang.ppf(p, math.log(2) / math.log(9), 0.0, math.log(9))),
        ),
        (
            Uncertain("a", 0.0, 0.5, 2.0, "times the reference", "assumed"),
            lambda p: stats.triang.ppf(p, 0.25, 0.0, 2.0),
        ),
        (
            Uncertain("a", 0.1, 0.5, 0.9, "share", "assumed"),
            lambda p: 1 / (1 + math.exp(-stats.triang.ppf(p, 0.5, -math.log(9), 2 * math.log(9)))),
        ),
        (Uncertain("a", 0.1, 0.1, 1.0, "share", "assumed"), lambda p: stats.triang.ppf(p, 0.0, 0.1, 0.9)),
        (Uncertain("a", 0.0, 0.2, 0.2, "share", "assumed"), lambda p: stats.triang.ppf(p, 1.0, 0.0, 0.2)),
    ],
)
def test_the_quantiles_are_those_of_triangles(number: Uncertain, law: object) -> None:
    assert callable(law)
    for probability in (0.0, 0.01, 0.3, 0.5, 0.77, 1.0):
        assert number.quantile(probability) == pytest.approx(law(probability), rel=1e-9, abs=1e-12)


def test_each_number_has_one_draw_in_each_part_of_its_distribution() -> None:
    cells = np.sort((latin_hypercube(50, 7, seed=3) * 50).astype(int), axis=0)
    assert (cells == np.arange(50)[:, None]).all()


def test_draws_lie_in_their_ranges_and_numbers_that_hang_together_hold() -> None:
    assumptions = load()
    numbers = uncertain_numbers(assumptions)
    assert len(numbers) > 600
    for row in latin_hypercube(20, len(numbers), seed=5):
        made = put(assumptions, numbers, row)
        found = dict(made.numbers())
        moved = 0
        for number, value in values_of(numbers, row).items():
            moved += found[number].value != value
        # Only those that gave way to others differ from what was drawn.
        assert moved < 40
        for gate in made.gates.values():
            if gate.tiers:
                assert math.fsum(q.value for q in gate.tiers.values()) == pytest.approx(1.0)
        for truth in ("true", "false"):
            shares = [getattr(made.procedure.proof[level], truth).value for level in PROOFS]
            assert shares == sorted(shares, reverse=True)
        for conduct in made.conducts.values():
            assert math.fsum(q.value for q in conduct.seen_by.values()) <= 1.0 + 1e-9
        assert not made.set_by_user()


def test_the_ends_of_all_ranges_together_can_be_drawn() -> None:
    assumptions = load()
    numbers = uncertain_numbers(assumptions)
    for end in (0.0, 1.0):
        put(assumptions, numbers, [end] * len(numbers))


def test_draws_live_the_same_people_with_the_same_luck() -> None:
    scenario = set_up(SCHEME, people=400_000, seed=9)
    points = draw_scenarios(scenario, 50)
    assert {point.seed for point in points} == {9}
    assert {point.people for point in points} == {100_000}
    assert len({repr(point.assumptions) for point in points}) == 50


def test_both_intervals_stand_beside_the_number() -> None:
    listed = drawn().find("listed-share", item="any")
    assert listed.draws == 50
    assert listed.agreeing == 50  # a share that is above nought in one draw is so in all
    assert listed.assumed_low is not None and listed.assumed_high is not None
    assert listed.low is not None and listed.high is not None
    # What is assumed moves the share listed far more than rounding; a factor is not known to 10 %.
    assert listed.assumed_high > 1.5 * listed.assumed_low
    assert CENTRAL not in listed.covers and "50 joint draws" in listed.covers
    assert "joint draws" in str(listed)
    told = " ".join(plain(summary(drawn())).split())
    assert "In square brackets: the middle 95 % over 50 joint draws" in told
    assert "[" in told


def test_the_number_itself_is_as_without_draws() -> None:
    alone = gh.simulate(SCHEME, people=PEOPLE, threads=1)
    for with_draws, without in zip(drawn().estimates, alone.estimates, strict=True):
        assert (with_draws.value, with_draws.low, with_draws.high) == (
            without.value,
            without.low,
            without.high,
        )
        assert without.draws == 0 and CENTRAL in without.covers


def test_where_many_draws_give_no_number_no_interval_is_told() -> None:
    (listed,) = [e for e in drawn().estimates if (e.id, e.item, e.group) == ("listed-share", "any", "all")]
    central = replace(
        listed, assumed_low=None, assumed_high=None, draws=0, agreeing=None, covers=f"luck, {CENTRAL}"
    )
    silent = replace(central, value=None, low=None, high=None, note="too few")
    some = [[central]] * 44 + [[silent]] * 6
    assert with_assumed_intervals([central], some, 1000) == (central,)
    (told,) = with_assumed_intervals([central], [[central]] * 45 + [[silent]] * 5, 1000)
    assert told.draws == 45


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(BadInput, match="49 draws of the assumptions are too few"):
        gh.simulate(SCHEME, people=PEOPLE, draws=49)


def test_a_stopped_study_goes_on_and_says_the_same(tmp_path: Path) -> None:
    whole = drawn()
    shutil.copytree(Path(place().name) / "run", tmp_path / "run")
    parts = sorted((tmp_path / "run" / "draws" / "parts").iterdir())
    assert len(parts) == 2
    parts[1].unlink()
    again = gh.simulate(SCHEME, people=PEOPLE, draws=50, threads=1, out=tmp_path / "run")
    assert again.estimates == whole.estimates
    parts[0].write_bytes(b"not Parquet")
    with pytest.raises(gh.RunFailed, match="Delete that file"):
        gh.simulate(SCHEME, people=PEOPLE, draws=50, threads=1, out=tmp_path / "run")
    with pytest.raises(BadInput, match="holds another"):
        gh.simulate(SCHEME, people=PEOPLE, draws=51, threads=1, out=tmp_path / "run")


def test_draws_agree_that_lie_on_the_same_side_as_the_number() -> None:
    """Of nought, or of 1 where the number is a ratio."""
    (listed,) = [e for e in drawn().estimates if (e.id, e.item, e.group) == ("listed-share", "any", "all")]
    central = replace(listed, assumed_low=None, assumed_high=None, draws=0, agreeing=None)
    for unit, size, sides in (
        ("times", 1.5, (0.9, 1.2)),
        ("yuan", -1.5, (0.9, -1.2)),
        ("yuan", 0.0, (0.9, 0.0)),
    ):
        told = replace(central, unit=unit, value=size, low=size, high=size)
        some = [[replace(told, value=side, low=side, high=side)] for side in sides for _ in range(25)]
        (found,) = with_assumed_intervals([told], some, 1000)
        assert (found.agreeing, found.draws) == (25, 50)
