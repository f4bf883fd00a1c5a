"""The folder of a run: what is run, the finished parts, the outcomes; whole files or none.

``run.json`` says what is run and how far it is. ``chunks/`` holds one Parquet file for each finished range of
neighbourhoods: its non-zero counts, with the range and the run's identity in the file's metadata. A run
that was stopped goes on from them; nothing is ever taken from a file that is not whole or belongs to
something else.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.engine.tally import Tally
from glasshouse.ground.errors import BadInput, Problem, RunFailed
from glasshouse.ground.files import write_atomically
from glasshouse.ground.provenance import sha256

if TYPE_CHECKING:
    import pyarrow as pa

    from glasshouse.engine.tally import Layout

__all__ = ["FORMAT", "RunDirectory", "write_parquet"]

FORMAT = 1
"""Version of the folder's layout."""

_RECORD = "run.json"
_ARRAYS = ("persons", "exposure", "totals", "weekly")

_IDENTITY_WORDS = {
    "schemes": "the scheme",
    "society": "the society",
    "assumptions": "the assumptions",
    "people": "the number of people",
    "days": "the number of days",
    "seed": "the seed",
    "start": "the first day",
    "version": "the version of Glasshouse",
    "code_sha256": "the code of Glasshouse",
}


def write_parquet(path: Path, table: pa.Table, metadata: Mapping[str, str]) -> Path:
    """Write a table as Parquet, whole or not at all.

    Args:
        path: the file; its folder is made where missing.
        table: what is written.
        metadata: words kept in the file's schema.

    Raises:
        RunFailed: the disk is full, the folder is not writable, or the like.
    """
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(
        table.replace_schema_metadata(dict(metadata)), sink, compression="zstd", write_page_checksum=True
    )
    return write_atomically(path, sink.getvalue())


