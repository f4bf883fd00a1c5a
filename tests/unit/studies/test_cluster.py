"""A cluster of real worker processes gives the bytes that threads give, whatever happens to a worker."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from glasshouse.cli.main import glasshouse
from glasshouse.engine.outcomes import PARQUET_FILES
from glasshouse.engine.run import run, run_part
from glasshouse.engine.scenario import Scenario
from glasshouse.ground.errors import BadInput, Interrupted, RunFailed
from glasshouse.studies import cluster as clustering
from glasshouse.studies.cluster import Cluster
from glasshouse.studies.parts import merge
from glasshouse.studies.simulation import set_up
from glasshouse.studies.sweep import read_axis, sweep

KilledWorker = pytest.importorskip("distributed").KilledWorker
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals to a child differ on Windows"),
]

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}


class Machines:
    """A scheduler and workers, each a process of its own, as somebody would start them by hand."""

    def __init__(self, folder: Path, processes: ExitStack) -> None:
        self.folder = folder
        self._processes = processes
        self.file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        end = time.monotonic() + 120
        while not self.file.exists() and time.monotonic() < end:
            time.sleep(0.05)
        self.address = json.loads(self.file.read_text())["address"].removeprefix("tcp://")

    def worker(self) -> subprocess.Popen[bytes]:
        """Start one; it dies for good when it is killed."""
        return self._start("worker", "--nthreads", "1", "--no-nanny", "--no-dashboard")

    def _start(self, kind: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", kind, *words, "--scheduler-file", str(self.file)]
        with (self.folder / f"{kind}.log").open("ab") as log:
            child = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder, env=ENVIRONMENT, start_new_session=True
            )
        self._processes.callback(child.wait)
        self._processes.callback(child.kill)
        return child


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler with two workers that stay."""
    with ExitStack() as processes:
        made = Machines(tmp_path_factory.mktemp("machines"), processes)
        made.worker()
        made.worker()
        yield made


@pytest.fixture
def cluster(machines: Machines) -> Iterator[Cluster]:
    with Cluster.connect(machines.address) as connected:
        yield connected


@pytest.fixture(scope="module")
def large() -> Scenario:
    """Work for some seconds, so that it is cut."""
    return set_up("simpleland-points", people=1_200_000, days=365, seed=11)


