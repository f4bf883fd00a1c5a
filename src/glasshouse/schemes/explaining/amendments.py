"""Amendments: what a later text changes, and from when."""

from __future__ import annotations

from typing import Any

from glasshouse.schemes.explaining.origins import origin, where
from glasshouse.schemes.explaining.page import Entry, Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Amendment, Scheme

__all__ = ["tell_amendments"]

_REACHES_BACK = "also for stays that began before, which end as this text says; points entered before stay"


def tell_amendments(scheme: Scheme, voice: Voice, page: Page) -> None:
    """One paragraph an amendment."""
    page.section("Amendments", (_amendment(item) for item in scheme.amendments))


def _amendment(item: Amendment) -> Entry:
    told = [_REACHES_BACK if item.reaches_back else "not for earlier entries"]
    told.extend(f"'{change.path}' becomes {_compact(change.value)}" for change in item.set)
    told.extend(f"'{change.path}' gets {_compact(change.value)}" for change in item.add)
    told.extend(f"'{path}' goes" for path in item.remove)
    return where(item, f"From {item.from_.isoformat()}"), [*told, *origin(item)]


def _compact(changed: Any) -> str:
    if isinstance(changed, dict):
        return str(
            changed.get("id")
            or "{" + ", ".join(f"{key}: {_compact(inner)}" for key, inner in changed.items()) + "}"
        )
    if isinstance(changed, list):
        return "[" + ", ".join(_compact(inner) for inner in changed) + "]"
    return "none" if changed is None else str(changed)
