"""The folder of a run: what is run, the finished chunks, the outcomes; whole files or none.

``run.json`` says what is run and how far it is, ``scenario.json`` holds all that it was made from. The folder
``chunks`` holds one Parquet file for each finished range of neighbourhoods: its non-zero counts, with the
range and the run's identity in the file's metadata. A run that was stopped goes on from them; nothing is ever
taken from a file that is not whole or belongs to something else.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.engine.chunk import Broken, counts_in, decode, encode, parquet_bytes
from glasshouse.engine.identity import PROGRAM, differences, in_words, program
from glasshouse.engine.scenario_file import SCENARIO_FILE
from glasshouse.ground.errors import BadInput, Problem, RunFailed
from glasshouse.ground.files import write_atomically
from glasshouse.ground.provenance import peak_memory, sha256

if TYPE_CHECKING:
    import pyarrow as pa

    from glasshouse.engine.tally import Layout, Tally

__all__ = ["FORMAT", "RunDirectory", "write_parquet"]

FORMAT = 2
"""Version of the folder's layout."""

_RECORD = "run.json"
_CHUNKS = "chunks"
_OURS = frozenset({_RECORD, SCENARIO_FILE, _CHUNKS})
"""What a run leaves that was killed before its record was written, or whose record is gone."""


def write_parquet(path: Path, table: pa.Table, metadata: Mapping[str, str]) -> Path:
    """Write a table as Parquet, whole or not at all.

    Args:
        path: the file; its folder is made where missing.
        table: what is written.
        metadata: words kept in the file's schema.

    Raises:
        RunFailed: the disk is full, the folder is not writable, or the like.
    """
    return write_atomically(path, parquet_bytes(table, metadata))


