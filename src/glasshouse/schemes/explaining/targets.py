"""Targets: the lists, rules, bands and consequences that a remedy or a notice is for."""

from __future__ import annotations

from glasshouse.schemes.model import Target
from glasshouse.schemes.phrases import and_

__all__ = ["target"]


def target(named: Target) -> str:
    """What is named, as one phrase."""
    told = [
        *(f"the list {name}" for name in named.lists),
        *(f"the rule {name}" for name in named.rules),
        *(f"the band {name}" for name in named.bands),
        *(f"the consequence {name}" for name in named.consequences),
    ]
    return and_(told) if told else "nothing"
