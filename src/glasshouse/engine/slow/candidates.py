"""When records of a person arise: the candidates, the same for all arms.

Specification, conduct: "Candidates". Each stream is a Poisson process at the rate of a life without any
scheme. An arm in which people do less then strikes candidates out (thinning), with the acceptance word that
comes along.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from glasshouse.engine.tables import TICKS_PER_DAY
from glasshouse.ground.arithmetic import exponential_of_word, share_of_word
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glasshouse.engine.slow.luck import Luck
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Channel, Rates, Stream

__all__ = ["Candidate", "candidates_of"]


@dataclass(frozen=True)
class Candidate:
    """A record that may arise.

    Attributes:
        time: ticks since the start of day 0.
        stream: number of the stream.
        index: its number in the stream, from 0.
        channel: how it arises.
        acceptance: the word that decides whether the act happens in an arm where it is rarer.
        proof: the word that decides which level of proof the record reaches.
    """

    time: int
    stream: int
    index: int
    channel: Channel
    acceptance: int
    proof: int

    @property
    def day(self) -> int:
        """Day of the act."""
        return self.time // TICKS_PER_DAY


def candidates_of(
    person: Person, streams: list[Stream], rates: Rates, luck: Luck, days: int
) -> list[Candidate]:
    """Return all candidates of a person within the horizon, in the order of time, stream and index."""
    found = [
        candidate
        for stream in streams
        for candidate in _candidates_of_stream(person, stream, rates, luck, days)
    ]
    return sorted(found, key=lambda candidate: (candidate.time, candidate.stream, candidate.index))


def _candidates_of_stream(
    person: Person, stream: Stream, rates: Rates, luck: Luck, days: int
) -> Iterator[Candidate]:
    index = 0
    for settled, begin, end in person.stretches(0, days):
        # What would have come after a move is dropped: it was drawn for another life.
        for candidate in _candidates_of_stretch(settled, stream, rates, luck, begin, end, index):
            index = candidate.index + 1
            if candidate.day < end:
                yield candidate


def _candidates_of_stretch(
    person: Person, stream: Stream, rates: Rates, luck: Luck, begin: int, end: int, index: int
) -> Iterator[Candidate]:
    """Yield the candidates of the days [begin, end) in one place, and the first one after them."""
    up_to = list(accumulate(rates.of_channel(person, channel) for channel in stream.channels))
    whole = up_to[-1]
    if whole <= 0:
        return
    time = begin * TICKS_PER_DAY
    while time < end * TICKS_PER_DAY:
        gap_word, channel_word, acceptance, proof = luck.block(
            index, Purpose.CANDIDATE, stream.number, person.number, 0
        )
        time += int(exponential_of_word(gap_word) * (TICKS_PER_DAY / whole))
        drawn = share_of_word(channel_word) * whole
        channel = sum(1 for rate in up_to[:-1] if rate <= drawn)
        yield Candidate(time, stream.number, index, stream.channels[channel], acceptance, proof)
        index += 1