@dataclass(frozen=True)
class RunDirectory:
    """The folder of one run.

    Attributes:
        path: where it is.
        record: the content of ``run.json``.
    """

    path: Path
    record: dict[str, Any]

    @classmethod
    def open(cls, path: Path, identity: Mapping[str, Any], facts: Mapping[str, Any]) -> RunDirectory:
        """Begin the folder of a run, or find the run that it holds.

        Args:
            path: the folder; made where missing.
            identity: what makes it this run and no other, ready for JSON.
            facts: what else is told in ``run.json``: texts, versions, machine, command, the ranges of the
                chunks.

        Raises:
            BadInput: the folder holds another run, or other things.
            RunFailed: it cannot be written, or its ``run.json`` cannot be read.
        """
        file = path / _RECORD
        if file.exists():
            found = cls(path, _read_record(file))
            found._must_be(identity)
            return found
        try:
            strange = sorted(entry.name for entry in path.iterdir()) if path.exists() else []
        except OSError as error:
            what = f"'{path}' cannot be a run's folder: {error.strerror or error}."
            raise BadInput(Problem(what, remedy="Give --out a new folder.", code="no-folder")) from error
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
            {"format": FORMAT, "state": "running", "identity": json.loads(json.dumps(identity)), **facts},
        )
        made._write_record()
        return made

    @property
    def ranges(self) -> list[range]:
        """Ranges of neighbourhoods, one a chunk, in order."""
        return [range(first, last) for first, last in self.record["chunks"]]

    @property
    def hash(self) -> str:
        """SHA-256 of the run's identity, in hexadecimal."""
        return sha256(json.dumps(self.record["identity"], sort_keys=True))

    @property
    def done(self) -> bool:
        """Whether the run came to its end."""
        return bool(self.record["state"] == "done")

    def finish(self, seconds: float) -> None:
        """Note that the run came to its end, after so many seconds of simulation in this call."""
        spent = self.record.get("seconds", 0.0) + seconds
        self.record.update(state="done", seconds=round(spent, 3))
        self._write_record()

    def pause(self, seconds: float) -> None:
        """Note the seconds of a run that was stopped on its way."""
        self.record["seconds"] = round(self.record.get("seconds", 0.0) + seconds, 3)
        self._write_record()

    def chunk_file(self, number: int) -> Path:
        """The file of a chunk, there or not."""
        return self.path / "chunks" / f"chunk-{number:06d}.parquet"

    def finished(self) -> list[int]:
        """Numbers of the chunks whose files are there."""
        return [number for number in range(len(self.record["chunks"])) if self.chunk_file(number).exists()]

    def write_chunk(self, number: int, tally: Tally) -> None:
        """Keep the counts of one range.

        Raises:
            RunFailed: they cannot be written; the chunks before it stand.
        """
        import pyarrow as pa

        arrays = tally.arrays()
        places = [np.flatnonzero(arrays[name]) for name in _ARRAYS]
        counts = [arrays[name].ravel()[place] for name, place in zip(_ARRAYS, places, strict=True)]
        which = np.repeat(np.arange(len(_ARRAYS), dtype=np.int8), [len(place) for place in places])
        table = pa.table(
            {
                "array": pa.DictionaryArray.from_arrays(which, pa.array(_ARRAYS)),
                "position": pa.array(np.concatenate(places).astype(np.int64)),
                "value": pa.array(np.concatenate(counts)),
            }
        )
        write_parquet(self.chunk_file(number), table, self._labels(number))

    def read_chunk(self, number: int, layout: Layout) -> Tally:
        """Take up the counts of a range that was finished before.

        Raises:
            RunFailed: the file is missing, not whole, or belongs to another run or range.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        file = self.chunk_file(number)
        try:
            with pq.ParquetFile(file, page_checksum_verification=True) as source:
                table = source.read()
            labels = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
            if {key: labels.get(key) for key in self._labels(number)} != self._labels(number):
                raise RunFailed(self._bad_chunk(file, "it belongs to another run or another part of it"))
            return _tally_of(table, layout)
        except FileNotFoundError as error:
            raise RunFailed(self._bad_chunk(file, "it is missing")) from error
        except (OSError, pa.ArrowException, UnicodeDecodeError, KeyError, ValueError, IndexError) as error:
            raise RunFailed(self._bad_chunk(file, "it is not whole")) from error

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
        wanted = json.loads(json.dumps(identity))
        held = self.record["identity"]
        other = [words for key, words in _IDENTITY_WORDS.items() if held.get(key) != wanted.get(key)]
        other += [key for key in wanted if key not in _IDENTITY_WORDS and held.get(key) != wanted[key]]
        if other:
            raise BadInput(
                Problem(
                    f"'{self.path}' holds another run: {', '.join(other)} "
                    f"{'differs' if len(other) == 1 else 'differ'}.",
                    why="Parts of two different runs must not be added up.",
                    remedy="Give --out a new folder, or give the same options as then.",
                    code="other-run",
                )
            )

    def _write_record(self) -> None:
        write_atomically(self.path / _RECORD, json.dumps(self.record, indent=2, ensure_ascii=False) + "\n")


def _read_record(file: Path) -> dict[str, Any]:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        record = error
    if not isinstance(record, dict) or not {"identity", "chunks", "state"} <= set(record):
        raise RunFailed(
            Problem(
                f"{file} cannot be read as the record of a run.",
                why="Without it nobody can say what the files beside it are parts of.",
                remedy="Give --out a new folder.",
                code="bad-record",
            )
        )
    if record.get("format") != FORMAT:
        raise BadInput(
            Problem(
                f"{file} was written by another version of Glasshouse (format {record.get('format')}).",
                remedy="Go on with that version, or give --out a new folder.",
                code="other-format",
            )
        )
    return record


def _tally_of(table: pa.Table, layout: Layout) -> Tally:
    """The tally whose non-zero counts a table holds; KeyError, IndexError or ValueError where it is none."""
    tally = Tally.zeros(layout)
    names = table["array"].combine_chunks()
    which = names.indices.to_numpy(zero_copy_only=False)
    words = names.dictionary.to_pylist()
    position = table["position"].to_numpy()
    value = table["value"].to_numpy()
    if len(position) and position.min() < 0:
        raise IndexError("a position before the first")
    for number, word in enumerate(words):
        chosen = which == number
        # The arrays are contiguous, so that this writes through.
        tally.arrays()[word].reshape(-1)[position[chosen]] = value[chosen]
    return tally