@dataclass(frozen=True)
class RunDirectory:
    """The folder of one run, or of a part of it.

    Attributes:
        path: where it is.
        record: the content of ``run.json``.
    """

    path: Path
    record: dict[str, Any]

    @classmethod
    def open(
        cls,
        path: Path,
        identity: Mapping[str, Any],
        facts: Mapping[str, Any],
        ranges: Sequence[range],
        part: range | None = None,
        scenario: str | None = None,
    ) -> RunDirectory:
        """Begin the folder of a run, or find the run that it holds.

        Args:
            path: the folder; made where missing.
            identity: what makes it this run and no other, ready for JSON.
            facts: what else is told in ``run.json``: texts, versions, machine, command.
            ranges: how a new folder is cut into chunks; one that is found keeps its own cut.
            part: which neighbourhoods alone are run; None for all.
            scenario: the content of ``scenario.json``, where there is one.

        Raises:
            BadInput: the folder holds another run, another part, or other things.
            RunFailed: it cannot be written, or its ``run.json`` cannot be read.
        """
        file = path / _RECORD
        if file.exists():
            found = cls.read(path)
            found._must_be(identity)
            found._must_be_part(part)
            return found
        try:
            strange = sorted(entry.name for entry in path.iterdir()) if path.exists() else []
        except OSError as error:
            what = f"'{path}' cannot be a run's folder: {error.strerror or error}."
            raise BadInput(Problem(what, remedy="Give --out a new folder.", code="no-folder")) from error
        ours = {_RECORD, *strange} >= _OURS
        known = {*_OURS, *(name for name in strange if ours and _made_from_chunks(name))}
        strange = [name for name in strange if name not in known and not _left_behind(name)]
        if strange:
            raise BadInput(
                Problem(
                    f"'{path}' holds other things, such as {', '.join(strange[:3])}.",
                    why="A run keeps its files in a folder of its own, and touches nobody else's.",
                    remedy="Give --out a new or empty folder.",
                    code="folder-in-use",
                )
            )
        made = cls(
            path,
            {
                "format": FORMAT,
                "state": "running",
                "part": None if part is None else [part.start, part.stop],
                "identity": json.loads(json.dumps(identity)),
                **facts,
                "chunks": [[each.start, each.stop] for each in ranges],
            },
        )
        if scenario is not None:
            write_atomically(path / SCENARIO_FILE, scenario)
        # Last, so that whoever sees it sees everything.
        made._write_record()
        return made

    @classmethod
    def read(cls, path: Path) -> RunDirectory:
        """The folder of a run that is there.

        Raises:
            BadInput: it is none, or one of another version.
            RunFailed: its ``run.json`` cannot be read.
        """
        file = path / _RECORD
        if not file.exists():
            raise BadInput(
                Problem(
                    f"'{path}' is not the folder of a run: there is no {_RECORD} in it.",
                    remedy="Name a folder that was given to 'glasshouse run --out'.",
                    code="no-run",
                )
            )
        return cls(path, _read_record(file))

    @cached_property
    def ranges(self) -> list[range]:
        """Ranges of neighbourhoods, one a chunk, in order."""
        return [range(first, last) for first, last in self.record["chunks"]]

    @property
    def part(self) -> range | None:
        """The neighbourhoods that alone are run here; None for all."""
        part = self.record["part"]
        return None if part is None else range(*part)

    @property
    def neighbourhoods(self) -> int:
        """How many the whole run has."""
        return int(self.record["neighbourhoods"])

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the run's identity, in hexadecimal; the same for all parts of a run."""
        return sha256(json.dumps(self.record["identity"], sort_keys=True))

    @property
    def done(self) -> bool:
        """Whether the run, or the part, came to its end."""
        return bool(self.record["state"] == "done")

    def finish(self, seconds: float, workers: Mapping[str, object] | None = None) -> None:
        """Note that the run came to its end.

        Args:
            seconds: spent on all chunks together, in however many calls.
            workers: who lived through the last of them; None where nobody had to.
        """
        held = [most for most in (self.record.get("peak_memory_bytes"), peak_memory()) if most is not None]
        self.record.update(state="done", seconds=round(seconds, 3))
        if workers is not None:
            self.record["workers"] = dict(workers)
        if held:
            self.record["peak_memory_bytes"] = max(held)
        self._write_record()

    def clear_leftovers(self) -> None:
        """Delete what a killed process began to write; only for who holds the folder."""
        for folder in (self.path, self.path / _CHUNKS):
            for file in folder.glob(".*.part"):
                if _left_behind(file.name):
                    file.unlink(missing_ok=True)

    def get_ready(self) -> None:
        """Load what writes chunks, which takes a moment once."""
        importlib.import_module("pyarrow.parquet")

    def chunk_file(self, number: int) -> Path:
        """The file of a chunk, there or not."""
        return self.path / _CHUNKS / f"chunk-{number:06d}.parquet"

    def finished(self) -> list[int]:
        """Numbers of the chunks whose files are there."""
        return [number for number in range(len(self.record["chunks"])) if self.chunk_file(number).exists()]

    def write_chunk(self, number: int, tally: Tally, seconds: float) -> None:
        """Keep the counts of one range, and the seconds that they took.

        Raises:
            RunFailed: they cannot be written; the chunks before it stand.
        """
        labels = {**self._labels(number), "seconds": f"{seconds:.6f}"}
        write_atomically(self.chunk_file(number), encode(tally, labels))

    def read_chunk(self, number: int, layout: Layout) -> tuple[Tally, float]:
        """Take up the counts of a range that was finished before, and the seconds that they took.

        Raises:
            RunFailed: the file is missing, not whole, or belongs to another run or range.
        """
        return self.understood(number, self.chunk_bytes(number), layout)

    def copy_chunk(self, number: int, content: bytes) -> None:
        """Keep the bytes of a chunk that was finished in another folder of the same run.

        Raises:
            RunFailed: they cannot be written.
        """
        write_atomically(self.chunk_file(number), content)

    def chunk_bytes(self, number: int) -> bytes:
        """The bytes of a chunk's file.

        Raises:
            RunFailed: the file is missing or cannot be read.
        """
        file = self.chunk_file(number)
        try:
            return file.read_bytes()
        except FileNotFoundError as error:
            raise RunFailed(self._bad_chunk(file, "it is missing")) from error
        except OSError as error:
            raise RunFailed(self._bad_chunk(file, error.strerror or str(error))) from error

    def understood(self, number: int, content: bytes, layout: Layout) -> tuple[Tally, float]:
        """The counts and seconds that the bytes of a chunk hold.

        Raises:
            RunFailed: they are not whole, or belong to another run or range.
        """
        try:
            tally, labels = decode(content, layout, self._labels(number))
            return tally, float(labels.get("seconds", 0.0))
        except Broken as error:
            raise RunFailed(self._bad_chunk(self.chunk_file(number), str(error))) from error

    def counts(self, number: int) -> pa.Table:
        """The counts of a chunk as they are kept, whatever version of Glasshouse gave them their places.

        Raises:
            RunFailed: the file is missing, not whole, or belongs to another run or range.
        """
        try:
            return counts_in(self.chunk_bytes(number), self._labels(number))[0]
        except Broken as error:
            raise RunFailed(self._bad_chunk(self.chunk_file(number), str(error))) from error

    def _labels(self, number: int) -> dict[str, str]:
        first, last = self.record["chunks"][number]
        return {"format": str(FORMAT), "run": self.hash, "first": str(first), "last": str(last)}

    def _bad_chunk(self, file: Path, reason: str) -> Problem:
        return Problem(
            f"{file} cannot be used: {reason}.",
            why="Nothing is counted from it, and the other parts of the run stand.",
            remedy="Delete that file and run the same command again: only its part is simulated anew.",
            code="bad-chunk",
        )

    def _must_be(self, identity: Mapping[str, Any]) -> None:
        held = self.record["identity"]
        other = differences(held, json.loads(json.dumps(identity)))
        if not other:
            return
        if set(other) <= PROGRAM:
            raise BadInput(
                self._of_another_program(
                    other,
                    why="Two versions may count differently, so what they counted must not be added up.",
                    remedy="Go on with the version that began it, or give --out a new folder.",
                )
            )
        raise BadInput(
            Problem(
                f"'{self.path}' holds another run: {in_words(other)}.",
                why="Parts of two different runs must not be added up.",
                remedy="Give --out a new folder, or give the same options as then.",
                code="other-run",
            )
        )

    def must_be_of_this_program(self) -> None:
        """Refuse to live again what another version of the program lived.

        Raises:
            BadInput: another version, or other code, made the run.
        """
        held = self.record["identity"]
        other = differences({key: held.get(key) for key in PROGRAM}, program())
        if other:
            raise BadInput(
                self._of_another_program(
                    other,
                    why="Lived again by this one, its people might live otherwise than they were counted.",
                    remedy="Ask the version that made it, or run it again with this one.",
                )
            )

    def _of_another_program(self, other: Mapping[str, str], why: str, remedy: str) -> Problem:
        there, here = (which.get("version") for which in (self.record["identity"], program()))
        versions = f" ({there} there, {here} here)" if there != here else ""
        return Problem(
            f"'{self.path}' holds this run as another Glasshouse made it: {in_words(other)}{versions}.",
            why=why,
            remedy=remedy,
            code="other-version",
        )

    def _must_be_part(self, part: range | None) -> None:
        if part == self.part:
            return
        held, wanted = _in_words(self.part), _in_words(part)
        again = (
            "leave out --range" if self.part is None else f"give --range {self.part.start}:{self.part.stop}"
        )
        raise BadInput(
            Problem(
                f"'{self.path}' is for {held} of this run, not for {wanted} of it.",
                why="Each part has a folder of its own; 'glasshouse merge' puts them together.",
                remedy=f"Give --out a new folder, or {again} to go on here.",
                code="other-part",
            )
        )

    def _write_record(self) -> None:
        write_atomically(self.path / _RECORD, json.dumps(self.record, indent=2, ensure_ascii=False) + "\n")


