"""A written file is whole or absent, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glasshouse
from glasshouse.ground.errors import RunFailed
from glasshouse.ground.files import catalogue_path, write_atomically


@given(content=st.binary(max_size=2000))
def test_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("kept") / "new" / "file.bin"
    assert write_atomically(path, content) == path
    assert path.read_bytes() == content


def test_text_is_utf8_with_the_line_ends_it_came_with(tmp_path: Path) -> None:
    write_atomically(tmp_path / "note.txt", "诚信\r\nline\n")
    assert (tmp_path / "note.txt").read_bytes() == "诚信\r\nline\n".encode()


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    for content in ("first", "second"):
        write_atomically(tmp_path / "run.json", content)
    assert [file.name for file in tmp_path.iterdir()] == ["run.json"]
    assert (tmp_path / "run.json").read_text() == "second"


def test_the_file_is_as_readable_as_any_other_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("")
    write_atomically(tmp_path / "ours", "")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "ours")}
    assert len(modes) == 1


def assert_refused_without_loss(path: Path) -> None:
    path.write_text("old")
    with pytest.raises(RunFailed, match=r"run\.json could not be written") as caught:
        write_atomically(path, b"x" * 100_000)
    assert caught.value.exit_code == 3
    assert path.read_text() == "old"
    assert [file.name for file in path.parent.iterdir()] == ["run.json"]


@pytest.mark.parametrize(("holder", "step"), [(os, "fsync"), (Path, "replace")])
def test_a_full_disk_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, holder: object, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(holder, step, full)
    assert_refused_without_loss(tmp_path / "run.json")


@pytest.fixture
def quota() -> Iterator[None]:
    """Let the system itself refuse a file of more than 50,000 bytes, as a quota does."""
    resource, signal = pytest.importorskip("resource"), pytest.importorskip("signal")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.usefixtures("quota")
def test_a_quota_loses_nothing(tmp_path: Path) -> None:
    assert_refused_without_loss(tmp_path / "run.json")


def test_an_interrupt_leaves_no_part_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "chunk", b"half")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFailed, match="could not be written"):
        write_atomically(tmp_path / "file" / "below", "")


def test_the_catalogue_lies_in_the_package() -> None:
    assert glasshouse.__file__ is not None
    assert catalogue_path("schemes") == Path(glasshouse.__file__).resolve().parent / "catalogue" / "schemes"
