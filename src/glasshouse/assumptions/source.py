"""Sources: who sees what people do, and errs."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from glasshouse.assumptions.entry import Entry, Rates, Relative
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.ground.validation import Identifier

__all__ = ["Source"]


class Source(Entry):
    """Somebody who sees what people do and writes records.

    Attributes:
        id: name in schemes.
        title: name on the screen.
        detection: factors on every probability of being seen by this source (unequal policing), by
            dimension and category; the product is cut at 1.
        false_records: records per person-year of conducts that never happened, by conduct.
        false_relative: factors on the false records, by dimension and category.
    """

    noun: ClassVar[str] = "a source"
    plural: ClassVar[str] = "sources"

    id: Identifier
    title: str
    detection: Relative = Field(default_factory=FixedDict)
    false_records: Rates = Field(default_factory=FixedDict)
    false_relative: Relative = Field(default_factory=FixedDict)
