"""Rows on their way into structured arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from glasshouse.engine.tables import FIELDS, NONE, record_dtype

__all__ = ["Rows", "threshold"]


def threshold(probability: float) -> int:
    """The number below which a 32-bit random word falls with this probability, to the nearest 2**-32."""
    return min(1 << 32, int(probability * 4294967296.0 + 0.5))


class Rows:
    """Rows of one kind, added one by one; every declared field must be given, and no other.

    Only `after` may be left out: it is known when the next text is added.
    """

    def __init__(self, kind: str) -> None:
        """Begin without rows of a kind declared in `engine.tables`."""
        self._kind = kind
        self._fields = tuple(field for field, _, _ in FIELDS[kind])
        self._rows: list[tuple[Any, ...]] = []

    def __len__(self) -> int:
        """The number of rows so far."""
        return len(self._rows)

    def add(self, **values: float) -> int:
        """Add a row and return its number.

        Raises:
            TypeError: a field is missing or unknown.
        """
        if "after" in self._fields:
            values.setdefault("after", NONE)
        if set(values) != set(self._fields):
            wrong = ", ".join(sorted(set(values) ^ set(self._fields)))
            raise TypeError(f"a row of '{self._kind}' needs exactly its declared fields; differing: {wrong}")
        self._rows.append(tuple(values[field] for field in self._fields))
        return len(self._rows) - 1

    def change(self, number: int, field: str, value: float) -> None:
        """Change one field of a row that was added before."""
        self._rows[number] = tuple((self.row(number) | {field: value}).values())

    def row(self, number: int) -> dict[str, Any]:
        """One row, by field."""
        return dict(zip(self._fields, self._rows[number], strict=True))

    def array(self) -> NDArray[Any]:
        """The rows as a structured array of shape (rows,)."""
        return np.array(self._rows, record_dtype(self._kind))
