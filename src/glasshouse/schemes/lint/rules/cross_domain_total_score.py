"""One number made of conduct from unrelated spheres of life, with something hanging on it.

What it checks
--------------
The spheres of life of all conducts that move the score (by points, straight into a band, or as inputs of a
scorecard), and whether a
band or a score brings a burden or costs a favour. More than one sphere, and a consequence: a finding, one
for the scheme. Spheres stand in the conduct catalogue. Where only favours are lost, it is told with medium
confidence.

Why it matters
--------------
A total says that parking, protest, debts and volunteering are amounts of one thing. Whatever hangs on the
total is then suffered in one part of life for what was done in another, and nobody can say for which act.
This is what the European rules on social scoring and the word "trustworthiness" in them are about.

What would justify it
---------------------
A law that makes this total and says what the spheres have to do with each other and with each consequence,
and proof that separate registers would not do. We know of none.

In simulation
-------------
``band-share`` says how many are where; ``denials`` and ``refused-share`` what the total costs them. The
patch takes away what hangs on the total and leaves the number. Splitting the rules by sphere has to be
thought out.

Limits
------
Spheres are those of our catalogue; that two of them are related (traffic and travel, say) is for the law to
show. A score that lists people who then bear consequences counts; a rule that enters a list at once does
not. Each unrelated consequence is told apart by ``unrelated-sanction`` (GH601).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glasshouse.schemes.lint.burdens import restricts
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.naming import some_of
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Consequence

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    score = case.scheme.score
    if score.kind == "none":
        yield case.not_applicable("the scheme has no score")
        return
    spheres = {
        row.context: None
        for row in case.rows
        if row.context
        and (
            row.input is not None
            if row.rule is None
            else row.rule.effect.points is not None or row.rule.effect.to_band is not None
        )
    }
    hanging = _hanging(case)
    if len(spheres) < 2 or not hanging:
        return
    names = [f"'{consequence.id}'" for consequence in hanging]
    yield case.fail(
        score,
        "kind",
        message=f"one number adds up conduct from {len(spheres)} spheres of life ({', '.join(spheres)}), and "
        f"{some_of(names)} {'hangs' if len(names) == 1 else 'hang'} on it",
        confidence=None if any(restricts(consequence) for consequence in hanging) else "medium",
    )


def _hanging(case: Case) -> tuple[Consequence, ...]:
    """The consequences that a band or a score brings to somebody's harm, in the order of the file."""
    found = {
        row.consequence.id: row.consequence
        for row in case.harms
        if row.consequence is not None
        and any(step.kind in ("band", "score") for step in row.via)
        and case.gate(row.consequence).contexts
    }
    return tuple(consequence for consequence in case.scheme.consequences if consequence.id in found)


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    return {"remove": [f"consequences.{consequence.id}" for consequence in _hanging(case)]}


RULE = Rule(
    id="GH401",
    name="cross-domain-total-score",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("ai-act-5-1-c-i", "ai-act-recital-31", "iccpr-17-1", "iccpr-26"),
    rights=("equality", "privacy", "proportionality"),
    check=_check,
    would_show="a law that makes this total and ties each sphere to each consequence, and that separate "
    "registers would not do",
    remedy="split the score by sphere of life; keep no general total",
    measures=("band-share", "denials", "refused-share"),
    patch=_patch,
    never_silent="Rules name their conducts, and the catalogue says to which sphere of life each belongs.",
)
