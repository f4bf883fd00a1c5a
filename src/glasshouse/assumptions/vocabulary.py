"""The fixed words of the assumptions: who people are told apart by, and what a conduct can be.

Conducts, sources and gates are not fixed here: they are entries of the catalogue, found by being there.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

__all__ = [
    "CONTEXTS",
    "DIMENSIONS",
    "OPEN_DIMENSIONS",
    "PROOFS",
    "PURPOSES",
    "RESPONSES",
    "RESPONSE_OF",
    "TRAITS",
    "Context",
    "Legality",
    "Protection",
    "ResponseClass",
    "SubjectKind",
    "TraitName",
]

TraitName = Literal["prudence", "lawfulness", "voice", "civic"]
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
Legality = Literal["crime", "administrative-offence", "breach", "lawful", "protected", "prosocial"]
Protection = Literal["expression", "assembly", "association", "petition", "belief", "family", "privacy"]
ResponseClass = Literal["violation", "expression", "prosocial", "neutral"]
SubjectKind = Literal["person", "firm", "agency"]

TRAITS: Final[tuple[TraitName, ...]] = get_args(TraitName)
CONTEXTS: Final[tuple[Context, ...]] = get_args(Context)
RESPONSES: Final[tuple[ResponseClass, ...]] = get_args(ResponseClass)

# How people react to a rule against a conduct, where its entry does not say: by what the law makes of it.
RESPONSE_OF: Final[dict[Legality, ResponseClass]] = {
    "crime": "violation",
    "administrative-offence": "violation",
    "breach": "violation",
    "lawful": "neutral",
    "protected": "expression",
    "prosocial": "prosocial",
}

# Weakest first: each level of proof is reached by no more records than the one before it.
PROOFS: Final = ("allegation", "report", "observed", "inference", "penalty-final", "judgment")

PURPOSES: Final = ("medical", "livelihood", "family")

DIMENSIONS: Final[dict[str, tuple[str, ...]]] = {
    "sex": ("female", "male"),
    "age": ("0-17", "18-29", "30-44", "45-59", "60-74", "75+"),
    "registration": ("urban", "rural"),
    "education": ("primary", "junior", "senior", "college"),
    "income": ("q1", "q2", "q3", "q4", "q5"),
    "minority": ("majority", "minority"),
    "online": ("online", "offline"),
    "size": ("1", "2", "3", "4", "5+"),
    "occupation": (
        "teacher",
        "accountant",
        "journalist",
        "doctor",
        "nurse",
        "vet",
        "guide",
        "official",
        "other-work",
        "none",
    ),
    "benefit": ("on-benefit", "no-benefit"),
    "origin": ("native", "elsewhere"),
    "sector": (
        "farming",
        "manufacturing",
        "building",
        "trade",
        "transport",
        "food-and-lodging",
        "finance",
        "services",
        "care-and-teaching",
    ),
    "firm-size": ("micro", "small", "medium", "large"),
    "level": ("township", "county", "city", "province", "nation"),
    "place": (),
}

# The categories of these dimensions belong to the society, which checks them.
OPEN_DIMENSIONS: Final = frozenset({"place"})
