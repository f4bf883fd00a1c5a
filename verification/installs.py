"""Does what is released install and run where nothing else is, on each Python, and how large is it?

    make installs                                        # builds dist/, then asks Python 3.11 to 3.13
    python -m verification.installs dist --python python3.12

Into an empty environment of each Python the wheel is installed as its user would, the core first: its verbs
work, and a verb that wants more says what to type. That is typed, word by word, and so for one extra after
the other; then a scheme is run, told, followed, reported and served. The same run has to have the same bytes
on every Python. The source archive has to install the very files of the wheel.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from glasshouse.ground.provenance import sha256, sha256_of_file
from verification.report import write

__all__ = ["Installed", "Room", "main", "try_archive", "try_wheel"]

_OUTCOMES = ("totals.parquet", "weekly.parquet", "estimates.parquet")
_RUN = ("run", "nanjing-2019", "--people", "20000", "--years", "1", "--seed", "1", "--out", "kept")
# What asks for each extra where it is missing, in an order in which each brings something of its own.
_ASKING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("run", ("run", "nanjing-2019")),
    ("report", ("report", "nanjing-2019", "--out", "page.html")),
    ("sensitivity", ("sensitivity", "nanjing-2019")),
    ("web", ("serve",)),
    ("cluster", ("run", "nanjing-2019", "--out", "elsewhere", "--cluster", "127.0.0.1:1")),
)
_CORE: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("schemes",),
    ("show", "nanjing-2019"),
    ("explain", "simpleland-points", "--reform", "protest-costs-nothing"),
    ("diff", "rongcheng-2014", "rongcheng-2021"),
    ("fix", "GH601", "suining-2010", "--dry-run"),
    ("new", "my-town"),
    ("lint", "my-town.yaml"),
    ("schema",),
)
_WHOLE: tuple[tuple[str, ...], ...] = (
    ("life", "kept", "--person", "0:1"),
    ("report", "kept", "--out", "kept.md", "--format", "md"),
    ("report", "kept", "--out", "kept.html"),
    ("serve", "--help"),
)


@dataclass(frozen=True)
class Installed:
    """What became of a wheel on one Python.

    Attributes:
        python: its version.
        sizes: bytes on disk of the core, and of each extra after those before it.
        results: the SHA-256 of each file of results, and of what the run printed.
        files: the SHA-256 of each file of the package, by its name.
    """

    python: str
    sizes: dict[str, int]
    results: dict[str, str]
    files: dict[str, str]


class Room:
    """An empty environment, and an empty folder to work in."""

    def __init__(self, python: str, folder: Path) -> None:
        """Make it.

        Args:
            python: the interpreter.
            folder: a new one.
        """
        subprocess.run([python, "-m", "venv", str(folder)], check=True, capture_output=True)
        self.folder = folder
        self.desk = folder / "desk"
        self.desk.mkdir()
        keep = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_"))
        }
        # Nothing that was compiled before, and the programs of this environment first.
        self.environment = {
            **keep,
            "PATH": os.pathsep.join([str(folder / "bin"), keep["PATH"]]),
            "GLASSHOUSE_CACHE": str(folder / "kernels"),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "COLUMNS": "100",
        }
        self.empty = self._bytes()

    @property
    def version(self) -> str:
        """The version of its Python."""
        return self.call("python", "-c", "import platform; print(platform.python_version())").stdout.strip()

    @property
    def size(self) -> int:
        """Bytes on disk of all that was installed."""
        return self._bytes() - self.empty

    @property
    def package(self) -> dict[str, str]:
        """The SHA-256 of each file of the package that came with it, by its name."""
        (root,) = self.folder.glob("lib/python*/site-packages/glasshouse")
        files = (path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc")
        return {path.relative_to(root).as_posix(): sha256_of_file(path) for path in sorted(files)}

    def call(self, *words: str, ends: Sequence[int] = (0,)) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in its folder.

        Raises:
            RuntimeError: it ended otherwise than expected.
        """
        done = subprocess.run(
            words, cwd=self.desk, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode not in ends or "Traceback" in done.stderr:
            raise RuntimeError(
                f"{shlex.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
            )
        return done

    def install(self, what: str) -> None:
        """Install with the environment's own pip."""
        self.call("pip", "install", "--quiet", what)

    def do_as_told(self, words: Sequence[str], extra: str) -> None:
        """Call a verb that wants an extra, read what it says, and type that.

        Raises:
            RuntimeError: it did not say what to type.
        """
        told = self.call("glasshouse", *words, ends=(2,)).stderr
        found = re.search(r"^ +Install the extra '(\w+)': (pip install .+)$", told, re.MULTILINE)
        if found is None or found[1] != extra:
            raise RuntimeError(f"{shlex.join(words)} does not say how to get '{extra}':\n{told}")
        self.call(*shlex.split(found[2]), "--quiet")

    def serve(self) -> None:
        """Serve the page, fetch it, and stop.

        Raises:
            RuntimeError: something else came.
        """
        words = ("glasshouse", "serve", "--port", "0")
        with self._started(words) as lines:
            found = next(
                (match for line in lines if (match := re.search(r"http://127\.0\.0\.1:\d+\S*", line))), None
            )
            if found is None:
                raise RuntimeError("glasshouse serve told no address")
            with urllib.request.urlopen(found[0], timeout=30) as answer:
                if b"Glasshouse" not in answer.read():
                    raise RuntimeError(f"{found[0]} is not the page")

    @contextmanager
    def _started(self, words: Sequence[str]) -> Iterator[Iterator[str]]:
        child = subprocess.Popen(
            words,
            cwd=self.desk,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert child.stdout is not None
        try:
            yield iter(child.stdout)
        finally:
            child.terminate()
            child.wait()
            child.stdout.close()

    def _bytes(self) -> int:
        """As `du` counts: blocks, not lengths; compiled kernels and the desk do not count."""
        (library,) = self.folder.glob("lib/python*/site-packages")
        found = [path for root in (library, self.folder / "bin") for path in root.rglob("*")]
        return sum(path.lstat().st_blocks * 512 for path in found if not path.is_symlink())


def try_wheel(python: str, wheel: Path, folder: Path) -> Installed:
    """Install a wheel as its user would, and try it.

    Args:
        python: the interpreter.
        wheel: the file.
        folder: a new one for the environment.

    Raises:
        RuntimeError: something did not do what it says.
    """
    room = Room(python, folder)
    room.install(str(wheel))
    sizes = {"core": room.size}
    for words in _CORE:
        room.call("python", "-m", "glasshouse", *words, ends=(0, 1) if words[0] == "lint" else (0,))
    for extra, words in _ASKING:
        before = room.size
        room.do_as_told(words, extra)
        sizes[extra] = room.size - before
    printed = room.call("python", "-m", "glasshouse", *_RUN).stdout.splitlines()
    told = "\n".join(line for line in printed if " person-days in " not in line)  # but how long it took
    for words in _WHOLE:
        room.call("glasshouse", *words)
    room.serve()
    results = {name: sha256_of_file(room.desk / "kept" / name) for name in _OUTCOMES}
    return Installed(room.version, sizes, {**results, "what it printed": sha256(told)}, room.package)


def try_archive(python: str, archive: Path, folder: Path) -> dict[str, str]:
    """Install the source archive, and give the files of the package that came with it."""
    room = Room(python, folder)
    room.install(str(archive))
    room.call("glasshouse", "show", "nanjing-2019")
    return room.package


def main() -> int:
    """Try what lies in a folder on each Python; 1 where two disagree."""
    parser = argparse.ArgumentParser(prog="python -m verification.installs")
    parser.add_argument("folder", type=Path, help="where `make dist` left the wheel and the source archive")
    parser.add_argument("--python", action="append", help="an interpreter; may be given several times")
    asked = parser.parse_args()
    (wheel,), (archive,) = asked.folder.glob("*.whl"), asked.folder.glob("*.tar.gz")
    tried: list[Installed] = []
    alike: list[bool] = []
    with tempfile.TemporaryDirectory(prefix="installs-") as temporary:
        for number, python in enumerate(asked.python or [sys.executable]):
            found = try_wheel(python, wheel.resolve(), Path(temporary) / f"wheel-{number}")
            shutil.rmtree(Path(temporary) / f"wheel-{number}")
            alike.append(
                try_archive(python, archive.resolve(), Path(temporary) / f"archive-{number}") == found.files
            )
            tried.append(found)
    same = all(one.results == tried[0].results for one in tried)
    write("installs", [*_told(wheel, archive, tried, same, alike)])
    return 0 if same and all(alike) else 1


def _told(
    wheel: Path, archive: Path, tried: Sequence[Installed], same: bool, alike: Sequence[bool]
) -> Iterator[str]:
    yield "; ".join(f"{file.name}, {file.stat().st_size / 1e6:.1f} MB" for file in (wheel, archive))
    yield ""
    yield "On disk, in MB (10^6 bytes, with the byte code that pip writes); each extra after those before it:"
    yield "Python   " + "".join(f"{name:>13}" for name in tried[0].sizes)
    for one in tried:
        yield f"{one.python:9}" + "".join(f"{size / 1e6:13.0f}" for size in one.sizes.values())
    yield ""
    yield "Each verb that wants an extra said what to type; typed so, it was installed and found."
    yield "Schemes were read and checked without an extra; then one was run, told, reported and served."
    yield ""
    yield f"glasshouse {' '.join(_RUN)}: {'the same bytes on all' if same else 'NOT THE SAME'}"
    for name in tried[0].results:
        for digest in dict.fromkeys(one.results[name] for one in tried):
            yield f"  {name:18} {digest}"
    yield f"Source archive: {'the very files of the wheel' if all(alike) else 'OTHER FILES THAN THE WHEEL'}"


if __name__ == "__main__":
    sys.exit(main())
