"""Killed, or at the end of a disk, a run ends with the same bytes (the long loop: verification)."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from verification import failures

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform == "win32", reason="there is no SIGKILL and no limit on files on Windows"
    ),
]


@pytest.fixture(autouse=True, scope="module")
def shorter() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            failures, "RUN", ("simpleland-points", "--people", "1200000", "--years", "1", "--seed", "7")
        )
        yield


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A run that was left alone, and the seconds that it took."""
    folder = tmp_path_factory.mktemp("alone") / "whole"
    return folder, failures.undisturbed(folder)


def test_killed_at_random_moments_it_ends_with_the_same_bytes(
    tmp_path: Path, whole: tuple[Path, float]
) -> None:
    alone, seconds = whole
    kills = failures.kill_again_and_again(tmp_path / "killed", alone, 3, seconds, random.Random(20261121))
    assert kills.same
    assert len(kills.kept) == 3
    # What was kept once is not lost by a later kill.
    assert list(kills.kept) == sorted(kills.kept)


def test_files_that_may_not_grow_lose_nothing(tmp_path: Path, whole: tuple[Path, float]) -> None:
    """A limit on the size of files is met as a full disk is: in the middle of writing."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))

    run = tmp_path / "run"
    done = subprocess.run(
        failures.command(run),
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=failures.ENVIRONMENT,
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert "could not be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(run.rglob(".*.part"))
    failures.undisturbed(run)
    assert failures.same(run, whole[0])
