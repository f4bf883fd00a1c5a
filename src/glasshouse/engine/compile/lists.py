"""Lists as rows: which colour they have, and the ways off them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.tables import NONE
from glasshouse.ground.random import name_hash

if TYPE_CHECKING:
    from glasshouse.engine.compile.durations import Durations
    from glasshouse.engine.compile.numbering import Numbering
    from glasshouse.schemes.model import List

__all__ = ["is_posted", "list_fields"]


def is_posted(entry: List) -> bool:
    """Whether everybody can read the list."""
    return entry.publication is not None and entry.publication.audience == "public"


def list_fields(entry: List, numbering: Numbering, durations: Durations) -> dict[str, int]:
    """A list as fields of its row, without its triggers and columns."""
    return {
        "arm": numbering.arm,
        "bit": numbering.list_bits[entry.id],
        "black": int(entry.polarity == "black"),
        "name": name_hash(entry.id),
        **_exits(entry, durations),
    }


def _exits(entry: List, durations: Durations) -> dict[str, int]:
    ways = {way.by: durations.number_or_none(way.within.value) for way in entry.exit}
    return {
        "expires": int("expiry" in ways),
        "expiry_within": ways.get("expiry", NONE),
        "performs": int("performance" in ways),
        "performed_within": ways.get("performance", NONE),
    }
