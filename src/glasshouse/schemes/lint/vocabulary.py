"""The fixed words of the lint: how grave, how sure, how strong, which right, which family of rules."""

from __future__ import annotations

from typing import Final, Literal, get_args

__all__ = [
    "CONFIDENCES",
    "FAMILIES",
    "RIGHTS",
    "SEVERITIES",
    "STRENGTHS",
    "Confidence",
    "Right",
    "Severity",
    "Status",
    "Strength",
]

Severity = Literal["error", "warning", "note"]
Confidence = Literal["high", "medium", "review"]
Strength = Literal["T", "L", "S", "D", "P"]
Status = Literal["stable", "preview"]
Right = Literal[
    "legality",
    "expression",
    "belief",
    "assembly-and-association",
    "public-affairs",
    "fair-hearing",
    "remedy",
    "privacy",
    "data-protection",
    "equality",
    "movement",
    "work",
    "education",
    "living-standard",
    "family-and-children",
    "proportionality",
    "oversight",
]

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
CONFIDENCES: Final[tuple[Confidence, ...]] = get_args(Confidence)
RIGHTS: Final[tuple[Right, ...]] = get_args(Right)
STRENGTHS: Final[dict[Strength, str]] = {
    "T": "treaty",
    "L": "law in force",
    "S": "soft law",
    "D": "domestic policy",
    "P": "practice",
}
FAMILIES: Final = {
    "0": "justifications",
    "1": "legality and purpose",
    "2": "what is scored",
    "3": "data",
    "4": "score and bands",
    "5": "lists and publicity",
    "6": "sanctions and rewards",
    "7": "other people",
    "8": "notice, appeal, repair",
    "9": "governance and evidence",
}
