"""Reports as Markdown: for a pull request or a report, with every finding's norms and the profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.schemes.lint import wording
from glasshouse.schemes.lint.finding import Finding
from glasshouse.schemes.lint.profile import LEGEND, cells
from glasshouse.schemes.lint.report import CLOSING, KINDS, Report

__all__ = ["tell"]


def tell(reports: Sequence[Report]) -> str:
    """A section for each scheme, and the profiles side by side where there is more than one."""
    lines: list[str] = []
    for report in reports:
        lines += [*_report(report)]
    if len(reports) > 1:
        ordered = sorted(reports, key=lambda report: report.scheme.id)
        lines += ["# Profiles side by side", "", LEGEND, "", *_table(cells(ordered)), ""]
    return "\n".join([*lines, f"*{wording.ADVICE} {CLOSING}*", ""])


def _report(report: Report) -> Iterator[str]:
    title, *frame = wording.head(report)
    yield from (f"# {_plain(title)}", "")
    for line in frame:
        yield from (_plain(line), "")
    for right, findings in report.by_right().items():
        yield from (f"## {wording.right_words(right)}", "")
        for bundle in wording.bundles(findings):
            yield from _bundle(report, bundle)
    yield from ("## Profile", "")
    heads = ["", *(wording.KIND_WORDS[kind] for kind in KINDS)]
    rows = [
        [wording.right_words(right), *(str(counts[kind]) for kind in KINDS)]
        for right, counts in report.profile_by_right().items()
        if counts
    ]
    rows += [
        [wording.FAMILY_WORDS[family], *(str(counts[kind]) for kind in KINDS)]
        for family, counts in report.profile_by_family().items()
        if counts
    ]
    yield from (*_table([heads, *rows]), "")
    yield from (f"Rules: {wording.counted(report.rules_by_kind)}.", "")


def _bundle(report: Report, bundle: list[Finding]) -> Iterator[str]:
    first, *others = bundle
    kind = first.severity if first.kind == "fail" else wording.KIND_WORDS[first.kind]
    yield f"### {first.rule.id} {first.rule.name} ({kind}; {wording.facts(first)})"
    yield ""
    yield f"- `{first.position or report.scheme.file}`: {_plain(first.message)}"
    for finding in others:
        yield f"- `{finding.position or report.scheme.file}`: {_plain(finding.message)}"
    yield ""
    if first.kind == "review":
        return
    yield f"Would need to show: {_plain(first.would_show)}."
    yield f"Remedy: {_plain(first.remedy)}."
    yield ""
    for cited in first.norms:
        check = "" if cited.norm.checked else " *Not checked against the text.*"
        yield f"- {_plain(str(cited))}: {_plain(cited.norm.gloss)}{check}"
    yield ""
    if first.justification is not None:
        yield from (f"Justified in the file: {_plain(wording.justified(first))}.", "")
    told = wording.measured(bundle, report)
    if told:
        yield from (f"Measured: {_plain(' '.join(told))}", "")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    heads, *rest = rows
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rest:
        yield f"| {' | '.join(row)} |"


def _plain(text: str) -> str:
    """Text without what Markdown would take for marks."""
    for mark in ("\\", "`", "*", "_", "[", "]", "<", ">", "|"):
        text = text.replace(mark, f"\\{mark}")
    return text
