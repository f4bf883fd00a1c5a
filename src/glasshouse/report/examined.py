"""The audit for a worksheet about a kept run: of the scheme in its folder, in that run's own world."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.engine.answers import ALL_ANSWERS, answers_text
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.report.made import command
from glasshouse.report.material import Material
from glasshouse.report.numbers import plural
from glasshouse.report.worksheets import Form
from glasshouse.studies.audit import plan_audit
from glasshouse.studies.comparison import Plan

__all__ = ["MOST_PEOPLE", "plan_of"]

MOST_PEOPLE = 1_000_000
"""People of a kept run of whom an audit is made at once; one of more is kept, so that it can go on."""


def plan_of(run: Material, form: Form) -> Plan:
    """The audit of the scheme that a kept run is about, whatever the catalogue says today.

    Raises:
        BadInput: an audit would not be of that run; all reasons at once, with what to type.
    """
    problems = list(_reasons(run, form))
    if problems:
        raise BadInput(*problems)
    scenario = run.scenario
    return plan_audit(
        run.arm.scheme,
        people=scenario.people,
        days=scenario.days,
        seed=scenario.seed,
        society=scenario.society,
        assumptions=scenario.assumptions,
        start=scenario.start,
    )


def _reasons(run: Material, form: Form) -> Iterator[Problem]:
    """Why no audit made at once would be of this run."""
    scenario, arm = run.scenario, run.arm
    remedy = f"Make an audit that is kept, and the worksheet of it:\n{command(run, 'audit', form)}"
    if any("\n" in patch for patch in arm.scheme.document.patches):
        remedy += "\nIt is of the scheme without the reforms of this run."
    if scenario.warm:
        yield Problem(
            f"This run has {plural(scenario.warm, 'day')} that were lived uncounted, the rules in force.",
            why="An audit begins on the first day of the rules: its numbers would be of another world.",
            remedy=remedy,
            code="no-such-audit",
        )
    if arm.answers != ALL_ANSWERS:
        only = answers_text(arm.answers).replace(",", ", ")
        yield Problem(
            f"In this run people answer to the rules by {only}, and in no other way.",
            why="An audit lets them answer in every way: its numbers would be of another world.",
            remedy=remedy,
            code="no-such-audit",
        )
    if scenario.people > MOST_PEOPLE:
        yield Problem(
            f"This run has {scenario.people:,} people; an audit is made at once of {MOST_PEOPLE:,} at most.",
            why="It lives them several times over, and made at once it is lost when it is interrupted.",
            remedy=remedy,
            code="too-large",
        )
