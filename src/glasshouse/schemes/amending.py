"""Amending: the texts that a scheme's own makers leave, date by date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from glasshouse.ground.document import Document
from glasshouse.ground.patch import apply, read_patch, removal
from glasshouse.ground.validation import build
from glasshouse.schemes.model import Scheme

__all__ = ["amended_texts"]


def amended_texts(scheme: Scheme) -> Iterator[tuple[date, Scheme]]:
    """Each amendment's first day, and the text from then on, in the order of the file."""
    texts = _texts_after(scheme.document, len(scheme.amendments)) if scheme.amendments else ()
    yield from zip((amendment.from_ for amendment in scheme.amendments), texts, strict=True)


@lru_cache(maxsize=16)
def _texts_after(document: Document, amendments: int) -> tuple[Scheme, ...]:
    """Kept for as long as a few schemes are at work: whatever is compiled of one asks for them many times."""
    texts = []
    amended = apply(document, removal("amendments"))
    for place in range(amendments):
        amended = apply(amended, read_patch(document, ("amendments", place)))
        texts.append(build(Scheme, amended))
    return tuple(texts)
