"""The folder of a run: it goes on where it stopped, and counts nothing broken or foreign."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.unit.engine.stand_in import PARTS, Engine, files, same, stop_at
from tests.unit.measures.made_up import scenario

from glasshouse.engine import identity
from glasshouse.engine.disk import room_needed
from glasshouse.engine.run import run, run_part
from glasshouse.engine.run_directory import RunDirectory
from glasshouse.engine.scenario import Scenario
from glasshouse.ground.errors import BadInput, Interrupted, RunFailed


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
        Interrupted, match=r"2 of 4 chunks are finished, kept in .*\n *Run the same command again"
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
            assert stop.wait(120)

    engine.before_part = press
    with pytest.raises(Interrupted) as told:
        run(small, out=tmp_path)
    assert told.value.exit_code == 130
    assert "1 of 4 chunks" in str(told.value)


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
    monkeypatch.setattr(identity, "VERSION", "99.0")
    with pytest.raises(BadInput, match="the version of Glasshouse differs"):
        run(small, out=tmp_path)


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
    with pytest.raises(Interrupted, match=f"{1 if moment == 'write_chunk' else PARTS} of {PARTS} chunks"):
        run(small, out=tmp_path)
    assert same(run(small), run(small, out=tmp_path))


def test_a_whole_run_and_a_part_of_it_do_not_share_a_folder(
    engine: Engine, small: Scenario, tmp_path: Path
) -> None:
    run_part(small, range(6), out=tmp_path / "part")
    with pytest.raises(
        BadInput, match=r"is for neighbourhoods 0:6 of this run, not for the whole of it"
    ) as told:
        run(small, out=tmp_path / "part")
    assert "give --range 0:6 to go on here" in str(told.value)
    with pytest.raises(BadInput, match=r"not for neighbourhoods 0:7"):
        run_part(small, range(7), out=tmp_path / "part")
    run(small, out=tmp_path / "whole")
    with pytest.raises(
        BadInput, match=r"is for the whole of this run, not for neighbourhoods 0:6 of it"
    ) as told:
        run_part(small, range(6), out=tmp_path / "whole")
    assert "leave out --range" in str(told.value)


def test_what_a_killed_process_left_is_no_obstacle_and_is_cleared(
    engine: Engine, small: Scenario, tmp_path: Path
) -> None:
    (tmp_path / ".run.json.k2j3.part").write_text("{")
    (tmp_path / "scenario.json").write_text("{")
    engine.before_part = stop_at(2)
    with pytest.raises(Interrupted):
        run(small, out=tmp_path)
    half = tmp_path / "chunks" / ".chunk-000002.parquet.x1y2.part"
    half.write_bytes(b"PAR1")
    engine.before_part = lambda part, stop: None
    assert same(run(small), run(small, out=tmp_path))
    assert not [file for file in files(tmp_path) if file.endswith(".part")]


@pytest.mark.parametrize("finished", [False, True])
def test_a_lost_record_loses_no_chunk(
    engine: Engine, small: Scenario, tmp_path: Path, finished: bool
) -> None:
    engine.before_part = (lambda part, stop: None) if finished else stop_at(2)
    if finished:
        run(small, out=tmp_path)
    else:
        with pytest.raises(Interrupted):
            run(small, out=tmp_path)
    (tmp_path / "run.json").unlink()
    engine.before_part = lambda part, stop: None
    engine.lived.clear()
    again = run(small, out=tmp_path)
    assert len(engine.lived) == (0 if finished else 2)
    assert same(run(small), again)


def test_chunks_of_another_run_without_a_record_are_not_taken(
    engine: Engine, small: Scenario, tmp_path: Path
) -> None:
    run(small, out=tmp_path)
    (tmp_path / "run.json").unlink()
    with pytest.raises(RunFailed, match="it belongs to another run or another part of it"):
        run(scenario("simpleland-points", people=24_000, days=50, seed=2), out=tmp_path)


def test_a_missing_chunk_alone_is_run_again(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    whole = run(small, out=tmp_path)
    before = (tmp_path / "totals.parquet").read_bytes()
    (tmp_path / "chunks" / "chunk-000003.parquet").unlink()
    engine.lived.clear()
    assert same(whole, run(small, out=tmp_path))
    assert len(engine.lived) == 1
    assert (tmp_path / "totals.parquet").read_bytes() == before


def test_two_runs_at_a_time_do_not_share_a_folder(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    def second(part: int, stop: threading.Event) -> None:
        if part == 1:
            with pytest.raises(BadInput, match="Another run is at work") as told:
                run(small, out=tmp_path)
            assert told.value.exit_code == 2

    engine.before_part = second
    run(small, out=tmp_path)
    assert len(engine.lived) == PARTS


def test_too_little_room_is_told_before_anything_is_lived(
    engine: Engine, small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=1_000_000))
    with pytest.raises(
        RunFailed, match=r"too little room .* 1.0 MB free, and up to [\d.]+ MB needed"
    ) as told:
        run(small, out=tmp_path)
    assert "Make room" in str(told.value)
    assert engine.lived == []


def test_the_room_that_is_asked_for_is_enough_and_not_much_too_much(
    engine: Engine, small: Scenario, tmp_path: Path
) -> None:
    layout = run(small, out=tmp_path).tally.layout
    taken = sum(len(content) for name, content in files(tmp_path).items() if name.endswith(".parquet"))
    assert taken < room_needed(layout, PARTS) < 40 * taken


def test_the_seconds_of_all_chunks_are_kept_through_a_kill(
    engine: Engine, small: Scenario, tmp_path: Path
) -> None:
    def slowly(part: int, stop: threading.Event) -> None:
        if part == 2:
            raise SystemExit  # as if killed: nothing is told to the record
        time.sleep(0.1)

    engine.before_part = slowly
    with pytest.raises(SystemExit):
        run(small, out=tmp_path)
    engine.before_part = lambda part, stop: None
    run(small, out=tmp_path)
    record = json.loads((tmp_path / "run.json").read_text())
    assert record["seconds"] >= 0.2
    assert record["peak_memory_bytes"] > 10_000_000
