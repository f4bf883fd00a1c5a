"""Lists: how long one stays on them, how one comes off, and who can read them."""

from __future__ import annotations

from glasshouse.ground.units import Duration
from glasshouse.schemes.explaining.authority import basis, decision
from glasshouse.schemes.explaining.origins import origin, unsaid, where
from glasshouse.schemes.explaining.page import Entry, Page
from glasshouse.schemes.explaining.stays import stay
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import List, Scheme
from glasshouse.schemes.phrases import and_, plain

__all__ = ["tell_lists"]


def tell_lists(scheme: Scheme, voice: Voice, page: Page) -> None:
    """One paragraph a list."""
    page.section("Lists", (_list(item, voice) for item in scheme.lists))


def _list(item: List, voice: Voice) -> Entry:
    colour = "A blacklist" if item.polarity == "black" else "A redlist"
    told = [f"{colour}: {item.title}" if item.title else colour]
    told.extend(stay(item.stay, "The stay is", voice))
    ways = {
        "performance": "after performance",
        "expiry": "when the stay ends",
        "repair": "after repair",
        "overturned": "when the entry is overturned",
    }
    for way in item.exit:
        told.append(f"Removal {ways[way.by]}: within {voice.number(way.within, way, 'within')}")
        told.extend(origin(way))
    if not item.exit:
        told.append("The text says of no way off it")
    shown = item.publication
    if shown is not None:
        fields = f", with {and_(map(plain, shown.fields))}" if shown.fields else ""
        long = ""
        if shown.for_ is not None:
            whose = (
                " from entry, whether or not the stay goes on"
                if isinstance(shown.for_.value, Duration)
                else ""
            )
            long = f", {voice.lasting(shown.for_, shown, 'for')}{whose}"
        readers = {
            "public": "everybody",
            "parties": "the parties",
            "users": "those who act on it",
            "none": "nobody",
        }
        told.append(f"It can be read by {readers[shown.audience]}{fields}{long}")
        told.extend(origin(shown))
    if item.resets:
        told.append("Entering it sets the counts of its rules back to nothing")
    told.extend(decision(item))
    told.extend(basis(item))
    told.extend(origin(item))
    told.extend(unsaid(item, {"publication": "who can read it"}))
    return where(item, item.id), told
