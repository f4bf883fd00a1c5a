"""What a rule is given to judge: a record, true or false.

Specification, records: "A candidate", and the records of rules that bands and lists set off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glasshouse.engine.slow.candidates import Candidate

__all__ = ["STREAM_OF_BOOKS", "Record", "record_of_book", "record_of_candidate"]

STREAM_OF_BOOKS = 2**24 - 1
"""The stream of the luck of what follows from a book itself, by the day, and not from a record."""


@dataclass(frozen=True)
class Record:
    """A record.

    Attributes:
        index, stream: where the luck of everything that follows from it is found.
        true: whether there is an act behind it.
        unable: whether the person could not have acted otherwise.
        protected: whether what is written down is the exercise of a right.
    """

    index: int
    stream: int
    true: bool
    unable: bool
    protected: bool


def record_of_candidate(candidate: Candidate) -> Record:
    """Return the record that a source writes."""
    channel = candidate.channel
    return Record(
        index=candidate.index,
        stream=candidate.stream,
        true=channel.true,
        unable=channel.unable,
        protected=channel.conduct.legality == "protected",
    )


def record_of_book(day: int) -> Record:
    """Return what a rule about a band or list acts on: that the person came into it on this day."""
    return Record(index=day, stream=STREAM_OF_BOOKS, true=True, unable=False, protected=False)
