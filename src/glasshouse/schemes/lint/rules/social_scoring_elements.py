"""The elements of the European ban on social scoring, counted one by one.

What it checks
--------------
Whether the elements of article 5(1)(c) can be read in the file. (2) People are evaluated over time: points
add up, or a rule counts two records or more. (3) The evaluation rests on behaviour; every rule does. (4) It
leads to detriment: something at a gate is refused, worse, dearer, looked at more closely or lost. (5) That
detriment lies in another sphere of life than the behaviour, or the behaviour behind it is lawful. All four,
in one way through the rules: a finding where the file says that an AI system is used (element 1), else a
question to a reader.

Why it matters
--------------
It is the one ban in force anywhere that names this kind of scheme. A register of points on paper is outside
it, and the same rules run by an AI system are inside; the file should know how close it is.

What would justify it
---------------------
The ban knows no justification, only its elements. Recital 31 leaves alone lawful evaluation for a specific
purpose under Union or national law: one purpose, in its own sphere, in proportion.

In simulation
-------------
``denials`` and ``refused-share`` are element 4 in numbers. Elements 2 and 5 are in the rules, not in a run.

Limits
------
Whether something is an AI system is a question of law that a file cannot settle, also where it says no;
hence "banned if an AI system is used". A decision taken on one record is read as no evaluation over time.
Disproportion to the gravity of the behaviour, the other half of the second alternative, is asked by
``disproportionate`` (GH606) only. The ban is law in the European Union; elsewhere it is a yardstick.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.normal import Row

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    rows = [
        row
        for row in case.harms
        if row.consequence is not None
        and row.consequence.does != "warn"
        and case.gate(row.consequence).contexts
    ]
    if not rows:
        yield case.not_applicable("nobody is treated worse at a gate because of the scheme")
        return
    met = [row for row in rows if _over_time(row) and (_elsewhere(case, row) or _lawful(row))]
    found = min(met, key=lambda row: row.relation != "brings", default=None)
    if found is None or found.consequence is None:
        return
    alternative = "out of its sphere" if _elsewhere(case, found) else "for lawful behaviour"
    what = f"for instance '{found.consequence.id}' over '{found.conduct}', {alternative}"
    automation = case.scheme.scheme.automation
    said = None if automation is None else case.says(automation, "uses_ai")
    if said is not None and said.is_stated and said.value == "yes":
        yield case.fail(
            case.scheme.scheme,
            "automation",
            "uses_ai",
            message=f"meets elements 1 to 5 of the ban ({what}), if what the file calls an AI system is one",
        )
        return
    says = (
        "the file says that none is"
        if said is not None and said.is_stated and said.value == "no"
        else "the file does not say whether one is"
    )
    yield case.review(
        case.scheme.scheme,
        "automation",
        "uses_ai",
        message=f"would meet elements 2 to 5 of the ban ({what}); banned if an AI system is used, and {says}",
    )


def _over_time(row: Row) -> bool:
    """Whether people are evaluated over time before the row's consequence: points, or several records."""
    return any(step.kind != "list" for step in row.via) or any(
        rule is not None and rule.count.at_least.value > 1 for rule in (row.rule, row.first)
    )


def _elsewhere(case: Case, row: Row) -> bool:
    return row.consequence is not None and row.context not in case.gate(row.consequence).contexts


def _lawful(row: Row) -> bool:
    return row.relation == "brings" and row.legality in ("lawful", "protected", "prosocial")


RULE = Rule(
    id="GH402",
    name="social-scoring-elements",
    severity="error",
    confidence="medium",
    strength="L",
    status="preview",
    norms=("ai-act-5-1-c", "ai-act-guidelines-scoring", "ai-act-recital-31", "unesco-ai-26"),
    rights=("equality", "privacy", "proportionality"),
    check=_check,
    would_show="that an element is missing: one purpose under a law, in its own sphere, in proportion",
    remedy="make it a register of one duty, for one purpose",
    measures=("denials", "refused-share"),
)
