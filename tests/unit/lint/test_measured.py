"""Findings joined with a run: the numbers are of this scheme, or there are none."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from glasshouse.ground.errors import BadInput
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.kept import read_estimates
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.examples import AS_OF
from glasshouse.schemes.lint.measured import Measured, read_run
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.reading import load

SCHEME = load("simpleland-points")
ROWS = (
    Estimate(
        "denials", "points", "flight", "all", 0.12, 0.03, 0.5, "per 1,000 person-years", "years", "luck", 900
    ),
    Estimate(
        "denials", "points", "train", "all", 2.2, 1.1, 4.5, "per 1,000 person-years", "years", "luck", 900
    ),
    Estimate("refused-share", "points", "any", "all", 0.2, 0.1, 0.4, "per cent", "people", "luck", 900),
    Estimate(
        "denials", "reformed", "flight", "all", 9.9, 9.8, 10.0, "per 1,000 person-years", "years", "luck", 900
    ),
    Estimate(
        "denials", "points", "loan", "all", None, None, None, "per cent", "people", "luck", 3, "too few"
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a run of two arms, as the engine and the measures keep it."""
    identity = {
        "schemes": [["points", SCHEME.id, SCHEME.text_hash], ["reformed", SCHEME.id, "0" * 64]],
        "people": 1000,
        "days": 365,
        "seed": 0,
    }
    (tmp_path / "run.json").write_text(json.dumps({"identity": identity}))
    pq.write_table(pa.Table.from_pylist([asdict(row) for row in ROWS]), tmp_path / "estimates.parquet")
    return tmp_path


def measured(folder: Path) -> Measured:
    return read_run(folder, SCHEME.text_hash, lambda where: [row.as_dict() for row in read_estimates(where)])


def test_what_was_kept_comes_back_as_it_was(folder: Path) -> None:
    assert read_estimates(folder) == ROWS


def test_only_the_arm_of_this_text_speaks(folder: Path) -> None:
    run = measured(folder)
    assert (run.arm, run.people, run.days, run.seed) == ("points", 1000, 365, 0)
    assert [entry.value for entry in run.find("denials", "flight")] == [0.12]


def test_each_finding_has_the_numbers_of_its_own_gate(folder: Path) -> None:
    asked = Selection(as_of=AS_OF, select=("GH601",))
    found = {f.item: f.measured for f in check(SCHEME, asked, measured(folder)).findings}
    flights, trains = found["consequences.no-flights"], found["consequences.no-trains"]
    assert flights is not None
    assert trains is not None
    assert [(entry.measure, entry.item) for entry in flights] == [
        ("denials", "flight"),
        ("refused-share", "any"),
    ]
    assert trains[0].value == 2.2


def test_without_a_run_nothing_is_said_of_numbers() -> None:
    assert all(finding.measured is None for finding in check(SCHEME, Selection(as_of=AS_OF)).findings)


def test_a_run_of_another_text_is_refused(folder: Path) -> None:
    changed = load("simpleland-points", "rules.protest.points=-20")
    with pytest.raises(BadInput, match="another version"):
        read_run(folder, changed.text_hash, lambda where: [])


def test_what_is_no_run_or_has_no_estimates_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not the folder of a run"):
        read_run(tmp_path / "nowhere", SCHEME.text_hash, lambda where: [])
    (folder / "estimates.parquet").write_text("not parquet")
    with pytest.raises(BadInput, match="no estimates"):
        measured(folder)
