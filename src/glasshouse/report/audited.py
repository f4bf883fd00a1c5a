"""An audit as a page of plain text: every number with two intervals, harms and benefits, what drives them."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.engine.outcomes import NOTICE
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import FAMILIES, NEVER_MEASURED, PUT_IN, Family, is_put_in, measures
from glasshouse.report.but_for import HOW_ASKED
from glasshouse.report.groups import group_titles
from glasshouse.report.headings import standing, world
from glasshouse.report.layout import Line, Sheet
from glasshouse.report.numbers import assumed, interval, plural, value
from glasshouse.report.split import QUESTION, write_splits
from glasshouse.report.studied import NOT_ASKED, in_unit, label, write_drivers
from glasshouse.report.text import NO_EVIDENCE, provenance_line
from glasshouse.schemes.lint.finding import Finding
from glasshouse.schemes.reforming import changes_in_short
from glasshouse.studies.audit import Audit
from glasshouse.studies.closely import QUESTIONS
from glasshouse.studies.headlines import HEADLINES
from glasshouse.studies.single_records import BUT_FOR

__all__ = ["audited"]

_GROUPS = 3
_LEFT_TO_THE_FILES = frozenset({"change-in-acts"})
"""Told in per cent here, in acts in the files."""

_NONE: dict[Family, str] = {
    "family": "this scheme refuses nobody but the person whom it lists or grades",
    "knowledge": "this scheme has no list of which anybody could learn",
}


def audited(audit: Audit, width: int = 100) -> list[Line]:
    """Tell an audit.

    Args:
        audit: of any scheme.
        width: columns; lines are set between 60 and 110.
    """
    writer = _Writer(audit, Sheet(width))
    writer.head()
    for number, family in enumerate(FAMILIES, 1):
        writer.family(number, family)
    writer.single_records()
    writer.beside()
    writer.effects()
    writer.drivers()
    writer.findings()
    writer.foot()
    return writer.sheet.lines


class _Writer:
    """Writes the sections one after the other."""

    def __init__(self, audit: Audit, sheet: Sheet) -> None:
        self._audit = audit
        self._scenario = audit.results.scenario
        self.sheet = sheet

    def head(self) -> None:
        """What was audited, beside what, and what the numbers carry."""
        sheet, audit = self.sheet, self._audit
        scheme = audit.arm.scheme
        sheet.paragraph(f"Audit: {scheme.title}", "title")
        sheet.paragraph(f"{scheme.id} - {standing(scheme)}", "small")
        if scheme.scheme.status == "press":
            sheet.paragraph(
                f"Reported by the press; no such text was found. {scheme.scheme.summary}", "small"
            )
        if scheme.scheme.domestic_status is not None:
            said = scheme.scheme.domestic_status
            sheet.paragraph(f"Said of it in its own jurisdiction: {said}", "small")
        sheet.paragraph(NOTICE, "notice")
        for text in world(self._scenario):
            sheet.paragraph(text, "small")
        sheet.blank()
        sheet.paragraph("Arms: the same people and the same luck, without any scheme (baseline), and", "body")
        for number, arm in enumerate(self._scenario.arms, 1):
            changes = "; ".join(changes_in_short(arm.scheme.document))
            sheet.paragraph(f"{number}. {arm.name}{f' ({changes})' if changes else ''}", indent=2)
        for pair in audit.comparison.idle_reforms:
            sheet.paragraph(f"{pair.second} changed no event of this run.", "small", indent=2)
        sheet.blank()
        sheet.paragraph(
            "In brackets: 95 % intervals for the luck of drawing these people only. In square brackets: the "
            f"middle 95 % over {audit.draws} joint draws of the assumptions ({audit.people_of_a_draw:,} "
            "people each); a number without them stands at the central assumptions only."
        )

    def family(self, number: int, family: Family) -> None:
        """The measures of one family, of the scheme itself."""
        sheet = self.sheet
        sheet.blank()
        sheet.paragraph(f"{number}. {FAMILIES[family]}", "title")
        library = measures()
        told = 0
        for id, measure in library.items():
            if measure.family != family or id in _LEFT_TO_THE_FILES:
                continue
            found = [e for e in self._audit.of_the_scheme if e.id == id]
            if family == "equality":
                found = list(self._farthest(id))
            if not found:
                continue
            told += 1
            self._measure(measure.title, found)
        for id, question in QUESTIONS.items():
            near = [e for e in self._audit.closely if e.id == id and e.arm == self._audit.arm.name]
            if question.family == family and near:
                told += 1
                self._measure(question.title, near)
        if told == 0:
            sheet.paragraph(f"None: {_NONE.get(family, 'this scheme has no such thing')}.", indent=2)
        elif family == "equality":
            sheet.paragraph(
                "The largest difference of each kind whose interval leaves out 1 (about one in 20 would by "
                "luck alone); all groups are in the files. Why they differ is assumed too.",
                "small",
                indent=2,
            )

    def single_records(self) -> None:
        """Of how many listings one single record is the reason, in each arm."""
        asked = [estimate for estimate in self._audit.closely if estimate.id == BUT_FOR]
        if not asked:
            return
        sheet = self.sheet
        sheet.blank()
        sheet.paragraph("But for one single record", "title")
        sheet.table([(e.arm, value(e), _limits(e)) for e in asked])
        for estimate in asked:
            sheet.paragraph(f"{estimate.arm}: {estimate.note}.", "small", indent=2)
        sheet.paragraph(
            f"{HOW_ASKED} Share of those asked about whose listing (or first burden, where there is no list) "
            "would not have come but for a single record; the intervals are for which were looked at.",
            "small",
            indent=2,
        )

    def beside(self) -> None:
        """The headlines in every arm, and whether differences keep their sign."""
        sheet = self.sheet
        sheet.blank()
        sheet.paragraph("The arms beside each other", "title")
        known = {(e.id, e.item, e.arm): e for e in self._audit.results.estimates if e.group == "all"}
        told = {
            (c.change.id, c.change.item, c.arms[1]): c
            for c in self._audit.conclusions
            if c.arms[0] == self._audit.arm.name
        }
        for id, item in HEADLINES:
            rows = []
            for arm in self._scenario.arms:
                estimate = known.get((id, item, arm.name))
                if estimate is None:
                    rows.append((arm.name, "none there", ""))
                    continue
                conclusion = told.get((id, item, arm.name))
                words = ""
                if conclusion is not None:
                    beyond = "not beyond luck" if conclusion.sign == "not known" else conclusion.verdict
                    words = (
                        "; the same"
                        if conclusion.change.low == 0.0 == conclusion.change.high
                        else f"; {_than(conclusion.sign)} ({beyond}: {conclusion.held} of {conclusion.draws})"
                    )
                rows.append((arm.name, value(estimate), f"{_limits(estimate)}{words}"))
            if any(cell != "none there" for _, cell, _ in rows):
                sheet.blank()
                unit = next(in_unit(e) for key, e in known.items() if key[:2] == (id, item))
                sheet.paragraph(f"{label(self._scenario, id, item)}{unit}", "heading")
                sheet.table(rows)
        sheet.paragraph(
            "Beside an arm: whether it is above or below arm 1, whether that sign is robust (beyond luck, "
            "and the same in 95 % of the draws), and in how many draws. Nothing is ranked.",
            "small",
        )

    def effects(self) -> None:
        """What part of it is which answer of the people."""
        self.sheet.blank()
        self.sheet.paragraph(QUESTION, "title")
        write_splits(self.sheet, self._scenario, self._audit.effects.splits)

    def drivers(self) -> None:
        """Which assumptions drive the headlines."""
        self.sheet.blank()
        self.sheet.paragraph("What drives these numbers", "title")
        if self._audit.sensitivity is None:
            self.sheet.paragraph(NOT_ASKED)
            return
        write_drivers(self.sheet, self._audit.sensitivity)

    def findings(self) -> None:
        """What the lint finds in the text, with what the run measured for it."""
        sheet, report = self.sheet, self._audit.lint
        sheet.blank()
        sheet.paragraph("What the text itself is in tension with", "title")
        kinds = report.rules_by_kind
        sheet.paragraph(
            f"{plural(sum(kinds.values()), 'rule')} asked: {kinds['fail']} in tension, {kinds['justified']} "
            f"answered in the file, {kinds['review']} that a reader has to settle, {kinds['pass']} not seen, "
            f"{kinds['notApplicable']} not applicable."
        )
        failing = [finding for finding in report.shown if finding.kind == "fail"]
        for finding in failing:
            self._finding(finding)
        sheet.paragraph("Silence is not clearance.", "small")

    def foot(self) -> None:
        """What the numbers rest on, and what they are not."""
        self.sheet.blank()
        schemes = {arm.scheme.id: arm.scheme for arm in reversed(self._scenario.arms)}
        told = [provenance_line(self._scenario, scheme) for scheme in reversed(schemes.values())]
        for text in (*told, NO_EVIDENCE):
            self.sheet.paragraph(text, "small")

    # --------------------------------------------------------------------------------------------- details

    def _measure(self, title: str, found: list[Estimate]) -> None:
        sheet = self.sheet
        sheet.blank()
        sheet.paragraph(f"{title}{in_unit(found[0])} ({found[0].denominator})", "heading")
        rows = [(self._about(e), value(e), _limits(e)) for e in found if e.value is not None]
        sheet.table(rows)
        silent = [estimate for estimate in found if estimate.value is None]
        if silent:
            reason = (silent[0].note or "").partition(";")[0]
            named = "; ".join(self._about(e) for e in silent)
            sheet.paragraph(f"{named}: {reason}.", "small", indent=2)
        for sentence in dict.fromkeys(filter(None, map(_beside, found))):
            sheet.paragraph(f"{sentence}.", "small", indent=2)

    def _about(self, estimate: Estimate) -> str:
        if estimate.group != "all":
            return self._group(estimate.group)
        told = label(self._scenario, estimate.id, estimate.item)
        return told.partition(": ")[2] or ("in all" if estimate.item == "any" else estimate.item or "in all")

    def _group(self, group: str) -> str:
        return ": ".join(group_titles(self._scenario.society.tables(), group))

    def _farthest(self, id: str) -> Iterator[Estimate]:
        """Of each dimension the ratio farthest from 1 whose interval leaves 1 out; the three farthest."""
        farthest: dict[str, Estimate] = {}
        for e in self._audit.results.estimates:
            if e.id != id or e.arm != self._audit.arm.name or e.low is None or e.high is None:
                continue
            dimension = e.group.partition("=")[0]
            if not e.low <= 1.0 <= e.high and _distance(e) > _distance(farthest.get(dimension)):
                farthest[dimension] = e
        yield from sorted(farthest.values(), key=_distance, reverse=True)[:_GROUPS]

    def _finding(self, finding: Finding) -> None:
        sheet = self.sheet
        where = (
            ""
            if finding.position is None or finding.position.line is None
            else f", line {finding.position.line}"
        )
        sheet.blank()
        sheet.paragraph(f"{finding.rule.id} {finding.severity}{where}: {finding.message}", "heading")
        sheet.paragraph(f"Norms: {'; '.join(map(str, finding.norms[:3]))}", "small", indent=2)
        for measurement in (finding.measured or ())[:3]:
            sheet.paragraph(f"Measured: {measurement}", "small", indent=2)


def _limits(estimate: Estimate) -> str:
    drawn = f" [{assumed(estimate)}]" if assumed(estimate) else ""
    return f"({interval(estimate)}){drawn}" if interval(estimate) else ""


def _beside(estimate: Estimate) -> str | None:
    """What must stand beside a number: who was listed, what an assumption put in."""
    note = estimate.note or ""
    if estimate.id in QUESTIONS:
        return note.rstrip(".") or None
    if estimate.report_only:
        return NEVER_MEASURED.rstrip(".")
    of_the_listed = note[note.index("of the listed") :] if "of the listed" in note else ""
    if of_the_listed:
        return of_the_listed[:1].upper() + of_the_listed[1:]
    return PUT_IN[:1].upper() + PUT_IN[1:] if is_put_in(estimate.id) else None


def _than(sign: str) -> str:
    return {"above": "above arm 1", "below": "below arm 1"}.get(sign, "no sign")


def _distance(estimate: Estimate | None) -> float:
    if estimate is None or estimate.value is None:
        return 1.0
    return max(estimate.value, 1.0 / estimate.value) if estimate.value > 0.0 else float("inf")
