"""What results rest on: how many of their numbers are assumed, counted in one way wherever it is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from glasshouse.engine.scenario import Scenario
from glasshouse.schemes import Scheme
from glasshouse.schemes.sourcing import sourcing

__all__ = ["assumed_in_ten", "evidence_of_behaviour", "evidence_of_practice", "in_words", "of_all"]

_SAID = (
    ("assumed", "assumed"),
    ("unverified", "unverified"),
    ("press", "from the press"),
    ("secondary", "from accounts"),
    ("reprint", "from copies or translations"),
    ("primary", "from the text where its issuer put it"),
    ("dataset", "from data sets"),
    ("calibrated", "fitted to published figures of this scheme or another (no check of them)"),
    ("cited", "cited"),
    ("derived", "derived from a source"),
    ("unstated", "of unstated evidence"),
)


def evidence_of_behaviour(scenario: Scenario) -> Counter[str]:
    """The numbers about what people do, by how they are known."""
    return _counted(number.evidence for _, number in scenario.assumptions.numbers())


def assumed_in_ten(scenario: Scenario) -> str:
    """How many of its numbers on behaviour are assumed, as a sentence can carry it."""
    counts = evidence_of_behaviour(scenario)
    return f"{10.0 * counts['assumed'] / counts.total():.0f} in 10 of its numbers on behaviour assumed"


def evidence_of_practice(scheme: Scheme) -> Counter[str]:
    """The numbers about how the scheme is practised, by how they are known."""
    held = (getattr(scheme.practice, name) for name in ("aware", "notice_reaches", "enrolled", "may_used"))
    return _counted(quantity.evidence for quantity in held if quantity is not None)


def of_all(scenario: Scenario, scheme: Scheme) -> tuple[int, int]:
    """Numbers of scheme, society and behaviour that are assumed, and numbers in all."""
    counts = (sourcing(scheme), scenario.society.evidence(), evidence_of_behaviour(scenario))
    return sum(count.get("assumed", 0) for count in counts), sum(sum(count.values()) for count in counts)


def in_words(counts: Counter[str]) -> str:
    """Counts as a phrase: ``928 of 992 numbers assumed, 5 unverified, 4 cited``."""
    total = sum(counts.values())
    kinds = [(counts[kind], words) for kind, words in _SAID if counts[kind]]
    if len(kinds) <= 1:
        return kinds[0][1] if kinds else "assumed"
    (most, first), *others = kinds
    return ", ".join((f"{most:,} of {total:,} numbers {first}", *(f"{n:,} {words}" for n, words in others)))


def _counted(found: Iterable[str | None]) -> Counter[str]:
    return Counter(word or "unstated" for word in found)
