"""Where a result came from: versions, machine, command and hashes, as a plain dictionary for ``run.json``.

Nothing here identifies the person at the keyboard: no user name, no host name, no address.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import importlib.metadata
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from glasshouse.ground.version import VERSION

__all__ = [
    "code_digest",
    "commit",
    "machine",
    "peak_memory",
    "provenance",
    "sha256",
    "sha256_of_file",
    "versions",
]

# What can change a number or a file; the rest of the environment follows from the lock.
_LIBRARIES = ("numba", "llvmlite", "numpy", "pandas", "pyarrow", "pydantic", "ruamel.yaml", "xarray")


def sha256(content: bytes | str) -> str:
    """Return the SHA-256 of bytes, or of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def sha256_of_file(path: str | Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal, reading it in pieces.

    Raises:
        OSError: the file cannot be read.
    """
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def versions() -> dict[str, str]:
    """Return the versions of Glasshouse, of Python and of each installed library that can change a result."""
    found = {"glasshouse": VERSION, "python": platform.python_version()}
    for library in _LIBRARIES:
        try:
            found[library] = importlib.metadata.version(library)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


@functools.cache
def code_digest() -> str:
    """Return one SHA-256 over the package's Python files, names and contents, in hexadecimal.

    Two runs with the same digest, scheme, society, assumptions and seed have the same tallies; a version
    number alone does not promise that in a working copy. It is taken once: a file that changes under a
    running program does not change the program.
    """
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*.py")):
        digest.update(f"{file.relative_to(root).as_posix()}\0{sha256_of_file(file)}\n".encode())
    return digest.hexdigest()


@functools.cache
def commit() -> str | None:
    """Return the Git commit that the program runs from, with ``-dirty`` where its files were changed since.

    It says where to find the code that the digest is of, and no number depends on it. None where the program
    does not lie in a checkout of its own, as an installed one, or where Git cannot be asked.
    """
    import subprocess

    root = Path(__file__).resolve().parents[3]
    if not (root / ".git").exists():
        return None
    words = ("git", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
    try:
        asked = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return asked.stdout.strip() or None


def machine() -> dict[str, str | int]:
    """Return what the run had to work with: system, architecture, processor and the number of usable CPUs."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return {
        "system": platform.system(),
        "release": platform.release(),
        "architecture": platform.machine(),
        "processor": _processor(),
        "cpus": usable,
    }


def peak_memory() -> int | None:
    """Return the most memory that this process held so far, in bytes; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # macOS counts bytes, the others KiB.
    return most if sys.platform == "darwin" else most * 1024


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                return value.strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def provenance(command: Sequence[str] | None = None) -> dict[str, object]:
    """Return everything that says where a result came from, ready for JSON.

    Args:
        command: the words of the command that was run; by default those of this process, with the program's
            path shortened to its name.

    Returns:
        Keys ``command``, ``versions``, ``machine``, ``code_sha256``, ``commit`` (null outside a checkout) and
        ``written`` (UTC, ISO 8601, to the second).
    """
    words = [Path(sys.argv[0]).name, *sys.argv[1:]] if command is None else list(command)
    return {
        "command": words,
        "versions": versions(),
        "machine": machine(),
        "code_sha256": code_digest(),
        "commit": commit(),
        "written": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }
