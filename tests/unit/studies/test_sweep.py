"""Sweeps: the grid, arms shared between points, and what a sweep must not become."""

from __future__ import annotations

import inspect
import re
from functools import cache
from pathlib import Path

import pytest
from tests.widths import hold_to_widths

import glasshouse as gh
from glasshouse.ground.errors import BadInput
from glasshouse.measures.measure import NEVER_MEASURED
from glasshouse.report.layout import plain
from glasshouse.report.studied import swept
from glasshouse.studies import calibration, comparison, robustness, sensitivity, sweep
from glasshouse.studies.headlines import HEADLINES
from glasshouse.studies.simulation import set_up
from glasshouse.studies.sweep import Axis, Sweep, read_axis

PEOPLE = 20_000


@cache
def protests(threads: int = 2) -> Sweep:
    scenario = set_up("simpleland-points", people=PEOPLE)
    axes = [
        read_axis("rules.protest.points=-30:-10:10"),
        read_axis("assumptions.response.violation.general=0,0.1"),
    ]
    return sweep.sweep(scenario, axes, threads=threads)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("rules.a.points=1,2,5", ("1", "2", "5")),
        ("rules.a.points=-10:-40:-10", ("-10", "-20", "-30", "-40")),
        ("assumptions.x=0:0.3:0.1", ("0", "0.1", "0.2", "0.3")),
        ("rules.a.lapse=1 year,2 years", ("1 year", "2 years")),
    ],
)
def test_axes_are_read(text: str, values: tuple[str, ...]) -> None:
    assert read_axis(text) == Axis(text.partition("=")[0], values)


@pytest.mark.parametrize(
    "text", ["a", "a=", "=1", "a=1,1", "a=1,,2", "a=0:1:0", "a=1:0:1", "a=0:x:1", "a=0:inf:1"]
)
def test_what_is_no_axis_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="names no values"):
        read_axis(text)


def test_a_point_is_what_a_run_with_its_settings_says() -> None:
    for point, answers in zip(protests().points, protests().answers, strict=True):
        alone = gh.simulate("simpleland-points", people=PEOPLE, settings=point, threads=2)
        for estimate in answers:
            same = alone.find(estimate.id, item=estimate.item)
            assert (same.value, same.low, same.high) == (estimate.value, estimate.low, estimate.high)


def test_points_stand_in_the_order_of_the_grid_whatever_they_give() -> None:
    told = [tuple(point.values()) for point in protests().points]
    assert told == [(a, b) for a in ("-30", "-20", "-10") for b in ("0", "0.1")]
    assert protests().table()["point"].to_pylist() == sorted(protests().table()["point"].to_pylist())


def test_points_of_rules_are_arms_of_one_run() -> None:
    scenario = set_up("simpleland-points", people=PEOPLE)
    axes = [read_axis("rules.protest.points=-1:-16:-1")]
    points = [{"rules.protest.points": str(-n)} for n in range(1, 17)]
    scenarios, _ = sweep._scenarios(scenario, axes, points)
    assert [len(held.arms) for held in scenarios] == [8, 8]


def test_harms_stand_beside_every_point_of_a_rule_on_protected_conduct() -> None:
    for answers in protests().answers:
        names = {(e.id, e.item) for e in answers}
        assert set(HEADLINES) <= names
        assert ("change-in-expression", "joins-protest") in names
    hold_to_widths(lambda width: swept(protests(), width))
    text = " ".join(plain(swept(protests())).split())
    for harm in ("Ever listed", "Wrongfully listed", "Ever refused", "Time restricted", NEVER_MEASURED):
        assert harm in text
    assert "nothing here is sorted by a result" in text
    assert text.index("Wrongfully listed") < text.index("Loss averted")


@pytest.mark.parametrize(
    "path",
    [
        "assumptions.conducts.joins-protest.seen_by.camera",
        "assumptions.conducts.criticises-government.seen_by.platform",
        "assumptions.sources.camera.detection.registration.rural",
        "assumptions.sources.police.false_records.joins-protest",
    ],
)
def test_how_closely_protected_conduct_is_watched_is_not_swept(path: str) -> None:
    scenario = set_up("simpleland-points", people=PEOPLE)
    with pytest.raises(BadInput, match="is watched, which no sweep moves"):
        sweep.sweep(scenario, [Axis(path, ("0.1", "0.2"))])


def test_watching_what_is_not_protected_may_be_swept() -> None:
    scenario = set_up("simpleland-points", people=PEOPLE)
    axis = Axis("assumptions.conducts.pays-late.seen_by.bank", ("0.1", "0.2"))
    assert len(sweep.sweep(scenario, [axis], threads=2).points) == 2


def test_no_study_has_a_sort_key_an_objective_or_a_best() -> None:
    """Names of everything public in the studies, and of every argument, as text (boundary.md 1)."""
    banned = re.compile(
        r"(^|_)(best|worst|rank\w*|optim\w*|objective|maximi\w+|minimi\w+|argm\w+|sort_by)($|_)"
    )
    for module in (sweep, sensitivity, robustness, calibration, comparison):
        for name in module.__all__:
            found = getattr(module, name)
            assert not banned.search(name.lower())
            if inspect.isfunction(found):
                assert not [p for p in inspect.signature(found).parameters if banned.search(p)]


def test_too_many_points_and_none_are_refused_at_once() -> None:
    scenario = set_up("simpleland-points", people=PEOPLE)
    many = [Axis(f"rules.protest.p{n}", tuple(map(str, range(40)))) for n in range(2)]
    with pytest.raises(BadInput, match="1,600 points"):
        sweep.sweep(scenario, many)
    with pytest.raises(BadInput, match="Nothing moves"):
        sweep.sweep(scenario, [])
    with pytest.raises(BadInput, match="varied twice"):
        sweep.sweep(scenario, [Axis("rules.a.points", ("1",)), Axis("rules.a.points", ("2",))])


def test_the_table_is_kept_and_threads_change_nothing(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    scenario = set_up("simpleland-points", people=PEOPLE)
    axes = [read_axis("rules.protest.points=-30:-10:10")]
    kept = sweep.sweep(scenario, axes, threads=1, out=tmp_path / "kept")
    again = sweep.sweep(scenario, axes, threads=2, out=tmp_path / "kept")
    assert kept.answers == again.answers == sweep.sweep(scenario, axes, threads=2).answers
    table = pq.ParquetFile(tmp_path / "kept" / "sweep.parquet").read()
    assert table["rules.protest.points"].to_pylist()[0] == "-30"
    assert {"value", "low", "high", "unit", "denominator"} <= set(table.column_names)
