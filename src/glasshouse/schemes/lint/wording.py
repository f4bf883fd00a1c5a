"""The phrases that every form of a report shares: counts, forces, answers, numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from glasshouse.schemes.lint.finding import Finding, Kind
from glasshouse.schemes.lint.report import KINDS, Report
from glasshouse.schemes.lint.vocabulary import CONFIDENCES, STRENGTHS, Right

__all__ = [
    "ADVICE",
    "FAMILY_WORDS",
    "KIND_WORDS",
    "bundles",
    "counted",
    "facts",
    "head",
    "justified",
    "measured",
    "norms",
    "right_words",
    "unchecked",
]

ADVICE: Final = "Static checks of a text, and no legal advice."

KIND_WORDS: Final[dict[Kind, str]] = {
    "fail": "in tension",
    "justified": "justified",
    "review": "for review",
    "pass": "passed",
    "notApplicable": "not applicable",
}

FAMILY_WORDS: Final = {
    "un": "United Nations",
    "coe": "Council of Europe",
    "eu": "European Union",
    "cn": "China",
    "ca": "Canada",
    "practice": "practice",
}


def right_words(right: Right) -> str:
    """A right as a heading: ``Assembly and association``."""
    return right.replace("-", " ").capitalize()


def head(report: Report) -> list[str]:
    """Which scheme, what kind of text it is, and what it is held against; a line or sentence each."""
    scheme, asked = report.scheme.scheme, report.selection
    families = ", ".join(FAMILY_WORDS[family] for family in asked.families)
    told = [f"{scheme.title} [{scheme.id}; {scheme.status}; {scheme.reading}]"]
    if scheme.status == "press":
        told.append(f"Reported by the press; no such text was found. {scheme.summary}")
    if scheme.domestic_status is not None:
        told.append(f"In its own jurisdiction, which removes no finding: {scheme.domestic_status}")
    told.append(f"Jurisdiction {scheme.jurisdiction}; norms of {families}, as of {asked.as_of.isoformat()}.")
    return told


def counted(counts: Counter[str]) -> str:
    """Rules by kind: ``2 in tension, 0 justified, 1 for review, 3 passed, 1 not applicable``."""
    return ", ".join(f"{counts[kind]} {KIND_WORDS[kind]}" for kind in KINDS)


def facts(finding: Finding) -> str:
    """What is said of a finding in brackets: confidence, strength, set."""
    rule = finding.rule
    sure = "needs a reader" if finding.kind == "review" else f"confidence {finding.confidence}"
    told = [sure, STRENGTHS[rule.strength]]
    if rule.status == "preview":
        told.append("preview")
    elif not rule.core:
        told.append("informs only")
    if finding.kind == "justified":
        told.append("justified, shown")
    return " · ".join(told)


def unchecked(finding: Finding) -> str:
    """Which of the cited records nobody has held against the primary text; empty where none."""
    open_ = [cited.norm.cite for cited in finding.norms if cited.norm.checked is None]
    if not open_:
        return ""
    return "all records" if len(open_) == len(finding.norms) else "; ".join(open_)


def justified(finding: Finding) -> str:
    """The answer in the file, in one line; empty where there is none that holds."""
    entry = finding.justification
    if entry is None:
        return ""
    until = entry.expires.isoformat() if entry.expires else "no date"
    return (
        f"basis {entry.legal_basis}; aim: {entry.aim}; necessity: {entry.necessity}; "
        f"milder means: {entry.less_intrusive}; until {until}"
    )


def measured(bundle: Sequence[Finding], report: Report) -> list[str]:
    """What a run measured for findings of one rule, line by line; empty where no run was given.

    Notes of a measure (such as that no chilling was ever measured) stay with its numbers.
    """
    run, rule = report.measured, bundle[0].rule
    if run is None:
        return []
    if not rule.measures:
        return ["nothing: no measure speaks of this rule"]
    found = dict.fromkeys(entry for finding in bundle for entry in finding.measured or ())
    if not found:
        return ["nothing was measured for this in the run"]
    told = [str(entry) for entry in found]
    told += dict.fromkeys(f"note: {entry.note}" for entry in found if entry.note and entry.value is not None)
    covers = "; ".join(dict.fromkeys(entry.covers for entry in found))
    return [*told, f"over {run.days} days, seed {run.seed}; 95 % intervals cover {covers}"]


def bundles(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings that repeat each other (one rule, one kind), put together; the surest first."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.rule.id, finding.kind), []).append(finding)
    return [
        sorted(bundle, key=lambda finding: CONFIDENCES.index(finding.confidence)) for bundle in found.values()
    ]


def norms(finding: Finding) -> list[str]:
    """The norms, those of one instrument and force together: ``ICCPR 19(1), 19(2) (benchmark: ...)``."""
    found: dict[tuple[str, str], list[str]] = {}
    for cited in finding.norms:
        found.setdefault((cited.norm.short, str(cited.standing)), []).append(cited.norm.article)
    return [
        f"{short} {', '.join(articles)}".rstrip() + f" ({standing})"
        for (short, standing), articles in found.items()
    ]
