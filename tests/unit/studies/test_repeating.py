"""A run made again from its folder: the same where it is, and every alteration found and named."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from glasshouse.engine.chunk import encode
from glasshouse.engine.run import run_chunks
from glasshouse.engine.run_directory import RunDirectory
from glasshouse.engine.scenario import Scenario
from glasshouse.ground.errors import BadInput
from glasshouse.ground.files import catalogue_path
from glasshouse.ground.registry import Catalogue
from glasshouse.report.repeated import repeated, verdict
from glasshouse.schemes import load as load_scheme
from glasshouse.studies import draws, since
from glasshouse.studies.citing import citation, given_along, write_texts
from glasshouse.studies.comparison import Comparison, plan_comparison
from glasshouse.studies.kept_run import KeptRun
from glasshouse.studies.repeating import Repetition, repeat
from glasshouse.studies.simulation import run_and_measure, set_up
from glasshouse.studies.sweep import read_axis, sweep

CUT = [range(2), range(2, 3), range(3, 5)]
CATALOGUE = (catalogue_path("schemes") / "simpleland-points.yaml").read_text(encoding="utf-8")
OWN = CATALOGUE.replace("id: simpleland-points", "id: my-town").replace("\n", "\n# A town of ours.\n", 1)


def scenario() -> Scenario:
    """A scheme of one's own, with a reform and settings, on five neighbourhoods for a month."""
    return set_up(
        OWN,
        reforms=[],
        settings={"rules.protest.points": -20, "assumptions.conducts.walk-on-red.rate": 6},
        society="macau",
        people=5_000,
        days=30,
        seed=7,
        answers=("deterrence", "hardship"),
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "run"
    run_chunks(scenario(), CUT, (), out=folder)
    run_and_measure(scenario(), out=folder, threads=2)
    return folder


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Path:
    """The same run in a folder that may be altered."""
    return Path(shutil.copytree(made, tmp_path / "run"))


def states(found: Repetition) -> dict[str, str]:
    return {piece.name: piece.state for piece in found.pieces}


def told(found: Repetition) -> str:
    return " ".join(line.text for line in repeated(found, 110))


def with_one_more(file: Path) -> None:
    """Add one to the largest count of a table, and write it with the same labels."""
    table = pq.read_table(file)
    place = pc.index(table["value"], pc.max(table["value"])).as_py()
    values = table["value"].to_pylist()
    values[place] += 1
    column = table.schema.get_field_index("value")
    pq.write_table(table.set_column(column, table.schema.field(column), pa.array(values, pa.int64())), file)


def with_one_more_in_chunk(folder: Path, number: int) -> None:
    """Add one to a count of a chunk, as somebody would who knows its form and its labels."""
    directory = RunDirectory.read(folder)
    layout = KeptRun.read(folder).compiled.layout
    tally, seconds = directory.read_chunk(number, layout)
    tally.persons[0, 0] += 1
    first, last = directory.record["chunks"][number]
    labels = {"format": "2", "run": directory.hash, "first": str(first), "last": str(last)}
    directory.chunk_file(number).write_bytes(encode(tally, {**labels, "seconds": str(seconds)}))


def altered(file: Path, change: Callable[[dict[str, object]], None]) -> None:
    written = json.loads(file.read_text(encoding="utf-8"))
    change(written)
    file.write_text(json.dumps(written), encoding="utf-8")


def test_the_same_comes_out_and_the_folder_is_left_as_it_is(kept: Path, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in kept.rglob("*") if file.is_file()}
    found = repeat(kept, out=tmp_path / "again", threads=1)
    assert found.same and found.whole and found.lived == 5_000
    assert verdict(found) == "The same bytes come out: all of it, 5,000 invented people lived again."
    files = ("totals.parquet", "weekly.parquet", "estimates.parquet", "scenario.json")
    assert states(found) == {"chunks": "same numbers"} | dict.fromkeys(files, "same bytes")
    for name in files:
        assert (tmp_path / "again" / name).read_bytes() == (kept / name).read_bytes()
    assert RunDirectory.read(tmp_path / "again").ranges == CUT
    assert {file: file.read_bytes() for file in kept.rglob("*") if file.is_file()} == before


def test_an_altered_total_is_found_and_named(kept: Path) -> None:
    with_one_more(kept / "totals.parquet")
    found = repeat(kept, threads=1)
    assert not found.same
    assert [name for name, state in states(found).items() if state == "differs"] == ["totals.parquet"]
    assert "NOT the same" in told(found) and "1 row differs" in told(found)
    assert "files of the run were altered" in told(found)


def test_an_altered_chunk_is_found_whichever_is_lived_again(kept: Path) -> None:
    """Lived again, the chunk itself differs; where another is, the outcomes no longer follow."""
    with_one_more_in_chunk(kept, 1)
    looked = repeat(kept, part="2:3")
    assert states(looked)["chunks"] == "differs"
    assert "chunk 1 (neighbourhoods 2 to 2): 1 counts differ" in told(looked)
    elsewhere = repeat(kept, part="0:1")
    assert states(elsewhere)["chunks"] == "same numbers"
    assert states(elsewhere)["totals.parquet"] == "differs"
    assert not elsewhere.same


def test_some_chunks_are_lived_again_and_no_other(kept: Path, tmp_path: Path) -> None:
    found = repeat(kept, chunks=1, out=tmp_path / "again")
    assert found.same and not found.whole
    assert (found.chunks, found.of) == (1, 3)
    assert RunDirectory.read(tmp_path / "again").finished() == [1]
    assert states(found)["estimates.parquet"] == "same bytes"
    # A repetition goes on where it was, and says what it did not live.
    whole = repeat(kept, out=tmp_path / "again")
    assert whole.same and whole.people - whole.lived == found.people
    assert f"Of {found.people:,} of these people" in told(whole)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda written: written.update(seed=8), "the seed differs"),
        (lambda written: written["arms"][0]["scheme"].update(text=CATALOGUE), "the scheme differs"),
    ],
)
def test_another_scenario_is_not_run(
    kept: Path, change: Callable[[dict[str, object]], None], says: str
) -> None:
    altered(kept / "scenario.json", change)
    with pytest.raises(BadInput) as error:
        repeat(kept)
    assert says in str(error.value)
    assert error.value.problems[0].remedy


