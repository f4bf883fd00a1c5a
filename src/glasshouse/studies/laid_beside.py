"""Two folders of one run laid beside each other, piece by piece: the same bytes, or what differs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from glasshouse.engine.chunk import parquet_table
from glasshouse.engine.run_directory import RunDirectory

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Piece", "State", "chunks_beside", "file_beside", "folder_beside", "unseen"]

State = Literal["same bytes", "same numbers", "differs", "not looked at"]

_MOST_TOLD = 3
"""Rows or chunks that are told one by one."""


@dataclass(frozen=True)
class Piece:
    """One piece of a run, as it was kept and as it was made again.

    Attributes:
        name: ``chunks``, or the name of a file or folder.
        state: ``same bytes``; ``same numbers`` where only the bytes around them, or the seconds, are others;
            ``differs``; ``not looked at``.
        told: what differs, or why it was not looked at; nothing where there is nothing to say.
    """

    name: str
    state: State
    told: tuple[str, ...] = ()


def unseen(name: str, why: str) -> Piece:
    """A piece that was not looked at."""
    return Piece(name, "not looked at", (why,))


def chunks_beside(kept: RunDirectory, again: RunDirectory, chosen: Collection[int]) -> Piece:
    """Each count of some chunks; both folders are cut alike.

    Raises:
        RunFailed: a chunk cannot be read.
    """
    told = []
    for number in sorted(chosen):
        counts, made = kept.counts(number), again.counts(number)
        if not counts.equals(made):
            part = kept.ranges[number]
            told.append(
                f"chunk {number} (neighbourhoods {part.start} to {part.stop - 1}): "
                f"{_counts_that_differ(counts, made):,} counts differ"
            )
    return Piece("chunks", "differs", _first(told, "chunks")) if told else Piece("chunks", "same numbers")


def file_beside(name: str, kept: Path, again: Path) -> Piece:
    """One file, kept and made again; a Parquet file is told by rows, any other by its bytes.

    Args:
        name: of the file in both folders.
        kept: one folder.
        again: the other.
    """
    if not (kept / name).exists():
        return Piece(name, "differs", ("it is not there",))
    if (kept / name).read_bytes() == (again / name).read_bytes():
        return Piece(name, "same bytes")
    if not name.endswith(".parquet"):
        return Piece(name, "differs", ("its text is another",))
    return _table_beside(name, kept / name, again / name)


def folder_beside(name: str, kept: Path, again: Path) -> Piece:
    """A folder of Parquet files, told as one piece."""
    files = sorted(
        {file.relative_to(root).as_posix() for root in (kept, again) for file in root.rglob("*.parquet")}
    )
    pieces = [
        file_beside(file, kept, again) if (again / file).exists() else Piece(file, "differs", ("it is new",))
        for file in files
    ]
    told = [f"{piece.name}: {sentence}" for piece in pieces for sentence in piece.told]
    states = {piece.state for piece in pieces}
    order: tuple[State, ...] = ("differs", "same numbers")
    worst: State = next((state for state in order if state in states), "same bytes")
    return Piece(name, worst, _first(told, "files"))


def _table_beside(name: str, kept: Path, again: Path) -> Piece:
    import pyarrow as pa

    try:
        held = parquet_table(kept)
    except (OSError, ValueError, pa.ArrowException):
        return Piece(name, "differs", ("it is not whole",))
    made = parquet_table(again)
    if held.equals(made, check_metadata=True):
        return Piece(name, "same numbers", ("written otherwise, as another version of pyarrow does",))
    if held.column_names != made.column_names:
        return Piece(name, "differs", ("it has other columns",))
    if held.num_rows != made.num_rows:
        return Piece(name, "differs", (f"{held.num_rows:,} rows there, {made.num_rows:,} made again",))
    rows = _rows_that_differ(held, made)
    return Piece(name, "differs", rows or ("the numbers are the same, but not what is said of them",))


def _rows_that_differ(held: pa.Table, made: pa.Table) -> tuple[str, ...]:
    """How many rows of two tables of one shape differ, and the first of them in words."""
    import numpy as np

    told, other = held.to_pandas(), made.to_pandas()
    unlike = {
        name: (left != right) & ~(left.isna() & right.isna())
        for name in told.columns
        for left, right in [(told[name].astype(object), other[name].astype(object))]
    }
    anywhere = np.logical_or.reduce([column.to_numpy() for column in unlike.values()])
    places = np.flatnonzero(anywhere)
    if not len(places):
        return ()
    sentences = []
    for place in places[:_MOST_TOLD]:
        moved = [name for name, column in unlike.items() if column.iloc[place]]
        named = [
            str(told[name].iloc[place])
            for name in told.columns
            if name not in moved
            and isinstance(told[name].iloc[place], str)
            and len(told[name].iloc[place]) < 60
        ]
        values = "; ".join(
            f"{name} {told[name].iloc[place]}, again {other[name].iloc[place]}" for name in moved
        )
        sentences.append(f"{' '.join(word for word in named if word)}: {values}")
    count = f"{len(places):,} of {held.num_rows:,} rows differ" if len(places) > 1 else "1 row differs"
    return (f"{count}, such as", *sentences) if len(places) > _MOST_TOLD else (count, *sentences)


def _counts_that_differ(held: pa.Table, made: pa.Table) -> int:
    """How many counts are not the same in two chunks; a count that is not kept is nought."""
    one, other = (
        dict(
            zip(
                zip(table["array"].to_pylist(), table["position"].to_pylist(), strict=True),
                table["value"].to_pylist(),
                strict=True,
            )
        )
        for table in (held, made)
    )
    return sum(one.get(key, 0) != other.get(key, 0) for key in one.keys() | other.keys())


def _first(told: Sequence[str], noun: str) -> tuple[str, ...]:
    more = len(told) - _MOST_TOLD
    return (*told[:_MOST_TOLD], *([f"and {more:,} more {noun}"] if more > 0 else []))
