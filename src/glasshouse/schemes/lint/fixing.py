"""Fixing: the reform that would mend a finding, where that changes something the engine runs.

Rules about paper (a missing assessment, an unstated purpose) have no fix: writing the paper changes no life.
A patch that is not marked safe needs a reader; none of them makes a scheme just.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from glasshouse.ground.document import Document, read_text
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.finding import Finding
from glasshouse.schemes.lint.following import with_what_follows
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.lint.rule import Rule

__all__ = ["patch_document", "reform_text"]

_KINDS = ("set", "add", "remove")


def patch_document(report: Report, finding: Finding) -> Document | None:
    """The patch of one finding as a document; None where its rule has none for it.

    Args:
        report: that it stands in.
        finding: one of the report.
    """
    changes = with_what_follows(report.scheme, _changes(report, finding))
    return read_text(_lines(changes), f"fix of {finding.rule.id}") if changes else None


def reform_text(report: Report, rule: Rule) -> str:
    """The reform file that mends every finding of a rule in a scheme.

    Args:
        report: on the scheme.
        rule: that found something in it.

    Raises:
        BadInput: the rule has no patch, or found nothing that one would mend.
    """
    scheme = report.scheme
    if rule.patch is None:
        raise BadInput(
            Problem(
                f"{rule.id} has no fix.",
                why="What it asks for is paper, or has to be thought out: a patch would change no life.",
                remedy=f"Its remedy: {rule.remedy}.",
                code="no-fix",
            )
        )
    found = [finding for finding in report.findings if finding.rule is rule and finding.kind == "fail"]
    merged = with_what_follows(report.scheme, _merged(_changes(report, finding) for finding in found))
    if not merged:
        what = "finds nothing to mend" if not found else "finds what no patch would mend"
        raise BadInput(Problem(f"{rule.id} {what} in '{scheme.id}'.", code="nothing-to-fix"))
    head = {
        "id": f"{scheme.id}-fix-{rule.id.lower()}",
        "title": f"{rule.id} {rule.name}: {rule.remedy}",
        "summary": f"Written by `glasshouse fix {rule.id}`. "
        + ("" if rule.patch_is_safe else "Unsafe: read it before you use it. ")
        + "It changes what the rule looks at, and makes no claim beyond that.",
        "scheme": scheme.id,
    }
    told = [f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    return "\n".join(["format: 1", "reform:", *told, _lines(merged)])


def _changes(report: Report, finding: Finding) -> Mapping[str, Any]:
    if finding.rule.patch is None or finding.seen is None:
        return {}
    asked = report.selection
    case = Case(report.scheme, asked.as_of, report.measured, asked.overrides)
    return finding.rule.patch(case, finding.seen)


def _merged(patches: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """All changes together, each once."""
    merged: dict[str, list[Any]] = {}
    for patch in patches:
        for kind in _KINDS:
            for entry in patch.get(kind, ()):
                if entry not in merged.setdefault(kind, []):
                    merged[kind].append(entry)
    return {kind: entries for kind, entries in merged.items() if entries}


def _lines(changes: Mapping[str, Any]) -> str:
    """Changes as YAML; JSON is YAML too, and one line a change is easily read."""
    lines: list[str] = []
    for kind in _KINDS:
        if changes.get(kind):
            lines.append(f"{kind}:")
            lines.extend(f"  - {_flow(entry)}" for entry in changes[kind])
    return "\n".join(lines) + "\n"


def _flow(entry: Any) -> str:
    if isinstance(entry, Mapping):
        inner = ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items())
        return f"{{{inner}}}"
    return str(entry)