@pytest.fixture(scope="module")
def by_threads(large: Scenario, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("threads") / "run"
    run(large, threads=2, out=folder)
    return outcomes_of(folder)


def outcomes_of(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in PARQUET_FILES]


def test_a_worker_that_is_killed_takes_nothing_with_it(
    machines: Machines, cluster: Cluster, large: Scenario, by_threads: list[bytes], tmp_path: Path
) -> None:
    doomed = machines.worker()
    end = time.monotonic() + 120
    while cluster._threads() < 3 and time.monotonic() < end:
        time.sleep(0.1)
    assert cluster._threads() == 3
    told: list[int] = []

    def kill_in_the_middle(done: int, people: int) -> None:
        told.append(done)
        if done > people // 4:
            doomed.send_signal(signal.SIGKILL)

    run(large, workers=cluster, out=tmp_path / "run", progress=kill_in_the_middle)
    assert doomed.wait(120) == -signal.SIGKILL
    assert outcomes_of(tmp_path / "run") == by_threads
    # Nobody is counted twice, though some lived twice.
    assert told[-1] == large.people
    assert told == sorted(told)
    record = json.loads((tmp_path / "run" / "run.json").read_text())
    assert record["workers"]["kind"] == "dask.distributed"
    assert record["workers"]["peak_memory_bytes"] > 50_000_000
    assert not list(machines.folder.rglob("*.parquet"))


def test_stopped_on_a_cluster_it_goes_on_with_threads(
    cluster: Cluster, large: Scenario, by_threads: list[bytes], tmp_path: Path
) -> None:
    stop = threading.Event()

    def enough(done: int, people: int) -> None:
        if done > people // 3:
            stop.set()

    with pytest.raises(Interrupted, match=r"[1-9]\d* of \d+ chunks are finished"):
        run(large, workers=cluster, out=tmp_path, progress=enough, stop=stop)
    again = run(large, threads=2, out=tmp_path)
    assert 0 < again.simulated < large.people
    assert outcomes_of(tmp_path) == by_threads


def test_ctrl_c_is_a_stop_and_the_workers_are_free_again(
    cluster: Cluster, large: Scenario, tmp_path: Path
) -> None:
    pressed: list[int] = []

    def press(done: int, people: int) -> None:
        if done > people // 4 and not pressed:
            pressed.append(done)
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(Interrupted):
        run(large, workers=cluster, out=tmp_path, progress=press)
    end = time.monotonic() + 120
    while any(cluster._client.processing().values()) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(cluster._client.processing().values())


def test_without_a_folder_it_is_the_same(cluster: Cluster, tmp_path: Path) -> None:
    small = set_up("court-defaulters-2017", people=30_000, days=90)
    one, other = run(small, workers=cluster), run(small, threads=2)
    assert all((counts == other.tally.arrays()[name]).all() for name, counts in one.tally.arrays().items())


def test_a_part_is_lived_there_too(
    cluster: Cluster, large: Scenario, by_threads: list[bytes], tmp_path: Path
) -> None:
    run_part(large, range(700), out=tmp_path / "1", workers=cluster)
    run_part(large, range(700, 1200), out=tmp_path / "2", threads=2)
    merge([tmp_path / "1", tmp_path / "2"], tmp_path / "merged")
    assert outcomes_of(tmp_path / "merged") == by_threads


def test_workers_with_other_code_are_told(
    cluster: Cluster, large: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clustering, "code_digest", lambda: "0" * 64)
    with pytest.raises(BadInput, match="A worker runs another Glasshouse") as told:
        run(large, workers=cluster, out=tmp_path)
    assert "Install the same version" in str(told.value)


def test_by_hand_with_the_scheduler_file(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["run", "simpleland-points", "--people", "30000", "--days", "99", "--json"]
    answers = []
    for more in (["--cluster", str(machines.file)], ["--threads", "2"]):
        done = CliRunner().invoke(glasshouse, [*words, *more])
        assert done.exit_code == 0, done.stderr
        answers.append(json.loads(done.stdout)["estimates"])
    assert answers[0] == answers[1]
    assert not list(tmp_path.iterdir())


def test_a_scheduler_that_dies_is_told_and_chunks_stand(large: Scenario, tmp_path: Path) -> None:
    with ExitStack() as processes:
        (tmp_path / "machines").mkdir()
        machines = Machines(tmp_path / "machines", processes)
        machines.worker()
        killed: list[int] = []

        def kill_in_the_middle(done: int, people: int) -> None:
            if done > people // 4 and not killed:
                killed.append(done)
                machines.scheduler.kill()

        with Cluster.connect(machines.address) as cluster:  # noqa: SIM117
            with pytest.raises(RunFailed, match=r"The scheduler at .* is gone") as told:
                run(large, workers=cluster, out=tmp_path / "run", progress=kill_in_the_middle)
        assert "run the same command again" in str(told.value)
        assert len(list((tmp_path / "run" / "chunks").glob("*.parquet"))) > 0


def test_where_no_scheduler_answers_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(clustering, "_CONNECT", 0.5)
    empty = tmp_path / "scheduler.json"
    empty.write_text("{")
    for where in ("127.0.0.1:1", "no port", str(empty), str(tmp_path / "nowhere.json")):
        with pytest.raises(BadInput, match="No scheduler answers at") as told:
            Cluster.connect(where)
        assert "dask scheduler" in str(told.value)


def test_where_the_extra_is_not_installed_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BadInput, match="needs distributed, which is not installed") as told:
        Cluster.connect("127.0.0.1:8786")
    assert "glasshouse[cluster]" in str(told.value)


def test_a_run_waits_for_the_first_worker(large: Scenario, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(clustering, "_LONG", 0.2)
    with ExitStack() as processes:
        machines = Machines(tmp_path, processes)
        said: list[str] = []

        def say(sentence: str) -> None:
            said.append(sentence)
            machines.worker()

        small = set_up("simpleland-points", people=20_000, days=9)
        with Cluster.connect(machines.address, say) as cluster:
            run(small, workers=cluster)
        assert len(said) == 1
        assert "waiting" in said[0]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KilledWorker.__new__(KilledWorker), "Every worker that began neighbourhoods 3:9 died"),
        (MemoryError(), "too little memory for neighbourhoods 3:9"),
        (ModuleNotFoundError("No module named 'glasshouse'"), "A worker cannot load Glasshouse"),
    ],
)
def test_what_a_worker_cannot_do_is_told(cluster: Cluster, error: Exception, told: str) -> None:
    future = SimpleNamespace(status="error", exception=lambda: error)
    with pytest.raises(RunFailed, match=told) as screen:
        cluster._result(future, "neighbourhoods 3:9")
    assert screen.value.problems[0].remedy


def test_a_study_is_the_same_there_though_a_worker_is_killed(
    machines: Machines, cluster: Cluster, tmp_path: Path
) -> None:
    """Points are lived and asked on the workers; what one had finished and not handed over is lived again."""
    small = set_up("simpleland-points", people=20_000, days=20)
    axis = [read_axis("assumptions.conducts.walk-on-red.rate=1:34:1")]
    doomed = machines.worker()
    end = time.monotonic() + 120
    while cluster._threads() < 3 and time.monotonic() < end:
        time.sleep(0.1)

    def kill_in_the_middle(done: int, people: int) -> None:
        if done > people // 4:
            doomed.send_signal(signal.SIGKILL)

    there, here = tmp_path / "there", tmp_path / "here"
    found = sweep(small, axis, workers=cluster, out=there, progress=kill_in_the_middle)
    assert doomed.wait(120) == -signal.SIGKILL
    assert found.answers == sweep(small, axis, threads=2, out=here).answers
    table = (there / "sweep.parquet").read_bytes()
    assert table == (here / "sweep.parquet").read_bytes()
    # Begun there and gone on with here: the first 32 points stand, two are lived.
    (there / "parts" / "part-00001.parquet").unlink()
    before = (there / "parts" / "part-00000.parquet").stat().st_mtime_ns
    sweep(small, axis, threads=2, out=there)
    assert (there / "parts" / "part-00000.parquet").stat().st_mtime_ns == before
    assert (there / "sweep.parquet").read_bytes() == table


@pytest.mark.parametrize(
    "verb",
    ["run", "compare", "patchwork", "sweep", "sensitivity", "robust", "calibrate", "validate", "audit"],
)
def test_every_verb_that_lives_through_people_takes_a_cluster(verb: str) -> None:
    module = importlib.import_module(f"glasshouse.cli.{verb}")
    assert "--cluster" in {name for option in module.command.params for name in option.opts}
