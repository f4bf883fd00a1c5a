"""Reports as annotations of GitHub Actions: one workflow command a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.schemes.lint import wording
from glasshouse.schemes.lint.finding import Finding
from glasshouse.schemes.lint.report import CLOSING, Report

__all__ = ["tell"]

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def tell(reports: Sequence[Report]) -> str:
    """Workflow commands, repeated findings collapsed; then a line of counts, and the closing words."""
    lines: list[str] = []
    for report in reports:
        lines += _annotations(report)
        lines.append(f"{report.scheme.id}: rules {wording.counted(report.rules_by_kind)}.")
    return "\n".join([*lines, wording.ADVICE, CLOSING, ""])


def _annotations(report: Report) -> Iterator[str]:
    for bundle in wording.bundles(report.shown):
        first, more = bundle[0], len(bundle) - 1
        told = first.message + (f" (and {more} more)" if more else "")
        told += f". Would need to show: {first.would_show}. Remedy: {first.remedy}."
        told += f" Norms: {'; '.join(wording.norms(first))}."
        if first.justification is not None:
            told += f" Justified in the file: {wording.justified(first)}."
        yield f"::{_command(first)} {_place(report, first)}::{_data(told)}"


def _command(finding: Finding) -> str:
    return _COMMANDS[finding.severity] if finding.kind == "fail" else "notice"


def _place(report: Report, finding: Finding) -> str:
    place = finding.position
    words = {"file": place.file if place else report.scheme.file}
    if place and place.line:
        words["line"] = str(place.line)
    if place and place.column:
        words["col"] = str(place.column)
    kind = "" if finding.kind == "fail" else f" ({wording.KIND_WORDS[finding.kind]})"
    words["title"] = f"{finding.rule.id} {finding.rule.name}{kind}"
    return ",".join(f"{key}={_property(value)}" for key, value in words.items())


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
