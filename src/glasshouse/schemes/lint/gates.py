"""What law sees at each gate: its spheres of life, the right at stake, whether it is essential."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from glasshouse.schemes.lint.records import open_record, refuse, take
from glasshouse.schemes.lint.vocabulary import RIGHTS, Right

__all__ = ["Essential", "GateView", "gate_views"]

Essential = Literal["health", "housing", "food", "social-security", "utilities", "bank-account", "net-access"]


@dataclass(frozen=True, slots=True)
class GateView:
    """One gate as the lint sees it. It stands in our data and not in the scheme, so no wording changes it.

    Attributes:
        id: of the assumptions' gates, or ``none``.
        contexts: the spheres of life that the service belongs to.
        right: the right that being kept out touches first; None where it is none of those that we list.
        essential: which minimum of life it belongs to; None where to none.
        rationed: whether one person's advantage there is another's loss.
        note: why, in a sentence.
    """

    id: str
    contexts: tuple[str, ...]
    right: Right | None
    essential: Essential | None
    rationed: bool
    note: str


@cache
def gate_views() -> Mapping[str, GateView]:
    """All gates by id.

    Raises:
        BadInput: the file is at fault.
    """
    document = open_record("gates")
    found: dict[str, GateView] = {}
    for index in range(len(take(document, (), ("format", "gates"))["gates"])):
        here = ("gates", index)
        entry = take(document, here, ("id", "contexts", "right", "essential", "rationed", "note"))
        right = entry["right"]
        if right is not None and right not in RIGHTS:
            refuse(document, (*here, "right"), f"'{right}' is not a right of the lint")
        found[entry["id"]] = GateView(
            entry["id"],
            tuple(entry["contexts"]),
            cast("Right | None", right),
            cast("Essential | None", entry["essential"]),
            bool(entry["rationed"]),
            str(entry["note"]),
        )
    return found
