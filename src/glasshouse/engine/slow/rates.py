"""How often somebody does something, and by which channels it comes to be written down.

Specification, conduct: "Rates". A *channel* is one way in which records arise: a source sees a conduct (a
true record), or writes down a conduct that never happened (a false one). Channels of one source and one
context of life make a *stream*, which is drawn as a whole. Streams follow from the assumptions alone, never
from a scheme.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.engine.slow.bounds import cap_of
from glasshouse.engine.tables import EXCESS_STREAMS
from glasshouse.ground.arithmetic import exponential

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.assumptions import Assumptions, Conduct, Source
    from glasshouse.engine.slow.people import Person
    from glasshouse.ground.quantity import Quantity
    from glasshouse.society import SocietyTables

__all__ = ["Channel", "Rates", "Stream", "streams_of"]


@dataclass(frozen=True)
class Channel:
    """One way in which records arise.

    Attributes:
        source: who writes the record.
        conduct: what the record is about: what was done (true), or what is said to have been done (false).
        true: whether there is an act behind the record.
        excess: whether it holds the acts that there are only where a scheme makes people do more of them.
    """

    source: Source
    conduct: Conduct
    true: bool
    excess: bool = False

    def records(self, conducts: tuple[str, ...]) -> bool:
        """Say whether its records fall under a rule on these conducts: by what it is, or passes for."""
        return self.conduct.id in conducts or (self.true and self.conduct.mistaken_for in conducts)

    @property
    def unable(self) -> bool:
        """Whether the person behind the record could not have acted otherwise."""
        return self.true and self.conduct.unable


@dataclass(frozen=True)
class Stream:
    """The channels of one source and one context, in order; streams are numbered by first appearance."""

    number: int
    channels: tuple[Channel, ...]


def streams_of(assumptions: Assumptions) -> list[Stream]:
    """List the streams: source by source, first what it sees, then what it writes down falsely.

    Streams of excess come after all others: they hold what is done beyond the baseline, where it can be.
    """
    ordinary: dict[tuple[str, str], list[Channel]] = {}
    excess: dict[tuple[str, str], list[Channel]] = {}
    for source in assumptions.sources.values():
        for conduct in assumptions.conducts.values():
            seen = conduct.seen_by.get(source.id)
            if seen is None or seen.value <= 0:
                continue
            at = (source.id, conduct.context)
            ordinary.setdefault(at, []).append(Channel(source, conduct, true=True))
            if cap_of(conduct, assumptions) > 1:
                excess.setdefault(at, []).append(Channel(source, conduct, true=True, excess=True))
        for conduct_id, rate in source.false_records.items():
            if rate.value > 0:
                conduct = assumptions.conducts[conduct_id]
                channel = Channel(source, conduct, true=False)
                ordinary.setdefault((source.id, conduct.context), []).append(channel)
    streams = [Stream(number, tuple(channels)) for number, channels in enumerate(ordinary.values())]
    beyond = [
        Stream(EXCESS_STREAMS + number, tuple(excess[at]))
        for number, at in enumerate(ordinary)
        if at in excess
    ]
    return [*streams, *beyond]


class Rates:
    """The rates of a person, from the assumptions and the person's attributes and traits."""

    def __init__(self, tables: SocietyTables, assumptions: Assumptions) -> None:
        """Keep what the rates depend on."""
        self._assumptions = assumptions
        self._names = [tables.attribute_name(attribute) for attribute in range(tables.attribute_count)]
        self._places = [place.id for place in tables.places]
        # It is asked for each source and each conduct.
        self._categories = cache(self._categories_of)

    def relative(self, person: Person, conduct: Conduct) -> float:
        """Return the person's rate of a conduct, relative to somebody in all reference categories.

        It is 0 for the kinds of subject that do no such thing.
        """
        if person.kind not in conduct.by:
            return 0.0
        rate = 1.0
        for factor in self.factors(person, conduct.relative):
            rate *= factor
        if conduct.trait is not None:
            spread = self._assumptions.traits[conduct.trait.id].spread.value
            score = person.traits[conduct.trait.id]
            # Lognormal with mean 1.
            rate *= exponential(conduct.trait.sign * spread * score - 0.5 * spread * spread)
        return rate

    def of_channel(self, person: Person, channel: Channel) -> float:
        """Return how many records per day the channel makes of this person.

        Before any response; of excess, as many as the strongest response could add.
        """
        source, conduct = channel.source, channel.conduct
        if person.kind not in conduct.by:
            return 0.0
        if not channel.true:
            rate = source.false_records[conduct.id].value / DAYS_PER_YEAR
            for factor in self.factors(person, source.false_relative):
                rate *= factor
            return rate
        seen = conduct.seen_by[source.id].value
        for factor in self.factors(person, source.detection):
            seen *= factor
        seen = min(seen, 1.0)
        acts = (conduct.rate.value / DAYS_PER_YEAR) * self.relative(person, conduct)
        records = acts * seen
        return records * (cap_of(conduct, self._assumptions) - 1.0) if channel.excess else records

    def factors(self, person: Person, relative: Mapping[str, Mapping[str, Quantity[float]]]) -> list[float]:
        """Return the factors that are given for what a person is, in the society's order, the place last."""
        if not relative:
            return []
        return [
            relative[dimension][category].value
            for dimension, category in self._categories(person.attributes, person.place)
            if dimension in relative and category in relative[dimension]
        ]

    def _categories_of(self, attributes: tuple[int, ...], place: int) -> list[tuple[str, str]]:
        """Return what somebody is in each dimension, in the society's order, the place last."""
        return [*(self._names[attribute] for attribute in attributes), ("place", self._places[place])]
