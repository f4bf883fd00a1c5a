"""Consequences: what happens to whom, where they ask for a service."""

from __future__ import annotations

from glasshouse.ground.units import Duration
from glasshouse.schemes import vocabulary
from glasshouse.schemes.explaining.authority import basis
from glasshouse.schemes.explaining.origins import origin, unsaid, where
from glasshouse.schemes.explaining.page import Entry, Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Condition, Consequence, Scheme
from glasshouse.schemes.phrases import and_, or_, plain

__all__ = ["tell_consequence", "tell_consequences"]

# What happens to somebody at a gate; the second sentence is for consequences without one.
_DOES = {
    "deny": ("is refused {}", "is refused"),
    "delay": ("gets {} later", "has to wait"),
    "degrade": ("gets {} in a lower quality", "gets less"),
    "surcharge": ("pays more for {}", "pays more"),
    "disqualify": ("is shut out of {}", "is shut out"),
    "warn": ("is warned when asking for {}", "is warned"),
    "inspect": ("is inspected more closely when asking for {}", "is inspected more closely"),
    "claim": ("must pay a claim that touches {}", "must pay a claim"),
    "grant": ("is granted {}", "is rewarded"),
    "priority": ("comes first for {}", "comes first"),
}

_WHOM = {
    "self": "Whoever",
    "officers": "Whoever is an officer of a firm that",
    "head": "Whoever is the head of a body that",
}


def tell_consequences(scheme: Scheme, voice: Voice, page: Page) -> None:
    """One paragraph a consequence."""
    page.section("Consequences", (tell_consequence(item, voice) for item in scheme.consequences))


def tell_consequence(item: Consequence, voice: Voice) -> Entry:
    """A consequence; the first sentence says what happens to whom."""
    told = [f"{_WHOM[item.binds]} {_condition(item.when, item, voice)} {_at_the_gate(item)}"]
    if item.size is not None:
        share = isinstance(item.size.value, float)
        told.append(f"By how much: {voice.number(item.size, item, 'size', share=share)}")
    elif "size" in item.model_fields_set:
        told.append("It has no size")
    if item.falls_on != ("self",):
        told.append(
            f"Those who bear it: {and_('the person' if who == 'self' else who for who in item.falls_on)}"
        )
    if item.imposed_by is not None:
        told.append(f"It is imposed by {item.imposed_by}")
    if "duration" in item.model_fields_set:
        lasts = voice.lasting(item.duration, item, "duration")
        own = isinstance(item.duration.value, Duration)
        told.append(f"It lasts {lasts}" + (" from then on, even if the ground is gone before" if own else ""))
    if item.except_:
        told.append(f"Left free: {and_(item.except_)} needs")
    elif "except_" in item.model_fields_set:
        told.append("The text leaves nothing free")
    if item.domain is not None:
        told.append(f"It touches this sphere of life: {item.domain}")
    told.extend(basis(item))
    told.extend(origin(item))
    told.extend(unsaid(item, {"except_": "exceptions", "imposed_by": "who imposes it"}))
    return where(item, item.id), told


def _condition(when: Condition, part: Consequence, voice: Voice) -> str:
    if when.list is not None:
        return f"is on the list {or_(when.list)}"
    if when.band is not None:
        return f"is in band {or_(when.band)}"
    assert when.score is not None
    if when.score.at_least is not None:
        least = voice.number(when.score.at_least, part, "when", "score", "at_least")
        return f"has {least} points or more"
    assert when.score.below is not None
    return f"has fewer than {voice.number(when.score.below, part, 'when', 'score', 'below')} points"


def _at_the_gate(item: Consequence) -> str:
    at_gate, anywhere = _DOES[item.does]
    gate = vocabulary.gates().get(item.gate)
    if gate is None:
        return anywhere
    service = gate.title[:1].lower() + gate.title[1:]
    if item.tiers != ("any",):
        service += f" ({or_(map(plain, item.tiers))})"
    return at_gate.format(service)
