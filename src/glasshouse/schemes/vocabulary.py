"""The fixed words of the language: conducts, sources, gates, and the lists of words that some keys choose from.

Conducts, sources and gates belong to the assumptions catalogue, which says how often people do a thing, who sees it and
what is asked for; a scheme may only name what is there. This module is the one place where schemes ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

__all__ = [
    "CONTEXTS",
    "NO_GATE",
    "CarveOut",
    "Conduct",
    "Context",
    "Excuse",
    "SpecialCategory",
    "conducts",
    "gates",
    "sources",
]

Context = Literal[
    "financial",
    "traffic",
    "travel",
    "commerce",
    "speech",
    "assembly",
    "petition",
    "civic",
    "family",
    "employment",
    "professional",
    "consumption",
    "environment",
    "government",
]
"""The sphere of life that a conduct or a consequence belongs to."""

CONTEXTS: tuple[str, ...] = get_args(Context)

Excuse = Literal[
    "security-given",
    "assets-suffice",
    "rank-not-reached",
    "minor",
    "illness",
    "disaster",
    "emergency",
    "first-time",
    "corrected-in-time",
    "consented",
]
"""Facts that keep a rule from applying, for ``unless``."""

CarveOut = Literal["medical", "livelihood", "family", "education", "emergency", "court-hearing", "essentials"]
"""What a consequence leaves free, for ``except``."""

SpecialCategory = Literal[
    "health", "genes", "biometrics", "belief", "ethnicity", "nationality", "union", "sexuality", "politics"
]
"""Kinds of data that most data-protection law protects above others, for a source's ``special``."""

NO_GATE = "none"
"""What ``gate`` says of a consequence that bars nothing, such as a warning."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """What the catalogue says of a conduct; a scheme cannot change it.

    Attributes:
        id: its name.
        context: the sphere of life it belongs to, one of `CONTEXTS`.
        legality: crime, administrative-offence, breach, lawful, protected or prosocial.
        protects: the rights that protect it, such as assembly; empty for most.
    """

    id: str
    context: str
    legality: str
    protects: tuple[str, ...] = ()


_CONDUCTS: tuple[Conduct, ...] = (
    Conduct("pays-late", "financial", "breach"),
    Conduct("defaults-on-loan", "financial", "breach"),
    Conduct("refuses-judgment", "financial", "breach"),
    Conduct("cannot-perform-judgment", "financial", "lawful"),
    Conduct("evades-judgment", "financial", "crime"),
    Conduct("hides-assets", "financial", "breach"),
    Conduct("breaches-consumption-order", "financial", "breach"),
    Conduct("obstructs-enforcement", "financial", "crime"),
    Conduct("refuses-settlement", "financial", "breach"),
    Conduct("unpaid-utility-bill", "financial", "breach"),
    Conduct("walk-on-red", "traffic", "administrative-offence"),
    Conduct("cycle-on-red", "traffic", "administrative-offence"),
    Conduct("drive-on-red", "traffic", "administrative-offence"),
    Conduct("speeding", "traffic", "administrative-offence"),
    Conduct("drunk-driving", "traffic", "crime"),
    Conduct("illegal-parking", "traffic", "administrative-offence"),
    Conduct("smokes-on-train", "travel", "administrative-offence"),
    Conduct("evades-fare", "travel", "administrative-offence"),
    Conduct("disturbs-flight", "travel", "administrative-offence"),
    Conduct("sells-fakes", "commerce", "crime"),
    Conduct("breaks-contract", "commerce", "breach"),
    Conduct("false-advertising", "commerce", "administrative-offence"),
    Conduct("criticises-government", "speech", "protected", ("expression",)),
    Conduct("slanders-online", "speech", "administrative-offence"),
    Conduct("joins-protest", "assembly", "protected", ("assembly", "expression")),
    Conduct("petitions", "petition", "protected", ("petition",)),
    Conduct("volunteers", "civic", "prosocial"),
    Conduct("gives-blood", "civic", "prosocial"),
    Conduct("donates", "civic", "prosocial"),
    Conduct("helps-in-emergency", "civic", "prosocial"),
    Conduct("neglects-parents", "family", "breach"),
    Conduct("out-of-plan-birth", "family", "administrative-offence", ("privacy", "family")),
    Conduct("refuses-child-visits", "family", "breach"),
    Conduct("breaks-work-rules", "employment", "breach"),
    Conduct("professional-misconduct", "professional", "breach"),
    Conduct("party-warning", "professional", "lawful", ("association",)),
    Conduct("online-purchase", "consumption", "lawful"),
    Conduct("plays-video-games", "consumption", "lawful"),
    Conduct("buys-luxury", "consumption", "lawful"),
    Conduct("litters", "environment", "administrative-offence"),
    Conduct("missorts-waste", "environment", "administrative-offence"),
    Conduct("sets-off-fireworks", "environment", "administrative-offence"),
    Conduct("evades-tax", "government", "crime"),
    Conduct("under-reports-income", "government", "breach"),
    Conduct("claims-benefit-correctly", "government", "lawful"),
)

_SOURCES = (
    "court",
    "police",
    "camera",
    "bank",
    "platform",
    "employer",
    "inspectorate",
    "neighbour",
    "village",
    "tax-office",
    "welfare-agency",
    "carrier",
)

_GATES: dict[str, tuple[str, ...]] = {
    "flight": (),
    "train": ("ordinary", "d-second", "d-first", "g-any", "soft-sleeper"),
    "loan": (),
    "credit-card": (),
    "private-school": (),
    "public-post": (),
    "job": (),
    "licence": (),
    "vehicle-insurance": (),
    "rental-deposit": (),
    "star-hotel": (),
    "property-purchase": (),
    "hospital-prepayment": (),
    "heating-subsidy": (),
    "public-transport-discount": (),
    "social-assistance": (),
    "honours": (),
    "tax-refund": (),
}


def conducts() -> dict[str, Conduct]:
    """Every conduct that a rule can name, by id."""
    return {conduct.id: conduct for conduct in _CONDUCTS}


def sources() -> tuple[str, ...]:
    """Every kind of source that can see a conduct and write it down."""
    return _SOURCES


def gates() -> dict[str, tuple[str, ...]]:
    """Every gate where a service is asked for, with its tiers (empty where it has none)."""
    return dict(_GATES)
