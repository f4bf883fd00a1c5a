"""The folder of a run: it goes on where it stopped, and counts nothing broken or foreign."""

from __future__ import annotations

import errno
import json
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.unit.measures.made_up import made_up_range, scenario

from glasshouse.engine import run as running
from glasshouse.engine.outcomes import Outcomes
from glasshouse.engine.run import chunk_ranges, run
from glasshouse.engine.run_directory import RunDirectory
from glasshouse.engine.scenario import Scenario
from glasshouse.engine.tally import Tally
from glasshouse.ground.errors import BadInput, Interrupted, RunFailed

PARTS = 4


class Engine:
    """Stands in for the engine: counts made up, calls counted, and something may happen in a part."""

    def __init__(self) -> None:
        self.lived: list[range] = []
        self.before_part: Callable[[int, threading.Event], None] = lambda part, stop: None

    def __call__(
        self, scenario: Scenario, compiled: Any, neighbourhoods: range, **options: Any
    ) -> Tally | None:
        self.before_part(len(self.lived), options["stop"])
        if options["stop"].is_set():
            return None
        self.lived.append(neighbourhoods)
        people = int(compiled.plan.persons[neighbourhoods.start : neighbourhoods.stop].sum())
        options["lived"](people)
        return made_up_range(scenario, compiled.plan, neighbourhoods)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A made-up engine, and runs cut into four parts."""
    made = Engine()
    monkeypatch.setattr(running, "live_range", made)
    # The package may be edited while its tests run.
    monkeypatch.setattr(running, "code_digest", lambda: "0" * 64)

    def four(neighbourhoods: int, people: int, days: int) -> list[range]:
        size = neighbourhoods // PARTS
        return [range(first, first + size) for first in range(0, neighbourhoods, size)]

    monkeypatch.setattr(running, "chunk_ranges", four)
    return made


@pytest.fixture
def small() -> Scenario:
    return scenario("simpleland-points", people=24_000, days=50)


def stop_at(part: int) -> Callable[[int, threading.Event], None]:
    return lambda number, stop: stop.set() if number == part else None


def same(one: Outcomes, other: Outcomes) -> bool:
    pairs = zip(one.tally.arrays().values(), other.tally.arrays().values(), strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)


def test_with_a_folder_and_without_the_counts_are_the_same(
    engine: Engine, small: Scenario, tmp_path: Path
) -> None:
    assert same(run(small), run(small, out=tmp_path / "run"))


def test_without_a_folder_nothing_is_written(
    engine: Engine, small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run(small)
    assert list(tmp_path.iterdir()) == []


def test_a_stopped_run_goes_on_from_its_finished_parts(
    engine: Engine, small: Scenario, tmp_path: Path
) -> None:
    whole = run(small)
    engine.lived.clear()
    engine.before_part = stop_at(2)
    with pytest.raises(
        Interrupted, match=r"2 of 4 parts are finished, kept in .*\n *Run the same command again"
    ):
        run(small, out=tmp_path)
    assert json.loads((tmp_path / "run.json").read_text())["state"] == "running"
    engine.before_part = lambda part, stop: None
    again = run(small, out=tmp_path)
    assert len(engine.lived) == PARTS
    assert 0 < again.simulated < small.people
    assert same(whole, again)
    assert json.loads((tmp_path / "run.json").read_text())["state"] == "done"


def test_ctrl_c_is_a_stop(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    def press(part: int, stop: threading.Event) -> None:
        if part == 1:
            os.kill(os.getpid(), signal.SIGINT)
            assert stop.wait(10)

    engine.before_part = press
    with pytest.raises(Interrupted) as told:
        run(small, out=tmp_path)
    assert told.value.exit_code == 130
    assert "1 of 4 parts" in str(told.value)


def test_stopped_without_a_folder_it_says_how_to_keep_parts(engine: Engine, small: Scenario) -> None:
    engine.before_part = stop_at(0)
    with pytest.raises(Interrupted, match=r"nothing was kept.*\n.*--out DIR"):
        run(small)


def test_a_finished_run_is_not_run_again(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    first = run(small, out=tmp_path)
    engine.lived.clear()
    again = run(small, out=tmp_path)
    assert engine.lived == []
    assert again.simulated == 0
    assert same(first, again)


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ((24_000, 50, 2), "the seed differs"),
        ((25_000, 50, 1), "the number of people differs"),
        ((24_000, 51, 1), "the number of days differs"),
        ((24_000, 50, 1, "rules.protest.points=-11"), "the scheme differs"),
    ],
)
def test_another_run_does_not_go_on_from_this_one(
    engine: Engine, small: Scenario, tmp_path: Path, other: tuple[Any, ...], named: str
) -> None:
    engine.before_part = stop_at(2)
    with pytest.raises(Interrupted):
        run(small, out=tmp_path)
    before = files(tmp_path)
    with pytest.raises(BadInput, match=named) as told:
        run(scenario("simpleland-points", *other), out=tmp_path)
    assert "Give --out a new folder" in str(told.value)
    assert files(tmp_path) == before


def test_another_version_does_not_go_on_either(
    engine: Engine, small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(small, out=tmp_path)
    monkeypatch.setattr(running, "VERSION", "99.0")
    with pytest.raises(BadInput, match="the version of Glasshouse differs"):
        run(small, out=tmp_path)


def files(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def damage_cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def damage_flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 0xFF
    file.write_bytes(bytes(content))


def damage_empty(file: Path) -> None:
    file.write_bytes(b"")


def damage_swap(file: Path) -> None:
    """Another part's file under this part's name: whole, but wrong."""
    file.write_bytes(file.with_name("chunk-000000.parquet").read_bytes())


@pytest.mark.parametrize("damage", [damage_cut, damage_flip, damage_empty, damage_swap])
def test_a_broken_part_is_told_and_only_it_is_run_again(
    engine: Engine, small: Scenario, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    whole = run(small, out=tmp_path)
    file = tmp_path / "chunks" / "chunk-000001.parquet"
    damage(file)
    with pytest.raises(RunFailed, match=r"chunk-000001\.parquet cannot be used") as told:
        run(small, out=tmp_path)
    assert "Delete that file and run the same command again" in str(told.value)
    assert told.value.exit_code == 3
    file.unlink()
    engine.lived.clear()
    assert same(whole, run(small, out=tmp_path))
    assert len(engine.lived) == 1


def test_a_full_disk_loses_nothing(
    engine: Engine, small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(small)
    engine.lived.clear()
    real, calls = os.fsync, []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        # The record and its folder, then a part and its folder, then another: no room for the third part.
        if len(engine.lived) >= 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RunFailed, match="No space left on device") as told:
        run(small, out=tmp_path)
    assert "Make room" in str(told.value)
    assert len(list((tmp_path / "chunks").iterdir())) == 2
    monkeypatch.setattr(os, "fsync", real)
    engine.lived.clear()
    assert same(whole, run(small, out=tmp_path))
    assert len(engine.lived) == 2


def test_a_folder_with_other_things_is_left_alone(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(BadInput, match=r"holds other things, such as thesis.txt"):
        run(small, out=tmp_path)
    assert files(tmp_path) == {str(tmp_path / "thesis.txt"): b"precious"}


def test_a_file_is_no_folder(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(BadInput, match="cannot be a run's folder"):
        run(small, out=file)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"state": "done"}', "\x00"])
def test_a_broken_record_is_told(engine: Engine, small: Scenario, tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(RunFailed, match=r"run.json cannot be read as the record of a run"):
        run(small, out=tmp_path)


def test_the_record_says_what_was_run(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    run(small, out=tmp_path, command=["glasshouse", "run", "simpleland-points"])
    record = json.loads((tmp_path / "run.json").read_text())
    arm = small.arms[0]
    assert record["schemes"][arm.name]["text"] == arm.scheme.text
    assert record["identity"]["seed"] == small.seed
    assert record["identity"]["people"] == small.people
    assert record["command"] == ["glasshouse", "run", "simpleland-points"]
    assert {"versions", "machine", "seconds", "written"} <= set(record)


def test_progress_begins_with_what_was_kept_and_ends_with_everybody(
    engine: Engine, small: Scenario, tmp_path: Path
) -> None:
    engine.before_part = stop_at(2)
    with pytest.raises(Interrupted):
        run(small, out=tmp_path)
    engine.before_part = lambda part, stop: None
    told: list[tuple[int, int]] = []
    run(small, out=tmp_path, progress=lambda done, people: told.append((done, people)))
    kept, people = told[0]
    assert 0 < kept < people == small.people
    assert told[-1] == (24_000, 24_000)
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("neighbourhoods", "days"), [(1, 1), (1, 36_525), (100, 365), (1_000, 3_650), (1_411_778, 365)]
)
def test_parts_cover_all_neighbourhoods_once(neighbourhoods: int, days: int) -> None:
    ranges = chunk_ranges(neighbourhoods, neighbourhoods * 1000, days)
    assert [number for part in ranges for number in part] == list(range(neighbourhoods))
    long = neighbourhoods * 1000 * days > 1e9
    assert not long or len(ranges) >= min(8, neighbourhoods)


@pytest.mark.parametrize("moment", ["write_chunk", "finish"])
def test_ctrl_c_between_parts_keeps_them_too(
    engine: Engine, small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    real = getattr(RunDirectory, moment)
    pressed: list[bool] = []

    def press(directory: RunDirectory, *words: Any) -> None:
        real(directory, *words)
        if not pressed:
            pressed.append(True)
            raise KeyboardInterrupt

    monkeypatch.setattr(RunDirectory, moment, press)
    with pytest.raises(Interrupted, match=f"{1 if moment == 'write_chunk' else PARTS} of {PARTS} parts"):
        run(small, out=tmp_path)
    assert same(run(small), run(small, out=tmp_path))
