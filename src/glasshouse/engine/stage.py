"""The stage on which the fast engine plays life histories: one person, no errors, nothing but what is told.

All that has no place in a life history is taken out of society, assumptions and tables here, so that neither
rates nor luck can matter; `engine.dictation` puts what happens in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.engine.compile.rows import Rows
from glasshouse.engine.compile.rules import TAKES_ALL
from glasshouse.engine.histories import age
from glasshouse.engine.tables import FIELDS, NEVER, NONE, OCCUPATION, Tables
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.random import name_hash
from glasshouse.schemes.amending import amended_texts
from glasshouse.society import Society
from glasshouse.society.plain import plain_tables
from glasshouse.society.tables import Category, Dimension, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glasshouse.assumptions import Assumptions, Conduct
    from glasshouse.engine.texts import Text
    from glasshouse.schemes import Scheme

__all__ = ["only_what_is_told", "society_of_one", "with_certainty", "with_performances", "without_end"]

_ALWAYS = 1 << 32
"""The threshold under which every word lies."""

_PERFORMANCE = 4
"""The effect of a record that stands for a performance."""

_SLOTS = 8
"""Cumulative rates stand in groups of so many."""

_PER_YEAR = Quantity(1461.0)
"""Records of a kind; how many is all the same, for none is drawn, but a stream without any stays shut."""

_EVERYBODY = 1_000_000
"""People of the society, all but a few of them in the scheme's first place."""

_ROWS = {
    "stream": "streams",
    "channel": "channels",
    "interest": "interests",
    "match": "matches",
    "rule": "rules",
}
"""Kinds of row that a performance needs, and the tables in which they stand."""


def society_of_one(scheme: Scheme) -> Society:
    """A society of people of one age in the scheme's first place, of whom nothing else is known."""
    texts = (scheme, *(text for _, text in amended_texts(scheme)))
    ordinary = ("anywhere", "own-place")
    where = [rule.where for text in texts for rule in text.rules if rule.where not in ordinary]
    places = tuple(dict.fromkeys((*scheme.scope.places, *where)))
    population = np.ones(len(places), np.int64)
    population[0] = _EVERYBODY
    dimensions = tuple(_dimensions(texts))
    own = np.arange(len(dimensions), dtype=np.int32)
    sizes = [len(dimension.categories) for dimension in dimensions]
    offset = np.cumsum([0, *sizes], dtype=np.int32)
    kind = scheme.scope.subjects[0]
    tables = replace(
        plain_tables(len(places), _EVERYBODY),
        places=tuple(Place(place, place) for place in places),
        place_population=population,
        dims=dimensions,
        dim_offset=offset,
        member_attribute=offset[own].reshape(1, -1).copy(),
        member_age_from=np.array([age(scheme)], np.int32),
        member_age_to=np.array([age(scheme) + 1], np.int32),
        firms_per_thousand=np.full(len(places), 1000.0 * (kind == "firm")),
        agencies_per_thousand=np.full(len(places), 1000.0 * (kind == "agency")),
    )
    return Society("histories", "Nobody", "invented", recipe=None, ready=tables)


def _dimensions(texts: Iterable[Scheme]) -> Iterable[Dimension]:
    """What the texts tell people apart by, with one category each, and the professions that they name."""
    statuses: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for part in text.score.dimensions:
            statuses |= {look.id: ("any",) for look in part.inputs if look.kind == "status" and look.id}
    professions = [name for text in texts for rule in text.rules for name in rule.whom.professions]
    if professions:
        statuses[OCCUPATION] = tuple(dict.fromkeys(professions))
    for name, categories in statuses.items():
        yield Dimension(name, name, "person", tuple(Category(category, category) for category in categories))