def test_altered_tables_of_a_society_are_found_though_its_fingerprint_stands(kept: Path) -> None:
    """The recipe's text is that of the fingerprint no more: other people would be made of it."""

    def change(written: dict[str, dict[str, str]]) -> None:
        text = written["society"]["text"]
        assert "0.5" in text
        written["society"]["text"] = text.replace("0.5", "0.4", 1)

    altered(kept / "scenario.json", change)  # type: ignore[arg-type]
    with pytest.raises(BadInput):
        repeat(kept)


def test_another_seed_in_both_files_does_not_fit_the_chunks(kept: Path) -> None:
    altered(kept / "scenario.json", lambda written: written.update(seed=8))
    altered(kept / "run.json", lambda written: written["identity"].update(seed=8))  # type: ignore[attr-defined]
    with pytest.raises(BadInput, match="belongs to another run"):
        repeat(kept)


def test_a_text_altered_in_the_record_alone_is_found(kept: Path) -> None:
    altered(kept / "run.json", lambda written: written["schemes"]["my-town"].update(text=CATALOGUE))  # type: ignore[index]
    with pytest.raises(BadInput, match="text of a scheme"):
        repeat(kept)


def test_all_that_is_missing_is_told_at_once(kept: Path) -> None:
    (kept / "weekly.parquet").unlink()
    (kept / "scenario.json").unlink()
    RunDirectory.read(kept).chunk_file(2).unlink()
    with pytest.raises(BadInput) as error:
        repeat(kept)
    for name in ("weekly.parquet", "scenario.json", "chunk-000002"):
        assert name in str(error.value)
    assert all(problem.why and problem.remedy for problem in error.value.problems)


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON"])
def test_a_folder_that_is_none_gets_a_screen(tmp_path: Path, text: str) -> None:
    (tmp_path / "study.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="folder of a study"):
        repeat(tmp_path)
    with pytest.raises(BadInput, match=r"there is no run\.json"):
        repeat(tmp_path / "nowhere")


def test_the_run_laid_beside_itself_is_refused(kept: Path) -> None:
    with pytest.raises(BadInput, match="folder of the run itself"):
        repeat(kept, out=kept)


def test_the_catalogue_and_the_program_of_today_are_told_and_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    with monkeypatch.context() as then:
        then.setattr("glasshouse.engine.identity.code_digest", lambda: "0" * 64)
        run_and_measure(set_up("simpleland-points", society="macau", people=3_000, days=9), out=run)
    (tmp_path / "simpleland-points.yaml").write_text(CATALOGUE + "# Since then.\n", encoding="utf-8")
    monkeypatch.setattr(since, "_SCHEMES", Catalogue("schemes", "scheme", tmp_path))
    found = repeat(run)
    assert found.same and not found.makers.same_code
    (changed,) = found.since
    assert "'simpleland-points' is another today" in changed
    assert "does not reach what was looked at" in told(found)
    # With what is altered, the blame stays open: another program may count otherwise.
    with_one_more(run / "weekly.parquet")
    other = repeat(run)
    assert states(other)["weekly.parquet"] == "differs"
    assert "Results change" in told(other) and "0" * 64 in told(other)
    assert "files of the run were altered" not in told(other)


def test_draws_and_differences_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "FEWEST_DRAWS", 2)
    run = tmp_path / "run"
    plan = plan_comparison(
        ["simpleland-points"], reforms=["protest-costs-nothing"], society="macau", people=2_000, days=9
    )
    Comparison(run_and_measure(plan.scenario, draws=2, out=run), plan.pairs).save_differences(run)
    part = next((run / "draws" / "parts").iterdir())
    table = pq.read_table(part)
    people = table.schema.get_field_index("people")
    one_more = pc.add(table["people"], 1)
    pq.write_table(table.set_column(people, table.schema.field(people), one_more), part)
    found = states(repeat(run))
    assert found["differences.parquet"] == found["estimates.parquet"] == "same bytes"
    assert found["draws"] == "differs"


