"""Parts put together are the whole run, and nothing else is put together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.engine.stand_in import Engine, files, same, stop_at
from tests.unit.measures.made_up import scenario

from glasshouse.engine import identity
from glasshouse.engine import merge as merging
from glasshouse.engine.merge import merge
from glasshouse.engine.outcomes import PARQUET_FILES
from glasshouse.engine.run import Part, run, run_part
from glasshouse.engine.scenario import Scenario
from glasshouse.ground.errors import BadInput, GlasshouseError, Interrupted, RunFailed

HALVES = ((0, 11), (11, 24))


def live(of: Scenario, folder: Path, *bounds: tuple[int, int]) -> list[Path]:
    """Run parts, each into a folder named after its first neighbourhood."""
    made = [run_part(of, range(*each), out=folder / f"from-{each[0]}") for each in bounds]
    return [part.folder for part in made]


def outcomes_of(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in PARQUET_FILES]


@pytest.mark.parametrize(
    "bounds",
    [((0, 24),), HALVES, HALVES[::-1], tuple((each, each + 1) for each in range(24))],
    ids=["one part", "two parts", "in another order", "a part for each neighbourhood"],
)
def test_parts_put_together_are_the_whole_byte_by_byte(
    engine: Engine, small: Scenario, tmp_path: Path, bounds: tuple[tuple[int, int], ...]
) -> None:
    whole = run(small, out=tmp_path / "whole")
    parts = live(small, tmp_path, *bounds)
    before = files(parts[0])
    merged = merge(parts, tmp_path / "merged")
    assert same(whole, merged)
    assert outcomes_of(tmp_path / "merged") == outcomes_of(tmp_path / "whole")
    assert files(parts[0]) == before


def test_what_was_merged_is_a_finished_run(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    merged = merge(live(small, tmp_path, *HALVES), tmp_path / "merged")
    engine.lived.clear()
    again = run(small, out=tmp_path / "merged")
    assert engine.lived == []
    assert same(merged, again)
    record = json.loads((tmp_path / "merged" / "run.json").read_text())
    assert record["state"] == "done"
    assert record["part"] is None
    assert [each["part"] for each in record["merged"]] == [list(each) for each in HALVES]


def test_a_part_says_that_it_is_one(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    part = run_part(small, range(3, 7), out=tmp_path)
    assert isinstance(part, Part)
    assert (part.range, part.neighbourhoods) == (range(3, 7), 24)
    plan = small.society.neighbourhoods(24_000)
    assert part.people == plan.persons[3:7].sum()
    assert {number for each in engine.lived for number in each} == set(range(3, 7))
    assert json.loads((tmp_path / "run.json").read_text())["part"] == [3, 7]
    # Nothing that could be taken for the outcomes of a run.
    assert {file.name for file in tmp_path.iterdir()} == {"run.json", "scenario.json", "chunks"}


def test_a_stopped_part_goes_on(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    whole = run(small)
    engine.lived.clear()
    engine.before_part = stop_at(2)
    with pytest.raises(Interrupted, match="2 of 4 chunks"):
        run_part(small, range(12), out=tmp_path / "from-0")
    engine.before_part = lambda part, stop: None
    part = run_part(small, range(12), out=tmp_path / "from-0")
    assert 0 < part.simulated < part.people
    assert len(engine.lived) == 4
    (rest,) = live(small, tmp_path, (12, 24))
    assert same(whole, merge([part.folder, rest], tmp_path / "merged"))


def test_a_whole_run_is_a_part_too(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    whole = run(small, out=tmp_path / "whole")
    assert same(whole, merge([tmp_path / "whole"], tmp_path / "merged"))


def refused(parts: list[Path], out: Path, error: type[GlasshouseError] = BadInput) -> str:
    """What is told; nothing was written."""
    with pytest.raises(error) as told:
        merge(parts, out)
    assert not out.exists() or not (out / "totals.parquet").exists()
    return str(told.value)


def test_what_is_missing_is_told_as_it_is_asked_for(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    parts = live(small, tmp_path, (2, 5), (9, 20))
    told = refused(parts, tmp_path / "merged")
    assert "Neighbourhoods 0:2, 5:9, 20:24 are in none of the 2 parts (the run has 24, 0 to 23)" in told
    assert "--range 0:2, --range 5:9, --range 20:24" in told
    assert not (tmp_path / "merged").exists()


def test_a_part_that_is_not_finished_is_told(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    engine.before_part = stop_at(1)
    with pytest.raises(Interrupted):
        live(small, tmp_path, (0, 12))
    engine.before_part = lambda part, stop: None
    (rest,) = live(small, tmp_path, (12, 24))
    told = refused([tmp_path / "from-0", rest], tmp_path / "merged")
    assert "from-0' is not finished: neighbourhoods 3:12 are missing in it" in told
    assert "Run the command that began it again" in told
    assert "none of the" not in told


def test_parts_that_overlap_are_told(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    parts = live(small, tmp_path, (0, 14), (11, 24))
    told = refused(parts, tmp_path / "merged")
    assert "from-0' and " in told
    assert "from-11' both hold neighbourhoods 11:12" in told or "both hold neighbourhoods 12:14" in told


def test_a_part_named_twice_is_told(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    (part,) = live(small, tmp_path, (0, 24))
    assert "is named twice" in refused([part, tmp_path / "." / "from-0"], tmp_path / "merged")


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ({"seed": 2}, "the seed differs"),
        ({"people": 24_001}, "the number of people differs"),
        ({"days": 51}, "the number of days differs"),
        ({"scheme": "court-defaulters-2017"}, "the scheme differs"),
    ],
)
def test_parts_of_two_runs_are_told(
    engine: Engine, small: Scenario, tmp_path: Path, other: dict[str, Any], named: str
) -> None:
    (first,) = live(small, tmp_path, (0, 12))
    (second,) = live(
        scenario(**{"scheme": "simpleland-points", "people": 24_000, "days": 50, **other}), tmp_path, (12, 24)
    )
    told = refused([first, second], tmp_path / "merged")
    assert f"are not parts of one run: {named}" in told


def test_parts_of_another_version_are_told(
    engine: Engine, small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = live(small, tmp_path, *HALVES)
    monkeypatch.setattr(identity, "VERSION", "99.0")
    told = refused(parts, tmp_path / "merged")
    assert "the version of Glasshouse differs from theirs" in told
    assert "this is 99.0" in told
    (other,) = live(small, tmp_path / "new", (11, 24))
    assert "are not parts of one run: the version" in refused([parts[0], other], tmp_path / "merged")


def test_what_is_no_part_is_told_all_at_once(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    told = refused([tmp_path / "thesis", tmp_path / "nowhere"], tmp_path / "merged")
    assert "thesis' is not the folder of a run" in told
    assert "nowhere' is not the folder of a run" in told


def test_a_broken_chunk_is_told_and_the_parts_stand(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    parts = live(small, tmp_path, *HALVES)
    chunk = parts[1] / "chunks" / "chunk-000002.parquet"
    content = bytearray(chunk.read_bytes())
    content[len(content) // 3] ^= 0xFF
    chunk.write_bytes(content)
    before = files(parts[1])
    told = refused(parts, tmp_path / "merged", RunFailed)
    assert "chunk-000002.parquet cannot be used: it is not whole" in told
    assert "from-11" in told
    assert files(parts[1]) == before
    chunk.unlink()
    (part,) = live(small, tmp_path, HALVES[1])
    assert part == parts[1]
    assert same(run(small), merge(parts, tmp_path / "merged"))


@pytest.mark.parametrize("content", [None, "", "{", '{"arms": []}'])
def test_without_the_scenario_it_is_told(
    engine: Engine, small: Scenario, tmp_path: Path, content: str | None
) -> None:
    parts = live(small, tmp_path, *HALVES)
    file = parts[0] / "scenario.json"
    if content is None:
        file.unlink()
    else:
        file.write_text(content)
    assert "scenario.json" in refused(parts, tmp_path / "merged")
    assert same(run(small), merge(parts, tmp_path / "merged", scenario=small))


def test_a_scenario_that_is_not_what_was_counted_is_told(
    engine: Engine, small: Scenario, tmp_path: Path
) -> None:
    parts = live(small, tmp_path, *HALVES)
    file = parts[0] / "scenario.json"
    file.write_text(file.read_text().replace('"seed": 1', '"seed": 2'))
    assert "the seed differs from theirs" in refused(parts, tmp_path / "merged")


def test_the_new_folder_must_be_free(engine: Engine, small: Scenario, tmp_path: Path) -> None:
    parts = live(small, tmp_path, *HALVES)
    assert "is for neighbourhoods 0:11 of this run" in refused(parts, parts[0])
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "thesis.txt").write_text("precious")
    assert "holds other things" in refused(parts, taken)
    run(small, out=tmp_path / "whole")
    with pytest.raises(BadInput, match="cut in another way"):
        merge(parts, tmp_path / "whole")


def test_a_merge_that_was_killed_is_done_again(
    engine: Engine, small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = live(small, tmp_path, *HALVES)

    def killed(*words: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(merging.RunDirectory, "finish", killed)
        with pytest.raises(SystemExit):
            merge(parts, tmp_path / "merged")
    assert same(run(small), merge(parts, tmp_path / "merged"))
    assert json.loads((tmp_path / "merged" / "run.json").read_text())["state"] == "done"


@pytest.mark.parametrize("part", [range(0), range(-1, 3), range(20, 25), range(0, 10, 2)])
def test_there_is_no_such_part(engine: Engine, small: Scenario, tmp_path: Path, part: range) -> None:
    with pytest.raises(BadInput, match="This run has 24, 0 to 23"):
        run_part(small, part, out=tmp_path / "part")
    assert not (tmp_path / "part").exists()
