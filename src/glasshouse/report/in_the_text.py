"""What the lint finds in the text of a scheme, joined to what the run measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.report.blocks import Block, Cell, Section, Table, say
from glasshouse.report.numbers import plural, told_date
from glasshouse.report.writer import Writer, whole
from glasshouse.schemes.lint.finding import Finding
from glasshouse.schemes.lint.report import CLOSING

__all__ = ["findings", "tensions"]

_FEW = 3


def findings(writer: Writer) -> Section:
    """What the lint finds in the text, joined to numbers."""
    kinds = writer.material.lint.rules_by_kind
    counted = say(
        f"{plural(sum(kinds.values()), 'rule')} asked, as the law stood on "
        f"{told_date(writer.material.as_of)}: {kinds['fail']} in tension with norms, "
        f"{kinds['justified']} answered in the file, {kinds['review']} that a reader has to settle, "
        f"{kinds['pass']} not seen, {kinds['notApplicable']} not applicable. {CLOSING}"
    )
    return Section("text", "What the text itself is in tension with", (counted, *tensions(writer)))


def tensions(writer: Writer) -> Iterator[Block]:
    """What was found, without a count of what was not; nothing where nothing was."""
    failing = [finding for finding in writer.material.lint.shown if finding.kind == "fail"]
    order = {"error": 0, "warning": 1, "note": 2}
    failing.sort(key=lambda finding: order[finding.severity])
    if failing:
        yield say(
            "'Error', 'warning' and 'note' say how grave the lint takes a tension with a named norm to "
            "be. None says that a norm was violated: that is for a court or a supervisor to find.",
            kind="small",
        )
        yield Table(
            "In tension, with what this run measured for it",
            ("tension", "what the text says", "norms", "measured in this run"),
            tuple(_rows(writer, failing)),
        )


def _rows(writer: Writer, findings: list[Finding]) -> Iterator[tuple[Cell, ...]]:
    """One row a rule: what it saw and where, the norms with their force, what the run measured for it."""
    held = {
        (e.id, e.item, e.group): e for e in writer.material.estimates if e.arm == writer.material.arm.name
    }
    for id in dict.fromkeys(finding.rule.id for finding in findings):
        same = [finding for finding in findings if finding.rule.id == id]
        seen = [f"{finding.message}{_line(finding)}" for finding in same[:_FEW]]
        if len(same) > _FEW:
            seen.append(f"and {len(same) - _FEW} more of the kind")
        measured = dict.fromkeys(
            (entry.measure, entry.item, entry.group)
            for finding in same
            for entry in finding.measured or ()
            if entry.value is not None and entry.value != 0.0
        )
        known = [held[key] for key in measured if key in held][:_FEW]
        norms = dict.fromkeys(str(norm) for finding in same for norm in finding.norms)
        yield (
            f"{same[0].rule.summary.rstrip('.')} ({same[0].severity}, {id})",
            "; ".join(seen),
            "; ".join(list(norms)[:_FEW]),
            "; ".join(f"{writer.about(e)}: {whole(e)}" for e in known) or _not_measured(writer, same),
        )


def _line(finding: Finding) -> str:
    line = None if finding.position is None else finding.position.line
    return "" if line is None else f" (line {line})"


def _not_measured(writer: Writer, findings: Sequence[Finding]) -> str:
    """Why no number stands beside findings: none is about them, too few people, or none was seen."""
    entries = [entry for finding in findings for entry in finding.measured or ()]
    if not entries:
        return "no number is about it"
    if all(entry.value is None for entry in entries):
        return "too few to say"
    asked = {(entry.measure, entry.item) for entry in entries if entry.value == 0.0}
    named = dict.fromkeys(writer.about(e) for e in writer.material.estimates if (e.id, e.item) in asked)
    return f"nothing above nought: {'; '.join(list(named)[:_FEW])}"
