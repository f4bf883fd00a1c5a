"""Holding one scheme against the rules: from observations to findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.finding import Cited, Finding
from glasshouse.schemes.lint.justifying import UNSOUND, sound_answer
from glasshouse.schemes.lint.measured import Measured
from glasshouse.schemes.lint.norms import FORCES, Norm
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.model import Scheme

__all__ = ["check"]


def check(
    scheme: Scheme,
    selection: Selection | None = None,
    measured: Measured | None = None,
    only: Iterable[Rule] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Report:
    """Hold a scheme against the rules.

    Args:
        scheme: any scheme that was read.
        selection: which rules and norms; by default all that are stable, as the law stands today.
        measured: what a run of this scheme measured.
        only: these rules, whatever the selection says; for tests of one rule.
        texts: texts of the reforms on the scheme by their names, to show their lines.

    Returns:
        All findings, in the order of the rules; those of one rule in the order in which it saw them.

    Raises:
        BadInput: the selection names no rule.
    """
    asked = selection or Selection()
    case = Case(scheme, asked.as_of, measured, asked.overrides)
    chosen = asked.rules() if only is None else tuple(only)
    seen = {rule.id: tuple(rule.check(case)) for rule in chosen if rule.id != UNSOUND}
    informed = replace(case, found=seen)
    told: list[Finding] = []
    for rule in chosen:
        noticed = seen[rule.id] if rule.id in seen else tuple(rule.check(informed))
        told += _findings(rule, case, asked, noticed)
    return Report(scheme, asked, tuple(told), measured, texts or {})


def _findings(rule: Rule, case: Case, asked: Selection, seen: tuple[Observation, ...]) -> Iterator[Finding]:
    norms = _cited(asked.norms_of(rule), case.scheme.scheme.jurisdiction)
    if not norms and rule.id != UNSOUND:
        # Nothing that was asked for speaks of it on that day, or in that jurisdiction.
        seen = (case.not_applicable("no norm of this rule is asked for and holds here on that day"),)
    if not seen:
        yield Finding(rule, case.scheme.id, "pass", norms)
    for observation in seen:
        yield _finding(rule, case, norms, observation)


def _finding(rule: Rule, case: Case, norms: tuple[Cited, ...], seen: Observation) -> Finding:
    answer = sound_answer(case.scheme, rule.id, seen, case.as_of) if seen.kind == "fail" else None
    measured = None
    if case.measured is not None and seen.kind != "notApplicable":
        measured = case.measured.for_subjects(rule.measures, seen.subjects)
    return Finding(
        rule, case.scheme.id, seen.kind if answer is None else "justified", norms, seen, answer, measured
    )


def _cited(norms: tuple[Norm, ...], jurisdiction: str) -> tuple[Cited, ...]:
    """The norms with their force, the most binding first, domestic before the rest."""
    found = [Cited(norm, norm.standing(jurisdiction)) for norm in norms]
    order = {force: place for place, force in enumerate(FORCES)}
    home = jurisdiction.partition("-")[0].lower()
    return tuple(
        sorted(
            (cited for cited in found if cited.standing.force != "not-applicable"),
            key=lambda cited: (order[cited.standing.force], cited.norm.family != home),
        )
    )
