"""What is assumed about people: conduct, observation, procedure, response, each number with its evidence."""

from __future__ import annotations

from glasshouse.assumptions.conduct import Conduct
from glasshouse.assumptions.consent import Consent
from glasshouse.assumptions.contact import Contact
from glasshouse.assumptions.credit import Credit
from glasshouse.assumptions.gate import Gate
from glasshouse.assumptions.livelihood import Livelihood
from glasshouse.assumptions.model import Assumptions
from glasshouse.assumptions.procedure import (
    AbilityTest,
    Correction,
    Delivery,
    Fault,
    Performance,
    Procedure,
    ProofShare,
    Publication,
    Repair,
    Review,
)
from glasshouse.assumptions.reading import catalogue, load, load_text
from glasshouse.assumptions.response import Response
from glasshouse.assumptions.source import Source
from glasshouse.assumptions.traits import Trait, TraitUse

__all__ = [
    "AbilityTest",
    "Assumptions",
    "Conduct",
    "Consent",
    "Contact",
    "Correction",
    "Credit",
    "Delivery",
    "Fault",
    "Gate",
    "Livelihood",
    "Performance",
    "Procedure",
    "ProofShare",
    "Publication",
    "Repair",
    "Response",
    "Review",
    "Source",
    "Trait",
    "TraitUse",
    "catalogue",
    "load",
    "load_text",
]
