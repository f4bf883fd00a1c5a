"""The voice: numbers with what is known of them, and remarks that become footnotes."""

from __future__ import annotations

from typing import Any

from glasshouse.ground.quantity import Quantity
from glasshouse.ground.units import Duration
from glasshouse.ground.validation import Part
from glasshouse.schemes.phrases import Footnotes, mark, value

__all__ = ["Voice"]


class Voice:
    """Says numbers in the order of reading, so that footnotes are numbered in it."""

    def __init__(self) -> None:
        """Begin without footnotes."""
        self._notes = Footnotes()

    @property
    def remarks(self) -> list[str]:
        """The footnotes so far."""
        return self._notes.texts

    def remark(self, text: str | None) -> str:
        """Keep a remark as a footnote; return its mark, ``[1]``."""
        return self._notes.add(text)

    def mark(self, number: Quantity[Any], part: Part, *path: str | int, share: bool = False) -> str:
        """What is known of the number that stands at `path` in a part, in brackets."""
        return mark(number, self._notes, share=share, patched=part.is_patched(*path))

    def number(self, number: Quantity[Any], part: Part, *path: str | int, share: bool = False) -> str:
        """The number that stands at `path` in a part, and what is known of it; with `share`, in per cent."""
        return value(number.value, share=share) + self.mark(number, part, *path, share=share)

    def lasting(self, number: Quantity[Any], part: Part, *path: str | int) -> str:
        """A length of time after a verb: ``for 2 years``, ``until the obligation is performed``."""
        lead = "for " if isinstance(number.value, Duration) else ""
        return lead + self.number(number, part, *path)
