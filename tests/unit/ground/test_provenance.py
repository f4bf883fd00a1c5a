"""Provenance says how a result was made, and nothing about who made it."""

from __future__ import annotations

import getpass
import json
import platform
import shutil
import subprocess
from pathlib import Path

import numpy
import pytest

from glasshouse.ground.provenance import (
    code_digest,
    commit,
    machine,
    provenance,
    sha256,
    sha256_of_file,
    versions,
)


def test_sha256_is_that_of_the_standard() -> None:
    # FIPS 180-2, appendix B.1.
    assert sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256(b"abc") == sha256("abc")


def test_the_hash_of_a_file_is_that_of_the_system(tmp_path: Path) -> None:
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("no sha256sum here")
    file = tmp_path / "data"
    file.write_bytes(bytes(range(256)) * 5000)
    printed = subprocess.run([tool, file], capture_output=True, text=True, check=True).stdout
    assert printed.split()[0] == sha256_of_file(file)


def test_versions_are_those_that_run() -> None:
    assert versions()["python"] == platform.python_version()
    assert versions()["numpy"] == numpy.__version__


def test_the_code_has_one_digest() -> None:
    assert code_digest() == code_digest()
    assert len(code_digest()) == 64


def test_the_commit_is_that_of_the_checkout() -> None:
    root = Path(__file__).parents[3]
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("no checkout here")
    asked = subprocess.run(
        ["git", "-C", root, "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    )
    assert (commit() or "").removesuffix("-dirty") == asked.stdout.strip()


def test_it_is_plain_json_and_names_nobody() -> None:
    written = json.dumps(provenance(["glasshouse", "run", "nanjing-2019"]))
    assert json.loads(written)["command"] == ["glasshouse", "run", "nanjing-2019"]
    assert set(machine()) == {"system", "release", "architecture", "processor", "cpus"}
    assert not {getpass.getuser(), platform.node()} & {str(value) for value in machine().values()}
