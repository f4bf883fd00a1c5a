"""The desk: the scratch space of one worker, all that a life needs while it is lived, and nothing after.

Two books are kept for each arm: 0 is the actual one, 1 the shadow, which has seen only true records.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from glasshouse.engine.kernels.constants import LANES
from glasshouse.engine.tables import Tables

__all__ = ["DESK_FIELDS", "desk_dtype", "lay_desk"]


_REAL = frozenset({"rate", "gap"})

DESK_FIELDS: dict[str, tuple[str, ...]] = {
    # The one person being lived, and the run's constants.
    "who": (
        "home",
        "key_low",
        "key_high",
        "person",
        "age",
        "household",
        "place",
        "place_attribute",
        "groups",
        "days",
        "dimensions",
        "household_dimensions",
        "arms",
        "streams",
        "conducts",
        "traits",
        "household_kinds",
        "member_cells",
        "agenda_places",
        "overflow",
        "sign",
        "triggers",
    ),
    "arm": (
        "covered",
        "opens",
        "ends",
        "aware",
        "shadow",
        "due",
        "changed",
        "lists_changed",
        "lists_on",
        "state",
        "state_since",
        "days_aware",
        "days_burdened",
        "band_since",
    ),
    "book_arm": ("ledger", "band", "edge", "next_edge", "score", "pending", "agenda", "pushes", "due"),
    "book_rule": ("counter", "firings", "year", "filled", "next"),
    "book_cap": ("year", "used"),
    "book_list": ("on", "until", "serial", "spells"),
    "item": ("day", "kind", "push", "a", "b", "c", "d", "e"),
    "list": ("since", "unable_since", "wrong_since"),
    "consequence": ("on", "since"),
    "touched": ("mask", "since"),
    "stream": ("time", "index", "lane", "width", "rate", "gap"),
    "member": ("kind", "cell", "age", "aware", "household"),
}
"""Rows of the desk: whole numbers, but for a stream's rate (per day) and mean gap (ticks)."""


def desk_dtype(name: str) -> np.dtype[Any]:
    """The dtype of one kind of row on the desk."""
    return np.dtype([(field, "f8" if field in _REAL else "i8") for field in DESK_FIELDS[name]], align=True)


def _rows(name: str, *shape: int) -> NDArray[Any]:
    return np.zeros(shape, desk_dtype(name))


def lay_desk(
    tables: Tables, columns: int, rings: int, dimensions: int, most_persons: int, agenda: int
) -> dict[str, NDArray[Any]]:
    """A fresh desk, by the names of `kernels.shelf`.

    Args:
        tables: what will be simulated.
        columns: number of total columns.
        rings: slots for the dates of rolling windows.
        dimensions: number of dimensions of the society, without the place.
        most_persons: the largest neighbourhood.
        agenda: places in each agenda; when they do not suffice the driver comes back with more.
    """
    arms = len(tables.arms)
    who = _rows("who", 1)
    who["dimensions"] = dimensions + 1
    who["household_dimensions"] = tables.household_attribute.shape[1]
    who["groups"] = dimensions + 2
    who["arms"] = arms
    who["streams"] = len(tables.streams)
    who["conducts"] = len(tables.conducts)
    who["traits"] = len(tables.traits)
    who["household_kinds"] = tables.household_size.shape[0]
    who["member_cells"] = tables.member_age_from.shape[0]
    who["agenda_places"] = agenda
    return {
        "who": who,
        "my_arms": _rows("arm", arms),
        "my_lists": _rows("list", len(tables.lists)),
        "my_consequences": _rows("consequence", len(tables.consequences)),
        "my_touched": _rows("touched", len(tables.touched), 3),
        "my_streams": _rows("stream", len(tables.streams)),
        "book_arms": _rows("book_arm", 2, arms),
        "book_rules": _rows("book_rule", 2, len(tables.rules)),
        "book_caps": _rows("book_cap", 2, len(tables.caps)),
        "book_lists": _rows("book_list", 2, len(tables.lists)),
        "agenda": _rows("item", 2, arms, agenda),
        "rings": np.zeros((2, rings), np.int64),
        "counts": np.zeros(columns, np.int64),
        "group_rows": np.zeros(dimensions + 2, np.int64),
        # A rule can be set off once by each list and by each band that is entered in one cascade.
        "stack": np.zeros((len(tables.lists) + len(tables.bands) + 1) * (len(tables.rules) + 1), np.int64),
        "masks": np.zeros((len(tables.touched), 3), np.int64),
        "candidates": np.zeros((len(tables.streams), 5 * LANES), np.int64),
        "cumulative": np.zeros(int(tables.streams["slot_end"].max(initial=0)), np.float64),
        "my_relative": np.zeros(len(tables.conducts), np.float64),
        "my_exposure": np.zeros(len(tables.conducts), np.int64),
        "factors": np.zeros(2 * len(tables.traits), np.float64),
        "household_normals": np.zeros(4, np.float64),
        "members": _rows("member", most_persons),
        "attributes": np.zeros(dimensions + 1, np.int64),
    }
