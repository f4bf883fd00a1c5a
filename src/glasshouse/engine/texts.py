"""Texts: a scheme as it reads from day to day of a run, amendment by amendment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from glasshouse.schemes.amending import amended_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from glasshouse.schemes import Scheme

__all__ = ["Text", "texts_of", "united"]


@dataclass(frozen=True)
class Text:
    """One text of a scheme.

    Attributes:
        since: the first day lived on which it holds.
        scheme: what it says.
        reaches_back: whether stays that began under an earlier text get their ends from this one.
    """

    since: int
    scheme: Scheme
    reaches_back: bool = False


def texts_of(scheme: Scheme, first: date, days: int) -> list[Text]:
    """The texts that hold on some of the days from the first one lived on, in their order; never none."""
    texts = [Text(0, scheme)]
    for amendment, (begins, text) in zip(scheme.amendments, amended_texts(scheme), strict=True):
        day = (begins - first).days
        if day <= 0:
            texts = [Text(0, text)]
        elif day < days:
            texts.append(Text(day, text, amendment.reaches_back))
    return texts


def united(texts: Sequence[Text]) -> Scheme:
    """One scheme with everything that stands in some text: for the names of what is counted."""
    schemes = [text.scheme for text in texts]
    first = schemes[0]
    if len(schemes) == 1:
        return first
    dimensions = [dimension for scheme in schemes for dimension in scheme.score.dimensions]
    score = first.score.model_copy(
        update={
            "bands": _union([scheme.score.bands for scheme in schemes]),
            "dimensions": tuple(dimensions),
        }
    )
    return first.model_copy(
        update={
            "score": score,
            "rules": _union([scheme.rules for scheme in schemes]),
            "lists": _union([scheme.lists for scheme in schemes]),
            "consequences": _union([scheme.consequences for scheme in schemes]),
            # All of them, for an amendment may widen what one that keeps its id is for.
            "remedies": tuple(remedy for scheme in schemes for remedy in scheme.remedies),
            "notice": tuple(notice for scheme in schemes for notice in scheme.notice),
        }
    )


def _union(parts: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    """Items of several texts, each id once, as it first stood."""
    return tuple({item.id: item for items in reversed(parts) for item in items}[key] for key in _ids(parts))


def _ids(parts: Sequence[Sequence[Any]]) -> list[str]:
    return list(dict.fromkeys(item.id for items in parts for item in items))
