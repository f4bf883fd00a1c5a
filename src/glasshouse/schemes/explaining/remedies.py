"""Remedies: how one has an entry corrected, reviewed or repaired."""

from __future__ import annotations

from glasshouse.schemes.explaining.authority import basis
from glasshouse.schemes.explaining.origins import origin, unsaid, where
from glasshouse.schemes.explaining.page import Entry, Page
from glasshouse.schemes.explaining.targets import target
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Remedy, Scheme
from glasshouse.schemes.phrases import and_

__all__ = ["tell_remedies"]


def tell_remedies(scheme: Scheme, voice: Voice, page: Page) -> None:
    """One paragraph a remedy; that there is none is said, too."""
    page.section("Remedies", (_remedy(item, voice) for item in scheme.remedies))
    if not scheme.remedies:
        page.say("Nothing is said of a way to have an entry corrected or reviewed.", title="Remedies")


def _remedy(item: Remedy, voice: Voice) -> Entry:
    kinds = {
        "correction": "Correction of an error",
        "review": "Review",
        "repair": "Repair after making good",
    }
    body = f" by {item.body}" if item.body else ""
    told = [f"{kinds[item.kind]}{body}, for {target(item.for_)}"]
    for key, number, said, none in (
        ("ask_within", item.ask_within, "One may ask within", "The text sets no time for asking"),
        ("decides", item.decides, "It is decided within", "The text sets no time for deciding"),
        (
            "then",
            item.then,
            "What was decided is done within",
            "The text sets no time for doing what was decided",
        ),
    ):
        if number is not None:
            told.append(f"{said} {voice.number(number, item, key)}")
        elif key in item.model_fields_set:
            told.append(none)
    told.append("Meanwhile the consequences wait" if item.suspends else "Meanwhile the consequences go on")
    for key, flag, yes, no in (
        (
            "independent",
            item.independent,
            "The body is independent of the first",
            "The body is not independent of the first",
        ),
        ("human", item.human, "A person decides", "No person decides"),
    ):
        if flag is not None:
            told.append(yes if flag else no)
        elif key in item.model_fields_set:
            told.append(f"The text does not make it {key}")
    if item.fee is not None:
        told.append(
            "It costs nothing" if item.fee.value == 0 else f"It costs {voice.number(item.fee, item, 'fee')}"
        )
    elif "fee" in item.model_fields_set:
        told.append("The text sets no fee")
    if item.asks:
        told.append(f"It asks for {and_(item.asks)}")
    if item.next is not None:
        told.append(f"After a refusal comes {item.next}")
    elif "next" in item.model_fields_set:
        told.append("Nothing comes after it")
    told.extend(basis(item))
    told.extend(origin(item))
    told.extend(
        unsaid(
            item,
            {
                "ask_within": "a time for asking",
                "decides": "a time for deciding",
                "independent": "independence",
                "human": "whether a person decides",
                "fee": "a fee",
            },
        )
    )
    return where(item, item.id), told
