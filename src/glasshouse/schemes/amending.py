"""Amending: the texts that a scheme's own makers leave, date by date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from glasshouse.ground.document import Document
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.patch import apply, read_patch, removal
from glasshouse.ground.validation import validate
from glasshouse.schemes.model import Scheme

__all__ = ["Tried", "amended_texts", "tried"]


def amended_texts(scheme: Scheme) -> Iterator[tuple[date, Scheme]]:
    """Each amendment's first day, and the text from then on, in the order of the file."""
    if not scheme.amendments:
        return
    texts = tried(scheme.document, len(scheme.amendments))
    for amendment, text in zip(scheme.amendments, texts, strict=True):
        if text.scheme is None:
            raise BadInput(*text.problems)
        yield amendment.from_, text.scheme


@dataclass(frozen=True)
class Tried:
    """A text as an amendment leaves it: the document, and the scheme or what is wrong with it."""

    document: Document
    scheme: Scheme | None
    problems: Sequence[Problem]


@lru_cache(maxsize=16)
def tried(document: Document, amendments: int) -> tuple[Tried, ...]:
    """The texts after each of a document's amendments.

    Kept for as long as a few schemes are at work: the check of a scheme, and whatever is compiled of it, ask
    for them many times.
    """
    texts = []
    amended = apply(document, removal("amendments"))
    for place in range(amendments):
        amended = apply(amended, read_patch(document, ("amendments", place)))
        texts.append(Tried(amended, *validate(Scheme, amended)))
    return tuple(texts)