def test_a_sweep_is_made_again_from_its_scenario_and_its_grid(tmp_path: Path) -> None:
    run = tmp_path / "sweep"
    base = set_up("simpleland-points", society="macau", people=2_000, days=9)
    sweep(base, [read_axis("rules.protest.points=-5,-10")], out=run)
    assert set(states(repeat(run)).values()) == {"same bytes"}
    altered(
        run / "study.json", lambda written: written.update(axes=[["rules.protest.points", ["-5", "-11"]]])
    )
    assert states(repeat(run))["sweep.parquet"] == "differs"
    altered(run / "scenario.json", lambda written: written.update(seed=2))
    with pytest.raises(BadInput, match="seed differ"):
        repeat(run)


def test_a_citation_names_what_an_own_scheme_was(tmp_path: Path) -> None:
    """By the hash that ``sha256sum my-town.yaml`` prints, with the bytes that were run."""
    own = hashlib.sha256(OWN.encode()).hexdigest()
    (along,) = given_along(scenario())
    assert "my-town.yaml" in along and own in along
    (written,) = write_texts(scenario(), tmp_path / "texts")
    assert written.name == "my-town.yaml" and hashlib.sha256(written.read_bytes()).hexdigest() == own
    cited = citation(scenario(), "0.1.0", "f" * 64)
    rules = load_scheme(OWN, "rules.protest.points=-20").text_hash
    numbers = ("rules.protest.points=-20", "assumptions.conducts.walk-on-red.rate=6")
    for part in (rules, *numbers, "seed 7", "deterrence", "f" * 64):
        assert part in cited
