"""Files that are whole or absent, and where the catalogue lies."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from glasshouse.ground.errors import Problem, RunFailed

__all__ = ["catalogue_path", "write_atomically"]


def write_atomically(path: str | Path, content: bytes | str) -> Path:
    """Write a file so that a reader sees the old content or the new one, never a part.

    The content goes to a temporary file in the same folder, is forced to disk and takes the place of ``path``
    in one step. When anything fails, the old file stands and the temporary one is gone.

    Args:
        path: the file to write; its folder is made where missing.
        content: bytes, or text that is written as UTF-8 without changing line ends.

    Returns:
        The path.

    Raises:
        RunFailed: the disk is full, the folder is not writable, or the like.
    """
    target = Path(path)
    data = content.encode() if isinstance(content, str) else content
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data)
    except OSError as error:
        raise RunFailed(
            Problem(
                f"{target} could not be written: {error.strerror or error}.",
                why="Nothing was lost: the file is as it was before, or still absent.",
                remedy="Make room or choose another folder, then run the same command again.",
                code="not-written",
            )
        ) from error
    return target


def _replace(target: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_usual_mode())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _usual_mode() -> int:
    """Return the mode that a newly made file has; temporary files are private, which ours should not stay."""
    mask = os.umask(0o022)
    os.umask(mask)
    return 0o666 & ~mask


def _settle(folder: Path) -> None:
    """Force the renaming to disk, where the system lets folders be opened (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def catalogue_path(kind: str) -> Path:
    """Return the folder of the catalogue that holds one kind of entry.

    Args:
        kind: ``schemes``, ``societies``, ``assumptions``, ``norms`` or ``reforms``.
    """
    return Path(__file__).resolve().parents[1] / "catalogue" / kind
