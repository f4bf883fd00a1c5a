"""Streams and channels: who sees which conduct, grouped by source and context.

The grouping depends on the assumptions alone, so that a stream's draws are the same whatever schemes look
at it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from glasshouse.engine.compile.responses import cap_of
from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.engine.tables import EXCESS_STREAMS

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions

__all__ = ["Channel", "Stream", "streams_of"]


@dataclass(frozen=True)
class Channel:
    """One conduct as one source writes it down, truly or falsely.

    Attributes:
        rate: probability that the source writes a true act down, or false records per person-day.
        excess: whether these are the acts that come on top where people do more than at the reference rate.
    """

    source: str
    conduct: str
    false: bool
    rate: float
    excess: bool = False


@dataclass(frozen=True)
class Stream:
    """Channels that share one Poisson stream; `number` is the stream's place in addresses."""

    number: int
    channels: tuple[Channel, ...]


def streams_of(assumptions: Assumptions) -> list[Stream]:
    """All streams, numbered in the order in which a walk over sources and conducts first meets them.

    A stream of excess comes after all ordinary ones, and its number follows from that of its ordinary stream.
    """
    ordinary: dict[tuple[str, str], list[Channel]] = {}
    excess: dict[tuple[str, str], list[Channel]] = {}
    for source in assumptions.sources.values():
        for conduct in assumptions.conducts.values():
            seen = conduct.seen_by.get(source.id)
            if seen is not None and seen.value > 0.0:
                key = (source.id, conduct.context)
                channel = Channel(source.id, conduct.id, False, seen.value)
                ordinary.setdefault(key, []).append(channel)
                if cap_of(conduct, assumptions) > 1.0:
                    excess.setdefault(key, []).append(replace(channel, excess=True))
        for name, rate in source.false_records.items():
            if rate.value > 0.0:
                channel = Channel(source.id, name, True, rate.value / DAYS_PER_YEAR)
                context = assumptions.conducts[name].context
                ordinary.setdefault((source.id, context), []).append(channel)
    numbers = {key: number for number, key in enumerate(ordinary)}
    return [
        *(Stream(numbers[key], tuple(channels)) for key, channels in ordinary.items()),
        *(Stream(EXCESS_STREAMS + numbers[key], tuple(channels)) for key, channels in excess.items()),
    ]
