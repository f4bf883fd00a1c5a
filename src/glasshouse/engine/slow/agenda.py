"""What a book has yet to do, and on which day.

Specification: "Order of what is due, complete". On one day mornings come before evenings, and in the morning
what ends comes before what is decided; what was noted first comes first among equals. What lies beyond the
horizon is never noted.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from glasshouse.engine.slow.entries import Key
    from glasshouse.engine.slow.record import Record

__all__ = ["EVENING", "MORNING", "Agenda", "Item", "Kind", "Target"]

Target = tuple[str, str]
"""What one may be told of and object to: its kind (list, band, consequence, rule) and its id."""

MORNING, EVENING = 0, 1


class Kind(IntEnum):
    """What is to be done, in the order of one day."""

    LAPSE = 0
    RELEASE = 1
    EXPIRY = 2
    PERFORMED = 3
    CORRECTION = 4
    REPAIRED = 5
    DECISION = 6
    OUTCOME = 7
    SHARE = 8
    REVIEW = 9
    KNOW = 10
    ASK = 11
    MET = 12


@dataclass(frozen=True)
class Item:
    """One thing to do.

    Attributes:
        day: when.
        kind: what.
        sequence: how many were noted in this book before.
        amount: LAPSE, RELEASE: the points that lapse, or that a cap gives back, hundredths.
        cap: RELEASE: number of the cap.
        list: the list that it is about.
        serial: the entry that it belongs to: void once there was another; SHARE: which time of waiting.
        spell: the stay, or the spell of the target, that it belongs to: void once there is another.
        consequence: SHARE: what begins; KNOW: by what one learns of it at a gate.
        target: the band or consequence that it is about, by kind and id; None for what is about a list.
        entry: the entry of points that it is about; LAPSE, RELEASE: that the points belong to, if it is kept.
        holder: ASK, OUTCOME about a list: the rule whose remedy it is; nothing for the list's own.
        in_band: DECISION: only if the person is by then in a band that sets the rule off.
        rule, record, dated: DECISION: what becomes final, and the day that counts for windows and lapses.
        way, gate: KNOW: how somebody learns of a stay, and at which gate; MET: at which gate requests change
            something.
        remedy, part: ASK, OUTCOME, and what follows: which remedy, and whether it belongs to a chain or is a
            repair.
    """

    day: int
    kind: Kind
    sequence: int
    amount: int = 0
    list: str = ""
    serial: int = 0
    spell: int = 0
    rule: str = ""
    record: Record | None = None
    dated: int = 0
    cap: int = 0
    way: str = ""
    gate: str = ""
    remedy: str = ""
    part: str = ""
    consequence: str = ""
    target: Target | None = None
    entry: Key | None = None
    holder: str = ""
    in_band: bool = False

    @property
    def about(self) -> Target:
        """What it is about: a list, if no band, consequence or entry of a rule."""
        if self.entry is not None:
            return ("rule", self.entry[0])
        return ("list", self.list) if self.target is None else self.target

    @property
    def phase(self) -> int:
        """Morning, or evening for reviews and for what people learn, ask for and meet with."""
        return EVENING if self.kind >= Kind.REVIEW else MORNING

    @property
    def turn(self) -> tuple[int, int, int, int]:
        """What items are ordered by."""
        return (self.day, self.phase, self.kind, self.sequence)


class Agenda:
    """The items of one book, which lie in the order of their turns."""

    def __init__(self, days: int) -> None:
        """Begin with nothing to do within a horizon of so many days."""
        self._days = days
        self._items: list[Item] = []
        self._noted = 0

    def note(self, day: int, kind: Kind, **about: Any) -> None:
        """Note something to do, unless its day lies beyond the horizon; `about` as in `Item`."""
        if day >= self._days:
            return
        insort(self._items, Item(day, kind, self._noted, **about), key=lambda item: item.turn)
        self._noted += 1

    @property
    def next(self) -> Item | None:
        """The item whose turn is next; None when there is none."""
        return self._items[0] if self._items else None

    def of_kinds(self, kinds: tuple[Kind, ...]) -> list[Item]:
        """The items of some kinds, in the order in which they were noted."""
        found = [item for item in self._items if item.kind in kinds]
        return sorted(found, key=lambda item: item.sequence)

    def strike(self, item: Item) -> None:
        """Take an item off."""
        self._items.remove(item)

    def strike_all(self, of_kind: Callable[[Item], bool]) -> list[Item]:
        """Take off all items of some kind, and return them."""
        struck = [item for item in self._items if of_kind(item)]
        self._items = [item for item in self._items if not of_kind(item)]
        return struck

    def read_as(self, meaning: Callable[[Item], Item | None]) -> list[Item]:
        """Read each item as it is meant from now on, its turn as it was.

        Returns:
            Those that mean nothing any more, taken off.
        """
        void = self.strike_all(lambda item: meaning(item) is None)
        self._items = [meant for item in self._items if (meant := meaning(item)) is not None]
        return void
