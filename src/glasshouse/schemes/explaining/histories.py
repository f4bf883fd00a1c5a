"""Life histories: what an invented person does by day number, and what must follow."""

from __future__ import annotations

from glasshouse.schemes.explaining.origins import where
from glasshouse.schemes.explaining.page import Entry, Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.model.histories import History
from glasshouse.schemes.phrases import and_

__all__ = ["tell_histories"]


def tell_histories(scheme: Scheme, voice: Voice, page: Page) -> None:
    """One paragraph a life history."""
    page.section("Life histories", (_history(item) for item in scheme.tests))


def _history(item: History) -> Entry:
    days = []
    for day in item.days:
        if day.performs is not None:
            days.append(f"{day.day} performs what {day.performs} asks")
            continue
        seen = f" by the {day.source}" if day.source else ""
        days.append(f"{day.day} {f'false record of {day.act}{seen}' if day.false else f'{day.act}{seen}'}")
    ends = []
    for expected in item.expect:
        parts = []
        if expected.score is not None:
            parts.append(f"score {expected.score}")
        if expected.band is not None:
            parts.append(f"band {expected.band}")
        if expected.listed is not None:
            parts.append(f"on {and_(expected.listed)}" if expected.listed else "on no list")
        if expected.denied is not None:
            parts.append(f"refused {and_(expected.denied)}" if expected.denied else "refused nothing")
        ends.append(f"{expected.day} {', '.join(parts)}")
    told = [
        f"On day {'; '.join(days)}" if days else "Nothing happens",
        f"So at the end of day {'; '.join(ends)}",
    ]
    return where(item, item.id), told
