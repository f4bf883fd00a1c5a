"""What a tally counted over everybody, by the names of its columns."""

from __future__ import annotations

from collections import Counter

from glasshouse.engine.tally import Tally

__all__ = ["totals"]


def totals(tally: Tally, arm: str) -> Counter[tuple[str, str]]:
    sums = tally.totals[:, 0, :].sum(axis=0)
    return Counter(
        {
            (column.count, column.item): int(amount)
            for column, amount in zip(tally.layout.totals, sums, strict=True)
            if column.arm == arm
        }
    )
