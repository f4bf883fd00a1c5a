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

__all__ = ["Tried", "amended", "amended_texts", "tried"]


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
def amended(document: Document, amendments: tuple[int, ...]) -> tuple[Document | tuple[Problem, ...], ...]:
    """The document after each of these amendments, or why one cannot be made: the next is made all the same.

    Kept, as the texts are that follow from it: the check of a scheme asks for it before.
    """
    before = apply(document, removal("amendments"))
    found: list[Document | tuple[Problem, ...]] = []
    for place in amendments:
        try:
            before = apply(before, read_patch(document, ("amendments", place)))
            found.append(before)
        except BadInput as error:
            found.append(tuple(error.problems))
    return tuple(found)


@lru_cache(maxsize=16)
def tried(document: Document, amendments: int) -> tuple[Tried, ...]:
    """The texts after each of a document's amendments.

    Kept for as long as a few schemes are at work: the check of a scheme, and whatever is compiled of it, ask
    for them many times.

    Raises:
        BadInput: an amendment cannot be made.
    """
    texts: list[Tried] = []
    before: Scheme | None = None
    for made in amended(document, tuple(range(amendments))):
        if isinstance(made, tuple):
            raise BadInput(*made)
        scheme, problems = validate(Scheme, made, earlier=before)
        texts.append(Tried(made, scheme, problems))
        before = scheme or before
    return tuple(texts)
