"""Killed, or at the end of a disk, a run ends with the same bytes (the long loop: verification)."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from verification import failures

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform == "win32", reason="there is no SIGKILL and no limit on files on Windows"
    ),
]


@pytest.fixture(autouse=True)
def shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        failures, "RUN", ("simpleland-points", "--people", "1200000", "--years", "1", "--seed", "7")
    )


def test_killed_at_random_moments_it_ends_with_the_same_bytes(tmp_path: Path) -> None:
    seconds = failures.undisturbed(tmp_path / "whole")
    kills = failures.kill_again_and_again(
        tmp_path / "killed", tmp_path / "whole", 3, seconds, random.Random(20261121)
    )
    assert kills.same
    assert len(kills.kept) == 3
    # What was kept once is not lost by a later kill.
    assert list(kills.kept) == sorted(kills.kept)


def test_files_that_may_not_grow_lose_nothing(tmp_path: Path) -> None:
    """A limit on the size of files is met as a full disk is: in the middle of writing."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))

    failures.undisturbed(tmp_path / "whole")
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
    assert failures.same(run, tmp_path / "whole")
