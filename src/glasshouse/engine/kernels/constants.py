"""Constants as the kernels use them: 64-bit numbers, not literals.

Numba compiles a function once more for every literal it is called with; a NumPy integer is an argument like
any other. That halves the time of a first run.
"""

from __future__ import annotations

import numpy as np

from glasshouse.engine import tables
from glasshouse.ground.random import Purpose

__all__ = [
    "ACTS",
    "ACTUAL",
    "ALIAS_BITS",
    "ANY_CONTEXT",
    "CANDIDATE",
    "CONTEXTS",
    "DEMOGRAPHY",
    "ENTRIES",
    "FOR_EVER",
    "GATE",
    "HIGHEST_LEVEL",
    "HOLDS",
    "HOUSEHOLD",
    "LANES",
    "LANES_AT_ONCE",
    "LEVEL_BITS",
    "LIVES",
    "MEMBER",
    "MOVE",
    "NEVER",
    "NO",
    "NONE",
    "NOTHING",
    "OWN_PLACE",
    "PEERS",
    "PERSONS",
    "PUBLICITY",
    "RECORD",
    "REQUESTS",
    "RULE_TRIGGER_STREAM",
    "SHADOW",
    "SHARED",
    "SIGHTS",
    "SLOTS",
    "STANDS",
    "TARGETS",
    "TRAITS_OF_HOUSEHOLD",
    "TRAITS_OF_PERSON",
    "YES",
]

NOTHING = np.int64(0)
NO = np.int64(0)
YES = np.int64(1)

PERSONS = np.int64(1)
"""The bit of persons among the kinds of subject."""

ACTS = np.int64(tables.ACTS)
HOLDS = np.int64(tables.HOLDS)
LIVES = np.int64(tables.LIVES)
STANDS = np.int64(tables.STANDS)

PUBLICITY = np.int64(1 << 60)
"""The bit of a refusing mask that stands for a public blacklist."""
REQUESTS = np.int64((1 << 60) - 1)
"""The bits of a mask below it: tiers and purposes that a consequence touches."""

ACTUAL = np.int64(0)
"""The book that counts."""
SHADOW = np.int64(1)
"""The book that has seen only true records."""

CONTEXTS = np.int64((1 << tables.MOST_CONTEXTS) - 1)
"""The bits of classes of contexts in a word about them."""
ANY_CONTEXT = np.int64(1 << tables.MOST_CONTEXTS)
"""The bit above them: in some context or other."""
LEVEL_BITS = np.int64(3)
"""Bits of what somebody sees of others in one class of contexts."""
HIGHEST_LEVEL = np.int64(7)

SHARED = np.int64(-1)
"""In the place of the day on which an imposer will hear of something: it has been heard."""

LANES = 64
"""Candidates drawn at a time, at most: eight of the widest vectors; some compute while others wait."""

LANES_AT_ONCE = 16
"""Candidates are drawn by so many: two of the widest vectors."""

SIGHTS = 8
"""How often what somebody sees of others may be set anew before they are lived up to it."""

SLOTS = 8
"""Cumulative rates compared at a time."""

NEVER = np.int64(tables.NEVER)
NONE = np.int64(tables.NONE)
TARGETS = np.int64(tables.TARGETS)
ENTRIES = np.int64(tables.ENTRIES)
FOR_EVER = np.int64(tables.FOR_EVER)
OWN_PLACE = np.int64(tables.OWN_PLACE)
ALIAS_BITS = np.int64(tables.ALIAS_BITS)
RULE_TRIGGER_STREAM = np.int64(tables.RULE_TRIGGER_STREAM)

HOUSEHOLD = np.int64(Purpose.HOUSEHOLD)
MEMBER = np.int64(Purpose.MEMBER)
MOVE = np.int64(Purpose.MOVE)
TRAITS_OF_HOUSEHOLD = np.int64(Purpose.TRAITS_OF_HOUSEHOLD)
TRAITS_OF_PERSON = np.int64(Purpose.TRAITS_OF_PERSON)
CANDIDATE = np.int64(Purpose.CANDIDATE)
DEMOGRAPHY = np.int64(Purpose.DEMOGRAPHY)
RECORD = np.int64(Purpose.RECORD)
GATE = np.int64(Purpose.GATE)
DEMOGRAPHY = np.int64(Purpose.DEMOGRAPHY)
PEERS = np.int64(Purpose.PEERS)
