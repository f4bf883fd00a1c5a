"""Amending: the texts that a scheme's own makers leave, date by date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from glasshouse.ground.patch import apply, read_patch, removal
from glasshouse.ground.validation import build
from glasshouse.schemes.model import Scheme

__all__ = ["amended_texts"]


def amended_texts(scheme: Scheme) -> Iterator[tuple[date, Scheme]]:
    """Each amendment's first day, and the text from then on, in the order of the file."""
    if not scheme.amendments:
        return
    document = scheme.document
    amended = apply(document, removal("amendments"))
    for place, amendment in enumerate(scheme.amendments):
        amended = apply(amended, read_patch(document, ("amendments", place)))
        yield amendment.from_, build(Scheme, amended)