def _bounds(part: range) -> str:
    return f"{part.start}:{part.stop}"


def _in_words(part: range | None) -> str:
    return "the whole" if part is None else f"neighbourhoods {_bounds(part)}"


def _made_from_chunks(name: str) -> bool:
    """Whether a file or folder of a run is one that is made again from its chunks."""
    return name.endswith(".parquet") or name == "draws"


def _left_behind(name: str) -> bool:
    """Whether a file's name is that of one that was never finished."""
    return name.startswith(".") and name.endswith(".part")


def _read_record(file: Path) -> dict[str, Any]:
    record: object
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        record = None
    if isinstance(record, dict) and record.get("format", FORMAT) != FORMAT:
        raise BadInput(
            Problem(
                f"{file} was written by another version of Glasshouse (format {record.get('format')}).",
                remedy="Go on with that version, or give --out a new folder.",
                code="other-format",
            )
        )
    if not isinstance(record, dict) or not _is_record(record):
        raise RunFailed(
            Problem(
                f"{file} cannot be read as the record of a run.",
                why="Without it nobody can say what the files beside it are parts of.",
                remedy="Delete it and run the same command again: finished parts of that run are found and "
                "used. Or give --out a new folder.",
                code="bad-record",
            )
        )
    return record


def _is_record(record: Mapping[str, Any]) -> bool:
    """Whether all is there that is read later, in its shape: ranges in order, without a gap between them."""
    try:
        ranges = [range(first, last) for first, last in record["chunks"]]
        part = record["part"]
        whole = range(int(record["neighbourhoods"])) if part is None else range(*part)
        return (
            isinstance(record["identity"], dict)
            and record["state"] in ("running", "done")
            and bool(ranges)
            and (ranges[0].start, ranges[-1].stop) == (whole.start, whole.stop)
            and all(one.stop == after.start for one, after in pairwise(ranges))
            and all(len(each) > 0 for each in ranges)
        )
    except (KeyError, TypeError, ValueError):
        return False
