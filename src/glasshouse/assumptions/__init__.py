"""What is assumed about people: conduct, observation, procedure, response, each number with its evidence."""

from __future__ import annotations

from glasshouse.assumptions.model import (
    AbilityTest,
    Assumptions,
    Conduct,
    Correction,
    Fault,
    Gate,
    Performance,
    Procedure,
    ProofShare,
    Response,
    Source,
    Trait,
    TraitUse,
)
from glasshouse.assumptions.reading import catalogue, load, load_text

__all__ = [
    "AbilityTest",
    "Assumptions",
    "Conduct",
    "Correction",
    "Fault",
    "Gate",
    "Performance",
    "Procedure",
    "ProofShare",
    "Response",
    "Source",
    "Trait",
    "TraitUse",
    "catalogue",
    "load",
    "load_text",
]
