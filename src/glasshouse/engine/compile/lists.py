"""Lists as rows: which colour they have, and the ways off them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from glasshouse.engine.counted import is_public
from glasshouse.engine.tables import FOR_EVER, NONE
from glasshouse.ground.random import name_hash

if TYPE_CHECKING:
    from glasshouse.engine.compile.durations import Durations
    from glasshouse.engine.compile.numbering import Numbering
    from glasshouse.ground.units import Duration
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import List

__all__ = ["has_own_time", "list_fields", "renews"]


def has_own_time(entry: List) -> bool:
    """Whether everybody can read of an entry for a time of its own, whatever the stay."""
    return _own_time(entry) is not None


def _own_time(entry: List) -> Duration | Literal["for-ever"] | None:
    published = entry.publication
    if published is None or published.for_ is None or not is_public(entry):
        return None
    lasts = published.for_.value
    return None if lasts == "stay" else lasts


def renews(scheme: Scheme, entry: List) -> bool:
    """Whether a stay on a list that would end by its term may begin again."""
    stays = [rule.stay for rule in scheme.rules if rule.effect.enter == entry.id and rule.stay is not None]
    return any(way.by == "expiry" for way in entry.exit) and any(
        stay.renewal != "none" for stay in (entry.stay, *stays)
    )


def list_fields(entry: List, numbering: Numbering, durations: Durations) -> dict[str, int]:
    """A list as fields of its row, without its triggers and columns."""
    return {
        "arm": numbering.arm,
        "bit": numbering.list_bits[entry.id],
        "black": int(entry.polarity == "black"),
        "name": name_hash(entry.id),
        "resets": int(entry.resets),
        "shown_for": _shown_for(entry, durations),
        **_exits(entry, durations),
    }


def _shown_for(entry: List, durations: Durations) -> int:
    lasts = _own_time(entry)
    return FOR_EVER if lasts == "for-ever" else durations.number(lasts)


def _exits(entry: List, durations: Durations) -> dict[str, int]:
    ways = {way.by: durations.number_or_none(way.within.value) for way in entry.exit}
    return {
        "expires": int("expiry" in ways),
        "expiry_within": ways.get("expiry", NONE),
        "performs": int("performance" in ways),
        "performed_within": ways.get("performance", NONE),
    }
