"""A chunk: the counts of one range of neighbourhoods as the bytes of a small Parquet file.

Only what is not zero is kept, each count with its place in its array. Labels in the file's metadata say of
which run and which range it is; a checksum on each page tells bytes that changed since.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.engine.tally import Tally

if TYPE_CHECKING:
    import pyarrow as pa

    from glasshouse.engine.tally import Layout

__all__ = ["Broken", "counts_in", "decode", "encode", "parquet_bytes", "parquet_table"]


class Broken(ValueError):
    """Bytes that are no whole chunk; the message says in a few words why."""


def parquet_bytes(table: pa.Table, metadata: Mapping[str, str]) -> bytes:
    """A table as the bytes of a Parquet file, with words kept in its schema."""
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(
        table.replace_schema_metadata(dict(metadata)), sink, compression="zstd", write_page_checksum=True
    )
    return sink.getvalue()


def parquet_table(source: Path | bytes) -> pa.Table:
    """A table that `parquet_bytes` wrote, each page held against its checksum.

    Args:
        source: the file, or its bytes.

    Raises:
        OSError, pa.ArrowException, ValueError: it is not whole.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    stored = pa.BufferReader(source) if isinstance(source, bytes) else source
    with pq.ParquetFile(stored, page_checksum_verification=True) as opened:
        return opened.read()


def encode(tally: Tally, labels: Mapping[str, str]) -> bytes:
    """The bytes of a chunk.

    Args:
        tally: the counts.
        labels: what must be known of them when they are read.
    """
    import pyarrow as pa

    arrays = tally.arrays()
    places = [np.flatnonzero(array) for array in arrays.values()]
    counts = [array.ravel()[place] for array, place in zip(arrays.values(), places, strict=True)]
    which = np.repeat(np.arange(len(arrays), dtype=np.int8), [len(place) for place in places])
    table = pa.table(
        {
            "array": pa.DictionaryArray.from_arrays(which, pa.array(list(arrays))),
            "position": pa.array(np.concatenate(places).astype(np.int64)),
            "value": pa.array(np.concatenate(counts)),
        }
    )
    return parquet_bytes(table, labels)


def decode(content: bytes, layout: Layout, labels: Mapping[str, str]) -> tuple[Tally, dict[str, str]]:
    """The counts of a chunk, and all its labels.

    Args:
        content: the bytes of the file.
        layout: of the run.
        labels: those that it must have; it may have more.

    Raises:
        Broken: the bytes are not whole, or the labels are others.
    """
    table, found = counts_in(content, labels)
    try:
        return _tally_of(table, layout), found
    except (KeyError, ValueError, IndexError) as error:
        raise Broken("it is not whole") from error


def counts_in(content: bytes, labels: Mapping[str, str]) -> tuple[pa.Table, dict[str, str]]:
    """The counts of a chunk with their places, as they are kept, and all its labels.

    Args:
        content: the bytes of the file.
        labels: those that it must have; it may have more.

    Raises:
        Broken: the bytes are not whole, or the labels are others.
    """
    import pyarrow as pa

    try:
        table = parquet_table(content)
        found = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
        if any(found.get(key) != value for key, value in labels.items()):
            raise Broken("it belongs to another run or another part of it")
    except Broken:
        raise
    except (OSError, pa.ArrowException, ValueError) as error:
        raise Broken("it is not whole") from error
    if table.column_names != ["array", "position", "value"]:
        raise Broken("it is not whole")
    return table, found


def _tally_of(table: pa.Table, layout: Layout) -> Tally:
    """The tally whose non-zero counts a table holds; KeyError, IndexError or ValueError where it is none."""
    tally = Tally.zeros(layout)
    arrays = tally.arrays()
    names = table["array"].combine_chunks()
    which = names.indices.to_numpy(zero_copy_only=False)
    position = table["position"].to_numpy()
    value = table["value"].to_numpy()
    if len(position) and position.min() < 0:
        raise IndexError("a position before the first")
    for number, word in enumerate(names.dictionary.to_pylist()):
        chosen = which == number
        # The arrays are contiguous, so that this writes through.
        arrays[word].reshape(-1)[position[chosen]] = value[chosen]
    return tally
