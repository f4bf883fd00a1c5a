"""Lists as rows: which colour they have, and the ways off them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.compile.quantities import length
from glasshouse.engine.tables import NONE
from glasshouse.ground.random import name_hash

if TYPE_CHECKING:
    from glasshouse.engine.compile.durations import Durations
    from glasshouse.engine.compile.numbering import Numbering
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import List

__all__ = ["is_posted", "list_fields"]


def is_posted(entry: List) -> bool:
    """Whether everybody can read the list."""
    return entry.publication is not None and entry.publication.audience == "public"


def list_fields(scheme: Scheme, entry: List, numbering: Numbering, durations: Durations) -> dict[str, int]:
    """A list as fields of its row, without its triggers and columns."""
    return {
        "arm": numbering.arm,
        "bit": numbering.list_bits[entry.id],
        "black": int(entry.polarity == "black"),
        "name": name_hash(entry.id),
        **_exits(scheme, entry, durations),
    }


def _exits(scheme: Scheme, entry: List, durations: Durations) -> dict[str, int]:
    ways = {way.by: durations.number_or_none(way.within.value) for way in entry.exit}
    remedy = next(
        (
            remedy
            for remedy in scheme.remedies
            if remedy.kind == "correction" and entry.id in remedy.for_.lists
        ),
        None,
    )
    return {
        "expires": int("expiry" in ways),
        "expiry_within": ways.get("expiry", NONE),
        "performs": int("performance" in ways),
        "performed_within": ways.get("performance", NONE),
        "corrects": int(remedy is not None and "overturned" in ways),
        "ask_within": durations.number(length(remedy.ask_within)) if remedy else NONE,
        "decides": durations.number_or_none(length(remedy.decides)) if remedy else NONE,
        "then": durations.number_or_none(length(remedy.then)) if remedy else NONE,
        "overturned_within": ways.get("overturned", NONE),
    }
