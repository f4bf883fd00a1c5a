"""Amendments of invented schemes, dated by the day of the run on which they begin."""

from __future__ import annotations

import datetime
from typing import Any

from tests.invented import START, Item, as_data, from_data

from glasshouse.schemes import Scheme

__all__ = ["amended", "on", "put"]


def on(day: int, **changes: Any) -> Item:
    """An amendment from a day of the run on."""
    begins = (START + datetime.timedelta(day)).isoformat()
    return {"from": begins, "reaches_back": False, "set": [], "add": [], "remove": [], **changes}


def put(path: str, value: Any) -> Item:
    """Something that an amendment sets or adds."""
    return {"path": path, "value": value}


def amended(text: Scheme, *amendments: Item) -> Scheme:
    """The same scheme with amendments."""
    return from_data({**as_data(text), "amendments": amendments})
