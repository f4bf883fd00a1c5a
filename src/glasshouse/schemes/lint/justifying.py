"""Justifications: answers in the file that turn a finding into *justified, shown*, if they are complete.

An answer counts when it names its legal basis, says aim, necessity and which milder means were weighed, and
has an end that has not come. A half-empty or expired one, and one to a rule that takes none, is a finding of
its own. A few rules take no answer: a penalty on speech, faith, assembly, petition or a vote, and the use of
specially protected data or of surveillance, are not made proper by a form.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from glasshouse.schemes.lint.finding import Finding
from glasshouse.schemes.model import Justification, Scheme

__all__ = ["UNANSWERABLE", "UNSOUND", "justify", "meets", "shortcomings"]

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


def justify(findings: Iterable[Finding], scheme: Scheme, as_of: datetime.date) -> list[Finding]:
    """The findings, those that the file answers soundly turned into justified ones.

    Args:
        findings: of one scheme.
        scheme: the scheme with its answers.
        as_of: the day on which an answer must still hold.
    """
    return [_answered(finding, scheme, as_of) for finding in findings]


def _answered(finding: Finding, scheme: Scheme, as_of: datetime.date) -> Finding:
    if finding.kind != "fail" or finding.rule.id in UNANSWERABLE:
        return finding
    for entry in scheme.justify:
        if meets(entry, finding) and not shortcomings(entry, as_of):
            return replace(finding, kind="justified", justification=entry)
    return finding


def meets(entry: Justification, finding: Finding) -> bool:
    """Whether an answer is about a finding: the same rule, and its item or something in it."""
    if entry.rule != finding.rule.id:
        return False
    return (
        entry.item is None or f"{finding.path}.".startswith(f"{entry.item}.") or entry.item == finding.about
    )
