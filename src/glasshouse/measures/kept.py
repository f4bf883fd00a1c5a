"""Estimates that a run kept: read back from its folder, each with its interval."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from glasshouse.ground.errors import BadInput, Problem
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.results import ESTIMATES_FILE

__all__ = ["read_estimates"]


def read_estimates(folder: Path) -> tuple[Estimate, ...]:
    """The estimates in the folder of a run, in the order in which they were made.

    Raises:
        BadInput: there are none, or the file cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = [field.name for field in fields(Estimate)]
    try:
        source = pq.ParquetFile(folder / ESTIMATES_FILE)
        # What an older run did not know yet keeps its default.
        there = [name for name in names if name in source.schema_arrow.names]
        rows = source.read(columns=there).to_pylist()
        return tuple(Estimate(**row) for row in rows)
    except (OSError, pa.ArrowException, TypeError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        raise BadInput(
            Problem(
                f"'{folder}' holds no estimates that can be read.",
                why=f"{ESTIMATES_FILE} is written when a run comes to its end, and is not there."
                if missing
                else f"{ESTIMATES_FILE} is not whole, or no file of estimates.",
                remedy="Run the same command again with the same --out: what is finished is used, "
                "and the file is written anew.",
                code="no-estimates",
            )
        ) from None
