"""How a text stands: what kind of text, in force or only run so, what it rests on and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from glasshouse.schemes.model import Omission, Scheme

__all__ = ["force_words", "known_words", "omission_words", "pushes_words", "status_words"]

_STATUS = {
    "published": "published rules",
    "draft": "a plan or draft, not rules",
    "press": "as the press told it",
    "invented": "invented",
}

_PUSHES = {
    "up": "without it, more is done to people here",
    "down": "without it, less is done to people here",
    "unknown": "nobody worked out which way that pushes",
}

_OF_THE_TEXT = ("primary", "reprint")
"""Kinds of source that have the words of a text."""


def status_words(scheme: Scheme) -> str:
    """What kind of text it is, and whether the text itself was read."""
    status = scheme.scheme.status
    of_an_authority = status in ("published", "draft") and scheme.references
    if of_an_authority and all(reference.kind not in _OF_THE_TEXT for reference in scheme.references):
        return f"{_STATUS[status]}, known from the press and other accounts alone"
    return _STATUS[status]


def force_words(status: str) -> str:
    """What comes before the first day: nothing but published rules was ever in force."""
    return "in force" if status == "published" else "run as if in force"


def known_words(status: str, numbers: Mapping[str, int]) -> str:
    """How many numbers are known in which way: "8 assumed, 2 cited"; an invented file cites itself alone.

    Args:
        status: published, draft, press or invented.
        numbers: how many of each evidence.
    """
    if status == "invented":
        return "all invented"
    return ", ".join(f"{count} {evidence}" for evidence, count in sorted(numbers.items())) or "none"


def pushes_words(omission: Omission) -> str:
    """Which way leaving a part out moves what the scheme does to people."""
    return _PUSHES[omission.pushes]


def omission_words(omission: Omission) -> str:
    """A part left out in one line: what, why, and which way that moves what is done to people."""
    return f"{omission.what} ({omission.why}; {pushes_words(omission)})"
