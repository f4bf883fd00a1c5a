"""Who is told what happens in a book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from glasshouse.engine.slow.entries import PointEntry
    from glasshouse.engine.slow.record import Record
    from glasshouse.schemes.model.rules import Rule

__all__ = ["Way", "Witness"]

Way = Literal["expired", "performed", "corrected", "repaired"]
"""How somebody gets off a list."""


class Witness(Protocol):
    """Who is told what happens in a book."""

    def rule_applied(self, rule_id: str, day: int) -> None:
        """A rule has applied: its count is reached."""

    def points_changed(self, amount: int, day: int, rule_id: str) -> None:
        """Points were entered, or lapsed."""

    def points_entered(self, entry: PointEntry, day: int) -> None:
        """Points that one may object to are about to be entered."""

    def entered(self, list_id: str, day: int, record: Record, newly: bool, rule: Rule) -> None:
        """Somebody came onto a list, or was entered anew while on it."""

    def left(self, list_id: str, day: int, way: Way) -> None:
        """Somebody got off a list."""

    def changed_band(self, day: int, band_id: str | None) -> None:
        """A review found another band, or that there are none any more."""

    def renewed(self, list_id: str, day: int, how: str, rule: Rule | None) -> None:
        """A stay that ran out has begun again, as the rule says that made the last entry, or the list."""

    def is_counted_wrongful(self, list_id: str) -> bool:
        """Say whether a stay was wrongful when that was looked at last."""