def only_what_is_told(scheme: Scheme, assumptions: Assumptions) -> Assumptions:
    """The assumptions, with those sources alone that records of the histories may come from."""
    texts = (scheme, *(text for _, text in amended_texts(scheme)))
    acts = {day.act for history in scheme.tests for day in history.days}
    kinds = {own.kind for text in texts for own in text.data.sources}
    kinds |= {day.source for history in scheme.tests for day in history.days if day.source}
    told = [source for source in assumptions.sources if source in kinds]

    def conduct(given: Conduct) -> Conduct:
        seen = dict.fromkeys(told, Quantity(1.0)) if given.id in acts else {}
        everybody = ("person", "firm", "agency")
        return given.model_copy(
            update={"rate": _PER_YEAR, "relative": {}, "trait": None, "by": everybody, "seen_by": seen}
        )

    falsely = {day.act: _PER_YEAR for history in scheme.tests for day in history.days if day.false}
    plainly: dict[str, Any] = {"detection": {}, "false_relative": {}}
    return assumptions.model_copy(
        update={
            "conducts": {name: conduct(given) for name, given in assumptions.conducts.items()},
            "sources": {
                name: source.model_copy(update={**plainly, "false_records": falsely if name in told else {}})
                for name, source in assumptions.sources.items()
            },
        }
    )


def with_certainty(tables: Tables) -> Tables:
    """The tables of a world in which who may act does, who is asked joins, and who shares does so at once."""
    rules, arms, consequences = tables.rules.copy(), tables.arms.copy(), tables.consequences.copy()
    contact = tables.contact.copy()
    rules["may"] = _ALWAYS
    rules["professions"] = -1
    arms["joining"] = 0
    consequences["delay"] = NONE
    contact["runs"] = 0
    return tables._replace(rules=rules, arms=arms, consequences=consequences, contact=contact)


def without_end(tables: Tables) -> Tables:
    """The tables of schemes that stay in force."""
    arms = tables.arms.copy()
    arms["force_until"] = NEVER
    return tables._replace(arms=arms)


def with_performances(tables: Tables, texts: list[Text]) -> tuple[Tables, dict[str, int]]:
    """The tables with one more stream, in which performances are recorded; their channels, by list.

    Each is a record that one rule of each text takes, whose effect is that the list's obligation is done.
    """
    rows = {kind: Rows(kind) for kind in _ROWS}
    before = {kind: len(getattr(tables, name)) for kind, name in _ROWS.items()}
    names = dict.fromkeys(entry.id for text in texts for entry in text.scheme.lists)
    channels: dict[str, int] = {}
    for name in names:
        first = before["interest"] + len(rows["interest"])
        ends = (tables.lists["name"] == name_hash(name)) & (tables.lists["performs"] == 1)
        for number in np.flatnonzero(ends):
            arm = int(tables.lists["arm"][number])
            rule = {"arm": arm, "effect": _PERFORMANCE, "list": int(number), "after": NONE}
            taken = before["rule"] + rows["rule"].add(**TAKES_ALL | rule)
            match = before["match"] + rows["match"].add(rule=taken, mistaken=0)
            rows["interest"].add(arm=arm, response=NONE, match_first=match, match_end=match + 1)
        end = before["interest"] + len(rows["interest"])
        if end > first:
            met = {"interest_first": first, "interest_end": end}
            plain = dict.fromkeys((field for field, _, _ in FIELDS["channel"]), 0)
            channels[name] = before["channel"] + rows["channel"].add(**plain | met)
    if not channels:
        return tables, channels
    slot = int(tables.streams["slot_end"].max(initial=0))
    rows["stream"].add(
        number=0,
        slot=slot,
        slot_end=slot - (-len(channels) // _SLOTS) * _SLOTS,
        reader_first=0,
        reader_end=0,
        first=before["channel"],
        end=before["channel"] + len(channels),
    )
    added = {
        name: np.concatenate([getattr(tables, name), rows[kind].array()]) for kind, name in _ROWS.items()
    }
    rates = np.append(tables.channel_rate, np.ones(len(channels)))
    return tables._replace(**added, channel_rate=rates), channels
