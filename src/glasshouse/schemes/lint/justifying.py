"""Justifications: answers in the file that turn a finding into *justified, shown*, if they are complete.

An answer counts when it names its legal basis, says aim, necessity and which milder means were weighed, and
has an end that has not come. A half-empty or expired one, and one to a rule that takes none, is a finding of
its own. A few rules take no answer: a penalty on speech, faith, assembly, petition or a vote, and the use of
specially protected data or of surveillance, are not made proper by a form.
"""

from __future__ import annotations

import datetime
from typing import Final

from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.model import Justification, Scheme

__all__ = ["UNANSWERABLE", "UNSOUND", "meets", "shortcomings", "sound_answer"]

UNSOUND: Final = "GH001"
"""Id of the rule about the answers themselves."""

UNANSWERABLE: Final = frozenset(
    {"GH201", "GH202", "GH203", "GH204", "GH205", "GH206", "GH301", "GH302", "GH303"}
)
"""Rules that no answer in a file can settle."""

_FEWEST_WORDS = 4
_PARTS = ("aim", "necessity", "less_intrusive")


def shortcomings(entry: Justification, as_of: datetime.date) -> list[tuple[str, str]]:
    """What an answer lacks: the key, and a phrase. Empty where it is complete and unexpired."""
    found = [
        (key, f"'{key}' says nothing that could be weighed")
        for key in _PARTS
        if len(str(getattr(entry, key)).split()) < _FEWEST_WORDS
    ]
    if entry.expires is None:
        found.append(("expires", "it has no end: 'expires' is missing"))
    elif entry.expires <= as_of:
        found.append(("expires", f"it expired on {entry.expires.isoformat()}"))
    return found


def sound_answer(scheme: Scheme, rule: str, seen: Observation, as_of: datetime.date) -> Justification | None:
    """The answer in a file that turns what a rule saw into something justified; None where there is none.

    Args:
        scheme: with its answers.
        rule: id of the rule.
        seen: what it saw.
        as_of: the day on which the answer must still hold.
    """
    if rule in UNANSWERABLE:
        return None
    for entry in scheme.justify:
        if meets(entry, rule, seen) and not shortcomings(entry, as_of):
            return entry
    return None


def meets(entry: Justification, rule: str, seen: Observation) -> bool:
    """Whether an answer is about what a rule saw: the same rule, and the item or something in it."""
    if entry.rule != rule:
        return False
    return entry.item is None or f"{seen.path}.".startswith(f"{entry.item}.") or entry.item == seen.about
