"""English for the values of a scheme: counts, shares, lengths of time, marks of evidence, lists of words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from glasshouse.ground.quantity import Quantity
from glasshouse.ground.telling import listed
from glasshouse.ground.units import Duration, Money

__all__ = ["Footnotes", "and_", "mark", "or_", "ordinal", "plain", "spelt", "value"]

_WORDS = {
    "until-performed": "until the obligation is performed",
    "for-ever": "for ever",
    "while-in-force": "as long as the condition holds",
    "at-once": "at once",
    "stay": "as long as the stay lasts",
    "soft-sleeper": "soft sleepers",
    "d-first": "fast trains in first class",
    "d-second": "fast trains in second class",
    "g-any": "high-speed trains",
}
_SMALL = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


class Footnotes:
    """Remarks that stand apart from the sentence they belong to, numbered in the order of reading."""

    def __init__(self) -> None:
        """Begin with none."""
        self.texts: list[str] = []

    def add(self, text: str | None) -> str:
        """Keep a remark and return its mark, ``[1]``; nothing for no remark. Equal remarks are kept once."""
        if not text:
            return ""
        if text not in self.texts:
            self.texts.append(text)
        return f"[{self.texts.index(text) + 1}]"


def plain(word: str) -> str:
    """A word of the language as English: hyphens become spaces."""
    return _WORDS.get(word, word.replace("-", " ").replace("_", " "))


def and_(words: Iterable[str]) -> str:
    """``a, b and c``."""
    return listed(list(words), "and")


def or_(words: Iterable[str]) -> str:
    """``a, b or c``."""
    return listed(list(words), "or")


def spelt(count: int) -> str:
    """A small number as a word: five; larger ones as digits."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else str(count)


def ordinal(count: int) -> str:
    """``2nd``, ``3rd``, ``11th``."""
    ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def value(bare: Any, *, share: bool = False) -> str:
    """A number's bare value in English; with `share`, 0.6 is ``60 %``."""
    if isinstance(bare, str):
        return plain(bare)
    if isinstance(bare, Duration | Money):
        return str(bare)
    if share and isinstance(bare, int | float):
        return f"{100 * bare:.4g} %"
    if isinstance(bare, float):
        told = f"{bare:.6g}"
        # A power of ten is nothing that is read aloud.
        return f"{Decimal(f'{bare:.3g}'):f}" if "e-" in told else told
    return str(bare)


def mark(number: Quantity[Any], notes: Footnotes, *, share: bool = False, patched: bool = False) -> str:
    """What a number says of itself, in brackets after it; empty when it says nothing.

    Evidence, range, what the rule's own text says, source and date, in this order: ``(assumed, between 3
    months and 3 years; not found in the text)``.
    """
    told: list[str] = []
    spread = None
    if number.low is not None and number.high is not None:
        spread = f"between {value(number.low, share=share)} and {value(number.high, share=share)}"
    elif number.low is not None:
        spread = f"at least {value(number.low, share=share)}"
    elif number.high is not None:
        spread = f"at most {value(number.high, share=share)}"
    known = ", ".join(part for part in (number.evidence, spread) if part)
    if known:
        told.append(known)
    if number.text is not None:
        told.append("the text is silent" if number.text == "silent" else "not found in the text")
    if number.reference is not None:
        told.append(number.reference + (f", {number.as_of.isoformat()}" if number.as_of else ""))
    elif number.as_of is not None:
        told.append(f"as of {number.as_of.isoformat()}")
    if patched:
        told.append("changed")
    note = notes.add(number.note)
    bracket = f" ({'; '.join(told)})" if told else ""
    return f"{bracket} {note}" if note else bracket
