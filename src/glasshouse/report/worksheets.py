"""Worksheets for impact assessments, with the numbers of an audit and every human section left empty.

FRIA: the fundamental-rights impact assessment of the AI Act (Regulation (EU) 2024/1689), Article 27(1).
HUDERIA: the methodology of the Council of Europe for the risk and impact of AI systems (2024), with its four
columns scale, scope, probability, reversibility. Neither is filled in here: judgement is for people, and a
synthetic society shows nothing about the deployed system. There is no badge and no count of passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from glasshouse.engine.outcomes import NOTICE
from glasshouse.measures.estimate import Estimate
from glasshouse.report.groups import group_titles
from glasshouse.report.headings import standing, world
from glasshouse.report.numbers import assumed, in_full, interval, scale, value
from glasshouse.report.studied import label
from glasshouse.report.text import NO_EVIDENCE, provenance_line
from glasshouse.report.writer import ends
from glasshouse.studies.audit import Audit

__all__ = ["CAUTION", "FORMS", "worksheet"]

Form = Literal["fria", "huderia"]

CAUTION = "_Synthetic; not evidence about the deployed system; not a completed assessment._"
"""Stands in every section."""

_TWO_INTERVALS = (
    "Luck: how far the number moves if other people are drawn. Assumptions: its middle 95 % over joint draws "
    "of what is assumed; a number without it stands at the central assumptions only. Quote the wider."
)

_EMPTY = "\n".join(["", "> (to be written by people)", ""])

_FRIA = (
    ("(a)", "The processes in which the system will be used, in line with its intended purpose", None),
    ("(b)", "The period and the frequency of intended use", None),
    ("(c)", "The categories of persons and groups likely to be affected", ("equality", "score", "family")),
    ("(d)", "The specific risks of harm to them", ("accuracy", "liberty", "permanence", "expression")),
    ("(e)", "How human oversight is implemented", None),
    ("(f)", "What is done when risks materialise: governance and complaints", ("knowledge",)),
)

_HARMS = (
    ("Put on a list", ("listed-share", "any"), "still-listed"),
    ("Put on a list wrongly", ("wrongfully-listed-share", "any"), "corrected"),
    ("Refused a service", ("refused-share", "any"), None),
    ("Put into a lower band", ("demoted-share", "any"), None),
)


def worksheet(audit: Audit, form: Form) -> str:
    """A worksheet as Markdown.

    Args:
        audit: of any scheme.
        form: ``fria`` or ``huderia``.
    """
    return "\n".join(FORMS[form](audit)) + "\n"


def _fria(audit: Audit) -> Iterator[str]:
    yield from _head(audit, "Worksheet for a fundamental-rights impact assessment (AI Act, Article 27(1))")
    from glasshouse.measures.measure import measures

    library = measures()
    for letter, title, families in _FRIA:
        yield from (f"## {letter} {title}", "", CAUTION, _EMPTY)
        if families is None:
            continue
        found = [
            e
            for e in audit.results.estimates
            if e.arm == audit.arm.name
            and library[e.id].family in families
            and e.value is not None
            and (
                e.group == "all" or (e.low is not None and e.high is not None and not e.low <= 1.0 <= e.high)
            )
            and (e.group == "all" or library[e.id].family == "equality")
        ]
        if not found:
            yield from (
                "Numbers of the synthetic run: none; the scheme has no such thing, or it is not counted.",
                "",
            )
            continue
        yield from (
            "| synthetic number | group | value | luck, 95 % | assumptions, 95 % | of |",
            "|---|---|---|---|---|---|",
        )
        yield from (_row(audit, estimate) for estimate in found)
        yield from ("", _TWO_INTERVALS)
        notes = dict.fromkeys(e.note for e in found if e.note and (e.report_only or "listed" in e.note))
        yield from ("", *(f"- {note}" for note in notes), "")
    yield from _foot(audit)


def _huderia(audit: Audit) -> Iterator[str]:
    yield from _head(audit, "Worksheet for a risk and impact assessment (HUDERIA)")
    found = {(e.id, e.item): e for e in audit.of_the_scheme}
    yield from (
        CAUTION,
        "",
        "| harm | scale (how grave, for one person) | scope (how many) | probability (for one person "
        "covered) | reversibility (how far it can be undone) |",
        "|---|---|---|---|---|",
    )
    for harm, name, way in _HARMS:
        estimate = found.get(name)
        if estimate is None:
            continue
        told = _told(estimate)
        undone = [
            f"{e.item}: {_told(e)} of the stays"
            for e in audit.of_the_scheme
            if way is not None and e.id == "exits" and e.item.endswith(f": {way}") and e.value is not None
        ]
        yield (
            f"| {harm} | (to be written by people) | {told} of the {estimate.denominator}, synthetic | "
            f"{told} within {audit.results.scenario.days:,} days, synthetic | "
            f"{'; '.join(undone) or '(to be written by people)'} |"
        )
    yield from ("", f"In brackets: luck, 95 %; in square brackets: assumptions. {_TWO_INTERVALS}", "")
    for title in ("Context of use", "Stakeholders and how they were heard", "Mitigation", "Decision"):
        yield from (f"## {title}", "", CAUTION, _EMPTY)
    yield from _foot(audit)


def _head(audit: Audit, title: str) -> Iterator[str]:
    scheme = audit.arm.scheme
    yield from (
        f"# {title}",
        "",
        f"**{NOTICE}**",
        "",
        CAUTION,
        "",
        f"{scheme.title}. {standing(scheme)}.",
        "",
    )
    yield from (*world(audit.results.scenario), "")


def _foot(audit: Audit) -> Iterator[str]:
    yield from (provenance_line(audit.results.scenario, audit.arm.scheme), "", NO_EVIDENCE, "", CAUTION)


def _row(audit: Audit, estimate: Estimate) -> str:
    scenario = audit.results.scenario
    told = label(scenario, estimate.id, estimate.item).replace("|", "/")
    group = "all"
    if estimate.group != "all":
        group = ": ".join(group_titles(scenario.society.tables(), estimate.group))
    factor, _ = scale(estimate)
    luck = ends(estimate, estimate.low, estimate.high, factor)
    drawn = assumed(estimate) or "central assumptions only"
    return f"| {told} | {group} | {in_full(estimate)} | {luck} | {drawn} | {estimate.denominator} |"


def _told(estimate: Estimate) -> str:
    if estimate.value is None:
        return estimate.absent
    drawn = f" [{assumed(estimate)}]" if assumed(estimate) else ""
    return f"{value(estimate)} ({interval(estimate)}){drawn}"


FORMS: dict[Form, Callable[[Audit], Iterator[str]]] = {"fria": _fria, "huderia": _huderia}
"""The worksheets by name."""
