"""The findings of the lint as the page shows them: in the margin of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glasshouse.report.numbers import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glasshouse.engine.scenario import Scenario
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.lint.finding import Finding
    from glasshouse.schemes.lint.measured import Measured, Measurement

__all__ = ["PEOPLE_MEASURED", "findings_of", "measure", "text_of"]

PEOPLE_MEASURED = 20_000
"""Twenty neighbourhoods, the fewest that carry an interval."""

_MOST_NUMBERS = 4
"""Numbers beside one finding."""


def text_of(scheme: Scheme) -> str:
    """A scheme's text without its life histories, which are for the checker of files alone."""
    lines: list[str] = []
    inside = False
    for line in scheme.text.splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            inside = line.startswith("tests:")
        if not inside:
            lines.append(line)
    return "\n".join(lines).rstrip() + "\n"


def measure(scenario: Scenario) -> Measured:
    """Run a scheme on a few invented people, so that findings can be told beside a number."""
    from dataclasses import fields, replace

    from glasshouse.schemes.lint.measured import Measured, Measurement
    from glasshouse.studies.simulation import run_and_measure

    few = replace(scenario, people=PEOPLE_MEASURED)
    arm = few.arms[0].name
    rows = [row.as_dict() for row in run_and_measure(few, threads=1).estimates if row.arm == arm]
    names = [field.name for field in fields(Measurement)]
    found: list[Any] = [
        Measurement(**{name: row["id" if name == "measure" else name] for name in names})  # type: ignore[arg-type]
        for row in rows
    ]
    return Measured("this page", arm, few.people, few.days, few.seed, tuple(found))


def _in_words(entry: Measurement, scheme: Scheme) -> str:
    """A number by the title of its measure, with its interval, unit and of whom it is."""
    from glasshouse.measures import measures

    about = "" if entry.item in ("", "any") else f", {_called(entry.item, scheme)}"
    figures = " to ".join(f"{end:,.3g}" for end in (entry.low, entry.high) if end is not None)
    unit = "%" if entry.unit == "per cent" else entry.unit
    told = (
        f"{measures()[entry.measure].title}{about}: {entry.value:,.3g} {unit} ({figures}), of "
        f"{entry.denominator}; {entry.people:,} invented people. {entry.note or ''}"
    )
    return told.replace(" -", " \u2212").replace("(-", "(\u2212").rstrip()


def _called(item: str, scheme: Scheme) -> str:
    """What an item is called: the title of a list, gate or act, else its name in plain words."""
    from glasshouse.schemes.phrases import plain
    from glasshouse.schemes.vocabulary import conducts, gates

    lists = {one.id: one.title for one in scheme.lists if one.title}
    named = conducts().get(item) or gates().get(item)
    return lists.get(item) or (named.title.lower() if named is not None else plain(item))


def findings_of(scheme: Scheme, measured: Measured | None = None) -> dict[str, Any]:
    """All that is told of a scheme, the gravest first, and the closing words of every output of the lint."""
    from glasshouse.schemes.lint import check
    from glasshouse.schemes.lint.report import CLOSING
    from glasshouse.schemes.lint.vocabulary import SEVERITIES

    report = check(scheme, measured=measured)
    names = ("rule", "kind", "severity", "message", "line", "path", "remedy", "would_need_to_show")
    told = []
    for finding in report.shown:
        whole = finding.as_dict()
        told.append(
            {name: whole[name] for name in names}
            | {
                "title": finding.rule.summary,
                "norms": [str(cited) for cited in finding.norms],
                "measured": [
                    _in_words(entry, scheme) for entry in finding.measured or () if entry.value is not None
                ][:_MOST_NUMBERS],
            }
        )
    # What fails comes before what only asks for a look, then as the text goes.
    told.sort(key=lambda one: (one["kind"] != "fail", SEVERITIES.index(one["severity"]), one["line"] or 0))
    covers = (
        ""
        if measured is None
        else f"Measured on {measured.people:,} invented people over {measured.days:,} days, each number with "
        "its 95 % interval for the luck of the draw, at the central assumptions only."
    )
    return {
        "findings": told,
        "counted": _counted(report.shown),
        "closing": CLOSING,
        "hidden": report.hidden,
        "covers": covers,
    }


def _counted(findings: Sequence[Finding]) -> str:
    """In how many places, and of how many rules: a report tells each rule once."""
    told = []
    for is_tension, says in ((True, "in tension with"), (False, "to be looked at by a reader under")):
        found = [one for one in findings if (one.kind == "fail") == is_tension]
        if found:
            rules = plural(len({one.rule.id for one in found}), "rule")
            told.append(f"{plural(len(found), 'place')} {says} {rules} of the lint")
    told_as = " and ".join(told)
    return (
        f"The text has {told_as}. The report of a run tells each rule once, and tensions alone."
        if told
        else ""
    )
