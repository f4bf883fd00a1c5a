"""References: where a rule or a number comes from, and how it was read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar, Literal

__all__ = ["Confidence", "Reference", "ReferenceKind"]

ReferenceKind = Literal["primary", "reprint", "secondary", "press", "dataset", "derived", "memory"]
Confidence = Literal["high", "med", "low"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One source.

    Attributes:
        id: name by which items refer to it, ``[a-z][a-z0-9-]*``.
        cite: how to cite it: title, body, number, date.
        url: where it can be read; None where it is not online.
        kind: ``primary`` (the text of the rule, where its issuer put it), ``reprint`` (its words in somebody
            else's copy, quotation or translation), ``secondary`` (a study of it), ``press``, ``dataset``,
            ``derived`` (worked out here from other sources) or ``memory`` (known, source not yet read).
        read: the day on which somebody read it.
        via: how it was read: the letter of the fact sheet, an archive, a translation.
        confidence: how sure the reader is that the source says so.
        note: anything a reader must know.
    """

    # Read by pydantic, which would otherwise drop keys that it does not know.
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: str
    cite: str
    url: str | None = None
    kind: ReferenceKind
    read: datetime.date | None = None
    via: str | None = None
    confidence: Confidence | None = None
    note: str | None = None
