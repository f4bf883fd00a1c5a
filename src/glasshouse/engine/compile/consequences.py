"""Consequences as rows: whom they meet, and which requests at a gate they touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.compile.quantities import HIGHEST, LOWEST, length, whole
from glasshouse.engine.tables import NONE, PURPOSES
from glasshouse.schemes.model import BURDENS, REFUSES, WORSENS

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.compile.durations import Durations
    from glasshouse.engine.compile.numbering import Numbering
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import Consequence

__all__ = ["consequence_fields", "reach_bits", "sharing_fields"]

_FALLS_ON = {"household": 1, "children": 2}
_OFFICER = 4


def consequence_fields(
    item: Consequence,
    numbering: Numbering,
    assumptions: Assumptions,
    touched: list[str],
    durations: Durations,
) -> dict[str, int]:
    """A consequence as fields of its row, without its column; `touched` are the gates with rows."""
    score = item.when.score
    at_gate = item.gate in touched and item.does != "warn"
    row = numbering.first["touched"] + touched.index(item.gate) if at_gate else NONE
    reach = reach_bits(item) if at_gate else 0
    return {
        "lists": sum(numbering.list_bits[name] for name in item.when.list or ()),
        "bands": sum(numbering.band_bits[name] for name in item.when.band or ()),
        "by_score": int(score is not None),
        "at_least": whole(score.at_least, LOWEST) if score is not None else 0,
        "below": whole(score.below, HIGHEST) if score is not None else 0,
        "burdens": int(item.does in BURDENS),
        "touched": row if item.binds == "self" and "self" in item.falls_on else NONE,
        "reach": reach,
        "reached": row if reach else NONE,
        "lasts": durations.number(length(item.duration)),
        "kind": 0 if item.does in REFUSES else 1 if item.does in WORSENS else 2,
        "mask": _mask(item, assumptions) if at_gate else 0,
    }


def reach_bits(item: Consequence) -> int:
    """One bit for each kind of people whom it refuses besides its subject."""
    if item.does not in REFUSES:
        return 0
    reach = sum(bit for name, bit in _FALLS_ON.items() if name in item.falls_on)
    return reach | (_OFFICER if item.binds != "self" else 0)


def sharing_fields(scheme: Scheme, item: Consequence, durations: Durations) -> dict[str, int]:
    """Whether the imposer hears of entries wherever the person lives, and after how long."""
    sharing = next((entry for entry in scheme.data.sharing if entry.to == item.imposed_by), None)
    return {
        "follows": int(sharing is not None),
        "delay": NONE if sharing is None else durations.number_or_none(sharing.delay.value),
    }


def _mask(item: Consequence, assumptions: Assumptions) -> int:
    """One bit for each tier and purpose that it does not leave free."""
    tiers = list(assumptions.gates[item.gate].tiers) or ["any"]
    named = range(len(tiers)) if "any" in item.tiers else [tiers.index(tier) for tier in item.tiers]
    free = set(item.except_)
    return sum(
        1 << (4 * tier + place)
        for tier in named
        for place, purpose in enumerate(PURPOSES)
        if purpose not in free
    )
