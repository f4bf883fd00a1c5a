"""Societies made otherwise for a test: mortal, restless, crowded, or of persons alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from glasshouse.society import Society
from glasshouse.society import load as load_society

__all__ = ["crowded", "mortal", "restless", "without_bodies"]


def mortal(society: Society) -> Society:
    """The same society in a year of plague: of some cells half die, of others nobody."""
    tables = society.tables()
    cells = np.arange(len(tables.death_rate))
    return replace(society, recipe=None, ready=replace(tables, death_rate=np.where(cells % 3 == 1, 0.0, 0.7)))


def restless(society: Society, away: float, moves: float = 0.6) -> Society:
    """The same society where people visit other places, and move there.

    Of several places the people of the last one stay at home, and of more than two nobody goes to the second.
    """
    tables = society.tables()
    places = len(tables.places)
    weights = np.where(np.eye(places, dtype=bool), 0, np.arange(1, places + 1))
    if places > 2:
        weights[:, 1] = 0
    weights[-1] = 0
    shares = (weights << 31) // np.maximum(1, weights.sum(axis=1, keepdims=True))
    travels = weights.any(axis=1)
    shares[travels, weights.argmax(axis=1)[travels]] += (1 << 31) - shares.sum(axis=1)[travels]
    ready = replace(
        tables, moves=moves * travels, destination_share=shares, away=np.where(travels, away, 0.0)
    )
    return replace(society, recipe=None, ready=ready)


def crowded(society: Society) -> Society:
    """The same society with a firm for every five people, and an agency for every eleven."""
    tables = society.tables()
    each = np.ones(len(tables.places))
    many = replace(tables, firms_per_thousand=210.0 * each, agencies_per_thousand=90.0 * each)
    return replace(society, recipe=None, ready=many)


@cache
def without_bodies(name: str) -> Society:
    """A society of persons alone: firms and agencies have no part in this."""
    found = load_society(name)
    none = {"firms_per_thousand": np.zeros(len(found.tables().places))}
    tables = replace(found.tables(), **none, agencies_per_thousand=none["firms_per_thousand"].copy())
    return Society(found.id, found.title, found.status, None, ready=tables)
