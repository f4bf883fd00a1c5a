"""Stays: how long an entry in a list lasts, what makes it longer, and whether it is renewed."""

from __future__ import annotations

from glasshouse.schemes.explaining.origins import origin
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Stay
from glasshouse.schemes.phrases import plain

__all__ = ["stay"]


def stay(term: Stay, lead: str, voice: Voice) -> list[str]:
    """A stay in sentences, of which the first begins with `lead`."""
    length = voice.number(term.for_, term, "for")
    told = [f"{lead} {length}"]
    for longer in term.extend:
        lengths = [voice.number(number, longer, "by", position) for position, number in enumerate(longer.by)]
        told.append(f"If {plain(longer.if_)}, {' to '.join(lengths)} longer")
    renewals = {
        "none": "It is not renewed",
        "fresh-decision": "When it would end, somebody looks at it afresh: it ends, or it begins again",
        "automatic": "When it would end, it begins again of itself",
    }
    if "renewal" in term.model_fields_set:
        told.append(renewals[term.renewal])
    return [*told, *origin(term)]
