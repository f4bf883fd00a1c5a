"""What the lint finds in the text of a scheme, joined to what the run measured of the very thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glasshouse.report.blocks import Block, Cell, Section, Table, say
from glasshouse.report.numbers import plural, told_date
from glasshouse.report.whereabouts import last_day
from glasshouse.report.writer import Writer
from glasshouse.schemes.lint.finding import Cited, Finding
from glasshouse.schemes.lint.report import CLOSING
from glasshouse.schemes.phrases import plain

__all__ = ["findings", "tensions"]

_FEW = 3
_QUOTED = re.compile(r"(the rule )?(?<!\w)'([a-z][a-z0-9-]*)'")
_GRAVE = {"error": "grave", "warning": "serious", "note": "slight"}
"""How grave a tension is, in words that nobody takes for a mistake of the report."""

_NOT_MEASURED = "not measured in this run"


def findings(writer: Writer) -> Section:
    """What the lint finds in the text, joined to numbers."""
    kinds = writer.material.lint.rules_by_kind
    counted = say(
        f"The text was held against norms by a list of {plural(sum(kinds.values()), 'question')}: "
        f"{kinds['fail']} found a tension, {kinds['justified']} are answered in the file, {kinds['review']} "
        f"are left for a reader to settle, {kinds['pass']} saw none, {kinds['notApplicable']} do not apply. "
        f"{CLOSING}"
    )
    return Section("text", "What the text itself is in tension with", (counted, *tensions(writer)))


def tensions(writer: Writer) -> Iterator[Block]:
    """What was found, without a count of what was not; nothing where nothing was."""
    failing = [finding for finding in writer.material.lint.shown if finding.kind == "fail"]
    order = {"error": 0, "warning": 1, "note": 2}
    failing.sort(key=lambda finding: order[finding.severity])
    if not failing:
        return
    yield say(_by_which_law(writer))
    yield say(
        "'Grave', 'serious' and 'slight' say how this program takes a tension with a named norm (its lists "
        "of findings have 'error', 'warning' and 'note' for them). A benchmark is a norm that does not bind "
        "here. None of this says that a norm was violated: that is for a court or a supervisor to find. "
        "'A convention of ours' is a limit that no norm sets and that this program chose.",
        kind="small",
    )
    yield Table(
        "In tension",
        ("tension", "what the text says", "norms", "simulated of it in this run"),
        tuple(_rows(writer, failing)),
    )
    yield Table(
        "Where in the file each of these stands, and the number of its page",
        ("tension", "page of the question", "lines of the file"),
        tuple(_places(failing)),
        folded=True,
        printed=False,
    )


def _by_which_law(writer: Writer) -> str:
    """The law of which day, and how the scheme stood by then."""
    head = writer.scheme.scheme
    told = (
        f"Judged by norms as they stood on {told_date(writer.material.as_of)}, not on the days lived: a norm "
        "that came later is told with the day on which it did."
    )
    until = head.force.until
    if until is not None and until <= writer.material.as_of:
        told += f" The scheme itself was in force until {told_date(until)} only."
    if head.domestic_status is not None:
        told += f" By then, of the scheme itself: {head.domestic_status}"
    return told


def _rows(writer: Writer, findings: list[Finding]) -> Iterator[tuple[Cell, ...]]:
    """One row a rule: what it saw, the norms with their force, what the run measured of the very thing."""
    held = {
        (e.id, e.item, e.group): e for e in writer.material.estimates if e.arm == writer.material.arm.name
    }
    for same in _by_rule(findings):
        seen = [_in_plain_words(writer, finding.message) for finding in same[:_FEW]]
        if len(same) > _FEW:
            seen.append(f"and {len(same) - _FEW} more of the kind")
        measured = dict.fromkeys(
            (entry.measure, entry.item, entry.group)
            for finding in same
            for entry in finding.measured or ()
            if entry.value and finding.is_about(entry.item)
        )
        found = [held[key] for key in measured if key in held and not writer.is_put_in(held[key])]
        # A part that is the whole of another row is no second number.
        known = list({(e.id, e.item.partition(":")[0], e.value): e for e in reversed(found)}.values())[::-1][
            :_FEW
        ]
        norms = dict.fromkeys(_norm(writer, norm) for finding in same for norm in finding.norms)
        yield (
            f"{same[0].rule.summary.rstrip('.')} ({_GRAVE[same[0].severity]})",
            "; ".join(seen),
            "; ".join(list(norms)[:_FEW]),
            "; ".join(f"{writer.about(e)}: {writer.whole(e)}" for e in known) or _NOT_MEASURED,
        )


def _places(findings: list[Finding]) -> Iterator[tuple[Cell, ...]]:
    for same in _by_rule(findings):
        lines = (None if one.position is None else one.position.line for one in same)
        told = ", ".join(str(line) for line in dict.fromkeys(lines) if line is not None)
        yield same[0].rule.summary.rstrip("."), same[0].rule.id, told or "none in particular"


def _by_rule(findings: list[Finding]) -> list[list[Finding]]:
    ids = dict.fromkeys(finding.rule.id for finding in findings)
    return [[finding for finding in findings if finding.rule.id == id] for id in ids]


def _norm(writer: Writer, cited: Cited) -> str:
    """A norm with its force; one that came after the days lived, with the day on which it came."""
    since = cited.norm.valid_from
    if since <= last_day(writer.material.scenario):
        return str(cited)
    return (
        f"{cited.norm.cite} ({cited.standing}; in force only since {told_date(since)}, after the days lived)"
    )


def _in_plain_words(writer: Writer, message: str) -> str:
    """A message in which conducts, gates and lists have their titles, and other names lose their hyphens."""
    assumptions = writer.material.scenario.assumptions
    titles = {id: one.title for id, one in assumptions.conducts.items()}
    titles |= {id: one.title for id, one in assumptions.gates.items()}
    titles |= {entry.id: entry.title for entry in writer.scheme.lists if entry.title}

    def told(found: re.Match[str]) -> str:
        of_rule, id = found[1], found[2]
        return f"{of_rule or ''}'{plain(id) if of_rule else titles.get(id, plain(id))}'"

    return _QUOTED.sub(told, message)
