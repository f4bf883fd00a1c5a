"""Entries of points that one may be told of and object to, one by one.

Specification, records: "Entries that can be objected to"; procedure: "What a grant brings". Only entries of
rules that a notice or a remedy names are kept apart; all others are sums. An entry is known by its rule and
by the record behind it, and what is known of it, or suspends it, is so in both books.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Key", "PointEntry"]

Key = tuple[str, int, int]
"""An entry's rule, and index and stream of its record."""


@dataclass
class PointEntry:
    """Points that stand in a book.

    Attributes:
        key: its rule, and index and stream of its record.
        amount: hundredths, as entered.
        date: the day that it is dated.
        known: whether the person knows of it.
        suspended_by: which remedies that are being decided on, or were granted, keep it from counting.
    """

    key: Key
    amount: int
    date: int
    known: bool = False
    suspended_by: set[str] = field(default_factory=set)

    @property
    def rule(self) -> str:
        """The rule that entered it."""
        return self.key[0]

    @property
    def origin(self) -> tuple[int, int]:
        """Index and stream of the luck of everything that follows from it."""
        return self.key[1:]
